"""One printed cell -> one figure."""

from __future__ import annotations

import re

from extractors.content import Cell
from extractors.numbers import Kind, parse_cell
from extractors.report import CellKey, Figure, Place, Status

_BEGINS_WITH_ZERO = re.compile("[0０][0-9０-９]")


def absent(key: CellKey, doubt: str | None = None) -> Figure:
    """The figure of a cell that the document does not print."""
    return Figure(key, None, Status.ABSENT, None, None, doubt)


def read_cell(
    key: CellKey, kind: Kind, cell: Cell, doubt: str | None, place: Place, unit: str | None
) -> Figure:
    """Read a cell, whose numbers are so many of ``unit`` unless it says else. A number that may be cut, that begins
    with a zero (two that ran together) or that spans several columns is doubted; the last has no value.
    """
    value = parse_cell(cell.text, kind)
    if doubt == "merged":
        return Figure(key, None, Status.UNPARSED, cell.text, None, doubt, place)
    doubt = doubt or cell.doubt
    if value.status is not Status.NUMBER:
        return Figure(key, None, value.status, cell.text, None, doubt, place)
    if doubt is None:
        doubt = "cut" if cell.cut else "digits" if _begins_with_zero(cell.text) else None
    return Figure(key, value.number, value.status, cell.text, value.unit or unit, doubt, place)


def _begins_with_zero(text: str) -> bool:
    return len(text) > 1 and _BEGINS_WITH_ZERO.match(text.strip()) is not None
