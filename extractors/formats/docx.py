"""Word documents (.docx) as Word, WPS and LibreOffice write them.

Read on the XML itself: gridSpan and vMerge give exact cells, insertions count and deletions do not, text
boxes and content controls are part of the text, and automatic numbers (the 一、 that is not in the text) are
put back.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator

import docx
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from lxml import etree

from extractors.content import MAX_CELLS, Cell, Content, ContentBuilder, UnreadableError, clean
from extractors.formats.docx_numbering import Numbering

MEDIA_TYPES = ("application/vnd.openxmlformats-officedocument.wordprocessingml.document",)

# What opening a damaged or hostile package raises, one library or another.
_DAMAGE = (
    PackageNotFoundError, KeyError, ValueError, AttributeError, NotImplementedError, RuntimeError, EOFError,
    zipfile.BadZipFile, zlib.error, etree.XMLSyntaxError,
)  # fmt: skip
MAX_UNPACKED = 200_000_000  # bytes; a report's XML is under 5 MB, pictures rarely reach 100
MAX_RATIO = 200  # a zip bomb's compression; real documents stay under 30

_P, _TBL, _TR, _TC = qn("w:p"), qn("w:tbl"), qn("w:tr"), qn("w:tc")
_CONTAINERS = frozenset(
    qn(t)
    for t in (
        "w:sdt",
        "w:sdtContent",
        "w:ins",
        "w:moveTo",
        "w:smartTag",
        "w:customXml",
        "w:hyperlink",
        "w:r",
        "w:fldSimple",
    )
)
_DROPPED = frozenset(
    (qn("w:del"), qn("w:moveFrom"), qn("w:pPr"), qn("w:rPr"), qn("w:delText"), qn("w:instrText"),
     "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback")
)  # fmt: skip
_BREAKS = {qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:tab"): "\t", qn("w:noBreakHyphen"): "-"}


def content(body: bytes) -> Content:
    """Read a document. Raises UnreadableError where it is damaged, encrypted or a bomb."""
    _check_package(body)
    try:
        document = docx.Document(io.BytesIO(body))
    except _DAMAGE:
        raise UnreadableError(
            "Word 文件已损坏，无法打开",
            "the Word file is damaged and cannot be opened",
        ) from None
    if document.element.body is None:
        raise UnreadableError("Word 文件已损坏，没有正文", "the Word file is damaged: it has no body")
    builder = ContentBuilder()
    _Walker(builder, Numbering(document)).blocks(document.element.body)
    return Content(tuple(builder.blocks), pictures=len(document.inline_shapes))


def _check_package(body: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as package:
            sizes = [(i.file_size, i.compress_size) for i in package.infolist()]
            xml = sum(i.file_size for i in package.infolist() if i.filename.endswith((".xml", ".rels")))
    except (zipfile.BadZipFile, ValueError, OSError):
        raise UnreadableError(
            "Word 文件已损坏，不是完整的压缩包", "the Word file is damaged: not a complete zip package"
        ) from None
    total = sum(s for s, _ in sizes)
    if total > MAX_UNPACKED or (xml > 5_000_000 and total > MAX_RATIO * max(1, sum(c for _, c in sizes))):
        raise UnreadableError(
            "文件解压后过大，疑似压缩炸弹，拒绝读取", "the file unpacks to an unreasonable size: refused"
        )


class _Walker:
    """Walks a story (body, cell or text box) in reading order."""

    def __init__(self, builder: ContentBuilder, numbering: Numbering) -> None:
        self._builder = builder
        self._numbering = numbering

    def blocks(self, parent: etree._Element) -> None:
        for child in parent:
            if child.tag == _P:
                self._paragraph(child)
            elif child.tag == _TBL:
                self._table(child)
            elif child.tag in _CONTAINERS:
                self.blocks(child)

    def _paragraph(self, element: etree._Element) -> None:
        text = "".join(_runs(element))
        if text.strip():
            text = self._numbering.prefix(element) + text
        for line in text.split("\n"):
            self._builder.paragraph(line)
        for box in _text_boxes(element):
            self.blocks(box)

    def _table(self, table: etree._Element) -> None:
        rows = [list(_row_cells(row)) for row in _table_rows(table)]
        if sum(map(len, rows)) > MAX_CELLS:
            raise UnreadableError("表格过大", "a table is too large")
        if any(
            len(inner.findall(f".//{_TC}")) > 1 for row in rows for tc, *_ in row for inner in tc.iter(_TBL)
        ):
            for row in rows:  # a table that holds tables of several cells only arranges the page
                for tc, _, _, merged in row:
                    if not merged:
                        self.blocks(tc)
            return
        self._builder.table(_cells(rows, self._numbering))


def _table_rows(table: etree._Element) -> Iterator[etree._Element]:
    for child in table:
        if child.tag == _TR and child.find(f"{qn('w:trPr')}/{qn('w:del')}") is None:
            yield child
        elif child.tag in _CONTAINERS:
            yield from _table_rows(child)


_RawCell = tuple[etree._Element, int, int, bool]  # tc, grid column, colspan, goes on from above


def _row_cells(row: etree._Element) -> Iterator[_RawCell]:
    column = _int(row.find(f"{qn('w:trPr')}/{qn('w:gridBefore')}"), 0)
    for tc in _children(row, _TC):
        properties = tc.find(qn("w:tcPr"))
        colspan, merged = 1, False
        if properties is not None:
            colspan = max(1, _int(properties.find(qn("w:gridSpan")), 1))
            merge = properties.find(qn("w:vMerge"))
            merged = merge is not None and merge.get(qn("w:val"), "continue") == "continue"
        yield tc, column, colspan, merged
        column += colspan


def _children(parent: etree._Element, tag: str) -> Iterator[etree._Element]:
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in _CONTAINERS:
            yield from _children(child, tag)


def _cells(rows: list[list[_RawCell]], numbering: Numbering) -> Iterator[Cell]:
    for r, row in enumerate(rows):
        for tc, column, colspan, merged in row:
            if merged and r and any(c == column for _, c, _, _ in rows[r - 1]):
                continue
            yield Cell(clean(_cell_text(tc, numbering)), r, column, _rowspan(rows, r, column), colspan)


def _rowspan(rows: list[list[_RawCell]], r: int, column: int) -> int:
    span = 1
    while r + span < len(rows) and any(c == column and merged for _, c, _, merged in rows[r + span]):
        span += 1
    return span


def _cell_text(tc: etree._Element, numbering: Numbering) -> str:
    lines: list[str] = []
    for paragraph in tc.iter(_P):
        text = "".join(_runs(paragraph))
        if text.strip():
            lines.append(numbering.prefix(paragraph) + text)
    return "\n".join(lines)


def _runs(element: etree._Element) -> Iterator[str]:
    """The text of a paragraph without its text boxes, deletions and field codes."""
    for child in element:
        if not isinstance(child.tag, str) or child.tag in _DROPPED or child.tag == qn("w:txbxContent"):
            continue
        if child.tag == qn("w:r") and _is_on(child, "w:vanish", "w:strike", "w:dstrike"):
            continue  # hidden or struck out: not said
        if child.tag == qn("w:r") and _is_raised(child):
            yield from ("（", *_runs(child), "）")  # a note's mark is no digit of the number before it
            continue
        if child.tag == qn("w:t"):
            yield child.text or ""
        elif child.tag in _BREAKS:
            yield "" if child.get(qn("w:type")) in ("page", "column") else _BREAKS[child.tag]
        elif child.tag in (_P, _TBL):
            continue
        else:
            yield from _runs(child)


def _is_on(run: etree._Element, *properties: str) -> bool:
    """Say whether a run has one of these switches set; ``w:val`` may turn it off again."""
    found = (run.find(f"{qn('w:rPr')}/{qn(name)}") for name in properties)
    return any(p is not None and p.get(qn("w:val"), "1") not in ("0", "false", "off", "none") for p in found)


def _is_raised(run: etree._Element) -> bool:
    align = run.find(f"{qn('w:rPr')}/{qn('w:vertAlign')}")
    return (
        align is not None
        and align.get(qn("w:val")) in ("superscript", "subscript")
        and run.find(qn("w:t")) is not None
    )


def _text_boxes(paragraph: etree._Element) -> Iterator[etree._Element]:
    for box in paragraph.iter(qn("w:txbxContent")):
        if not any(a.tag in _DROPPED for a in box.iterancestors()):
            yield box


def _int(element: etree._Element | None, default: int) -> int:
    value = None if element is None else element.get(qn("w:val"))
    return int(value) if value and re.fullmatch(r"\d{1,4}", value) else default
