"""The words that official forms print: labels of rows and of columns, groups, words of heads.

Formats that lost the cells' borders ask this to find where a table and each of its rows begin.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from extractors.fitting.rows import PRINTED_RULE, is_block_heading
from extractors.form import DISPUTES, REQUESTS, forms
from extractors.labels import normalise, similarity

SURE = 0.85  # a longer label so like an official one is that one, miswritten
LONGEST = 120  # characters; no label has more, however it is broken
LONGEST_HEADING = 12  # of a block, with its number
LONG = 5  # letters; a shorter one must be printed as it is
_HEAD = re.compile(
    r"信息内容|申请人情况|法人或其他组织|类别|统计指标|指标名称|指标|计量单位|单位|代码|序号|备注"
    # the chapters of the statistics of 2014
    r"|主动公开情况|回应解读情况|依申请公开情况|通过不同渠道和方式(?:公开政府信息|回应解读)的情况"
    r"|机构建设和保障经费情况|政府信息公开会议和培训情况"
)
_WHOLE_RULE = re.compile(rf"{PRINTED_RULE.pattern}[^（()）]*[)）]")
_YEAR = re.compile(r"(?:\d{4}|本)(?:年度?|期)(?:数|累计)?|(?:历年)?累计数?|统计数")


@dataclass(frozen=True, slots=True)
class Known:
    """What a text is in the forms. ``widths``: how many figures the rows so labelled have; empty for no row."""

    widths: frozenset[int] = frozenset()
    column: bool = False
    group: bool = False  # stands before the labels of its rows
    head: bool = False

    def __bool__(self) -> bool:
        return bool(self.widths) or self.column or self.group or self.head

    @property
    def row(self) -> bool:
        return bool(self.widths)


_UNKNOWN = Known()


def is_label(text: str) -> bool:
    """Say whether a text is, letter by letter, a label or a head's word of any of the forms, and nothing more."""
    folded = normalise(text)
    if folded in _words() or _HEAD.fullmatch(folded) or is_year(text):
        return True
    squeezed = re.sub(r"\s", "", text)
    heading = is_block_heading(squeezed) and len(squeezed) < LONGEST_HEADING and squeezed.endswith("项")
    return heading or _WHOLE_RULE.fullmatch(squeezed) is not None


@lru_cache(maxsize=8192)
def known(text: str) -> Known:
    """Say what a text is in any of the forms, slightly miswritten or not; false where it is nothing of theirs."""
    if len(text) > LONGEST:
        return _UNKNOWN
    folded = normalise(text)
    words = _words()
    if folded in words:
        return words[folded]
    squeezed = re.sub(r"\s", "", text)
    if (
        (is_block_heading(squeezed) and len(squeezed) < LONGEST_HEADING)
        or PRINTED_RULE.match(squeezed)
        or _HEAD.fullmatch(folded)
    ):
        return Known(head=True)
    if is_year(text):
        return Known(column=True)
    if len(folded) < LONG:
        return _UNKNOWN
    best = max(words, key=lambda word: similarity(folded, word))
    return words[best] if len(best) >= LONG and similarity(folded, best) >= SURE else _UNKNOWN


def is_year(text: str) -> bool:
    """Say whether a text heads a column of a year's figures."""
    return _YEAR.fullmatch(normalise(text)) is not None


@cache
def _words() -> dict[str, Known]:
    found: dict[str, Known] = {}
    for form, block in ((f, block) for f in forms().values() for block in f.blocks):
        # Statistics print one figure a row, or several: this year's, cumulative, by kind of organ.
        width = frozenset((len(block.columns),) if form.block(REQUESTS) else (1, 2, 3))
        for row in block.rows:
            for wording in row.label.wordings:
                _add(found, wording, Known(width, head=block.key == DISPUTES))  # they head table 3 as well
            for group in row.groups:
                _add(found, group, Known(group=True))
        for column in block.columns:
            for wording in column.label.wordings:
                _add(found, wording, Known(column=True))
    return found


def _add(found: dict[str, Known], wording: str, what: Known) -> None:
    folded = normalise(wording)
    old = found.get(folded, _UNKNOWN)
    found[folded] = Known(
        old.widths | what.widths, old.column or what.column, old.group or what.group, old.head or what.head
    )
