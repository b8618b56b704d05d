"""The heights at which rules across are drawn on a page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from extractors.ink.lattice import SNAP, Rule


@dataclass(frozen=True, slots=True)
class Level:
    """All horizontal rules at one height, as stretches of x."""

    y: float
    stretches: tuple[tuple[float, float], ...]
    drawn: bool = True

    @property
    def x0(self) -> float:
        return self.stretches[0][0]

    @property
    def x1(self) -> float:
        return self.stretches[-1][1]

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
    return [Level(y, joined(stretches)) for y, stretches in found]


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
