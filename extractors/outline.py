"""The report's outline: its title, its six numbered sections, its closing signature."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import pairwise

from extractors.content import Block, Content, Paragraph, words_of
from extractors.dates import parse_date
from extractors.labels import normalise
from extractors.report import Section
from extractors.rows import PRINTED_RULE, is_block_heading

# 国办公开办函〔2021〕30号 and 〔2019〕60号: the six headings, and the words that make each of them out.
OFFICIAL_SECTIONS: tuple[tuple[int, str, tuple[str, ...]], ...] = (
    (1, "总体情况", ("总体情况", "政府信息公开工作总体情况", "总体工作情况", "基本情况", "概述", "概况", "总体概况")),
    (2, "主动公开政府信息情况", ("主动公开政府信息情况", "行政机关主动公开政府信息情况", "主动公开政府信息的情况", "主动公开情况", "政府信息主动公开情况")),
    (
        3,
        "收到和处理政府信息公开申请情况",
        ("收到和处理政府信息公开申请情况", "收到和处理政府信息公开申请的情况", "收到的处理政府信息公开申请情况", "依申请公开情况"),
    ),
    (
        4,
        "政府信息公开行政复议、行政诉讼情况",
        (
            "政府信息公开行政复议、行政诉讼情况", "政府信息公开工作被申请行政复议、提起行政诉讼情况",
            "因政府信息公开工作被申请行政复议、提起行政诉讼情况", "因政府信息公开工作被申请行政复议和提起行政诉讼情况",
            "行政复议、行政诉讼情况", "政府信息公开工作行政复议、行政诉讼情况", "政府信息公开行政复议和行政诉讼情况",
        ),
    ),
    (
        5,
        "存在的主要问题及改进情况",
        ("存在的主要问题及改进情况", "政府信息公开工作存在的主要问题及改进情况", "存在的主要问题和改进情况", "存在的问题及改进情况", "存在的问题及改进措施", "存在主要问题及改进情况", "存在的主要问题和改进措施", "存在问题及改进措施", "存在的主要问题及改进措施"),
    ),
    (6, "其他需要报告的事项", ("其他需要报告的事项", "其他需要报告的事项情况", "其他需要报告事项", "需要报告的其他事项", "其他事项")),
)  # fmt: skip

_NUMERALS = "一二三四五六七八九十"
_TOP = re.compile(
    rf"^(?:(?:第(?=[{_NUMERALS}]{{1,2}}(?:部分|章)))?([{_NUMERALS}]{{1,2}})\s*(?:部分|章|[、.．,，:：\s])[、.．,，:：\s]*|([—–－-])\s*、|([1-9])[、.．](?!\d))\s*(.+)$"
)
_LONGEST_HEADING = 45
MOST_CANDIDATES = 200  # a report has six sections, a table of contents and some doubles
_ENOUGH = 4  # of the six official headings: more than any older report happens to share
_CONTENTS_LINE = re.compile(r"[.…·．]{3,}\s*\d{1,3}$")
_RUN_ON = re.compile(r"^(.{3,30}?)[。：:](.{10,})$", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Heading:
    """A section's heading: where it stands, its number, its title as printed, and text run on after it."""

    index: int
    number: int
    title: str
    rest: str = ""


def sections(content: Content) -> tuple[Section, ...]:
    """Cut the report into its numbered sections; tables and the closing signature are left out of their text."""
    found = headings(content)
    if not found:
        return ()
    signature = find_signature(content)
    end_of_report = signature.first if signature else len(content.blocks)
    ends = [h.index for h in found[1:]] + [end_of_report]
    return tuple(
        Section(h.number, h.title, _text(h, content.blocks[h.index + 1 : end]))
        for h, end in zip(found, ends, strict=True)
    )


def section_at(found: Sequence[Heading], index: int) -> int | None:
    """The number of the section a block stands in; None before the first."""
    number = None
    for heading in found:
        if heading.index <= index:
            number = heading.number
    return number


def _text(heading: Heading, blocks: Sequence[Block]) -> str:
    paragraphs = [
        b.text
        for b in blocks
        if isinstance(b, Paragraph) and not _is_of_table(b.text) and not is_chrome(b.text)
    ]
    return "\n".join(([heading.rest] if heading.rest else []) + paragraphs)


def _is_of_table(text: str) -> bool:
    """Say whether a line above a table is a piece of the form, not prose."""
    folded = "".join(text.split())
    return (
        (is_block_heading(folded) and len(folded) < 12)
        or (PRINTED_RULE.match(folded) is not None and len(folded) < 60)
        or _CAPTION.fullmatch(folded) is not None
    )


_CAPTION = re.compile(
    r"附?表(?:[一二三四五六七八九十]{1,2}|\d{1,2})?(?:[:：、.].{0,25})?|[（(]?(?:计量|金额)?单位[:：].{1,8}?[)）]?"
)


def headings(content: Content) -> list[Heading]:
    """The section headings, in order. A table of contents, whose headings have nothing between them, is
    passed over.
    """
    official = _longest_ascent(_without_contents(_in_one_hand(list(_official(content)), content), content))
    numbered = _longest_ascent(_without_contents(list(_numbered(content)), content))
    # The chapters of article 32 of the older Regulations are more than six, five of them worded like these.
    counts_on = {h.index for h in official} <= {h.index for h in numbered} or len(official) < _ENOUGH
    return numbered if len(numbered) > len(official) and counts_on else official


def _in_one_hand(candidates: list[Heading], content: Content) -> list[Heading]:
    """Where headings are numbered 一、 what is numbered 1. is an item of a list."""
    printed = {h.index: content.blocks[h.index] for h in candidates}
    arabic = {i for i, block in printed.items() if isinstance(block, Paragraph) and block.text[0].isdigit()}
    others = [h for h in candidates if h.index not in arabic]
    return others if len({h.number for h in others}) > 1 else candidates


def _official(content: Content) -> Iterator[Heading]:
    for index, text in _lines(content):
        printed, title, rest = _split_heading(text)
        if title is None:
            continue
        number = official_number(title, numbered=printed is not None)
        if number is not None:
            yield Heading(index, number, title, rest)


def _lines(content: Content) -> Iterator[tuple[int, str]]:
    """Paragraphs, and table rows of a single text: some print a section's heading as its table's first row."""
    for index, block in enumerate(content.blocks):
        if isinstance(block, Paragraph):
            yield index, block.text
            continue
        for row in block.rows:
            texts = [cell.text for cell in row if cell.text]
            if len(texts) == 1 and is_section_heading(texts[0], bare=True):
                yield index, texts[0]


@lru_cache(maxsize=4096)  # the same lines of a text are asked about again and again
def is_section_heading(text: str, *, bare: bool = False) -> bool:
    """Say whether a line is one of the six official headings, with its number in Chinese; ``bare``: or without."""
    number, title, _ = _split_heading(text)
    numbered = number is not None and not text[0].isdigit()
    return title is not None and (numbered or bare) and official_number(title, numbered=numbered) is not None


def official_number(title: str, *, numbered: bool) -> int | None:
    """Which of the six sections a heading is of; ``numbered`` headings may be worded more freely."""
    folded = normalise(title)
    bare = _WHOSE.sub("", folded)
    for number, _, wordings in OFFICIAL_SECTIONS:
        if {folded, bare} & {normalise(w) for w in wordings} and (numbered or folded not in _COMMON_WORDS):
            return number
    if not numbered:
        return None
    return next((n for n, signs in _SIGNS if all(re.search(sign, folded) for sign in signs)), None)


_WHOSE = re.compile("^(?:行政机关|本机关|本单位|政府信息公开工作)")
# Without a number these are sub-headings as often as sections.
_COMMON_WORDS = frozenset({"基本情况", "概述", "概况", "主动公开情况", "依申请公开情况", "其他事项"})

# What a heading must say to be this section's, where its wording is not one of the known ones.
_SIGNS = (
    (3, ("申请", "收到|受理|处理|办理")),
    (4, ("复议", "诉讼")),
    (5, ("问题|不足|困难", "改进|措施|打算|建议|方向|整改|下一步")),
    (6, ("其他|其它", "报告|事项")),
    (2, ("主动公开(?:的)?(?:政府)?信息|主动公开情况",)),
    (1, ("总体(?:工作)?情况|基本情况|^工作情况|^概述|概况",)),
)


def _split_heading(text: str) -> tuple[int | None, str | None, str]:
    """Split a paragraph into its top-level number, its heading, and the prose run on after it."""
    if _CONTENTS_LINE.search(text):
        return None, None, ""
    match = _TOP.match(text)
    number = _number(match) if match else None
    title = (match[4] if match else text).strip()
    rest = ""
    run_on = _RUN_ON.match(title)
    if match and run_on:
        title, rest = run_on[1], run_on[2].strip()
    title = re.sub(rf"^[(（][{_NUMERALS}]{{1,2}}[)）]\s*", "", title).rstrip("。：: ").strip()
    if len(title) > _LONGEST_HEADING or (not match and len(title) > 30):
        return number, None, ""
    return number, title, rest


def _number(match: re.Match[str]) -> int:
    if match[2]:
        return 1  # a dash typed for 一
    if match[3]:
        return int(match[3])
    numeral = match[1]
    return _NUMERALS.index(numeral) + 1 if len(numeral) == 1 else 10 + _NUMERALS.index(numeral[-1]) + 1


def _numbered(content: Content) -> Iterator[Heading]:
    """Reports of other forms have other headings: take 一、二、三 as printed."""
    for index, block in enumerate(content.blocks):
        if isinstance(block, Paragraph) and re.match(rf"^\s*[{_NUMERALS}]{{1,2}}\s*、", block.text):
            number, title, rest = _split_heading(block.text)
            if number is not None and title is not None:
                yield Heading(index, number, title, rest)


def _without_contents(candidates: list[Heading], content: Content) -> list[Heading]:
    last = {h.number: i for i, h in enumerate(candidates)}
    bare = {
        i
        for i, (a, b) in enumerate(pairwise(candidates))
        if b.index == a.index + 1 and not a.rest and last[a.number] != i
    }
    # The last line of a table of contents is followed by text, but its number comes again.
    bare |= {i + 1 for i in bare if i + 1 < len(candidates) and last[candidates[i + 1].number] != i + 1}
    return [h for i, h in enumerate(candidates) if i not in bare]


def _longest_ascent(candidates: Sequence[Heading]) -> list[Heading]:
    """Keep the longest run of rising numbers: a sub-heading that looks like a section breaks the order."""
    best: list[list[Heading]] = []
    for heading in candidates[:MOST_CANDIDATES]:
        before = [chain for chain in best if chain[-1].number < heading.number]
        best.append([*max(before, key=len, default=[]), heading])
    return max(best, key=len, default=[])


@dataclass(frozen=True, slots=True)
class Signature:
    """The closing lines: the organ's name and the day. ``first`` is the index of their first block."""

    first: int
    organ: str | None
    day: date | None


ORGAN_NAME = re.compile(
    r"(?:局|委|委员会|办|办公室|政府|厅|院|所|中心|处|街道|镇|乡|公司|集团|大学|学院|学校|中学|小学|医院|站|社|会|部|队|"
    r"馆|园|区|县|市|省|州|盟|旗|室|行|署|台|库|厂|场|司)(?:[（(][^()（）]*[)）])?$"
)


def find_signature(content: Content) -> Signature | None:
    """The organ and the day at the end of the report, each on a line of its own."""
    blocks = content.blocks
    organ: str | None = None
    day: date | None = None
    first = len(blocks)
    for index in range(len(blocks) - 1, max(-1, len(blocks) - 12), -1):
        text = words_of(blocks[index])
        if not text or is_chrome(text) or _ANNEX.fullmatch(text):
            continue  # a table below the signature is an annex
        if day is None and only_date(text) is not None:
            day, first = only_date(text), index
        elif (
            organ is None
            and len(text) <= 40
            and not re.search(r"[，。；：:、]", text)
            and ORGAN_NAME.search(text)
        ):
            organ, first = text, index
            break
        else:
            both = re.fullmatch(r"(.{3,40}?)((?:\d{4}|[〇零○一二三四五六七八九]{4})年.{2,6}日)", text)
            if both and ORGAN_NAME.search(both[1]):
                organ, day, first = both[1], parse_date(both[2]), index
            break
    return Signature(first, organ, day) if day or (organ and first < len(blocks)) else None


_ANNEX = re.compile(
    r"附[件表]?(?:[一二三\d]{1,2})?[:：]?|.{0,40}(?:统计表|情况表|附表)(?:[（(].{0,12}[)）])?"
)
# What portals print under an article.
_CHROME = re.compile(
    r"(?:[【\[]?(?:打印|关闭|收藏|分享|返回顶部|字体|字号|纠错|我要纠错|扫一扫|下载)|上一[篇条]|下一[篇条]|附件|附表[:：]|附[:：]|"
    r"相关(?:链接|文档|阅读)|(?:责任编辑|编辑|来源|作者|浏览|点击|阅读|信息来源)(?:次数|量|数)?[:：]|政策咨询|主办单位|承办单位|版权所有)"
)
_LONGEST_CHROME = 80


def is_chrome(text: str) -> bool:
    """Say whether a line belongs to the page, not to the report."""
    return len(text) <= _LONGEST_CHROME and "。" not in text and _CHROME.match(text) is not None


def only_date(text: str) -> date | None:
    bare = re.sub(r"^[（(]|[)）]$|^(?:日期|时间|成文日期)[:：]", "", text)
    return (
        parse_date(bare)
        if re.fullmatch(
            r"(?:\d{4}|[〇零○O一二三四五六七八九]{4})年[\d一二三四五六七八九十]{1,3}月[\d一二三四五六七八九十]{1,3}日",
            bare,
        )
        else None
    )
