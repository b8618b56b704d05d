"""How a report words and types the form's labels: enumerators, brackets, quotes, typing errors, stray blanks."""

from __future__ import annotations

import re

from tests.corpus.model import Mess

_TYPOS = {
    "逾期": "预期",
    "本年废止件数": "本年度止件数",
    "行政规范性文件": "规范性文件",
    "结转下年度继续办理": "结转下一年度继续办理",
    "上年结转": "上年度结转",
    "其他法律行政法规": "其它法律行政法规",
    "（六）其他处理": "（六）其它处理",
    "3.其他": "3.其它",
    "危及“三安全一稳定”": "危及三安全一稳定",
    "本年度办理结果": "本年办理结果",
    "政府集中采购": "政府采购",
    "微博微信": "微信微博",
}
_COLUMN_TYPOS = {
    "社会公益组织": ("社会团体", "社会公益团体"),
    "法律服务机构": ("法律服务业", "法律服务机 构"),
    "科研机构": ("科研企业",),
    "其他": ("其它",),
    "总计": ("合计", "总 计"),
    "结果维持": ("维持", "结果 维持"),
    "结果纠正": ("纠正", "结果 纠正"),
    "未经复议直接起诉": ("未经复议直接 起诉",),
}
_QUOTES = (
    "“三安全一稳定”",
    '"三安全一稳定"',
    "「三安全一稳定」",
    "三安全一稳定",
    "”三安全一稳定“",
    "'三安全一稳定'",
)
_ENUMERATOR = re.compile(r"^(\d)\.")
_BRACKETS = re.compile(r"（([一二三四五六七八九])）")
_CHINESE = "一二三四五六七八九"


class Labels:
    """One hand's way of writing labels, the same all over a report but for its slips."""

    def __init__(self, mess: Mess, *, breaks: bool) -> None:
        """``breaks``: a label may be broken over lines inside its cell."""
        self._rng = mess.rng
        self._enumerator = mess.pick(
            "enumerator", "{}.", ("{}、", "({})", "（{}）", "{}．", "{}. ", "{} ．"), 0.3
        )
        self._brackets = mess.pick(
            "brackets", "（{}）", ("({})", "（{}) ", "﹙{}﹚", "（{}）　", "（ {} ）"), 0.25
        )
        self._arabic = mess.has("arabic_group_numbers", 0.05)
        self._quotes = self._rng.choice(_QUOTES) if mess.has("quotes", 0.2) else _QUOTES[0]
        self._typos = mess.has("label_typos", 0.2)
        self._columns = mess.has("relabelled_columns", 0.15)
        self._spaces = mess.has("label_spaces", 0.2)
        self._breaks = breaks and mess.has("label_breaks", 0.3)
        self._bare = mess.has("bare_labels", 0.05)  # enumerators left out of the third level

    def row(self, text: str) -> str:
        if self._typos:
            for right, wrong in _TYPOS.items():
                if right in text and self._rng.random() < 0.6:
                    text = text.replace(right, wrong)
        text = text.replace(_QUOTES[0], self._quotes)
        text = _ENUMERATOR.sub(lambda m: "" if self._bare else self._enumerator.format(m[1]), text)
        return self._laid(self._bracketed(text))

    def group(self, text: str) -> str:
        return self._laid(self._bracketed(text))

    def column(self, text: str) -> str:
        if self._columns and text in _COLUMN_TYPOS and self._rng.random() < 0.6:
            text = self._rng.choice(_COLUMN_TYPOS[text])
        return self._laid(self._bracketed(text))

    def _bracketed(self, text: str) -> str:
        def number(match: re.Match[str]) -> str:
            digit = str(_CHINESE.index(match[1]) + 1) if self._arabic else match[1]
            return self._brackets.format(digit)

        return text if text.startswith("第二十条") else _BRACKETS.sub(number, text)

    def _laid(self, text: str) -> str:
        if self._spaces and len(text) > 5 and self._rng.random() < 0.5:
            at = self._rng.randint(2, len(text) - 2)
            text = text[:at] + self._rng.choice((" ", "\xa0", "\u3000", "  ")) + text[at:]
        if self._breaks and len(text) > 3 and self._rng.random() < 0.6:
            width = self._rng.choice((2, 4, 5, 8))
            text = "\n".join(text[at : at + width] for at in range(0, len(text), width))
        return text
