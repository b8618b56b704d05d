"""The objects of an OFD page as they are written: numbers, matrices, text with its positions, paths."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import islice
from math import isfinite
from unicodedata import category, east_asian_width

from lxml import etree

from extractors.formats.ofd_package import children, text_of
from extractors.ink.drawing import IDENTITY, Matrix, Point, times

UNREADABLE = "\ufffd"  # a glyph is drawn, but no character is given for it
_WIDEST = 1.05  # of the size: how far a character of a font reaches
MAX_STEPS = 50_000  # operators and numbers of one path
_STEPS = re.compile(r"([SMLQBAC])|([-+]?(?:\d+\.?\d*|\.\d+)(?:E[-+]?\d+)?)", re.IGNORECASE)
_OPERANDS = {"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}
_ESCAPED = re.compile(r"\\([0-9A-Fa-f]{4})")


def number(text: str | None, default: float) -> float:
    try:
        value = float(text) if text else default
    except ValueError:
        return default
    return value if isfinite(value) else default


def numbers(text: str | None) -> list[float]:
    return [number(part, 0.0) for part in (text or "").replace(",", " ").split()]


def alpha(element: etree._Element | None) -> float:
    """How opaque something is: 0 cannot be seen, 1 hides what is below."""
    return 1.0 if element is None else number(element.get("Alpha"), 255.0) / 255


def placed(element: etree._Element) -> Matrix:
    """The matrix from an object's own measure to that around it."""
    x, y = (*numbers(element.get("Boundary")), 0.0, 0.0)[:2]
    match numbers(element.get("CTM")):
        case [a, b, c, d, e, f]:
            return times((a, b, c, d, e, f), (1, 0, 0, 1, x, y))
    return times(IDENTITY, (1, 0, 0, 1, x, y))


def characters(element: etree._Element, size: float) -> Iterator[tuple[str, float, float, float]]:
    """A text object's characters, each with its origin and its width in the object's own measure."""
    scale = number(element.get("HScale"), 1.0)
    downwards = element.get("ReadDirection") == "90"
    x = y = 0.0
    for code in children(element, "TextCode"):
        x, y = number(code.get("X"), x), number(code.get("Y"), y)  # where none is given, the last one's holds
        text = _written(code) or UNREADABLE * _glyphs(element)
        across, down = _deltas(code.get("DeltaX"), len(text)), _deltas(code.get("DeltaY"), len(text))
        at_x, at_y = x, y
        for i, character in enumerate(text):
            width = size * scale * _ems(character)
            if across or down:
                dx, dy = _delta(across, i), _delta(down, i)
            else:  # the font's own distances: nearly those that are usual
                dx, dy = (0.0, size) if downwards else (width, 0.0)
            advances = 0 < dx <= _WIDEST * size * scale  # so far and no farther: this is how wide it is
            yield _readable(character), at_x, at_y, dx if advances else width
            at_x, at_y = at_x + dx, at_y + dy


def _written(code: etree._Element) -> str:
    """What a TextCode says. The line breaks of a file that was made pretty are none of its characters."""
    text = code.text or ""
    if "\n" in text:
        text = "".join(line.strip() for line in text.splitlines())
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)


def _glyphs(element: etree._Element) -> int:
    return sum(len((text_of(part, "Glyphs") or "").split()) for part in children(element, "CGTransform"))


@cache
def _ems(character: str) -> float:
    """How wide a character usually is, in sizes. What is ambiguous is wide in Chinese fonts."""
    return 0.5 if east_asian_width(character) in ("H", "Na", "N") else 1.0


@cache
def _readable(character: str) -> str:
    if character in "\t\r\n":
        return " "
    return UNREADABLE if category(character) in ("Co", "Cs", "Cn", "Cc") else character


def _deltas(text: str | None, most: int) -> list[float]:
    """The distances from each character to the next; ``g n d`` says n times d."""
    found: list[float] = []
    parts = iter((text or "").split())
    for part in parts:
        if len(found) >= most:
            break
        if part in "gG":
            count, distance = number(next(parts, None), 0.0), number(next(parts, None), 0.0)
            found += [distance] * min(max(int(count), 0), most)
        else:
            found.append(number(part, 0.0))
    return found


def _delta(deltas: list[float], i: int) -> float:
    """The distance after character ``i``; where too few are given, the last goes on, as viewers have it."""
    return deltas[min(i, len(deltas) - 1)] if deltas else 0.0


def subpaths(data: str) -> Iterator[list[Point]]:
    """The straight stretches of a path; a curve ends one and begins another."""
    points: list[Point] = []
    start: Point = (0.0, 0.0)
    for step, operands in _steps(data):
        end = (operands[-2], operands[-1]) if operands else start
        if step in "LC":
            points.append(end)
            continue
        if len(points) > 1:
            yield points
        points = [end]
        if step in "SM":
            start = end
    if len(points) > 1:
        yield points


def _steps(data: str) -> Iterator[tuple[str, list[float]]]:
    """The operators of a path, each with its operands; one that lacks some is left out."""
    step, operands = "", list[float]()
    for found in islice(_STEPS.finditer(data), MAX_STEPS):
        letter, value = found.groups()
        if letter:
            step, operands = letter.upper(), []
        else:
            operands.append(float(value))
        if step and len(operands) == _OPERANDS[step]:
            yield step, operands
            step, operands = "", []
