"""Tables drawn with characters: cells set under each other with blanks, or boxed with +, - and |."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from extractors.content import Cell, clean
from extractors.fitting.rows import is_block_heading, is_printed_rule, is_unit
from extractors.fitting.vocabulary import is_label, known
from extractors.numbers import looks_like_value, parse_cell
from extractors.report import Status

BOX_RULE = re.compile(r"\s*\+(?:[-─=:]+\+)+\s*")
_RULED = re.compile(r"\s*[+|](?:.*\+)?[-─=:]{2,}(?:\+.*)?[+|]\s*")  # some of the columns or all
_SEVERAL = re.compile(r"\d\s+\d")
_ENUMERATOR = re.compile(r"[(（]?\d{1,2}[)）.．、]")
_WIDE_GAP = re.compile(r"\s{2,}|\u3000")
_MOST_PIECES = 16
_LONGEST_HEADING = 12
_MOST_FIGURES = 15  # in table 3, whose figures have no label
_FEWEST_FIGURES = 5  # in a row without words
_LONGEST_HEAD_WORD = 14
_Measure = Callable[[str], int]


def _is_figure(text: str) -> bool:
    several = len(text.split()) > 1 and parse_cell(text).status is Status.UNPARSED
    return looks_like_value(text) and not several and not _ENUMERATOR.fullmatch(text)


def is_several(text: str) -> bool:
    """Say whether a cell may be several: thousands, or figures that came close."""
    return _SEVERAL.search(text) is not None


def spaced(line: str) -> tuple[str, ...] | None:
    """The cells of a table's row that only blanks part; None where a line is no such row."""
    heading = is_block_heading(line) and len("".join(line.split())) < _LONGEST_HEADING
    label = is_label(line) or known(line).row
    if heading or (label and not _is_figure(line.rsplit(maxsplit=1)[-1])):
        return None  # one cell, blanks and all
    wide = _whole_labels([clean(field) for field in _WIDE_GAP.split(line.strip())])
    if _is_row(wide):
        return tuple(wide)
    narrow = line.split()
    figures = next((n for n, word in enumerate(reversed(narrow)) if not _is_figure(word)), len(narrow))
    words = _one_label(_whole_labels(narrow[: len(narrow) - figures]))
    named = sum(bool(known(word)) or is_unit(word) for word in words)
    head = named > 1 and named + 1 >= len(words) and all(len(word) <= _LONGEST_HEAD_WORD for word in words)
    if figures >= _FEWEST_FIGURES if not words else head or named == len(words) > 1 or (named and figures):
        return (*words, *narrow[len(narrow) - figures :])
    return None


def _is_row(fields: Sequence[str]) -> bool:
    """Say whether words set apart by wide gaps are a table's row: figures, a head, or one indicator."""
    if len(fields) < 2:
        return False
    if all(known(f) for f in fields):
        return True
    figures = sum(_is_figure(f) for f in fields[1:])
    indicator = figures == 1 and _is_figure(fields[-1]) and (is_unit(fields[-2]) or known(fields[0]).row)
    head = len(fields) > 2 and all(len(f) <= _LONGEST_HEAD_WORD for f in fields)
    return indicator or head or figures > 1 or is_printed_rule(fields[0])


def _whole_labels(words: Sequence[str]) -> list[str]:
    """Put together what blanks inside a label parted."""
    whole: list[str] = []
    at = 0
    while at < len(words):
        ends = range(min(len(words), at + _MOST_PIECES), at + 1, -1)
        end = next((e for e in ends if is_label("".join(words[at:e]))), at + 1)
        whole.append("".join(words[at:end]))
        at = end
    return whole


def _one_label(words: Sequence[str]) -> list[str]:
    """Words of no form that stand together are one label."""
    labels: list[str] = []
    for named, run in groupby(words, key=lambda word: bool(known(word)) or is_unit(word)):
        together = list(run)
        labels += together if named else ["".join(together)]
    return labels


def columns(text: str) -> int:
    """How many columns of a terminal a text takes."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


@dataclass(frozen=True, slots=True)
class _Field:
    """Words with wide gaps on both sides: from one column to another."""

    text: str
    start: int
    end: int


def aligned(lines: Sequence[str]) -> list[list[Cell]] | None:
    """The cells of lines whose words stand in columns, part by part: every page has columns of its own.

    None where they do not stand in columns.
    """
    if any(len(spaced(line) or ()) > len(_WIDE_GAP.split(line.strip())) for line in lines):
        return None  # single blanks part cells: what stands under what is chance
    parts: list[list[Cell]] = []
    start = 0
    while start < len(lines):
        # Lines that do not stand in columns do so no better with more below them.
        ends = range(start + 1, len(lines) + 1)
        most = bisect_left(ends, True, key=lambda end: _part(lines[start:end]) is None)
        cells = _part(lines[start : start + most])
        if not cells or not _is_certain(cells):
            return None
        parts.append(cells)
        start += most
    return parts


def _is_certain(cells: Sequence[Cell]) -> bool:
    """Say whether it is no chance that figures stand under each other: their labels are of different lengths.

    Where figures stand on lines of their own, their labels are broken over the lines around.
    """
    named: set[int] = set()  # the columns that the head names
    for _, row in groupby(cells, key=lambda cell: cell.row):
        printed = list(row)
        line = [cell for cell in printed if cell.text]
        alone = line and _is_figure(line[0].text) and len(line) < _MOST_FIGURES
        if alone and len(named) < len(printed):
            return False
        named |= {cell.column for cell in line if known(cell.text).column}
    labels = {
        columns(left.text)
        for left, cell in pairwise(cells)
        if left.row == cell.row and _is_figure(cell.text) and left.text and not _is_figure(left.text)
    }
    return len(labels) > 1 or all(cell.text for cell in cells)


def _part(lines: Sequence[str]) -> list[Cell] | None:
    for measure in (columns, len):  # converters count a Chinese character as two columns or as one
        fields = [_fields(line, measure) for line in lines]
        # The words of a head may stand over several columns; figures never do.
        for telling in (fields, [row for row in fields if _figure_at(row)]):
            found = _cells(fields, _runs(telling))
            if found is not None:
                return found
    return None


def _figure_at(row: Sequence[_Field]) -> int | None:
    return next((i for i, field in enumerate(row) if i and _is_figure(field.text)), None)


def _fields(line: str, measure: _Measure) -> list[_Field]:
    found: list[_Field] = []
    line = line.rstrip()
    position = len(line) - len(line.lstrip())
    for gap in [*_WIDE_GAP.finditer(line, position), None]:
        end = gap.start() if gap else len(line)
        if end > position:
            text = line[position:end]
            start = measure(line[:position])
            found.append(_Field(text, start, start + measure(text)))
        position = gap.end() if gap else end
    return found


def _runs(rows: Sequence[Sequence[_Field]]) -> list[tuple[int, int]]:
    """The columns' extents: what the words of any line take up, with a gap between that no line fills."""
    runs: list[list[_Field]] = []
    end = -1
    for field in sorted((f for row in rows if len(row) > 1 for f in row), key=lambda f: f.start):
        if field.start >= end:
            runs.append([])
        runs[-1].append(field)
        end = max(end, field.end)
    # What one line alone prints there is a column if it is a word of the forms, else a word parted by a wide blank.
    kept = [run for run in runs if len(run) > 1 or known(run[0].text) or _is_figure(run[0].text)]
    return [(min(f.start for f in run), max(f.end for f in run)) for run in kept]


def _cells(rows: Sequence[Sequence[_Field]], extents: Sequence[tuple[int, int]]) -> list[Cell] | None:
    """A cell for every column of every line; None where a figure has no column of its own."""
    extents = extents or [(0, 0)]
    cells: list[Cell] = []
    for r, row in enumerate(rows):
        taken: dict[int, Cell] = {}
        for field in row:
            under = [c for c, (start, end) in enumerate(extents) if field.start < end and start < field.end]
            under = under or [c for c, (start, _) in enumerate(extents) if start < field.start][-1:] or [0]
            if not under or (_is_figure(field.text) and (len(under) > 1 or under[0] in taken)):
                return None
            above = taken.get(under[0])
            if above is not None and _is_figure(above.text):
                return None
            text = f"{above.text} {field.text}" if above else field.text
            colspan = under[-1] - under[0] + 1
            taken[under[0]] = Cell(
                clean(text), r, under[0], colspan=colspan, doubt="position" if is_several(text) else None
            )
        covered = {c for cell in taken.values() for c in range(cell.column, cell.column + cell.colspan)}
        blank = (Cell("", r, c) for c in range(len(extents)) if c not in covered)
        cells += sorted([*taken.values(), *blank], key=lambda cell: cell.column)
    return cells


def boxed(lines: Sequence[str]) -> list[Cell]:
    """The cells of a table boxed with +---+ lines; a line that rules only some columns leaves the others' cells open."""
    bounds = sorted(
        {
            columns(line[:i])
            for line in lines
            if _RULED.fullmatch(line)
            for i, c in enumerate(line)
            if c == "+"
        }
    )
    cells: list[Cell] = []
    open_cells: dict[int, Cell] = {}
    row = -1
    for line in lines:
        if _RULED.fullmatch(line):
            row += 1
            ended = [c for c in open_cells if _is_ruled(line, bounds[c])]
            cells += [open_cells.pop(c) for c in ended]
            open_cells = {c: cell._replace(rowspan=row - cell.row + 1) for c, cell in open_cells.items()}
        for column, width, text in _pieces(line, bounds):
            cell = open_cells.get(column)
            if cell is None and not _RULED.fullmatch(line):
                open_cells[column] = Cell(text, row, column, colspan=width)
            elif cell is not None and text:
                open_cells[column] = cell._replace(text=cell.text + text)
    whole = (cell._replace(text=clean(cell.text)) for cell in (*cells, *open_cells.values()))
    return sorted(whole, key=lambda c: (c.row, c.column))


def _is_ruled(line: str, bound: int) -> bool:
    """Say whether a line rules the column behind a bound."""
    position = next((i for i in range(len(line)) if columns(line[:i]) > bound), len(line))
    return line[position : position + 1] in ("-", "─", "=", ":")


def _pieces(line: str, bounds: Sequence[int]) -> Iterator[tuple[int, int, str]]:
    """What a line prints between its bars: column, how many columns, text."""
    bars = [i for i, c in enumerate(line) if c in "|+"]
    if len(bars) == len(
        bounds
    ):  # the widths of quotes and dashes are anybody's guess, the order of bars is not
        at = list(range(len(bounds)))
    else:
        at = [min(range(len(bounds)), key=lambda b: abs(bounds[b] - columns(line[:i]))) for i in bars]
    for (i, a), (j, b) in pairwise(zip(bars, at, strict=True)):
        text = clean(line[i + 1 : j])
        if b > a and not (_RULED.fullmatch(line) and re.fullmatch(r"[-─=:]+", text)):
            yield a, b - a, text
