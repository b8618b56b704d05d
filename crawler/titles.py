"""What a link's title says: report, report column, disclosure column or look-alike; which year and organ.

Titles are what editors typed. They are judged by words, and the page behind the link has the last word.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache


class Kind(StrEnum):
    """What a link with this title leads to, as far as the title tells."""

    REPORT = "report"
    COLUMN = "column"  # a list of reports: 政府信息公开年报
    DISCLOSURE = "disclosure"  # the way there: 政府信息公开
    LOOK_ALIKE = "look_alike"  # speaks of such things, and is no report
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Title:
    """A title understood. ``year`` and ``organ`` are what the title names, null where it names none."""

    kind: Kind
    year: int | None = None
    organ: str | None = None


LONGEST_ORGAN = 25  # characters
LONGEST_TITLE = 200  # characters; what follows is no title

_YEAR = r"(?:19|20)\d\d(?=年|度|$|\D)"
_SUBJECT = r"(?:政府信息与政务公开|政府信息公开|政务信息公开|政务公开|信息公开)"
# 政府信息公开工作年度报告, 信息公开年报, 政府信息公开工作2011年度报告, 政府信息公开工作报告, 政务公开年报 …
_REPORT = re.compile(
    rf"{_SUBJECT}(?:工作)?(?:情况)?的?\(?(?:{_YEAR})?年?度?\)?(?:年度)?(?:工作)?(?:情况)?的?(?:总结)?(?:报告|年报)"
)
# The list cut the title short: 某市教育局2023年政府信息公开工作年…
_CUT_REPORT = re.compile(
    rf"(?:{_SUBJECT}(?:工作|年|年度|工作年|工作年度|年度报|工作年度报)?|(?:年|年度)政府信(?:息公?)?)$"
)
_CUT_EARLY = re.compile(r"(?:19|20)\d\d(?:年度?)?(?:政府?)?$")
_ELLIPSIS = re.compile(r"(?:…+|\.{2,}|。{2,})$")

# Organs whose names hold words that betray a look-alike elsewhere.
_ORGANS_THAT_MISLEAD = re.compile(
    r"机构编制|(?:预算|编制|培训|考核|评议|评估|热线|依法行政)\w{0,3}(?:中心|办公室|委员会|学校|学院|领导小组)"
)
_ABOUT_A_REPORT = re.compile(
    r"解读|图解|一图|读懂|图说|漫画|编制|编写|报送|上报|模板|模版|范本|样本|格式|样式|填报|填写|"
    r"通知$|的通知|的函$|催报|培训|考核|评议|评估|意见建议|访问量|排名|要点|方案|新闻发布|"
    r"征集|征求|整改|半年|季度|月份|\d月政"
)
_OTHER_REPORTS = re.compile(
    r"网站(?:工作)?年度(?:工作)?(?:报表|报告)|网站工作报表|网站监管|法治政府|法治建设|依法行政|预算|决算|"
    r"依申请|公开指南|公开制度|公开规定|公开条例|公开保密|不予公开|社会责任|质量年报|统计年报|统计年鉴"
)
_ANNUAL = re.compile(r"年报|年度(?:工作)?报告|年度报表|信息公开|政务公开")

_COLUMN_WORDS = re.compile(
    r"^(?:(?:历年|历史|往年|本级|全部|其他|其它|市|区|县|级|乡|镇|镇街|街道|部门|单位|市直|区直|县直|各|及|和|、|\(|\)|以往|更多)*)"
    r"(?:政府|政务)?(?:信息)?(?:公开)?(?:工作)?(?:年度报告|年报|年度工作报告)(?:专栏|栏目|列表|公开|汇总|目录|查询)?$"
)
_YEAR_LABEL = re.compile(rf"^\(?{_YEAR}年?度?\)?(?:政府信息公开)?(?:年报|年度报告|年度年报)?$")
_YEARLY = re.compile(rf"{_YEAR}.*(?:年报|报告)$")
_OFFICES = re.compile(
    r"^(?:各|省|市|区|县|直|级|政府|工作|组成|直属|派出|下属|其他|、|和|及)*(?:部门|单位|乡镇|镇街|镇办|街道|街镇)+"
    r"(?:、?(?:街道|乡镇|单位))?(?:信息公开|政务公开|公开|网站|平台|目录|专栏|列表|导航|链接)*$"
)
_DISCLOSURE = re.compile(
    r"^(?:[\w]{0,10}?)(?:政府信息公开|政务信息公开|信息公开|政务公开)(?:专栏|平台|专区|网|栏目|首页|中心|统一平台|目录)?$"
    r"|^法定主动公开(?:内容)?$|^信息公开年报及?.*$|^公开年报$"
)

_ORGAN_NAME = re.compile(
    r"[\w()、·]+(?:局|厅|委|委员会|办|办公室|部|院|所|站|队|处|署|会|行|社|公司|中心|馆|校|学院|大学|医院|政府|街道|街道办|办事处|"
    r"镇|乡|苏木|农场|林场|开发区|新区|园区|管委会|高新区|区|县|市|州|盟|旗)(?:\(.{1,15}\))?$"
)
_NO_ORGAN = re.compile(
    r"大厅$|会议$|发布会$|(?:新闻|数据|资料|媒体|互动|下载)中心$|社会$|^(?:本|全|我|各)?[省市区县]$"
)
_CHINESE_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_CHINESE_YEAR = re.compile(r"[二][〇○零Oo0][〇○零一二三四五六七八九]{2}(?=年)")
_LEADING_NOISE = re.compile(
    r"^(?:[·•●■◆>\-—*\s]+|\[[^\]]{1,12}\]|【[^】]{1,12}】|\d{4}-\d{1,2}-\d{1,2}|\d{1,3}[.、]|关于(?:公布|发布|公开)?)+"
)
_GENERIC_ORGANS = {
    "",
    "年度",
    "部门",
    "各部门",
    "市直部门",
    "区直部门",
    "县直部门",
    "乡镇",
    "街道",
    "本级",
    "历年",
    "政府",
    "公布",
    "发布",
}


@lru_cache(maxsize=16_384)  # a page asks for the same titles many times over
def classify(title: str) -> Title:
    """Judge a link's title. Knows nothing of the page it stands on."""
    text = normalise(title)
    cut = _ELLIPSIS.search(text) is not None
    text = _ELLIPSIS.sub("", text)
    match = _REPORT.search(text) or (_CUT_REPORT.search(text) if cut else None)
    if _is_look_alike(text):
        return Title(Kind.LOOK_ALIKE, _year(text))
    if match is None:
        return Title(_column_kind(text), _year(text) if _YEAR_LABEL.match(text) else None)
    year = _year(match.group()) or _year(text)
    organ = _organ(text, match)
    # Without a year it names the whole shelf: 政府信息公开工作年度报告, 市教育局政府信息公开年报.
    return Title(Kind.REPORT if year else Kind.COLUMN, year, organ)


def is_year_label(title: str) -> bool:
    """Tell whether the title is only a year, as sub-columns are called: 2023年, 2023年度, 2023年年报."""
    return _YEAR_LABEL.match(normalise(title)) is not None


def names_a_year(title: str) -> bool:
    """Tell a title that in a column of reports can be a report's: 北山乡2023年年报, 2022年工作报告."""
    return _YEARLY.search(normalise(title)) is not None


def is_cut_short(title: str) -> bool:
    """Tell a title cut off right after its year, before it says what it is: 某县教育局2023年…, or 2023年政府… as well."""
    text = normalise(title)
    return _ELLIPSIS.search(text) is not None and _CUT_EARLY.search(_ELLIPSIS.sub("", text)) is not None


def lists_offices(title: str) -> bool:
    """Tell a title that gathers offices: 市直部门, 乡镇街道, 部门信息公开."""
    return _OFFICES.match(normalise(title)) is not None


def is_organ(title: str) -> bool:
    """Tell whether the title is an organ's name and nothing else: 市教育局, 经纬街道, 发改委."""
    text = normalise(title)
    return len(text) <= LONGEST_ORGAN and bool(_ORGAN_NAME.match(text)) and not _NO_ORGAN.search(text)


def normalise(title: str) -> str:
    """Bring a title into one writing: no spaces, half-width signs, years in Arabic digits."""
    text = re.sub(r"\s+", "", unicodedata.normalize("NFKC", title[:LONGEST_TITLE]))
    return _CHINESE_YEAR.sub(_arabic, text).strip('《》<>「」"“”')


def _arabic(match: re.Match[str]) -> str:
    return re.sub("[Oo]", "0", match.group()).translate(_CHINESE_DIGITS)


def _is_look_alike(text: str) -> bool:
    judged = _ORGANS_THAT_MISLEAD.sub("", text)
    if _ABOUT_A_REPORT.search(judged) and _ANNUAL.search(judged):
        return True
    return _OTHER_REPORTS.search(judged) is not None


def _column_kind(text: str) -> Kind:
    if _COLUMN_WORDS.match(text):
        return Kind.COLUMN
    return Kind.DISCLOSURE if _DISCLOSURE.match(text) or _OFFICES.match(text) else Kind.OTHER


def _year(text: str) -> int | None:
    """Find the year a title is about: the last one that is not part of a date."""
    years = re.findall(r"(?<!\d)((?:19|20)\d\d)(?!\d)(?!年\d{1,2}月)(?![-/.]\d)", text)
    return int(years[-1]) if years else None


def _organ(text: str, report: re.Match[str]) -> str | None:
    before = _LEADING_NOISE.sub("", text[: report.start()])
    organ = re.sub(r"(?<!\d)(?:19|20)\d\d年?度?", "", before).strip("-—_·:,、《》()的 ")
    return None if organ in _GENERIC_ORGANS else organ
