"""Automatic numbers of Word paragraphs: what Word prints before a paragraph but does not write into it."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass

import cn2an
from lxml import etree

from extractors.formats.docx_text import attribute, w

_CHINESE = frozenset(
    (
        "chineseCounting", "chineseCountingThousand", "taiwaneseCounting", "taiwaneseCountingThousand",
        "japaneseCounting", "ideographDigital", "chineseLegalSimplified",
    )
)  # fmt: skip
_UNNUMBERED = ("bullet", "none")


@dataclass(frozen=True, slots=True)
class _Level:
    """One level of a list: how its numbers are written, what is printed with them, where they begin."""

    number_format: str
    text: str
    start: int


class Numbering:
    """Counts along the document; ask for each paragraph once, in reading order."""

    def __init__(self, numbering: etree._Element | None, styles: etree._Element | None) -> None:
        self._lists: dict[str, str] = {}  # numId -> the abstract list it is a use of, which does the counting
        self._levels: dict[tuple[str, int], _Level] = {}  # (numId, level)
        self._restarts: dict[tuple[str, int], int] = {}  # (numId, level) -> where its first use begins anew
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        self._styles = {} if styles is None else _numbered_styles(styles)
        if numbering is not None:
            self._read(numbering)

    def _read(self, root: etree._Element) -> None:
        abstract = {a.get(w("abstractNumId")): a for a in root.iter(w("abstractNum"))}
        for number in root.iter(w("num")):
            name, of = number.get(w("numId"), ""), attribute(number, "abstractNumId") or ""
            self._lists[name] = of
            definition = abstract.get(of)
            for level in () if definition is None else definition.iter(w("lvl")):
                self._levels[name, _depth(level)] = _level(level)
            for override in number.iter(w("lvlOverride")):
                for level in override.iter(w("lvl")):
                    self._levels[name, _depth(override)] = _level(level)
                if (start := attribute(override, "startOverride")) is not None:
                    self._restarts[name, _depth(override)] = _count(start)

    def prefix(self, paragraph: etree._Element) -> str:
        """The number printed before this paragraph, such as ``一、``; empty where it has none."""
        number, depth = self._of(paragraph)
        level = self._levels.get((number, depth))
        if level is None or level.number_format in _UNNUMBERED:
            return ""
        counts = self._counts[self._lists[number]]
        if (start := self._restarts.pop((number, depth), None)) is not None:
            counts[depth] = start - 1
        counts[depth] = counts.get(depth, level.start - 1) + 1
        for deeper in [d for d in counts if d > depth]:
            del counts[deeper]
        text = level.text
        for d in range(depth + 1):
            shown = self._levels.get((number, d), level)
            text = text.replace(f"%{d + 1}", _written(counts.get(d, shown.start), shown.number_format))
        return text

    def _of(self, paragraph: etree._Element) -> tuple[str, int]:
        properties = paragraph.find(w("pPr"))
        if properties is None:
            return "", 0
        style = self._styles.get(attribute(properties, "pStyle") or "", ("", 0))
        own = properties.find(w("numPr"))
        if own is None:
            return style
        depth = attribute(own, "ilvl")
        return attribute(own, "numId") or style[0], _count(depth) if depth else style[1]


def _numbered_styles(styles: etree._Element) -> dict[str, tuple[str, int]]:
    """The list and level of each paragraph style that has one, its own or that of the style it is based on."""
    by_id = {style.get(w("styleId"), ""): style for style in styles.iter(w("style"))}
    found: dict[str, tuple[str, int]] = {}
    for name, style in by_id.items():
        above: etree._Element | None = style
        for _ in range(10):  # styles may be based on each other in a ring
            numbered = None if above is None else above.find(f"{w('pPr')}/{w('numPr')}")
            if numbered is not None and (number := attribute(numbered, "numId")):
                found[name] = number, _count(attribute(numbered, "ilvl") or "0")
                break
            above = None if above is None else by_id.get(attribute(above, "basedOn") or "")
    return found


def _level(element: etree._Element) -> _Level:
    return _Level(
        attribute(element, "numFmt") or "decimal",
        attribute(element, "lvlText") or "",
        _count(attribute(element, "start") or "1"),
    )


def _depth(element: etree._Element) -> int:
    return _count(element.get(w("ilvl"), "0"))


def _count(text: str) -> int:
    return int(text) if re.fullmatch(r"\d{1,4}", text) else 0


def _written(count: int, number_format: str) -> str:
    if number_format in _CHINESE:
        return str(cn2an.an2cn(count)).removeprefix("一") if 10 <= count < 20 else str(cn2an.an2cn(count))
    if number_format == "decimalEnclosedCircle" and 1 <= count <= 20:
        return chr(ord("①") + count - 1)
    return str(count)
