"""PDF files with a text layer: pdfium's characters and paths into the shared lattice."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from math import pi

import pypdfium2 as pdfium
from pypdfium2 import raw

from extractors.content import Content, UnreadableError
from extractors.lattice import Glyph, Rule
from extractors.layout import Page, in_reading_order

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
    return Content(tuple(in_reading_order(pages)), pictures=pictures)


def _page(document: pdfium.PdfDocument, index: int) -> Page:
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
    return Page(index + 1, frame.width, frame.height, glyphs, paths.rules, paths.pictures)


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
