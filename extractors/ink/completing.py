"""Draws the rules that a table should have and that the page does not show: its sides, its rows, its columns.

What is drawn is kept as it is. Columns run where no row has ink (``rivers``), rows where labels and figures part
(``bands``); a word that lies across a column keeps its cell whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from statistics import median, mode

from extractors.fitting.rows import is_block_heading
from extractors.ink.bands import bands, figures_edge, inner_separators, separators
from extractors.ink.lattice import SNAP, Rule, outline
from extractors.ink.levels import Level, joined, joins, levels
from extractors.ink.lines import Line, Word
from extractors.ink.rivers import gaps, rivers, spaces
from extractors.ink.seams import sides
from extractors.ink.unruled import has_figures, is_prose
from extractors.ink.wrapping import fills
from extractors.numbers import looks_like_value, parse_cell
from extractors.report import Status

EMPTY_ROW = 30.0  # points: two rules further apart, with nothing between them, are no row
ALIKE = 2 * SNAP  # points by which the rules of one table may differ in where they end
MARGIN = 2.0  # points between words and the sides of a table that is not drawn
INK = 1.0  # points: a word this far over a column's side lies across it


@dataclass(frozen=True)
class Frame:
    """One table as far as it is drawn: levels top to bottom, the vertical rules between them, its words.

    ``told`` are those of the rules that are not drawn, but told by where others meet.
    """

    levels: tuple[Level, ...]
    verticals: tuple[Rule, ...]
    lines: tuple[Line, ...]
    drawn: bool = True
    told: tuple[Rule, ...] = ()

    @cached_property
    def x0(self) -> float:
        return min(level.x0 for level in self.levels)

    @cached_property
    def x1(self) -> float:
        return max(level.x1 for level in self.levels)

    @property
    def top(self) -> float:
        return self.levels[0].y

    @property
    def bottom(self) -> float:
        return self.levels[-1].y

    @cached_property
    def inner(self) -> list[float]:
        """Where vertical rules are drawn between the table's sides."""
        xs = sorted(v.x0 for v in self.verticals if self.x0 + SNAP < v.x0 < self.x1 - SNAP)
        return [x for before, x in pairwise([float("-inf"), *xs]) if x - before > SNAP]

    def is_drawn(self, missing: Sequence[Rule]) -> bool:
        """Say whether only its sides are missing."""
        ends = {level.y for level in self.levels if not level.drawn}
        return all(
            r.top in ends if r.horizontal else min(abs(r.x0 - self.x0), abs(r.x0 - self.x1)) < SNAP
            for r in missing
            if r not in self.told
        )

    def width_at(self, x: float) -> float:
        """How wide the column is there, by the vertical rules."""
        sides = [self.x0, *self.inner, self.x1]
        return min((b for b in sides if b > x), default=self.x1) - max(
            (a for a in sides if a < x), default=self.x0
        )

    def between(self, above: Level, below: Level) -> list[Line]:
        return [line for line in self.lines if above.y < line.centre < below.y]


def frames(rules: Sequence[Rule], lines: Sequence[Line]) -> Iterator[Frame]:
    """The tables of a page that have horizontal rules: levels that vertical rules or a table's words link."""
    verticals = [rule for rule in rules if not rule.horizontal]
    drawn = levels(rules)
    chain: list[Level] = []
    ordered = sorted([*drawn, *_ends(verticals, drawn)], key=lambda level: level.y)
    for i, level in enumerate(ordered):
        part = chain and (
            _linked(chain, level, verticals, lines) or _is_inner(chain, ordered[i:], verticals, lines)
        )
        if chain and not part:
            if len(chain) > 1:
                yield _frame(chain, verticals, lines)
            chain = []
        chain.append(level)
    if len(chain) > 1:
        yield _frame(chain, verticals, lines)


def _ends(verticals: Sequence[Rule], drawn: Sequence[Level]) -> list[Level]:
    """Levels that only the ends of vertical rules show, as wide as the levels that those rules cross."""
    found: list[Level] = []
    for rule in sorted(verticals, key=lambda rule: rule.top):
        crossed = [
            v
            for v in (*drawn, *found)
            if rule.top - SNAP <= v.y <= rule.bottom + SNAP and v.covers(rule.x0, SNAP)
        ]
        for y in (rule.top, rule.bottom):
            if not crossed or any(abs(y - level.y) <= SNAP for level in crossed):
                continue
            nearest = min(crossed, key=lambda level: abs(level.y - y))
            here = next((level for level in found if abs(y - level.y) <= SNAP), Level(y, (), drawn=False))
            wider = replace(here, stretches=joined([*here.stretches, (nearest.x0, nearest.x1)]))
            found = [*(level for level in found if level is not here), wider]
    return found


def _frame(chain: Sequence[Level], verticals: Sequence[Rule], lines: Sequence[Line]) -> Frame:
    top, bottom = chain[0].y, chain[-1].y
    own = tuple(v for v in verticals if v.bottom > top + SNAP and v.top < bottom - SNAP)
    inside = tuple(line for line in lines if top < (line.top + line.bottom) / 2 < bottom)
    frame = Frame(tuple(chain), own, inside)
    if frame.inner or not (told := tuple(sides(chain, inside))):
        return frame
    return replace(frame, verticals=(*own, *told), told=told)


def _linked(chain: Sequence[Level], below: Level, verticals: Sequence[Rule], lines: Sequence[Line]) -> bool:
    above = chain[-1]
    if any(joins(v, above, below) and below.x0 - SNAP <= v.x0 <= below.x1 + SNAP for v in verticals):
        return True
    x0, x1 = min(level.x0 for level in chain), max(level.x1 for level in chain)
    ends = abs(below.x0 - x0) <= ALIKE, abs(below.x1 - x1) <= ALIKE
    if not any(ends) or not (all(ends) or _have_a_corner(above, below)):
        return False
    between = [line for line in lines if above.y < line.centre < below.y]
    if not between:
        return len(chain) > 1 and below.y - above.y < EMPTY_ROW and not _is_gap(above, below, verticals)
    return all(
        x0 - ALIKE < line.x0 and line.x1 < x1 + ALIKE and not is_prose(line, x0, x1) for line in between
    )


def _have_a_corner(above: Level, below: Level) -> bool:
    """Say whether two levels have cells that begin at one place, or are not drawn cell by cell."""
    return not (above.seams and below.seams) or any(map(below.has_corner, above.seams))


def _is_inner(
    chain: Sequence[Level], below: Sequence[Level], verticals: Sequence[Rule], lines: Sequence[Line]
) -> bool:
    """Say whether the first of the levels below is within a table that goes on below it: under 法人或其他组织."""
    x0, x1 = min(level.x0 for level in chain), max(level.x1 for level in chain)
    after = next((level for level in below if level.x0 <= x0 + ALIKE or level.x1 >= x1 - ALIKE), None)
    within = below[0].x0 > x0 + ALIKE and below[0].x1 < x1 - ALIKE
    return within and after is not None and _linked(chain, after, verticals, lines)


def _is_gap(above: Level, below: Level, verticals: Sequence[Rule]) -> bool:
    """Say whether rules end at one level and others begin at the next: two tables, and no row between them."""
    return any(abs(v.bottom - above.y) <= SNAP for v in verticals) and any(
        abs(v.top - below.y) <= SNAP for v in verticals
    )


def completed(frame: Frame) -> list[Rule]:
    """The rules that are missing."""
    drawn = [
        *frame.told,
        *_sides(frame),
        *(Rule(level.x0, level.y, level.x1, level.y) for level in frame.levels if not level.drawn),
    ]
    rows: list[_Row] = []
    parted = _is_parted(frame)
    for at, (above, below) in enumerate(pairwise(frame.levels)):
        lines = frame.between(above, below)
        edge = None if frame.drawn or any(map(has_figures, lines)) else _edge_below(frame, at)
        inferred, rules = _inferred(frame, lines, above.y, below.y, parted=parted, edge=edge)
        rows += inferred
        drawn += rules
    if not frame.inner:
        drawn += [*_columns(frame, rows, drawn), *_at_ends(frame)]
    return drawn


def _edge_below(frame: Frame, at: int) -> float | None:
    """Where the figures begin that stand below a head without any, on the next page."""
    parts = (frame.between(above, below) for above, below in pairwise(frame.levels[at + 1 :]))
    return next((figures_edge(lines) for lines in parts if any(map(has_figures, lines))), None)


@dataclass(frozen=True, slots=True)
class _Row:
    """What stands between two horizontal rules, drawn or not; a head's words stand in lines of their own."""

    top: float
    bottom: float
    words: tuple[Word, ...]
    leaves: tuple[Word, ...] = ()  # of a head: the words right above the columns, and those over the labels

    @property
    def begin(self) -> float:
        return min((w.top for w in self.words), default=self.top)

    @property
    def end(self) -> float:
        return max((w.bottom for w in self.words), default=self.bottom)

    @property
    def has_figures(self) -> bool:
        return any(looks_like_value(w.text) for w in self.words)

    def gaps(self) -> Iterator[tuple[float, float]]:
        return gaps(self.leaves or self.words)


def _sides(frame: Frame) -> Iterator[Rule]:
    """The outer sides, between the first and the last level that reach there."""
    for x in (frame.x0, frame.x1):
        reaching = [i for i, level in enumerate(frame.levels) if level.covers(x, SNAP)]
        drawn = [v for v in frame.verticals if abs(v.x0 - x) <= 2 * SNAP]
        for above, below in pairwise(frame.levels[reaching[0] : reaching[-1] + 1]):
            if not any(joins(v, above, below) for v in drawn):
                yield Rule(x, above.y, x, below.y)


def _is_parted(frame: Frame) -> bool:
    """Say whether rules part the rows: a row of figures stands alone between two, or all rows would be full
    lines of the columns drawn.
    """
    if not frame.drawn:
        return False
    counts: list[int] = []
    for above, below in pairwise(frame.levels):
        lines = [line for line in frame.between(above, below) if looks_like_value(line.words[-1].text)]
        if frame.inner and any(_has_room(frame, a, b) for a, b in pairwise(lines)):
            return False
        counts += [len(lines)] if lines else []
    return bool(frame.inner) or not counts or min(counts) == 1


def _has_room(frame: Frame, above: Line, below: Line) -> bool:
    """Say whether figures are of two rows: as many below as above, which had room for more."""
    upper = [w for w in above.words if _is_figure(w)]
    lower = [w for w in below.words if _is_figure(w)]
    pairs = [(a, b) for a in upper for b in lower if _overlap(a, b)]
    if 2 * len(pairs) <= max(len(upper), len(lower)):
        return False
    return not any(fills(a.x1 - a.x0, b.text, above.size, frame.width_at(a.middle)) for a, b in pairs)


def _is_figure(word: Word) -> bool:
    return parse_cell(word.text).status is not Status.UNPARSED


def _overlap(a: Word, b: Word) -> bool:
    return min(a.x1, b.x1) > max(a.x0, b.x0)


def _inferred(
    frame: Frame, lines: Sequence[Line], top: float, bottom: float, *, parted: bool, edge: float | None
) -> tuple[list[_Row], list[Rule]]:
    """Rows that no rules part, and the rules that would. Where rules part the others, a head over figures is one."""
    whole = [_Row(top, bottom, tuple(w for line in lines for w in line.words))], list[Rule]()
    if parted and not _is_over_figures(lines):
        return whole
    zones, found = bands(lines, edge)
    is_head = not frame.drawn and not zones.figures and bool(found)
    several = len(found) > 1 and (zones.is_headed or (not parted and len(zones.labels) > 1))
    if not is_head and not several:
        return whole
    ys = [top, *separators(found), bottom]
    words = [w for line in lines for w in line.words]
    rows = []
    for (a, b), band in zip(pairwise(ys), found, strict=True):
        own = tuple(w for w in words if a < (w.top + w.bottom) / 2 < b)
        labels = (w for w in own if w.middle < zones.edge)
        rows.append(_Row(a, b, own, (*labels, *band.leaves) if band.leaves else ()))
    begin = zones.groups_end + 1 if zones.groups else frame.x0
    rules = [Rule(begin, y, frame.x1, y) for y in ys[1:-1]]
    rules += _around(ys[1:-1], zones.group_stacks, frame.x0, begin)
    for band in found:
        rules += _around(inner_separators(band), band.stacks, zones.edge, frame.x1)
    return rows, rules


def _is_over_figures(lines: Sequence[Line]) -> bool:
    """Say whether words of the first line stand over figures of another."""
    if not lines or has_figures(lines[0]):
        return False
    figures = next((line.words for line in lines if has_figures(line)), ())
    return any(_overlap(w, v) for w in lines[0].words for v in figures if looks_like_value(v.text))


def _around(
    ys: Iterable[float], stacks: Iterable[tuple[Word, ...]], start: float, end: float
) -> Iterator[Rule]:
    """Rules at these heights, but for where words above each other are in their way."""
    boxes = [outline(stack) for stack in stacks]
    for y in ys:
        across = [(x0, x1) for x0, top, x1, bottom in boxes if top < y < bottom]
        for a, b in spaces([(start, start), *across, (end, end)]):
            yield Rule(a, y, b, y)


def _columns(frame: Frame, rows: Sequence[_Row], drawn: Sequence[Rule]) -> Iterator[Rule]:
    horizontals = [
        *((level.y, *stretch) for level in frame.levels for stretch in level.stretches),
        *((rule.top, rule.x0, rule.x1) for rule in drawn if rule.horizontal),
    ]
    for part in _parts(rows):
        top, bottom = part[0].top, part[-1].bottom
        words = [w for row in part for w in row.words]
        white = rivers([gap for row in part for gap in row.gaps()])
        for x in (_bank(frame, *river) for river in white):
            across = [_cell_of(w, horizontals, top, bottom) for w in words if w.x0 + INK < x < w.x1 - INK]
            for start, end in spaces([(top, top), *across, (bottom, bottom)]):
                yield Rule(x, start, x, end)


def _at_ends(frame: Frame) -> Iterator[Rule]:
    """Sides of columns where rules across end between the table's own: the cells above and below begin there,
    though the one beside them, the name of a group, may have its words on the page before.
    """
    for i, level in enumerate(frame.levels):
        for x in (x for stretch in level.stretches for x in stretch if frame.x0 + SNAP < x < frame.x1 - SNAP):
            for others in (frame.levels[:i][::-1], frame.levels[i + 1 :]):
                if (other := next((o for o in others if o.covers(x, SNAP)), None)) is None:
                    continue
                above, below = sorted((level, other), key=lambda v: v.y)
                words = (w for line in frame.between(above, below) for w in line.words)
                if not any(w.x0 + INK < x < w.x1 - INK for w in words):
                    yield Rule(x, above.y, x, below.y)


def _bank(frame: Frame, start: float, end: float) -> float:
    """Where a column's side is in the white between two: where rules across end, or else in the middle."""
    ends = [
        x
        for level in frame.levels
        for stretch in level.stretches
        for x in stretch
        if start - SNAP <= x <= end + SNAP and frame.x0 + SNAP < x < frame.x1 - SNAP
    ]
    return mode(ends) if ends else (start + end) / 2


def _cell_of(
    word: Word, horizontals: Sequence[tuple[float, float, float]], top: float, bottom: float
) -> tuple[float, float]:
    """From which rule above a word to which below its cell reaches."""
    y = (word.top + word.bottom) / 2
    ys = [level for level, x0, x1 in horizontals if x0 <= word.middle <= x1]
    return max((v for v in ys if v <= y), default=top), min((v for v in ys if v > y), default=bottom)


def _parts(rows: Sequence[_Row]) -> Iterator[list[_Row]]:
    """Rows that share their columns: each block of table 1 has its own, and so has a table after a gap."""
    usual = median([b.begin - a.begin for a, b in pairwise(rows)] or [0.0])
    part: list[_Row] = []
    for row in rows:
        headed = any(is_block_heading(w.text) for w in row.words)
        apart = part and not row.has_figures and row.begin - part[-1].end > usual > 0
        if part and (headed or apart):
            yield part
            part = []
        part.append(row)
    if part:
        yield part
