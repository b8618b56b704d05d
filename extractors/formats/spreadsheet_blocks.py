"""A sheet's cells -> paragraphs and tables.

In a spreadsheet prose stands in cells like everything else. Where a sheet draws its tables, their lines tell them from
prose; where it draws nothing, a row of one cell is prose unless its words are a form's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from extractors.content import Cell, ContentBuilder
from extractors.fitting.rows import is_block_heading
from extractors.labels import is_official
from extractors.numbers import looks_like_value
from extractors.outline import is_section_heading

_LONGEST_LABEL = 60
_NUMBER = re.compile(r"^\d[、.．]\s*")
_SIGNS_OF_WORDS = "年。：:，,"  # in a title, a caption, a note; hardly in a label that is none of the forms'


@dataclass(frozen=True)
class Sheet:
    """What is shown of a sheet: its cells by their upper left places, merged ones once, empty ones where lines are
    drawn around them.
    """

    name: str
    cells: Mapping[tuple[int, int], Cell]
    bordered: Set[tuple[int, int]]

    @cached_property
    def rows(self) -> list[list[Cell]]:
        """For each row the cells that stand in it, also those that reach into it from above."""
        height = max((c.row + c.rowspan for c in self.cells.values()), default=0)
        rows: list[list[Cell]] = [[] for _ in range(height)]
        for cell in sorted(self.cells.values(), key=lambda c: c.column):
            for row in range(cell.row, cell.row + cell.rowspan):
                rows[row].append(cell)
        return rows

    @cached_property
    def left(self) -> int:
        return min((cell.column for cell in self.cells.values()), default=0)

    @cached_property
    def is_drawn(self) -> bool:
        """Say whether lines tell its tables: they are around half of the rows of several texts, or more."""
        framed = [self.framed(row) > 1 for row in self.rows if _texts(row) > 1]
        return any(framed) and 2 * sum(framed) >= len(framed)

    def framed(self, row: Sequence[Cell]) -> int:
        return sum((cell.row, cell.column) in self.bordered for cell in row)


def add_sheet(builder: ContentBuilder, sheet: Sheet) -> None:
    """Add a sheet's paragraphs and tables, top down. Its name is its heading where it has no other."""
    texts = [cell.text for cell in sheet.cells.values()]
    if is_section_heading(sheet.name, bare=True) and not any(
        is_section_heading(t, bare=True) for t in texts if t
    ):
        builder.paragraph(sheet.name)
    kinds = list(_kinds(sheet))
    for kind, run in groupby(range(len(kinds)), kinds.__getitem__):
        numbers = list(run)
        if kind == "table":
            _add_table(builder, sheet, numbers[0], numbers[-1] + 1)
            continue
        for cell in (c for n in numbers for c in sheet.rows[n] if c.row == n):
            for line in cell.text.split("\n"):
                builder.paragraph(line)


def _kinds(sheet: Sheet) -> Iterator[str]:
    """For each row: table, prose or blank."""
    rows = sheet.rows
    several = [
        _texts(row) > 1 and (not sheet.is_drawn or _has_figures(row) or sheet.framed(row) > 0) for row in rows
    ]
    above = "blank"
    for n, row in enumerate(rows):
        below_table = above == "table"
        beside = below_table or several[n + 1 : n + 2] == [True]
        above = "table" if several[n] else _kind(sheet, row, beside=beside, below_table=below_table)
        yield above


def _kind(sheet: Sheet, row: Sequence[Cell], *, beside: bool, below_table: bool) -> str:
    """What a row is that has no several texts in lines of its own."""
    texts = [cell for cell in row if cell.text]
    if sheet.is_drawn and sheet.framed(row) > 1:
        return "table"
    if not texts:
        return (
            "table" if below_table and len(row) > 1 else "blank"
        )  # merged cells in which nothing is filled in
    if len(texts) > 1 or (sheet.is_drawn and not sheet.framed(row)):
        return "prose"
    return "prose" if _is_prose(texts[0], over_all=texts[0].column == sheet.left, beside=beside) else "table"


def _texts(row: Sequence[Cell]) -> int:
    return sum(bool(cell.text) for cell in row)


def _has_figures(row: Sequence[Cell]) -> bool:
    return any(cell.text and looks_like_value(cell.text) for cell in row)


def _is_prose(cell: Cell, *, over_all: bool, beside: bool) -> bool:
    """Say whether the only text of a row is prose: a heading of the report, a sentence, a title ``over_all`` columns.

    ``beside``: a row of the table is next to it.
    """
    text = cell.text
    if not beside or _is_heading(text):
        return True
    if looks_like_value(text) or is_official(text) or is_block_heading(text):
        return False
    signs = len(text) > _LONGEST_LABEL or any(sign in text for sign in _SIGNS_OF_WORDS)
    return signs or (over_all and cell.colspan > 1)


def _is_heading(text: str) -> bool:
    return is_section_heading(text) or is_section_heading(_NUMBER.sub("", text), bare=True)


def _add_table(builder: ContentBuilder, sheet: Sheet, top: int, bottom: int) -> None:
    cells = {(c.row, c.column): c for row in sheet.rows[top:bottom] for c in row}
    left = min(c.column for c in cells.values())
    right = max(c.column + c.colspan for c in cells.values())
    if not sheet.is_drawn:  # nothing shows where it has cells: every place is one
        taken = {(r, c) for cell in cells.values() for r in _down(cell) for c in _across(cell)}
        places = {(r, c) for r in range(top, bottom) for c in range(left, right)}
        cells |= {at: Cell("", *at) for at in places - taken}
    builder.table(
        cell._replace(
            row=max(cell.row, top) - top,
            column=cell.column - left,
            rowspan=min(cell.row + cell.rowspan, bottom) - max(cell.row, top),
        )
        for _, cell in sorted(cells.items())
    )


def _down(cell: Cell) -> range:
    return range(cell.row, cell.row + cell.rowspan)


def _across(cell: Cell) -> range:
    return range(cell.column, cell.column + cell.colspan)
