"""Tables without rules: lines whose words stand in columns. The last resort of formats that only have ink."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractors.content import Cell
from extractors.lines import Line, Word
from extractors.numbers import looks_like_value
from extractors.rows import is_block_heading

LONGEST_LABEL = 60  # characters of words in a table's line
LONGEST_BREAK = 8  # lines of words between two lines with figures: the head of table 3 has three
FEWEST_FIGURES = 3


@dataclass(frozen=True, slots=True)
class Zone:
    """Consecutive lines that form a table: lines[start:end] of the page."""

    start: int
    end: int


def zones(lines: Sequence[Line]) -> Iterator[Zone]:
    """Where tables without rules stand among a page's lines outside ruled tables."""
    start: int | None = None
    last = -1
    for i, line in enumerate([*lines, None]):
        if line is not None and _has_figures(line):
            start = i if start is None else start
            last = i
        elif start is not None and (line is None or i - last > LONGEST_BREAK or _is_prose(line)):
            if sum(_count(other) for other in lines[start : last + 1]) >= FEWEST_FIGURES:
                yield Zone(_with_head(lines, start), last + 1)
            start = None


def _count(line: Line) -> int:
    return sum(_is_figure(word, line) for word in line.words) if _has_figures(line) else 0


def _with_head(lines: Sequence[Line], start: int) -> int:
    """The head above the first figures: lines of several words."""
    at = start
    while (
        at > 0
        and start - at < LONGEST_BREAK
        and len(lines[at - 1].words) > 1
        and not _is_prose(lines[at - 1])
    ):
        at -= 1
    return at


def _has_figures(line: Line) -> bool:
    words = line.words
    return len(words) > 1 and not _is_prose(line) and any(looks_like_value(w.text) for w in words[1:])


def _is_prose(line: Line) -> bool:
    text = "".join(w.text for w in line.words if not looks_like_value(w.text))
    return len(text) > LONGEST_LABEL or text.endswith("。")


def cells(lines: Sequence[Line], page: int) -> list[Cell]:
    """The cells of one zone. Figures stand under the columns that the fullest lines show; a label that takes
    several lines is joined to the line with its figures that is nearest.
    """
    columns = _columns(lines)
    figures = [i for i, line in enumerate(lines) if _has_figures(line)]
    labels: dict[int, list[Word]] = {
        i: [w for w in lines[i].words if not _is_figure(w, lines[i])] for i in figures
    }
    for i, line in enumerate(lines):
        nearest = min(figures, key=lambda f: abs(lines[f].top - line.top))
        if i not in labels and len(line.words) == 1 and _same_cell(line, lines[nearest]):
            labels[nearest] += line.words
        elif i not in labels:
            labels[i] = []
    found: list[Cell] = []
    for r, i in enumerate(i for i in sorted(labels) if labels[i] or i not in figures):
        if labels[i]:
            found += _row(lines[i], labels[i], columns, r, page)
        else:
            found += cells_of(lines[i], page, row=r)
    return found


def cells_of(line: Line, page: int, row: int = 0) -> list[Cell]:
    """A line's words, a cell each."""
    return [_cell(word, row, c, page) for c, word in enumerate(line.words)]


def _same_cell(fragment: Line, row: Line) -> bool:
    """Lines of one cell stand close together; a heading keeps its distance."""
    near = abs(fragment.top - row.top) < 1.7 * row.size
    return near and not is_block_heading(fragment.text)


def _is_figure(word: Word, line: Line) -> bool:
    return looks_like_value(word.text) and word is not line.words[0]


def _columns(lines: Sequence[Line]) -> list[float]:
    """Where the figures of the most usual full line stand."""
    counts = Counter(sum(_is_figure(w, line) for w in line.words) for line in lines)
    usual = max((n for n, times in counts.items() if n >= 5 and times >= 2), default=0)
    full = [line for line in lines if usual and sum(_is_figure(w, line) for w in line.words) == usual]
    return [
        sum(m) / len(m)
        for m in zip(*([w.middle for w in line.words if _is_figure(w, line)] for line in full), strict=True)
    ]


def _row(line: Line, label: Sequence[Word], columns: Sequence[float], row: int, page: int) -> list[Cell]:
    words = [Cell("".join(w.text for w in sorted(label, key=lambda w: (w.top, w.x0))), row, 0, page=page)]
    figures = [w for w in line.words if _is_figure(w, line)]
    if len(columns) < len(figures) or not columns:
        return words + [_cell(w, row, c + 1, page) for c, w in enumerate(figures)]
    under = {min(range(len(columns)), key=lambda c: abs(columns[c] - w.middle)): w for w in figures}
    if len(under) < len(figures):  # two figures under one column: order is all that is known
        return words + [_cell(w, row, c + 1, page) for c, w in enumerate(figures)]
    return words + [
        _cell(under[c], row, c + 1, page) if c in under else Cell("", row, c + 1, page=page)
        for c in range(len(columns))
    ]


def _cell(word: Word, row: int, column: int, page: int) -> Cell:
    box = (round(word.x0, 1), round(word.top, 1), round(word.x1, 1), round(word.bottom, 1))
    return Cell(word.text, row, column, page=page, box=box)
