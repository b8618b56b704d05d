"""A reading as plain JSON that people can review: figures as one small grid a table."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from extractors import Reading
from extractors.report import Figure, Number, Report, Status

Json = dict[str, Any]


def snapshot(reading: Reading) -> Json:
    """What a reviewer must be able to compare with the document by eye."""
    return {
        "outcome": reading.outcome.value,
        "reason": reading.reason.en if reading.reason else None,
        "report": _report(reading.report) if reading.report else None,
    }


def _report(report: Report) -> Json:
    contact = report.contact
    return {
        "title": report.title,
        "organ": report.organ,
        "division_code": report.division_code,
        "year": report.year,
        "form": report.form,
        "period": [report.period.start.isoformat(), report.period.end.isoformat()] if report.period else None,
        "written_on": report.written_on.isoformat() if report.written_on else None,
        "contact": {name: getattr(contact, name) for name in contact.__dataclass_fields__},
        "figures": grids(report.figures),
        "statements": [
            [s.name, plain(s.value), s.qualifier, s.unit, s.section, s.quote] for s in report.statements
        ],
        "sections": [[s.number, s.title, len(s.text), s.text[:12], s.text[-12:]] for s in report.sections],
        "findings": [[f.rule, f.severity.value, f.result.value, f.message.en] for f in report.findings],
    }


def grids(figures: Iterable[Figure]) -> Json:
    """Table -> row -> columns: a number, else the status; a doubt follows after a question mark."""
    tables: Json = {}
    for figure in figures:
        row = tables.setdefault(figure.key.table, {}).setdefault(figure.key.row, {})
        row[figure.key.column] = _cell(figure)
    return tables


def _cell(figure: Figure) -> int | float | str:
    shown = plain(figure.value) if figure.status is Status.NUMBER else figure.status.value
    if figure.doubt:
        return f"{shown} ? {figure.doubt}"
    return shown


def plain(value: Number | tuple[str, ...] | None) -> Any:
    if isinstance(value, tuple):
        return list(value)
    return value if value is None or isinstance(value, int) else float(value)
