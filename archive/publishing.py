"""Build ``public.db`` from the working database: whole and aside, then put in place in one step."""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from itertools import groupby
from pathlib import Path

from archive import corrections, fulltext, packing
from archive.comparisons import COMPARED, Year, across_organs, across_years
from archive.corrections import Correction
from archive.database import PUBLIC_SCHEMA, opened
from archive.folder import Folder
from archive.organs import organ_id, report_id
from archive.records import finding_row
from archive.register import due
from archive.wide import widen
from extractors.form import DISPUTES, PROACTIVE, REQUESTS
from extractors.organs import kind_of, level_of
from extractors.report import CellKey, Figure, Status

_FINDING = """
INSERT INTO findings
SELECT :report_id, coalesce(max(number), 0) + 1, :rule, :severity, :result, :message, :message_en, :expected, :actual, :places
FROM findings WHERE report_id = :report_id
"""
_STATISTICS = """
INSERT INTO statistics
SELECT report_id, "table", row, value, unit FROM figures
WHERE "table" LIKE 'statistics\\_%' ESCAPE '\\' AND "column" = 'value' ORDER BY report_id, "table", row
"""
_COUNT = """
UPDATE reports SET (errors, warnings) = (
  SELECT coalesce(sum(severity = 'error'), 0), coalesce(sum(severity = 'warn'), 0)
  FROM findings f WHERE f.report_id = reports.report_id AND f.result = 'fail'
)
"""
_SQL = (Path(__file__).parent / "publish.sql").read_text(encoding="utf-8")
_DAY = re.compile(r"(\d{4})\D{1,3}(\d{1,2})\D{1,3}(\d{1,2})(?!\d)")


def publish(folder: Folder) -> tuple[Correction, ...]:
    """Rebuild the public database. Who has the former one open keeps reading it; a kill leaves it whole.

    Return the corrections that found no cell to correct. Raises UserError where ``corrections.csv`` is not sound.
    """
    corrected = corrections.load(folder.corrections)
    aside = folder.public.with_suffix(".new")
    aside.unlink(missing_ok=True)
    connection = sqlite3.connect(aside.as_uri(), uri=True)
    with opened(folder.archive), closing(connection):  # opened: made or migrated where needed; here only read
        connection.execute("PRAGMA journal_mode = OFF")  # a half-built file is thrown away
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("ATTACH ? AS archive", [f"{folder.archive.as_uri()}?mode=ro"])
        unused = _build(connection, corrected)
    with aside.open("rb") as file:
        os.fsync(file.fileno())
    aside.replace(folder.public)
    return unused


def day(text: str | None) -> str | None:
    """Return the day in what a page claims, ``2024-01-15 09:30`` or ``2024年1月15日``, as ``2024-01-15``."""
    found = _DAY.search(text or "")
    if not found:
        return None
    try:
        return date(*map(int, found.groups())).isoformat()
    except ValueError:
        return None


def _build(connection: sqlite3.Connection, corrected: tuple[Correction, ...]) -> tuple[Correction, ...]:
    for function, arguments in (
        (organ_id, 2),
        (report_id, 3),
        (day, 1),
        (due, 2),
        (level_of, 2),
        (kind_of, 1),
    ):
        connection.create_function(function.__name__, arguments, function, deterministic=True)
    connection.executescript(f"BEGIN; {PUBLIC_SCHEMA} {_SQL}")
    unused = corrections.apply(connection, corrected)
    for table in (PROACTIVE, REQUESTS, DISPUTES):
        _pivot(connection, table)
    connection.execute(_STATISTICS)
    widen(connection)
    _compare(connection)
    connection.execute("COMMIT")
    packing.pack(connection)
    connection.commit()
    fulltext.build(connection)
    connection.commit()
    connection.execute("DETACH archive")
    connection.execute("ANALYZE")
    connection.execute("VACUUM")
    return unused


def _compare(connection: sqlite3.Connection) -> None:
    """Add what reports show beside each other to their findings, and count these."""
    found = [*across_organs(_proses(connection))]
    for _, of_organ in groupby(_years(connection), key=lambda row: row[0]):
        rows = list(of_organ)
        if len(rows) > 1:  # a single year has nothing to be compared with: its figures need not be read
            found += across_years([_year(connection, *row) for row in rows])
    connection.executemany(
        _FINDING, [{"report_id": report, **finding_row(finding)} for report, finding in found]
    )
    connection.execute(_COUNT)


def _years(connection: sqlite3.Connection) -> Iterator[tuple[str, str, str, int, str]]:
    sql = "SELECT organ_id, report_id, organ, year, form FROM reports ORDER BY organ_id, year"
    yield from connection.execute(sql)


def _proses(connection: sqlite3.Connection) -> Iterator[tuple[str, str, int, str]]:
    for _, report, organ, year, _ in _years(connection):
        yield report, organ, year, _prose(connection, report)


def _year(connection: sqlite3.Connection, _: str, report: str, organ: str, year: int, form: str) -> Year:
    sql = 'SELECT "table", row, "column", value, status, raw, unit, doubt FROM figures WHERE report_id = ?'
    cells = ((CellKey(*row[:3]), row[3:]) for row in connection.execute(sql, [report]))
    figures = {
        key: Figure(key, value, Status(status), raw, unit, None, doubt)
        for key, (value, status, raw, unit, doubt) in cells
        if key in COMPARED
    }
    return Year(report, organ, year, form, figures, _prose(connection, report))


def _prose(connection: sqlite3.Connection, report: str) -> str:
    sql = "SELECT text FROM sections WHERE report_id = ? ORDER BY position"
    return "\n".join(text for (text,) in connection.execute(sql, [report]))


def _pivot(connection: sqlite3.Connection, table: str) -> None:
    """Fill one of the official tables: a row per report and form row, its figures side by side."""
    columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")][2:]
    values = ", ".join(_pick(column) for column in columns)
    connection.execute(
        f"INSERT INTO {table} SELECT report_id, row, {values} FROM figures WHERE \"table\" = '{table}' "  # noqa: S608
        "GROUP BY report_id, row"
    )


def _pick(column: str) -> str:
    """Return the SQL for one column of an official table; ``x_unit`` is the unit of ``x``."""
    figure, what = (column.removesuffix("_unit"), "unit") if column.endswith("_unit") else (column, "value")
    return f"max(CASE \"column\" WHEN '{figure}' THEN {what} END)"
