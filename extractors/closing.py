"""Where a report ends: its signature, the annexes below it, what the portal prints under an article."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from extractors.content import Block, Content, Paragraph, words_of
from extractors.dates import parse_date
from extractors.titles import ORGAN_NAME

_LONGEST_NAME = 40
_LONGEST_CHROME = 60
_YEAR = r"(?:\d{4}|[〇零○O一二三四五六七八九]{4})"
_NUMBER = r"[\d一二三四五六七八九十]{1,3}"
_DAY = re.compile(
    rf"[（(]?(?:(?:日期|时间|成文日期|发布日期)[:：])?(?P<day>{_YEAR}年{_NUMBER}月(?:{_NUMBER}日)?|\d{{4}}[-/.]\d{{1,2}}[-/.]\d{{1,2}})[)）]?"
)
_ANNEX = re.compile(
    r"附(?:件|表|图)?[\d一二三四五]{0,2}(?:[:：.、（(].*)?|.{0,30}(?:统计表|情况表|附表|报表)(?:[（(].{1,12}[)）])?"
)
# What portals print under an article, by its labels and its links.
_CHROME = re.compile(
    r"[【\[（(]?(?:打印|关闭|收藏|分享|返回顶部|字体|字号|纠错|我要纠错|扫一扫|下载)(?:本页|此页|窗口|页面|附件|[\s】\])）:：|]|$)|[【\[]?[上下]一[篇条页]|相关(?:链接|文档|阅读|附件|信息)|"
    r"(?:责任编辑|编辑|来源|作者|浏览(?:次数|量)?|点击(?:次数|率|量)?|阅读(?:次数|量)?|访问(?:次数|量)|信息来源|稿件来源|发布(?:时间|日期|机构)|审核|录入)[:：]|"
    r"(?:主办|承办|维护|技术支持)(?:单位)?[:：]|(?:版权所有|网站标识码|网站地图|联系我们|政策咨询|此件)|.{0,10}(?:ICP备|公网安备)|copyright|©",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Signature:
    """The closing lines: the organ's name and the day. ``first`` is the index of their first block."""

    first: int
    organ: str | None
    day: date | None


def find_signature(content: Content, start: int | None) -> Signature | None:
    """The organ and the day below the last section, which begins at ``start``, each on a line of its own."""
    blocks = content.blocks
    first = max(0, len(blocks) - 12) if start is None else start
    told = _end_of_sentences(blocks)
    for index in range(first, len(blocks)):
        text = words_of(blocks[index])
        if is_day(text):
            name = next(
                (i for i in (index - 1, index + 1) if first <= i < len(blocks) and _is_name(blocks[i])), None
            )
            organ = None if name is None else words_of(blocks[name])
            return Signature(index if name is None else min(index, name), organ, only_date(text))
        both = re.fullmatch(rf"(.{{3,{_LONGEST_NAME}}}?)({_YEAR}年.{{2,6}}日)", text)
        if both and _is_organ(both[1]):
            return Signature(index, both[1], parse_date(both[2]))
        dated = index + 1 < len(blocks) and is_day(words_of(blocks[index + 1]))
        if index >= told and not dated and _is_name(blocks[index]):
            return Signature(index, text, None)
    return None


def end_of_prose(content: Content, start: int) -> int:
    """Where the last section ends, which begins at ``start``: at the signature, an annex, or the page's chrome."""
    blocks = content.blocks
    signature = find_signature(content, start)
    end = signature.first if signature else len(blocks)
    told = _end_of_sentences(blocks)
    for index in range(start, end):
        text = words_of(blocks[index])
        if is_chrome(text) or (index >= told and _ANNEX.fullmatch(text)):
            return index
    return end


def _end_of_sentences(blocks: Sequence[Block]) -> int:
    """The index after the last block that holds a sentence: below it can stand a signature and annexes."""
    said = (
        i for i in range(len(blocks) - 1, -1, -1) if isinstance(b := blocks[i], Paragraph) and "。" in b.text
    )
    return next(said, -1) + 1


def is_chrome(text: str) -> bool:
    """Say whether a line is the page's own, not the report's: links, the editor, who runs the site."""
    return len(text) <= _LONGEST_CHROME and "。" not in text and _CHROME.match(text) is not None


def is_day(text: str) -> bool:
    """Say whether a line holds a date and nothing else."""
    return _DAY.fullmatch(text) is not None


def only_date(text: str) -> date | None:
    """The day of a line that holds nothing else."""
    match = _DAY.fullmatch(text)
    return parse_date(match["day"]) if match else None


def _is_name(block: Block) -> bool:
    return isinstance(block, Paragraph) and _is_organ(words_of(block))


def _is_organ(text: str) -> bool:
    return (
        3 <= len(text) <= _LONGEST_NAME
        and re.search(r"[，。；：:、,;！？]|^[（(\d]|^[一二三四五六七八九十]是", text) is None
        and ORGAN_NAME.search(text) is not None
    )
