"""Problems and improvements of section five as two lists, items as printed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal

from extractors.report import Section, Statement

_Kind = Literal["problems", "improvements"]

_START = r"(?:^|(?<=[，,。；;：:\s]))"
_ITEM = re.compile(
    _START
    + r"(?:[一二三四五六七八九十](?:是|要)|[（(][一二三四五六七八九十\d]{1,2}[)）]|\d{1,2}[.．、](?!\d)|[①-⑳]"
    r"|第[一二三四五六七八九]是?[，,、]|其[一二三四五][，,]?|(?:另)?一方面[，,]?"
    r"|(?:首先|其次|再次|最后)(?:是)?[，,]?)"
    r"|(?<=将)首先"
)
_REMEDY = re.compile(
    r"整改|改进|下一步|下步|今后|努力方向|工作打算|下阶段|接下来|我[局们镇乡办区县委]{1,2}将|将(?:继续|进一步|从|重点|着力)"
)
_PROBLEM = re.compile(r"问题|不足|困难|短板|差距|薄弱")
_UNLISTED = re.compile(
    r"(?:存在|还有|仍有)(?:着|的)?(?:一些|部分|主要)?(.{4,60}?)(?:等|的)(?:问题|不足|困难|情况)"
)
# 还有差距，主要是：…；…。 Told without numbers, parted by semicolons.
_PARTED = re.compile(
    r"(?:主要(?:是|有|表现[在为]|体现在)[：:，]?|(?:以下|如下)[^，。；：:]{0,8}[：:])(.{4,})"
)
# Words that are nothing but the name of a list: 存在的主要问题, 改进措施.
_NAME_OF_PROBLEMS = r"(?:目前|当前|本年度|20\d\d年)?[仍还]?(?:存在|面临)?(?:着|的)?(?:主要|突出|一些)?(?:问题|不足|困难|短板|差距)(?:[和与及](?:不足|困难|差距|原因))?"
_NAME_OF_REMEDIES = r"(?:下一步|下步|今后|整改|改进)(?:的|和|及|与)?(?:整改|改进|主要|工作)*(?:措施|情况|打算|思路|计划|方向|举措|安排)|措施(?=[一二三四五])"
_WHOSE = r"(?:(?![一二三四五六七八九十][是要])[^，,。；;：:是]){1,16}?"  # 上年度, 我局政务公开工作: before a colon only
_NAMED = re.compile(
    rf"{_START}(?:[（(][一二三四五六七八九十\d]{{1,2}}[)）]|[一二三四五六七八九十\d]{{1,2}}[.．、])?\s*(?P<whose>{_WHOSE})?"
    rf"(?:(?P<problems>{_NAME_OF_PROBLEMS})|(?P<improvements>{_NAME_OF_REMEDIES}))[一二三四五]?(?:情况|方面)?(?:主要)?"
    r"(?:[：:]|(?(whose)(?!)|(?:是(?![一二三四五])|[。\s]*$)))"
)
_TIME = re.compile(r"^(?:下一步|今后(?:的?工作中)?|接下来|20\d\d年)[，,]?")
_LONGEST_HEADING = 30
_ENDS = " 。；;，,：:"


@dataclass
class _Lists:
    """``mode`` says which list the next item belongs to; a remedy told right after a problem does not change
    where the next numbered item goes. ``unlisted`` are sentences under a list's name that are not numbered.
    """

    items: dict[_Kind, list[str]] = field(default_factory=lambda: {"problems": [], "improvements": []})
    unlisted: dict[_Kind, list[str]] = field(default_factory=lambda: {"problems": [], "improvements": []})
    mode: _Kind = "problems"
    is_named: bool = False

    def paragraph(self, text: str) -> None:
        for sentence in re.split(r"(?<=。)", text):
            names = list(_NAMED.finditer(sentence))
            starts = [*(name.start() for name in names), len(sentence)]
            self.sentence(sentence[: starts[0]])
            for name, end in zip(names, starts[1:], strict=True):
                self.mode, self.is_named = _kind_named(name), True
                self.sentence(sentence[name.end() : end])

    def sentence(self, text: str) -> None:
        preface, *parts = _ITEM.split(text)
        items = [i for p in parts if (i := p.strip(_ENDS))]
        announced = _kind(preface)
        if items:
            self.mode = announced or self.mode
            self.items[self.mode] += items
        elif announced and text.rstrip().endswith(("：", ":")):
            self.mode, self.is_named = announced, True
        elif self.mode == "problems" and announced == "improvements":
            self.items["improvements"].append(_TIME.sub("", preface.strip(_ENDS)))
        elif not self.items["problems"] and (match := _UNLISTED.search(text)):
            self.items["problems"].append(match[1])
        elif (match := _PARTED.search(text)) and _kind(text[: match.start(1)]) == "problems":
            self.items["problems"] += [i for p in re.split("[；;]", match[1]) if (i := p.strip(_ENDS))]
        elif self.is_named and text.strip(_ENDS) and announced in (None, self.mode):
            self.unlisted[self.mode].append(text.strip(_ENDS))

    def heading(self, text: str) -> None:
        announced = _kind(text)
        if self.is_named and announced in (None, self.mode) and _ITEM.match(text):
            self.sentence(text)
        elif announced:
            self.mode, self.is_named = announced, True

    def told(self, kind: _Kind) -> list[str]:
        return self.items[kind] or self.unlisted[kind]


def _kind_named(name: re.Match[str]) -> _Kind:
    return "problems" if name["problems"] else "improvements"


def _kind(text: str) -> _Kind | None:
    """What a heading or the words before a list announce; of both, the last named."""
    named: tuple[tuple[_Kind, re.Pattern[str]], ...] = (("improvements", _REMEDY), ("problems", _PROBLEM))
    found = [(m.end(), kind) for kind, pattern in named for m in pattern.finditer(text)]
    return max(found)[1] if found else None


def listed_problems(sections: Iterable[Section]) -> Iterator[Statement]:
    """Statements ``problems`` and ``improvements``; nothing where section five has no such words."""
    section = next((s for s in sections if s.number == 5), None)
    if section is None:
        return
    lists = _Lists()
    for paragraph in section.text.split("\n"):
        is_heading = len(paragraph) <= _LONGEST_HEADING and not re.search("[。；：:]", paragraph)
        (lists.heading if is_heading else lists.paragraph)(paragraph)
    kinds: tuple[_Kind, ...] = ("problems", "improvements")
    for kind in kinds:
        if items := lists.told(kind):
            yield Statement(kind, tuple(items), None, None, items[0], 5)
