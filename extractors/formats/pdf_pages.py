"""What pdfium finds on a page of a PDF: its characters and its rules, as seen, from the page's top left.

A page holds thousands of both, so pdfium's functions are called with plain integers as handles and fill plain
buffers: wrapping every pointer would take longer than the calls.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import pairwise, repeat, starmap
from typing import Any

import pypdfium2 as pdfium
from pypdfium2 import raw

from extractors.content import Box, UnreadableError
from extractors.formats.pdf_fonts import use_own_font
from extractors.formats.pdf_unseen import (
    CURVES_OF_A_RING,
    Colour,
    Drawn,
    Unseen,
    corners,
    is_plain,
    is_ring,
    is_white,
)
from extractors.ink.drawing import IDENTITY, MAX_GLYPHS, MAX_PATHS, THIN, Matrix, Point, is_slanted, times
from extractors.ink.lattice import Rule
from extractors.ink.layout import Page
from extractors.ink.lines import Glyph

use_own_font()

MAX_SEGMENTS = 5_000  # per path
OF_A_RECTANGLE = 5  # segments
_DEEPEST_FORM = 8

_Columns = tuple[Sequence[float], Sequence[float], Sequence[float], Sequence[float]]


def read_page(document: pdfium.PdfDocument, index: int) -> Page:
    """Take a page apart. Raises PdfiumError where it is damaged, UnreadableError where it holds far more than a
    report's page.
    """
    page = document[index]
    frame = _Frame(page.get_rotation(), page.get_bbox())
    text = page.get_textpage()
    objects = _Objects(frame)
    objects.collect(_address(page.raw))
    glyphs = list(_glyphs(_address(text.raw), frame, objects.unseen.items()))
    text.close()
    page.close()
    return Page(index + 1, frame.width, frame.height, glyphs, objects.rules, objects.pictures, objects.fills)


def _address(pointer: Any) -> int:
    return ctypes.cast(pointer, ctypes.c_void_p).value or 0


def _function(name: str, result: Any, *arguments: Any) -> Callable[..., Any]:
    return ctypes.CFUNCTYPE(result, *arguments)(_address(getattr(raw, name)))


_INT, _AT = ctypes.c_int, ctypes.c_void_p
_count_chars = _function("FPDFText_CountChars", _INT, _AT)
_unicode = _function("FPDFText_GetUnicode", ctypes.c_uint, _AT, _INT)
_get_text = _function("FPDFText_GetText", _INT, _AT, _INT, _INT, _AT)
_is_generated = _function("FPDFText_IsGenerated", _INT, _AT, _INT)
_angle = _function("FPDFText_GetCharAngle", ctypes.c_float, _AT, _INT)
_loose_box = _function("FPDFText_GetLooseCharBox", _INT, _AT, _INT, _AT)
_count_objects = _function("FPDFPage_CountObjects", _INT, _AT)
_object = _function("FPDFPage_GetObject", _AT, _AT, _INT)
_count_in_form = _function("FPDFFormObj_CountObjects", _INT, _AT)
_object_in_form = _function("FPDFFormObj_GetObject", _AT, _AT, ctypes.c_ulong)
_type = _function("FPDFPageObj_GetType", _INT, _AT)
_get_matrix = _function("FPDFPageObj_GetMatrix", _INT, _AT, _AT)
_get_bounds = _function("FPDFPageObj_GetBounds", _INT, _AT, _AT, _AT, _AT, _AT)
_fill_colour = _function("FPDFPageObj_GetFillColor", _INT, _AT, _AT, _AT, _AT, _AT)
_stroke_colour = _function("FPDFPageObj_GetStrokeColor", _INT, _AT, _AT, _AT, _AT, _AT)
_render_mode = _function("FPDFTextObj_GetTextRenderMode", _INT, _AT)
_text_object = _function("FPDFText_GetTextObject", _AT, _AT, _INT)
_draw_mode = _function("FPDFPath_GetDrawMode", _INT, _AT, _AT, _AT)
_count_segments = _function("FPDFPath_CountSegments", _INT, _AT)
_segment = _function("FPDFPath_GetPathSegment", _AT, _AT, _INT)
_segment_type = _function("FPDFPathSegment_GetType", _INT, _AT)
_segment_point = _function("FPDFPathSegment_GetPoint", _INT, _AT, _AT, _AT)
_clip = _function("FPDFPageObj_GetClipPath", _AT, _AT)
_count_clips = _function("FPDFClipPath_CountPaths", _INT, _AT)
_count_clip_segments = _function("FPDFClipPath_CountPathSegments", _INT, _AT, _INT)
_clip_segment = _function("FPDFClipPath_GetPathSegment", _AT, _AT, _INT, _INT)
_segment_closes = _function("FPDFPathSegment_GetClose", _INT, _AT)


@dataclass(frozen=True)
class _Frame:
    """Turns PDF's coordinates (from the lower left, before rotation) into the page as seen, from its top left."""

    rotation: int
    box: Box

    @property
    def _size(self) -> Point:
        return self.box[2] - self.box[0], self.box[3] - self.box[1]

    @cached_property  # asked about every character
    def width(self) -> float:
        return self._size[self.rotation % 180 == 90]

    @cached_property
    def height(self) -> float:
        return self._size[self.rotation % 180 == 0]

    def place(self, boxes: _Columns) -> _Columns:
        """Turn columns of left, bottom, right and top into those of left, top, right and bottom as seen."""
        x0, y0, x1, y1 = boxes
        left, bottom, right, top = self.box
        if self.rotation == 0:
            return _beyond(left, x0), _short_of(top, y1), _beyond(left, x1), _short_of(top, y0)
        if self.rotation == 90:
            return _beyond(bottom, y0), _beyond(left, x0), _beyond(bottom, y1), _beyond(left, x1)
        if self.rotation == 180:
            return _short_of(right, x1), _beyond(bottom, y0), _short_of(right, x0), _beyond(bottom, y1)
        return _short_of(top, y1), _short_of(right, x1), _short_of(top, y0), _short_of(right, x0)


def _beyond(edge: float, values: Iterable[float]) -> list[float]:
    return [value - edge for value in values]


def _short_of(edge: float, values: Iterable[float]) -> list[float]:
    return [edge - value for value in values]


def _glyphs(text: int, frame: _Frame, unseen: Set[int]) -> Iterator[Glyph]:
    """The page's characters; those of ``unseen`` objects and those beside the page are not on it."""
    count = _count_chars(text)
    if count > MAX_GLYPHS:
        raise UnreadableError("PDF 某页文字过多", "a page of the PDF has too much text")
    characters = _characters(text, count)
    found, boxes = _boxes(text, count)
    glyphs = map(_new_glyph, zip(characters, *frame.place(boxes), strict=True))
    width, height = frame.width, frame.height
    angles = map(_angle, repeat(text), range(count))
    last: Glyph | None = None
    for i, (glyph, angle, has_box) in enumerate(zip(glyphs, angles, found, strict=True)):
        character = glyph[0]
        if character == " " and _is_generated(text, i) == 1:  # pdfium's guess: a gap here is wide as a space
            if last is not None:
                yield Glyph(" ", last.x1, last.top, last.x1, last.bottom)
        elif has_box and character >= " " and character not in "\ufffe\uffff" and not is_slanted(angle):
            _, x0, top, x1, bottom = glyph
            shows = x1 > 0 and x0 < width and bottom > 0 and top < height
            if shows and not (unseen and _text_object(text, i) in unseen):
                last = glyph
                yield glyph


_new_glyph: Callable[[tuple[str, float, float, float, float]], Glyph] = partial(tuple.__new__, Glyph)


def _characters(text: int, count: int) -> str:
    """The characters of a page, each in its place."""
    buffer = (ctypes.c_uint16 * (count + 1))()
    _get_text(text, 0, count, ctypes.addressof(buffer))
    characters = bytes(buffer)[:-2].decode("utf-16-le", "surrogatepass").rstrip("\x00")
    if len(characters) == count:
        return characters
    # Some were left out of the text, or take two places in it.
    return "".join(chr(code) for code in map(_unicode, repeat(text), range(count)))


def _boxes(text: int, count: int) -> tuple[list[int], _Columns]:
    """For each character whether it has a box, and the boxes' left, bottom, right and top."""
    boxes = (raw.FS_RECTF * count)()
    start, size = ctypes.addressof(boxes), ctypes.sizeof(raw.FS_RECTF)
    found = list(map(_loose_box, repeat(text), range(count), range(start, start + size * count, size)))
    flat = memoryview(boxes).cast("B").cast("f").tolist()
    return found, (flat[0::4], flat[3::4], flat[2::4], flat[1::4])


class _Objects:
    """Collects a page's rules, filled shapes and text not to be read, and counts its pictures, forms within forms
    included.
    """

    def __init__(self, frame: _Frame) -> None:
        self._frame = frame
        self._seen = 0
        self._matrix = raw.FS_MATRIX()
        self._fill, self._stroke, self._x, self._y = _INT(), _INT(), ctypes.c_float(), ctypes.c_float()
        self._mode_at = ctypes.addressof(self._fill), ctypes.addressof(self._stroke)
        self._point_at = ctypes.addressof(self._x), ctypes.addressof(self._y)
        self._matrix_at = ctypes.addressof(self._matrix)
        self._sides = tuple(ctypes.c_float() for _ in range(4))
        self._parts = (ctypes.c_uint * 4)()
        self._sides_at = tuple(map(ctypes.addressof, self._sides))
        first = ctypes.addressof(self._parts)
        self._parts_at = tuple(range(first, first + ctypes.sizeof(self._parts), ctypes.sizeof(ctypes.c_uint)))
        self._boxes: list[Box] = []  # of the rules: left, bottom, right, top
        self._curves = 0  # of the path that is being read
        self.unseen = Unseen()
        self.pictures = 0

    def collect(self, page: int) -> None:
        for item in map(_object, repeat(page), range(_count_objects(page))):
            self._add(item, IDENTITY, 0)

    def _add(self, item: int, outer: Matrix, depth: int) -> None:
        kind = _type(item)
        if kind == raw.FPDF_PAGEOBJ_IMAGE:
            self.pictures += 1
        elif kind == raw.FPDF_PAGEOBJ_TEXT:
            self._text(item, outer)
        elif kind == raw.FPDF_PAGEOBJ_PATH:
            self._seen += 1
            if self._seen > MAX_PATHS:
                self._boxes = []  # a drawing: half of its rules would make wrong cells, none leaves them doubted
            else:
                self._path(item, outer)
        elif kind == raw.FPDF_PAGEOBJ_FORM and depth < _DEEPEST_FORM:
            inner = self._matrix_of(item, outer)
            for part in map(_object_in_form, repeat(item), range(_count_in_form(item))):
                self._add(part, inner, depth + 1)

    def _matrix_of(self, item: int, outer: Matrix) -> Matrix:
        m = self._matrix
        own = (m.a, m.b, m.c, m.d, m.e, m.f) if _get_matrix(item, self._matrix_at) else IDENTITY
        return own if outer is IDENTITY else times(own, outer)

    def _text(self, item: int, outer: Matrix) -> None:
        if _render_mode(item) == raw.FPDF_TEXTRENDERMODE_INVISIBLE:
            self.unseen.invisible.add(item)
        elif not is_plain(colour := self._colour(_fill_colour, item)):
            self.unseen.texts.append(Drawn(item, self._bounds(item, outer), colour))

    def _bounds(self, item: int, outer: Matrix) -> Box:
        if not _get_bounds(item, *self._sides_at):
            return 0.0, 0.0, 0.0, 0.0
        left, bottom, right, top = (side.value for side in self._sides)
        return corners((left, bottom, right, top), outer)

    def _colour(self, of: Callable[..., Any], item: int) -> Colour:
        if not of(item, *self._parts_at):
            return 0, 0, 0, 255
        red, green, blue, opacity = self._parts
        return red, green, blue, opacity

    def _path(self, item: int, outer: Matrix) -> None:
        _draw_mode(item, *self._mode_at)
        if not self._stroke.value and not self._fill.value:
            return
        self._curves = 0
        left, bottom, right, top = self._window(item, outer)
        for box in self._shapes(item, outer):
            if box[0] > right or box[1] > top or box[2] < left or box[3] < bottom:
                continue
            if box[2] - box[0] <= THIN or box[3] - box[1] <= THIN:
                self._boxes.append(box)
            elif not self._stroke.value:
                self.unseen.shades.append(Drawn(item, box, self._colour(_fill_colour, item)))
        if (
            self._stroke.value
            and self._curves >= CURVES_OF_A_RING
            and is_ring(box := self._bounds(item, outer))
        ):
            self.unseen.rings.append(Drawn(item, box, self._colour(_stroke_colour, item)))

    def _shapes(self, item: int, outer: Matrix) -> Iterator[Box]:
        """The boxes around a path's lines, or around the shapes that it fills: of a rectangle, pdfium knows it."""
        stroked = self._stroke.value
        if not stroked and _count_segments(item) <= OF_A_RECTANGLE:
            yield self._bounds(item, outer)
            return
        for points in self._subpaths(item, self._matrix_of(item, outer)):
            for part in pairwise(points) if stroked else (points,):
                xs, ys = zip(*part, strict=True)
                yield min(xs), min(ys), max(xs), max(ys)

    def _window(self, item: int, outer: Matrix) -> Box:
        """Where an object shows: rows behind a page's end may be drawn, and cut off."""
        left, bottom, right, top = self._frame.box
        clip = _clip(item)
        for i in range(_count_clips(clip) if clip else 0):
            points: list[Point] = []
            for n in range(min(_count_clip_segments(clip, i), MAX_SEGMENTS)):
                _segment_point(_clip_segment(clip, i, n), *self._point_at)
                points.append((self._x.value, self._y.value))
            if points:
                xs, ys = zip(*points, strict=True)
                x0, y0, x1, y1 = corners((min(xs), min(ys), max(xs), max(ys)), outer)
                left, bottom, right, top = max(left, x0), max(bottom, y0), min(right, x1), min(top, y1)
        return left, bottom, right, top

    def _subpaths(self, item: int, matrix: Matrix) -> Iterator[list[Point]]:
        a, b, c, d, e, f = matrix
        points: list[Point] = []
        count = min(_count_segments(item), MAX_SEGMENTS)
        for i in range(count):
            segment = _segment(item, i)
            _segment_point(segment, *self._point_at)
            kind = _segment_type(segment) if i else raw.FPDF_SEGMENT_MOVETO
            # Where a line is drawn, the points that bend a curve are none of its own.
            self._curves += kind == raw.FPDF_SEGMENT_BEZIERTO
            if kind == raw.FPDF_SEGMENT_MOVETO or (kind == raw.FPDF_SEGMENT_BEZIERTO and self._stroke.value):
                if len(points) > 1:
                    yield points
                points = []
            x, y = self._x.value, self._y.value
            points.append((a * x + c * y + e, b * x + d * y + f))
            if count > 2 and _segment_closes(segment):  # a line has no way back but itself
                points.append(points[0])
        if len(points) > 1:
            yield points

    @property
    def rules(self) -> list[Rule]:
        """The thin ones among the lines drawn and the shapes filled, as seen."""
        return self._placed(dict.fromkeys(self._boxes))  # neighbouring cells draw the same one

    @property
    def fills(self) -> list[Rule]:
        """The shapes filled with a colour that shows, as seen."""
        return self._placed({s.box for s in self.unseen.shades if not is_white(s.colour)})

    def _placed(self, boxes: Collection[Box]) -> list[Rule]:
        left, bottom, right, top = zip(*boxes, strict=True) if boxes else [()] * 4
        return list(starmap(Rule, zip(*self._frame.place((left, bottom, right, top)), strict=True)))
