"""In which order a table's columns are printed, where its head names them in another than the form's.

A head of two lines that lost its cells, as dumps of text print it, has 总计 before the kinds of applicants though
the figures are in the form's order. The rows' own totals say which of the two is true; where they cannot, the
order of a table that kept its cells stands, and that of one that lost them is in doubt.
"""

from __future__ import annotations

from collections.abc import Sequence

from extractors.fitting.placing import Slot
from extractors.form import REQUESTS, Block
from extractors.numbers import parse_cell
from extractors.report import Number

Order = tuple[int, ...]  # for each column of the form the printed column that holds it


def in_order(block: Block, order: Order, rows: Sequence[list[Slot]], *, ragged: bool) -> list[list[Slot]]:
    """Put every row's cells into the form's order. Blocks without a total are as their head says."""
    turned = [[row[i] for i in order] for row in rows]
    if block.table != REQUESTS:
        return turned
    as_form, as_head = (sum(map(_adds_up, choice)) for choice in (rows, turned))
    if as_head > as_form or (as_head == as_form and not ragged):
        return turned
    if as_form > as_head:
        return list(rows)
    return [
        row if _values(row) == _values(other) else _doubted(row)
        for row, other in zip(rows, turned, strict=True)
    ]


def _adds_up(row: Sequence[Slot]) -> bool:
    """Say whether the last figure is the sum of the others, none of them missing and not all nothing."""
    values = [value for value in _values(row) if value is not None]
    return len(values) == len(row) and values[-1] != 0 and sum(values[:-1]) == values[-1]


def _values(row: Sequence[Slot]) -> list[Number | None]:
    return [parse_cell(cell.text).number if cell is not None else None for cell, _ in row]


def _doubted(row: Sequence[Slot]) -> list[Slot]:
    return [(cell, doubt or "position") for cell, doubt in row]
