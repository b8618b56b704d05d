"""pdfium's characters and rules and pdfplumber's make the same tables: on files by every maker."""

from __future__ import annotations

import pypdfium2 as pdfium
import pytest

from extractors.content import Table
from extractors.formats import pdf, pdf_pages, pdf_reference
from extractors.ink.layout import Page, in_reading_order
from tests.corpus import converted
from tests.corpus.make import draft, finished

MAKERS = ("own", "office_docx", "office_html", "chromium")


def _body(by: str, number: int) -> bytes:
    if (by.startswith("office") and not converted.has_libreoffice()) or (
        by == "chromium" and not converted.has_chromium()
    ):
        pytest.skip(f"needs Debian's {'chromium' if by == 'chromium' else 'libreoffice-writer'}")
    (document,) = finished([draft("pdf", 30, number, form="2021", by=by, level=0.0)])
    return document.body


def _shapes(pages: list[Page]) -> list[list[tuple[int, int, int, int, str]]]:
    tables = [b for b in in_reading_order(pages) if isinstance(b, Table)]
    return [
        [(c.row, c.column, c.rowspan, c.colspan, "".join(c.text.split())) for c in t.cells] for t in tables
    ]


@pytest.mark.parametrize("by", MAKERS)
def test_both_find_the_same_tables(by: str) -> None:
    body = _body(by, 1)
    document = pdfium.PdfDocument(body)
    numbers = range(len(document))
    ours = _shapes([pdf_pages.read_page(document, i) for i in numbers])
    assert ours
    assert ours == _shapes([pdf_reference.read_page(body, i, len(numbers)) for i in numbers])


def test_a_page_that_pdfium_cannot_read_is_read_by_the_reference(monkeypatch: pytest.MonkeyPatch) -> None:
    body = _body("own", 2)
    expected = pdf.content(body)

    def broken(document: pdfium.PdfDocument, index: int) -> Page:
        raise pdfium.PdfiumError(index)

    monkeypatch.setattr(pdf, "read_page", broken)
    read = pdf.content(body)
    assert [[c.text for c in t.cells] for t in read.tables] == [
        [c.text for c in t.cells] for t in expected.tables
    ]
