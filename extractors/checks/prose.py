"""Rules within the prose: parts of a total, shares, repeats, another year's text; and P.DUPLICATE_VALUE."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate, pairwise

from extractors.checks.facts import Facts, Verdict
from extractors.findings import finding, info
from extractors.form import REQUESTS
from extractors.quantities import PATTERN, quantity
from extractors.report import CellKey, Held, Number, Severity

_ITEM_UNIT = r"(?:条次|条|件|篇|则)"
_PARTS = re.compile(
    rf"(?:公开|发布)[^。;\d\n]{{0,24}}?信息[^。;\d\n]{{0,8}}?(?P<whole>\d[\d,]{{0,18}})余?(?P<unit>{_ITEM_UNIT})"
    r"(?:[^。;\d\n其]{0,16})?[,。;]?其中[,:]?(?P<parts>[^。\n]*)"
)
_OPEN_LIST = re.compile(rf"包括|主要有|主要为|包含|{_ITEM_UNIT}等")
_ASIDE = re.compile(
    r"\([^()]*\)|(?:^|,)[^,;]*?(?:同比|[比较](?:上|去|20\d\d)|上年|去年|增加|减少|增长|下降|平均)[^,;]*"
)


def parts_of_total(facts: Facts) -> Iterator[Verdict]:
    """N.PROACTIVE_PARTS and N.PART_GT_TOTAL: 共N条，其中 a 条、b 条 adds up.

    Open lists (等, 包括) do not count, nor those in which other units are counted. What follows the parts in the
    same sentence is none of them, so the parts add up as soon as the first of them do.
    """
    for match in _PARTS.finditer(facts.text):
        listed = _ASIDE.sub("", match["parts"])
        if _OPEN_LIST.search(listed):
            continue
        whole = int(match["whole"].replace(",", ""))
        every = _quantities(listed, match["unit"])
        sentence = _quantities(listed.partition(";")[0], match["unit"])
        if len(every) < 2:
            continue
        if whole in list(accumulate(every))[1:]:
            yield Held("N.PROACTIVE_PARTS")
        elif len(sentence) > 1 and not _has_other_units(listed, match["unit"]):
            yield from _not_the_sum(whole, sentence, match[0])


def _quantities(text: str, unit: str) -> list[Number]:
    found = (quantity(m) for m in re.finditer(PATTERN + re.escape(unit), text))
    return [q.value for q in found if q is not None]


def _has_other_units(text: str, unit: str) -> bool:
    return any(m[1] != unit for m in re.finditer(rf"\d余?({_ITEM_UNIT}|个|份|期|部|幅)", text))


def _not_the_sum(whole: int, parts: Sequence[Number], quote: str) -> Iterator[Verdict]:
    total, terms = sum(parts), "+".join(map(str, parts))
    yield finding(
        "N.PROACTIVE_PARTS",
        Severity.ERROR,
        f"“{quote}”：{terms}={total}，不等于{whole}",
        f"“{quote}”: {terms}={total}, not {whole}",
        expected=total,
        actual=whole,
        quote=quote,
    )
    if max(parts) > whole:
        yield finding(
            "N.PART_GT_TOTAL",
            Severity.ERROR,
            f"“{quote}”：其中一项{max(parts)}大于总数{whole}",
            f"“{quote}”: a part of {max(parts)} exceeds the whole of {whole}",
            expected=f"≤{whole}",
            actual=max(parts),
            quote=quote,
        )


_CHANNELS = (
    "proactive_website", "proactive_platform", "proactive_wechat", "proactive_weibo", "proactive_new_media",
    "proactive_gazette", "proactive_other",
)  # fmt: skip


def channels_of_total(facts: Facts) -> Iterator[Verdict]:
    """Without 其中, N.PROACTIVE_PARTS is a warning; N.CHANNELS_GE_TOTAL: several channels may carry the same item."""
    for statement, whole in facts.statements("proactive_total"):
        sentence = facts.sentence(statement.quote)
        parts = [
            n
            for name in _CHANNELS
            for s, n in facts.statements(name)
            if s.qualifier is None and facts.sentence(s.quote) == sentence
        ]
        if len(parts) < 2 or "其中" in sentence or statement.qualifier or _OPEN_LIST.search(sentence):
            continue
        total, terms = sum(parts), "+".join(map(str, parts))
        if total == whole:
            yield Held("N.PROACTIVE_PARTS")
            continue
        rule, severity = (
            ("N.PROACTIVE_PARTS", Severity.WARN) if total < whole else ("N.CHANNELS_GE_TOTAL", Severity.INFO)
        )
        yield finding(
            rule,
            severity,
            f"“{sentence}”：各渠道{terms}={total}，总数{whole}",
            f"“{sentence}”: the channels are {terms}={total}, the total {whole}",
            expected=total,
            actual=whole,
            quote=sentence,
        )


_COUNTED = re.compile(r"(?<![\d.])(\d{1,9})(?:件|条|份|宗|起|项|次|人|名|个|篇)")
_SHARE = re.compile(
    r"(?<![\d.])(?P<part>\d{1,9})(?:件|条|份|宗|起|项|次|人|名|个|篇)[,(]?[^,。;\d%()]{0,6}?占(?P<of>[^,。;\d%]{0,16}?)"
    r"(?P<share>\d{1,3}(?:\.(?P<digits>\d{1,4}))?)%"
)
_TOLERANCE = 0.1  # percentage points


def shares(facts: Facts) -> Iterator[Verdict]:
    """N.PERCENT: a stated share is that of its part in a whole, which the prose named before it, or the tables.

    Where the sentence names no whole, and does not speak of requests, it may be one that nothing here states.
    """
    printed = [
        facts.total(CellKey(REQUESTS, row, "total") for row in rows).value
        for rows in (
            ("requests_received",),
            ("requests_received", "requests_carried_in"),
            ("outcomes_total",),
        )
    ]
    for match in _SHARE.finditer(facts.text):
        part, share = int(match["part"]), float(match["share"])
        before = [(int(m[1]), m.start()) for m in _COUNTED.finditer(facts.text, 0, match.start())]
        start = max(facts.text.rfind(end, 0, match.start()) for end in "。;\n") + 1
        told: list[Number] = [n for n, at in before if at >= start and n > part]
        if "申请" in facts.text[start : match.end()]:
            told += [n for n in printed if n and n >= part]
        about = "约" in match["of"] or "近" in match["of"]
        tolerance = 1 if about else max(_TOLERANCE, 0.5 * 10 ** -len(match["digits"] or "")) + 1e-9
        wholes = [n for n in (*(n for n, _ in before), *printed) if n and n >= part]
        if any(abs(100 * part / float(n) - share) <= tolerance for n in wholes):
            yield Held("N.PERCENT")
        elif told:
            whole = told[-1]
            right = f"{100 * part / float(whole):.1f}"
            yield finding(
                "N.PERCENT",
                Severity.WARN,
                f"“{match[0]}”：{part}÷{whole}={right}%，不是{match['share']}%",
                f"“{match[0]}”: {part}/{whole}={right}%, not {match['share']}%",
                expected=right,
                actual=match["share"],
                quote=match[0],
            )


def proposals(facts: Facts) -> Iterator[Verdict]:
    """N.PROPOSALS_PARTS: proposals in all are those of the congress and of the conference; where each is said once."""
    said = [
        [(s, n) for s, n in facts.statements(name) if s.qualifier is None]
        for name in ("proposals_total", "proposals_npc", "proposals_cppcc")
    ]
    if any(len(found) != 1 for found in said):
        return
    (total, whole), (_, npc), (_, cppcc) = (found[0] for found in said)
    if whole == npc + cppcc:
        yield Held("N.PROPOSALS_PARTS")
        return
    if "党代" in facts.sentence(total.quote):
        return  # the party's congress proposes, too
    yield finding(
        "N.PROPOSALS_PARTS",
        Severity.WARN,
        f"“{total.quote}”为{whole}件，人大与政协之和{npc}+{cppcc}={npc + cppcc}",
        f"“{total.quote}”: {whole} proposals, {npc}+{cppcc}={npc + cppcc} of congress and conference",
        expected=npc + cppcc,
        actual=whole,
        quote=total.quote,
    )


def fee_statement(facts: Facts) -> Iterator[Verdict]:
    """N.FEE_STATEMENT: section six must tell of the information-processing fee."""
    if not any(s.number == 6 for s in facts.report.sections):
        return
    if any(True for _ in facts.statements("information_fee_yuan")):
        yield Held("N.FEE_STATEMENT")
    else:
        yield info(
            "N.FEE_STATEMENT",
            "未说明收取信息处理费的情况",
            "nothing is said of the information-processing fee",
        )


# What a body has only one of a year.
_SAID_ONCE = ("proactive_total", "information_fee_yuan")


def repeated_claims(facts: Facts) -> Iterator[Verdict]:
    """M.DUPLICATE_STATEMENT: the same thing said twice, with other numbers."""
    for name in _SAID_ONCE:
        said = [(s, n) for s, n in facts.statements(name) if s.qualifier is None]
        for (a, m), (b, n) in pairwise(said):
            yield finding(
                "M.DUPLICATE_STATEMENT",
                Severity.WARN,
                f"前后不一致：“{a.quote}”为{m}，“{b.quote}”为{n}",
                f"inconsistent: “{a.quote}” is {m}, “{b.quote}” is {n}",
                expected=m,
                actual=n,
                quote=b.quote,
            )


_OF_A_YEAR = re.compile(
    r"(?:^|(?<=[。;\n]))(?:[(]?[一二三四五六七八九十\d]{1,3}[)、.])?(?P<year>20\d\d)年度?(?!\d{1,2}月|来|底|末|初|起|以)[,、]?"
    r"(?P<rest>(?:我|本|全(?:年|市|县|区|镇|乡|局)|未|没有|无|共|累计|主动公开|收到|受理|新收)[^。;\n]*)",
    re.MULTILINE,
)
_FULL_STOP = re.compile(r"[。\n]|$")
_TELLS = re.compile(
    r"\d{1,9}(?:余|多)?(?:条|件|篇|次|份|元|项|人)|(?:未|没有)(?:收到|收取|发生|受理|产生|出现|制定|发布)"
)
_LOOKS_BACK_OR_AHEAD = re.compile(
    r"比|较|同比|相比|上年|去年|上一年|结转|以来|将|计划|拟|下一步|整改|问题|不足|印发|修订|要点|规划|评估|考核|通报"
)


def stale_year(facts: Facts) -> Iterator[Verdict]:
    """M.STALE_YEAR: the prose tells what this body did in another year, as if it were this one."""
    year = facts.report.year
    if year is None:
        return
    stale = False
    for match in _OF_A_YEAR.finditer(facts.text):
        rest = re.sub(r"《[^》]*》", "", match["rest"])
        other = int(match["year"])
        end = _FULL_STOP.search(facts.text, match.end())
        compared = str(year) in facts.text[match.start("rest") : end.start() if end else None]
        if other == year or compared or not _TELLS.search(rest) or _LOOKS_BACK_OR_AHEAD.search(rest):
            continue
        stale = True
        yield finding(
            "M.STALE_YEAR",
            Severity.WARN,
            f"{year}年的报告写“{match[0]}”",
            f"in a report for {year}: “{match[0]}”",
            expected=year,
            actual=other,
            quote=match[0],
        )
    if not stale:
        yield Held("M.STALE_YEAR")


def duplicate_values(facts: Facts) -> Iterator[Verdict]:
    """P.DUPLICATE_VALUE: WeChat and Weibo posts of exactly the same number."""
    for (a, m), (b, n) in zip(
        facts.statements("wechat_posts"), facts.statements("weibo_posts"), strict=False
    ):
        if m == n and m > 0:
            yield finding(
                "P.DUPLICATE_VALUE",
                Severity.INFO,
                f"微信与微博发布量同为{m}：“{a.quote}”“{b.quote}”",
                f"WeChat and Weibo posts are both {m}: “{a.quote}”, “{b.quote}”",
                quote=b.quote,
            )


RULES: tuple[Callable[[Facts], Iterator[Verdict]], ...] = (
    parts_of_total, channels_of_total, shares, proposals, fee_statement, repeated_claims, stale_year, duplicate_values,
)  # fmt: skip
