"""The parts of a table that pages cut, put together in one grid."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import takewhile

from extractors.content import Cell
from extractors.ink.crossings import nearest
from extractors.ink.lattice import SNAP, Grid, positions
from extractors.numbers import looks_like_value


def joined(parts: Sequence[Grid]) -> Iterator[Cell]:
    """The cells of a table's parts in one grid, the parts below each other."""
    if len(parts) == 1:
        yield from parts[0].cells
        return
    xs = positions([x for part in parts if not part.piece for c in part.cells for x in _sides(c)], SNAP)
    below = 0
    for number, part in enumerate(parts):
        head = _repeated(part, parts[:number]) or int(number > 0 and _is_torn_off(part, 0))
        last = max((cell.row for cell in part.cells), default=0)
        end = last if number + 1 < len(parts) and _is_torn_off(part, last) else last + 1
        if part.piece:
            yield from _in_columns(part, xs, below)
        for cell in () if part.piece else part.cells:
            if not head <= cell.row < end:
                continue
            x0, x1 = _sides(cell)
            left, right = nearest(xs, x0), nearest(xs, x1)
            column = min(left, len(xs) - 2)
            yield cell._replace(row=below + cell.row - head, column=column, colspan=max(1, right - column))
        below += max((c.row + c.rowspan for c in part.cells), default=0) - head


def _in_columns(piece: Grid, xs: Sequence[float], row: int) -> Iterator[Cell]:
    """A row's words as cells of a table whose columns begin at ``xs``; words of one column are one cell."""
    last = max(0, len(xs) - 2)
    columns: dict[int, list[Cell]] = {}
    for cell in piece.cells:
        column = min(max(0, bisect_right(xs, sum(_sides(cell)) / 2) - 1), last)
        columns.setdefault(column, []).append(cell)
    for column, cells in sorted(columns.items()):
        yield cells[0]._replace(text=" ".join(c.text for c in cells), row=row, column=column)


def _repeated(part: Grid, before: Sequence[Grid]) -> int:
    """How many rows without figures a part begins with that the table has printed before: its head again."""
    printed = [row for other in before for row in _texts(other)]
    again = list(takewhile(lambda row: not any(t and looks_like_value(t) for t in row), _texts(part)))
    for count in range(len(again), 0, -1):
        head = again[:count]
        whole = all(c.row + c.rowspan <= count for c in part.cells if c.row < count)
        if whole and any(any(row) for row in head) and _contains(printed, head):
            return count
    return 0


def _is_torn_off(part: Grid, row: int) -> bool:
    """Say whether a row beside a page's end is one blank cell: the rest of a row that has its text elsewhere."""
    cells = [c for c in part.cells if c.row == row]
    return len(cells) == 1 and not cells[0].text and part.ruled


def _contains(rows: Sequence[Sequence[str]], wanted: Sequence[Sequence[str]]) -> bool:
    return any(rows[i : i + len(wanted)] == wanted for i in range(len(rows) - len(wanted) + 1))


def _texts(grid: Grid) -> list[list[str]]:
    rows: list[list[str]] = [[] for _ in range(max((c.row for c in grid.cells), default=-1) + 1)]
    for cell in sorted(grid.cells, key=lambda c: c.column):
        rows[cell.row].append("".join(cell.text.split()))
    return rows


def _sides(cell: Cell) -> tuple[float, float]:
    return (cell.box[0], cell.box[2]) if cell.box else (0.0, 0.0)
