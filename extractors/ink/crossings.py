"""Crossings of rules -> cells: what pdfplumber's ``intersections_to_cells`` finds, in a tenth of its time; and
where a row's own rules are drawn.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice, pairwise
from statistics import fmean
from typing import Any

from extractors.content import Box

Point = tuple[float, float]
_Rules = dict[Point, frozenset[int]]  # the rules that pass through a point
_Along = Callable[[Point], Iterator[Point]]


def cells(crossings: Mapping[Point, Mapping[str, Sequence[Any]]]) -> Iterator[Box]:
    """From each crossing the smallest rectangle below and right of it whose four sides are drawn.

    ``crossings`` are pdfplumber's intersections: the vertical (``v``) and horizontal (``h``) edges at each point.
    """
    vertical: _Rules = {point: frozenset(map(id, edges["v"])) for point, edges in crossings.items()}
    horizontal: _Rules = {point: frozenset(map(id, edges["h"])) for point, edges in crossings.items()}
    points = sorted(crossings)
    below = _linked(points, vertical, axis=0)
    right = _linked(points, horizontal, axis=1)
    for point in points:
        corner = _opposite(point, below, right, vertical, horizontal)
        if corner is not None:
            yield (*point, *corner)


def _linked(points: Sequence[Point], rules: _Rules, axis: int) -> _Along:
    """What gives for each point those after it on the same line that a rule joins to it, the nearest first."""
    lines: dict[float, list[Point]] = {}
    places: dict[Point, int] = {}
    for point in points:
        line = lines.setdefault(point[axis], [])
        line.append(point)
        places[point] = len(line)

    def after(point: Point) -> Iterator[Point]:
        own = rules[point]
        for other in islice(lines[point[axis]], places[point], None):
            if own.isdisjoint(rules[other]):
                return  # a rule ends once
            yield other

    return after


def _opposite(
    point: Point, below: _Along, right: _Along, vertical: _Rules, horizontal: _Rules
) -> Point | None:
    for under in below(point):
        for beside in right(point):  # mostly the first
            corner = beside[0], under[1]
            if (
                corner in vertical
                and not vertical[corner].isdisjoint(vertical[beside])
                and not horizontal[corner].isdisjoint(horizontal[under])
            ):
                return corner
    return None


def nearest(positions: Sequence[float], value: float) -> int:
    """Which position is nearest."""
    after = bisect_left(positions, value)
    if after == len(positions) or (after and value - positions[after - 1] <= positions[after] - value):
        return after - 1
    return after


OFF = 1.0  # points: a rule this far from its column's side is drawn elsewhere


def sides_of_rows(
    xs: Sequence[float], ys: Sequence[float], upright: Sequence[tuple[float, float, float]], near: float
) -> dict[int, list[float]]:
    """The sides of the columns as they are drawn in each row where that is beside ``xs``.

    Where two tables touch, rules of both that are ``near`` became one side between them, and figures that stand
    right behind a rule would lie on the wrong side of it. ``upright`` are rules: x, top and bottom.
    """
    drawn = [(x, top, bottom, nearest(xs, x)) for x, top, bottom in upright]
    drawn = [rule for rule in drawn if abs(xs[rule[3]] - rule[0]) <= near]
    if all(abs(xs[side] - x) < OFF for x, _, _, side in drawn):
        return {}
    middles = [(top + bottom) / 2 for top, bottom in pairwise(ys)]
    found: dict[tuple[int, int], list[float]] = defaultdict(list)
    for x, top, bottom, side in drawn:
        for row in range(bisect_left(middles, top), bisect_left(middles, bottom)):
            found[row, side].append(x)
    return {row: [fmean(found.get((row, side), [x])) for side, x in enumerate(xs)] for row, _ in found}
