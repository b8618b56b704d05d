"""Characters on a page -> words and lines."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import NamedTuple

SPACE = 0.6  # of a character's size: a wider gap is a space
WORD_GAP = 0.95  # a wider one parts two columns
CELL_GAP = 0.35  # a wider one parts two cells of a table, where no blank was typed
BESIDE = 0.1  # of a line's height: what two lines beside each other have at least in common
NOTE_GAP = 0.1  # a wider one parts a figure's note in brackets from the figure beside it


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


class Unsure(Glyph):
    """A character recognised in a picture, and not surely."""

    __slots__ = ()


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

    def is_beside(self, other: Line) -> bool:
        """Say whether another line stands beside this one, a little higher or lower."""
        common = min(self.bottom, other.bottom) - max(self.top, other.top)
        apart = self.x1 < other.x0 or other.x1 < self.x0
        return apart and common > BESIDE * self.size


def in_order(glyphs: Iterable[Glyph]) -> list[Glyph]:
    """Glyphs by the height of their middle, then from the left."""
    return sorted(glyphs, key=lambda g: (g[2] + g[4], g[1]))


def text_lines(glyphs: Iterable[Glyph], word_gap: float = WORD_GAP) -> list[Line]:
    """Group glyphs that are ``in_order`` into lines, left to right; a gap wider than ``word_gap`` sizes parts words.

    Glyphs of one line overlap in height, though a comma from another font may sit higher or lower.
    """
    lines: list[list[Glyph]] = []
    top = bottom = height = 0.0  # of the line that is being filled
    for glyph in glyphs:
        _, _, above, _, below = glyph
        size = below - above if below - above > 1.0 else 1.0
        overlap = (below if below < bottom else bottom) - (above if above > top else top)
        if lines and (overlap > 0.55 * (size if size < height else height) or _is_mark_of(lines[-1], glyph)):
            lines[-1].append(glyph)
            continue
        lines.append([glyph])
        top, bottom, height = above, below, below - above
    return [_line(sorted(line, key=_left), word_gap) for line in lines]


_MARKS = "，。、；：！？"


def _is_mark_of(line: Sequence[Glyph], glyph: Glyph) -> bool:
    """Say whether a mark stands within the height of a line, though lower than the font of its first characters."""
    return glyph[0] in _MARKS and glyph[4] <= max(g[4] for g in line) and glyph[2] >= min(g[2] for g in line)


_left = itemgetter(1)


def _line(glyphs: Sequence[Glyph], word_gap: float) -> Line:
    if len(glyphs) == 1:  # as most figures in cells
        character, x0, top, x1, bottom = glyphs[0]
        return Line((Word(character.strip(), x0, top, x1, bottom),), glyphs[0].size, top, bottom)
    size = _usual_size(glyphs)
    space, gap, note = SPACE * size, word_gap * size, NOTE_GAP * size
    typed = word_gap < WORD_GAP  # a blank that was typed parts nothing
    words: list[Word] = []
    run: list[Glyph] = []
    text = ""
    right = end = glyphs[0][1]  # of the ink so far, and of the word with its blanks
    for glyph in glyphs:
        character, x0, _, x1, _ = glyph
        if character == " ":
            text = text if text[-1:] == " " else text + " "
            right = x1 if typed and x1 > right else right
        else:
            white = x0 - right
            if (
                run
                and white > note
                and (white > gap or (typed and text[-1] in ")）" and character.isdigit()))
            ):
                words.append(_word(run, text))
                run, text, end = [], "", x0
            elif x0 - end > space and text and text[-1] != " ":
                text += " "
            text += character
            right = x1 if x1 > right else right
        run.append(glyph)
        end = x1 if x1 > end else end
    words.append(_word(run, text))
    words = [w for w in words if w[0]] or words[:1]
    return Line(tuple(words), size, min([w[2] for w in words]), max([w[4] for w in words]))


def _word(glyphs: Sequence[Glyph], text: str) -> Word:
    ink = ([g for g in glyphs if g[0] != " "] or glyphs) if " " in text else glyphs
    _, lefts, tops, rights, bottoms = zip(*ink, strict=True)
    return Word(text.strip(), lefts[0], min(tops), max(rights), max(bottoms))


def _usual_size(glyphs: Sequence[Glyph]) -> float:
    sizes = sorted([bottom - top for _, _, top, _, bottom in glyphs])
    half = len(sizes) // 2
    return (
        max(sizes[half], 1.0) if len(sizes) % 2 else (max(sizes[half - 1], 1.0) + max(sizes[half], 1.0)) / 2
    )
