"""A second look at a scanned table's cells, where the first may have missed something.

A cell is cut out and read once more where there is ink and no character, ink beside the characters, a coloured
stamp over them, or a character that is not sure. Where both readings agree the cell is sure; where they do not,
the second is taken and is not.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.content import Box
from extractors.ink.lines import Glyph, Unsure
from extractors.numbers import looks_like_value
from extractors.ocr import engine
from extractors.ocr.engine import Grey, Guess, Image

SURE = 0.97  # a lone second reading less sure than this is doubted
COLOURED = 70  # by how much a stamp's colours differ, of 255
STAMPED = 0.01  # share of a cell's area
INSET = 1.5  # points: what belongs to the cell's own rules
DUST = 2.0  # points: ink neither so high nor so wide is none
BESIDE = 2.5  # points of ink beside the characters that another character might be
MARGIN = 3.0  # points of paper around a cut-out
HIGHEST = 30.0  # points: higher ink is more than one line
FLAT = 2.2  # points high
DASH = "—"
# What shapes are that stand alone in a cell: the engine, which reads words, takes them for others that look alike.
ALONE = str.maketrans(
    {
        "一": DASH,
        **dict.fromkeys("。oO○〇DQ", "0"),
        **dict.fromkeys("Il|丨", "1"),
        "B": "8",
        "S": "5",
        "Z": "2",
    }
)
UNREAD = "\ufffd"  # stands for ink that nobody could read


@dataclass(frozen=True)
class Sheet:
    """A page's picture, upright and straight; ``scale`` is points a pixel."""

    colours: Image
    bright: Grey  # the brightest channel: without coloured stamps
    ink: NDArray[np.bool_]
    scale: float


@dataclass(frozen=True, slots=True)
class _Look:
    """A cell worth a second look: where its ink is, and what was read there first."""

    ink: Box
    first: tuple[Glyph, ...]


def read_again(sheet: Sheet, glyphs: Sequence[Glyph], cells: Sequence[Box]) -> list[Glyph]:
    """Return the page's characters, those of doubtful cells replaced by the second reading."""
    owners: dict[int, list[Glyph]] = {}
    for glyph in glyphs:
        if (i := _cell_of(glyph, cells)) is not None:
            owners.setdefault(i, []).append(glyph)
    shapes = {id(own[0]): _as_figure(own[0]) for own in owners.values() if len(own) == 1}
    glyphs = [shapes.get(id(glyph), glyph) for glyph in glyphs]
    owners = {i: [shapes.get(id(glyph), glyph) for glyph in own] for i, own in owners.items()}
    looks = [
        look
        for i, box in enumerate(cells)
        if (look := _look(sheet, box, tuple(owners.get(i, ())))) is not None
    ]
    kept = {id(g): g for g in glyphs}
    for look in looks:
        for glyph in look.first:
            del kept[id(glyph)]
    guesses = engine.guesses([_cutout(sheet, look.ink) for look in looks])
    return [
        *kept.values(),
        *(g for look, guess in zip(looks, guesses, strict=True) for g in _settled(look, guess)),
    ]


def _as_figure(glyph: Glyph) -> Glyph:
    """What a character that stands alone in a cell is; a digit that was read as a letter is not sure."""
    text = glyph.text.translate(ALONE)
    if text == glyph.text:
        return glyph
    return (Unsure if text.isdigit() else type(glyph))(text, *glyph[1:])


def _cell_of(glyph: Glyph, cells: Sequence[Box]) -> int | None:
    x, y = (glyph.x0 + glyph.x1) / 2, (glyph.top + glyph.bottom) / 2
    return next(
        (i for i, (x0, top, x1, bottom) in enumerate(cells) if x0 <= x <= x1 and top <= y <= bottom), None
    )


def _look(sheet: Sheet, box: Box, first: tuple[Glyph, ...]) -> _Look | None:
    text = "".join(g.text for g in sorted(first, key=lambda g: g.x0))
    if text and not looks_like_value(text):
        return None  # a label: its official wording is known
    ink = _ink_box(sheet, box)
    if ink is None or ink[3] - ink[1] > HIGHEST:
        return None
    if not text or _is_stamped(sheet, box) or any(isinstance(g, Unsure) for g in first):
        return _Look(ink, first)
    beside = max(min(g.x0 for g in first) - ink[0], ink[2] - max(g.x1 for g in first))
    return _Look(ink, first) if beside > BESIDE else None


def _pixels(sheet: Sheet, box: Box, inset: float) -> tuple[slice, slice]:
    x0, top, x1, bottom = (round(v / sheet.scale) for v in box)
    by = round(inset / sheet.scale)
    return slice(max(0, top + by), max(0, bottom - by)), slice(max(0, x0 + by), max(0, x1 - by))


def _ink_box(sheet: Sheet, cell: Box) -> Box | None:
    """Around the ink inside a cell, its rules and dust left out; None where there is none."""
    rows, columns = _pixels(sheet, cell, INSET)
    mask = sheet.ink[rows, columns].astype(np.uint8)
    if not mask.size:
        return None
    _, _, stats, _ = cv2.connectedComponentsWithStats(mask)
    least = DUST / sheet.scale
    parts = [
        (x, y, x + w, y + h)
        for x, y, w, h, _ in stats[1:]
        if max(w, h) >= least and not _is_side(mask, x, y, w, h)
    ]
    if not parts:
        return None
    x0, top, x1, bottom = (f(p) for f, p in zip((min, min, max, max), zip(*parts, strict=True), strict=True))
    left, above = columns.start, rows.start
    return tuple(float(v) * sheet.scale for v in (x0 + left, top + above, x1 + left, bottom + above))  # type: ignore[return-value]


def _is_side(mask: Grey, x: int, y: int, w: int, h: int) -> bool:
    """Say whether ink runs along the cell's edge: what is left of a rule."""
    height, width = mask.shape
    return (w > 0.8 * width and (y == 0 or y + h == height)) or (
        h > 0.8 * height and (x == 0 or x + w == width)
    )


def _is_stamped(sheet: Sheet, cell: Box) -> bool:
    part = sheet.colours[_pixels(sheet, cell, INSET)]
    return bool(part.size) and float((np.ptp(part, axis=2) > COLOURED).mean()) > STAMPED


def _cutout(sheet: Sheet, ink: Box) -> Image:
    x0, top, x1, bottom = ink
    around = (x0 - MARGIN, top - MARGIN, x1 + MARGIN, bottom + MARGIN)
    return np.repeat(sheet.bright[_pixels(sheet, around, 0)][:, :, None], 3, axis=2)


def _settled(look: _Look, guess: Guess) -> list[Glyph]:
    """The cell's characters after both readings: sure where these agree, or where only one saw anything, and that
    clearly.
    """
    x0, top, x1, bottom = look.ink
    if bottom - top < FLAT and x1 - x0 > 2 * (bottom - top):
        return [Glyph(DASH, *look.ink)]  # no digit is flat
    first = "".join(g.text for g in sorted(look.first, key=lambda g: g.x0))
    second = guess.text.translate(ALONE) if len(guess.text) == 1 else guess.text
    if first and first == second:
        return [Glyph(*g) for g in look.first]
    kind = Glyph if second and not first and guess.sure >= SURE else Unsure
    text = second or UNREAD
    step = (x1 - x0) / len(text)
    return [kind(c, x0 + i * step, top, x0 + (i + 1) * step, bottom) for i, c in enumerate(text)]
