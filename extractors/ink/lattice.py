"""Ruled lines and characters -> tables. Shared by every format that only has ink on pages.

Table finding is pdfplumber's own: edges -> intersections -> cells -> tables, as plain functions.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, NamedTuple

from pdfplumber.table import cells_to_tables, edges_to_intersections, merge_edges

from extractors.content import RECOGNISED, Box, Cell
from extractors.fitting.rows import is_block_heading
from extractors.ink import crossings
from extractors.ink.crossings import nearest
from extractors.ink.lines import Glyph, Unsure, Word, text_lines
from extractors.ink.parting import parted
from extractors.ink.wrapping import cell_text, fills_cell, is_full

SNAP = 3.0  # points: two rules nearer than this are one (double rules, cell-by-cell borders)
MIN_EDGE = 4.0  # points: shorter marks are not rules
HANGING = "，。、；：！？）》〉」』”’"  # may stand over a full line's end, on the cell's side or behind it
TOUCHING = 0.1  # of a character's size: digits nearer than this are of one number
MAX_EDGES = 20_000  # per page; beyond this it is a drawing


class Rule(NamedTuple):
    """One horizontal or vertical line of ink."""

    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def horizontal(self) -> bool:
        return self.x1 - self.x0 >= self.bottom - self.top


@dataclass(frozen=True, slots=True)
class Grid:
    """One table on one page: its outline and its cells with grid positions and spans.

    A ``piece`` is a line that the page's end left outside of its table's rules.
    """

    box: Box
    cells: tuple[Cell, ...]
    page: int
    ruled: bool = True
    piece: bool = False

    def goes_on_from(self, parts: Sequence[Grid]) -> bool:
        """Say whether this is more of the table of which there are ``parts`` on the pages before."""
        if self.piece:
            return True
        whole = [part for part in parts if not part.piece]
        return not whole or (
            whole[-1].page < self.page
            and abs(whole[-1].box[0] - self.box[0]) <= SNAP
            and abs(whole[-1].box[2] - self.box[2]) <= SNAP
        )


def piece_cells(words: Iterable[Word], page: int) -> Iterator[Cell]:
    """A row's words, a cell each."""
    for column, word in enumerate(words):
        yield Cell(word.text, 0, column, page=page, box=_rounded((word.x0, word.top, word.x1, word.bottom)))


def _rounded(box: Box) -> Box:
    return round(box[0], 1), round(box[1], 1), round(box[2], 1), round(box[3], 1)


def find_grids(glyphs: Sequence[Glyph], rules: Sequence[Rule], page: int) -> tuple[list[Grid], list[Glyph]]:
    """Find the page's ruled tables; return them top to bottom, and the glyphs outside of them."""
    left = list(glyphs)
    grids: list[Grid] = []
    for cells in cell_boxes(rules):
        around = outline(cells)
        inside, others = _part(left, around)
        if len(cells) < 2 and not is_block_heading("".join(v.text for v in text_lines(inside))):
            continue
        left = others
        grids.append(Grid(around, tuple(_beside_crowded([*_cells(cells, inside, rules, page)])), page))
    return sorted(grids, key=lambda g: g.box[1]), left


def cell_boxes(rules: Sequence[Rule]) -> Iterator[list[Box]]:
    """Find tables in rules: for each its cells, in no order."""
    edges = [_edge(rule) for rule in rules if max(rule.x1 - rule.x0, rule.bottom - rule.top) >= MIN_EDGE]
    if len(edges) > MAX_EDGES:
        return
    for part in parted(edges, SNAP):
        merged = merge_edges(part, SNAP, SNAP, SNAP, SNAP)
        sides = list(_missing_sides(merged))
        if sides:
            merged = merge_edges(merged + sides, SNAP, SNAP, SNAP, SNAP)
        found = list(crossings.cells(edges_to_intersections(merged, SNAP, SNAP)))
        yield from [found] if len(found) == 1 else map(list, cells_to_tables(found))


_AXES = {"h": ("x0", "x1", "top"), "v": ("top", "bottom", "x0")}  # start, end, position across


def _missing_sides(edges: Sequence[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Outer sides that were not drawn.

    Where two neighbouring rules begin and end alike and an inner rule joins them, their ends are joined too.
    """
    for along, other in (("h", "v"), ("v", "h")):
        start, end, across = _AXES[along]
        crossing = [e for e in edges if e["orientation"] == other]
        alike: dict[tuple[int, int], list[dict[str, Any]]] = {}
        for edge in edges:
            if edge["orientation"] == along:
                alike.setdefault((round(edge[start] / SNAP), round(edge[end] / SNAP)), []).append(edge)
        for group in alike.values():
            for a, b in pairwise(sorted(group, key=lambda e: float(e[across]))):
                if not any(
                    a[start] + SNAP < e[_AXES[other][2]] < a[end] - SNAP and _joins(e, a, b) for e in crossing
                ):
                    continue
                for position in (a[start], a[end]):
                    if not any(
                        abs(e[_AXES[other][2]] - position) <= 2 * SNAP and _joins(e, a, b) for e in crossing
                    ):
                        yield _side(along, position, a[across], b[across])


def _joins(edge: dict[str, Any], a: dict[str, Any], b: dict[str, Any]) -> bool:
    """Say whether a rule runs from one of two parallel rules to the other."""
    start, end, _ = _AXES[edge["orientation"]]
    across = _AXES[a["orientation"]][2]
    return bool(edge[start] <= a[across] + SNAP and edge[end] >= b[across] - SNAP)


def _side(along: str, position: float, first: float, last: float) -> dict[str, Any]:
    return _edge(
        Rule(position, first, position, last) if along == "h" else Rule(first, position, last, position)
    )


def _edge(rule: Rule) -> dict[str, Any]:
    """Pdfplumber's own shape of an edge: a line has no thickness."""
    if rule.horizontal:
        y = (rule.top + rule.bottom) / 2
        return {
            "x0": rule.x0,
            "x1": rule.x1,
            "top": y,
            "bottom": y,
            "width": rule.x1 - rule.x0,
            "height": 0.0,
            "orientation": "h",
        }
    x = (rule.x0 + rule.x1) / 2
    return {
        "x0": x,
        "x1": x,
        "top": rule.top,
        "bottom": rule.bottom,
        "width": 0.0,
        "height": rule.bottom - rule.top,
        "orientation": "v",
    }


def outline(parts: Iterable[Box | Word]) -> Box:
    """The smallest box around cells or words."""
    boxes = [(p.x0, p.top, p.x1, p.bottom) if isinstance(p, Word) else p for p in parts]
    x0, top, x1, bottom = zip(*boxes, strict=True)
    return min(x0), min(top), max(x1), max(bottom)


def _part(glyphs: Iterable[Glyph], box: Box) -> tuple[list[Glyph], list[Glyph]]:
    """The glyphs whose middle lies in a box, and the others."""
    inside: list[Glyph] = []
    outside: list[Glyph] = []
    left, top, right, bottom = box
    for glyph in glyphs:
        _, x0, y0, x1, y1 = glyph
        within = left <= (x0 + x1) / 2 <= right and top <= (y0 + y1) / 2 <= bottom
        (inside if within else outside).append(glyph)
    return inside, outside


_CROWDED = re.compile(r"\d[\d,，.]*\s+\d[\d,，.]*")


def _beside_crowded(cells: Sequence[Cell]) -> Iterator[Cell]:
    """The cells, a blank one in doubt beside one that holds two figures: one of these may be its own."""
    ends: set[tuple[int, int]] = set()
    for cell in cells:
        if _CROWDED.fullmatch(cell.text):
            ends |= {(cell.row, cell.column), (cell.row, cell.column + cell.colspan)}
    for cell in cells:
        beside = {(cell.row, cell.column), (cell.row, cell.column + cell.colspan)} & ends
        yield cell._replace(doubt="position") if beside and not cell.text else cell


def _cells(boxes: Sequence[Box], glyphs: Sequence[Glyph], rules: Sequence[Rule], page: int) -> Iterator[Cell]:
    xs = positions([b[0] for b in boxes] + [b[2] for b in boxes])
    ys = positions([b[1] for b in boxes] + [b[3] for b in boxes])
    ranges = [(nearest(ys, b[1]), nearest(ys, b[3]), nearest(xs, b[0]), nearest(xs, b[2])) for b in boxes]
    owner = {
        (r, c): i for i, (r0, r1, c0, c1) in enumerate(ranges) for r in range(r0, r1) for c in range(c0, c1)
    }
    upright = [((r.x0 + r.x1) / 2, r.top, r.bottom) for r in rules if not r.horizontal]
    sides = crossings.sides_of_rows(xs, ys, upright, SNAP)
    inside: list[list[Glyph]] = [[] for _ in boxes]
    torn: set[int] = set()  # cells that rules through a number may have given digits of each other's
    for run in _runs(glyphs):
        row = bisect_right(ys, (run[0].top + run[0].bottom) / 2) - 1
        own = sides.get(row, xs)
        if len(run) == 1:
            if (i := owner.get((row, _column(own, run[0])))) is not None:
                inside[i].append(run[0])
            continue
        places = [_column(own, glyph) for glyph in run]
        column = bisect_right(own, (run[0].x0 + run[-1].x1) / 2) - 1
        for glyph, place in zip(run, places, strict=True):
            if (i := owner.get((row, column))) is not None:
                inside[i].append(glyph)
                if (other := owner.get((row, place), i)) != i:
                    torn |= {i, other}
    for i, (box, members) in enumerate(zip(boxes, inside, strict=True)):
        row, end, column, right = ranges[i]
        lines = text_lines(members)
        text, pieces = cell_text(lines, box)
        unsure = RECOGNISED if any(isinstance(g, Unsure) for g in members) else None
        yield Cell(
            text=text,
            row=row,
            column=column,
            rowspan=max(1, end - row),
            colspan=max(1, right - column),
            page=page,
            box=_rounded(box),
            cut=pieces or fills_cell(lines, box),
            full=bool(lines) and is_full(lines[-1], lines[-1].text[-1:], box),
            doubt="cut" if i in torn else unsure,
        )


def _column(xs: Sequence[float], glyph: Glyph) -> int:
    text, x0, _, x1, _ = glyph
    return bisect_right(xs, x0 if text in HANGING else (x0 + x1) / 2) - 1


def _runs(glyphs: Sequence[Glyph]) -> Iterator[list[Glyph]]:
    """Part characters into single ones and whole numbers: digits that touch belong together wherever a rule is."""
    run: list[Glyph] = []
    for glyph in glyphs:
        if run and not (glyph[0].isdigit() and _touch(run[-1], glyph)):
            yield run
            run = []
        run.append(glyph)
    if run:
        yield run


def _touch(left: Glyph, right: Glyph) -> bool:
    near = TOUCHING * (left[4] - left[2])
    return left[0].isdigit() and abs(right[1] - left[3]) < near and abs(right[2] - left[2]) < near


def positions(values: list[float], near: float = SNAP / 2) -> list[float]:
    """Where values stand, those near each other counted as one."""
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > near:
            found.append(value)
    return found
