"""The lines of a cell: a number that wraps is one, two numbers above each other are two."""

from __future__ import annotations

import pytest

from extractors.ink.lines import Line, Word
from extractors.ink.wrapping import cell_text


def line(text: str, width: float, top: float, size: float) -> Line:
    return Line((Word(text, 100.0, top, 100.0 + width, top + size),), size, top, top + size)


@pytest.mark.parametrize(
    ("width", "size", "room", "text"),
    [
        (
            25.4,
            10.0,
            40.0,
            "32414661",
        ),  # as a word processor sets it: digits of five points, the next had no room
        (25.6, 6.5, 40.3, "32414661"),  # the same scanned: its size is the height of its ink
        (25.6, 6.5, 46.0, "32414\n661"),  # one more digit had room: two numbers
    ],
)
def test_a_line_of_digits_goes_on_where_the_next_digit_had_no_room(
    width: float, size: float, room: float, text: str
) -> None:
    lines = [line("32414", width, 0, size), line("661", 15.3, 10, size)]
    assert cell_text(lines, (95.0, 0.0, 95.0 + room, 30.0)) == (text, False)
