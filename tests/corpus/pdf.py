"""Writes a report as PDF with a text layer: laid out here, so that rules, cuts and turned pages are ours."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from PIL import Image, ImageDraw
from reportlab.lib.colors import Color, black
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from tests.corpus.model import Cell, Mess, Paragraph, Report, Table
from tests.corpus.places import pick_organ

_FONT = "STSong-Light"
_A4 = (595.0, 842.0)
_MARGIN = 60.0
_RULES = (
    "double",
    "rects",
    "cell_boxes",
    "no_outer",
    "horizontal_only",
    "none",
    "dashes",
    "thick_outer",
    "grey_heads",
)


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of text: x, and y down from the strip's top."""

    text: str
    x: float
    top: float
    size: float


@dataclass(frozen=True, slots=True)
class _Box:
    """A cell's rectangle on the strip: left, top, right, bottom; its place in the table's edge."""

    left: float
    top: float
    right: float
    bottom: float
    first: bool
    last: bool


@dataclass(slots=True)
class _Strip:
    """Something laid out without an end, to be cut into pages: ``cuts`` are the good places."""

    lines: list[_Line] = field(default_factory=list)
    boxes: list[_Box] = field(default_factory=list)
    cuts: list[float] = field(default_factory=list)
    height: float = 0.0


def write_pdf(report: Report, mess: Mess) -> bytes:
    out = io.BytesIO()
    draw(report, mess, Canvas(out, pageCompression=1, invariant=1))
    return out.getvalue()


def draw(report: Report, mess: Mess, canvas: Canvas) -> None:
    """Lay the report out on pages and draw them."""
    pdfmetrics.registerFont(UnicodeCIDFont(_FONT))
    pages = _Pages(canvas, mess, report)
    layout = _Layout(mess, pages.width)
    for block in report.blocks:
        pages.place(layout.table(block) if isinstance(block, Table) else layout.paragraph(block))
    pages.close()


class _Layout:
    """Breaks text into lines and tables into boxes."""

    def __init__(self, mess: Mess, width: float) -> None:
        self._mess = mess
        self._width = width
        self._narrow = mess.has("wrapped_numbers", 0.08)
        self._size = mess.rng.choice((8.0, 9.0))
        self._alignment = mess.pick("alignment", "center", ("left", "top_left", "right"), 0.25)

    def paragraph(self, paragraph: Paragraph) -> _Strip:
        size, gap = {"title": (18.0, 30.0), "heading": (14.0, 24.0)}.get(paragraph.kind, (12.0, 21.0))
        indent = 2 * size if paragraph.kind in ("body", "heading", "sub", "note") else 0.0
        strip = _Strip()
        for line in _wrap(paragraph.whole, self._width - indent, size, self._width):
            x = _MARGIN + (indent if not strip.lines else 0)
            width = measure(line, size)
            if paragraph.kind in ("title", "date", "caption"):
                x = _MARGIN + (self._width - width) / 2
            elif paragraph.kind == "signature":
                x = _MARGIN + self._width - width
            strip.lines.append(_Line(line, x, strip.height, size))
            strip.height += gap
            strip.cuts.append(strip.height)
        return strip

    def table(self, table: Table) -> _Strip:
        widths = self._widths(table)
        edges = [_MARGIN]
        for width in widths:
            edges.append(edges[-1] + width)
        wrapped = {cell: self._lines_of(cell, widths) for cell in table.cells}
        tops = self._tops(table, wrapped)
        strip = _Strip(cuts=tops[1:], height=tops[-1] + 12)
        for cell in table.cells:
            left, right = edges[cell.column], edges[cell.column + cell.colspan]
            top, bottom = tops[cell.row], tops[cell.row + cell.rowspan]
            first, last = cell.column == 0, cell.column + cell.colspan == table.columns
            strip.boxes.append(_Box(left, top, right, bottom, first, last))
            strip.lines += self._placed(wrapped[cell], strip.boxes[-1])
        return strip

    def _widths(self, table: Table) -> list[float]:
        """Figures get what they need, labels the rest."""
        needed = [0.0] * table.columns
        for cell in table.cells:
            if cell.key is not None and cell.colspan == 1:
                needed[cell.column] = max(needed[cell.column], measure(cell.text, self._size) + 8, 26)
        if self._narrow:
            needed = [min(width, 30.0) if width else 0.0 for width in needed]
        free = [column for column, width in enumerate(needed) if not width]
        rest = self._width - sum(needed)
        if free and rest > 18 * len(free):
            share = [3.0 if column == free[-1] else 1.0 for column in free]
            for column, part in zip(free, share, strict=True):
                needed[column] = rest * part / sum(share)
        else:
            needed = [max(width, 20.0) for width in needed]
        scale = min(1.0, self._width / sum(needed))
        return [width * scale for width in needed]

    def _lines_of(self, cell: Cell, widths: Sequence[float]) -> list[str]:
        width = sum(widths[cell.column : cell.column + cell.colspan]) - 5
        return [line for part in cell.text.split("\n") for line in _wrap(part, width, self._size, width)]

    def _tops(self, table: Table, wrapped: dict[Cell, list[str]]) -> list[float]:
        gap = self._size + 3
        heights = [gap + 6] * table.rows
        for cell in sorted(table.cells, key=lambda c: c.rowspan):
            missing = len(wrapped[cell]) * gap + 6 - sum(heights[cell.row : cell.row + cell.rowspan])
            if missing > 0:
                heights[cell.row + cell.rowspan - 1] += missing
        tops = [4.0]
        for height in heights:
            tops.append(tops[-1] + height)
        return tops

    def _placed(self, lines: Sequence[str], box: _Box) -> Iterator[_Line]:
        gap = self._size + 3
        top = box.top + (box.bottom - box.top - gap * len(lines)) / 2 + 1
        if self._alignment == "top_left":
            top = box.top + 3
        for number, line in enumerate(lines):
            width = measure(line, self._size)
            x = box.left + (box.right - box.left - width) / 2
            if self._alignment in ("left", "top_left"):
                x = box.left + 2.5
            elif self._alignment == "right":
                x = box.right - width - 2.5
            if line.strip():
                yield _Line(line, x, top + gap * number, self._size)


class _Pages:
    """Cuts strips into pages and draws them, with what else stands on a page."""

    def __init__(self, canvas: Canvas, mess: Mess, report: Report) -> None:
        self._canvas, self._mess, self._rng = canvas, mess, mess.rng
        turned = mess.pick("page", "portrait", ("landscape", "rotate_90", "rotate_270"), 0.15)
        self._turned = turned
        self._size = _A4 if turned == "portrait" else (_A4[1], _A4[0])
        self.width = self._size[0] - 2 * _MARGIN
        self._rules = mess.pick("rules", "lines", _RULES, 0.4)
        self._inside = mess.has("cut_inside_rows", 0.15)
        self._open = mess.has("open_at_page_end", 0.15)
        self._order = mess.pick("order", "reading", ("columns", "reversed", "rules_last"), 0.12)
        self._by_char = mess.has("char_by_char", 0.1)
        self._watermark = mess.has("watermark", 0.1)
        self._stamp = mess.has("stamp_over_cells", 0.1)
        self._header = f"{pick_organ(mess.rng).name}文件" if mess.has("page_header", 0.1) else ""
        self._number = mess.pick("page_number", "— {} —", ("第 {} 页", "{}", "- {} -", "第{}页 共9页"), 0.4)
        self._page, self._at = 1, 0.0
        self._start()

    @property
    def _room(self) -> float:
        return self._size[1] - 2 * _MARGIN

    def place(self, strip: _Strip) -> None:
        done = 0.0
        while strip.height - done > self._room - self._at:
            cut = self._cut(strip, done)
            if cut > done:
                self._draw(strip, done, cut)
            elif self._at == 0:
                cut = done + self._room  # a row taller than a page
                self._draw(strip, done, cut)
            done = max(cut, done)
            self._next()
        self._draw(strip, done, strip.height)
        self._at += strip.height - done

    def close(self) -> None:
        self._finish()
        self._canvas.save()

    def _cut(self, strip: _Strip, done: float) -> float:
        """Return where the strip is cut at this page's end; ``done`` if nothing of it fits."""
        limit = done + self._room - self._at
        if not self._inside:
            return max((c for c in strip.cuts if done < c <= limit), default=done)
        straddling = True
        while straddling and limit > done:
            straddling = False
            for line in strip.lines:
                if line.top < limit < line.top + line.size + 3:
                    limit, straddling = line.top - 0.1, True
        return max(limit, done)

    def _draw(self, strip: _Strip, start: float, stop: float) -> None:
        boxes = [
            replace(b, top=max(b.top, start) - start, bottom=min(b.bottom, stop) - start)
            for b in strip.boxes
            if b.top < stop and b.bottom > start
        ]
        lines = [replace(line, top=line.top - start) for line in strip.lines if start <= line.top < stop]
        if self._order == "columns":
            lines.sort(key=lambda line: (round(line.x), line.top))
        elif self._order == "reversed":
            lines.reverse()
        if self._order != "rules_last":
            self._draw_rules(boxes, strip, start, stop)
        for line in lines:
            self._text(line)
        if self._order == "rules_last":
            self._draw_rules(boxes, strip, start, stop)
        if boxes and self._stamp:
            self._draw_stamp(boxes[-1])

    def _text(self, line: _Line) -> None:
        self._canvas.setFont(_FONT, line.size)
        y = self._y(line.top) - line.size
        if not self._by_char:
            self._canvas.drawString(line.x, y, line.text)
            return
        x = line.x
        for character in line.text:
            if not character.isspace():
                self._canvas.drawString(x, y, character)
            x += measure(character, line.size)

    def _y(self, down: float) -> float:
        return self._size[1] - _MARGIN - self._at - down

    # Rules

    def _draw_rules(self, boxes: Sequence[_Box], strip: _Strip, start: float, stop: float) -> None:
        if self._rules == "none":
            return
        for box in boxes:
            if self._rules == "grey_heads" and box.top < 30:
                self._canvas.setFillColor(Color(0.9, 0.9, 0.9))
                self._canvas.rect(
                    box.left, self._y(box.bottom), box.right - box.left, box.bottom - box.top, 0, 1
                )
                self._canvas.setFillColor(black)
        for box in boxes:
            top, bottom = self._y(box.top), self._y(box.bottom)
            if self._rules == "cell_boxes":
                self._canvas.rect(
                    box.left + 0.4, bottom + 0.4, box.right - box.left - 0.8, top - bottom - 0.8
                )
                continue
            cut_off = self._open and box.bottom == stop - start and stop < strip.height
            self._rule(box.left, top, box.right, top)
            if not cut_off:
                self._rule(box.left, bottom, box.right, bottom)
            if self._rules == "horizontal_only":
                continue
            if not (self._rules == "no_outer" and box.first):
                self._rule(box.left, top, box.left, bottom, outer=box.first)
            if not (self._rules == "no_outer" and box.last):
                self._rule(box.right, top, box.right, bottom, outer=box.last)

    def _rule(self, x0: float, y0: float, x1: float, y1: float, *, outer: bool = False) -> None:
        canvas = self._canvas
        canvas.setLineWidth(2 if outer and self._rules == "thick_outer" else 0.5)
        if self._rules == "rects":
            canvas.rect(x0, y1, max(x1 - x0, 0.6), max(y0 - y1, 0.6), stroke=0, fill=1)
        elif self._rules == "double":
            across = 1.2 if y0 == y1 else 0.0
            down = 1.2 - across
            canvas.line(x0 - down / 2, y0 + across / 2, x1 - down / 2, y1 + across / 2)
            canvas.line(x0 + down / 2, y0 - across / 2, x1 + down / 2, y1 - across / 2)
        else:
            canvas.setDash([2, 1] if self._rules == "dashes" else [])
            canvas.line(x0, y0, x1, y1)

    # Pages

    def _start(self) -> None:
        self._canvas.setPageSize(self._size)  # as shown: reportlab turns it back for a turned page
        if self._turned == "rotate_90":
            self._canvas.setPageRotation(90)
            self._canvas.transform(0, 1, -1, 0, _A4[0], 0)
        elif self._turned == "rotate_270":
            self._canvas.setPageRotation(270)
            self._canvas.transform(0, -1, 1, 0, 0, _A4[1])
        if self._header:
            self._canvas.setFont(_FONT, 9)
            self._canvas.drawCentredString(self._size[0] / 2, self._size[1] - 35, self._header)

    def _next(self) -> None:
        self._finish()
        self._page, self._at = self._page + 1, 0.0
        self._start()

    def _finish(self) -> None:
        self._canvas.setFont(_FONT, 10)
        self._canvas.drawCentredString(self._size[0] / 2, 30, self._number.format(self._page))
        if self._watermark:
            self._draw_watermark()
        self._canvas.showPage()

    def _draw_watermark(self) -> None:
        canvas = self._canvas
        canvas.saveState()
        canvas.setFillColor(Color(0.6, 0.6, 0.6, alpha=0.3))
        canvas.setFont(_FONT, 40)
        canvas.translate(self._size[0] / 2, self._size[1] / 2)
        canvas.rotate(self._rng.choice((30, 45, -45)))
        canvas.drawCentredString(0, 0, "政务公开 2019 内部资料")
        canvas.restoreState()

    def _draw_stamp(self, box: _Box) -> None:
        x = box.left - self._rng.randint(0, 60)
        self._canvas.drawImage(_stamp(), x, self._y(box.bottom) - 10, 90, 90, mask="auto")


def _stamp() -> ImageReader:
    picture = Image.new("RGBA", (120, 120), (0, 0, 0, 0))
    draw = ImageDraw.Draw(picture)
    draw.ellipse((4, 4, 116, 116), outline=(200, 0, 0, 170), width=5)
    draw.polygon([(60, 35), (68, 70), (40, 48), (80, 48), (52, 70)], fill=(200, 0, 0, 170))
    return ImageReader(picture)


def measure(text: str, size: float) -> float:
    return float(pdfmetrics.stringWidth(text, _FONT, size))


def _wrap(text: str, first: float, size: float, rest: float) -> list[str]:
    """Break text where the line is full; Chinese breaks anywhere."""
    lines, line, width = [], "", first
    for character in text:
        if line and measure(line + character, size) > width:
            lines.append(line)
            line, width = "", rest
        line += character
    return [*lines, line]
