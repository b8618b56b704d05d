"""Build ``public.db`` from the working database: whole and aside, then put in place in one step."""

from __future__ import annotations

import os
import re
import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

from archive import fulltext
from archive.database import PUBLIC_SCHEMA, opened
from archive.folder import Folder
from archive.organs import organ_id, report_id
from archive.register import due
from archive.wide import widen
from extractors.form import DISPUTES, PROACTIVE, REQUESTS
from extractors.organs import kind_of, level_of

_SQL = (Path(__file__).parent / "publish.sql").read_text(encoding="utf-8")
_DAY = re.compile(r"(\d{4})\D{1,3}(\d{1,2})\D{1,3}(\d{1,2})(?!\d)")


def publish(folder: Folder) -> None:
    """Rebuild the public database. Who has the former one open keeps reading it; a kill leaves it whole."""
    aside = folder.public.with_suffix(".new")
    aside.unlink(missing_ok=True)
    connection = sqlite3.connect(aside.as_uri(), uri=True)
    with opened(folder.archive), closing(connection):  # opened: made or migrated where needed; here only read
        connection.execute("PRAGMA journal_mode = OFF")  # a half-built file is thrown away
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("ATTACH ? AS archive", [f"{folder.archive.as_uri()}?mode=ro"])
        _build(connection)
    with aside.open("rb") as file:
        os.fsync(file.fileno())
    aside.replace(folder.public)


def day(text: str | None) -> str | None:
    """Return the day in what a page claims, ``2024-01-15 09:30`` or ``2024年1月15日``, as ``2024-01-15``."""
    found = _DAY.search(text or "")
    if not found:
        return None
    try:
        return date(*map(int, found.groups())).isoformat()
    except ValueError:
        return None


def _build(connection: sqlite3.Connection) -> None:
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
    for table in (PROACTIVE, REQUESTS, DISPUTES):
        _pivot(connection, table)
    widen(connection)
    connection.execute("COMMIT")
    connection.execute("DETACH archive")
    connection.execute("ANALYZE")
    connection.execute("VACUUM")
    fulltext.build(connection)
    connection.commit()


def _pivot(connection: sqlite3.Connection, table: str) -> None:
    """Fill one of the official tables: a row per report and form row, its figures side by side."""
    columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")][2:]
    values = ", ".join(_pick(column) for column in columns)
    connection.execute(
        f"INSERT INTO {table} SELECT report_id, row, {values} FROM figures WHERE \"table\" = '{table}' "  # noqa: S608
        "GROUP BY report_id, row ORDER BY report_id, min(rowid)"  # figures stand in the order of the form
    )


def _pick(column: str) -> str:
    """Return the SQL for one column of an official table; ``x_unit`` is the unit of ``x``."""
    figure, what = (column.removesuffix("_unit"), "unit") if column.endswith("_unit") else (column, "value")
    return f"max(CASE \"column\" WHEN '{figure}' THEN {what} END)"
