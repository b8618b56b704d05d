"""Numbers in prose: digits with spaces and separators, Chinese numerals, 万, and 余 / 约 / 近."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from extractors.report import Number

Qualifier = Literal["approx", "at_least"]

# Group ``n`` the number, whole and no ordinal (第六期), ``before`` and ``after`` what qualifies it.
PATTERN = (
    r"(?:\([^()\d]{1,30}\))?(?:合计|共计|累计|总计|总共|共|总数|总量|数量|数|达到|达|为|有|了|:)*"  # may stand before any number
    r"(?P<before>约|近|将近|接近|大约|超过|超|逾|突破)?"
    r"(?<![第\d一二三四五六七八九十百千])(?P<n>\d{1,3}(?:[,，]\d{3}){1,5}(?:\.\d{1,6})?|\d{1,15}(?!\d)(?:\.\d{1,6})?|[一二三四五六七八九十百千万零〇两]{1,12})"
    r"(?P<scale>万|亿)?(?P<after>余|多|\+)?(?P<scale2>万|亿)?"
)
UNITS = "条次|件次|篇次|场次|人次|条|件|篇|则|项|名|人|个|位|份|封|起|宗|次|场|轮|期|例|部|元"
# What a text must hold to count anything: a number with a unit, or as the last of its clause (粉丝12万).
COUNT = re.compile(rf"[\d一二三四五六七八九十百千万零〇两](?:万|亿|余|多|\+)*(?:{UNITS}|[,，。;；、)）]|$)")
_SCALES = {"万": 10_000, "亿": 100_000_000}


@dataclass(frozen=True, slots=True)
class Quantity:
    value: Number
    qualifier: Qualifier | None


def quantity(match: re.Match[str]) -> Quantity | None:
    """The quantity a match of PATTERN means; None where its Chinese numeral is no number."""
    number = _number(match["n"])
    if number is None:
        return None
    scale = _SCALES.get(match["scale"] or match["scale2"] or "", 1)
    value: Number = number * scale
    if isinstance(value, Decimal) and value == value.to_integral_value():
        value = int(value)
    if match["before"] in ("超过", "超", "逾", "突破") or match["after"]:
        return Quantity(value, "at_least")
    return Quantity(value, "approx" if match["before"] else None)


def _number(text: str) -> Number | None:
    plain = re.sub("[,，]", "", text)
    if re.fullmatch(r"\d+", plain):
        return int(plain)
    if re.fullmatch(r"\d+\.\d+", plain):
        return Decimal(plain)
    import cn2an  # noqa: PLC0415  slow to import, and few reports need it

    try:
        return int(cn2an.cn2an(text, "smart"))
    except ValueError:
        return None
