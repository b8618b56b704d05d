"""The heights at which rules across are drawn on a page."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from extractors.ink.lattice import SNAP, Rule


@dataclass(frozen=True, slots=True)
class Level:
    """All horizontal rules at one height, as stretches of x; ``seams`` are where one ends and another begins."""

    y: float
    stretches: tuple[tuple[float, float], ...]
    drawn: bool = True
    seams: tuple[float, ...] = ()

    @property
    def x0(self) -> float:
        return self.stretches[0][0]

    @property
    def x1(self) -> float:
        return self.stretches[-1][1]

    @property
    def corners(self) -> tuple[float, ...]:
        """Where cells begin and end."""
        return (*self.seams, *(x for stretch in self.stretches for x in stretch))

    def has_corner(self, x: float) -> bool:
        return any(abs(x - corner) <= SNAP for corner in self.corners)

    def covers(self, x: float, slack: float = 0.0) -> bool:
        return any(start - slack <= x <= end + slack for start, end in self.stretches)


def levels(rules: Iterable[Rule]) -> list[Level]:
    """The heights at which horizontal rules are drawn."""
    found: list[tuple[float, list[tuple[float, float]]]] = []
    for rule in sorted((r for r in rules if r.horizontal), key=lambda r: r.top + r.bottom):
        y = (rule.top + rule.bottom) / 2
        if not found or y - found[-1][0] > SNAP:
            found.append((y, []))
        found[-1][1].append((rule.x0, rule.x1))
    return [Level(y, joined(stretches), seams=tuple(_seams(stretches))) for y, stretches in found]


MEETING = 1.0  # points: rules that meet are no further apart


def _seams(stretches: Iterable[tuple[float, float]]) -> Iterator[float]:
    begins = sorted({start for start, _ in stretches})
    last = float("-inf")
    for end in sorted({end for _, end in stretches}):
        at = bisect_left(begins, end - SNAP)
        if end > last + SNAP and at < len(begins) and begins[at] <= end + MEETING:
            yield end
            last = end


def joined(stretches: Iterable[tuple[float, float]]) -> tuple[tuple[float, float], ...]:
    found: list[tuple[float, float]] = []
    for start, end in sorted(stretches):
        if found and start <= found[-1][1] + SNAP:
            found[-1] = found[-1][0], max(end, found[-1][1])
        else:
            found.append((start, end))
    return tuple(found)


def joins(rule: Rule, above: Level, below: Level) -> bool:
    """Say whether a vertical rule runs from one level to another."""
    return rule.top <= above.y + SNAP and rule.bottom >= below.y - SNAP
