"""Word documents (.docx) as Word, WPS and LibreOffice write them.

Read on the XML itself: gridSpan and vMerge give exact cells, insertions count and deletions do not, text
boxes and content controls are part of the text, and automatic numbers (the 一、 that is not in the text) are
put back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from lxml import etree

from extractors import edges
from extractors.charset import decode
from extractors.content import MAX_CELLS, Cell, Content, ContentBuilder, UnreadableError, clean
from extractors.formats import html
from extractors.formats.docx_numbering import Numbering
from extractors.formats.docx_package import Package, open_package
from extractors.formats.docx_text import Fields, is_said, mark_is_deleted, text_boxes, text_of, w

MEDIA_TYPES = ("application/vnd.openxmlformats-officedocument.wordprocessingml.document",)

_P, _TBL, _TR, _TC = w("p"), w("tbl"), w("tr"), w("tc")
_CHUNK = w("altChunk")
_CHUNK_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_PICTURE_IDS = (
    "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}embed", _CHUNK_ID,
)  # fmt: skip
_PICTURES = (
    "{http://schemas.openxmlformats.org/drawingml/2006/main}blip", "{urn:schemas-microsoft-com:vml}imagedata",
)  # fmt: skip


def content(body: bytes) -> Content:
    """Read a document. Raises UnreadableError where it is damaged, encrypted or a bomb."""
    return told(open_package(body))


def told(package: Package) -> Content:
    """What the parts of a document say. Raises UnreadableError where it has no body."""
    story = package.document.find(w("body"))
    if story is None:
        raise UnreadableError("Word 文件已损坏，没有正文", "the Word file is damaged: it has no body")
    builder = ContentBuilder()
    _Walker(builder, Numbering(package.numbering, package.styles), package).story(story)
    return Content(
        tuple(builder.blocks), pictures=sum(1 for _ in story.iter(*_PICTURES)), shown=tuple(builder.pictures)
    )


class _Walker:
    """Walks a story (body, cell or text box) in reading order."""

    def __init__(self, builder: ContentBuilder, numbering: Numbering, package: Package) -> None:
        self._builder = builder
        self._numbering = numbering
        self._chunks = package.chunks
        self._unseen = dict(package.pictures)
        self._fields = Fields()
        self._begun = ""  # the text of a paragraph whose end is deleted

    def story(self, parent: etree._Element) -> None:
        for child in parent:
            if child.tag == _P:
                for line in self._lines(child):
                    self._builder.paragraph(line)
                for box in text_boxes(child):
                    self.story(box)
            elif child.tag == _TBL:
                self._table(child)
            elif child.tag == _CHUNK:
                self._chunk(self._chunks.get(child.get(_CHUNK_ID, ""), b""))
            elif is_said(child):
                self.story(child)
        self._builder.paragraph(self._begun)
        self._begun = ""

    def _lines(self, paragraph: etree._Element) -> list[str]:
        if self._unseen:
            self._pictures(paragraph)
        text = self._begun + text_of(paragraph, self._fields)
        self._begun = text if mark_is_deleted(paragraph) else ""
        if self._begun:
            return []
        number = self._numbering.prefix(paragraph)
        return (number + text).split("\n") if text.strip() else []

    def _pictures(self, paragraph: etree._Element) -> None:
        """Note its pictures; Word writes each twice, the second time for old readers."""
        for mark in paragraph.iter(*_PICTURES):
            relation = next((mark.get(key) for key in _PICTURE_IDS if key in mark.attrib), None)
            if body := self._unseen.pop(relation or "", None):
                self._builder.picture(body)

    def _chunk(self, body: bytes) -> None:
        """A page put whole into the document, as some publishing systems make their Word files."""
        if b"<" in body and not body.startswith(b"PK"):
            html.add_markup(self._builder, decode(body))

    def _table(self, table: etree._Element) -> None:
        rows = _evened([list(_row_cells(row)) for row in _table_rows(table)], _grid_lines(table))
        if sum(map(len, rows)) > MAX_CELLS:
            raise UnreadableError("表格过大", "a table is too large")
        for arranged, run in groupby(rows, _arranges_tables):
            if not arranged:
                self._builder.table(self._cells(list(run)))
                continue
            for row in run:
                for tc, _, _, merged in row:
                    if not merged:
                        self.story(tc)

    def _cells(self, rows: list[list[_RawCell]]) -> Iterator[Cell]:
        for r, row in enumerate(rows):
            for tc, column, colspan, merged in row:
                if merged and r and any(c == column for _, c, _, _ in rows[r - 1]):
                    continue
                text = "\n".join((*self._cell_lines(tc), self._begun))
                self._begun = ""
                yield Cell(clean(text), r, column, _rowspan(rows, r, column), colspan)

    def _cell_lines(self, parent: etree._Element) -> Iterator[str]:
        for child in parent:
            if child.tag == _P:
                yield from self._lines(child)
                for box in text_boxes(child):
                    yield from self._cell_lines(box)
            elif child.tag == _TBL:
                for row in _table_rows(child):
                    for tc, _, _, merged in _row_cells(row):
                        yield from () if merged else self._cell_lines(tc)
            elif is_said(child):
                yield from self._cell_lines(child)


_RawCell = tuple[etree._Element, int, int, bool]  # tc, grid column, colspan, goes on from above


def _arranges_tables(row: list[_RawCell]) -> bool:
    """Say whether a row holds tables of several cells, and so only arranges them on the page."""
    return any(len(inner.findall(f".//{_TC}")) > 1 for tc, *_ in row for inner in tc.iter(_TBL))


def _table_rows(table: etree._Element) -> Iterator[etree._Element]:
    for child in table:
        if child.tag == _TR:
            properties = child.find(w("trPr"))
            gone = () if properties is None else (properties.find(w(name)) for name in ("del", "hidden"))
            if all(mark is None for mark in gone):
                yield child
        elif is_said(child):
            yield from _table_rows(child)


def _row_cells(row: etree._Element) -> Iterator[_RawCell]:
    column = _int(row.find(f"{w('trPr')}/{w('gridBefore')}"), 0)
    for tc in _children(row, _TC):
        properties = tc.find(w("tcPr"))
        colspan, merged = 1, False
        if properties is not None:
            if properties.find(w("cellDel")) is not None:
                continue
            colspan = max(1, _int(properties.find(w("gridSpan")), 1))
            merge = properties.find(w("vMerge"))
            merged = merge is not None and merge.get(w("val"), "continue") == "continue"
        yield tc, column, colspan, merged
        column += colspan


def _grid_lines(table: etree._Element) -> list[int]:
    """Where the lines of the table's grid are, in twips."""
    lines = [0]
    for column in table.iterfind(f"{w('tblGrid')}/{w('gridCol')}"):
        width = column.get(w("w"), "")
        lines.append(lines[-1] + (int(width) if re.fullmatch(r"\d{1,5}", width) else 0))
    return lines


def _evened(rows: list[list[_RawCell]], lines: list[int]) -> list[list[_RawCell]]:
    """The cells in columns that can be told apart; as they are where the grid is too small or tells none apart."""
    if any(at + span >= len(lines) for row in rows for _, at, span, _ in row):
        return rows
    starts = edges.columns((lines[at], lines[at + span]) for row in rows for _, at, span, _ in row)
    which = [edges.column(starts, line) for line in lines]
    if any(which[at + span] == which[at] for row in rows for _, at, span, _ in row):
        return rows
    return [
        [(tc, which[at], which[at + span] - which[at], goes_on) for tc, at, span, goes_on in row]
        for row in rows
    ]


def _children(parent: etree._Element, tag: str) -> Iterator[etree._Element]:
    for child in parent:
        if child.tag == tag:
            yield child
        elif is_said(child):
            yield from _children(child, tag)


def _rowspan(rows: list[list[_RawCell]], r: int, column: int) -> int:
    span = 1
    while r + span < len(rows) and any(c == column and merged for _, c, _, merged in rows[r + span]):
        span += 1
    return span


def _int(element: etree._Element | None, default: int) -> int:
    value = None if element is None else element.get(w("val"))
    return int(value) if value and re.fullmatch(r"\d{1,4}", value) else default
