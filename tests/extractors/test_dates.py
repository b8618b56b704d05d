from __future__ import annotations

from datetime import date

import pytest

from extractors.dates import find_period, is_damaged_period, parse_date, year_in_title
from extractors.report import Period

FULL_2023 = Period(date(2023, 1, 1), date(2023, 12, 31))


@pytest.mark.parametrize(
    "text",
    [
        "本报告所列数据的统计期限自2023年1月1日起至2023年12月31日止",
        "统计时限为2023年1月1日至2023年12月31日",
        "统计期限为2023年1月1日—2023年12月31日",
        "从2023年1月1日到12月31日止",
        "自 2023 年 1 月 1 日 起 至 12 月 31 日止",
        "涵盖２０２３年１月１日至１２月３１日期间",
        "2023年1月1日至当年12月31日",
        "2023年1月1日-12月31日",
        "自2023年1月1日起，至2023年12月31日止",
        "2023年1月1日零时起至本年12月31日24时止",
        "2023年元月1日开始到2023年12月31日结束",
        "2023年1月1日---2023年12月31日",
        "2023年1月至12月",
    ],
)
def test_periods(text: str) -> None:
    assert find_period(text) == FULL_2023


@pytest.mark.parametrize(
    "text",
    [
        "自202011日起至20201231日止",
        "2018年11日至2018年1231日",
        "201711日至20171231日",
        "20211月1日至202112月31日",
        "2021年11日至2021年12月",
        "2021年1月1日至2021年12月31",
    ],
)
def test_a_period_that_lost_its_signs_is_no_period(text: str) -> None:
    assert find_period(text) is None
    assert is_damaged_period(text)


@pytest.mark.parametrize("text", ["2023年1月1日至2022年12月31日", "2023年2月30日至12月31日", "2023年全年"])
def test_impossible_periods_are_none(text: str) -> None:
    assert find_period(text) is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2022年1月15日", date(2022, 1, 15)),
        ("二〇一〇年一月十九日", date(2010, 1, 19)),
        ("二○二五年一月二十日", date(2025, 1, 20)),
        ("二〇二一年十二月三十一日", date(2021, 12, 31)),
        ("2024-01-18 10:20", date(2024, 1, 18)),
        ("2024年13月1日", None),
        ("无日期", None),
    ],
)
def test_dates(text: str, day: date | None) -> None:
    assert parse_date(text) == day


@pytest.mark.parametrize(
    ("title", "year"),
    [
        ("X局2023年政府信息公开工作年度报告", 2023),
        ("X局 ２０２１ 年度报告", 2021),
        ("二〇一九年政府信息公开年报", 2019),
        ("政府信息公开工作2011年度报告", 2011),
        ("X局政府信息公开年报", None),
        ("X局2 0 2 2年政府信息公开年报", 2022),
        ("X局二0二二年政府信息公开年报", 2022),
        ("第2012号监狱2021年政府信息公开年报", 2021),
        ("X局20222年政府信息公开年报", None),
    ],
)
def test_year_of_a_title(title: str, year: int | None) -> None:
    assert year_in_title(title) == year
