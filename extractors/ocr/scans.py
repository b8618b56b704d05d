"""Pictures of pages -> characters and rules, as a page of any other format has them.

A page is turned upright and straight first. Rules are known by their shape, characters come from the engine. A
cell with ink in which it saw nothing, or less than there is, or that a coloured stamp covers, is cut out and
read once more; where both readings differ, or neither sees anything, the cell is not sure.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import cv2
import numpy as np
import PIL.Image
from numpy.typing import NDArray

from extractors.content import Box
from extractors.ink.lattice import Rule, cell_boxes
from extractors.ink.layout import Page
from extractors.ink.lines import Glyph, Unsure
from extractors.ocr import engine
from extractors.ocr.engine import Grey, Image
from extractors.ocr.rereading import Sheet, read_again

Mask = NDArray[np.bool_]

PORTRAIT = 595.0  # points: the width of an A4 page, taken for pictures that have no size of their own
LEAST_WIDTH, MOST_WIDTH = 1200, 2100  # pixels across an upright A4 page: about 150 to 250 dpi
TILE = 1.5  # widths: a longer picture is recognised piece by piece
GLANCE = 960  # pixels: enough to see which way lines of text run
LONGEST = 12  # lines looked at for that
SOFT = 0.5  # of the paper's brightness: darker is no edge of a rule
DARK = 0.72  # of the paper's brightness: darker is ink
MOST_SKEW = 3.0  # degrees
SURE = 0.97  # a character less sure than this is looked at again
RULE_ACROSS, RULE_DOWN = (
    24.0,
    11.0,
)  # points: shorter strokes may be parts of characters, or of figures side by side
SMALLEST_TABLE = (80.0, 14.0)  # points: strokes of large characters make smaller frames


def read_page(picture: PIL.Image.Image, number: int, points: float | None) -> Page:
    """Recognise a page; ``points`` is the width of the picture, where it is known."""
    image = np.asarray(picture.convert("RGB"))[:, :, ::-1]
    paper = points or PORTRAIT * max(1.0, image.shape[1] / image.shape[0])
    image = _at_usual_size(image)
    scale = paper / image.shape[1]
    page = _straight(_upright(image))
    ink = _ink(page.max(axis=2))
    rules, drawn = _rules(ink, scale)
    glyphs = [g for tile in _tiles(ink) for g in _glyphs(page, tile, scale)]
    boxes = [box for table in cell_boxes(rules) if len(table) > 1 for box in table]
    drawn = _with_soft_edges(drawn, page.max(axis=2))
    plain = _without(page, drawn)
    # A coloured stamp is as bright as the paper in one channel at least.
    sheet = Sheet(plain, plain.max(axis=2), ink & ~drawn, scale)
    width, height = page.shape[1] * scale, page.shape[0] * scale
    return Page(number, width, height, read_again(sheet, glyphs, boxes), rules, 1, recognised=True)


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


def _rules(ink: Mask, scale: float) -> tuple[list[Rule], Mask]:
    """The rules of the page's tables, and where they are drawn."""
    mask = ink.astype(np.uint8)
    across = _strokes(mask, int(RULE_ACROSS / scale), down=False)
    down = _strokes(mask, int(RULE_DOWN / scale), down=True)
    frames, labels = _frames(across, down, scale)
    rules: list[Rule] = []
    drawn = np.zeros_like(mask)
    for strokes in (across, down):
        for x, y, w, h, _ in cv2.connectedComponentsWithStats(strokes)[2][1:]:
            if labels[y + h // 2, x + w // 2] in frames or labels[y : y + h, x : x + w].max() in frames:
                rules.append(Rule(x * scale, y * scale, (x + w) * scale, (y + h) * scale))
                drawn[y : y + h, x : x + w] |= strokes[y : y + h, x : x + w]
    return rules, drawn.astype(np.bool_)


def _with_soft_edges(drawn: Mask, bright: Grey) -> Mask:
    """The rules with the grey beside them; what is dark there is of a figure that touches them."""
    beside = cv2.dilate(drawn.astype(np.uint8), np.ones((3, 3), np.uint8)).astype(np.bool_)
    soft: Mask = bright > SOFT * np.median(bright[::16, ::16])
    return drawn | (beside & soft)


def _without(page: Image, drawn: Mask) -> Image:
    """The page with its rules painted over: a figure that touches one is taken for another letter, or for none."""
    plain = page.copy()
    plain[drawn] = np.median(page[::16, ::16].reshape(-1, 3), axis=0)
    return plain


def _strokes(mask: Grey, length: int, down: bool) -> Grey:
    """The straight strokes at least so many pixels long, small gaps closed."""
    gap = max(3, length // 16)
    closing, opening = ((1, gap), (1, length)) if not down else ((gap, 1), (length, 1))
    closed = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones(closing, np.uint8))
    return cv2.morphologyEx(closed, cv2.MORPH_OPEN, np.ones(opening, np.uint8))


def _frames(across: Grey, down: Grey, scale: float) -> tuple[set[int], Grey]:
    """The numbers of the connected strokes that are a table's, and the map of all of them.

    A table is so large, and some rule runs over half of its width at least: strokes of bold words next to each other
    touch too.
    """
    joined = cv2.dilate(np.maximum(across, down), np.ones((5, 5), np.uint8))
    _, labels, stats, _ = cv2.connectedComponentsWithStats(joined)
    longest: dict[int, int] = {}
    for x, y, w, h, _ in cv2.connectedComponentsWithStats(across)[2][1:]:
        label = int(labels[y : y + h, x : x + w].max())
        longest[label] = max(longest.get(label, 0), w)
    width, height = SMALLEST_TABLE[0] / scale, SMALLEST_TABLE[1] / scale
    return {
        i
        for i, (_, _, w, h, _) in enumerate(stats)
        if i and w >= width and h >= height and 2 * longest.get(i, 0) >= w
    }, labels


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


def _glyphs(page: Image, tile: tuple[int, int], scale: float) -> Iterator[Glyph]:
    top, bottom = tile
    for c in engine.characters(page[top:bottom]):
        kind = Glyph if c.sure >= SURE else Unsure
        yield kind(c.text, c.x0 * scale, (c.top + top) * scale, c.x1 * scale, (c.bottom + top) * scale)
