"""Writes a report as OFD: the pages of the PDF writer, drawn as the makers of OFD files draw them.

Converters give sizes in points under a matrix, or one size under a matrix for each, word processors millimetres; some
place objects by their boundary, some inside one as large as the page; distances between characters are listed, counted
(``g n d``) or avoided by an object for each character; rules are strokes or thin filled shapes; what all pages share
stands in a template; seals and watermarks are annotations or content.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from math import atan2, cos, pi, radians, sin
from typing import Any
from xml.sax.saxutils import escape

from tests.corpus.model import Mess, Report
from tests.corpus.pdf import draw, measure

_MM = 25.4 / 72
_NAMESPACES = ("http://www.ofdspec.org/2016", "http://www.ofdspec.org")
_DECLARED = '<?xml version="1.0" encoding="UTF-8"?>\n'
_Matrix = tuple[float, float, float, float, float, float]


def write_ofd(report: Report, mess: Mess) -> bytes:
    canvas = _Canvas(mess)
    draw(report, mess, canvas)
    return canvas.package()


@dataclass(slots=True)
class _Sheet:
    """One page: its size and what is drawn on it and on top of it, as XML."""

    width: float = 210.0
    height: float = 297.0
    objects: list[str] = field(default_factory=list)
    annotations: list[str] = field(default_factory=list)
    shapes: list[str] = field(default_factory=list)  # filled rules, where one path holds them all


class _Canvas:
    """Takes what the PDF writer tells reportlab's canvas, and writes OFD."""

    def __init__(self, mess: Mess) -> None:
        rng = mess.rng
        self._unit = mess.pick("ofd_unit", "mm", ("points", "size"), 0.4)
        self._boundary = mess.pick("ofd_boundary", "tight", ("page", "empty"), 0.3)
        self._deltas = mess.pick("ofd_deltas", "each", ("counted", "characters", "short"), 0.5)
        self._rules = mess.pick("ofd_rules", "strokes", ("fills", "one_path"), 0.4)
        self._glyph_ids = mess.has("ofd_glyph_ids", 0.3)
        self._bold_twice = mess.has("ofd_drawn_twice", 0.1)
        self._template = mess.has("ofd_template", 0.3)
        self._marks = mess.pick("ofd_marks", "annotations", ("content",), 0.5)
        self._sideways = mess.has("ofd_sideways", 0.5)
        self._blocks = mess.has("ofd_page_blocks", 0.15)
        self._pretty = mess.has("ofd_pretty", 0.15)
        self._prefix = "" if mess.has("ofd_default_namespace", 0.1) else "ofd:"
        self._namespace = _NAMESPACES[mess.has("ofd_old_namespace", 0.1)]
        self._rooted = mess.has("ofd_rooted_paths", 0.3)
        self._digits = rng.choice((2, 3, 4))
        self._pages: list[_Sheet] = []
        self._sheet = _Sheet()
        self._size, self._width, self._faint = 12.0, 0.5, False
        self._matrix: _Matrix = (1, 0, 0, 1, 0, 0)
        self._kept: list[tuple[_Matrix, bool]] = []
        self._id = 10

    # What reportlab's canvas is told

    def setPageSize(self, size: tuple[float, float]) -> None:  # noqa: N802
        self._sheet.width, self._sheet.height = size[0] * _MM, size[1] * _MM

    def setPageRotation(self, _degrees: int) -> None:  # noqa: N802
        """An OFD page is not rotated: it is as wide as seen, or what is on it runs sideways."""
        if self._sideways:
            self._sheet.width, self._sheet.height = self._sheet.height, self._sheet.width

    def transform(self, *matrix: float) -> None:
        if self._sideways:
            self._apply(matrix)

    def saveState(self) -> None:  # noqa: N802
        self._kept.append((self._matrix, self._faint))

    def restoreState(self) -> None:  # noqa: N802
        self._matrix, self._faint = self._kept.pop()

    def translate(self, x: float, y: float) -> None:
        self._apply((1, 0, 0, 1, x, y))

    def rotate(self, degrees: float) -> None:
        turn = radians(degrees)
        self._apply((cos(turn), sin(turn), -sin(turn), cos(turn), 0, 0))

    def setFont(self, _name: str, size: float) -> None:  # noqa: N802
        self._size = size

    def setFillColor(self, color: Any) -> None:  # noqa: N802
        self._faint = color.alpha < 1

    def setLineWidth(self, width: float) -> None:  # noqa: N802
        self._width = width

    def setDash(self, _pattern: Sequence[float]) -> None:  # noqa: N802
        pass

    def drawCentredString(self, x: float, y: float, text: str) -> None:  # noqa: N802
        self.drawString(x - measure(text, self._size) / 2, y, text)

    def drawString(self, x: float, y: float, text: str) -> None:  # noqa: N802
        if self._deltas == "characters" or (self._glyph_ids and self._unit == "size"):
            for character in text:
                if not character.isspace():
                    self._text(x, y, character)
                x += measure(character, self._size)
        elif text.strip():
            self._text(x, y, text)
            if self._bold_twice and self._size > 13:
                self._text(x + 0.4, y, text)

    def line(self, x0: float, y0: float, x1: float, y1: float) -> None:
        if self._rules == "strokes":
            self._stroke([(x0, y0), (x1, y1)])
            return
        half = self._width / 2
        across, down = (half, 0.0) if x0 == x1 else (0.0, half)
        self._shape(x0 - across, y0 - down, x1 + across, y1 + down)

    def rect(self, x: float, y: float, width: float, height: float, stroke: int = 1, fill: int = 0) -> None:
        if fill:
            self._shape(x, y, x + width, y + height)
        if stroke:
            self._stroke([(x, y), (x + width, y), (x + width, y + height), (x, y + height), (x, y)])

    def drawImage(self, _image: Any, x: float, y: float, width: float, height: float, mask: str) -> None:  # noqa: N802
        (ax, ay), (bx, by) = self._at(x, y), self._at(x + width, y + height)
        box = self._numbers(min(ax, bx), min(ay, by), abs(bx - ax), abs(by - ay))
        scale = self._numbers(abs(bx - ax), 0, 0, abs(by - ay), 0, 0)
        self._mark(
            f'<ImageObject ID="{self._next()}" CTM="{scale}" Boundary="{box}" ResourceID="3"/>', "Stamp"
        )

    def showPage(self) -> None:  # noqa: N802
        sheet = self._sheet
        if sheet.shapes:
            box = self._numbers(0, 0, sheet.width, sheet.height)
            sheet.objects.append(self._filled(box, " ".join(sheet.shapes)))
        self._pages.append(sheet)
        self._sheet = _Sheet(sheet.width, sheet.height)
        self._matrix = (1, 0, 0, 1, 0, 0)

    def save(self) -> None:
        pass

    # Objects

    def _apply(self, inner: Sequence[float]) -> None:
        a, b, c, d, e, f = inner
        m = self._matrix
        self._matrix = (
            a * m[0] + b * m[2], a * m[1] + b * m[3], c * m[0] + d * m[2], c * m[1] + d * m[3],
            e * m[0] + f * m[2] + m[4], e * m[1] + f * m[3] + m[5],
        )  # fmt: skip

    def _at(self, x: float, y: float) -> tuple[float, float]:
        """A place in millimetres from the page's top left."""
        a, b, c, d, e, f = self._matrix
        return (a * x + c * y + e) * _MM, self._sheet.height - (b * x + d * y + f) * _MM

    def _next(self) -> int:
        self._id += 1
        return self._id

    def _numbers(self, *values: float) -> str:
        return " ".join(f"{round(value, self._digits):g}" for value in values)

    def _text(self, x: float, y: float, text: str) -> None:
        at_x, at_y = self._at(x, y)
        a, b, c, d, _, _ = self._matrix
        scale, size = {
            "mm": (1.0, self._size * _MM),
            "points": (_MM, self._size),
            "size": (self._size * _MM, 1.0),
        }[self._unit]
        turned = (a * scale, -b * scale, -c * scale, d * scale)
        upright = turned == (1.0, 0.0, 0.0, 1.0)
        advances = [measure(character, self._size) * _MM / scale for character in text]
        boundary, own_x, own_y = self._placed(at_x, at_y, sum(advances) * scale, turned)
        attributes = f'ID="{self._next()}" Boundary="{boundary}" Font="1" Size="{self._numbers(size)}"'
        if not upright:
            attributes += f' CTM="{" ".join(f"{value:.4f}" for value in turned)} 0 0"'
        delta = f' DeltaX="{self._distances(advances[:-1])}"' if len(text) > 1 else ""
        faint = '<FillColor Value="150 150 150" Alpha="77"/>' if self._faint else ""
        place = f'X="{self._numbers(own_x)}" Y="{self._numbers(own_y)}"'
        written = f"\n      {escape(text)}\n    " if self._pretty and text == text.strip() else escape(text)
        xml = f"<TextObject {attributes}>{faint}{self._transform(text)}<TextCode {place}{delta}>{written}</TextCode></TextObject>"
        slanted = round(atan2(b, a) / (pi / 2), 3) % 1
        if slanted:
            self._mark(xml, "Watermark")
        else:
            self._sheet.objects.append(xml)

    def _placed(self, x: float, y: float, width: float, turned: Sequence[float]) -> tuple[str, float, float]:
        """The boundary of a text and the place of its first character inside of it, before the matrix."""
        height = self._size * _MM
        left, top = {"tight": (x, y - 0.8 * height), "page": (0.0, 0.0), "empty": (x, y)}[self._boundary]
        left, top = round(left, self._digits), round(top, self._digits)
        sides = {"tight": (width, 1.2 * height), "page": (210.0, 297.0), "empty": (0.0, 0.0)}[self._boundary]
        a, b, c, d = turned
        across, down, area = x - left, y - top, a * d - b * c
        return (
            self._numbers(left, top, *sides),
            (d * across - c * down) / area,
            (a * down - b * across) / area,
        )

    def _distances(self, advances: Sequence[float]) -> str:
        values = [self._numbers(advance) for advance in advances]
        if self._deltas == "short":
            while len(values) > 1 and values[-1] == values[-2]:
                values.pop()
        if self._deltas != "counted":
            return " ".join(values)
        runs = ((value, len(list(run))) for value, run in groupby(values))
        return " ".join(f"g {count} {value}" if count > 1 else value for value, count in runs)

    def _transform(self, text: str) -> str:
        if not self._glyph_ids:
            return ""
        glyphs = " ".join(str(ord(character) % 9000 + 3) for character in text)
        return f'<CGTransform CodePosition="0" CodeCount="{len(text)}" GlyphCount="{len(text)}"><Glyphs>{glyphs}</Glyphs></CGTransform>'

    def _shape(self, x0: float, y0: float, x1: float, y1: float) -> None:
        corners = [self._at(x, y) for x, y in ((x0, y0), (x1, y0), (x1, y1), (x0, y1))]
        if self._rules == "one_path":
            self._sheet.shapes.append(self._steps(corners, 0, 0) + " C")
        else:
            box, left, top = self._box(corners)
            self._sheet.objects.append(self._filled(box, self._steps(corners, left, top) + " C "))

    def _stroke(self, points: Sequence[tuple[float, float]]) -> None:
        placed = [self._at(x, y) for x, y in points]
        box, left, top = self._box(placed)
        self._sheet.objects.append(
            f'<PathObject ID="{self._next()}" Boundary="{box}" LineWidth="{self._width * _MM:.2f}">'
            f'<StrokeColor Value="0 0 0"/><AbbreviatedData>{self._steps(placed, left, top)}</AbbreviatedData></PathObject>'
        )

    def _filled(self, box: str, steps: str) -> str:
        return (
            f'<PathObject ID="{self._next()}" Boundary="{box}" Stroke="false" Fill="true" Rule="Even-Odd">'
            f'<FillColor Value="0 0 0"/><AbbreviatedData>{steps}</AbbreviatedData></PathObject>'
        )

    def _steps(self, points: Sequence[tuple[float, float]], left: float, top: float) -> str:
        return "M " + " L ".join(self._numbers(x - left, y - top) for x, y in points)

    def _box(self, points: Sequence[tuple[float, float]]) -> tuple[str, float, float]:
        """A path's boundary, and its place."""
        if self._boundary == "page":
            return self._numbers(0, 0, self._sheet.width, self._sheet.height), 0.0, 0.0
        xs, ys = zip(*points, strict=True)
        left, top = round(min(xs), self._digits), round(min(ys), self._digits)
        return self._numbers(left, top, max(xs) - left, max(ys) - top), left, top

    def _mark(self, xml: str, kind: str) -> None:
        if self._marks == "content":
            self._sheet.objects.append(xml)
        else:
            self._sheet.annotations.append(
                f'<Annot ID="{self._next()}" Type="{kind}" Creator="gongkai" LastModDate="2024-01-15">'
                f'<Appearance Boundary="0 0 {self._numbers(self._sheet.width, self._sheet.height)}">{xml}</Appearance></Annot>'
            )

    # The package

    def package(self) -> bytes:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
            for path, xml in self._parts():
                package.writestr(zipfile.ZipInfo(path, (2024, 1, 15, 8, 0, 0)), xml)
        return out.getvalue()

    def _parts(self) -> Iterator[tuple[str, str]]:
        root = "/Doc_0/" if self._rooted else ""
        yield (
            "OFD.xml",
            self._xml(
                'OFD Version="1.0" DocType="OFD"',
                "<DocBody><DocInfo><DocID>0f1e2d3c4b5a69788796a5b4c3d2e1f0</DocID><Creator>gongkai</Creator></DocInfo>"
                "<DocRoot>Doc_0/Document.xml</DocRoot></DocBody>",
            ),
        )
        shared = self._shared()
        template = f'<TemplatePage ID="5" BaseLoc="{root}Tpls/Tpl_0/Content.xml"/>' if shared else ""
        marked = any(page.annotations for page in self._pages)
        pages = "".join(
            f'<Page ID="{n + 1000}" BaseLoc="{root}Pages/Page_{n}/Content.xml"/>'
            for n in range(len(self._pages))
        )
        yield (
            "Doc_0/Document.xml",
            self._xml(
                "Document",
                f"<CommonData><MaxUnitID>{self._id}</MaxUnitID><PageArea><PhysicalBox>0 0 210 297</PhysicalBox></PageArea>"
                f"<PublicRes>PublicRes.xml</PublicRes><DocumentRes>DocumentRes.xml</DocumentRes>{template}</CommonData>"
                f"<Pages>{pages}</Pages>"
                + (f"<Annotations>{root}Annots/Annotations.xml</Annotations>" if marked else ""),
            ),
        )
        yield (
            "Doc_0/PublicRes.xml",
            self._xml('Res BaseLoc="Res"', '<Fonts><Font ID="1" FontName="宋体" FamilyName="宋体"/></Fonts>'),
        )
        yield "Doc_0/DocumentRes.xml", self._xml('Res BaseLoc="Res"', "")
        if shared:
            yield "Doc_0/Tpls/Tpl_0/Content.xml", self._xml("Page", self._content(shared))
        for n, page in enumerate(self._pages):
            yield f"Doc_0/Pages/Page_{n}/Content.xml", self._page(page, shared)
        if marked:
            yield from self._annotations()

    def _shared(self) -> list[str]:
        """What every page shows alike, whatever its number."""
        if not self._template or len(self._pages) < 2:
            return []
        others = [{_unnumbered(xml) for xml in page.objects} for page in self._pages[1:]]
        return [xml for xml in self._pages[0].objects if all(_unnumbered(xml) in other for other in others)]

    def _page(self, page: _Sheet, shared: Sequence[str]) -> str:
        own = {_unnumbered(xml) for xml in shared}
        area = ""
        if (round(page.width), round(page.height)) != (210, 297):
            area = f"<Area><PhysicalBox>0 0 {self._numbers(page.width, page.height)}</PhysicalBox></Area>"
        used = '<Template TemplateID="5" ZOrder="Background"/>' if shared else ""
        return self._xml(
            "Page", used + area + self._content([xml for xml in page.objects if _unnumbered(xml) not in own])
        )

    def _content(self, objects: Sequence[str]) -> str:
        drawn = "".join(objects)
        if self._blocks:
            drawn = f'<PageBlock ID="{self._next()}"><PageBlock ID="{self._next()}">{drawn}</PageBlock></PageBlock>'
        return f'<Content><Layer ID="{self._next()}" Type="Body">{drawn}</Layer></Content>'

    def _annotations(self) -> Iterator[tuple[str, str]]:
        marked = [(n, page) for n, page in enumerate(self._pages) if page.annotations]
        index = "".join(
            f'<Page PageID="{n + 1000}"><FileLoc>Page_{n}/Annotation.xml</FileLoc></Page>' for n, _ in marked
        )
        yield "Doc_0/Annots/Annotations.xml", self._xml("Annotations", index)
        for n, page in marked:
            yield f"Doc_0/Annots/Page_{n}/Annotation.xml", self._xml("PageAnnot", "".join(page.annotations))

    def _xml(self, element: str, inside: str) -> str:
        name = element.partition(" ")[0]
        declared = f'xmlns{":ofd" if self._prefix else ""}="{self._namespace}"'
        xml = f"<{element} {declared}>{inside}</{name}>"
        if self._pretty:
            xml = xml.replace("><", ">\n<")
        return _DECLARED + xml.replace("</", "\0").replace("<", f"<{self._prefix}").replace(
            "\0", f"</{self._prefix}"
        )


def _unnumbered(xml: str) -> str:
    return xml.partition('" ')[2]
