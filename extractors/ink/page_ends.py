"""What a page's end cuts off a table: rows and pieces of labels that stand outside of its rules."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from extractors.fitting.rows import is_block_heading
from extractors.ink.lattice import SNAP, Grid, outline, piece_cells
from extractors.ink.lines import Line
from extractors.numbers import looks_like_value
from extractors.outline import is_section_heading

ONE_LABEL = 0.45  # of a line's height: lines nearer than this are one label's
NEAR_END = 2  # lines between a table and the page's end that leave it open for the next page

# A piece of a label, not a heading of its own.
_TORN = re.compile(r"(?![一二三四五六七八九十][、.．])(?!第?二十条)[^。：:]{1,16}")

_Blocks = list[Grid | Line]


def with_torn_rows(pages: Sequence[tuple[int, _Blocks]]) -> Iterator[_Blocks]:
    """Each page's blocks, with the lines that are rows of a table, or pieces of its labels, made pieces of it."""
    above: Grid | None = None  # the table that the page before ends with
    for i, (number, blocks) in enumerate(pages):
        below = (
            next((b for b in pages[i + 1][1][:3] if isinstance(b, Grid)), None)
            if i + 1 < len(pages)
            else None
        )
        tables = [(k, b) for k, b in enumerate(blocks) if isinstance(b, Grid)]
        first = tables[0][0] if tables else len(blocks)
        begun = _rows_of(above, blocks[:first], between=bool(tables)) if above else 0
        last = tables[-1][0] + 1 if tables else begun
        tail = blocks[last:]
        if tables:
            above = tables[-1][1]
            end = _rows_of(above, tail, between=below is not None)
            yield [
                *_pieces(blocks[:begun], number),
                *blocks[begun:last],
                *_pieces(tail[:end], number),
                *tail[end:],
            ]
            above = above if len(tail) - end <= NEAR_END else None
        else:
            start = len(tail) - (_rows_of(below, tail[::-1], between=False) if below else 0)
            yield [*_pieces(blocks[:begun], number), *tail[:start], *_pieces(tail[start:], number)]
            above = above if begun == len(blocks) else None


def is_rest(line: Grid | Line, table: Grid) -> bool:
    """Say whether a line has nothing but digits under a table's figures."""
    return (
        isinstance(line, Line) and all(w.text.isdigit() for w in line.words) and _under_figures(line, table)
    )


def _rows_of(table: Grid, blocks: Sequence[Grid | Line], *, between: bool) -> int:
    """How many of the blocks next to a table, or to the page's end, are its own: up to the last row with figures, or
    all of them where they stand ``between`` it and another table and none is anything else.
    """
    if between and all(
        isinstance(b, Line) and (_TORN.fullmatch(b.text) or _is_head(b) or _is_row(b, table)) for b in blocks
    ):
        return len(blocks)
    lines = list(takewhile(lambda b: _is_part(b, table), blocks))
    while lines and not _is_row(lines[-1], table) and not (len(lines) > 1 and _are_beside(*lines[-2:])):
        lines.pop()
    return len(lines) or int(bool(blocks) and is_rest(blocks[0], table))


def _is_part(block: Grid | Line, table: Grid) -> bool:
    """Say whether a line may be of a table: a row, its figures alone, a piece of a label, or words left of all
    figures.
    """
    if not isinstance(block, Line):
        return False
    left = min((x0 for x0, _ in _figures(table)), default=table.box[0])
    beside = block.x1 < table.box[0] and table.box[1] < block.centre < table.box[3]
    label = (
        (beside or table.box[0] - SNAP < block.x0)
        and block.x1 < left + SNAP
        and not block.text.endswith("。")
        and not is_section_heading(block.text)
    )
    figures = looks_like_value(block.words[-1].text) and _under_figures(block, table)
    return label or figures or _TORN.fullmatch(block.text) is not None


def _is_head(line: Line) -> bool:
    return is_block_heading(line.text) or line.words[0].text == "信息内容"


def _is_row(block: Grid | Line, table: Grid) -> bool:
    """Say whether a line has words, and behind them figures that all stand under figures of a table."""
    if not isinstance(block, Line) or not looks_like_value(block.words[-1].text):
        return False
    return not all(looks_like_value(w.text) for w in block.words) and _under_figures(block, table)


def _under_figures(line: Line, table: Grid) -> bool:
    figures = _figures(table)
    return table.box[0] - SNAP < line.x0 and all(
        any(x0 < w.middle < x1 for x0, x1 in figures) for w in line.words if looks_like_value(w.text)
    )


def _figures(table: Grid) -> list[tuple[float, float]]:
    """From where to where the cells with figures reach."""
    return [(c.box[0], c.box[2]) for c in table.cells if c.box and c.text and looks_like_value(c.text)]


def _are_beside(a: Grid | Line, b: Grid | Line) -> bool:
    return isinstance(a, Line) and isinstance(b, Line) and min(a.bottom, b.bottom) > max(a.top, b.top)


def _pieces(blocks: Sequence[Grid | Line], page: int) -> Iterator[Grid]:
    """The lines as rows: a label of several lines and the figures beside it are one."""
    row: list[Line] = []
    for line in (b for b in blocks if isinstance(b, Line)):
        figures = any(looks_like_value(part.words[-1].text) for part in row)
        apart = row and line.top - row[-1].bottom > ONE_LABEL * line.size
        if (
            row
            and not _are_beside(row[-1], line)
            and (apart or (figures and looks_like_value(line.words[-1].text)))
        ):
            yield _piece(row, page)
            row = []
        row.append(line)
    if row:
        yield _piece(row, page)


def _piece(lines: Sequence[Line], page: int) -> Grid:
    words = [word for line in lines for word in line.words]
    return Grid(outline(words), tuple(piece_cells(words, page)), page, piece=True)
