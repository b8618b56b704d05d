"""Scans: a page photographed, skewed, stamped or turned says what the page says, or is in doubt."""

from __future__ import annotations

import io
from importlib.util import find_spec
from pathlib import Path

import cv2
import numpy as np
import pypdfium2 as pdfium
import pytest
from PIL import Image

from extractors import ocr, read
from extractors.form import REQUESTS
from extractors.report import Outcome, Report


def _printed() -> bytes:
    (file,) = Path("crawler/sample/site").rglob("P020240122551206873114.pdf")
    return file.read_bytes()


TABLES = range(1, 3)  # the pages, from 0, with most of table 2


def _scan(turned: int = 0, *, stamped: bool = False) -> bytes:
    """Two of the report's pages as a scanner at 150 dpi sees them, in one PDF of pictures."""
    pages = []
    document = pdfium.PdfDocument(_printed())
    for page in (document[i] for i in TABLES):
        image = np.array(page.render(scale=150 / 72).to_pil().convert("RGB"))
        height, width = image.shape[:2]
        if stamped:  # what is black stays black under it
            stamp = cv2.circle(image.copy(), (int(0.75 * width), height // 2), width // 10, (215, 40, 40), 6)
            image = np.minimum(image, stamp)
        skew = cv2.getRotationMatrix2D((width / 2, height / 2), 0.7, 1)
        image = cv2.warpAffine(image, skew, (width, height), borderValue=(255, 255, 255))
        pages.append(Image.fromarray(np.rot90(image, turned)))
    scan = io.BytesIO()
    pages[0].save(scan, "PDF", save_all=True, append_images=pages[1:], resolution=150, quality=70)
    return scan.getvalue()


def _report(body: bytes) -> Report:
    reading = read(body)
    assert reading.report is not None, reading.reason
    return reading.report


@pytest.mark.parametrize(("turned", "stamped"), [(0, True), (1, False)])
def test_a_scan_says_what_its_pages_say_or_doubts_it(turned: int, *, stamped: bool) -> None:
    printed = {f.key: f.value for f in _report(_printed()).figures if f.place and f.place.page in (2, 3)}
    printed = {key: value for key, value in printed.items() if key.table == REQUESTS}
    scanned = {
        f.key: f
        for f in _report(_scan(turned, stamped=stamped)).figures
        if f.key.table == REQUESTS and f.value is not None
    }
    assert {key: f.value for key, f in scanned.items() if f.doubt is None}.items() <= printed.items()
    assert sum(
        key in scanned and scanned[key].value == value for key, value in printed.items()
    ) >= 0.98 * len(printed)
    assert sum(f.doubt is not None for f in scanned.values()) < 0.15 * len(printed)


def test_a_picture_is_refused_by_its_size_before_it_is_unpacked() -> None:
    huge = io.BytesIO()
    Image.new("1", (20_000, 20_000)).save(huge, "PNG")
    reading = read(huge.getvalue())
    assert reading.outcome is Outcome.UNREADABLE
    assert reading.reason is not None
    assert reading.reason.zh == "图片过大"


def test_without_the_extra_the_reason_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "find_spec", lambda name: None if name == "rapidocr" else find_spec(name))
    reason = read(_scan()).reason
    assert reason is not None
    assert "pip install 'gongkai[ocr]'" in reason.en
