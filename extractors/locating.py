"""Where an organ is: the one division its name means, or none.

The name itself decides: 滕州市财政局. Where it fits several divisions (市中区财政局) or none (市财政局), what else the
document says of its organ is asked, and where it was found. These have to agree; a homonym nobody settles is nowhere.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from extractors.divisions import (
    LONGEST_NAME,
    Division,
    area_codes,
    divisions,
    named,
    parents,
    with_code,
    with_stem,
)

# What stands before the place in the name of a body that answers to the centre.
_CENTRAL = re.compile(
    r"^(?:中华人民共和国|中国共产党|中共|国家税务总局|国家统计局|国家金融监督管理总局|中国人民银行|(?:(?:新疆生产建设)?兵团)?第[一二三四五六七八九十]{1,3}师)"
)
_ZONE = r"(?:开发|高新|经开|新技术产业|新|园|管理|保税|景|名胜|度假|示范|试验|实验|矿|林|合作|工业|产业|功能|集聚|库|社|街|校|院|禁|保护|服务|片|灌|牧|营)区"
_OWN_ZONE = re.compile(rf"[\u4e00-\u9fff]{{0,12}}?(?:{_ZONE}|海关)")
# A place of its own kind follows that no list knows: its report is not that of what it lies in.
_UNKNOWN = re.compile(
    rf"(?!.{{0,6}}{_ZONE})[\u4e00-\u9fff]{{2,4}}(?:县(?!域|级)|旗|[^城都股门上]市(?!场|政|容|民|委|直)|区(?!域|划))(?=人民|[\u4e00-\u9fff]{{2,}}[局委办镇乡])"
)
_TOWN = re.compile(r"(?:镇|乡|街道|苏木)(?:人民政府|办事处|党工委|$)")
_ELSEWHERE = re.compile(r"赴|考察|学习|借鉴|调研|经验|先进|对口|协作|交流|相比")
_OWN = re.compile(
    r"^(?:我|本)?(?P<kind>省|市|县|区|州|盟|旗|自治区)(?!场|政|容|民|域|级|划)(?P<body>[\u4e00-\u9fff]{2,})"
)
# What a report says behind the name of the body it is from, not behind another's.
_ITSELF = r"(?=\s*(?:\d{4}\s*年|政府信息公开|办公室(?:联系|[（(])|[（(]以下简称|组织编制|编制))"
_BRANCH = re.compile(r"局([\u4e00-\u9fff]{2,9}?)分局$")
_AREA = re.compile(r"(?<!\d)[(（]?(0\d{2,3})[)）]?\s*[-—－–―]*\s*\d{7,8}(?!\d)")


@dataclass(frozen=True, slots=True)
class Clues:
    """What else tells where an organ is: names (title, signature, site), the contact, the catalogue, the prose."""

    names: tuple[str, ...] = ()
    address: str | None = None
    phones: str = ""
    catalogue: str | None = None  # code of the division whose portal published it
    prose: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Located:
    """The division, or those between which nothing decides."""

    code: str | None
    possible: tuple[Division, ...] = ()


def locate(organ: str | None, year: int | None = None, clues: Clues | None = None) -> Located:
    """The division whose organ this is, by its code in that year."""
    clues = clues or Clues()
    name = _CENTRAL.sub("", re.sub(r"[\s“”\"]+", "", organ or ""))
    if not name:
        return Located(None)
    found, rest = _chain(name, year)
    if found and found[0].level != "county" and _UNKNOWN.match(rest):
        return Located(None)
    if not found:
        found = _zone(name, year, clues)
    fitting = _narrowed(_branch(found, rest), clues) if found else _unnamed(name, year, clues)
    return Located(fitting[0].code) if len(fitting) == 1 else Located(None, tuple(fitting))


def _chain(name: str, year: int | None) -> tuple[list[Division], str]:
    """The innermost divisions a name begins with, each below the one before it, and what follows them."""
    found: list[Division] = []
    rest = name
    while rest:
        step = next(_steps(rest, found, year), None)
        if step is None:
            break
        found, rest = step
    return found, rest


def _steps(rest: str, outer: list[Division], year: int | None) -> Iterator[tuple[list[Division], str]]:
    for length in range(min(len(rest), LONGEST_NAME), 1, -1):
        behind = rest[length:]
        if inner := _below(named(rest[:length], year), outer):
            yield inner, behind
        elif length <= 4 and not outer:
            wide = [d for d in with_stem(rest[:length], year) if d.level != "county"]
            if wide and any(True for _ in _steps(behind, wide, year)):
                yield wide, behind  # 山东滕州市, 吉林长春市


def _below(found: Iterable[Division], outer: Sequence[Division]) -> list[Division]:
    return [d for d in found if not outer or any(o.holds(d) for o in outer)]


def _zone(name: str, year: int | None, clues: Clues) -> list[Division]:
    """The division by which a zone or a customs house is called: 武汉 of 武汉东湖新技术开发区.

    The county of 滨海经济开发区 counts only where the document tells of 滨海县: other places have such zones too.
    """
    for length in range(min(len(name), 5), 1, -1):
        found = with_stem(name[:length], year)
        if found and _OWN_ZONE.match(name[length:]):
            if inner := _zone_within(name[length:], found, year):
                return inner
            wide = [d for d in found if d.level == "prefecture"] or found
            around = [
                d
                for d in wide
                if d.level != "county" and all(d.holds(o) for o in found if o.level == "county")
            ]
            told = [*clues.names, clues.address or "", *clues.prose]
            return around or [d for d in found if any(d.name in text for text in told)]
    return []


def _zone_within(rest: str, outer: Sequence[Division], year: int | None) -> list[Division]:
    """What lies in the outer division and is called by name or stem: 湖北武汉东湖高新区 is in 武汉."""
    for length in range(min(len(rest), 5), 1, -1):
        found = [
            d
            for d in _below([*named(rest[:length], year), *with_stem(rest[:length], year)], outer)
            if d.level == "prefecture"
        ]
        if found and _OWN_ZONE.match(rest[length:]):
            return found
    return []


def _branch(found: list[Division], rest: str) -> list[Division]:
    """The county whose branch it is: 枣庄市生态环境局滕州分局."""
    match = _BRANCH.search(rest)
    if match is None or not found:
        return found
    counties = [d for d in _below(divisions(), found) if d.changed is None and match[1] in (d.name, d.stem)]
    return counties if len(counties) == 1 else found


def _unnamed(name: str, year: int | None, clues: Clues) -> list[Division]:
    """The division of an organ that is named without it: 市财政局, 丰收乡人民政府. Whatever tells has to agree."""
    own = _OWN.match(name)
    kind, body = (own["kind"], own["body"]) if own else (None, name)
    told = [
        _named_in_full(re.escape(body), kind, clues.names, year),
        _named_in_full(re.escape(body) + _ITSELF, kind, clues.prose, year),
    ]
    if own or _TOWN.search(name):
        places = [_last_of_kind(text, kind, year) for text in (clues.address or "", *clues.names)]
        told += [place for place in places if place]
    if found := [d for d in told if d]:
        agreed = [d for d in found[0] if all(d in other for other in found)]
        return _narrowed(agreed, clues) or list(dict.fromkeys(d for some in found for d in some))
    portal = with_code(clues.catalogue, year) if clues.catalogue else None
    if (
        portal is None
        or (own and not _is_kind(portal, kind))
        or (_TOWN.search(name) and portal.level != "county")
    ):
        return []
    return [portal]


def _named_in_full(body: str, kind: str | None, texts: Iterable[str], year: int | None) -> list[Division]:
    """The divisions with whose names the texts print the body, a pattern: 滕州市 of 滕州市财政局."""
    found: dict[Division, None] = {}
    for text in texts:
        for match in re.finditer(body, text):
            before = text[max(0, match.start() - LONGEST_NAME) : match.start()]
            for start in range(len(before) - 1):
                here = [d for d in named(before[start:], year) if kind is None or _is_kind(d, kind)]
                if here:
                    outer = _outer(text[: match.start() - len(before) + start], here)
                    found.update(dict.fromkeys(outer))
                    break
    return list(found)


def _outer(before: str, here: list[Division]) -> list[Division]:
    """Of these the ones whose parent's name stands right before."""
    below = [d for d in here if any(before.endswith((p.name, p.stem)) for p in parents(d))]
    return below or here


def _last_of_kind(text: str, kind: str | None, year: int | None) -> list[Division]:
    """The innermost division of that kind a text begins with; without a kind, the county."""
    found, rest = _chain(text, year)
    while found:
        if (kind is None and found[0].level == "county") or (kind and _is_kind(found[0], kind)):
            return found
        shorter = text[: len(text) - len(rest) - len(found[0].name)]
        found, rest = _chain(shorter, year) if shorter else ([], "")
        text = shorter
    return []


def _is_kind(division: Division, kind: str | None) -> bool:
    if kind == "省":
        return division.level == "province" and division.name.endswith("省")
    return division.name.endswith(kind or "")


def _narrowed(found: list[Division], clues: Clues) -> list[Division]:
    """Those which every clue allows; none where clues contradict each other."""
    if len(found) < 2:
        return found
    tests: tuple[Callable[[Division], int], ...] = (
        lambda d: _parents_in(d, clues.names),
        lambda d: _parents_in(d, (clues.address or "",)),
        lambda d: _rings(d, clues.phones),
        lambda d: _near(d, clues.catalogue),
    )
    allowed = found
    for test in tests:
        said = _best(found, test)
        if len(said) < len(found):
            allowed = [d for d in allowed if d in said]
    if not allowed:
        return found
    if len(allowed) == 1:
        return allowed
    told = list(_of_itself(clues.prose))
    return _best(allowed, lambda d: _parents_in(d, told))


def _best(found: list[Division], test: Callable[[Division], int]) -> list[Division]:
    """Those of which most is told; all where nothing is."""
    told = [test(d) for d in found]
    return [d for d, points in zip(found, told, strict=True) if points == max(told)]


def _parents_in(division: Division, texts: Iterable[str]) -> int:
    """How many of its parents the texts name, in full or right before it; a road called 北京西路 is no place."""
    plain = ["".join(text.split()) for text in texts]
    return len(
        {
            p.code
            for p in parents(division)
            if any(p.name in text or p.stem + division.name in text for text in plain)
        }
    )


def _of_itself(prose: Iterable[str]) -> Iterator[str]:
    """The sentences that do not tell of a visit to others."""
    return (s for text in prose for s in re.split(r"[。；;]", text) if _ELSEWHERE.search(s) is None)


def _rings(division: Division, phones: str) -> int:
    areas = {m[1] for m in _AREA.finditer(unicodedata.normalize("NFKC", phones))}
    return sum(division.code.startswith(area_codes().get(area, ())) for area in areas)


def _near(division: Division, catalogue: str | None) -> int:
    """How many digits of the code it shares with the portal's, in pairs."""
    if catalogue is None:
        return 0
    if not catalogue.endswith("00") and catalogue[:4] == division.code[:4]:
        return 2 + (catalogue == division.code)
    portal = with_code(catalogue)
    return 2 if portal and (portal.holds(division) or portal.code == division.code) else 0
