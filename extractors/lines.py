"""Characters on a page -> words and lines."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import NamedTuple

SPACE = 0.6  # of a character's size: a wider gap is a space
WORD_GAP = 0.95  # a wider one parts two columns
CELL_GAP = 0.35  # a wider one parts two cells of a table, where no blank was typed


class Glyph(NamedTuple):
    """One printed character; points from the page's top left corner. A page has thousands: tuples are light."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def size(self) -> float:
        return max(self.bottom - self.top, 1.0)


class Word(NamedTuple):
    """A run of text with a gap wider than a character on both sides."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def middle(self) -> float:
        return (self.x0 + self.x1) / 2


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text: its words, left to right, and the usual size of its characters."""

    words: tuple[Word, ...]
    size: float
    top: float
    bottom: float

    @property
    def text(self) -> str:
        return " ".join([w.text for w in self.words])

    @property
    def x0(self) -> float:
        return self.words[0].x0

    @property
    def x1(self) -> float:
        return self.words[-1].x1

    @property
    def centre(self) -> float:
        """How far down its middle is."""
        return (self.top + self.bottom) / 2


def text_lines(glyphs: Iterable[Glyph], word_gap: float = WORD_GAP) -> list[Line]:
    """Group glyphs into lines, top to bottom, left to right; a gap wider than ``word_gap`` sizes parts words.

    Glyphs of one line overlap in height, though a comma from another font may sit higher or lower.
    """
    lines: list[list[Glyph]] = []
    top = bottom = height = 0.0  # of the line that is being filled
    for glyph in sorted(glyphs, key=_middle):
        _, _, above, _, below = glyph
        size = below - above if below - above > 1.0 else 1.0
        overlap = (below if below < bottom else bottom) - (above if above > top else top)
        if lines and overlap > 0.55 * (size if size < height else height):
            lines[-1].append(glyph)
            continue
        lines.append([glyph])
        top, bottom, height = above, below, below - above
    return [_line(sorted(line, key=_left), word_gap) for line in lines]


def _middle(glyph: Glyph) -> tuple[float, float]:
    return glyph[2] + glyph[4], glyph[1]


_left = itemgetter(1)


def _line(glyphs: Sequence[Glyph], word_gap: float) -> Line:
    size = _usual_size(glyphs)
    gap = word_gap * size
    typed = word_gap < WORD_GAP  # a blank that was typed parts nothing
    runs: list[list[Glyph]] = []
    run: list[Glyph] = []
    right = glyphs[0][1]
    for glyph in glyphs:
        text, x0, _, x1, _ = glyph
        if text != " ":
            if x0 - right > gap and run:
                runs.append(run)
                run = []
            right = x1 if x1 > right else right
        elif typed:
            right = max(right, x1)
        run.append(glyph)
    parts = [_word(run, size) for run in (*runs, run)]
    words = [w for w in parts if w[0]] or parts[:1]
    return Line(tuple(words), size, min([w[2] for w in words]), max([w[4] for w in words]))


def _usual_size(glyphs: Sequence[Glyph]) -> float:
    sizes = sorted([bottom - top for _, _, top, _, bottom in glyphs])
    half = len(sizes) // 2
    return (
        max(sizes[half], 1.0) if len(sizes) % 2 else (max(sizes[half - 1], 1.0) + max(sizes[half], 1.0)) / 2
    )


def _word(glyphs: Sequence[Glyph], size: float) -> Word:
    gap = SPACE * size
    text = ""
    right = glyphs[0][1]
    for character, x0, _, x1, _ in glyphs:
        if character != " ":
            if x0 - right > gap and text and text[-1] != " ":
                text += " "
            text += character
        elif not text or text[-1] != " ":
            text += " "
        right = x1 if x1 > right else right
    if " " in text:
        glyphs = [g for g in glyphs if g[0] != " "] or glyphs
    _, lefts, tops, rights, bottoms = zip(*glyphs, strict=True)
    return Word(text.strip(), lefts[0], min(tops), max(rights), max(bottoms))
