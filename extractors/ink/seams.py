"""Columns whose rules are not drawn, told by the rules across: drawn cell by cell, they meet where columns do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from extractors.ink.lattice import SNAP, Rule, positions
from extractors.ink.levels import Level
from extractors.ink.lines import Line

INK = 1.0  # points: a word this far over a seam lies across it


def sides(levels: Sequence[Level], lines: Sequence[Line]) -> list[Rule]:
    """The sides of cells between rules across that both have a corner there; none where no rules meet."""
    if sum(bool(level.seams) for level in levels) < 2:
        return []
    inside = (min(level.x0 for level in levels) + SNAP, max(level.x1 for level in levels) - SNAP)
    corners = positions([x for level in levels for x in level.corners if inside[0] < x < inside[1]], SNAP)
    return [side for x in corners for side in _down(x, levels, lines)]


def _down(x: float, levels: Sequence[Level], lines: Sequence[Line]) -> Iterator[Rule]:
    reaching = [level for level in levels if level.covers(x, SNAP)]
    for above, below in pairwise(reaching):
        words = (w for line in lines if above.y < line.centre < below.y for w in line.words)
        if (
            above.has_corner(x)
            and below.has_corner(x)
            and not any(w.x0 + INK < x < w.x1 - INK for w in words)
        ):
            yield Rule(x, above.y, x, below.y)
