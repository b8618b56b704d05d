"""Tables that hold more than a table: rows of prose between rows of figures, a title in the first row.

Some offices print their whole report as one table. Its prose must be read as prose, its figures as figures.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from extractors.labels import is_official
from extractors.numbers import looks_like_value

if TYPE_CHECKING:
    from extractors.content import Cell

Row = Sequence["Cell"]

_SHORTEST_SENTENCE = 30  # a remark in a cell is shorter
_LONGEST_LABEL = 200  # official labels have up to 60 characters
_ENDS = ("：", ":", "。", "；")
_NUMBERED = re.compile("[一二三四五六七八九十]{1,2}、")
_SIGNS_OF_WORDS = "年。：:，,"  # in a title, a caption, a note; hardly in a head's word


def parts(rows: Sequence[Row]) -> Iterator[tuple[bool, list[Row]]]:
    """Cut a table's rows into runs, and say of each run whether it is prose."""
    if _is_a_section(rows):
        yield True, list(rows)
        return
    prose = [_is_prose(row) or (_is_alone(row) and row[0].text.endswith(_ENDS)) for row in rows]
    downwards = range(len(rows))
    for order in (downwards, downwards[::-1]):
        outer = list(_lines_at_the_edge(order, rows))
        for i in outer:
            prose[i] = True
    for i in downwards[:0:-1]:  # the heading of what is told below it
        prose[i - 1] = prose[i - 1] or (prose[i] and _is_alone(rows[i - 1]))
    for is_prose, run in groupby(downwards, prose.__getitem__):
        yield is_prose, [rows[i] for i in run]


def _is_a_section(rows: Sequence[Row]) -> bool:
    """Say whether a table of one column is a section of the report in a frame: its heading, then what it says."""
    heading = rows[0][0].text if rows else ""
    return (
        _NUMBERED.match(heading) is not None
        and not is_official(heading)
        and all(len(row) == 1 for row in rows)
    )


def _lines_at_the_edge(order: range, rows: Sequence[Row]) -> Iterator[int]:
    """The rows of one cell with which a table begins, or ends, up to the last that says something in words."""
    pending: list[int] = []
    for i in order:
        if not _is_alone(rows[i]):
            return
        pending.append(i)
        text = rows[i][0].text
        if len(text) > _SHORTEST_SENTENCE or any(sign in text for sign in _SIGNS_OF_WORDS):
            yield from pending
            pending = []


def _is_alone(row: Row) -> bool:
    """Say whether a row is one cell from the table's left side, and no word of a form."""
    (cell, *others) = row
    return (
        not others
        and (cell.column, cell.rowspan) == (0, 1)
        and not looks_like_value(cell.text)
        and not is_official(cell.text)
    )


def _is_prose(row: Row) -> bool:
    if any(cell.text and looks_like_value(cell.text) for cell in row):
        return False
    return any(
        len(cell.text) > _LONGEST_LABEL or (len(cell.text) > _SHORTEST_SENTENCE and "。" in cell.text)
        for cell in row
    )
