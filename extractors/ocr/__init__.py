"""Character recognition, the extra ``gongkai[ocr]``: pictures of pages -> characters and rules. Works offline.

The one door is :func:`recognise`; what is behind it is loaded when the first scan comes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from importlib.util import find_spec
from typing import TYPE_CHECKING

from extractors.content import UnreadableError
from extractors.ink.layout import Page

if TYPE_CHECKING:
    from PIL.Image import Image

MAX_PIXELS = 60_000_000  # an A4 page at 600 dpi has 35 million
MAX_PAGES = 40  # a page takes some seconds
LEAST_WIDTH, MOST_WIDTH = 1200, 2100  # pixels across an upright A4 page: about 150 to 250 dpi


def recognise_page(page: Page, picture: Callable[[], Image]) -> Page:
    """Read the picture that a page is. Where nothing can, the page stays as it is, and says why."""
    try:
        return recognise(picture(), page.number, page.width)
    except UnreadableError as e:
        return replace(page, obstacle=e.message)


def recognise(picture: Image, number: int, width: float | None = None) -> Page:
    """Read one page, the ``number``-th; ``width`` is that of the picture in points, where it is known.

    Raises UnreadableError where the extra is not installed, or the picture or the number of pages is too large.
    """
    if find_spec("rapidocr") is None or find_spec("onnxruntime") is None:
        raise UnreadableError(
            "这是扫描件或图片，需要文字识别：请运行 pip install 'gongkai[ocr]'",
            "a scan or a picture needs character recognition: run pip install 'gongkai[ocr]'",
        )
    if number > MAX_PAGES:
        raise UnreadableError(f"扫描件超过 {MAX_PAGES} 页", f"more than {MAX_PAGES} scanned pages")
    refuse_large(picture.width, picture.height)
    from extractors.ocr.scans import read_page  # noqa: PLC0415  slow to load, and an extra

    return read_page(picture, number, width)


def refuse_large(width: int, height: int) -> None:
    """Raise UnreadableError where a picture has more pixels than a page needs."""
    if width * height > MAX_PIXELS:
        size = f"{width}×{height}"
        raise UnreadableError(f"图片过大（{size} 像素）", f"the picture is too large ({size} pixels)")
