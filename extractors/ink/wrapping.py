"""The lines of a cell -> its text: what wraps is one, what stands above each other is not."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from extractors.content import Box
from extractors.ink.lines import Line

PADDING = 5.5  # points: the usual 0.19 cm a word processor leaves on each side of a cell
_DIGIT = 0.55  # of its size is a digit wide, with what parts it from the next
TOUCHES = 0.6  # points: text nearer to its cell's side may go on behind it


def cell_text(lines: Iterable[Line], box: Box) -> tuple[str, bool]:
    """The text of a cell, and if it may be two figures. A line that fills the cell's width goes on in the next:
    a long number wraps, two above each other stay two. Of a number written in pieces the whole next had no room.
    """
    text, unsure = "", False
    previous: Line | None = None
    for line in lines:
        if previous is not None and not is_full(previous, line.text, box):
            both = line.x1 - line.x0 + previous.x1 - previous.x0 + 2 * PADDING
            if both > box[2] - box[0] and _PIECES.fullmatch(f"{previous.text}\n{line.text}"):
                unsure = True
            else:
                text += "\n"
        text += line.text
        previous = line
    return text, unsure


# 1⏎1,927 and 11⏎,927; where blanks group the digits, 1⏎264 and what may stand behind a number.
_PIECES = re.compile(
    r"\d{1,3}(?:[,，]\d{3})*\n\d*(?:[,，]\d{3})+|\d{1,3}(?: \d{3})*\n\d{3}(?: \d{3})*(?!\d).{0,12}"
)


def is_full(line: Line, following: str, box: Box) -> bool:
    width = line.x1 - line.x0
    # Of digits the line itself says how wide the next one is; a scan's size is only the height of its ink.
    size = max(line.size, width / len(line.text) / _DIGIT) if line.text.isdecimal() else line.size
    return fills(width, following, size, box[2] - box[0])


def fills(width: float, following: str, size: float, room: float) -> bool:
    """Say whether the next line's first character had no room left in a line, cell padding allowed for."""
    wanted = (_DIGIT if following[:1].isascii() else 1.05) * size
    return width + wanted + 2 * PADDING > room


def fills_cell(lines: Sequence[Line], box: Box) -> bool:
    """Say whether the last line takes the whole width of its cell: more may have been clipped off there."""
    return bool(lines) and lines[-1].x1 > box[2] - TOUCHES and lines[-1].x0 < box[0] + lines[-1].size
