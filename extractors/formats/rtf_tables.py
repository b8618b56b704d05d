"""What an RTF file says, put together: paragraphs, and tables in tables, cell by cell and row by row.

RTF has no columns. A row lists the right edges of its cells; the edges of all rows together make the grid.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from extractors import edges
from extractors.content import MAX_CELLS, Cell, ContentBuilder, UnreadableError, clean

DEEPEST = 16  # tables in tables


@dataclass(frozen=True, slots=True)
class Frame:
    """One cell as its row defines it. ``down`` and ``right`` say that it goes on what is above or left of it."""

    edge: int  # its right side, in twips
    down: bool = False
    right: bool = False


@dataclass(slots=True)
class Definition:
    """How a row is divided into cells."""

    left: int = 0
    frames: list[Frame] = field(default_factory=list)

    @property
    def edges(self) -> list[int]:
        return [self.left, *(frame.edge for frame in self.frames)]


Blocks = list["str | Rows"]  # paragraphs and tables


@dataclass(frozen=True, slots=True)
class Row:
    definition: Definition
    cells: tuple[Blocks, ...]


Rows = list[Row]


@dataclass(slots=True)
class _OpenTable:
    """A table we are in: its rows so far, the cells of the present one, and what the present cell says."""

    rows: Rows = field(default_factory=list)
    cells: list[Blocks] = field(default_factory=list)
    blocks: Blocks = field(default_factory=list)
    count: int = 0


class Story:
    """The body or a text box. ``depth`` counts the tables around a paragraph."""

    def __init__(self) -> None:
        self._blocks: Blocks = []
        self._open: list[_OpenTable] = []

    @property
    def depth(self) -> int:
        return len(self._open)

    def add(self, blocks: Blocks, depth: int) -> None:
        self._enter(depth).extend(blocks)

    def end_cell(self, depth: int) -> None:
        blocks = self._enter(depth)
        table = self._open[-1]
        table.cells.append(blocks)
        table.blocks = []
        table.count += 1
        if table.count > MAX_CELLS:
            raise UnreadableError("表格过大", "a table is too large")

    def end_row(self, definition: Definition, depth: int, *, gone: bool = False) -> None:
        """End a row. A row that is ``gone`` was deleted: nothing is left in its cells."""
        rest = self._enter(depth)
        table = self._open[-1]
        if any(isinstance(block, str) and block.strip() for block in rest):
            table.cells.append(rest)  # its end was forgotten
        while len(table.cells) > len(definition.frames) and not _lines(table.cells[-1]):
            table.cells.pop()  # an end too many, after a table in the row
        if table.cells and not (gone and not any(map(_lines, table.cells))):
            table.rows.append(Row(definition, tuple(table.cells)))
        table.cells, table.blocks = [], []

    def close(self) -> Blocks:
        self._enter(0)
        return self._blocks

    def _enter(self, depth: int) -> Blocks:
        """Where a paragraph inside so many tables goes; tables it is not in any more end."""
        while len(self._open) > depth:
            table = self._open.pop()
            outer = self._open[-1].blocks if self._open else self._blocks
            outer.append(table.rows)
            for cell in (*table.cells, table.blocks):  # their row never ended: words without a place
                outer += cell
        while len(self._open) < min(depth, DEEPEST):
            self._open.append(_OpenTable())
        return self._open[-1].blocks if self._open else self._blocks


def write(blocks: Blocks, builder: ContentBuilder) -> None:
    """Hand paragraphs and tables over in reading order; a table of tables only arranges the page."""
    for block in blocks:
        if isinstance(block, str):
            for line in block.split("\n"):
                builder.paragraph(line)
        elif any(_arranges(inner) for row in block for cell in row.cells for inner in cell):
            for row in block:
                for cell in row.cells:
                    write(cell, builder)
        elif _fits(block):
            builder.table(_cells(block))
        else:
            builder.ragged_table([["\n".join(_lines(cell)) for cell in row.cells] for row in block])


def _arranges(block: str | Rows) -> bool:
    return not isinstance(block, str) and sum(len(row.cells) for row in block) > 1


def _lines(blocks: Blocks) -> list[str]:
    """What a cell says; a table of one cell in it is a frame."""
    lines: list[str] = []
    for block in blocks:
        if isinstance(block, str):
            lines += [line for line in block.split("\n") if line.strip()]
        else:
            lines += [line for row in block for cell in row.cells for line in _lines(cell)]
    return lines


def _fits(rows: Rows) -> bool:
    """Say whether every row has a frame for each of its cells, one right of the other."""
    grid = _grid(rows)
    for row in rows:
        columns = [edges.column(grid, edge) for edge in row.definition.edges]
        if len(row.cells) > len(row.definition.frames) or columns != sorted(set(columns)):
            return False
    return True


def _grid(rows: Rows) -> list[int]:
    return edges.columns(pair for row in rows for pair in pairwise(row.definition.edges))


@dataclass(slots=True)
class _Placed:
    lines: list[str]
    row: int
    column: int
    colspan: int
    rowspan: int = 1


def _cells(rows: Rows) -> Iterator[Cell]:
    grid = _grid(rows)
    placed: list[_Placed] = []
    above: dict[int, _Placed] = {}  # by column, what the row above ends with
    for r, row in enumerate(rows):
        here: dict[int, _Placed] = {}
        last: _Placed | None = None
        columns = [edges.column(grid, edge) for edge in row.definition.edges]
        for frame, cell, start, end in zip(
            row.definition.frames, row.cells, columns, columns[1:], strict=False
        ):
            if frame.right and last is not None:
                last.colspan = end - last.column
                last.lines += _lines(cell)
            elif frame.down and start in above:
                last = here[start] = above[start]
                last.rowspan = r + 1 - last.row
            else:
                last = here[start] = _Placed(_lines(cell), r, start, end - start)
                placed.append(last)
        above = here
    for p in placed:
        yield Cell(clean("\n".join(p.lines)), p.row, p.column, p.rowspan, p.colspan)
