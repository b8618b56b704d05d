"""Problems and improvements of section five as two lists, items as printed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from extractors.report import Section, Statement

_ITEM = re.compile(
    r"(?:^|(?<=[，,。；;：:\s]))(?:[一二三四五六七八九十]是|[（(][一二三四五六七八九十\d]{1,2}[)）]|\d{1,2}[.．、](?!\d)|第[一二三四五六七八九]是?[，,、])"
)
_REMEDY = re.compile(
    r"整改|改进|下一步|下步|今后|努力方向|工作打算|下阶段|接下来|我[局们镇乡办区县委]{1,2}将|将(?:继续|进一步|从|重点|着力)"
)
_PROBLEM = re.compile(r"问题|不足|困难|短板|差距|薄弱")
_UNLISTED = re.compile(
    r"(?:存在|还有|仍有)(?:着|的)?(?:一些|部分|主要)?(.{4,60}?)(?:等|的)(?:问题|不足|困难|情况)"
)
_LONGEST_HEADING = 30


@dataclass
class _Lists:
    """``mode`` says which list the next item belongs to; a remedy told right after a problem does not change
    where the next numbered item goes.
    """

    problems: list[str] = field(default_factory=list)
    improvements: list[str] = field(default_factory=list)
    mode: str = "problems"

    def sentence(self, text: str) -> None:
        parts = _ITEM.split(text)
        preface, items = parts[0], [i for p in parts[1:] if (i := p.strip(" 。；;，,"))]
        if items:
            self.mode = _kind(preface) or self.mode
            self._into(self.mode, items)
        elif self.mode == "problems" and _kind(preface) == "improvements":
            self._into(
                "improvements", [re.sub(r"^(?:下一步|今后|接下来)[，,]?", "", preface).strip(" 。；;，,")]
            )
        elif not self.problems and (match := _UNLISTED.search(text)):
            self._into("problems", [match[1]])

    def heading(self, text: str) -> None:
        self.mode = _kind(text) or self.mode

    def _into(self, mode: str, items: Iterable[str]) -> None:
        (self.problems if mode == "problems" else self.improvements).extend(items)


def _kind(text: str) -> str | None:
    """What a heading or the words before a list announce; of both, the last named."""
    found = [
        (m.end(), kind)
        for kind, p in (("improvements", _REMEDY), ("problems", _PROBLEM))
        for m in p.finditer(text)
    ]
    return max(found)[1] if found else None


def listed_problems(sections: Iterable[Section]) -> Iterator[Statement]:
    """Statements ``problems`` and ``improvements``; nothing where section five has no such words."""
    section = next((s for s in sections if s.number == 5), None)
    if section is None:
        return
    lists = _Lists()
    for paragraph in section.text.split("\n"):
        if len(paragraph) <= _LONGEST_HEADING and not re.search("[。；]", paragraph):
            lists.heading(paragraph)
            continue
        for sentence in re.split(r"(?<=。)", paragraph):
            if sentence.strip():
                lists.sentence(sentence)
    for name, items in (("problems", lists.problems), ("improvements", lists.improvements)):
        if items:
            yield Statement(name, tuple(items), None, None, items[0], 5)
