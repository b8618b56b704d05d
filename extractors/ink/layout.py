"""Pages of ink -> paragraphs and tables in reading order, over the pages' ends."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from math import inf

from extractors.content import Block, Content, ContentBuilder, Unread, UnreadableError
from extractors.ink.bare import Sheet, bare_tables
from extractors.ink.completing import Frame, completed, frames
from extractors.ink.dashes import shaded_cells, solid
from extractors.ink.joining import joined
from extractors.ink.lattice import SNAP, Grid, Rule, find_grids
from extractors.ink.lines import CELL_GAP, Glyph, Line, in_order, text_lines
from extractors.ink.page_ends import is_rest, with_torn_rows
from extractors.ink.paragraphs import Measures, ends_paragraph, is_of_page, measures
from extractors.report import Message

LARGEST = 40.0  # points a character is high
COLUMNED = 3  # rules down: fewer are a box
LEAST_TEXT = 30  # characters on a page: fewer beside a picture are a scan's page number


@dataclass(frozen=True, slots=True)
class Page:
    """The ink of one page, and how many pictures it shows; ``fills`` are its filled shapes.

    ``recognised`` says that its characters were recognised in a picture of it, ``obstacle`` why they could not be.
    """

    number: int
    width: float
    height: float
    glyphs: list[Glyph]
    rules: list[Rule]
    pictures: int
    fills: list[Rule] = field(default_factory=list)
    recognised: bool = False
    obstacle: Message | None = None

    @property
    def is_picture(self) -> bool:
        """Say whether the page is a picture that nobody has read: one with the last row of a ruled table is none,
        though it shows a stamp.
        """
        if not self.pictures or len(self.glyphs) >= LEAST_TEXT or self.recognised:
            return False
        sides = {round(rule.x0) for rule in self.rules if not rule.horizontal}
        return len(sides) < COLUMNED or not self.glyphs


def refuse_empty(pages: Sequence[Page], kind: str) -> None:
    """Raise UnreadableError where a file's pages say hardly anything, with what kept them from being recognised."""
    if sum(len(page.glyphs) for page in pages if not page.is_picture) < LEAST_TEXT:
        nothing = Message(f"{kind} 中几乎没有文字", f"the {kind} has hardly any text")
        why = next((page.obstacle for page in pages if page.obstacle is not None), nothing)
        raise UnreadableError(why.zh, why.en)


def content_of(pages: Sequence[Page]) -> Content:
    """What the pages of a file say, and which of them nobody could read."""
    return Content(
        tuple(in_reading_order(pages)),
        pictures=sum(p.pictures for p in pages),
        recognised=any(p.recognised for p in pages),
        unread=tuple(Unread(p.number, p.obstacle) for p in pages if p.is_picture),
    )


def in_reading_order(pages: Sequence[Page]) -> list[Block]:
    """Turn the pages' ink into the document's paragraphs and tables."""
    builder = ContentBuilder()
    _Assembler(builder).add([replace(page, glyphs=in_order(page.glyphs)) for page in pages])
    return builder.blocks


_LaidOut = tuple[Page, list[Grid], list[Line]]
_Ordered = tuple[Page, list[Grid | Line]]


class _Assembler:
    """Puts the pages' lines and tables into one reading order; a paragraph may go on over a page's end."""

    def __init__(self, builder: ContentBuilder) -> None:
        self._builder = builder
        self._open: list[Line] = []
        self._open_page = 0
        self._parts: list[Grid] = []  # of the table that the next page may go on with

    def add(self, pages: Sequence[Page]) -> None:
        laid_out = _without_running_heads(_without_page_numbers([(page, *_lay_out(page)) for page in pages]))
        ordered = _ordered(laid_out)
        usual = _measured(ordered)
        whole = with_torn_rows([(page.number, blocks) for page, blocks in ordered])
        for (page, _), blocks in zip(ordered, whole, strict=True):
            for block in blocks:
                if isinstance(block, Grid):
                    self._close()
                    self._grid(block)
                else:
                    self._close_table()
                    self._line(block, page.number, usual[round(page.width)])
        self._close()
        self._close_table()

    def _grid(self, grid: Grid) -> None:
        if self._parts and not grid.goes_on_from(self._parts):
            self._close_table()
        self._parts.append(grid)

    def _close_table(self) -> None:
        if self._parts:
            self._builder.table(joined(self._parts), unruled=not all(part.ruled for part in self._parts))
        self._parts = []

    def _line(self, line: Line, page: int, usual: Measures) -> None:
        if self._open and ends_paragraph(self._open[-1], line, usual):
            self._close()
        if not self._open:
            self._open_page = page
        self._open.append(line)

    def _close(self) -> None:
        if self._open:
            self._builder.paragraph("".join(line.text for line in self._open), self._open_page)
        self._open = []


def _lay_out(page: Page) -> tuple[list[Grid], list[Line]]:
    """The page's tables that have rules, drawn whole or not, and the lines outside of them."""
    rules = solid(page.rules)
    grids, outside = _ruled(page, rules)
    if shaded := shaded_cells(page.fills, [grid.box for grid in grids]):
        grids, outside = _ruled(page, [*rules, *shaded])
    return grids, [line for line in text_lines(outside) if line.text]


def _ruled(page: Page, rules: Sequence[Rule]) -> tuple[list[Grid], list[Glyph]]:
    fine = text_lines(_between(rules, page.glyphs), CELL_GAP)
    drawn: list[Rule] = []
    inferred: list[Frame] = []
    for frame in frames(rules, fine):
        missing = completed(frame)
        drawn += missing
        if missing and not frame.is_drawn(missing):
            inferred.append(frame)
    grids, outside = find_grids(page.glyphs, [*rules, *drawn], page.number)
    return [_as_drawn(grid, inferred) for grid in grids], outside


def _as_drawn(grid: Grid, inferred: Sequence[Frame]) -> Grid:
    """A table with what is uncertain about it: where rules part columns and not rows, what stands above each
    other may be one number in two lines.
    """
    frame = next((f for f in inferred if f.top - 1 < grid.box[1] < f.bottom), None)
    if frame is None:
        return grid
    cells = tuple(c._replace(cut=True) for c in grid.cells) if frame.inner else grid.cells
    return replace(grid, ruled=False, cells=cells)


def _between(rules: Sequence[Rule], glyphs: Sequence[Glyph]) -> list[Glyph]:
    """The glyphs from the first rule to the last; a line is taken whole."""
    top = min((rule.top for rule in rules), default=float("inf")) - LARGEST
    bottom = max((rule.bottom for rule in rules), default=float("-inf")) + LARGEST
    return [glyph for glyph in glyphs if glyph[4] > top and glyph[2] < bottom]


def _without_page_numbers(laid_out: list[_LaidOut]) -> list[_LaidOut]:
    """Leave out what numbers the pages, at heights of its own; but digits under a figure of the page before, where no
    other page has its number, are the rest of that figure.
    """
    kept: list[_LaidOut] = []
    for i, (page, grids, lines) in enumerate(laid_out):
        numbers = [
            line for line in lines if is_of_page(line, page.height) and not any(map(line.is_beside, lines))
        ]
        above = laid_out[i - 1][1] if i else []
        others = [line for j, other in enumerate(laid_out) if j != i for line in other[2]]
        rest = [
            line
            for line in numbers
            if line is lines[0] and above and is_rest(line, above[-1]) and not _has_like(line, others)
        ]
        kept.append((page, grids, [line for line in lines if line not in numbers or line in rest]))
    return kept


def _has_like(line: Line, others: Iterable[Line]) -> bool:
    """Say whether a number stands at the same height of another page."""
    return any(abs(o.centre - line.centre) < SNAP and not _folded(o) for o in others)


def _without_running_heads(laid_out: list[_LaidOut]) -> list[_LaidOut]:
    """Leave out the lines that head or foot page after page, at one distance from its edge."""
    margins = [
        {(_folded(line), edge): distance for line, edge, distance in _margins(page, lines)}
        for page, _, lines in laid_out
    ]
    kept: list[_LaidOut] = []
    for page, grids, lines in laid_out:
        running = [
            line
            for line, edge, distance in _margins(page, lines)
            if sum(abs(other.get((_folded(line), edge), inf) - distance) < LARGEST / 2 for other in margins)
            > max(1, len(laid_out) // 2)
        ]
        kept.append((page, grids, [line for line in lines if line not in running]))
    return kept


def _margins(page: Page, lines: Sequence[Line]) -> Iterator[tuple[Line, int, float]]:
    """A page's first and last line, each with how far it is from its edge of the page."""
    for line in lines[:1]:
        yield line, 0, line.top
    for line in lines[-1:]:
        yield line, -1, page.height - line.bottom


def _folded(line: Line) -> str:
    return re.sub(r"[\d\s]", "", line.text)


def _ordered(laid_out: Sequence[_LaidOut]) -> list[_Ordered]:
    """Each page's tables, those without rules taken out of its lines, and the lines, from its top."""
    sheets = [Sheet(page.number, page.width, page.glyphs, grids, lines) for page, grids, lines in laid_out]
    ordered: list[_Ordered] = []
    for (page, grids, _), (tables, rest) in zip(laid_out, bare_tables(sheets), strict=True):
        blocks: list[Grid | Line] = [*grids, *tables, *rest]
        blocks.sort(key=lambda b: b.box[1] if isinstance(b, Grid) else b.top)
        ordered.append((page, blocks))
    return ordered


def _measured(pages: Sequence[_Ordered]) -> dict[int, Measures]:
    """The measures of the text on pages of each width."""
    widths = {round(page.width) for page, _ in pages}
    return {
        width: measures(
            [b for page, blocks in pages if round(page.width) == width for b in blocks if isinstance(b, Line)]
        )
        for width in widths
    }
