"""A table's rules in the picture of a page: found by their shape, and taken off it.

A figure that touches a rule is taken for another letter, or for none; so the rule goes and the figure stays. A rule
is what is the same all along it: what is darker than that is of a figure.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.ink.lattice import Rule
from extractors.ocr.engine import Grey

Mask = NDArray[np.bool_]

ACROSS, DOWN = 24.0, 11.0  # points: shorter strokes may be parts of characters, or of figures side by side
LONG = 60.0  # points: no figure is so wide; a longer stroke may have gaps, as dotted rules have
SOLID = 0.9  # of a shorter stroke's length is ink
SMALLEST_TABLE = (80.0, 14.0)  # points: strokes of large characters make smaller frames
BESIDE = 3  # pixels to each side of a rule that it may have greyed
STRETCH = 24.0  # points: a rule is held against so much of itself, which no figure covers by half
BLACK = 0.4  # of the paper's brightness: nothing shows in what is darker


def find_rules(ink: Mask, scale: float) -> Iterator[Rule]:
    """The rules of the page's tables."""
    mask = ink.astype(np.uint8)
    across = _strokes(mask, int(ACROSS / scale), down=False)
    down = _strokes(mask, int(DOWN / scale), down=True)
    frames, labels = _frames(across, down, scale)
    for strokes in (across, down):
        for x, y, w, h, _ in cv2.connectedComponentsWithStats(strokes)[2][1:]:
            part = slice(y, y + h), slice(x, x + w)
            framed = labels[y + h // 2, x + w // 2] in frames or labels[part].max() in frames
            if framed and (max(w, h) * scale > LONG or _is_solid(mask[part])):
                yield Rule(x * scale, y * scale, (x + w) * scale, (y + h) * scale)


def _is_solid(stroke: Grey) -> bool:
    """Say whether ink runs on all along a stroke: the feet of digits next to each other have gaps."""
    return float(stroke.any(axis=int(stroke.shape[0] > stroke.shape[1])).mean()) >= SOLID


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


def without(bright: Grey, rules: Iterable[Rule], scale: float) -> Grey:
    """The page without these rules; ``scale`` is points a pixel."""
    plain = bright.copy()
    for rule in rules:
        x0, top, x1, bottom = (round(v / scale) for v in rule)
        if rule.horizontal:
            strip = plain[max(0, top - BESIDE) : bottom + BESIDE, x0:x1].T
        else:
            strip = plain[top:bottom, max(0, x0 - BESIDE) : x1 + BESIDE]
        _erase(strip, round(STRETCH / scale))
    return plain


def _erase(strip: Grey, stretch: int) -> None:
    """Brighten a strip along a rule, in place, to what it would be without it."""
    starts = range(0, max(1, len(strip) - stretch // 2), stretch)
    for start in starts:
        part = strip[start : start + stretch if start != starts[-1] else len(strip)]
        usual = np.median(part, axis=0)
        paper = usual.max()
        cleared = np.minimum(part * (paper / np.maximum(usual, 1)), paper)
        cleared[:, usual < BLACK * paper] = paper
        part[:] = cleared.astype(np.uint8)
