"""The public table ``reports_wide``: one row a report, one column for each cell of the forms in use."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from itertools import groupby

from extractors.form import forms
from extractors.report import Message

TABLE = "reports_wide"
TEXT = Message(
    "每份报告一行、现行格式的每个单元格一列", "One row a report, one column for each cell of the forms in use"
)
HEAD = ("report_id", "organ_id", "organ", "division_code", "year", "form")

_FORMS = ("2021", "2019")  # in use since 2019; the newer one's cells come first
_HEAD_TYPES = ("TEXT PRIMARY KEY REFERENCES reports (report_id)", "TEXT", "TEXT", "TEXT", "INTEGER", "TEXT")


def columns() -> dict[str, Message]:
    """Return the columns after the head, named ``row_column``, each with its official labels."""
    found: dict[str, Message] = {}
    for block in (block for form in _FORMS for block in forms()[form].blocks):
        for row, column, key in block.cells():
            labels = " · ".join([block.heading, *row.groups, row.label.text, column.label.text])
            english = f"{key.row}, {key.column}".replace("_", " ")
            found.setdefault(_name(key.row, key.column), Message(labels, english))
    return found


def widen(connection: sqlite3.Connection) -> None:
    """Make and fill the table, row by row: as SQL it would compare every cell with every column."""
    names = list(columns())
    head = [f"{name} {type_}" for name, type_ in zip(HEAD, _HEAD_TYPES, strict=True)]
    connection.execute(f"CREATE TABLE {TABLE} ({', '.join([*head, *(f'{name} NUMERIC' for name in names)])})")
    marks = ", ".join("?" * (len(HEAD) + len(names)))
    connection.executemany(f"INSERT INTO {TABLE} VALUES ({marks})", _rows(connection, names))  # noqa: S608


def _rows(connection: sqlite3.Connection, names: Iterable[str]) -> Iterator[list[object]]:
    head = ", ".join(f"r.{column}" for column in HEAD)
    found = connection.execute(
        f'SELECT {head}, f.row, f."column", f.value FROM reports r LEFT JOIN figures f USING (report_id) '  # noqa: S608
        "ORDER BY report_id"
    )
    for report, cells in groupby(found, key=lambda row: row[: len(HEAD)]):
        values = {_name(row, column): value for *_, row, column, value in cells if row}
        yield [*report, *(values.get(name) for name in names)]


def _name(row: str, column: str) -> str:
    return f"{row}_{column}".replace(".", "_")
