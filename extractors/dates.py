"""Dates and periods as offices print them. A date that lost a glyph is no date, never a guess."""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from datetime import date
from functools import lru_cache

from extractors.report import Period

YEARS = range(2000, 2101)  # that a report can be about
_DIGITS = {c: str(i) for i, c in enumerate("〇一二三四五六七八九")} | {
    "零": "0",
    "○": "0",
    "O": "0",
    "Ｏ": "0",
}
_Y = r"(\d{4}|[〇零○OＯ一二三四五六七八九]{4})"
_MD = r"(\d{1,2}|元|[一二三四五六七八九十]{1,3})"
_NUMERAL = r"[\d〇零○O一二三四五六七八九]"
_YEAR_IN_TITLE = re.compile(rf"(?<!\d)({_NUMERAL}(?:\s*{_NUMERAL}){{3}})(?!\d)\s*(年|度)?")
_DATE = re.compile(rf"{_Y}\s*年\s*{_MD}\s*月\s*{_MD}\s*日")
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_HOUR = r"\s*(?:(?:零|\d{1,2})[时点](?:整|0?0分)?|\d{1,2}:\d\d)?\s*"
_TO = r"(?:起|开始)?\s*[,、]?\s*(?:截?至|截?止?到|截止|[-—–~─]+)\s*"
_SAME_OR = rf"(?:(?:{_Y}\s*年|[当同本]年)\s*)?"
_PERIOD = re.compile(rf"{_Y}\s*年\s*{_MD}\s*月\s*{_MD}\s*日?{_HOUR}{_TO}{_SAME_OR}{_MD}\s*月\s*{_MD}\s*日")
_MONTHS = re.compile(rf"{_Y}\s*年\s*{_MD}\s*月?份?\s*{_TO}{_SAME_OR}{_MD}\s*月(?!\s*\d)")
_PERIOD_ISO = re.compile(
    r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})\s*(?:至|到|—+|~|～|-)\s*(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})"
)
# 年, 月, 日 or the dash vanished: 2018年11日至2018年1231日, 202011日起至20201231日
_DAMAGED = re.compile(
    r"\d{4}\s*年?\s*\d{1,4}\s*(?:月\s*)?\d{0,2}日?\s*起?\s*(?:至|到|—+|~|-)\s*\d{4}\s*年?\s*\d{1,4}\s*(?:月\s*)?\d{0,2}"
)
_ABOUT = re.compile(
    r"(?:统计(?:期限|期间|时限|时间|周期|区间|起止|范围)|报告期|(?:报告|数据).{0,4}时间范围|数据.{0,8}期限|所列数据|涵盖|统计数据)"
)


def parse_date(text: str) -> date | None:
    """The first whole date in the text."""
    folded = unicodedata.normalize("NFKC", text)
    match = _DATE.search(folded) or _ISO.search(folded)
    return _date(match[1], match[2], match[3]) if match else None


def find_period(text: str) -> Period | None:
    """The period a sentence states: 自2021年1月1日起至12月31日止, 2023年1月1日—2023年12月31日."""
    folded = unicodedata.normalize("NFKC", text)
    match = _PERIOD.search(folded)
    if match:
        start = _date(match[1], match[2], match[3])
        end = _date(match[4] or match[1], match[5], match[6])
    elif match := _PERIOD_ISO.search(folded):
        start, end = _date(match[1], match[2], match[3]), _date(match[4], match[5], match[6])
    elif match := _MONTHS.search(folded):
        start, end = _date(match[1], match[2], "1"), _last_day(match[3] or match[1], match[4])
    else:
        return None
    if start is None or end is None or start > end or start.year not in YEARS or end.year not in YEARS:
        return None
    return Period(start, end)


def speaks_of_period(text: str) -> bool:
    return _ABOUT.search(text) is not None


def is_damaged_period(text: str) -> bool:
    """Say whether a sentence prints a period from which signs have vanished."""
    folded = unicodedata.normalize("NFKC", text)
    return _DAMAGED.search(folded) is not None and find_period(text) is None


def _date(year: str, month: str, day: str) -> date | None:
    try:
        return date(_year(year), _small(month), _small(day))
    except ValueError:
        return None


def _last_day(year: str, month: str) -> date | None:
    first = _date(year, month, "1")
    return first and first.replace(day=monthrange(first.year, first.month)[1])


def _year(text: str) -> int:
    return int("".join(_DIGITS.get(c, c) for c in text))


def _small(text: str) -> int:
    """1 to 31 in digits or Chinese numerals; ValueError otherwise."""
    if text.isdigit():
        return int(text)
    if text == "元":
        return 1
    tens, ten, ones = text.partition("十")
    if not ten:
        return int(_DIGITS[text]) if len(text) == 1 else int("x")
    return (int(_DIGITS[tens]) if tens else 1) * 10 + (int(_DIGITS[ones]) if ones else 0)


@lru_cache(maxsize=1024)  # the lines of a page are asked about again for each of the titles it claims
def year_in_title(title: str) -> int | None:
    """The year a title names, in digits or Chinese numerals."""
    found = list(_YEAR_IN_TITLE.finditer(unicodedata.normalize("NFKC", title)))
    for match in sorted(found, key=lambda m: m[2] is None):  # 年 tells a year from another number
        digits = "".join(match[1].split())
        if _year(digits) in YEARS and (match[2] or digits.isdigit()):
            return _year(digits)
    return None
