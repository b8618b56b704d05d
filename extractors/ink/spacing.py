"""Rows whose rules are not drawn, told by white: the lines of one cell stand nearer to each other than two rows do.

The highest cell of a row fills it, so that between two rows there is more white than between two lines of a cell
wherever cells have any padding. Names of groups, which reach over several rows, are left out of account.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from statistics import median

from extractors.fitting.rows import UNIT
from extractors.ink.lines import Word
from extractors.ink.rivers import NARROWEST
from extractors.numbers import looks_like_value

NUMBERED = re.compile(
    r"(?:\d{1,2}|[一二三四五六七八九十]{1,2})\s*[.．、]|[(（][一二三四五六七八九十]{1,2}[)）]"
)
SLACK = 1.15  # of the distance of two lines of a cell: what is further apart is of two
WIDEST = 2.0  # of a line's height: lines of one cell are no further apart, middle to middle
SAME_LINE = 0.4  # of a line's height that the middles of its words are apart at most
BESIDE = 0.2  # of a line's height that two words have in common if they stand beside each other

Stack = tuple[Word, ...]


def overlap(a: Word, b: Word) -> bool:
    """Say whether two words have a stretch of the line's width in common."""
    return min(a.x1, b.x1) - max(a.x0, b.x0) > NARROWEST


def middle(words: Sequence[Word]) -> float:
    return (min(w.top for w in words) + max(w.bottom for w in words)) / 2


def is_name(word: Word) -> bool:
    """Say whether a word left of the figures names something, as 无 of 无法提供 does: it is no unit, and no dash in
    place of one.
    """
    return not UNIT.fullmatch(word.text) and (word.text == "无" or not looks_like_value(word.text))


def stacks(words: Iterable[Word], near: float) -> list[Stack]:
    """Words above each other in one column, each nearer to the next than two rows are."""
    found: list[list[Word]] = []
    for word in sorted(words, key=lambda w: (w.top, w.x0)):
        on = [s for s in found if overlap(s[-1], word) and 0 < middle([word]) - middle([s[-1]]) < near]
        if len(on) == 1:
            on[0].append(word)
        else:
            found.append([word])
    return [tuple(stack) for stack in found]


def leading(words: Sequence[Word]) -> float | None:
    """How far the lines of one cell are apart, middle to middle: the least that any words above each other are."""
    height = median([w.bottom - w.top for w in words]) if words else 0.0
    last: list[Word] = []  # the lowest words so far, none above another
    least: float | None = None
    for word in sorted(words, key=lambda w: middle([w])):
        above = [w for w in last if overlap(w, word)]
        steps = [middle([word]) - middle([w]) for w in above]
        for step in steps:
            if (1 - BESIDE) * height < step < min(WIDEST * height, least or float("inf")):
                least = step
        last = [w for w in last if w not in above] + [word]
    return least


def parted(figures: Sequence[Word], heads: Sequence[Word], near: float) -> tuple[list[Word], list[Word]]:
    """The words of cells with figures and those of heads: a note may take lines of its own behind its figure."""
    known = set(figures)
    found = stacks([*figures, *heads], near)
    return (
        [w for stack in found for w in stack if not known.isdisjoint(stack)],
        [w for stack in found for w in stack if known.isdisjoint(stack)],
    )


def groups(left: Sequence[Word], near: float) -> list[Stack]:
    """The names of groups among the words left of the figures: those with a label beside them, to the right."""
    found = stacks(filter(is_name, left), near)
    return [a for a in found if any(_is_beside(a, b) for b in found)]


def _is_beside(a: Stack, b: Stack) -> bool:
    common = min(a[-1].bottom, b[-1].bottom) - max(a[0].top, b[0].top)
    return max(w.x1 for w in a) <= min(w.x0 for w in b) and common > BESIDE * (b[0].bottom - b[0].top)


def rows(labels: Sequence[Word], figures: Sequence[Word], near: float) -> list[Stack] | None:
    """The words of each row, or None where white does not tell: a row has two labels, or two rows of figures."""
    words = [*labels, *figures]
    height = median([w.bottom - w.top for w in words])
    found = list(_runs(words, near - height))
    right = set(figures)
    return None if len(found) < 2 or any(_are_two(run, right) for run in found) else found


def _runs(words: Iterable[Word], white: float) -> Iterator[Stack]:
    """Words parted where there is more than so much white across."""
    run: list[Word] = []
    bottom = 0.0
    for word in sorted(words, key=lambda w: w.top):
        if run and word.top - bottom > white:
            yield tuple(run)
            run = []
        bottom = max(bottom, word.bottom) if run else word.bottom
        run.append(word)
    if run:
        yield tuple(run)


def _are_two(row: Stack, figures: set[Word]) -> bool:
    lines = _lines(row)
    if sum(any(map(_begins_a_label, line)) for line in lines) > 1:
        return True
    whole = [{w in figures for w in line if w not in figures or looks_like_value(w.text)} for line in lines]
    return any(len(a) == len(b) == 2 for a, b in pairwise(whole))


def _begins_a_label(word: Word) -> bool:
    return NUMBERED.match(word.text) is not None and not looks_like_value(word.text)


def _lines(words: Iterable[Word]) -> list[Stack]:
    """Words whose middles are at one height, from the left; those of two lines may touch."""
    found: list[list[Word]] = []
    for word in sorted(words, key=lambda w: w.top + w.bottom):
        if found and middle([word]) - middle(found[-1][:1]) < SAME_LINE * (word.bottom - word.top):
            found[-1].append(word)
        else:
            found.append([word])
    return [tuple(sorted(line, key=lambda w: w.x0)) for line in found]
