"""Claims as offices word them. Real phrasings; a wrong reading of any of them is a wrong number in public."""

from __future__ import annotations

import pytest

from extractors.formats import text
from extractors.statements import find_statements


def claims(sentence: str, year: int = 2023) -> dict[str, object]:
    found = find_statements(text.content(sentence.encode()), year, ())
    for statement in found:
        assert statement.quote in sentence
    return {s.name: (s.value, s.qualifier) if s.qualifier else s.value for s in found}


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("全年共主动公开政府信息410条。", {"proactive_total": 410}),
        ("主动公开各类政府信息总数达498条。", {"proactive_total": 498}),
        ("主动公开政府信息合计７６条。", {"proactive_total": 76}),
        ("主动公开信息三十余条。", {"proactive_total": (30, "at_least")}),
        ("公开各类信息共计13,921条。", {"proactive_total": 13921}),
        (
            "通过局门户网站发布信息 545 条，通过微信公众号发布信息 240 篇。",
            {"website_posts": 545, "wechat_posts": 240},
        ),
        (
            "通过局官方网站公开信息204条，通过信息公开网站公开信息79条。",
            {"proactive_website": 204, "proactive_platform": 79},
        ),
        ("其他渠道公开16条，政务新媒体公开0条。", {"proactive_other": 16, "proactive_new_media": 0}),
        ("运行了“滕州工信”微信公众号，拥有粉丝1073名。", {"wechat_followers": 1073}),
        ("2023 年我局未收到政府信息公开申请。", {"requests_received": 0}),
        (
            "我局共受理依申请公开信息3件，已按时办结3件，不予公开0件。",
            {"requests_received": 3, "requests_closed": 3, "requests_refused": 0},
        ),
        (
            "未发生政府信息公开为由提起的行政复议和行政诉讼。",
            {"reconsideration_cases": 0, "litigation_cases": 0},
        ),
        ("召开新闻发布会1次。", {"press_conferences": 1}),
        (
            "办理人大代表建议11件、政协委员提案40件，满意率100%。",
            {"proposals_npc": 11, "proposals_cppcc": 40},
        ),
        (
            "共办理1件枣庄市人大议案、2件枣庄政协提案，4件滕州人大议案、14件滕州政协提案。",
            {"proposals_npc": 5, "proposals_cppcc": 16},
        ),
        ("本年度，我局未收取政府信息公开信息处理费。", {"information_fee_yuan": 0}),
        ("全年收取政府信息公开信息处理费3940元。", {"information_fee_yuan": 3940}),
        ("2023年度本单位政务公开不存在收费情况。", {"information_fee_yuan": 0}),
    ],
)
def test_phrasings(sentence: str, expected: dict[str, object]) -> None:
    assert claims(sentence) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "2022年我局共收到政府信息公开申请8件。",
        "去年主动公开政府信息500条。",
        "较上年主动公开信息增加30条。",
        "第二十条规定的主动公开内容已全部公开。",
    ],
)
def test_other_years_and_rules_are_not_this_years_figures(sentence: str) -> None:
    assert claims(sentence) == {}
