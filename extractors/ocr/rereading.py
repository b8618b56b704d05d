"""A second look at a scanned table's cells, where the first may have missed something.

A cell is cut out and read once more where there is ink and no character, ink beside the characters, a coloured
stamp over them, or a character that is not sure. Where both readings agree the cell is sure; where they do not,
the second is taken and is not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.content import Box
from extractors.ink.lattice import outline
from extractors.ink.lines import Glyph, Unsure
from extractors.numbers import looks_like_value
from extractors.ocr import engine
from extractors.ocr.engine import Grey, Guess, Image

SURE = 0.97  # a lone second reading less sure than this is doubted
COLOURED = 70  # by how much a stamp's colours differ, of 255
STAMPED = 0.01  # share of a cell's area
INSET = 0.8  # points: what belongs to the cell's own rules
DUST = 2.0  # points: ink neither so high nor so wide is none
BESIDE = 2.5  # points of ink beside the characters that another character might be
NEAR = 2.0  # points from a cell's side: the engine may have read on into the next cell
MARGIN = 0.3  # of a line's height: the paper around a cut-out
APART = 0.2  # of its height: a piece of ink no farther below a line is in it
MOST_LINES = 3  # of a figure that was wrapped
HIGHEST = 30.0  # points: higher ink is more than one line
FLAT = 2.2  # points high
DASH, SLASH = "—", "/"
LEANING = 0.33  # of its height a slash is wide at least
STRAIGHT = 0.9  # correlation of how high and how far right its ink is
MANY = 3  # characters: fewer may be one that was torn
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
_CHINESE = re.compile("[\u4e00-\u9fff]")
_WIDE_DIGITS = re.compile(r"\d(?: \d)+")
UNREAD = "\ufffd"  # stands for ink that nobody could read


@dataclass(frozen=True)
class Sheet:
    """A page's picture, upright and straight; ``scale`` is points a pixel."""

    colours: Image
    plain: Grey  # its brightest channel, which coloured stamps do not darken, without rules
    ink: NDArray[np.bool_]
    scale: float


@dataclass(frozen=True, slots=True)
class _Look:
    """A line of a cell worth a second look: the cell, where the line's ink is, and what was read there first."""

    cell: Box
    ink: Box
    first: tuple[Glyph, ...]

    @property
    def is_dash(self) -> bool:
        """Say whether its ink is a flat stroke, as no digit is."""
        x0, top, x1, bottom = self.ink
        return bottom - top < FLAT and x1 - x0 > 2 * (bottom - top)


def read_again(sheet: Sheet, glyphs: Sequence[Glyph], cells: Sequence[Box]) -> list[Glyph]:
    """Return the page's characters, those of doubtful cells replaced by the second reading."""
    owners: dict[int, list[Glyph]] = {}
    for glyph in glyphs:
        if (i := _cell_of(glyph, cells)) is not None:
            owners.setdefault(i, []).append(glyph)
    shapes = {id(own[0]): _as_figure(own[0]) for own in owners.values() if len(own) == 1}
    glyphs = [shapes.get(id(glyph), glyph) for glyph in glyphs]
    owners = {i: [shapes.get(id(glyph), glyph) for glyph in own] for i, own in owners.items()}
    looks = [look for i, box in enumerate(cells) for look in _looks(sheet, box, owners.get(i, ()))]
    read = {id(glyph) for look in looks for glyph in look.first}
    slashes = [look for look in looks if len(look.first) < MANY and _is_slash(sheet, look.ink)]
    doubtful = [look for look in looks if not look.is_dash and look not in slashes]
    guesses = engine.guesses([_cutout(sheet, look) for look in doubtful])
    return [
        *(glyph for glyph in glyphs if id(glyph) not in read),
        *(Glyph(DASH, *look.ink) for look in looks if look.is_dash),
        *((Glyph if _text(look) == SLASH else Unsure)(SLASH, *look.ink) for look in slashes),
        *(g for look, guess in zip(doubtful, guesses, strict=True) for g in _settled(look, guess)),
    ]


def _text(look: _Look) -> str:
    return "".join(g.text for g in look.first)


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


def _looks(sheet: Sheet, cell: Box, glyphs: Sequence[Glyph]) -> Iterator[_Look]:
    """The lines of a cell that are worth a second look."""
    text = "".join(g.text for g in glyphs)
    is_value = looks_like_value(text)
    if len(_CHINESE.findall(text)) > 1 and not is_value:
        return  # a label: its official wording is known
    lines = _lines(_ink_in(sheet, cell))
    if len(lines) > MOST_LINES or any(bottom - top > HIGHEST for _, top, _, bottom in lines):
        return
    whole = not text or not is_value or _is_stamped(sheet, cell)
    whole = whole or (text in ("1", "7") and len(lines) == 1 and _is_slash(sheet, lines[0]))
    owners: dict[int, list[Glyph]] = {}
    for glyph in glyphs if lines else ():
        middle = (glyph.top + glyph.bottom) / 2
        nearest = min(range(len(lines)), key=lambda i: abs(lines[i][1] + lines[i][3] - 2 * middle))
        owners.setdefault(nearest, []).append(glyph)
    for i, ink in enumerate(lines):
        look = _Look(cell, ink, tuple(sorted(owners.get(i, ()), key=lambda g: g.x0)))
        if whole or _is_doubtful(look):
            yield look


def _is_doubtful(look: _Look) -> bool:
    """Say whether a character of a line is not sure, or there may be others: ink beside them, or at the cell's side."""
    if not look.first or any(isinstance(g, Unsure) for g in look.first):
        return True
    beside = max(min(g.x0 for g in look.first) - look.ink[0], look.ink[2] - max(g.x1 for g in look.first))
    return beside > BESIDE or min(look.ink[0] - look.cell[0], look.cell[2] - look.ink[2]) < NEAR


def _pixels(sheet: Sheet, box: Box, inset: float) -> tuple[slice, slice]:
    x0, top, x1, bottom = (round(v / sheet.scale) for v in box)
    by = round(inset / sheet.scale)
    return slice(max(0, top + by), max(0, bottom - by)), slice(max(0, x0 + by), max(0, x1 - by))


def _ink_in(sheet: Sheet, cell: Box) -> list[Box]:
    """What ink is inside a cell, piece by piece; what is left of its rules, and dust, are none."""
    rows, columns = _pixels(sheet, cell, INSET)
    mask = sheet.ink[rows, columns].astype(np.uint8)
    if not mask.size:
        return []
    left, above, scale = columns.start, rows.start, sheet.scale
    return [
        (
            float(left + x) * scale,
            float(above + y) * scale,
            float(left + x + w) * scale,
            float(above + y + h) * scale,
        )
        for x, y, w, h, _ in cv2.connectedComponentsWithStats(mask)[2][1:]
        if max(w, h) * scale >= DUST and not _is_side(mask, x, y, w, h, FLAT / scale)
    ]


def _lines(pieces: Iterable[Box]) -> list[Box]:
    """The lines that pieces of ink stand in: those beside each other."""
    lines: list[Box] = []
    for piece in sorted(pieces, key=lambda p: p[1]):
        if lines and piece[1] - lines[-1][3] < APART * (piece[3] - piece[1]):
            lines[-1] = outline([lines[-1], piece])
        else:
            lines.append(piece)
    return lines


def _is_side(mask: Grey, x: int, y: int, w: int, h: int, flat: float) -> bool:
    """Say whether ink runs along the cell's edge: what is left of a rule, or of a stamp that crosses it."""
    height, width = mask.shape
    above_or_below = min(y, height - y - h) < flat and h < flat
    return (
        above_or_below
        or (w > 0.8 * width and (y == 0 or y + h == height))
        or (h > 0.8 * height and (x == 0 or x + w == width))
    )


def _is_slash(sheet: Sheet, ink: Box) -> bool:
    """Say whether ink is one straight stroke that leans, as no digit is; the engine takes it for 1 or 7."""
    mask = sheet.ink[_pixels(sheet, ink, 0)]
    ys, xs = np.nonzero(mask)
    if mask.shape[1] < LEANING * mask.shape[0] or len(set(ys)) < 2:
        return False
    return float(np.corrcoef(xs, -ys)[0, 1]) > STRAIGHT


def _is_stamped(sheet: Sheet, cell: Box) -> bool:
    part = sheet.colours[_pixels(sheet, cell, INSET)]
    return bool(part.size) and float((np.ptp(part, axis=2) > COLOURED).mean()) > STAMPED


def _cutout(sheet: Sheet, look: _Look) -> Image:
    """A picture of the line with paper around it, as the engine cuts out its own; nothing from beside the cell."""
    x0, top, x1, bottom = look.ink
    margin = MARGIN * (bottom - top)
    rows, columns = _pixels(sheet, (x0 - margin, top - margin, x1 + margin, bottom + margin), 0)
    own_rows, own_columns = _pixels(sheet, look.cell, 0)
    height, width = rows.stop - rows.start, columns.stop - columns.start
    paper = np.full((height, width), np.median(sheet.plain[own_rows, own_columns]), np.uint8)
    inner = tuple(
        slice(max(a.start, b.start), min(a.stop, b.stop))
        for a, b in ((rows, own_rows), (columns, own_columns))
    )
    paper[
        inner[0].start - rows.start : inner[0].stop - rows.start,
        inner[1].start - columns.start : inner[1].stop - columns.start,
    ] = sheet.plain[inner]
    return np.repeat(paper[:, :, None], 3, axis=2)


def _settled(look: _Look, guess: Guess) -> list[Glyph]:
    """A line's characters after both readings: sure where these agree, or where only one saw anything, and that
    clearly.
    """
    x0, top, x1, bottom = look.ink
    first = _text(look)
    second = guess.text.translate(ALONE) if len(guess.text) == 1 else guess.text
    if _WIDE_DIGITS.fullmatch(second):
        second = second.replace(" ", "")
    sure = second == first or (not first and guess.sure >= SURE)
    kind = Glyph if second and sure else Unsure
    text = second or UNREAD
    step = (x1 - x0) / len(text)
    return [kind(c, x0 + i * step, top, x0 + (i + 1) * step, bottom) for i, c in enumerate(text)]
