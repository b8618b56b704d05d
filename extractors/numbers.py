"""A printed cell -> value and status. The rules are those of the forms' filling instructions and of what
offices really print: a blank is not a zero, nothing is repaired silently.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache

from extractors.report import Number, Status


class Kind(StrEnum):
    """What a column of the form may hold."""

    COUNT = "count"  # whole, not negative
    SIGNED = "signed"  # whole, 增N / 减N
    MONEY = "money"  # decimal


@dataclass(frozen=True, slots=True)
class Value:
    """What a cell says. ``unit`` and ``note`` are printed in the cell beside the number."""

    status: Status
    number: Number | None = None
    unit: str | None = None
    note: str | None = None


MOST_DIGITS = 18  # more than any government ever counted
_NOT_APPLICABLE = re.compile(r"[/\\]{1,2}|[-—–―─_]{1,4}|无")
_UNITS = "万元|亿元|千元|元|件次|件|条|个|项|次|人次|人|篇|份|部|宗|起|例|期|场|户|册"
_SIGN = {
    "增": 1,
    "增加": 1,
    "新增": 1,
    "+": 1,
    "↑": 1,
    "减": -1,
    "减少": -1,
    "-": -1,
    "−": -1,
    "↓": -1,
    "－": -1,
    "–": -1,
    "—": -1,
}
_MINUS = frozenset("-−－–—")  # of a number below zero, too; the others say that something changed
_SIGNS = "|".join(re.escape(s) for s in sorted(_SIGN, key=len, reverse=True))
_NUMBER = re.compile(
    rf"(?P<sign>{_SIGNS})?(?P<digits>\d{{1,3}}(?:[,，]\d{{3}})+|\d+)(?P<fraction>\.\d+)?"
    rf"(?P<unit>{_UNITS})?(?:[(（](?P<note>[^()（）]{{1,60}})[)）])?"
)
_SPACED_THOUSANDS = re.compile(r"(?<![\d. ])\d{1,3}( \d{3})+(?![\d ]*\d)")


@lru_cache(maxsize=4096)  # most cells of a report are the same few numbers
def parse_cell(raw: str, kind: Kind | None = None) -> Value:
    """Read one value cell, of a column of any kind where none is given.

    A negative number outside SIGNED columns and a decimal outside MONEY columns are still numbers: the
    checks ``T.NEGATIVE`` and ``T.DECIMAL_COUNT`` speak about them. 增3 outside SIGNED columns is none: how much
    something changed does not say how much it is.
    """
    if any(unicodedata.category(c) == "No" for c in raw):
        return Value(Status.UNPARSED)  # folding would make 3² into 32 and ① into 1
    text = unicodedata.normalize("NFKC", raw).strip()
    text = _SPACED_THOUSANDS.sub(lambda m: m[0].replace(" ", ""), text)
    if re.search(r"\d\s+\d", text):
        return Value(Status.UNPARSED)  # two numbers in one cell: which one is meant is not ours to guess
    text = re.sub(r"\s+", "", text)
    if not text:
        return Value(Status.BLANK)
    if _NOT_APPLICABLE.fullmatch(text):
        return Value(Status.NOT_APPLICABLE)
    match = _NUMBER.fullmatch(text)
    if match is None or _is_too_long(match) or (kind in (Kind.COUNT, Kind.MONEY) and _is_change(match)):
        return Value(Status.UNPARSED)
    return Value(Status.NUMBER, _number(match), match["unit"], match["note"])


def _is_too_long(match: re.Match[str]) -> bool:
    return len(match["digits"] + (match["fraction"] or "")) > MOST_DIGITS


def _is_change(match: re.Match[str]) -> bool:
    return match["sign"] is not None and match["sign"] not in _MINUS


@lru_cache(maxsize=4096)
def is_change(raw: str) -> bool:
    """Say whether a cell says by how much something changed, as only a SIGNED column can: 增加8."""
    return parse_cell(raw).number is not None and parse_cell(raw, Kind.COUNT).number is None


def _number(match: re.Match[str]) -> Number:
    digits = re.sub("[,，]", "", match["digits"])
    sign = _SIGN[match["sign"]] if match["sign"] else 1
    if match["fraction"] is None:
        return sign * int(digits)
    value = sign * Decimal(digits + match["fraction"])
    return int(value) if value == value.to_integral_value() else value


@lru_cache(maxsize=4096)
def is_number(raw: str) -> bool:
    return parse_cell(raw).status is Status.NUMBER


@lru_cache(maxsize=4096)
def looks_like_value(raw: str) -> bool:
    """Say whether a cell could be a figure rather than a label: blank, a number, a dash, or a misread digit."""
    text = re.sub(r"\s+", "", unicodedata.normalize("NFKC", raw))
    return (
        parse_cell(text).status is not Status.UNPARSED
        or re.fullmatch(r"[OoQl〇○ОIi|\d,.。·约余多近%]{1,12}", text) is not None
    )
