"""One printed cell -> one figure."""

from __future__ import annotations

import re

from extractors.content import Cell
from extractors.form import Column
from extractors.numbers import parse_cell
from extractors.report import CellKey, Figure, Place, Status

_BEGINS_WITH_ZERO = re.compile("[0０][0-9０-９]")


def absent(key: CellKey, doubt: str | None = None) -> Figure:
    """The figure of a cell that the document does not print."""
    return Figure(key, None, Status.ABSENT, None, None, doubt)


def read_cell(
    key: CellKey, column: Column, cell: Cell, doubt: str | None, place: Place, unit: str | None = None
) -> Figure:
    """Read a cell. A number that may be cut, that begins with a zero (two that ran together) or that spans several
    columns is doubted; the last has no value.
    """
    value = parse_cell(cell.text, column.kind)
    if doubt == "merged":
        return Figure(key, None, Status.UNPARSED, cell.text, None, doubt, place)
    doubt = doubt or cell.doubt
    if doubt is None and value.status is Status.NUMBER:
        doubt = "cut" if cell.cut else "digits" if _BEGINS_WITH_ZERO.match(cell.text.strip()) else None
    shown = (value.unit or unit or column.unit) if value.status is Status.NUMBER else None
    return Figure(key, value.number, value.status, cell.text, shown, doubt, place)
