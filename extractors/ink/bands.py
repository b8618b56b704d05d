"""Rows whose rules are not drawn: which lines of labels stand beside which line of figures.

A label may take several lines and its figures stand beside their middle, or beside the first. So the lines of
labels are parted into runs, in order, each with the line of figures it fits best.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import dropwhile, pairwise, takewhile
from statistics import median

from extractors.fitting.rows import UNIT, is_block_heading
from extractors.ink import spacing
from extractors.ink.lines import Line, Word
from extractors.ink.rivers import NARROWEST, rivers
from extractors.ink.spacing import middle, overlap, stacks
from extractors.ink.unruled import is_beside
from extractors.numbers import looks_like_value, parse_cell
from extractors.report import Status

ALONE = 0.7  # what a label without figures, or figures without a label, cost: as much as standing off by 0.7 lines
TORN = 1.0  # what it costs to put lines into one label that stand further apart than its others
NUMBERED = 2.0  # what it costs to take a line that begins with a number for more of the label above
PARTED = 0.4  # what it costs to part lines that stand as near as those of one label
MOST_LINES = 16  # of one label
WRAPPED = 1.7  # of a line's height: figures without a label this near to those above are the same row's
NEAR = 0.92  # of the distance of two rows: lines nearer than this may be one cell's


@dataclass(frozen=True, slots=True)
class Band:
    """One row: from where to where it has ink, and what stands above each other in it."""

    top: float
    bottom: float
    stacks: tuple[tuple[Word, ...], ...] = ()

    @property
    def leaves(self) -> tuple[Word, ...]:
        """The words of a head that no others stand under."""
        return tuple(w for s in self.stacks if not any(_is_under(t, s) for t in self.stacks) for w in s)


@dataclass(frozen=True, slots=True)
class Zones:
    """A table's words by what they are; ``figures`` begin at ``edge``, groups of labels end at ``groups_end``."""

    edge: float
    groups_end: float
    figures: list[list[Word]]  # line by line
    labels: list[list[Word]]
    heads: list[Word]
    groups: list[Word]
    group_stacks: list[tuple[Word, ...]] = field(default_factory=list)

    @property
    def is_headed(self) -> bool:
        """Say whether words stand over figures, and none under the last."""
        if not self.figures or not self.heads:
            return False
        first, last = (min(w.top for w in self.figures[i]) for i in (0, -1))
        return min(w.top for w in self.heads) < first and max(w.top for w in self.heads) < last


def bands(lines: Sequence[Line], edge: float | None = None) -> tuple[Zones, list[Band]]:
    """The rows of a table or of a part of it between two rules, top to bottom; its figures begin at ``edge``."""
    zones = _zones(lines, figures_edge(lines) if edge is None else edge)
    if (told := _told_by_white(zones)) is not None:
        return told
    near = _near(zones)
    zones = replace(zones, group_stacks=stacks(zones.groups, near))
    found = _with_groups(_rows(zones, near), zones.group_stacks)
    notes = _notes(zones, near)
    heads = [w for w in zones.heads if not any(w in note for note in notes)]
    return replace(zones, heads=heads), _with_heads(_with_notes(found, notes), stacks(heads, near))


def _told_by_white(zones: Zones) -> tuple[Zones, list[Band]] | None:
    """The rows where lines of one cell are nearer to each other than rows are."""
    left = [w for line in zones.labels for w in line] + zones.groups
    figures = [w for line in zones.figures for w in line]
    step = spacing.leading([*left, *figures])
    if step is None or not figures:
        return None
    near = spacing.SLACK * step
    figures, heads = spacing.parted(figures, zones.heads, near)
    groups = spacing.groups(left, near)
    named = {w for stack in groups for w in stack}
    found = spacing.rows([w for w in left if w not in named], figures, near)
    if found is None:
        return None
    zones = replace(
        zones,
        groups_end=max((w.x1 for w in named), default=zones.groups_end),
        heads=heads,
        groups=sorted(named),
        group_stacks=groups,
    )
    bands = [Band(min(w.top for w in row), max(w.bottom for w in row)) for row in found]
    return zones, _with_heads(bands, stacks(heads, near))


def _zones(lines: Sequence[Line], edge: float) -> Zones:
    figures: list[list[Word]] = []
    left: list[list[Word]] = []
    heads: list[Word] = []
    beside: list[list[Word]] = []  # the labels on lines with figures
    for line in lines:
        right = [w for w in line.words if w.middle >= edge]
        before = [w for w in line.words if w.middle < edge]
        if len(line.words) > 2 and all(map(_may_be_figure, line.words)):
            right, before = list(line.words), []
        if not any(looks_like_value(w.text) for w in right):
            heads += right
        elif not before and figures and middle(right) - middle(figures[-1]) < WRAPPED * line.size:
            figures[-1] += right  # long numbers go on in a second line
        else:
            figures.append(right)
            beside.append(before)
        if before:
            left.append(before)
    end = _groups_end(beside)
    labels = [[w for w in words if w.x1 > end + 1] for words in left]
    groups = [w for words in left for w in words if w.x1 <= end + 1]
    return Zones(edge, end, figures, [words for words in labels if words], heads, groups)


def figures_edge(lines: Sequence[Line]) -> float:
    """Where the figures begin: the leftmost that follows a line's last words, or a head over blanks left of it; where
    no words stand beside or under any figures, those above are heads, and all that is left of them, too.
    """
    others = [w for line in lines for w in line.words if not looks_like_value(w.text)]
    edges: list[float] = []
    ends: list[float] = []  # of the labels beside figures
    above: list[Word] = []  # the first figures
    top = float("inf")
    for at, line in enumerate(lines):
        after = line.words[::-1] if is_beside(lines, at) else line.words[:0:-1]
        figures = list(takewhile(lambda w: _is_figure(w, others), after))
        if figures:
            edges.append(figures[-1].x0)
            ends += [w.x1 for w in line.words[: -len(figures)]]
            top = min(top, line.centre)
        elif not edges:
            above += line.words
    edge = min(edges, default=float("inf")) - 1
    if any(
        w.x0 < edge and w.bottom > top and not _is_figure(w, others) for line in lines for w in line.words
    ):
        behind = max(ends, default=float("inf"))
        heads = [w.x0 - 1 for w in above if w.x0 > behind and not is_block_heading(w.text)]
        return min([edge, *heads])
    return min((line.x0 for line in lines), default=float("inf")) - 1


def _is_figure(word: Word, others: Sequence[Word]) -> bool:
    """Say whether a word may be a figure, and is neither of a name written downwards, such as 无 of 无法提供, nor a
    dash in place of a unit.
    """
    if not _may_be_figure(word):
        return False
    if parse_cell(word.text).status is not Status.NOT_APPLICABLE:
        return True
    reach = spacing.WIDEST * (word.bottom - word.top)
    over = [w for w in others if overlap(word, w)]
    if word.text != "无":
        return not any(UNIT.fullmatch(w.text) for w in over)
    return not any(len(w.text) == 1 and abs(middle([w]) - middle([word])) < reach for w in over)


def _may_be_figure(word: Word) -> bool:
    """Say whether a word looks like one, and not like the number of a label that goes on in the next line."""
    return looks_like_value(word.text) and not spacing.NUMBERED.fullmatch(word.text)


def _groups_end(beside: Sequence[Sequence[Word]]) -> float:
    """How far the columns of groups reach, left of the labels: where lines with figures print both."""
    labels = [list(filter(spacing.is_name, words)) for words in beside]
    both = [words for words in labels if len(words) > 1]
    end = max((words[-2].x1 for words in both), default=float("-inf"))
    begin = min((words[-1].x0 for words in both), default=float("inf"))
    return end if end <= begin + NARROWEST else float("-inf")


def _near(zones: Zones) -> float:
    """Lines nearer than this, middle to middle, may be one cell's."""
    middles = [middle(words) for words in zones.figures]
    steps = [b - a for a, b in pairwise(middles) if b > a]
    words = [w for line in (*zones.figures, *zones.labels) for w in line]
    size = median([w.bottom - w.top for w in words]) if words else 10.0
    return min(NEAR * min(steps, default=float("inf")), 1.6 * size)


def _is_under(lower: Sequence[Word], upper: Sequence[Word]) -> bool:
    return lower[0].top > upper[0].top and any(overlap(a, b) for a in lower for b in upper)


# Labels and figures


_Run = tuple[int, int, int | None]  # lines of labels from, to; line of figures


@dataclass(frozen=True, slots=True)
class _Way:
    """The cheapest way to part the first labels and figures into rows."""

    cost: float
    rows: tuple[_Run, ...] = ()


def _rows(zones: Zones, near: float) -> list[Band]:
    ways = [_parted(zones, near, at_top=at_top) for at_top in (False, True)]
    best = min(ways, key=lambda way: way.cost)
    found = []
    for start, end, at in best.rows:
        words = [w for line in zones.labels[start:end] for w in line]
        words += zones.figures[at] if at is not None else []
        found.append(Band(min(w.top for w in words), max(w.bottom for w in words)))
    return sorted(found, key=lambda band: band.top + band.bottom)


def _parted(zones: Zones, near: float, *, at_top: bool) -> _Way:
    middles = [middle(words) for words in zones.labels]
    beside = [middle(words) for words in zones.figures]
    first = [spacing.NUMBERED.match(words[0].text) is not None for words in zones.labels]
    best: dict[tuple[int, int], _Way] = {(0, 0): _Way(0.0)}
    for i in range(len(middles) + 1):
        for j in range(len(beside) + 1):
            if (way := best.get((i, j))) is None:
                continue
            for cost, row in _steps(middles, beside, i, j, near, at_top=at_top):
                state = row[1], j if row[2] is None else j + 1
                total = way.cost + cost + NUMBERED * sum(first[row[0] + 1 : row[1]])
                if state not in best or total < best[state].cost:
                    best[state] = _Way(total, (*way.rows, row))
    return best[len(middles), len(beside)]


def _steps(
    labels: Sequence[float], figures: Sequence[float], i: int, j: int, near: float, *, at_top: bool
) -> Iterator[tuple[float, _Run]]:
    """What the next row may be after ``i`` lines of labels and ``j`` of figures, and what it costs."""
    above = labels[i - 1] if i else float("-inf")
    below = labels[i] if i < len(labels) else float("inf")
    last = figures[j - 1] if j else float("-inf")
    beside = figures[j] if j < len(figures) else float("inf")
    if above < beside < below and j < len(figures):
        yield ALONE, (i, i, j)
    cost = PARTED if below - above < near else 0.0
    for end in range(i + 1, min(len(labels), i + MOST_LINES) + 1):
        if end > i + 1 and labels[end - 1] - labels[end - 2] >= near:
            cost += TORN
        if last < labels[end - 1] and below < beside:
            yield cost + ALONE, (i, end, None)
        if j < len(figures):
            middle = below if at_top else (below + labels[end - 1]) / 2
            yield cost + 2 * abs(middle - beside) / near, (i, end, j)


def _with_groups(rows: Sequence[Band], stacks: Iterable[tuple[Word, ...]]) -> list[Band]:
    """The rows, each as high as the name of a group that is printed beside it alone."""
    found = list(rows)
    for stack in stacks:
        top, bottom = stack[0].top, stack[-1].bottom
        beside = [i for i, row in enumerate(found) if top < (row.top + row.bottom) / 2 < bottom]
        if len(beside) == 1:
            i, row = beside[0], found[beside[0]]
            highest = found[i - 1].bottom if i else top
            lowest = found[i + 1].top if i + 1 < len(found) else bottom
            found[i] = replace(
                row,
                top=min(row.top, max(top, highest)),
                bottom=max(row.bottom, min(bottom, lowest)),
            )
    return found


# Heads


def _notes(zones: Zones, near: float) -> list[tuple[Word, ...]]:
    """Figures, each with the words that go on under it in lines without any."""
    figures = {w for line in zones.figures for w in line}
    found = (tuple(dropwhile(lambda w: w not in figures, s)) for s in stacks([*figures, *zones.heads], near))
    return [stack for stack in found if not figures.issuperset(stack)]


def _with_notes(found: Sequence[Band], notes: Iterable[tuple[Word, ...]]) -> list[Band]:
    """The rows, each as high as its figures with what goes on under them, where that is above the next."""
    rows = list(found)
    for note in notes:
        at = next((i for i, r in enumerate(rows) if r.top <= middle(note[:1]) <= r.bottom), None)
        if at is not None and (at + 1 == len(rows) or note[-1].bottom <= rows[at + 1].top + NARROWEST):
            rows[at] = replace(rows[at], bottom=max(rows[at].bottom, note[-1].bottom))
    return rows


def _with_heads(found: Sequence[Band], stacks: Sequence[tuple[Word, ...]]) -> list[Band]:
    """The rows with the words that stand over the figures: beside a label of their own, or rows of their own."""
    rows = list(found)
    for stack in sorted(stacks, key=lambda s: s[0].top):
        top, bottom = stack[0].top, max(w.bottom for w in stack)
        at = next(
            (i for i, r in enumerate(rows) if top < r.bottom - NARROWEST and bottom > r.top + NARROWEST), None
        )
        if at is None:
            rows.append(Band(top, bottom, (stack,)))
            rows.sort(key=lambda r: r.top + r.bottom)
        else:
            row = rows[at]
            rows[at] = Band(min(row.top, top), max(row.bottom, bottom), (*row.stacks, stack))
    return rows


def separators(rows: Sequence[Band]) -> Iterator[float]:
    """Where a rule would be between each row and the next."""
    for above, below in pairwise(rows):
        yield (above.bottom + below.top) / 2


def inner_separators(row: Band) -> list[float]:
    """Where rules would be between words above each other in a head."""
    between = [
        (max(w.bottom for w in a), b[0].top)
        for a in row.stacks
        for b in row.stacks
        if a[0].top < b[0].top and any(overlap(u, v) for u in a for v in b)
    ]
    return [(a + b) / 2 for a, b in rivers((min(a, b), max(a, b)) for a, b in between)]
