"""Which text a PDF draws and no reader takes for the page's: invisible, white on white, a watermark, a stamp's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from extractors.content import Box
from extractors.ink.drawing import IDENTITY

WHITE = 240  # of 255, in each of red, green and blue: nobody sees it on paper
PALE = 175
OPAQUE = 128  # of 255
LARGE = 24.0  # points: pale text of this height is a watermark
DARK = 80  # text whose colours are all darker than this is plain text
STAMP = (50.0, 250.0)  # points across
CURVES_OF_A_RING = 4

Colour = tuple[int, int, int, int]  # red, green, blue, opacity


class Drawn(NamedTuple):
    """A text or shape: its handle, its box (left, bottom, right, top) and its colour."""

    item: int
    box: Box
    colour: Colour


@dataclass(slots=True)
class Unseen:
    """Collects what is drawn in colours, and the text that is drawn invisibly."""

    invisible: set[int] = field(default_factory=set)
    texts: list[Drawn] = field(default_factory=list)
    shades: list[Drawn] = field(default_factory=list)  # filled shapes in drawing order, which text may lie on
    rings: list[Drawn] = field(default_factory=list)  # round shapes: stamps

    def items(self) -> set[int]:
        """The handles of the texts that are not to be read."""
        return self.invisible | {
            text.item
            for text in self.texts
            if self._is_white(text) or _is_watermark(text) or any(_is_in(text, ring) for ring in self.rings)
        }

    def _is_white(self, text: Drawn) -> bool:
        below = [shade for shade in self.shades if _holds(shade.box, text.box)]
        return is_white(text.colour) and not any(not is_white(shade.colour) for shade in below[-1:])


@lru_cache(maxsize=64)  # most texts of a file have the same colour
def is_plain(colour: Colour) -> bool:
    return max(colour[:3]) < DARK and colour[3] >= OPAQUE


def is_white(colour: Colour) -> bool:
    return min(colour[:3]) >= WHITE or colour[3] == 0


def is_ring(box: Box) -> bool:
    """Say whether a shape drawn in curves is as round and as large as a stamp."""
    width, height = box[2] - box[0], box[3] - box[1]
    return all(STAMP[0] < side < STAMP[1] for side in (width, height)) and 0.6 < width / height < 1.7


def _is_watermark(text: Drawn) -> bool:
    pale = min(text.colour[:3]) >= PALE or text.colour[3] < OPAQUE
    return pale and text.box[3] - text.box[1] >= LARGE


def _is_in(text: Drawn, ring: Drawn) -> bool:
    """Say whether a text is a stamp's: inside of its ring, and of its colour."""
    alike = max(abs(a - b) for a, b in zip(text.colour[:3], ring.colour[:3], strict=True)) < 40
    return alike and _holds(ring.box, text.box)


def _holds(outer: Box, inner: Box) -> bool:
    x, y = (inner[0] + inner[2]) / 2, (inner[1] + inner[3]) / 2
    return outer[0] <= x <= outer[2] and outer[1] <= y <= outer[3]


def corners(box: Box, matrix: Sequence[float]) -> Box:
    """The box around a box that a matrix has turned."""
    if matrix == IDENTITY:
        return box
    a, b, c, d, e, f = matrix
    points = [(a * x + c * y + e, b * x + d * y + f) for x in (box[0], box[2]) for y in (box[1], box[3])]
    xs, ys = zip(*points, strict=True)
    return min(xs), min(ys), max(xs), max(ys)
