"""Automatic numbers of Word paragraphs: what Word prints before a paragraph but does not write into it."""

from __future__ import annotations

from collections import defaultdict

import cn2an
from docx.document import Document
from docx.oxml.ns import qn
from lxml import etree

_CHINESE = frozenset(
    [
        "chineseCounting",
        "chineseCountingThousand",
        "taiwaneseCounting",
        "taiwaneseCountingThousand",
        "japaneseCounting",
        "ideographDigital",
        "chineseLegalSimplified",
    ]
)


class Numbering:
    """Counts along the document; ask for each paragraph once, in reading order."""

    def __init__(self, document: Document) -> None:
        self._levels: dict[
            tuple[str, int], tuple[str, str, int]
        ] = {}  # (numId, level) -> format, text, start
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        self._styles: dict[str, tuple[str, int]] = {}
        part = next(
            (r.target_part for r in document.part.rels.values() if r.reltype.endswith("/numbering")), None
        )
        if part is not None and hasattr(part, "element"):
            self._read(part.element)
        self._read_styles(document.styles.element)

    def _read(self, root: etree._Element) -> None:
        abstract = {a.get(qn("w:abstractNumId")): a for a in root.iter(qn("w:abstractNum"))}
        for num in root.iter(qn("w:num")):
            reference = num.find(qn("w:abstractNumId"))
            definition = abstract.get(reference.get(qn("w:val"))) if reference is not None else None
            for level in () if definition is None else definition.iter(qn("w:lvl")):
                key = (num.get(qn("w:numId"), ""), int(level.get(qn("w:ilvl"), "0")))
                start = _value(level, "w:start") or "1"
                self._levels[key] = (
                    _value(level, "w:numFmt") or "decimal",
                    _value(level, "w:lvlText") or "",
                    int(start),
                )

    def _read_styles(self, root: etree._Element) -> None:
        for style in root.iter(qn("w:style")):
            properties = style.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
            if properties is not None and (number := _value(properties, "w:numId")):
                self._styles[style.get(qn("w:styleId"), "")] = (
                    number,
                    int(_value(properties, "w:ilvl") or "0"),
                )

    def prefix(self, paragraph: etree._Element) -> str:
        """The number printed before this paragraph, such as ``一、``; empty where it has none."""
        numbered = self._of(paragraph)
        if (
            numbered is None
            or (level := self._levels.get(numbered)) is None
            or level[0] in ("bullet", "none")
        ):
            return ""
        number, depth = numbered
        counts = self._counts[number]
        counts[depth] = counts.get(depth, level[2] - 1) + 1
        for deeper in [d for d in counts if d > depth]:
            del counts[deeper]
        text = level[1]
        for d in range(depth + 1):
            shown = self._levels.get((number, d), level)
            text = text.replace(f"%{d + 1}", _written(counts.get(d, shown[2]), shown[0]))
        return text

    def _of(self, paragraph: etree._Element) -> tuple[str, int] | None:
        properties = paragraph.find(qn("w:pPr"))
        if properties is None:
            return None
        own = properties.find(qn("w:numPr"))
        if own is not None:
            number = _value(own, "w:numId")
            return None if number in (None, "0") else (number or "", int(_value(own, "w:ilvl") or "0"))
        return self._styles.get(_value(properties, "w:pStyle") or "")


def _value(parent: etree._Element, tag: str) -> str | None:
    child = parent.find(qn(tag))
    return None if child is None else child.get(qn("w:val"))


def _written(count: int, number_format: str) -> str:
    if number_format in _CHINESE:
        return str(cn2an.an2cn(count)).removeprefix("一") if 10 <= count < 20 else str(cn2an.an2cn(count))
    return str(count)
