"""What is found on a page of a PDF does not depend on the machine."""

from __future__ import annotations

import io

import pypdfium2 as pdfium
import pytest
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from extractors.formats.pdf_pages import read_page


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
