"""Which value cell of a row stands under which column.

Where a row's cells line up with the columns and its end with theirs, the grid decides. Spans in real files are
often wrong, though, while the order of cells in a row hardly ever is: a row that does not line up is read by the
number and order of its cells.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple

from extractors.content import Cell
from extractors.fitting.rows import DocRow
from extractors.numbers import is_number, looks_like_value

Slot = tuple[Cell | None, str | None]  # the cell under one column, and a doubt about it
_Likeness = tuple[int | None, int | None]  # a ragged row's cells and the rank of its label; None: any


class Grid(NamedTuple):
    """The grid column of each value column from left to right, and the one where rows that print them end."""

    columns: tuple[int, ...]
    end: int

    @property
    def is_one_run(self) -> bool:
        return self.columns[-1] - self.columns[0] < len(self.columns)


@dataclass(frozen=True, slots=True)
class Frame:
    """Where a table's value columns stand, learnt from its rows that are complete."""

    grid: Grid | None  # where spans are known
    usual: int  # how many value cells most rows print
    windows: dict[int, int]  # value cells of a row -> the first of them that counts
    ranks: dict[_Likeness, int]  # where spans are lost: rank of the first value in the rows that are alike
    others: tuple[Grid, ...] = ()  # of a table that a converter put together of two

    def grid_of(self, row: DocRow) -> Grid | None:
        """The grid, or the one of the others in which alone a cell of the row begins at each column."""
        if not self.others:
            return self.grid
        fitting = [grid for grid in self.others if _begins_in(row, grid)]
        mine = self.grid is None or _begins_in(row, self.grid)
        return self.grid if mine or len(fitting) != 1 else fitting[0]


class _Run(NamedTuple):
    """The one run of so many printed cells in a row whose other cells are blank; whether all are ``numbers``."""

    grid: Grid
    numbers: bool


@lru_cache(maxsize=1024)  # what a frame is learnt from is asked of each of its pages, and placed by it
def _run(row: DocRow, width: int) -> _Run | None:
    start = _only_window(row.values, width)
    if start is None:
        return None
    cells = row.values[start : start + width]
    return _Run(Grid(tuple([c.column for c in cells]), row.end), all(is_number(c.text) for c in cells))


def learn_frame(rows: Sequence[DocRow], width: int, head: Grid | None = None) -> Frame:
    """Learn the frame of a table from its rows; ``width`` is the number of value columns.

    Rows that are full of numbers know best, then the head where it ends as the rows do, then rows that are full of
    anything: a blank first figure and a 备注 at the end look like a full row one column on.
    """
    numbers: Counter[Grid] = Counter()
    anything: Counter[Grid] = Counter()
    ruled = [row for row in rows if not row.table.ragged]
    for row in ruled:
        run = _run(row, width)
        if run is not None:
            (numbers if run.numbers else anything)[run.grid] += 1
        elif len(row.values) == width and row.has_numbers:
            anything[Grid(tuple(c.column for c in row.values), row.end)] += 1
    ends = Counter(row.end for row in ruled)
    believed = head if head is not None and ends[head.end] == max(ends.values(), default=0) else None
    grid = _winner(numbers) or believed or _winner(anything)
    counts = Counter(len(row.values) for row in ruled)
    usual = max(counts, key=counts.__getitem__, default=width)
    return Frame(grid, usual, _windows(ruled, width, grid), _ranks(rows, width, head))


def _begins_in(row: DocRow, grid: Grid) -> bool:
    return row.end == grid.end and {cell.column for cell in row.values}.issuperset(grid.columns)


def full_grids(rows: Sequence[DocRow], width: int) -> list[Grid]:
    """Where the columns of rows that are full of numbers stand, where several agree; what most rows say first."""
    votes: Counter[Grid] = Counter()
    for row in rows:
        run = None if row.table.ragged else _run(row, width)
        if run is not None and run.numbers:
            votes[run.grid] += 1
    return [grid for grid, count in votes.most_common() if count > 1]


def _windows(rows: Sequence[DocRow], width: int, grid: Grid | None) -> dict[int, int]:
    """Among how many value cells which is the first that counts, as the rows show in which that is certain."""
    votes: Counter[tuple[int, int]] = Counter()
    for row in rows:
        start = _only_window(row.values, width) if grid is None else _start(row, grid)
        if start is not None:
            votes[len(row.values), start] += 1
    best: dict[int, int] = {}
    for (cells, start), _ in votes.most_common():
        best.setdefault(cells, start)
    return best


def _start(row: DocRow, grid: Grid) -> int | None:
    under = _under(row, grid)
    start = row.values.index(under[0]) if under else 0
    return start if under and row.values[start : start + len(under)] == tuple(under) else None


def _ranks(rows: Sequence[DocRow], width: int, head: Grid | None) -> dict[_Likeness, int]:
    """At which rank the figures begin in ragged rows, where all rows that are alike and full of numbers agree.

    Rows with as many cells as the head's begin where the head does.
    """
    seen: dict[_Likeness, set[int]] = defaultdict(set)
    for row in rows:
        run = _run(row, width) if row.table.ragged else None
        if run is not None and run.numbers:
            for likeness in _likenesses(row):
                seen[likeness].add(run.grid.columns[0])
    told: dict[_Likeness, int] = (
        {(head.end, None): head.columns[0]} if head is not None and head.is_one_run else {}
    )
    return told | {likeness: min(ranks) for likeness, ranks in seen.items() if len(ranks) == 1}


def _winner(votes: Counter[Grid]) -> Grid | None:
    return max(votes, key=votes.__getitem__, default=None)


def place_values(row: DocRow, width: int, frame: Frame) -> list[Slot]:  # noqa: PLR0911  one return a layout
    """Give each of ``width`` columns its cell of this row; (None, None) where nothing is printed."""
    if row.table.unruled and sum(bool(c.text) for c in row.values) != width:
        # Where no rules are drawn, a missing figure may be one that ran into its neighbour.
        slots = _by_grid(row, frame.grid.columns) if frame.grid else [(c, None) for c in row.values]
        return [(cell, "unruled") for cell, _ in [*slots, *[(None, None)] * width][:width]]
    if row.table.ragged:
        known = _between_blanks(row, frame.grid) or _at_known_rank(row, width, frame)
        return known or _by_rank(_without_remarks(row, width), width)
    grid = frame.grid_of(row)
    if grid is None:
        return _by_order(row, width, frame)
    if (under := _under(row, grid)) is not None:
        return [(cell, None) for cell in under]
    if row.words and row.words[-1].box and row.words[-1].column >= grid.columns[0]:
        return _by_grid(row, grid.columns)  # on a page, words in a figure's column leave no place for it
    full = len(row.values) == width and (width == frame.usual or row.end == grid.end)
    if full or _are_numbers_alone(row, width):
        return _by_order(row, width, frame)
    if row.end == grid.end:
        slots = _by_grid(_without_remarks(row, width), grid.columns)
        # A label that reaches under a column's head belongs to another grid than the columns.
        reaches = row.words and row.words[-1].column + row.words[-1].colspan > grid.columns[0]
        return (
            [(cell, doubt or "position") for cell, doubt in slots] if reaches and row.has_numbers else slots
        )
    if len(row.values) == frame.usual and frame.usual in frame.windows:
        return _by_order(row, width, frame)
    # A row that ends elsewhere and has more or fewer cells than the others has lost one, or one got two.
    return [(cell, "position" if row.has_numbers else doubt) for cell, doubt in _by_grid(row, grid.columns)]


def _between_blanks(row: DocRow, grid: Grid | None) -> list[Slot] | None:
    """A row without spans under a head in which merged cells left blank ones between its words."""
    if grid is None or grid.is_one_run or (under := lined_up(row, row.values, grid)) is None:
        return None
    return [(cell, None) for cell in under]


def _by_order(row: DocRow, width: int, frame: Frame) -> list[Slot]:
    """A row whose spans say nothing, by the number and order of its cells."""
    start = frame.windows.get(len(row.values))
    if len(row.values) > width and start is not None:
        return _by_window(row, width, start)
    row = _without_remarks(row, width)
    cells = row.values
    if len(cells) == width:
        return [(cell, None) for cell in cells]
    if (start := _only_window(cells, width)) is not None:
        return [(cell, None) for cell in cells[start : start + width]]
    return _by_window(row, width, None) if len(cells) > width else _too_few(cells, width)


def _are_numbers_alone(row: DocRow, width: int) -> bool:
    """Say whether a row prints one run of as many numbers as there are columns, all its other cells being blank."""
    run = _run(row, width)
    return run is not None and run.numbers


def _too_few(cells: Sequence[Cell], width: int) -> list[Slot]:
    """A row of blanks, every column blank or not printed; or figures nobody can tell the columns of."""
    doubt = "position" if any(cell.text for cell in cells) else None
    return [(cell, doubt) for cell in cells] + [(None, doubt)] * (width - len(cells))


def _at_known_rank(row: DocRow, width: int, frame: Frame) -> list[Slot] | None:
    """The figures from where they begin in rows like it, words in the last of them and remarks behind them included."""
    known = next((frame.ranks[like] for like in _likenesses(row) if like in frame.ranks), None)
    at = next((i for i, c in enumerate(row.values) if c.column == known), len(row.values))
    before, behind = row.values[:at], row.values[at + width :]  # a remark may be 无
    unplaced = any(c.text and looks_like_value(c.text) for c in before) or any(
        is_number(c.text) for c in behind
    )
    if at + width > len(row.values) or unplaced:
        return None
    return [(cell, None) for cell in row.values[at : at + width]]


def _by_rank(row: DocRow, width: int) -> list[Slot]:
    """A row without spans and like no other: the one run of figures that can be meant."""
    cells = row.values
    if len(cells) <= width:
        return [(cell, None) for cell in cells] if len(cells) == width else _too_few(cells, width)
    start = _only_window(cells, width)
    if start is not None:
        return [(cell, None) for cell in cells[start : start + width]]
    filled = [i for i, c in enumerate(cells) if c.text]
    start = min(filled[0], len(cells) - width) if filled else 0
    return [(cell, "position" if filled else None) for cell in cells[start : start + width]]


def _likenesses(row: DocRow) -> tuple[_Likeness, ...]:
    """What ragged rows have in common, the most telling first; where all of a table agree, its grid is not lost."""
    label = row.words[-1].column if row.words else -1
    return (len(row.cells), label), (None, label), (None, None), (len(row.cells), None)


@lru_cache(maxsize=1024)  # what a frame is learnt from is placed by it
def _under(row: DocRow, grid: Grid) -> list[Cell] | None:
    return lined_up(row, row.values, grid)


def lined_up(row: DocRow, cells: Sequence[Cell], grid: Grid) -> list[Cell] | None:
    """The cells under the columns; None where the row ends elsewhere or a column has none of its own.

    Beside them only remarks may be printed, in columns of their own at the end.
    """
    if row.end != grid.end:
        return None
    columns = [cell.column for cell in cells]
    if len(set(columns)) == len(columns) == sum([c.colspan for c in cells]) and columns == [*grid.columns]:
        return list(cells)
    over: dict[int, Cell] = {}  # grid column -> the cell that covers it
    for cell in cells:
        for x in range(cell.column, cell.column + cell.colspan):
            over.setdefault(x, cell)
    found = [over[x] for x in grid.columns if x in over]
    placed = set(map(id, found))
    if len(placed) != len(grid.columns):
        return None
    beside = [c for c in cells if c.text and id(c) not in placed]
    return found if all(c.column > grid.columns[-1] and not is_number(c.text) for c in beside) else None


def _without_remarks(row: DocRow, width: int) -> DocRow:
    """The row without words in columns the form does not have, such as 备注."""
    cells = row.values
    while len(cells) > width and cells[-1].text and not looks_like_value(cells[-1].text):
        cells = cells[:-1]
    return row if cells is row.values else replace(row, values=cells)


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
    if any(id(cell) not in placed and is_number(cell.text) for cell in row.values):
        # A printed number fell outside the columns: nothing in this row is certain.
        return [(cell, "position") for cell, _ in slots]
    return slots


def _by_window(row: DocRow, width: int, start: int | None) -> list[Slot]:
    cells = row.values
    if start is None:
        filled = [i for i, c in enumerate(cells) if c.text]
        start = min(filled[0], len(cells) - width) if filled else 0
        certain = not filled
    else:
        certain = not any(c.text for i, c in enumerate(cells) if not start <= i < start + width)
    return [(cell, None if certain else "position") for cell in cells[start : start + width]]


def _only_window(cells: Sequence[Cell], width: int) -> int | None:
    """Where the one run of ``width`` printed cells begins, all others being blank; None if there is none."""
    filled = [i for i, c in enumerate(cells) if c.text]
    if len(filled) == width and filled[-1] - filled[0] == width - 1:
        return filled[0]
    return None
