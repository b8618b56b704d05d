"""Tables of which nothing is drawn. Their columns are those of all their parts, over the pages' ends: on one page a
column may be blank from top to bottom, or the head may stand alone on the page before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, takewhile

from extractors.fitting.rows import PRINTED_RULE, is_block_heading
from extractors.ink.completing import MARGIN, Frame, completed
from extractors.ink.lattice import Grid, Rule, find_grids, outline
from extractors.ink.levels import Level
from extractors.ink.lines import CELL_GAP, Glyph, Line, Word, text_lines
from extractors.ink.unruled import NAMES, closing, has_figures, opening, zones
from extractors.numbers import looks_like_value

FEWEST_HEADS = 3  # words over figures of the next page that make a head of the last lines of one


@dataclass(frozen=True, slots=True)
class Sheet:
    """What stands on a page: its characters, its tables that have rules, and the lines outside of these."""

    number: int
    width: float
    glyphs: Sequence[Glyph]
    grids: Sequence[Grid]
    lines: Sequence[Line]


@dataclass(frozen=True, slots=True)
class _Part:
    """A table without rules on one page, as a stretch of its lines."""

    sheet: Sheet
    start: int
    end: int

    @property
    def lines(self) -> Sequence[Line]:
        return self.sheet.lines[self.start : self.end]

    @property
    def words(self) -> list[Word]:
        return [word for line in self.lines for word in line.words]

    @property
    def is_first(self) -> bool:
        """Say whether nothing stands above it on its page."""
        return self.start == 0 and not any(g.box[1] < self.lines[0].top for g in self.sheet.grids)

    @property
    def is_last(self) -> bool:
        lines = self.sheet.lines
        return self.end == len(lines) and not any(g.box[3] > lines[-1].bottom for g in self.sheet.grids)

    @property
    def head(self) -> list[Line]:
        """The lines above its first figures."""
        return list(takewhile(lambda line: not has_figures(line), self.lines))

    @property
    def is_headed(self) -> bool:
        return any(len(line.words) >= NAMES or PRINTED_RULE.match(line.text) for line in self.head)


def bare_tables(sheets: Sequence[Sheet]) -> list[tuple[list[Grid], list[Line]]]:
    """Take the tables without rules out of each page's lines; what is left are the others."""
    grids: dict[int, list[Grid]] = {sheet.number: [] for sheet in sheets}
    taken: dict[int, set[int]] = {sheet.number: set() for sheet in sheets}
    for table in _tables(sheets):
        for part, found in zip(table, _grids(table), strict=True):
            grids[part.sheet.number] += found
            taken[part.sheet.number] |= {*range(part.start, part.end)} if found else set()
    return [
        (grids[s.number], [line for n, line in enumerate(s.lines) if n not in taken[s.number]])
        for s in sheets
    ]


def _tables(sheets: Sequence[Sheet]) -> list[list[_Part]]:
    """The tables, each as its parts."""
    parts = [[_Part(sheet, *zone) for zone in zones(sheet.lines)] for sheet in sheets]
    for above, below in pairwise(range(len(sheets))):
        if parts[below] and (head := _head_alone(sheets[above], parts[above], parts[below][0])) is not None:
            parts[above].append(head)
        if parts[above] and (rest := _rest_alone(sheets[below], parts[below], parts[above][-1])) is not None:
            parts[below].insert(0, rest)
    found: list[list[_Part]] = []
    for part in (part for own in parts for part in own):
        if found and _goes_on(found[-1][-1], part):
            found[-1].append(part)
        else:
            found.append([part])
    return found


def _goes_on(above: _Part, below: _Part) -> bool:
    """Say whether a table goes on at the top of the next page, and does not begin anew there."""
    if below.sheet.number != above.sheet.number + 1 or abs(below.sheet.width - above.sheet.width) > 1:
        return False
    is_head = len(above.head) == len(above.lines)
    return above.is_last and below.is_first and (is_head or not below.is_headed)


def _head_alone(sheet: Sheet, parts: Sequence[_Part], below: _Part) -> _Part | None:
    """The last lines of a page that are the head of the table on the next, where they have no figures themselves."""
    start = max(opening(sheet.lines, below.lines), parts[-1].end if parts else 0)
    if start == len(sheet.lines) or not below.is_first:
        return None
    head = _Part(sheet, start, len(sheet.lines))
    figures = [w for line in below.lines for w in line.words[1:] if looks_like_value(w.text)]
    under = {w for w in head.words if any(min(w.x1, f.x1) > max(w.x0, f.x0) for f in figures)}
    named = any(is_block_heading(w.text) or w.text == "信息内容" for w in head.words)
    return head if head.is_last and (named or len(under) >= FEWEST_HEADS) else None


def _rest_alone(sheet: Sheet, parts: Sequence[_Part], above: _Part) -> _Part | None:
    """The first lines of a page that are the last row of the table on the page before, with few figures in it."""
    end = min(closing(sheet.lines, above.lines), parts[0].start if parts else len(sheet.lines))
    rest = _Part(sheet, 0, end)
    figures = [w for line in rest.lines for w in line.words[1:] if looks_like_value(w.text)]
    known = [w for line in above.lines for w in line.words[1:] if looks_like_value(w.text)]
    under = all(any(min(w.x1, f.x1) > max(w.x0, f.x0) for f in known) for w in figures)
    has_label = any(not looks_like_value(line.words[0].text) for line in rest.lines)
    return rest if figures and under and has_label and above.is_last and rest.is_first else None


def _grids(table: Sequence[_Part]) -> Iterator[list[Grid]]:
    """What the table's parts are on their pages, found as if they stood below each other."""
    boxes = [outline(part.words) for part in table]
    glyphs = [
        [g for g in part.sheet.glyphs if box[1] <= (g[2] + g[4]) / 2 <= box[3]]
        for part, box in zip(table, boxes, strict=True)
    ]
    ends = ((min(box[0] for box in boxes) - MARGIN, max(box[2] for box in boxes) + MARGIN),)
    heights, down, lines = [boxes[0][1] - MARGIN], [], list[Line]()
    for box, own in zip(boxes, glyphs, strict=True):
        down.append(heights[-1] + MARGIN - box[1])
        heights.append(box[3] + down[-1] + MARGIN)
        lines += [_moved(line, down[-1]) for line in text_lines(own, CELL_GAP)]
    whole = len(table) == 1  # a part may have a single row, which rules must close
    frame = Frame(tuple(Level(y, ends, drawn=whole) for y in heights), (), tuple(lines), drawn=False)
    rules = completed(frame)
    for part, own, step, (top, bottom) in zip(table, glyphs, down, pairwise(heights), strict=True):
        found, _ = find_grids(own, list(_between(rules, top, bottom, step)), part.sheet.number)
        yield list(map(_bare, found))


def _moved(line: Line, down: float) -> Line:
    if not down:
        return line
    words = tuple(w._replace(top=w.top + down, bottom=w.bottom + down) for w in line.words)
    return replace(line, words=words, top=line.top + down, bottom=line.bottom + down)


def _between(rules: Sequence[Rule], top: float, bottom: float, down: float) -> Iterator[Rule]:
    """What rules are between two heights, as high as they stand on their page."""
    for rule in rules:
        start, end = max(rule.top, top), min(rule.bottom, bottom)
        if start < end or (rule.horizontal and start == end):
            yield Rule(rule.x0, start - down, rule.x1, end - down)


def _bare(grid: Grid) -> Grid:
    """A table of which nothing is drawn. How wide a column is nobody knows: digits above each other in one row are
    most likely one number, and nobody can be sure.
    """
    cells = (
        c._replace(text=c.text.replace("\n", ""), cut=True) if _BROKEN.fullmatch(c.text) else c
        for c in grid.cells
    )
    return replace(grid, ruled=False, cells=tuple(cells))


_BROKEN = re.compile(r"\d+(?:\n\d+)+")
