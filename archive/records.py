"""A reading as the JSON object ``gongkai read --json`` prints: every key present, null when unknown."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import Any

from extractors.report import (
    Contact,
    Figure,
    Finding,
    Language,
    Number,
    Period,
    Place,
    Reading,
    Report,
    Statement,
)

Record = dict[str, Any]


def record(file: str, reading: Reading, language: Language) -> Record:
    """Return the record of one file; ``file`` is the path as given, messages are in ``language``."""
    return {
        "file": file,
        "sha256": reading.sha256 or None,  # empty when the file could not be had
        "media_type": reading.media_type,
        "outcome": str(reading.outcome),
        "reason": reading.reason and reading.reason.text(language),
        "report": reading.report and _report(reading.report, language),
    }


def plain(number: Number) -> int | float:
    """Return a number as JSON and SQLite know it; one without a fraction stays whole.

    A float prints the same digits as the decimal it came from up to 15 of them; no printed cell has more.
    """
    if isinstance(number, Decimal):
        return int(number) if number == number.to_integral_value() else float(number)
    return number


def _report(report: Report, language: Language) -> Record:
    return {
        "title": report.title,
        "organ": report.organ,
        "division_code": report.division_code,
        "year": report.year,
        "form": report.form,
        "period": report.period and _period(report.period),
        "written_on": _day(report.written_on),
        "published_on": _day(report.published_on),
        "contact": _contact(report.contact),
        "figures": [_figure(figure) for figure in report.figures],
        "statements": [_statement(statement) for statement in report.statements],
        "sections": [
            {"number": section.number, "title": section.title, "text": section.text}
            for section in report.sections
        ],
        "findings": [finding_record(finding, language) for finding in report.findings],
    }


def finding_record(finding: Finding, language: Language) -> Record:
    """Return a finding with its message in ``language`` and the cells it concerns."""
    return {
        "rule": finding.rule,
        "severity": str(finding.severity),
        "result": str(finding.result),
        "message": finding.message.text(language),
        "expected": _plain_or_text(finding.expected),
        "actual": _plain_or_text(finding.actual),
        "places": [{"table": key.table, "row": key.row, "column": key.column} for key in finding.places],
    }


def finding_row(finding: Finding) -> Record:
    """Return a finding as a row of the tables ``findings``: both languages, the places as JSON."""
    record = finding_record(finding, "zh")
    return record | {"message_en": finding.message.en, "places": json.dumps(record["places"])}


def _period(period: Period) -> Record:
    return {"start": _day(period.start), "end": _day(period.end)}


def _contact(contact: Contact) -> Record:
    return {
        "unit": contact.unit,
        "address": contact.address,
        "postcode": contact.postcode,
        "phone": contact.phone,
        "fax": contact.fax,
        "email": contact.email,
        "website": contact.website,
    }


def _figure(figure: Figure) -> Record:
    return {
        "table": figure.key.table,
        "row": figure.key.row,
        "column": figure.key.column,
        "value": None if figure.value is None else plain(figure.value),
        "status": str(figure.status),
        "raw": figure.raw,
        "unit": figure.unit,
        "doubt": figure.doubt,
        "place": figure.place and _place(figure.place),
    }


def _place(place: Place) -> Record:
    return {
        "page": place.page,
        "table": place.table,
        "row": place.row,
        "column": place.column,
        "box": place.box and list(place.box),
    }


def _statement(statement: Statement) -> Record:
    value = statement.value
    return {
        "name": statement.name,
        "value": list(value) if isinstance(value, tuple) else plain(value),
        "qualifier": statement.qualifier,
        "unit": statement.unit,
        "quote": statement.quote,
        "section": statement.section,
    }


def _plain_or_text(value: Number | str | None) -> int | float | str | None:
    return value if value is None or isinstance(value, str) else plain(value)


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
