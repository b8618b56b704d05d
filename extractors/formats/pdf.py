"""PDF files with a text layer: pdfium's characters and paths into the shared lattice."""

from __future__ import annotations

import ctypes
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import pi

import pypdfium2 as pdfium
from pypdfium2 import raw

from extractors import unruled
from extractors.content import Content, ContentBuilder, UnreadableError
from extractors.lattice import (
    Glyph,
    Grid,
    Line,
    Rule,
    ends_paragraph,
    find_grids,
    is_page_number,
    outline,
    text_lines,
    usual_pitch,
)  # fmt: skip

MEDIA_TYPES = ("application/pdf",)

MAX_PAGES = 300  # a report has 3 to 40
MAX_GLYPHS = 50_000  # per page
MAX_PATHS = 30_000  # per page
THIN = 3.0  # points: a filled shape no thicker than this is a rule
_DEEPEST_FORM = 8

Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)


def content(body: bytes) -> Content:
    """Read a PDF. Raises UnreadableError where it is damaged, encrypted, too long, or has no usable text."""
    try:
        document = pdfium.PdfDocument(body)
    except pdfium.PdfiumError as e:
        if "assword" in str(e):
            raise UnreadableError(
                "PDF 文件已加密，需要密码", "the PDF is encrypted and needs a password"
            ) from None
        raise UnreadableError(
            "PDF 文件已损坏或不完整，无法打开", "the PDF is damaged or truncated and cannot be opened"
        ) from None
    try:
        return _read(document)
    finally:
        document.close()


def _read(document: pdfium.PdfDocument) -> Content:
    if len(document) > MAX_PAGES:
        raise UnreadableError(
            f"PDF 有 {len(document)} 页，超过 {MAX_PAGES} 页上限",
            f"the PDF has {len(document)} pages, more than {MAX_PAGES}",
        )
    pages = [_page(document, i) for i in range(len(document))]
    pictures = sum(p.pictures for p in pages)
    if sum(len(p.glyphs) for p in pages) < 30 * max(1, len(pages)):
        if pictures:
            raise UnreadableError(
                "PDF 是扫描件，没有可用的文字层，需要文字识别（OCR）",
                "the PDF is a scan without usable text; it needs character recognition (OCR)",
            )
        raise UnreadableError("PDF 中几乎没有文字", "the PDF has hardly any text")
    builder = ContentBuilder()
    _Assembler(builder).add(pages)
    return Content(tuple(builder.blocks), pictures=pictures)


@dataclass(frozen=True, slots=True)
class _Page:
    number: int
    width: float
    height: float
    glyphs: list[Glyph]
    rules: list[Rule]
    pictures: int


def _page(document: pdfium.PdfDocument, index: int) -> _Page:
    try:
        page = document[index]
    except pdfium.PdfiumError:
        raise UnreadableError(
            f"PDF 第 {index + 1} 页已损坏", f"page {index + 1} of the PDF is damaged"
        ) from None
    frame = _Frame(page.get_rotation(), page.get_mediabox())
    text = page.get_textpage()
    paths = _Paths(frame)
    paths.collect(page.raw)
    # Invisible text over a picture is another program's reading of a scan, not what the page prints.
    glyphs = [] if paths.pictures and _is_invisible(text.raw) else list(_glyphs(text.raw, frame))
    text.close()
    page.close()
    return _Page(index + 1, frame.width, frame.height, glyphs, paths.rules, paths.pictures)


@dataclass(frozen=True)
class _Frame:
    """Turns PDF's coordinates (from the lower left, before rotation) into the page as seen, from its top left."""

    rotation: int
    box: tuple[float, float, float, float]

    @property
    def _size(self) -> tuple[float, float]:
        return self.box[2] - self.box[0], self.box[3] - self.box[1]

    @property
    def width(self) -> float:
        return self._size[self.rotation % 180 == 90]

    @property
    def height(self) -> float:
        return self._size[self.rotation % 180 == 0]

    def rectangle(self, x0: float, y0: float, x1: float, y1: float) -> tuple[float, float, float, float]:
        (ax, ay), (bx, by) = self._point(x0, y0), self._point(x1, y1)
        return min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)

    def _point(self, x: float, y: float) -> tuple[float, float]:
        x, y = x - self.box[0], y - self.box[1]
        width, height = self._size
        return {0: (x, height - y), 90: (y, x), 180: (width - x, y), 270: (height - y, width - x)}[
            self.rotation
        ]


def _glyphs(text: raw.FPDF_TEXTPAGE, frame: _Frame) -> Iterator[Glyph]:
    count = raw.FPDFText_CountChars(text)
    if count > MAX_GLYPHS:
        raise UnreadableError("PDF 某页文字过多", "a page of the PDF has too much text")
    box = raw.FS_RECTF()
    last: Glyph | None = None
    for i in range(count):
        code = raw.FPDFText_GetUnicode(text, i)
        if raw.FPDFText_IsGenerated(text, i) == 1:  # pdfium's guess: there is a gap here wide as a space
            if code == 0x20 and last is not None:
                yield Glyph(" ", last.x1, last.top, last.x1, last.bottom)
            continue
        if (
            code < 32
            or code in (0xFFFE, 0xFFFF)
            or not raw.FPDFText_GetLooseCharBox(text, i, ctypes.byref(box))
        ):
            continue
        if 0.05 < raw.FPDFText_GetCharAngle(text, i) % (pi / 2) < pi / 2 - 0.05:
            continue  # slanted text is a watermark
        last = Glyph(chr(code), *frame.rectangle(box.left, box.bottom, box.right, box.top))
        yield last


def _is_invisible(text: raw.FPDF_TEXTPAGE) -> bool:
    """Say whether most of a page's text is drawn in the mode that shows nothing; a sample decides."""
    count = raw.FPDFText_CountChars(text)
    sample = range(0, count, max(1, count // 40))
    modes = [
        raw.FPDFTextObj_GetTextRenderMode(raw.FPDFText_GetTextObject(text, i))
        for i in sample
        if raw.FPDFText_IsGenerated(text, i) != 1
    ]
    return bool(modes) and modes.count(raw.FPDF_TEXTRENDERMODE_INVISIBLE) > len(modes) // 2


class _Paths:
    """Collects a page's rules and counts its pictures, forms within forms included."""

    def __init__(self, frame: _Frame) -> None:
        self._frame = frame
        self._seen = 0
        self.rules: list[Rule] = []
        self.pictures = 0

    def collect(self, page: raw.FPDF_PAGE) -> None:
        for i in range(raw.FPDFPage_CountObjects(page)):
            self._object(raw.FPDFPage_GetObject(page, i), IDENTITY, 0)

    def _object(self, item: raw.FPDF_PAGEOBJECT, outer: Matrix, depth: int) -> None:
        kind = raw.FPDFPageObj_GetType(item)
        if kind == raw.FPDF_PAGEOBJ_IMAGE:
            self.pictures += 1
        elif kind == raw.FPDF_PAGEOBJ_PATH:
            self._seen += 1
            if self._seen > MAX_PATHS:
                self.rules = []  # a drawing: half of its rules would make wrong cells, none leaves them doubted
            else:
                self._path(item, _times(_matrix(item), outer))
        elif kind == raw.FPDF_PAGEOBJ_FORM and depth < _DEEPEST_FORM:
            inner = _times(_matrix(item), outer)
            for i in range(raw.FPDFFormObj_CountObjects(item)):
                self._object(raw.FPDFFormObj_GetObject(item, i), inner, depth + 1)

    def _path(self, item: raw.FPDF_PAGEOBJECT, matrix: Matrix) -> None:
        fill, stroke = ctypes.c_int(), ctypes.c_int()
        raw.FPDFPath_GetDrawMode(item, ctypes.byref(fill), ctypes.byref(stroke))
        for points in _subpaths(item, matrix):
            if stroke.value:
                for (ax, ay), (bx, by) in pairwise(points):
                    self._rule(ax, ay, bx, by)
            elif fill.value and len(points) > 1:
                xs, ys = [p[0] for p in points], [p[1] for p in points]
                self._rule(min(xs), min(ys), max(xs), max(ys))

    def _rule(self, ax: float, ay: float, bx: float, by: float) -> None:
        rule = Rule(*self._frame.rectangle(ax, ay, bx, by))
        if min(rule.x1 - rule.x0, rule.bottom - rule.top) <= THIN:
            self.rules.append(rule)


def _matrix(item: raw.FPDF_PAGEOBJECT) -> Matrix:
    matrix = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(item, ctypes.byref(matrix)):
        return IDENTITY
    return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


def _times(m: Matrix, n: Matrix) -> Matrix:
    return (
        m[0] * n[0] + m[1] * n[2], m[0] * n[1] + m[1] * n[3],
        m[2] * n[0] + m[3] * n[2], m[2] * n[1] + m[3] * n[3],
        m[4] * n[0] + m[5] * n[2] + n[4], m[4] * n[1] + m[5] * n[3] + n[5],
    )  # fmt: skip


def _subpaths(item: raw.FPDF_PAGEOBJECT, matrix: Matrix) -> Iterator[list[tuple[float, float]]]:
    points: list[tuple[float, float]] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    for i in range(min(raw.FPDFPath_CountSegments(item), 5_000)):
        segment = raw.FPDFPath_GetPathSegment(item, i)
        raw.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        if raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_MOVETO:
            if len(points) > 1:
                yield points
            points = []
        a, b, c, d, e, f = matrix
        points.append((a * x.value + c * y.value + e, b * x.value + d * y.value + f))
        if raw.FPDFPathSegment_GetClose(segment) and points:
            points.append(points[0])
    if len(points) > 1:
        yield points


_LaidOut = tuple[_Page, list[Grid], list[Line]]


class _Assembler:
    """Puts the pages' lines and tables into one reading order; a paragraph may go on over a page's end."""

    def __init__(self, builder: ContentBuilder) -> None:
        self._builder = builder
        self._open: list[Line] = []
        self._open_page = 0
        self._pitch = 0.0

    def add(self, pages: Sequence[_Page]) -> None:
        laid_out = _without_running_heads([(page, *_lay_out(page)) for page in pages])
        every = [line for _, _, lines in laid_out for line in lines]
        left = min((line.x0 for line in every), default=0.0)
        right = _text_right(every)
        self._pitch = usual_pitch(every)
        ordered = [(page, _in_order(page, grids, lines)) for page, grids, lines in laid_out]
        for page, blocks in _with_torn_labels(ordered):
            for block in blocks:
                if isinstance(block, Grid):
                    self._close()
                    self._builder.table(block.cells, unruled=not block.ruled)
                else:
                    self._line(block, page.number, left, right)
        self._close()

    def _line(self, line: Line, page: int, left: float, right: float) -> None:
        if self._open and ends_paragraph(self._open[-1], line, left, right, self._pitch):
            self._close()
        if not self._open:
            self._open_page = page
        self._open.append(line)

    def _close(self) -> None:
        if self._open:
            self._builder.paragraph("".join(line.text for line in self._open), self._open_page)
        self._open = []


def _lay_out(page: _Page) -> tuple[list[Grid], list[Line]]:
    grids, outside = find_grids(page.glyphs, page.rules, page.number)
    lines = [line for line in text_lines(outside) if line.text and not is_page_number(line, page.height)]
    return grids, lines


def _without_running_heads(laid_out: list[_LaidOut]) -> list[_LaidOut]:
    """Leave out the lines that head or foot page after page."""
    margins = Counter(
        text for _, _, lines in laid_out for text in {_folded(line) for line in (*lines[:1], *lines[-1:])}
    )
    running = {text for text, times in margins.items() if times > max(1, len(laid_out) // 2)}
    kept: list[_LaidOut] = []
    for page, grids, lines in laid_out:
        edges = (*lines[:1], *lines[-1:])
        kept.append(
            (page, grids, [line for line in lines if not (line in edges and _folded(line) in running)])
        )
    return kept


def _folded(line: Line) -> str:
    return re.sub(r"[\d\s]", "", line.text)


def _unruled(page: _Page, lines: list[Line]) -> tuple[list[Grid], list[Line]]:
    """Take tables without rules out of the lines."""
    tables: list[Grid] = []
    rest = list(lines)
    for zone in unruled.zones(lines):
        taken = lines[zone.start : zone.end]
        tables.append(
            Grid(
                outline([w for line in taken for w in line.words]),
                tuple(unruled.cells(taken, page.number)),
                ruled=False,
            )
        )
        rest = [line for line in rest if line not in taken]
    return tables, rest


def _in_order(page: _Page, grids: list[Grid], lines: list[Line]) -> list[Grid | Line]:
    tables, rest = _unruled(page, lines)
    blocks: list[Grid | Line] = [*grids, *tables, *rest]
    return sorted(blocks, key=lambda b: b.box[1] if isinstance(b, Grid) else b.top)


_Ordered = tuple[_Page, list[Grid | Line]]


def _with_torn_labels(pages: Sequence[_Ordered]) -> Iterator[_Ordered]:
    """Give pieces of labels that a page's end left outside a table's rules back to the table: short lines
    between the last table of one page and the first of the next.
    """
    for i, (page, blocks) in enumerate(pages):
        first = next((k for k, b in enumerate(blocks) if isinstance(b, Grid)), None)
        if first is None:
            yield page, blocks
            continue
        last = max(k for k, b in enumerate(blocks) if isinstance(b, Grid))
        head, tail = blocks[:first], blocks[last + 1 :]
        goes_on_from = i > 0 and any(isinstance(b, Grid) for b in pages[i - 1][1][-3:])
        goes_on_to = i + 1 < len(pages) and any(isinstance(b, Grid) for b in pages[i + 1][1][:3])
        yield (
            page,
            [
                *(_pieces(head, page) if goes_on_from else head),
                *blocks[first : last + 1],
                *(_pieces(tail, page) if goes_on_to else tail),
            ],
        )


def _pieces(blocks: Sequence[Grid | Line], page: _Page) -> list[Grid | Line]:
    if not all(isinstance(b, Line) and _TORN.fullmatch(b.text) for b in blocks):
        return list(blocks)
    lines = [b for b in blocks if isinstance(b, Line)]
    return [
        Grid(outline(line.words), tuple(unruled.cells_of(line, page.number)), ruled=False) for line in lines
    ]


# A piece of a label, not a heading of its own.
_TORN = re.compile(r"(?![一二三四五六七八九十][、.．])(?!第?二十条)[^。：:]{1,16}")


def _text_right(lines: Sequence[Line]) -> float:
    """The right margin: where full lines end. The rare line that sticks out does not move it."""
    rights = sorted(line.x1 for line in lines)
    return rights[int(len(rights) * 0.9)] if rights else 0.0
