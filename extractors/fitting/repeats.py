"""Merged cells that a converter took apart, printing their text in each piece: put together again.

A figure printed three times under one column's name is one figure, not one for each of another form's columns.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from itertools import groupby, pairwise

from extractors.content import Cell, Table
from extractors.form import PROACTIVE, Block, Label, forms
from extractors.labels import normalise
from extractors.numbers import looks_like_value


def without_repeats(tables: Iterable[Table]) -> Iterator[Table]:
    """The tables with repeated words, and figures repeated under a column's repeated name, as one cell each.

    A head is the next table's too where that is as wide: a page's end may have cut it off.
    """
    names: list[Cell] = []  # of columns, in the head above
    above = 0
    for table in tables:
        width = max(map(len, table.rows))
        names = names if width == above else []
        above = width
        if table.ragged and any(1 < len(row) < width for row in table.rows):
            yield table  # its grid is lost
        else:
            yield _joined(table, names)


def _joined(table: Table, names: list[Cell]) -> Table:
    """The table without repeats; ``names`` are those of the head above it, and after it of its own last."""
    cells: list[Cell] = []
    wide = [name for name in names if name.colspan > 1]
    apart = all((cell.colspan, cell.rowspan) == (1, 1) for cell in table.cells)
    for printed in table.rows:
        row = list(_words_joined(printed)) if apart else list(printed)
        named = [cell for cell in row if len(cell.text) > 1 and normalise(cell.text) in _names_of_columns()]
        if named:
            names[:] = named
            wide = [name for name in named if name.colspan > 1]
        elif (
            wide and _figures_in(row) > len(names) and any(normalise(c.text) in _names_of_rows() for c in row)
        ):
            for name in wide:
                row = _figures_joined(row, name)
        cells += row
    return table if len(cells) == len(table.cells) else replace(table, cells=tuple(cells))


def _figures_in(row: Iterable[Cell]) -> int:
    return sum(not cell.text or looks_like_value(cell.text) for cell in row)


def _words_joined(row: Iterable[Cell]) -> Iterator[Cell]:
    joined: Cell | None = None
    for cell in row:
        if joined is not None and _goes_on(joined, cell) and cell.text and not looks_like_value(cell.text):
            joined = _join([joined, cell])
            continue
        if joined is not None:
            yield joined
        joined = cell
    if joined is not None:
        yield joined


def _figures_joined(row: list[Cell], name: Cell) -> list[Cell]:
    """The row with the cells under a name joined, where all of them say the same."""
    end = name.column + name.colspan
    out: list[Cell] = []
    for under, run in groupby(row, lambda c: name.column <= c.column and c.column + c.colspan <= end):
        cells = list(run)
        same = all(_goes_on(a, b) for a, b in pairwise(cells))
        out += [_join(cells)] if under and same else cells
    return out


def _goes_on(first: Cell, second: Cell) -> bool:
    """Say whether a cell says the same as the one it touches on its left."""
    touches = first.column + first.colspan == second.column and first.rowspan == second.rowspan
    return touches and first.text == second.text


def _join(cells: list[Cell]) -> Cell:
    return cells[0]._replace(colspan=sum(cell.colspan for cell in cells))


@cache
def _names_of_columns() -> frozenset[str]:
    return _folded(column.label for block in _blocks() for column in block.columns)


@cache
def _names_of_rows() -> frozenset[str]:
    return _folded(row.label for block in _blocks() for row in block.rows)


def _blocks() -> Iterator[Block]:
    """The blocks of table 1, which differ in how many columns they have."""
    return (block for form in forms().values() for block in form.blocks if block.table == PROACTIVE)


def _folded(labels: Iterable[Label]) -> frozenset[str]:
    return frozenset(normalise(wording) for label in labels for wording in label.wordings)
