"""Which value cell of a row stands under which column. By count and order first, by grid position second.

Spans in real files are often wrong, while the order of cells in a row hardly ever is; so where a row prints
exactly as many value cells as the form has columns, order decides, and the grid only helps the other rows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractors.content import Cell
from extractors.numbers import looks_like_value, parse_cell
from extractors.report import Status
from extractors.rows import DocRow

Slot = tuple[Cell | None, str | None]  # the cell under one column, and a doubt about it


@dataclass(frozen=True, slots=True)
class Frame:
    """Where a table's value columns stand, learnt from its rows that are complete."""

    columns: tuple[int, ...] | None  # grid column of each value column, where spans are known
    windows: dict[tuple[int, int], int]  # ragged: (value cells, words' end) -> first value cell that counts


def learn_frame(rows: Sequence[DocRow], width: int, head: tuple[int, ...] | None = None) -> Frame:
    """Learn the frame of a table from its rows; ``width`` is the number of value columns.

    Rows that are full of numbers know best, then the head (the grid columns of its words), then rows that are
    full of anything: a blank first figure and a 备注 at the end look like a full row one column on.
    """
    numbers: Counter[tuple[int, ...]] = Counter()
    anything: Counter[tuple[int, ...]] = Counter()
    windows: Counter[tuple[tuple[int, int], int]] = Counter()
    for row in rows:
        start = _only_window(row.values, width)
        window = row.values[start : start + width] if start is not None else ()
        if start is not None and row.table.ragged:
            windows[_shape(row), start] += 1
        elif window:
            votes = numbers if all(map(_is_number, window)) else anything
            votes[tuple(c.column for c in window)] += 1
        elif len(row.values) == width and row.has_numbers and not row.table.ragged:
            anything[tuple(c.column for c in row.values)] += 1
    best: dict[tuple[int, int], int] = {}
    for (shape, start), _ in windows.most_common():
        best.setdefault(shape, start)
    return Frame(_winner(numbers) or head or _winner(anything), best)


def _winner(votes: Counter[tuple[int, ...]]) -> tuple[int, ...] | None:
    return votes.most_common(1)[0][0] if votes else None


def place_values(row: DocRow, width: int, frame: Frame) -> list[Slot]:  # noqa: PLR0911  one return a layout
    """Give each of ``width`` columns its cell of this row; (None, None) where nothing is printed."""
    row = _without_remarks(row, width)
    cells = row.values
    if row.table.unruled and sum(bool(c.text) for c in cells) != width:
        # Where no rules are drawn, a missing figure may be one that ran into its neighbour.
        slots = _by_grid(row, frame.columns) if frame.columns else [(c, None) for c in cells]
        return [(cell, "unruled") for cell, _ in [*slots, *[(None, None)] * width][:width]]
    if len(cells) == width:
        return [(cell, None) for cell in cells]
    if not cells:
        return [(None, None)] * width
    start = _only_window(cells, width)
    only_numbers = start is not None and all(_is_number(c) for c in cells[start : start + width])
    if not row.table.ragged and frame.columns and not only_numbers:
        return _by_grid(row, frame.columns)
    if start is not None:
        return [(cell, None) for cell in cells[start : start + width]]
    if len(cells) > width:
        return _by_window(row, width, frame)
    if all(not cell.text for cell in cells):  # a short row of blanks: every column blank or not printed
        return [(cell, None) for cell in cells] + [(None, None)] * (width - len(cells))
    return [(cell, "position") for cell in cells] + [(None, "position")] * (width - len(cells))


def _without_remarks(row: DocRow, width: int) -> DocRow:
    """The row without words in columns the form does not have, such as 备注."""
    cells = row.values
    while len(cells) > width and cells[-1].text and not looks_like_value(cells[-1].text):
        cells = cells[:-1]
    return replace(row, values=cells)


def _by_grid(row: DocRow, columns: tuple[int, ...]) -> list[Slot]:
    slots: list[Slot] = []
    for column in columns:
        under = [c for c in row.values if c.column <= column < c.column + c.colspan]
        if not under:
            slots.append((None, None))
            continue
        merged = sum(under[0].column <= c < under[0].column + under[0].colspan for c in columns) > 1
        slots.append((under[0], "merged" if merged and under[0].text else None))
    placed = {id(cell) for cell, _ in slots if cell is not None}
    if any(id(cell) not in placed and _is_number(cell) for cell in row.values):
        # A printed number fell outside the columns: nothing in this row is certain.
        return [(cell, "position") for cell, _ in slots]
    return slots


def _is_number(cell: Cell) -> bool:
    return parse_cell(cell.text).status is Status.NUMBER


def _by_window(row: DocRow, width: int, frame: Frame) -> list[Slot]:
    start = frame.windows.get(_shape(row))
    certain = start is not None and not any(
        c.text for i, c in enumerate(row.values) if not start <= i < start + width
    )
    if start is None:
        filled = [i for i, c in enumerate(row.values) if c.text]
        start = min(filled[0], len(row.values) - width) if filled else 0
        certain = not filled
    return [(cell, None if certain else "position") for cell in row.values[start : start + width]]


def _only_window(cells: Sequence[Cell], width: int) -> int | None:
    """Where the one run of ``width`` printed cells begins, all others being blank; None if there is none."""
    filled = [i for i, c in enumerate(cells) if c.text]
    if len(filled) == width and filled[-1] - filled[0] == width - 1:
        return filled[0]
    return None


def _shape(row: DocRow) -> tuple[int, int]:
    return len(row.values), row.words[-1].column if row.words else -1
