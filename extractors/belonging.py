"""Whose a number is, and of which time: what the words around a claim say of it.

A claim is the report's own unless its words say otherwise: another year, a part of the year, all years together, a
plan, a rule, a growth, another body.
"""

from __future__ import annotations

import re

_YEAR = re.compile(r"(20\d\d)年")
_LAST_YEAR = re.compile(
    r"去年|(?<!结转)(?<!转结)上一?年(?!度?(?:结转|转结))|往年|同期|(?:比|较)(?:20\d\d年|上)"
)
_THIS_YEAR = re.compile(r"今年|本年|年内|全年")
_CARRIED = re.compile("结转|转结")
# 由2022年的8000人增长到: what it was before says nothing about the number that follows.
_GROWN_FROM = re.compile(
    r"[由从](?:20\d\d年|上年|去年|年初)[^,，。；]{0,16}?(?:增|上升|提升|提高|减|下降)[^,，。；\d]{0,3}[到至]"
)
# 2022年,收到8件,办结8件: the year that leads a clause is that of the clauses after it, until another one leads.
_LEADING = re.compile(
    r"(?:^|,)(?:在|截至|截止|其中)?(?:(?P<year>20\d\d)年|去年|上一?年度?|(?P<this>今年|本年|年内))(?!度?(?:结转|转结))"
    r"(?:[^,]{0,6}(?=,)|[^,]*?\d(?:条|件|份|起|篇|次|场|期|名|人|元|项|个|宗)[^,]*(?=,))"
)
_ALL_YEARS = re.compile(
    r"历年|近[两三四五几]年|20\d\d年[^,]{0,12}(?:施行|实施)[^,]{0,2}[至到]|[自从][^,]*?(?:以来|至今|起(?![至到]))|(?:实施|施行|开通|成立|运行)以来"
)
_RATE = re.compile(r"每(?:一|个)?[年季月周日天次页张件人半]|平均|[年月周日人]均")
_PLAN = re.compile(
    r"明年|来年|力争|争取|不少于|不低于|至少|预计|将(?:要|会|组织|举办|开展|召开|继续|力争)"
    r"|(?:(?<!规划)计划|(?<!模)拟)(?:主动|公开|发布|组织|举办|开展|召开|培训|于|在)"
)
_PART_OF_YEAR = re.compile(
    r"(?<!截至)(?<!截止)(?<![\d年到至\-—~、])(?:20\d\d年)?(?:1[0-2]|[1-9])月(?:份)?(?![\d至到底末\-—~])|[上下]半年|季度"
)
_EVENTS = frozenset({"training_sessions", "press_conferences", "meetings", "consultations"})
_GROWTH = re.compile(r"(?:新增|净增|增加|增长|增幅|提升|减少|下降)(?:了|约|近|关注|粉丝|用户|人数)*$")
_OTHER_BODIES = re.compile(
    r"各(?:有关|相关|职能)?(?:[县区镇乡街州旗地]|级(?:行政机关|政府|部门|各|单位|国家机关)|市(?!场)|部门|单位|委办局|成员|直属|分局|村|社区|学校|企业)"
    r"|(?<![及和与含、括])(?:[下所局委厅]属(?!于|地|实)|直属)|兄弟|[县区市州省]级(?:主管)?部门|政府(?:各)?部门(?=[和及、共累公主])|[县区市州省旗盟]直(?!接|播)"
)
_TERRITORY = re.compile(r"^(?:20\d\d年度?|今年|目前|截至[^,]{1,12})?全[省市县区州盟旗镇乡]")
# 各镇街、各部门: all of a government together.
_ALL_BODIES = re.compile(
    r"各(?:级|镇街?|乡镇|镇乡|街道|板块)[^,]{0,6}各(?:有关|相关)?部门|政府[及和][^,]{0,6}部门"
)
_THE_GOVERNMENT = re.compile(
    r"^(?:20\d\d年度?|今年)?[^,]{0,6}?[省市县区州旗](?:人民)?政府(?:系统)?(?:20\d\d年|全年|本年度?|共|累计|合计)*(?:主动公开|公开|收到|受理)"
)
_WE = re.compile(r"我[局委办厅]")
# 市卫健委全年公开, in a report of a county's or district's body.
_HIGHER = re.compile(
    r"^(?:20\d\d年度?,?)?[省市州][^,我县区旗镇乡]{1,10}[局委厅办](?:全年|本年度?|共|累计|主动公开|公开|收到|受理|发布)"
)
_LOWER_PLACE = re.compile(r"[县旗镇乡]|(?<!自治)区")
_GOVERNMENT = re.compile(r"政府|管委会|管理委员会|街道|[省市县区州盟旗镇乡]$")


def is_own(name: str, text: str, start: int, end: int, year: int | None, organ: str | None) -> bool:
    """Whether what stands from ``start`` to ``end`` of a sentence is told of this report's body and year."""
    clause = text[text.rfind(",", 0, start) + 1 : end]
    return (
        _is_of_year(clause, text[:start], year)
        and not _is_of_all_years(clause, text[: text.rfind(",", 0, start) + 1], text[end:], year)
        and not (_RATE.search(clause) or _PLAN.search(clause))
        and (name in _EVENTS or not _PART_OF_YEAR.search(clause))
        and not _is_of_others(clause, organ)
    )


def is_growth(words: str) -> bool:
    """Whether a number after these words says how much more, or less, there is of something: 新增2300人."""
    return bool(_GROWTH.search(words))


def _is_of_year(clause: str, before: str, year: int | None) -> bool:
    told = _GROWN_FROM.sub("", clause)
    if _LAST_YEAR.search(told):
        return False
    if year is None or _CARRIED.search(clause):
        return True
    named = [int(y) for y in _YEAR.findall(told)]
    if named or _THIS_YEAR.search(told):
        return not named or year in named
    leading = [m for m in _LEADING.finditer(before) if not _CARRIED.search(m[0])]
    return not leading or bool(leading[-1]["this"]) or leading[-1]["year"] == str(year)


def _is_of_all_years(clause: str, before: str, after: str, year: int | None) -> bool:
    if "累计" in clause and re.match(rf"[^,]{{0,4}},(?:其中)?(?:{year}年|今年|本年)", after):
        return True
    told = re.split(rf"今年|本年|{year}年(?!\d)(?![^,]{{0,4}}(?:以来|起))", before + clause)[-1]
    return bool(
        _ALL_YEARS.search(re.sub(rf"自?(?:今年|本年度?|年初|{year}年[^,]{{0,4}}?)(?:以来|起)", "", told))
    )


def _is_of_others(clause: str, organ: str | None) -> bool:
    """A government reports on all of its territory, a department only on itself."""
    if _TERRITORY.search(clause) or (_THE_GOVERNMENT.search(clause) and not _WE.search(clause)):
        return organ is not None and not _GOVERNMENT.search(organ)
    if organ is not None and organ.endswith("人民政府") and _ALL_BODIES.search(clause):
        return False
    if organ is not None and _LOWER_PLACE.search(organ) and _HIGHER.search(clause):
        return True
    return bool(_OTHER_BODIES.search(clause))
