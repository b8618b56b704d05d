"""Pictures of pages: JPEG, PNG, TIFF with its pages, GIF, BMP; a page each, or one long picture of a whole report."""

from __future__ import annotations

import io
from collections.abc import Iterator
from itertools import pairwise

from PIL import Image, ImageOps, ImageSequence

from extractors.content import Content, UnreadableError
from extractors.ink.layout import content_of
from extractors.ocr import recognise

MEDIA_TYPES = ("image/jpeg", "image/png", "image/tiff", "image/gif", "image/bmp")

SHEETS = (297 / 210, 11 / 8.5)  # height to width of a sheet of paper: A4, Letter
ALIKE = 0.004  # share by which the sheets' height may be off
END = 4  # pixels to each side of a sheet's end that show nothing but paper
INK = 0.6  # of the paper's brightness

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
            yield from _sheets(ImageOps.exif_transpose(page))
    except Image.DecompressionBombError:
        raise UnreadableError("图片过大", "the picture is too large") from None
    except _DAMAGE:
        raise UnreadableError("图片已损坏，无法打开", "the picture is damaged and cannot be opened") from None


def _sheets(picture: Image.Image) -> Iterator[Image.Image]:
    """The sheets that were put together into one long picture: it is so many sheets high, and nothing stands where
    they meet. Each is a page, over whose end a table may go on. Any other picture is one.
    """
    width, height = picture.size
    for shape in SHEETS:
        count = round(height / width / shape)
        ends = [round(i * height / count) for i in range(count + 1)] if count > 1 else []
        whole = ends and abs(height / width / shape / count - 1) < ALIKE
        if whole and all(_is_blank(picture, end) for end in ends[1:-1]):
            yield from (picture.crop((0, top, width, bottom)) for top, bottom in pairwise(ends))
            return
    yield picture


def _is_blank(picture: Image.Image, end: int) -> bool:
    strip = picture.crop((0, end - END, picture.width, end + END)).convert("L").reduce(2)
    shades = [shade for shade, count in enumerate(strip.histogram()) if count]
    return shades[0] > INK * shades[-1]
