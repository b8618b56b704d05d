"""What is drawn on a page of an OFD file: its characters and its rules, in points from the page's top left."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from math import atan2, cos, pi, radians, sin

from lxml import etree

from extractors.content import Box, UnreadableError
from extractors.formats.ofd_objects import alpha, characters, number, numbers, placed, subpaths
from extractors.formats.ofd_package import child, tag, text_of
from extractors.ink.drawing import MAX_GLYPHS, MAX_PATHS, THIN, Matrix, Point, is_slanted, times
from extractors.ink.lattice import Rule
from extractors.ink.layout import Page
from extractors.ink.lines import Glyph

POINTS = 72 / 25.4  # OFD measures in millimetres
MAX_OBJECTS = 100_000  # per page
_DEEPEST_UNIT = 16
_BASELINE = 0.88  # of the size: how much of a character stands above the baseline
_SEE_THROUGH = 128 / 255  # what is fainter is a watermark, or what a program read in the picture above
_COVERS = 0.8  # of the page's sides: a picture this large hides what was drawn before it
_TWICE = 0.2  # of the size: the same character this near is drawn again to look bold
_DEPTHS = {"Background": 0, "Foreground": 2}


@dataclass(frozen=True, slots=True)
class Resources:
    """What pages refer to by number: drawings used again and again, the parts that hold pictures, and which of
    these one cannot see through.
    """

    units: Mapping[str, etree._Element]
    pictures: Mapping[str, str]
    opaque: frozenset[str]


class Drawing:
    """Collects what one page shows, in the order it is drawn; ``cover`` is the part with a picture of it all."""

    def __init__(self, width: float, height: float, resources: Resources) -> None:
        """``width`` and ``height`` in millimetres."""
        self._width, self._height = width * POINTS, height * POINTS
        self._resources = resources
        self.cover: str | None = None
        self._glyphs: list[tuple[Glyph, int]] = []  # and how many quarters its line is turned clockwise
        self._rules: list[Rule] = []
        self._objects = self._paths = self._characters = self._pictures = 0

    def layers(self, page: etree._Element) -> None:
        """Draw the content of a page or of a template, from the background to the foreground."""
        content = child(page, "Content")
        layers = [] if content is None else list(content)
        self.objects(sorted(layers, key=lambda layer: _DEPTHS.get(layer.get("Type", ""), 1)), _PAGE)

    def annotation(self, appearance: etree._Element) -> None:
        """Draw what an annotation shows."""
        self.objects(appearance, times(placed(appearance), _PAGE))

    def objects(self, elements: Iterable[etree._Element], outer: Matrix, depth: int = 0) -> None:
        for element in elements if depth <= _DEEPEST_UNIT else ():
            self._objects += 1
            if self._objects > MAX_OBJECTS:
                raise UnreadableError("OFD 某页内容过多", "a page of the OFD file holds too much")
            if element.get("Visible") != "false" and alpha(element):
                self._object(element, outer, depth)

    def page(self, page: int) -> Page:
        """The page as a reader holds it: where its text runs sideways, turned until it is upright."""
        turns = Counter(turns for glyph, turns in self._glyphs if glyph.text != " ").most_common(1)
        width, height, turn = _upright(turns[0][0] if turns else 0, self._width, self._height)
        glyphs = [
            Glyph(g.text, *turn((g.x0, g.top, g.x1, g.bottom))) for g in _once(g for g, _ in self._glyphs)
        ]
        rules = [Rule(*turn((r.x0, r.top, r.x1, r.bottom))) for r in self._rules]
        return Page(page, width, height, glyphs, rules, self._pictures)

    def _object(self, element: etree._Element, outer: Matrix, depth: int) -> None:
        match tag(element):
            case "Layer" | "PageBlock":
                self.objects(element, outer, depth + 1)
            case "TextObject":
                self._text(element, outer)
            case "PathObject":
                self._path(element, outer)
            case "ImageObject":
                self._picture(element, outer)
            case "CompositeObject":
                self._unit(element, outer, depth)

    def _unit(self, element: etree._Element, outer: Matrix, depth: int) -> None:
        content = child(self._resources.units.get(element.get("ResourceID", "")), "Content")
        if content is None:
            self._pictures += 1  # something is drawn here that cannot be had
        else:
            self.objects(content, times(placed(element), outer), depth + 1)

    def _picture(self, element: etree._Element, outer: Matrix) -> None:
        self._pictures += 1
        x, y, width, height = (*numbers(element.get("Boundary")), 0.0, 0.0, 0.0, 0.0)[:4]
        left, top, right, bottom = _around([_at(outer, x, y), _at(outer, x + width, y + height)])
        across = (min(right, self._width) - max(left, 0)) / self._width
        down = (min(bottom, self._height) - max(top, 0)) / self._height
        if min(across, down) <= _COVERS:
            return
        resource = element.get("ResourceID", "")
        self.cover = self._resources.pictures.get(resource)
        if alpha(element) == 1 and resource in self._resources.opaque:
            self._glyphs, self._rules = [], []  # a scan, over the words that some program read in it

    def _path(self, element: etree._Element, outer: Matrix) -> None:
        self._paths += 1
        if self._paths > MAX_PATHS:
            self._rules = []  # a drawing: half of its rules would make wrong cells, none leaves them doubted
            return
        stroked, filled = element.get("Stroke") not in ("false", "0"), element.get("Fill") in ("true", "1")
        matrix = times(placed(element), outer)
        for subpath in subpaths(text_of(element, "AbbreviatedData") or ""):
            points = [_at(matrix, x, y) for x, y in subpath]
            if stroked:
                for ends in pairwise(points):
                    self._rule(_around(ends))
            elif filled:
                self._rule(_around(points))

    def _rule(self, box: Box) -> None:
        if min(box[2] - box[0], box[3] - box[1]) <= THIN and self._shows(box):
            self._rules.append(Rule(*box))

    def _shows(self, box: Box) -> bool:
        """Say whether something is on the page, at least in part, and not beyond all measure."""
        on_page = box[2] > 0 and box[3] > 0 and box[0] < self._width and box[1] < self._height
        return on_page and max(box[2] - box[0], box[3] - box[1]) < 2 * (self._width + self._height)

    def _text(self, element: etree._Element, outer: Matrix) -> None:
        size = number(element.get("Size"), 0.0)
        shown = element.get("Fill") != "false" or element.get("Stroke") == "true"
        if size <= 0 or not shown or alpha(element) * alpha(child(element, "FillColor")) < _SEE_THROUGH:
            return
        turn = radians(number(element.get("CharDirection"), 0.0))
        upright: Matrix = (cos(turn), sin(turn), -sin(turn), cos(turn), 0, 0)
        matrix = times(placed(element), outer)
        across, down = times(upright, matrix)[:2]
        angle = atan2(down, across)
        if is_slanted(angle):
            return  # a watermark
        for text, x, y, width in characters(element, size):
            self._characters += 1
            if self._characters > MAX_GLYPHS:
                raise UnreadableError("OFD 某页文字过多", "a page of the OFD file has too much text")
            own = times((*upright[:4], x, y), matrix)
            box = _around([_at(own, 0, -_BASELINE * size), _at(own, width, (1 - _BASELINE) * size)])
            if self._shows(box):
                self._glyphs.append((Glyph(text, *box), round(angle / (pi / 2)) % 4))


_PAGE: Matrix = (POINTS, 0, 0, POINTS, 0, 0)


def _at(matrix: Matrix, x: float, y: float) -> Point:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _around(points: Iterable[Point]) -> Box:
    xs, ys = zip(*points, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def _upright(turns: int, width: float, height: float) -> tuple[float, float, Callable[[Box], Box]]:
    """The sides of a page turned back by so many quarters, and how its boxes turn with it."""
    return (
        (width, height, lambda box: box),
        (height, width, lambda box: (box[1], width - box[2], box[3], width - box[0])),
        (width, height, lambda box: (width - box[2], height - box[3], width - box[0], height - box[1])),
        (height, width, lambda box: (height - box[3], box[0], height - box[1], box[2])),
    )[turns]


def _once(glyphs: Iterable[Glyph]) -> Iterator[Glyph]:
    """Leave out characters that are drawn again in the same place, to look bold."""
    seen: dict[tuple[str, int, int], Glyph] = {}
    for glyph in glyphs:
        near = _TWICE * glyph.size
        column, row = round(glyph.x0 / near), round(glyph.top / near)
        around = ((glyph.text, c, r) for c in range(column - 1, column + 2) for r in range(row - 1, row + 2))
        others = [seen[key] for key in around if key in seen]
        if glyph.text == " " or not any(
            abs(other.x0 - glyph.x0) < near and abs(other.top - glyph.top) < near for other in others
        ):
            seen[glyph.text, column, row] = glyph
            yield glyph
