"""The report's outline: its title, its six numbered sections, its closing signature."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from functools import lru_cache
from itertools import pairwise
from operator import itemgetter

from extractors.closing import end_of_prose, is_chrome
from extractors.content import Block, Content, Paragraph, words_of
from extractors.fitting.rows import PRINTED_RULE, is_block_heading
from extractors.labels import is_official, normalise
from extractors.report import Section
from extractors.titles import is_title

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
    (6, "其他需要报告的事项", ("其他需要报告的事项", "其他需要报告的事项情况", "其他需要报告事项", "需要报告的其他事项", "其他需报告的事项", "其他需报告事项", "其他需要说明的事项", "其他事项")),
)  # fmt: skip

_NUMBERS = {normalise(wording): number for number, _, wordings in OFFICIAL_SECTIONS for wording in wordings}
_BY_LENGTH = sorted((w for _, _, wordings in OFFICIAL_SECTIONS for w in wordings), key=len, reverse=True)

_NUMERALS = "一二三四五六七八九十"
_MARKS = r"、丶﹑､.．。,，:：;；·\s"  # between a heading's number and its words
_TOP = re.compile(
    rf"^\s*(?:(?:第(?=[{_NUMERALS}]{{1,2}}(?:部分|章)))?(?P<numeral>[{_NUMERALS}]{{1,2}})\s*(?:部分|章|[{_MARKS}])[{_MARKS}]*"
    rf"|(?P<dash>[—–－─ー-])\s*[、丶]|(?P<arabic>[1-9])[、.．](?!\d)|[（(](?P<part>[{_NUMERALS}]{{1,2}})[)）])\s*(?P<title>.+)$",
    re.DOTALL,
)
LONGEST_HEADING = 45
_LONGEST_BARE = 30
_LONGEST_LOOSE = 20
MOST_CANDIDATES = 200  # a report has six sections, a table of contents and some doubles
_ENOUGH = 4  # of the six official headings: more than any older report happens to share
_FEWEST = 3  # printed numbers that make a series
_IS_HEADING = 10  # more than any sign which of two headings is the right one
_SAID_ONCE = (3, 4, 5, 6)  # sections whose signs no part of another bears
_CONTENTS = re.compile(r"目\s*[录次]")
_CONTENTS_LINE = re.compile(r"(?:[.…·．]{3,}|情况|事项|措施|打算|问题|概述|概况)\s*\d{1,3}$")
_RUN_ON = re.compile(r"^(.{3,30}?)[。：:](.+)$", re.DOTALL)
_ENDS_HEADING = re.compile(r"(?:情况|事项|措施|打算|问题|概述|概况|方向|建议|安排)$")
# What only the forms of 2019 and 2021 say, in their third heading and their tables.
_CURRENT_LINE = re.compile(r"^.{0,12}收到[和的]?处理|^\s*第二十条第[（(].[)）]项\s*$|勾稽关系")
_CURRENT_CELL = re.compile("第二十条第[（(].[)）]项|勾稽关系|结转下一?年度继续办理|尚未审结")


class Hand(Enum):
    """How a heading is numbered. Headings of one report are numbered alike."""

    NUMERAL = auto()  # 一、
    PART = auto()  # （一）
    ARABIC = auto()  # 1.
    BARE = auto()


@dataclass(frozen=True, slots=True)
class Heading:
    """A section's heading: where it stands, its number, its title as printed, and text run on after it."""

    index: int
    number: int
    title: str
    rest: str = ""
    lines: int = 1
    weight: int = 0  # how sure it is that this is a heading of this number
    hand: Hand = Hand.NUMERAL


@dataclass(frozen=True, slots=True)
class _Line:
    """What may be a heading, split: its printed number, its words, the prose run on after them."""

    hand: Hand
    number: int | None
    title: str
    rest: str = ""


def sections(content: Content) -> tuple[Section, ...]:
    """Cut the report into its numbered sections; tables and the closing signature are left out of their text."""
    found = headings(content)
    if not found:
        return ()
    ends = [h.index for h in found[1:]] + [end_of_prose(content, found[-1].index + found[-1].lines)]
    return tuple(
        Section(h.number, h.title, _text(h, content.blocks[h.index + h.lines : end]))
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
    own = {heading.title, *next((w for n, _, w in OFFICIAL_SECTIONS if n == heading.number), ())}
    paragraphs = [
        text
        for block in blocks
        if isinstance(block, Paragraph)
        and not _is_of_table(text := block.text)
        and not is_chrome(words_of(block))
        and not _is_of_page(text)
        and words_of(block).strip("：:。") not in own
    ]
    return "\n".join(([heading.rest] if heading.rest else []) + paragraphs)


def _is_of_table(text: str) -> bool:
    """Say whether a line above a table is a piece of the form, not prose."""
    folded = "".join(text.split())
    return (
        (is_block_heading(folded) and len(folded) < 12)
        or (PRINTED_RULE.match(folded) is not None and len(folded) < 60)
        or _CAPTION.fullmatch(folded) is not None
        or (_ENUMERATED.match(text) is None and all(map(is_official, re.split(r"\s{2,}", text))))
    )


_CAPTION = re.compile(
    r"附?表(?:[一二三四五六七八九十]{1,2}|\d{1,2})?(?:[:：、.].{0,25})?|[（(]?(?:计量|金额)?单位[:：].{1,8}?[)）]?"
)
_ENUMERATED = re.compile(r"\s*[（(]?[一二三四五六七八九十\d]{1,2}[)）、.．]")
_PAGE_NUMBER = re.compile(
    r"[-—–－─·\s]*(?:第\s*)?\d{1,3}\s*(?:页|/\s*\d{1,3})?(?:[\s,，/]*共\s*\d{1,3}\s*页)?[-—–－─·\s]*"
)


def _is_of_page(text: str) -> bool:
    """Say whether a line is a page's number or its running title."""
    return _PAGE_NUMBER.fullmatch(text) is not None or is_title(text)


@lru_cache(maxsize=1)  # all that is said of one document asks for them
def headings(content: Content) -> tuple[Heading, ...]:
    """The section headings, in order. A table of contents, whose headings have nothing between them, is
    passed over.
    """
    lines = [(index, line, count) for index, text, count in _lines(content) if (line := _split(text))]
    official = _chain(_in_one_hand([h for index, line, n in lines if (h := _official(index, line, n))]))
    if sum(h.hand is Hand.BARE for h in official) > len(official) // 2:
        loose = [h for index, line, n in lines if (h := _official(index, line, n, loose=True))]
        official = _chain(_in_one_hand(loose))
    printed = _chain([h for index, line, n in lines if (h := _printed(index, line, n))])
    older = not _is_current(content) and len(printed) >= max(_FEWEST, len(official))
    return tuple(printed if older or len(official) < _ENOUGH < len(printed) else official)


def _is_current(content: Content) -> bool:
    """Say whether the report follows the notices of 2019 or 2021: then the words of a heading say which it is.

    The chapters of older reports are worded much alike, but are others, and more: there the printed number does.
    """
    return any(
        _CURRENT_LINE.search(block.text[:LONGEST_HEADING])
        if isinstance(block, Paragraph)
        else any(_CURRENT_CELL.search(cell.text) for cell in block.cells)
        for block in content.blocks
    )


def _lines(content: Content) -> Iterator[tuple[int, str, int]]:
    """What may be headings, where it stands, and how many paragraphs it takes.

    Paragraphs, two of them where one breaks off, and table rows of a single text: some print a section's heading
    as its table's first row.
    """
    for index, block in enumerate(content.blocks):
        if isinstance(block, Paragraph):
            below = next(
                (b.text for b in content.blocks[index + 1 : index + 2] if isinstance(b, Paragraph)), ""
            )
            broken = _goes_on(block.text, below)
            yield index, block.text + below if broken else block.text, 1 + broken
            continue
        if any(_CONTENTS.fullmatch(cell.text) for cell in block.cells if cell.text[:1] == "目"):
            continue  # a table of contents
        for row in block.rows:
            texts = [cell.text for cell in row if cell.text]
            if len(texts) == 1 and is_section_heading(texts[0], bare=True):
                yield index, texts[0], 1


def _goes_on(text: str, below: str) -> bool:
    """Say whether a numbered heading breaks off and its last words are the line below."""
    line = _split(text)
    if line is None or line.number is None or line.rest or _ENDS_HEADING.search(line.title):
        return False
    whole = line.title + below
    return (
        len(whole) <= LONGEST_HEADING
        and _TOP.match(below) is None
        and _ENDS_HEADING.search(below) is not None
        and official_number(whole, numbered=True) is not None
    )


@lru_cache(maxsize=4096)  # the same lines of a text are asked about again and again
def is_section_heading(text: str, *, bare: bool = False) -> bool:
    """Say whether a line is one of the six official headings, with its number in Chinese; ``bare``: or without."""
    line = _split(text)
    if line is None or not (bare or line.hand is Hand.NUMERAL):
        return False
    return official_number(line.title, numbered=line.hand is Hand.NUMERAL) is not None


@lru_cache(maxsize=1024)
def official_number(title: str, *, numbered: bool) -> int | None:
    """Which of the six sections a heading is of; ``numbered`` headings may be worded more freely."""
    number = _worded(title)
    if number is not None:
        return number if numbered or normalise(title) not in _COMMON_WORDS else None
    return _signed(title) if numbered else None


def _worded(title: str) -> int | None:
    """The section whose known wordings hold this one."""
    folded = normalise(title)
    return next((n for text in (folded, _WHOSE.sub("", folded)) if (n := _NUMBERS.get(text))), None)


def _signed(title: str) -> int | None:
    """The section whose signs a heading bears."""
    folded = normalise(title)
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


@lru_cache(maxsize=1024)  # asked whether it goes on below, then what it says
def _split(text: str) -> _Line | None:
    """Split a line into its number, its heading, and the prose run on after it; null where it is no heading."""
    if text[-1:].isdigit() and _CONTENTS_LINE.search(text):
        return None
    match = _TOP.match(text)
    if match is None:
        run_on = _RUN_ON.match(text)
        if run_on and normalise(run_on[1]) in _NUMBERS:
            return _Line(Hand.BARE, None, run_on[1].strip(), run_on[2].strip())
        title = text.rstrip("。：: ").strip()
        return _Line(Hand.BARE, None, title) if len(title) <= _LONGEST_BARE and "。" not in text else None
    title, rest = _without_prose(match["title"].strip())
    if len(title) > LONGEST_HEADING:
        return None
    return _Line(_hand(match), _number(match), title.rstrip("。：: ").strip(), rest)


def _without_prose(title: str) -> tuple[str, str]:
    """Part a heading from the prose that runs on after it."""
    words = next((w for w in _BY_LENGTH if title.startswith(w)), "")
    if words and re.match(r"[。：:\s]", title[len(words) :]):
        return words, re.sub(r"^[。：:\s]+", "", title[len(words) :])
    if match := _RUN_ON.match(title):
        return match[1], match[2].strip()
    if len(title) <= LONGEST_HEADING and "。" not in title:
        return title, ""
    return words or title, title[len(words) :].strip() if words else ""


def _hand(match: re.Match[str]) -> Hand:
    if match["numeral"] or match["dash"]:
        return Hand.NUMERAL
    return Hand.ARABIC if match["arabic"] else Hand.PART


def _number(match: re.Match[str]) -> int:
    if match["dash"]:
        return 1  # a dash typed for 一
    if match["arabic"]:
        return int(match["arabic"])
    numeral = match["numeral"] or match["part"]
    return _NUMERALS.index(numeral) + 1 if len(numeral) == 1 else 10 + _NUMERALS.index(numeral[-1]) + 1


def _official(index: int, line: _Line, lines: int, *, loose: bool = False) -> Heading | None:
    """A heading by its words; ``loose``: without a number it may also bear only a section's signs."""
    number = official_number(line.title, numbered=line.hand is not Hand.BARE)
    if (
        number is None
        and loose
        and len(line.title) <= _LONGEST_LOOSE
        and not re.search("[，。；：]", line.title)
    ):
        signed = _signed(line.title)
        number = signed if signed in _SAID_ONCE else None
    if number is None:
        return None
    weight = _IS_HEADING + 2 * (number == line.number) + (_worded(line.title) == number)
    return Heading(index, number, line.title, line.rest, lines, weight, line.hand)


def _printed(index: int, line: _Line, lines: int) -> Heading | None:
    """A heading by its printed number."""
    if line.hand is not Hand.NUMERAL or line.number is None:
        return None
    return Heading(index, line.number, line.title, line.rest, lines, _IS_HEADING)


def _in_one_hand(candidates: list[Heading]) -> list[Heading]:
    """Where headings are numbered 一、 what is numbered 1. or （一） is an item of a list or a part of a section."""
    numbers = {hand: len({h.number for h in candidates if h.hand is hand}) for hand in Hand}
    numbers[Hand.PART] -= 2  # of two parts of a section that are worded like sections
    usual = Hand.NUMERAL if numbers[Hand.NUMERAL] > 1 else max(Hand, key=numbers.__getitem__)
    return [h for h in candidates if h.hand in (usual, Hand.NUMERAL, Hand.BARE)]


def _chain(candidates: list[Heading]) -> list[Heading]:
    """Keep the best run of rising numbers: a sub-heading that looks like a section breaks the order."""
    chains: list[tuple[int, list[Heading]]] = []
    for heading in _without_contents(candidates)[:MOST_CANDIDATES]:
        before = [chain for chain in chains if chain[1][-1].number < heading.number]
        weight, chain = max(before, key=itemgetter(0), default=(0, []))
        chains.append((weight + heading.weight, [*chain, heading]))
    return max(chains, key=itemgetter(0), default=(0, []))[1]


def _without_contents(candidates: list[Heading]) -> list[Heading]:
    """The headings without those of a table of contents, which have nothing between them and come again."""
    last = {h.number: i for i, h in enumerate(candidates)}
    bare = {
        i
        for i, (a, b) in enumerate(pairwise(candidates))
        if b.index == a.index + a.lines and b.number > a.number and not a.rest and last[a.number] != i
    }
    # The last line of a table of contents is followed by text, but its number comes again.
    bare |= {i + 1 for i in bare if i + 1 < len(candidates) and last[candidates[i + 1].number] != i + 1}
    return [h for i, h in enumerate(candidates) if i not in bare]
