"""The figures of all reports, stored small: two hundred cells a report are a dozen runs.

A run is a row of figures as a table prints it: neighbours in the form, read from neighbouring cells. The view
``figures`` unfolds the runs into a row a cell with plain SQL, so that nobody who opens ``public.db`` need know of them.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from extractors.report import Status

# packed_figures.runs: [[first cell's number, page, table, row, column, [figure, …], [box, …]?], …]; a figure is its number
# where nothing else is to be said of it, null where the cell is blank, else {v: value, s: status, r: as printed,
# u: unit, d: doubt, c: correction} of which what is missing is null, but a status number and a unit that of form_cells.
_SCHEMA = """
CREATE TABLE form_cells (
  cell INTEGER PRIMARY KEY, "table" TEXT NOT NULL, row TEXT NOT NULL, "column" TEXT NOT NULL, unit TEXT
);
CREATE TABLE packed_figures (report_id TEXT PRIMARY KEY REFERENCES reports (report_id), runs TEXT NOT NULL);
"""
_VIEW = """
CREATE VIEW figures AS
SELECT p.report_id, k."table", k.row, k."column",
  CASE f.type WHEN 'object' THEN json_extract(f.value, '$.v') ELSE f.value END AS value,
  CASE f.type WHEN 'object' THEN coalesce(json_extract(f.value, '$.s'), 'number') WHEN 'null' THEN 'blank'
    ELSE 'number' END AS status,
  CASE f.type WHEN 'object' THEN json_extract(f.value, '$.r') WHEN 'null' THEN '' ELSE CAST(f.value AS TEXT) END AS raw,
  CASE WHEN f.type = 'object' AND json_type(f.value, '$.u') IS NOT NULL THEN json_extract(f.value, '$.u')
    ELSE k.unit END AS unit,
  CASE f.type WHEN 'object' THEN json_extract(f.value, '$.d') END AS doubt,
  r.sha256,
  json_extract(n.value, '$[1]') AS page,
  json_extract(n.value, '$[2]') AS table_number,
  json_extract(n.value, '$[3]') AS row_number,
  json_extract(n.value, '$[4]') + f.key AS column_number,
  json_extract(n.value, '$[6][' || f.key || ']') AS box,
  CASE f.type WHEN 'object' THEN json_extract(f.value, '$.c') END AS correction
FROM packed_figures p  -- CROSS: in this order, and not some other that SQLite thinks better
CROSS JOIN reports r ON r.report_id = p.report_id
CROSS JOIN json_each(p.runs) n
CROSS JOIN json_each(n.value, '$[5]') f
CROSS JOIN form_cells k ON k.cell = json_extract(n.value, '$[0]') + f.key
"""
_READ = """
SELECT report_id, "table", row, "column", value, status, raw, unit, doubt, page, table_number, row_number, column_number,
  box, correction
FROM figures ORDER BY rowid
"""

Row = tuple[Any, ...]


@dataclass(slots=True)
class _Run:
    cell: int
    place: tuple[int | None, int | None, int | None]  # page, table, row
    column: int | None
    figures: list[Any] = field(default_factory=list)
    boxes: list[Any] = field(default_factory=list)

    def goes_on_with(self, cell: int, place: tuple[int | None, ...], column: int | None) -> bool:
        length = len(self.figures)
        beside = None if self.column is None else self.column + length
        return (cell, place, column) == (self.cell + length, self.place, beside)

    def packed(self) -> list[Any]:
        boxes = [self.boxes] if any(self.boxes) else []
        return [self.cell, *self.place, self.column, self.figures, *boxes]


def pack(connection: sqlite3.Connection) -> None:
    """Turn the table ``figures`` into a view of that name, and what it unfolds."""
    connection.executescript(_SCHEMA)
    cells: dict[tuple[str, str, str], tuple[int, str | None]] = {}
    rows = connection.execute(_READ)
    connection.executemany("INSERT INTO packed_figures VALUES (?, ?)", _packed(rows, cells))
    connection.executemany(
        "INSERT INTO form_cells VALUES (?, ?, ?, ?, ?)",
        [(number, *key, unit) for key, (number, unit) in cells.items()],
    )
    connection.execute("DROP TABLE figures")
    connection.execute(_VIEW)


def _packed(
    rows: Iterable[Row], cells: dict[tuple[str, str, str], tuple[int, str | None]]
) -> Iterator[tuple[str, str]]:
    """Pack report by report; ``cells`` gets a number and the usual unit for every cell of a form that occurs."""
    for report, figures in groupby(rows, key=lambda row: str(row[0])):
        runs: list[_Run] = []
        for _, table, row, column, *figure, page, in_table, in_row, in_column, box, correction in figures:
            cell, unit = cells.setdefault((table, row, column), (len(cells) + 1, figure[3]))
            place = page, in_table, in_row
            if not runs or not runs[-1].goes_on_with(cell, place, in_column):
                runs.append(_Run(cell, place, in_column))
            runs[-1].figures.append(_figure(unit, correction, tuple(figure)))
            runs[-1].boxes.append(json.loads(box) if box else None)
        packed = [run.packed() for run in runs]
        yield report, json.dumps(packed, ensure_ascii=False, separators=(",", ":"))


def _figure(usual: str | None, correction: str | None, figure: Row) -> Any:
    """Write one figure (value, status, raw, unit, doubt) as shortly as it can be told."""
    value, status, raw, unit, doubt = figure
    plain = unit == usual and doubt is None and correction is None
    if plain and status == Status.NUMBER and isinstance(value, int) and raw == str(value):
        return value
    if plain and status == Status.BLANK and raw == "" and value is None:
        return None
    said = {
        "v": value,
        "s": status if status != Status.NUMBER else None,
        "r": raw,
        "d": doubt,
        "c": correction,
    }
    told = {name: text for name, text in said.items() if text is not None}
    return told if unit == usual else told | {"u": unit}
