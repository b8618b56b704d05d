"""The prose with its marks: where each claim and each finding's words stand, paragraph by paragraph."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractors.report import Report


@dataclass(frozen=True, slots=True)
class Mark:
    """Words to be marked: ``name`` is their anchor, ``kind`` how they look, ``number`` the finding about them."""

    name: str
    kind: str
    quote: str
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text under the same marks; ``begins`` are those whose words begin here."""

    text: str
    marks: tuple[Mark, ...]
    begins: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class MarkedParagraph:
    pieces: tuple[Piece, ...]
    heading: bool


def mark_prose(report: Report, marks: Iterable[Mark]) -> list[MarkedParagraph]:
    """Cut every paragraph at its marks. Words are found whatever blanks and widths they were printed with."""
    paragraphs = [_Folded(text) for text in report.prose]
    spans: list[list[tuple[int, int, Mark]]] = [[] for _ in paragraphs]
    for mark in marks:
        for index, paragraph in enumerate(paragraphs):
            span = paragraph.find(mark.quote)
            if span is not None:
                spans[index].append((*span, mark))
                break
    titles = {_folded(section.title) for section in report.sections if section.title}
    titles |= {_folded(report.title)} if report.title else set()
    return [
        MarkedParagraph(tuple(_pieces(p.printed, found)), _is_heading(p, titles))
        for p, found in zip(paragraphs, spans, strict=True)
    ]


def _pieces(text: str, spans: Sequence[tuple[int, int, Mark]]) -> Iterable[Piece]:
    cuts = sorted({0, len(text), *(at for start, end, _ in spans for at in (start, end))})
    for start, end in pairwise(cuts):
        over = tuple(mark for a, b, mark in spans if a <= start < b)
        yield Piece(text[start:end], over, tuple(mark for a, _, mark in spans if a == start))


class _Folded:
    """A paragraph, the same without blanks in narrow characters, and where each of these is printed."""

    def __init__(self, printed: str) -> None:
        self.printed = printed
        pairs = [(c, i) for i, character in enumerate(printed) for c in _folded(character)]
        self.text = "".join(c for c, _ in pairs)
        self.at = [i for _, i in pairs]

    def find(self, quote: str) -> tuple[int, int] | None:
        words = _folded(quote)
        start = self.text.find(words)
        if start < 0 or not words:
            return None
        return self.at[start], self.at[start + len(words) - 1] + 1


def _folded(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def _is_heading(paragraph: _Folded, titles: set[str]) -> bool:
    return any(paragraph.text.endswith(t) and len(paragraph.text) <= len(t) + 6 for t in titles)
