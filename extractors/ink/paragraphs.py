"""Which lines are one paragraph, and which are none of the text: page numbers and what browsers print around it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import itemgetter
from statistics import median

from extractors.closing import only_date
from extractors.ink.lines import Line

LARGER = 1.12  # of the usual size of characters: a title

_PAGE_NUMBER = re.compile(
    r"[-—–－\s·]*(?:第\s*)?\d{1,4}(?:\s*页)?(?:\s*[/／,，]?\s*共\s*\d{1,4}\s*页|\s*/\s*\d{1,4})?[-—–－\s·]*"
)
_PRINTED_BY_BROWSER = re.compile(
    r"\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4},? *\d{1,2}:\d{2}.*|(?:https?|file)://.*", re.IGNORECASE
)


def is_of_page(line: Line, page_height: float) -> bool:
    """Say whether a line in the page's margin is its number, or the address or the hour of printing."""
    in_margin = line.bottom < page_height * 0.09 or line.top > page_height * 0.9
    return in_margin and any(p.fullmatch(line.text) for p in (_PAGE_NUMBER, _PRINTED_BY_BROWSER))


@dataclass(frozen=True, slots=True)
class Measures:
    """What most lines of a text have in common: where they begin and end, how far apart and how large they are.

    ``indent`` is how far the first lines of its paragraphs stand in.
    """

    left: float
    right: float
    pitch: float
    size: float
    indent: float = 0.0


def measures(lines: Sequence[Line]) -> Measures:
    """Measure the lines of a text; the rare one that sticks out, and the step to another page, do not count."""
    if not lines:
        return Measures(0.0, 0.0, float("inf"), 0.0)
    steps = [b.top - a.top for a, b in pairwise(lines) if 0 < b.top - a.top < 4 * a.size]
    rights = sorted(line.x1 for line in lines)
    left, size = min(line.x0 for line in lines), median(line.size for line in lines)
    indents = Counter(round(line.x0 - left) for line in lines if line.x0 - left > size / 2)
    indent, times = max(indents.items(), key=itemgetter(1), default=(0, 0))
    return Measures(
        left,
        rights[int(len(rights) * 0.9)],
        median(steps) if steps else float("inf"),
        size,
        indent if times > 1 else 0.0,
    )


_STANDS_ALONE = re.compile(
    r"[一二三四五六七八九十]{1,2}[、.．]|[（(][一二三四五六七八九十]{1,2}[)）]|\S{1,12}[〔\[【(（]\s*\d{4}\s*[〕\]】)）]\s*\d+\s*号$"
)


def ends_paragraph(line: Line, following: Line, usual: Measures) -> bool:
    """Say whether a paragraph ends between two lines: the first stops short, the second is indented or
    numbered or a date, or there is a gap or a change of size between them.
    """
    if (
        _STANDS_ALONE.match(following.text)
        or only_date("".join(following.text.split()))
        or abs(line.size - following.size) > 0.25 * line.size
    ):
        return True
    if _is_one_title(line, following, usual):
        return False
    if _had_room(line, following, usual) or following.x0 > usual.left + 1.2 * following.size:
        return True
    return following.top - line.top > 1.2 * usual.pitch or _is_centred(line, usual)


# What no line may end or begin with stays with the character next to it, and so do a number's digits.
_UNPARTED = re.compile(
    r"[（(《〈“‘「『〔【]*(?:[\w.,:/@-]+|.)[，。、；：！？）)》〉”’」』〕】%％]*", re.ASCII
)


def _had_room(line: Line, following: Line, usual: Measures) -> bool:
    """Say whether the next line's first character would have stood in a line."""
    first = None if line.text.endswith("。") else _UNPARTED.match(following.text)
    wanted = sum(0.5 if character.isascii() else 1.0 for character in first[0]) if first else 1.0
    return line.x1 < usual.right - (max(wanted, 1.0) + 0.8) * line.size


def _is_centred(line: Line, usual: Measures) -> bool:
    """Say whether a line that is nearly full stands in the middle, and not as a paragraph's first line does."""
    left, right = line.x0 - usual.left, usual.right - line.x1
    indented = abs(left - usual.indent) < 0.3 * line.size
    return left > 0.5 * line.size and not indented and abs(left - right) < line.size


def _is_one_title(line: Line, following: Line, usual: Measures) -> bool:
    """Say whether two lines stand around one middle, larger than the text or because the first is full."""
    if (
        not 0 < following.top - line.top < 2.5 * line.size
        or abs(line.size - following.size) > 0.1 * line.size
    ):
        return False
    if abs(line.x0 + line.x1 - following.x0 - following.x1) > line.size:
        return False
    full = (
        line.x1 - line.x0 + 2.5 * line.size > usual.right - usual.left and following.x0 > line.x0 + line.size
    )
    return line.size > LARGER * usual.size or full
