"""One intermediate shape for every file format: paragraphs and tables in reading order.

Formats write it, everything downstream reads it; nobody downstream asks which format a file had.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from heapq import heappop, heappush
from itertools import islice
from operator import attrgetter
from typing import NamedTuple

from extractors.prose_rows import parts
from extractors.report import Message, Place
from extractors.traditional import is_traditional, simplified

FEWEST_IN_A_ROW = 15  # cells that only a form's row has
RECOGNISED = "ocr"  # the doubt of what was recognised in a picture, and not surely
Box = tuple[float, float, float, float]  # left, top, right, bottom in points

MAX_PICTURE, MAX_PICTURES = 20 << 20, 100  # bytes of one in a document, and how many
MAX_CELLS = 20_000  # a report has a few hundred; beyond this a table is an attack or a data dump


class UnreadableError(Exception):
    """Raised when a file cannot be turned into content; carries the sentence that says why."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.message = Message(zh, en)


class Cell(NamedTuple):
    """One printed cell. ``row`` and ``column`` are its upper left position in the grid, from 0.

    A tuple: a report has hundreds.
    """

    text: str
    row: int
    column: int
    rowspan: int = 1
    colspan: int = 1
    page: int | None = None
    box: Box | None = None
    cut: bool = False  # its text runs into the cell's side: some of it may not be visible
    full: bool = False  # its last line has no room for more: it may go on behind a page's end
    doubt: str | None = None  # why it is likely, not certain: its "position", or its text recognised by "ocr"


@dataclass(frozen=True)
class Table:
    """A table as a list of printed cells; merged cells appear once.

    ``ragged`` says that the format lost the spans (text dumps): a cell's column is then only its rank in
    its row, and rows of different lengths do not line up.
    """

    number: int  # from 1, in reading order
    cells: tuple[Cell, ...]
    ragged: bool = False
    unruled: bool = False  # no rules were drawn: a figure's column is only where it happens to stand

    @cached_property
    def rows(self) -> tuple[tuple[Cell, ...], ...]:
        """The cells that begin in each row, left to right; rows without any are left out."""
        by_row: dict[int, list[Cell]] = {}
        for cell in self.cells:
            by_row.setdefault(cell.row, []).append(cell)
        return tuple(tuple(sorted(by_row[r], key=attrgetter("column"))) for r in sorted(by_row))

    @cached_property
    def ends(self) -> dict[int, int]:
        """For each row the grid column after its last cell, cells that reach down into it included."""
        ends: dict[int, int] = {}
        reaching: list[tuple[int, int]] = []  # from above: (-end, first row free again), the furthest first
        for row in self.rows:
            at = row[0].row
            while reaching and reaching[0][1] <= at:
                heappop(reaching)
            own = max([cell.column + cell.colspan for cell in row])
            ends[at] = max(own, -reaching[0][0]) if reaching else own
            for cell in row:
                if cell.rowspan > 1:
                    heappush(reaching, (-cell.column - cell.colspan, at + cell.rowspan))
        return ends

    def place(self, cell: Cell) -> Place:
        return Place(cell.page, self.number, cell.row + 1, cell.column + 1, cell.box)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of prose, white space at its ends removed."""

    text: str
    page: int | None = None


Block = Paragraph | Table


class Unread(NamedTuple):
    """A page that is a picture and was not recognised; ``why`` where that is known."""

    page: int
    why: Message | None


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as it is kept in the file: the ``number``-th, from 1, before the block that is ``at`` its index."""

    number: int
    at: int
    body: bytes = field(repr=False)


def words_of(block: Block) -> str:
    """A paragraph's text without white space; empty for a table."""
    return "".join(block.text.split()) if isinstance(block, Paragraph) else ""


@dataclass(frozen=True, eq=False)  # compared by identity: what is known of one is looked up by it
class Content:
    """What a file says: ``blocks`` in reading order, and what the page around them claims."""

    blocks: tuple[Block, ...]
    title: str | None = None  # the page's own title (meta ArticleTitle, h1), not yet believed
    published_on: str | None = None  # meta PubDate, as written
    source: str | None = None  # meta ContentSource: the organ that published
    site: str | None = None  # meta SiteName: the portal's name
    pictures: int = 0  # pictures in the body: where text is missing, they may hold it
    shown: tuple[Picture, ...] = ()  # those of them that are in the file itself and may be pages
    recognised: bool = False  # some of it was recognised in pictures
    unread: tuple[Unread, ...] = ()
    traditional: bool = False  # it was written in traditional characters, here they are simplified

    @cached_property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        return tuple(b for b in self.blocks if isinstance(b, Paragraph))

    @cached_property
    def tables(self) -> tuple[Table, ...]:
        return tuple(b for b in self.blocks if isinstance(b, Table))


def in_simplified(content: Content) -> Content:
    """The content with its traditional characters simplified, where it is written in these."""
    texts = [*(p.text for p in content.paragraphs), *(c.text for t in content.tables for c in t.cells)]
    if not is_traditional(texts):
        return content
    blocks = tuple(
        replace(block, text=simplified(block.text))
        if isinstance(block, Paragraph)
        else replace(block, cells=tuple(c._replace(text=simplified(c.text)) for c in block.cells))
        for block in content.blocks
    )
    title, source, site = (
        simplified(text) if text else text for text in (content.title, content.source, content.site)
    )
    return replace(content, blocks=blocks, title=title, source=source, site=site, traditional=True)


# Left by office converters where the document had a bookmark or a picture.
_MARKED = "|".join(map(r"[ \n]?".join, ("bookmark", "image", "footnote", "endnote", "hyperlink", "shape")))
_MARKERS = re.compile(rf"\[(?:{_MARKED})\s*:[^\[\]\n|\t]{{0,200}}\n?[^\[\]\n|\t]{{0,60}}\]", re.IGNORECASE)
_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\u00ad\x00-\x08\x0e-\x1f\x7f]")


def without_markers(text: str) -> str:
    """The text without what converters left in brackets, broken over lines or not."""
    return _MARKERS.sub("", text) if "[" in text else text


def clean(text: str) -> str:
    """Remove converters' markers, invisible characters and outer white space; inner spaces stay as printed."""
    if text.isprintable() and "[" not in text:
        return text.strip()  # most figures and labels: nothing to look for
    return _INVISIBLE.sub("", without_markers(text)).strip()


@dataclass
class ContentBuilder:
    """Collects blocks in reading order and numbers the tables."""

    blocks: list[Block] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    _tables: int = 0

    def paragraph(self, text: str, page: int | None = None) -> None:
        if cleaned := clean(text):
            self.blocks.append(Paragraph(cleaned, page))

    def table(self, cells: Iterable[Cell], *, ragged: bool = False, unruled: bool = False) -> None:
        kept = tuple(islice(cells, MAX_CELLS + 1))
        if len(kept) > MAX_CELLS:
            raise UnreadableError("表格过大", "a table is too large")
        if not any(cell.text for cell in kept) and len({cell.column for cell in kept}) < FEWEST_IN_A_ROW:
            return  # an empty frame says nothing, unless it is a row of a form that nobody filled in
        self._tables += 1
        table = Table(self._tables, kept, ragged, unruled)
        for is_prose, rows in [(False, table.rows)] if ragged else parts(table.rows):
            cells_of_rows = tuple(cell for row in rows for cell in row)
            if not is_prose:
                self.blocks.append(table if cells_of_rows == kept else replace(table, cells=cells_of_rows))
                continue
            for cell in cells_of_rows:
                for line in cell.text.split("\n"):
                    self.paragraph(line, cell.page)

    def picture(self, body: bytes) -> None:
        """Note a picture that stands after the last block."""
        if len(body) <= MAX_PICTURE and len(self.pictures) < MAX_PICTURES:
            self.pictures.append(Picture(len(self.pictures) + 1, len(self.blocks), body))

    def drop_last_cell(self) -> None:
        """Forget the last cell of the last block, where that is a table: the file ended inside it."""
        if self.blocks and isinstance(table := self.blocks[-1], Table):
            self.blocks[-1] = Table(table.number, table.cells[:-1], table.ragged, table.unruled)

    def ragged_table(self, rows: Iterable[list[str]]) -> None:
        """Add a table of which only the order of cells in each row is known."""
        self.table(
            (Cell(clean(text), r, c) for r, row in enumerate(rows) for c, text in enumerate(row)), ragged=True
        )


RawCell = tuple[str, int, int]  # a cell before it has a place: its text, its declared rowspan and colspan


def lay_out(rows: Iterable[list[RawCell]]) -> Iterator[Cell]:
    """Give cells with declared spans their grid positions, as browsers do.

    Overlapping or overlong spans never push a cell out of its row's order. Raises UnreadableError beyond
    MAX_CELLS cells.
    """
    row_list = list(rows)
    if sum(len(row) for row in row_list) > MAX_CELLS:
        raise UnreadableError("表格过大", "a table is too large")
    open_until: dict[int, int] = {}  # grid column -> first row that is free again, where a cell reaches down
    for r, row in enumerate(row_list):
        column = 0
        left = len(row_list) - r
        for text, rows_down, columns_across in row:
            while open_until.get(column, 0) > r:
                column += 1
            rowspan = 1 if rows_down == 1 else max(1, min(rows_down or left, left))
            colspan = 1 if columns_across == 1 else max(1, min(columns_across, 60))
            if rowspan > 1:
                for c in range(column, column + colspan):
                    open_until[c] = max(open_until.get(c, 0), r + rowspan)
            yield Cell(text if text.isalnum() else clean(text), r, column, rowspan, colspan)
            column += colspan
