"""PDF files with a text layer: pdfium's characters and paths into the shared lattice."""

from __future__ import annotations

import unicodedata
from dataclasses import replace

import pypdfium2 as pdfium
from PIL.Image import Image

from extractors.content import Content, UnreadableError
from extractors.formats import pdf_reference
from extractors.formats.pdf_pages import read_page
from extractors.ink.drawing import MAX_PAGES
from extractors.ink.layout import Page, content_of, refuse_empty
from extractors.ocr import LEAST_WIDTH, MOST_WIDTH, recognise_page, refuse_large

MEDIA_TYPES = ("application/pdf",)

_USUAL = frozenset("的一二三四五六有和在为不是年月日件项数本上中公开政府信息申请行结果")
_LEAST_USUAL = 0.01  # of a page's characters are usual ones; of any page of a report far more
_TELLING = 100  # characters: fewer may be a table's figures
_FOREIGN = 0.8  # of the characters are Latin letters and digits: another language, or figures
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
    pages = [_recognised(document, page) for page in pages]
    refuse_empty(pages, "PDF")
    return content_of(pages)


def _recognised(document: pdfium.PdfDocument, page: Page) -> Page:
    """The page with what is recognised in its picture, where it is one or its text is nobody's."""
    if _is_garbled(page):
        page = replace(page, glyphs=[], pictures=1)
    if not page.is_picture:
        return page
    return recognise_page(page, lambda: _picture(document[page.number - 1]))


def _picture(page: pdfium.PdfPage) -> Image:
    """The page as a scanner would see it; a picture made into a page may be larger than any paper, or smaller."""
    width, height = page.get_size()
    short = min(width, height)
    scale = min(max(SCAN_DPI / 72, LEAST_WIDTH / short), MOST_WIDTH / short)
    refuse_large(round(width * scale), round(height * scale))
    picture: Image = page.render(scale=scale).to_pil()
    return picture


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


def _is_garbled(page: Page) -> bool:
    """Say whether its fonts lack the table of what their shapes mean: characters that are nobody's, or any but those
    that Chinese is written with.
    """
    text = "".join([glyph[0] for glyph in page.glyphs])
    if not text.isprintable() and 3 * sum(map(_is_nobodys, text)) > len(text):
        return True
    letters = "".join(text.split())
    if len(letters) < _TELLING or sum(map(_USUAL.__contains__, letters)) > _LEAST_USUAL * len(letters):
        return False
    return sum(letter.isascii() and letter.isalnum() for letter in letters) < _FOREIGN * len(letters)


def _is_nobodys(character: str) -> bool:
    return unicodedata.category(character) in ("Co", "Cn", "Cc") or character == "\ufffd"
