"""The head of a block: which printed column is which, and which form its words belong to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from operator import itemgetter

from extractors.content import Box, Cell
from extractors.findings import info, warn
from extractors.fitting.aligning import Match
from extractors.fitting.placing import Grid
from extractors.fitting.rows import DocRow, is_block_heading
from extractors.form import PROACTIVE, Block, Column
from extractors.labels import normalise, similarity
from extractors.report import CellKey, Finding

_Found = tuple[Column, Cell, str, float]  # a column, the head's cell, the wording it is, how well

SAME_COLUMN = 0.75
SAME_SIDE = 2.0  # points by which sides of cells in one column may be apart
LOOK_BACK = 8  # rows a head may stand above its first data row


@dataclass(frozen=True, slots=True)
class Header:
    """``score`` is the share of the block's columns whose words were found, each as well as it matched.

    ``order`` says for each column of the form which printed value column it is; None means as in the form.
    """

    score: float
    order: tuple[int, ...] | None
    grid: Grid | None  # where the columns stand, where all were found; by rank, where spans are lost
    findings: tuple[Finding, ...]
    headed: bool  # its 第二十条第（）项 is printed above
    boxes: tuple[Box, ...] = ()  # where the grid's columns stand on a page

    def grid_in(self, rows: Sequence[DocRow]) -> Grid | None:
        """Where the columns stand in rows of a table that may have a grid of its own: under the head, on a page."""
        if self.grid is None or any(row.table.ragged for row in rows):
            return self.grid
        cells = [cell for row in rows for cell in row.values if cell.box is not None]
        under = [
            {cell.column for cell in cells if cell.box and _is_under(cell.box, box)} for box in self.boxes
        ]
        if not under or any(len(columns) != 1 for columns in under):
            return self.grid
        ends = Counter(row.end for row in rows)
        return Grid(tuple(columns.pop() for columns in under), max(ends, key=ends.__getitem__))


def _is_under(cell: Box, head: Box) -> bool:
    return abs(cell[0] - head[0]) < SAME_SIDE and abs(cell[2] - head[2]) < SAME_SIDE


def header_score(header: Header | None) -> float:
    return 0.0 if header is None else header.score


def find_header(block: Block, matches: Sequence[Match], printed: Sequence[DocRow]) -> Header | None:
    """Read the head above the block's first row. None where the block was not found."""
    if not matches:
        return None
    first = min(m.printed.position for m in matches)
    head = _head(printed, first)
    cells = [cell for _, cell in head]
    found: list[_Found] = []
    stacked = _stacked(head)
    left = [*cells, *(cell for _, cell in stacked)]
    for column in block.columns:
        best = _named(column, left)
        if best is not None and best[3] >= SAME_COLUMN:
            found.append(best)
            left.remove(best[1])
    order = _order(block, found, head)
    boxes = tuple(cell.box for _, cell, _, _ in found if cell.box is not None)
    return Header(
        score=sum(f[3] for f in found) / _columns_named(block, cells),
        order=order,
        grid=_grid(block, found, [*head, *stacked]) if order is None else None,
        findings=tuple(f for item in found if (f := _column_finding(block, *item[:3])) is not None),
        headed=any(is_block_heading(cell.text) for cell in cells),
        boxes=boxes if len(boxes) == len(block.columns) else (),
    )


def _named(column: Column, cells: Iterable[Cell]) -> _Found | None:
    """The first of the cells that are most like the column's name."""
    best: _Found | None = None
    for cell in cells:
        wording, score = _likest(column, cell.text)
        if best is None or score > best[3]:
            best = column, cell, wording, score
            if score == 1:
                break
    return best


@lru_cache(maxsize=4096)  # the same heads come again in every report
def _likest(column: Column, text: str) -> tuple[str, float]:
    """The column's wording that is most like what is printed, and how like it is."""
    return max(((w, similarity(text, w)) for w in column.label.wordings), key=itemgetter(1))


def _stacked(head: Sequence[tuple[DocRow, Cell]]) -> list[tuple[DocRow, Cell]]:
    """What two cells right below each other say together: 商业 over 企业."""
    ends = {(row.table.number, c.row + c.rowspan, c.column, c.colspan): c for row, c in head}
    pairs = ((row, ends.get((row.table.number, c.row, c.column, c.colspan)), c) for row, c in head)
    return [(row, c._replace(text=above.text + c.text)) for row, above, c in pairs if above is not None]


def _grid(block: Block, found: Sequence[_Found], head: Sequence[tuple[DocRow, Cell]]) -> Grid | None:
    """Where the columns stand that one table's head names, if from left to right as in the form."""
    row_of = {id(cell): row for row, cell in head}
    rows = [row_of[id(cell)] for _, cell, _, _ in found]
    columns = tuple(cell.column for _, cell, _, _ in found)
    rising = all(a < b for a, b in pairwise(columns))
    if len(found) < len(block.columns) or not rising or len({row.table.number for row in rows}) > 1:
        return None
    if rows[0].table.ragged and len({row.end for row in rows}) > 1:
        return None  # merged cells shift the ranks
    return Grid(columns, max(row.end for row in rows))


def _columns_named(block: Block, cells: Sequence[Cell]) -> int:
    """How many columns the head names: in table 1 all its words but 信息内容 and the block's heading."""
    if block.table != PROACTIVE:
        return len(block.columns)
    named = {normalise(c.text) for c in cells if not is_block_heading(c.text)} - {"", "信息内容"}
    return max(len(named), len(block.columns))


def _head(printed: Sequence[DocRow], first: int) -> list[tuple[DocRow, Cell]]:
    """The words above a row, back to the heading of its block; a row's own words but its label count too."""
    head: list[tuple[DocRow, Cell]] = []
    for i in range(first, max(-1, first - LOOK_BACK), -1):
        row = printed[i]
        words = list(row.words[:-1]) if i == first else [*row.words, *(c for c in row.values if c.text)]
        if i != first and _has_digits(row):
            if not row.words and row.table is printed[first].table:
                continue  # no block's row: the columns' numbers, or a figure whose label is gone
            break
        head = [(row, word) for word in words] + head
        if any(is_block_heading(c.text) for c in words):
            break
        if i and any(
            normalise(c.text) == "信息内容" for c in words
        ):  # a block's head begins here, under its heading
            above = printed[i - 1].words
            return [(printed[i - 1], c) for c in above if is_block_heading(c.text)] + head
    return head


def _has_digits(row: DocRow) -> bool:
    return any(ch.isdigit() for c in row.values for ch in c.text)


def _order(
    block: Block, found: Sequence[_Found], head: Sequence[tuple[DocRow, Cell]]
) -> tuple[int, ...] | None:
    """The printed order of the columns, where it differs from the form's and every column was found.

    Only the order of cells within a printed row is used: spans are often wrong, that order hardly ever.
    """
    if len(found) != len(block.columns):
        return None
    printed = Counter(normalise(cell.text) for _, cell in head)
    if any(printed[normalise(f[1].text)] != 1 for f in found):
        return None
    # Where text puts a whole head and its first row into one, lines of the head follow each other in it.
    row_of = {id(cell): None if row.has_numbers else row.position for row, cell in head}
    order = list(range(len(found)))
    for position in set(row_of.values()) - {None}:
        members = [i for i, f in enumerate(found) if row_of[id(f[1])] == position]
        for slot, i in zip(members, sorted(members, key=lambda i: found[i][1].column), strict=True):
            order[i] = slot
    return None if order == list(range(len(found))) else tuple(order)


def _column_finding(block: Block, column: Column, cell: Cell, wording: str) -> Finding | None:
    label = column.label
    if wording == label.text == cell.text:
        return None
    keys = [CellKey(block.table, row.key, column.key) for row in block.rows]
    if wording in label.renamed:
        return warn(
            "L.COLUMN_RELABEL",
            f"栏目印作“{cell.text}”，应为“{label.text}”",
            f"column printed as {cell.text}, official wording {label.text}",
            keys,
        )
    if wording in label.typos:
        return warn(
            "L.LABEL_TYPO",
            f"栏目印作“{cell.text}”，应为“{label.text}”",
            f"column printed as {cell.text}, official wording {label.text}",
            keys,
        )
    if similarity(cell.text, wording) < 1:
        return info(
            "L.LABEL_TYPO",
            f"栏目印作“{cell.text}”，按“{label.text}”读取",
            f"column printed as {cell.text}, read as {label.text}",
            keys,
        )
    return None
