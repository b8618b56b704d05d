"""PDF files with a text layer: pdfium's characters and paths into the shared lattice."""

from __future__ import annotations

import unicodedata

import pypdfium2 as pdfium

from extractors.content import Content, UnreadableError
from extractors.formats import pdf_reference
from extractors.formats.pdf_pages import read_page
from extractors.ink.drawing import MAX_PAGES
from extractors.ink.layout import Page, in_reading_order
from extractors.ocr import recognise

MEDIA_TYPES = ("application/pdf",)

LEAST_TEXT = 30  # characters on a page: fewer beside a picture are a scan's page number
SCAN_DPI = 200  # what the engine reads best


def content(body: bytes) -> Content:
    """Read a PDF. Raises UnreadableError where it is damaged, encrypted, too long, or has no usable text."""
    try:
        document = pdfium.PdfDocument(body)
    except pdfium.PdfiumError as e:
        if "assword" in str(e):
            raise UnreadableError(
                "PDF 文件已加密，需要密码", "the PDF is encrypted and needs a password"
            ) from None
        raise UnreadableError(
            "PDF 文件已损坏或不完整，无法打开", "the PDF is damaged or truncated and cannot be opened"
        ) from None
    try:
        return _read(document, body)
    finally:
        document.close()


def _read(document: pdfium.PdfDocument, body: bytes) -> Content:
    if len(document) > MAX_PAGES:
        raise UnreadableError(
            f"PDF 有 {len(document)} 页，超过 {MAX_PAGES} 页上限",
            f"the PDF has {len(document)} pages, more than {MAX_PAGES}",
        )
    pages = [_page(document, body, i) for i in range(len(document))]
    scans = [page for page in pages if page.pictures and len(page.glyphs) < LEAST_TEXT]
    pages = [_recognised(document, page) if page in scans else page for page in pages]
    if sum(len(p.glyphs) for p in pages) < LEAST_TEXT * max(1, len(pages)):
        raise UnreadableError("PDF 中几乎没有文字", "the PDF has hardly any text")
    if _is_garbled("".join(glyph.text for page in pages for glyph in page.glyphs)):
        raise UnreadableError(
            "PDF 的文字没有对应的字符编码，需要文字识别（OCR）",
            "the PDF does not say which characters its text is; it needs character recognition (OCR)",
        )
    pictures = sum(p.pictures for p in pages)
    return Content(tuple(in_reading_order(pages)), pictures=pictures, recognised=bool(scans))


def _recognised(document: pdfium.PdfDocument, page: Page) -> Page:
    picture = document[page.number - 1].render(scale=SCAN_DPI / 72).to_pil()
    return recognise(picture, page.number, page.width)


def _page(document: pdfium.PdfDocument, body: bytes, index: int) -> Page:
    """A page as pdfium finds it, or else as the reference does."""
    try:
        return read_page(document, index)
    except pdfium.PdfiumError:
        pass
    try:
        return pdf_reference.read_page(body, index, len(document))
    except pdf_reference.DAMAGE:
        raise UnreadableError(
            f"PDF 第 {index + 1} 页已损坏", f"page {index + 1} of the PDF is damaged"
        ) from None


def _is_garbled(text: str) -> bool:
    """Say whether a third of the characters are nobody's: fonts without a table of what their shapes mean."""
    nobodys = sum(
        unicodedata.category(character) in ("Co", "Cn", "Cc") or character == "\ufffd" for character in text
    )
    return 3 * nobodys > len(text)
