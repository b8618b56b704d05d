"""Pictures of pages -> characters and rules, as a page of any other format has them.

A page is turned upright and straight first. Rules are known by their shape, characters come from the engine. A
cell with ink in which it saw nothing, or less than there is, or that a coloured stamp covers, is cut out and
read once more; where both readings differ, or neither sees anything, the cell is not sure.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import cv2
import numpy as np
import PIL.Image

from extractors.content import Box
from extractors.ink.lattice import cell_boxes
from extractors.ink.layout import Page
from extractors.ink.lines import Glyph, Unsure
from extractors.ocr import LEAST_WIDTH, MOST_WIDTH, engine
from extractors.ocr.engine import Character, Grey, Image
from extractors.ocr.rereading import Sheet, read_again
from extractors.ocr.rules import Mask, find_rules, without

PORTRAIT = 595.0  # points: the width of an A4 page, taken for pictures that have no size of their own
PAPER = (300.0, 1200.0)  # points: other widths are no paper's; of A3 on its side it is 1,191
TILE = 1.5  # widths: a longer picture is recognised piece by piece
GLANCE = 960  # pixels: enough to see which way lines of text run
LONGEST = 12  # lines looked at for that
CORE = 0.3  # of a line's frame, above and below, may be white
OPENING, CLOSING = "（(《〈“‘", "，、。；：）)》〉”’"
DARK = 0.72  # of the paper's brightness: darker is ink
MOST_SKEW = 3.0  # degrees
SURE = 0.97  # a character less sure than this is looked at again


def read_page(picture: PIL.Image.Image, number: int, points: float | None) -> Page:
    """Recognise a page; ``points`` is the width of the picture, where it is known."""
    image = np.asarray(picture.convert("RGB"))[:, :, ::-1]
    paper = _paper(points, image.shape[1] / image.shape[0])
    image = _at_usual_size(image)
    scale = paper / image.shape[1]
    page = _straight(_upright(image))
    ink = _ink(page.max(axis=2))
    rules = list(find_rules(ink, scale))
    boxes = [box for table in cell_boxes(rules) if len(table) > 1 for box in table]
    plain = without(page.max(axis=2), rules, scale)
    sheet = Sheet(page, plain, _ink(plain), scale)
    glyphs = [g for tile in _tiles(ink) for g in _glyphs(sheet, tile)]
    width, height = page.shape[1] * scale, page.shape[0] * scale
    return Page(number, width, height, read_again(sheet, glyphs, boxes), rules, 1, recognised=True)


def _paper(points: float | None, shape: float) -> float:
    """The width of the paper in points. Many programs make a picture into a page of a point for each of its pixels."""
    if points is not None and PAPER[0] <= points <= PAPER[1]:
        return points
    return PORTRAIT * max(1.0, shape)


def _at_usual_size(image: Image) -> Image:
    short = min(image.shape[:2])
    zoom = LEAST_WIDTH / short if short < LEAST_WIDTH else min(1.0, MOST_WIDTH / short)
    if zoom == 1:
        return image
    how = cv2.INTER_CUBIC if zoom > 1 else cv2.INTER_AREA
    return cv2.resize(image, None, fx=zoom, fy=zoom, interpolation=how)


def _upright(image: Image) -> Image:
    """Turn a page so that its lines of text run from left to right."""
    zoom = min(1.0, GLANCE / max(image.shape[:2]))
    glance = cv2.resize(image, None, fx=zoom, fy=zoom, interpolation=cv2.INTER_AREA)
    lines = _longest(engine.lines(glance))
    if sum(map(_is_tall, lines)) > len(lines) / 2:
        image, glance = (cv2.rotate(i, cv2.ROTATE_90_CLOCKWISE) for i in (image, glance))
        lines = _longest(engine.lines(glance))
    cutouts = [
        image[int(top / zoom) : int(bottom / zoom) + 1, int(x0 / zoom) : int(x1 / zoom) + 1]
        for x0, top, x1, bottom in lines
    ]
    return cv2.rotate(image, cv2.ROTATE_180) if cutouts and engine.upside_down(cutouts) else image


def _longest(lines: list[Box]) -> list[Box]:
    """The lines that tell best which way they run: a single digit is as high as it is wide."""
    return sorted(lines, key=lambda box: min(box[0] - box[2], box[1] - box[3]))[:LONGEST]


def _is_tall(box: Box) -> bool:
    return box[3] - box[1] > box[2] - box[0]


def _straight(image: Image) -> Image:
    """Turn a page by the few degrees at which its lines stand out most."""
    zoom = 800 / min(image.shape[:2])
    small = cv2.resize(image, None, fx=zoom, fy=zoom, interpolation=cv2.INTER_AREA)[: 800 * 2]
    ink = (255 * _ink(small.max(axis=2))).astype(np.uint8)
    angle = 0.0
    for reach, step in ((MOST_SKEW, 0.5), (0.5, 0.1), (0.1, 0.02)):
        angles = angle + np.arange(-reach, reach + step / 2, step)
        angle = float(max(angles, key=lambda a: _sharpness(ink, float(a))))
    if abs(angle) < 0.03:
        return image
    return _turned(image, angle, (255, 255, 255))


def _sharpness(ink: Grey, angle: float) -> float:
    rows = _turned(ink, angle, (0,)).sum(axis=1, dtype=np.float64)
    return float(((rows[1:] - rows[:-1]) ** 2).sum())


def _turned(image: Grey, angle: float, background: Sequence[int]) -> Grey:
    height, width = image.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    return cv2.warpAffine(image, matrix, (width, height), flags=cv2.INTER_CUBIC, borderValue=background)


def _ink(bright: Grey) -> Mask:
    """Where a page is darker than its paper, shadows at its edges allowed for."""
    soft = cv2.GaussianBlur(bright, (3, 3), 0)
    small = cv2.resize(soft, None, fx=0.125, fy=0.125, interpolation=cv2.INTER_AREA)
    paper = cv2.resize(cv2.medianBlur(cv2.dilate(small, np.ones((5, 5), np.uint8)), 21), bright.shape[::-1])
    return soft < DARK * paper


def _tiles(ink: Mask) -> Iterator[tuple[int, int]]:
    """Cut a long page where there is the least ink: the engine shrinks what is long."""
    height, width = ink.shape
    top = 0
    while height - top > 1.3 * TILE * width:
        low, high = top + int(0.7 * TILE * width), top + int(TILE * width)
        rows = ink[low:high].sum(axis=1)
        cut = low + int(np.flatnonzero(rows == rows.min())[-1])
        yield top, cut
        top = cut
    yield top, height


def _glyphs(sheet: Sheet, tile: tuple[int, int]) -> Iterator[Glyph]:
    above, scale = tile[0], sheet.scale
    for line in engine.text(sheet.colours[slice(*tile)]):
        for c in _fitted(sheet.ink[slice(*tile)], line):
            kind = Glyph if c.sure >= SURE else Unsure
            yield kind(
                c.text, c.x0 * scale, (above + c.top) * scale, c.x1 * scale, (above + c.bottom) * scale
            )


def _fitted(ink: Mask, line: Sequence[Character]) -> Iterator[Character]:
    """The characters of a line, as high as its ink and as wide as their places; those below each other as they are."""
    if max(c.top for c in line) >= min(c.bottom for c in line):
        yield from line
        return
    top, bottom = _height(ink, line)
    for c, (x0, x1) in zip(line, _widths(line), strict=True):
        yield replace(c, x0=x0, top=top, x1=x1, bottom=bottom)


def _widths(line: Sequence[Character]) -> Iterator[tuple[float, float]]:
    """From where to where each character of a line reaches: of a mark's place half is white, and part of it."""
    for before, c, after in zip((None, *line), line, (*line[1:], None), strict=False):
        x0, x1 = c.x0, c.x1
        if before is not None and c.text in OPENING and 0 < x0 - before.x1 < c.bottom - c.top:
            x0 = before.x1
        if after is not None and c.text in CLOSING and 0 < after.x0 - x1 < c.bottom - c.top:
            x1 = after.x0
        yield x0, x1


def _height(ink: Mask, line: Sequence[Character]) -> tuple[int, int]:
    """From where to where a line's ink reaches: the engine's frames reach into the lines above and below."""
    x0, x1 = round(min(c.x0 for c in line)), round(max(c.x1 for c in line))
    top, bottom = round(min(c.top for c in line)), round(max(c.bottom for c in line))
    rows: Mask = np.asarray(ink[max(0, top) : bottom, max(0, x0) : x1].any(axis=1))
    if not rows.any():
        return top, bottom
    blank = np.flatnonzero(~rows)
    core = CORE * len(rows)
    over, under = blank[blank < core], blank[blank >= len(rows) - core]
    return max(0, top) + int(max(over, default=-1)) + 1, max(0, top) + int(min(under, default=len(rows)))
