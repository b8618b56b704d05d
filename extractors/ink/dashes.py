"""Dashes, dots and shaded cells -> the rules they are meant to be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from extractors.content import Box
from extractors.ink.lattice import MIN_EDGE, Rule

LONGEST = 6.0  # points: anything longer is a rule by itself
GAP = 4.0  # points between two dashes
FEWEST = 3  # dashes make a line
FEWEST_CELLS = 4  # shaded make a table
CELL = (6.0, 300.0)  # points: how high a cell may be
OFF = 0.6  # points by which the marks of one line may stand off


def solid(rules: Sequence[Rule]) -> list[Rule]:
    """Join marks that follow each other; a dot may belong to a line across and to one down."""
    marks = [rule for rule in rules if _length(rule) < LONGEST]
    if len(marks) < FEWEST:
        return list(rules)
    whole = [rule for rule in rules if _length(rule) >= LONGEST]
    down = _strings(_turned(m) for m in marks if m.bottom - m.top > OFF * (m.x1 - m.x0))
    return [
        *whole,
        *_strings(m for m in marks if m.x1 - m.x0 > OFF * (m.bottom - m.top)),
        *map(_turned, down),
    ]


def _length(rule: Rule) -> float:
    return max(rule.x1 - rule.x0, rule.bottom - rule.top)


def _turned(rule: Rule) -> Rule:
    return Rule(rule.top, rule.x0, rule.bottom, rule.x1)


def _strings(marks: Iterable[Rule]) -> Iterator[Rule]:
    """Lines of marks that lie side by side."""
    line: list[Rule] = []
    for mark in sorted(marks, key=lambda m: m.top + m.bottom):
        if line and (mark.top + mark.bottom) / 2 - (line[-1].top + line[-1].bottom) / 2 > OFF:
            yield from _parted(line)
            line = []
        line.append(mark)
    yield from _parted(line)


def _parted(line: Sequence[Rule]) -> Iterator[Rule]:
    string: list[Rule] = []
    for mark in [*sorted(line), None]:
        if string and (mark is None or mark.x0 - max(m.x1 for m in string[-2:]) > GAP):
            if len(string) >= FEWEST:
                yield Rule(
                    string[0].x0,
                    min(m.top for m in string),
                    max(m.x1 for m in string),
                    max(m.bottom for m in string),
                )
            else:
                yield from (m for m in string if m.x1 - m.x0 >= MIN_EDGE)  # of a narrow cell
            string = []
        if mark is not None:
            string.append(mark)


def shaded_cells(fills: Sequence[Rule], tables: Sequence[Box]) -> list[Rule]:
    """The sides of filled shapes that are cells of a table without rules: those outside of the tables known."""
    cells = [
        fill
        for fill in fills
        if CELL[0] < fill.bottom - fill.top < CELL[1] and not any(_lies_in(fill, table) for table in tables)
    ]
    if len(cells) < FEWEST_CELLS:
        return []
    return [
        side
        for x0, top, x1, bottom in cells
        for side in (
            Rule(x0, top, x1, top),
            Rule(x0, bottom, x1, bottom),
            Rule(x0, top, x0, bottom),
            Rule(x1, top, x1, bottom),
        )
    ]


def _lies_in(fill: Rule, table: Box) -> bool:
    x, y = (fill.x0 + fill.x1) / 2, (fill.top + fill.bottom) / 2
    return table[0] <= x <= table[2] and table[1] <= y <= table[3]
