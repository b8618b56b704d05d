"""Read kept files and write down what they say; everything about one file is replaced in one transaction."""

from __future__ import annotations

import json
import sqlite3
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

from sqlite_utils import Database

from archive.records import finding_row, plain
from archive.store import Store
from archive.unpacking import read_and_unpack, unpacked
from archive.workers import Job, read_files
from extractors.report import Figure, Hints, Message, Number, Outcome, Reading, Report, Statement

Row = dict[str, Any]
Progress = Callable[[Iterable[tuple[Job, Reading]], int], Iterator[tuple[Job, Reading]]]

_DETAILS = ("figures", "statements", "sections", "findings")

# What is known of a file from outside comes from where it was found first.
_UNREAD = """
SELECT sha256, url, claimed_title, content_type, claimed_published_on,
  (SELECT division_code FROM portals p WHERE p.portal = all_documents.portal), min(first_seen || url)
FROM all_documents LEFT JOIN readings USING (sha256) WHERE coalesce(stale, 1) GROUP BY sha256 ORDER BY sha256
"""


@dataclass(frozen=True, slots=True)
class Tally:
    """How many files were read, and how many of these could not be."""

    read: int
    unreadable: int


def forget(database: Database) -> None:
    """Mark every reading as out of date; until a file is read again, the old reading still counts."""
    with database.atomic():
        database.execute("UPDATE readings SET stale = 1")


def read_unread(database: Database, store: Store, progress: Progress) -> Tally:
    """Read every kept file that has no up-to-date reading. Can be stopped at any time and run again."""
    read = unreadable = 0
    while found := database.execute(_UNREAD).fetchall():  # again, as long as bundles bring forth new files
        jobs = [Job(store.path(row[0]), Hints(_file_name(row[1]), *row[2:6])) for row in found]
        with tempfile.TemporaryDirectory(prefix="gongkai-") as name:
            readings = progress(read_files(jobs, partial(read_and_unpack, Path(name))), len(jobs))
            for (sha256, *_), (_, given) in zip(found, readings, strict=True):
                reading = _verified(sha256, given)
                members = _keep_members(store, Path(name), reading)
                unreadable += save(database, sha256, reading, members) is Outcome.UNREADABLE
        read += len(jobs)
    return Tally(read, unreadable)


def save(database: Database, sha256: str, reading: Reading, members: Iterable[Row] = ()) -> Outcome:
    """Replace all that is recorded of one file by a new reading; return what is recorded of it now."""
    try:
        _replace(database, sha256, reading, members)
        return reading.outcome
    except sqlite3.IntegrityError:
        reason = Message(
            "读取程序自相矛盾：同一单元格读出两次", "the reader contradicts itself: it read one cell twice"
        )
        _replace(database, sha256, Reading(sha256, reading.media_type, Outcome.UNREADABLE, reason, None), ())
        return Outcome.UNREADABLE


def _keep_members(store: Store, folder: Path, reading: Reading) -> list[Row]:
    """Keep the files of a bundle, and no longer where they were unpacked; return their rows."""
    rows = []
    for member in unpacked(folder, reading):
        if member.path is not None:
            row = {"name": member.name, "fragment": quote(member.name), "bytes": member.path.stat().st_size}
            rows.append(row | {"sha256": store.put(member.path.read_bytes())})
            member.path.unlink()
    return rows


def _replace(database: Database, sha256: str, reading: Reading, members: Iterable[Row]) -> None:
    with database.atomic():
        database.execute("DELETE FROM readings WHERE sha256 = ?", [sha256])  # details follow it
        database.table("readings").insert(_clean({"sha256": sha256, **_reading_row(reading)}))
        database.table("members").insert_all({"bundle": sha256, **_clean(row)} for row in members)
        if reading.report:
            rows = zip(_DETAILS, _details(reading.report), strict=True)
            for table, details in rows:
                database.table(table).insert_all(_clean({"sha256": sha256, **row}) for row in details)


def _file_name(url: str) -> str:
    url, _, member = url.partition("#")
    if member:
        return unquote(member).rpartition("/")[2]
    return url.partition("?")[0].rpartition("/")[2]


def _verified(sha256: str, reading: Reading) -> Reading:
    """Return the reading, unless it is of other bytes than those that were kept."""
    if reading.sha256 in ("", sha256):
        return reading
    reason = Message("所存文件已损坏：内容与其 SHA-256 不符", "the kept file is damaged: its SHA-256 differs")
    return Reading(sha256, None, Outcome.UNREADABLE, reason, None)


def _reading_row(reading: Reading) -> Row:
    row = {
        "outcome": str(reading.outcome),
        "reason": reading.reason and reading.reason.zh,
        "reason_en": reading.reason and reading.reason.en,
        "media_type": reading.media_type,
    }
    return row | (_report_row(reading.report) if reading.report else {})


def _report_row(report: Report) -> Row:
    contact, period = report.contact, report.period
    return {
        "title": report.title,
        "organ": report.organ,
        "division_code": report.division_code,
        "year": report.year,
        "form": report.form,
        "period_start": _day(period.start) if period else None,
        "period_end": _day(period.end) if period else None,
        "written_on": _day(report.written_on),
        "published_on": _day(report.published_on),
        "contact_unit": contact.unit,
        "contact_address": contact.address,
        "contact_postcode": contact.postcode,
        "contact_phone": contact.phone,
        "contact_fax": contact.fax,
        "contact_email": contact.email,
        "contact_website": contact.website,
    }


def _details(report: Report) -> tuple[Iterable[Row], ...]:
    """Return the rows of each table in ``_DETAILS``."""
    items = [item for statement in report.statements for item in _statement_rows(statement)]
    return (
        ({"number": number, **_figure_row(figure)} for number, figure in enumerate(report.figures, 1)),
        ({"number": number, **row} for number, row in enumerate(items, 1)),
        (
            {"position": position, "number": section.number, "title": section.title, "text": section.text}
            for position, section in enumerate(report.sections, 1)
        ),
        ({"number": number, **finding_row(finding)} for number, finding in enumerate(report.findings, 1)),
    )


def _figure_row(figure: Figure) -> Row:
    place = figure.place
    return {
        "table": figure.key.table,
        "row": figure.key.row,
        "column": figure.key.column,
        "value": _number(figure.value),
        "status": str(figure.status),
        "raw": figure.raw,
        "unit": figure.unit,
        "doubt": figure.doubt,
        "page": place and place.page,
        "table_number": place and place.table,
        "row_number": place and place.row,
        "column_number": place and place.column,
        "box": json.dumps(place.box) if place and place.box else None,
    }


def _statement_rows(statement: Statement) -> Iterator[Row]:
    """One row for a number, one per item for a list."""
    row = {
        "name": statement.name,
        "qualifier": statement.qualifier,
        "unit": statement.unit,
        "quote": statement.quote,
        "section": statement.section,
    }
    if isinstance(statement.value, tuple):
        yield from ({**row, "value": None, "text": item} for item in statement.value)
    else:
        yield {**row, "value": plain(statement.value), "text": None}


def _number(value: Number | None) -> int | float | None:
    return None if value is None else plain(value)


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _clean(row: Row) -> Row:
    """Return the row as the database can hold it: no lone surrogates, no whole number beyond 64 bits."""
    return {name: _storable(value) for name, value in row.items()}


def _storable(value: object) -> object:
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode("utf-8")
    if isinstance(value, int) and not -(2**63) <= value < 2**63:
        return str(value)
    return value
