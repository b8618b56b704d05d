"""Pictures in a document's body: scanned pages that were put into it, or tables that were photographed.

They are looked into only where the text lacks a table, and taken only where they show one, or where the document
has no text of its own: a photograph of a meeting says nothing of the report.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby

from PIL import Image

from extractors.content import Block, Content, Picture, Table, UnreadableError
from extractors.fitting.fit import Fit
from extractors.formats.picture import pages_of
from extractors.ink.layout import Page, in_reading_order
from extractors.ocr import recognise
from extractors.report import Status

_LEAST_TEXT = 200  # characters: with fewer a document is but the cover of its pictures
_SMALLEST = (400, 120)  # pixels: smaller ones are signs and icons
_PAPER = 0.5  # of a page is blank; of a photograph it is not
_BLANK = 0.8  # of the brightest


def lacks_a_table(fit: Fit) -> bool:
    """Say whether a table of the form, or the form itself, was not found in the text."""
    tables = {f.key.table for f in fit.figures}
    found = {f.key.table for f in fit.figures if f.status is not Status.ABSENT}
    return fit.form is None or tables != found


def with_pictures_read(content: Content) -> Content:
    """The content with what its pictures say in their places.

    Raises UnreadableError where the document is nothing but pictures and these cannot be recognised.
    """
    is_scan = _length(content) < _LEAST_TEXT
    try:
        read = {at: _blocks(run) for at, run in groupby(content.shown, key=lambda picture: picture.at)}
    except UnreadableError:
        if is_scan:
            raise
        return content
    taken = {
        at: blocks for at, blocks in read.items() if is_scan or any(isinstance(b, Table) for b in blocks)
    }
    if not taken:
        return content
    return replace(content, blocks=tuple(_numbered(_merged(content.blocks, taken))), recognised=True)


def _length(content: Content) -> int:
    cells = (cell for table in content.tables for cell in table.cells)
    return sum(len(p.text) for p in content.paragraphs) + sum(len(c.text) for c in cells)


def _blocks(run: Iterable[Picture]) -> list[Block]:
    """What pictures that follow each other say: pages, over whose ends a table may go on."""
    return in_reading_order([page for picture in run for page in _recognised(picture)])


def _recognised(picture: Picture) -> Iterator[Page]:
    for image in pages_of(picture.body):
        if _is_page(image):
            yield recognise(image, picture.number)


def _is_page(image: Image.Image) -> bool:
    if image.width < _SMALLEST[0] or image.height < _SMALLEST[1]:
        return False
    counts = image.convert("L").resize((64, 64)).histogram()
    brightest = max(level for level, count in enumerate(counts) if count)
    return sum(counts[int(_BLANK * brightest) :]) >= _PAPER * sum(counts)


def _merged(blocks: tuple[Block, ...], taken: dict[int, list[Block]]) -> Iterator[Block]:
    for at in range(len(blocks) + 1):
        yield from taken.get(at, ())
        yield from blocks[at : at + 1]


def _numbered(blocks: Iterable[Block]) -> Iterator[Block]:
    number = 0
    for block in blocks:
        if isinstance(block, Table):
            number += 1
            yield replace(block, number=number)
        else:
            yield block
