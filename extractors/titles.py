"""A report's title: which lines print it, and the organ it names."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from extractors.content import Content, Paragraph
from extractors.dates import year_in_title

LONGEST_TITLE = 80
_LONGEST_PIECE = 40
_MOST_PIECES = 4  # lines that one title takes
_MOST_LINES = 12  # a title stands among the first lines of a report without headings

_YEAR = r"[〇零○一二三四五六七八九\d]{4}(?:年度?|度)"
_BRACKETED_YEAR = r"[(\[【〔][〇零○一二三四五六七八九\d]{4}年?度?[)\]】〕]"
_SUBJECT = (
    r"(?:(?:政府|党务|政务|部门|本级)*信息(?:(?:主动|依申请)?公开)?[和与及暨、])?(?:部门|单位)?"
    r"(?:(?:政府|政务)?(?<!环境)信息(?:主动|依申请)?公开|政务公开)"
)
# The words that every report has: 政府信息公开工作年度报告, 关于政府信息公开工作情况的报告 …
_REPORT = re.compile(
    rf"(?:关于)?(?:公布|发布|印发|公开)?的?{_SUBJECT}(?:条例》?)?(?:贯彻|落实|执行|实施|工作|情况|开展|{_YEAR}|的|年度){{0,6}}"
    r"(?:年度工作|年度|年终|工作|自查|自评|总结)*(?:报告|年报|总结)(?:书)?"
)
# What may stand behind them: the year, a note on the copy, whose it is, how it was made known.
_BEHIND = re.compile(
    r"》?(?:的?(?:公告|通知|公示))?(?:[(\[【〔].{1,20}[)\]】〕])*(?:\.(?:docx?|pdf|wps|html?))?(?:[-—_]+.{3,30})?"
)
_NO_TITLE = re.compile(
    r"[。；;]|根据|按照|现将|如下|\d{4}-\d{1,2}-\d|[>＞»|]|^(?:当前|您|首页|上一|下一|来源|索引|名称|标题|主题|题名)"
)
_IN_BRACKETS = re.compile(r"[(\[【〔].*[)\]】〕]")
_NAME_OF_FILE = re.compile(r"\.(?:docx?|pdf|wps|html?)$", re.IGNORECASE)
_NOTE = re.compile(r"[(\[【〔](?:全文|公开版|含图解|更正版?|修订版?|网络版|PDF版?|word版?|扫描[件版])[)\]】〕]", re.IGNORECASE)  # fmt: skip
# What is no organ's whole name: the second line of one.
_BARE_OFFICE = re.compile(r"(?:人民政府)?(?:办公[室厅]|委员会|管理局|人民政府|政府)?")

# A name that a line's end cut in two: 某市发展和 / 改革局, 某市发展 / 和改革局.
_CUT_OFF = re.compile(r"[\u4e00-\u9fff]{3,}[和与及暨、]$")
_CARRIED_ON = re.compile(r"[和与及暨、][\u4e00-\u9fff]{2,}")

ORGAN_NAME = re.compile(
    r"(?:局|委|委员会|办|办公室|政府|厅|院|所|中心|处|街道|镇|乡|公司|集团|大学|学院|校|中学|小学|医院|站|社|会|部|队|组|关|"
    r"馆|园|区|县|市|省|州|盟|旗|室|行|署|台|库|厂|场|司|新城|监狱|村|基地)(?:[（(][^()（）]*[)）])?$"
)


@lru_cache(maxsize=1024)  # the lines of a page are asked about again for each of the titles it claims
def is_title(text: str) -> bool:
    """Say whether a line is a report's title and nothing more."""
    folded = _fold(text)
    found = _last_report(folded)
    return (
        found is not None
        and len(folded) <= LONGEST_TITLE
        and _NO_TITLE.search(folded) is None
        and _BEHIND.fullmatch(folded, found.end()) is not None
    )


def title_quality(text: str) -> int:
    """How much of what a title says a line says: which year, that it is a report, of which organ."""
    if len(text) > LONGEST_TITLE or re.search(r"[:：]|\d{4}-\d", text):
        return 0  # a line about the page
    title = is_title(text)
    return 1 + 3 * (year_in_title(text) is not None) + 2 * title + (title and names_organ(text))


def find_title(content: Content, end: int | None) -> tuple[str | None, int]:
    """The title as printed, joined where it takes several lines, and the index of the block after it.

    ``end`` is where the first section begins. Of several the last one counts: the others are the page's.
    """
    blocks = content.blocks[: _MOST_LINES if end is None else end]
    lines = [
        (i, b.text) for i, b in enumerate(blocks) if isinstance(b, Paragraph) and len(b.text) <= LONGEST_TITLE
    ]
    best: tuple[tuple[bool, bool], str, int] | None = None
    for k in range(len(lines)):
        title = _title_ending(lines[: k + 1])
        if title is None:
            continue
        after = lines[k][0] + 1
        if k + 1 < len(lines) and lines[k + 1][0] == after and year_in_title(title) is None:
            below = _fold(lines[k + 1][1])
            if re.fullmatch(rf"{_BRACKETED_YEAR}|{_YEAR}", below):
                title, after = title + lines[k + 1][1], after + 1
        worth = (names_organ(title), year_in_title(title) is not None)
        if best is None or worth >= best[0]:
            best = (worth, title, after)
    return (best[1], best[2]) if best else (None, 0)


def _title_ending(lines: Sequence[tuple[int, str]]) -> str | None:
    """The title of which the last of these lines is the end."""
    start = len(lines) - 1
    if _IN_BRACKETS.fullmatch(_fold(lines[start][1])):
        return None
    while not is_title(title := _joined(lines[start:])):
        if not _may_join(lines, start) or is_title(lines[start - 1][1]):
            return None
        start -= 1
    while _may_join(lines, start) and _tells_more(lines[start - 1][1], title):
        start -= 1
        title = _joined(lines[start:])
    return title


def _may_join(lines: Sequence[tuple[int, str]], start: int) -> bool:
    """Say whether the line above belongs to what begins with this one."""
    if start == 0 or len(lines) - start >= _MOST_PIECES:
        return False
    (above, text), (index, _) = lines[start - 1 : start + 1]
    return above == index - 1 and len(text) <= _LONGEST_PIECE and not re.search(r"[。；：:，,>》|]", text)


def _tells_more(above: str, title: str) -> bool:
    """Say whether the line above names the organ or the year, which the title lacks, or begins the organ's name."""
    if is_title(above):
        return False
    if _CUT_OFF.search(_fold(above)) or _CARRIED_ON.match(_fold(title)):
        return _REPORT.search(_fold(above)) is None
    organ = re.sub(rf"{_YEAR}|{_BRACKETED_YEAR}|关于$", "", _fold(above))
    lacks_organ, lacks_year = not names_organ(title), year_in_title(title) is None
    return (lacks_organ and ORGAN_NAME.search(organ) is not None) or (
        lacks_year and not organ and year_in_title(above) is not None
    )


def _joined(lines: Sequence[tuple[int, str]]) -> str:
    return "".join(text for _, text in lines)


def names_organ(title: str) -> bool:
    return _BARE_OFFICE.fullmatch(strip_title(title)) is None


@lru_cache(maxsize=1024)
def strip_title(title: str) -> str:
    """The organ's name in a title, white space removed; empty where the title names none."""
    folded = _NOTE.sub("", _NAME_OF_FILE.sub("", re.sub(r"\s+", "", title)))
    narrow = _fold(folded)  # as long as the printed one: a bracket for a bracket
    found = _last_report(narrow) if len(narrow) == len(folded) else None
    before, behind = (folded[: found.start()], folded[found.end() :]) if found else (folded, "")
    names = (re.sub(r"^(?:的?(?:公告|通知|公示))|^[-—_]+", "", behind) if found else "", before)
    behind, before = (_without_year(name) for name in names)
    return before or _unwrapped(behind)


def _without_year(name: str) -> str:
    opening, closing = r"[（(\[【〔]", r"[)）\]】〕]"
    year = r"[〇零○一二三四五六七八九\d０-９]{4}(?:年度?|度)?"
    name = re.sub(rf"{opening}{year}{closing}|{year}", "", name)
    name = re.sub(r"^(?:附件\d*[:：]?|关于(?:公布|发布|印发)?|公布|发布|印发)|[《》“”\"]", "", name)
    name = re.sub(
        r"(?:关于(?:公布|发布|印发)?|(?:贯彻|落实|执行|实施)+(?:中华人民共和国)?|的|工作|部门)$", "", name
    )
    return re.sub(r"^【(.*)】$", r"\1", name).strip("：:，,-—_")


def _unwrapped(name: str) -> str:
    """A name behind the title, which stands in brackets."""
    return re.sub(r"^[（(\[【〔](.*)[)）\]】〕]$", r"\1", name)


def _last_report(folded: str) -> re.Match[str] | None:
    """The words every report has, where they stand last in a line."""
    *_, last = [None, *_REPORT.finditer(folded)]
    return last


def _fold(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))
