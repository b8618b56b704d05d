"""What pdfplumber finds on a page of a PDF: the same characters and rules as pdfium finds, slowly.

The reference that pdf_pages.py is held to, and what reads a page that pdfium cannot.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from itertools import pairwise
from math import atan2
from typing import Any
from unicodedata import normalize

import pdfplumber
from pdfminer.psexceptions import PSException
from pdfplumber.utils.exceptions import PdfminerException

from extractors.ink.drawing import THIN, Point, is_slanted
from extractors.ink.lattice import Rule
from extractors.ink.layout import Page
from extractors.ink.lines import Glyph

# What reading a damaged page raises, one layer or another.
DAMAGE = (PdfminerException, PSException, ArithmeticError, AttributeError, LookupError, TypeError, ValueError)


def read_page(body: bytes, index: int, count: int) -> Page:
    """Take a page apart. Raises one of DAMAGE where it is beyond reading, or where the document has not
    ``count`` pages: then nobody knows which is which.
    """
    with pdfplumber.open(io.BytesIO(body)) as document:
        if len(document.pages) != count:
            raise LookupError(index)
        page = document.pages[index]
        glyphs = [
            Glyph(_plain(c["text"]), c["x0"], c["top"], c["x1"], c["bottom"])
            for c in page.chars
            if not is_slanted(atan2(c["matrix"][1], c["matrix"][0]))
        ]
        rules = [rule for path in (*page.lines, *page.rects, *page.curves) for rule in _rules(path)]
        return Page(index + 1, float(page.width), float(page.height), glyphs, rules, len(page.images))


def _plain(text: str) -> str:
    """Chinese as everybody writes it: browsers say ⼀ (a radical) where they mean 一; pdfium knows, pdfminer not."""
    return _RADICALS.sub(lambda radical: normalize("NFKC", radical[0]), text)


_RADICALS = re.compile("[\u2e80-\u2fdf]")


def _rules(path: dict[str, Any]) -> Iterator[Rule]:
    """The lines that a path draws, or the thin shape that it fills."""
    points: list[Point] = list(path["pts"])
    if path["object_type"] == "rect":
        points.append(points[0])
    parts = pairwise(points) if path["stroke"] else [points] if path["fill"] else []
    for part in parts:
        xs, ys = zip(*part, strict=True)
        x0, top, x1, bottom = min(xs), min(ys), max(xs), max(ys)
        if x1 - x0 <= THIN or bottom - top <= THIN:
            yield Rule(x0, top, x1, bottom)
