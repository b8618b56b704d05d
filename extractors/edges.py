"""Columns out of the edges of cells: rows of one table are not drawn to a hair, and programs round."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterable, Sequence

_SAME = (60, 200)  # twips: edges nearer than a millimetre are one; further apart than 3.5 they are two


def columns(cells: Iterable[tuple[int, int]]) -> list[int]:
    """Where each column begins, from the left and right edges of all cells: edges much nearer than any cell is
    wide are one.
    """
    sides = list(cells)
    narrowest = min((right - left for left, right in sides if right > left), default=0)
    near = min(max(narrowest // 4, _SAME[0]), _SAME[1])
    starts: list[int] = []
    for edge in sorted({edge for pair in sides for edge in pair}):
        if not starts or edge - starts[-1] > near:
            starts.append(edge)
    return starts


def column(starts: Sequence[int], edge: int) -> int:
    """The column that begins at an edge."""
    return bisect(starts, edge) - 1
