"""Which lines of a page are a table without rules: short ones around lines with figures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain, takewhile
from statistics import median

from extractors.fitting.rows import is_block_heading
from extractors.ink.lines import Line, Word
from extractors.numbers import looks_like_value
from extractors.outline import is_section_heading

LONGEST_LABEL = 60  # characters of words in a table's line
SHORTEST_PROSE = 20  # characters of a line from margin to margin
FULL = 0.75  # of the width between the margins: a line of prose takes more
SHORTEST_END = 5  # characters of a line that a full stop or a colon ends, and no label's
LONGEST_BREAK = 12  # lines of words between two lines with figures: a narrow head may take ten
FEWEST_FIGURES = 3
NAMES = 4  # words apart in one line: a head's, no prose
APART = 2.2  # of a line's height: a head or a label further off belongs to something else
LARGER = 1.15  # of the size of the table's figures: a heading


def zones(lines: Sequence[Line]) -> list[tuple[int, int]]:
    """Where tables without rules begin and end among a page's lines."""
    found: list[tuple[int, int]] = []
    for start, end in _zones(lines):
        if found and start < found[-1][1]:  # lines of one label between them
            found[-1] = found[-1][0], max(end, found[-1][1])
        else:
            found.append((start, end))
    return found


def _zones(lines: Sequence[Line]) -> Iterator[tuple[int, int]]:
    left = min((line.x0 for line in lines), default=0.0)
    right = max((line.x1 for line in lines), default=0.0)
    largest = LARGER * median([line.size for line in lines if has_figures(line)] or [float("inf")])
    start: int | None = None
    last = -1
    for i, line in enumerate([*lines, None]):
        prose = line is None or line.size > largest or is_prose(line, left, right)
        if line is not None and not prose and (has_figures(line) or is_beside(lines, i)):
            start = i if start is None else start
            last = i
        elif start is not None and (prose or i - last > LONGEST_BREAK):
            reach = _reach(lines, start, last, left, right)
            if _is_table(lines[slice(*reach)]):
                yield reach
            start = None


def opening(lines: Sequence[Line], below: Sequence[Line]) -> int:
    """From where on a page's last lines may be of a table that goes on ``below`` it."""
    return len(lines) - closing(lines[::-1], below)


def closing(lines: Sequence[Line], others: Sequence[Line]) -> int:
    """How many of a page's first lines may be of a table that has ``others``, no larger than these."""
    left = min((line.x0 for line in lines), default=0.0)
    right = max((line.x1 for line in lines), default=0.0)
    largest = LARGER * max(line.size for line in others)
    fitting = takewhile(lambda line: line.size <= largest and not is_prose(line, left, right), lines)
    return sum(1 for _ in fitting)


def is_prose(line: Line, left: float, right: float) -> bool:
    """Say whether a line between two margins is a heading or prose, not part of a table."""
    words = [w for w in line.words if not are_figures(w)]
    text = "".join(w.text for w in words)
    ends = _ends_sentence(" ".join(w.text for w in words))
    # A lone character is a piece of a label written downwards, not a heading's number.
    heading = is_section_heading(line.text) and (len(line.words) == 1 or len(line.words[0].text) > 1)
    if len(text) > LONGEST_LABEL or ends or heading:
        return True
    full = sum(w.x1 - w.x0 for w in line.words) > FULL * (right - left)
    parted = len(line.words) >= NAMES or has_figures(line)
    return full and len(text) > SHORTEST_PROSE and not parted


def _ends_sentence(text: str) -> bool:
    """Say whether prose ends here, and not only the first line of a head such as 金额（单位：万元）."""
    if text.endswith("："):
        last = text.rsplit(maxsplit=1)[-1]
        return len(last) > SHORTEST_END and sum(map(last.count, "（(")) == sum(map(last.count, "）)"))
    return text.endswith(("。", "；")) and len(text) > SHORTEST_END


def has_figures(line: Line) -> bool:
    """Say whether a line ends with a figure that stands apart from what is before it."""
    return len(line.words) > 1 and are_figures(line.words[-1])


def are_figures(word: Word) -> bool:
    """Say whether a word is a figure, or several: long ones stand nearer to each other than words do."""
    return all(map(looks_like_value, word.text.split()))


def is_beside(lines: Sequence[Line], at: int) -> bool:
    """Say whether a line is a figure alone that stands beside a label a little higher or lower: the middle of one is
    that of the other, and either may take two lines.
    """
    line = lines[at]
    if len(line.words) > 1 or not are_figures(line.words[0]):
        return False
    return any(
        line.is_beside(other) and other.x1 < line.x0 and not are_figures(other.words[-1])
        for other in (*lines[max(0, at - 1) : at], *lines[at + 1 : at + 2])
    )


def _is_table(lines: Sequence[Line]) -> bool:
    """Say whether lines have figures enough for a table, or a head of table 1."""
    words = [w.text for line in lines for w in line.words]
    headed = any(is_block_heading(text) or "信息内容" in text.split() for text in words)
    behind = (line.words if is_beside(lines, at) else line.words[1:] for at, line in enumerate(lines))
    return headed or sum(map(are_figures, chain.from_iterable(behind))) >= FEWEST_FIGURES


def _reach(lines: Sequence[Line], start: int, last: int, left: float, right: float) -> tuple[int, int]:
    """From the head above the first figures to the rest of the last label."""
    size = median([line.size for line in lines[start : last + 1]])

    def is_part(at: int, near: int) -> bool:
        line = lines[at]
        gap = max(line.top, lines[near].top) - min(line.bottom, lines[near].bottom)
        return not is_prose(line, left, right) and gap < APART * size and line.size < LARGER * size

    while start and is_part(start - 1, start):
        start -= 1
    while last + 1 < len(lines) and is_part(last + 1, last):
        last += 1
    return start, last + 1
