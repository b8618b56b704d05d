"""Where one table of a page ends and the next begins: at white, or where two touch, where all columns change."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any

SAME_SIDE = 1.0  # points by which the sides of one column may differ
MANY = 5  # sides within a row, but for its outer ones
IN_COMMON = 0.25  # of them: two tables may have that many above each other by chance

_Edge = dict[str, Any]


def parted(edges: Iterable[_Edge], near: float) -> Iterator[list[_Edge]]:
    """Part a page's edges by tables: rules of one table that are ``near`` are one rule, but those of the table above
    have nothing to do with them.
    """
    for band in _bands(edges, near):
        yield from _apart(band, near)


def _bands(edges: Iterable[_Edge], near: float) -> Iterator[list[_Edge]]:
    """Part edges where nothing but white lies between them."""
    band: list[_Edge] = []
    bottom = 0.0
    for edge in sorted(edges, key=lambda e: float(e["top"])):
        if band and edge["top"] > bottom + near:
            yield band
            band = []
        bottom = max(bottom, edge["bottom"]) if band else edge["bottom"]
        band.append(edge)
    if band:
        yield band


def _apart(edges: list[_Edge], near: float) -> Iterator[list[_Edge]]:
    """Part tables that touch: a row of many cells stands on another of many, and hardly any side on another."""
    cuts = list(_cuts([e for e in edges if e["orientation"] == "v"], near))
    if not cuts:
        yield edges
        return
    for start, end in pairwise([float("-inf"), *cuts, float("inf")]):
        yield [e for e in edges if start - near < (e["top"] + e["bottom"]) / 2 < end + near]


def _cuts(upright: list[_Edge], near: float) -> Iterator[float]:
    heights: list[float] = []
    above: list[set[float]] = []  # sides of cells that end at a height
    below: list[set[float]] = []
    for y in sorted({y for e in upright for y in (e["top"], e["bottom"])}):
        if not heights or y - heights[-1] > near:
            heights.append(y)
            above.append(set())
            below.append(set())
    crossing = [0] * len(heights)  # how many sides go on there
    for edge in upright:
        first, last = (bisect_left(heights, edge[end] + SAME_SIDE / 100) - 1 for end in ("top", "bottom"))
        below[first].add(edge["x0"])
        above[last].add(edge["x0"])
        for height in range(first + 1, last):
            crossing[height] += 1
    for y, upper, lower, across in zip(heights, above, below, crossing, strict=True):
        if across <= 2 and _are_foreign(upper, lower):  # but for the outer ones
            yield y


def _are_foreign(upper: set[float], lower: set[float]) -> bool:
    """Say whether rows have their outer sides in common and hardly any other."""
    sides = _distinct(upper), _distinct(lower)
    fewest = min(map(len, sides)) - 2
    if fewest < MANY or any(abs(sides[0][end] - sides[1][end]) > SAME_SIDE for end in (0, -1)):
        return False
    common = sum(any(abs(x - other) <= SAME_SIDE for other in lower) for x in sides[0][1:-1])
    return common <= IN_COMMON * fewest


def _distinct(sides: set[float]) -> list[float]:
    found: list[float] = []
    for x in sorted(sides):
        if not found or x - found[-1] > SAME_SIDE:
            found.append(x)
    return found
