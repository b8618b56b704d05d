"""Pictures of pages: JPEG, PNG, TIFF with its pages, GIF, BMP; a page each, or one long picture of a whole report."""

from __future__ import annotations

import io
from collections.abc import Iterator

from PIL import Image, ImageOps, ImageSequence

from extractors.content import Content, UnreadableError
from extractors.ink.layout import content_of
from extractors.ocr import recognise

MEDIA_TYPES = ("image/jpeg", "image/png", "image/tiff", "image/gif", "image/bmp")

# What opening a damaged picture raises, one decoder or another.
_DAMAGE = (OSError, ValueError, SyntaxError, EOFError)


def content(body: bytes) -> Content:
    """Recognise the pages. Raises UnreadableError where they are damaged, too large, or nothing can recognise them."""
    return content_of([recognise(page, number) for number, page in enumerate(pages_of(body), 1)])


def pages_of(body: bytes) -> Iterator[Image.Image]:
    """The picture's pages, turned as the camera said. Raises UnreadableError where it is damaged or too large."""
    try:
        picture = Image.open(io.BytesIO(body))
        for page in ImageSequence.Iterator(picture):
            yield ImageOps.exif_transpose(page)
    except Image.DecompressionBombError:
        raise UnreadableError("图片过大", "the picture is too large") from None
    except _DAMAGE:
        raise UnreadableError("图片已损坏，无法打开", "the picture is damaged and cannot be opened") from None
