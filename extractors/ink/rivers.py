"""Columns whose rules are not drawn: the white rivers that run down between the words of every row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from extractors.ink.lines import Word

Gap = tuple[float, float]  # white between two neighbours: from, to
NARROWEST = 0.5  # points that the gaps of one river must have in common


def rivers(gaps: Iterable[Gap]) -> list[Gap]:
    """The fewest stretches such that every gap has one: what the gaps of one river have in common.

    Taken by their ends, a gap belongs to the last river if it begins before that one's narrowest end.
    """
    found: list[Gap] = []
    for start, end in sorted(gaps, key=lambda gap: gap[1]):
        if found and start < found[-1][1] - NARROWEST:
            found[-1] = max(found[-1][0], start), found[-1][1]
        else:
            found.append((start, end))
    return found


def gaps(words: Sequence[Word]) -> Iterator[Gap]:
    """The white between the words of one row, words above each other counted as one."""
    yield from spaces((word.x0, word.x1) for word in words)


def spaces(taken: Iterable[Gap]) -> Iterator[Gap]:
    """What lies between the stretches that are taken."""
    merged: list[Gap] = []
    for start, end in sorted(taken):
        if merged and start < merged[-1][1] + NARROWEST:
            merged[-1] = merged[-1][0], max(merged[-1][1], end)
        else:
            merged.append((start, end))
    for before, after in pairwise(merged):
        yield before[1], after[0]
