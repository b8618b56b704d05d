"""What is found on a page of a PDF does not depend on the machine."""

from __future__ import annotations

import io
from collections.abc import Callable

import pypdfium2 as pdfium
import pytest
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from extractors.formats.pdf_pages import read_page
from extractors.ink.layout import Page


def test_chinese_in_a_font_the_file_does_not_hold_is_found_where_the_file_puts_it() -> None:
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=(200, 100))
    canvas.setFont("STSong-Light", 10)
    for i, character in enumerate("年报：一2"):  # each its own object: one without a shape has no extent
        canvas.drawString(20 + 12 * i, 50, character)
    canvas.save()
    glyphs = [g for g in read_page(pdfium.PdfDocument(file.getvalue()), 0).glyphs if g.text != " "]
    assert "".join(g.text for g in glyphs) == "年报：一2"
    assert [g.x0 for g in glyphs] == pytest.approx([20, 32, 44, 56, 68], abs=0.1)
    assert [g.x1 - g.x0 for g in glyphs] == pytest.approx([10, 10, 10, 10, 4.6], abs=0.1)
    assert len({(round(g.top, 2), round(g.bottom, 2)) for g in glyphs}) == 1  # whatever its shape


def drawn(draw: Callable[[Canvas], None]) -> Page:
    """A page with 年报 on it, and what is drawn besides."""
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=(400, 300))
    canvas.setFont("STSong-Light", 10)
    canvas.drawString(20, 250, "年报")
    draw(canvas)
    canvas.save()
    return read_page(pdfium.PdfDocument(file.getvalue()), 0)


def words(page: Page) -> str:
    return "".join(g.text for g in page.glyphs if g.text != " ")


def _invisible(canvas: Canvas) -> None:
    text = canvas.beginText(20, 200)
    text.setTextRenderMode(3)
    text.textOut("7")
    canvas.drawText(text)


def _white(canvas: Canvas) -> None:
    canvas.setFillGray(1)
    canvas.drawString(20, 200, "7")


def _beside_the_page(canvas: Canvas) -> None:
    canvas.drawString(500, 200, "7")


def _pale_and_large(canvas: Canvas) -> None:
    canvas.setFillGray(0.85)
    canvas.setFont("STSong-Light", 40)
    canvas.drawString(20, 200, "7")


def _in_a_stamp(canvas: Canvas) -> None:
    canvas.setStrokeColorRGB(0.9, 0.1, 0.1)
    canvas.setFillColorRGB(0.9, 0.1, 0.1)
    canvas.circle(100, 100, 50)
    canvas.drawString(90, 100, "7")


@pytest.mark.parametrize("draw", [_invisible, _white, _beside_the_page, _pale_and_large, _in_a_stamp])
def test_text_that_is_not_the_pages_is_not_read(draw: Callable[[Canvas], None]) -> None:
    page = drawn(draw)
    assert words(page) == "年报"
    assert page.rules == []  # the curve of a stamp is none


def test_white_text_on_a_dark_cell_and_coloured_text_are_read() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFillColorRGB(0.9, 0.1, 0.1)
        canvas.drawString(60, 250, "红")
        canvas.setFillColorRGB(0.1, 0.2, 0.6)
        canvas.rect(15, 190, 100, 20, stroke=0, fill=1)
        canvas.setFillGray(1)
        canvas.drawString(20, 195, "白")

    page = drawn(draw)
    assert words(page) == "年报红白"
    assert [(round(f.x0), round(f.top), round(f.x1), round(f.bottom)) for f in page.fills] == [
        (15, 90, 115, 110)
    ]


@pytest.mark.parametrize("in_form", [False, True])
def test_rules_behind_a_pages_end_are_not_read(in_form: bool) -> None:
    """Some programs draw a table whole on each of its pages and cut off what does not show."""

    def table(canvas: Canvas) -> None:
        clip = canvas.beginPath()
        clip.rect(0, 0, 150, 100)
        canvas.clipPath(clip, stroke=0, fill=0)
        for y in (-400, -10, 50, 90, 120):
            canvas.line(20, y, 120, y)

    def draw(canvas: Canvas) -> None:
        if in_form:
            canvas.beginForm("table", -50, -500, 400, 300)
            table(canvas)
            canvas.endForm()
        canvas.translate(40, 100)
        canvas.scale(0.5, 0.5)
        canvas.doForm("table") if in_form else table(canvas)

    assert [(r.x0, r.top) for r in drawn(draw).rules] == [(50, 175), (50, 155)]
