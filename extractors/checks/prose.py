"""Rules between the prose and the tables, and within the prose: N, and P.DUPLICATE_VALUE."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from extractors.checks.facts import Facts
from extractors.findings import error, info, warn
from extractors.form import DISPUTES, PROACTIVE, REQUESTS
from extractors.quantities import PATTERN, quantity
from extractors.report import CellKey, Finding, Number

LITIGATION = ("litigation_direct", "litigation_after_reconsideration")


def _requests(*rows: str) -> tuple[CellKey, ...]:
    return tuple(CellKey(REQUESTS, row, "total") for row in rows)


@dataclass(frozen=True, slots=True)
class Equation:
    """A claim of the prose and the cells it must equal; ``or_with`` are cells it may include."""

    rule: str
    statement: str
    cells: tuple[CellKey, ...]
    or_with: tuple[CellKey, ...] = ()


_REFUSED = (
    "refused_state_secret", "refused_prohibited_by_law", "refused_security_stability", "refused_third_party_rights",
    "refused_internal_affairs", "refused_deliberative_process", "refused_enforcement_file", "refused_administrative_inquiry",
)  # fmt: skip
EQUATIONS = (
    Equation(
        "N.REQUESTS_VS_T2",
        "requests_received",
        _requests("requests_received"),
        _requests("requests_carried_in"),
    ),
    Equation("N.CARRY_VS_T2", "requests_carried_in", _requests("requests_carried_in")),
    Equation("N.CARRY_VS_T2", "requests_carried_out", _requests("requests_carried_out")),
    Equation("N.CLOSED_VS_T2", "requests_closed", _requests("outcomes_total")),
    Equation("N.REFUSED_VS_T2", "requests_refused", _requests(*_REFUSED)),
    Equation("N.RECON_VS_T3", "reconsideration_cases", (CellKey(DISPUTES, "reconsideration", "total"),)),
    Equation(
        "N.LITIG_VS_T3", "litigation_cases", tuple(CellKey(DISPUTES, row, "total") for row in LITIGATION)
    ),
    Equation(
        "N.NORMDOC_VS_T1",
        "normative_documents",
        (CellKey(PROACTIVE, "art20_1.normative_documents", "issued"),),
    ),
)


def prose_against_tables(facts: Facts) -> Iterator[Finding]:
    """Every N.…_VS_T…: a number stated in the prose against the same number in the tables."""
    for equation in EQUATIONS:
        printed = facts.total(equation.cells)
        if printed.value is None or not printed.known:
            continue
        more = facts.total(equation.or_with).value or 0
        for statement, stated in facts.statements(equation.statement):
            if statement.qualifier is None and stated not in (printed.value, printed.value + more):
                yield warn(
                    equation.rule,
                    f"正文“{statement.quote}”为{stated}，表中为{printed.value}",
                    f"the prose says {stated} ({statement.quote}), the table {printed.value}",
                    equation.cells,
                )


def zeros_against_text(facts: Facts) -> Iterator[Finding]:
    """T2.ALL_ZERO_BUT_TEXT: a table of zeros under prose that tells of requests."""
    values = [f.value for f in facts.report.figures if f.key.table == REQUESTS and f.value is not None]
    claimed = [
        s for name in ("requests_received", "requests_closed") for s, n in facts.statements(name) if n > 0
    ]
    if values and not any(values) and claimed:
        yield error(
            "T2.ALL_ZERO_BUT_TEXT", f"表中全部为0，正文却称“{claimed[0].quote}”", f"all zeros in the table, yet the prose says {claimed[0].quote}",
            _requests("requests_received"),
        )  # fmt: skip


_ITEM_UNIT = r"(?:条次|条|件|篇|则)"
_PARTS = re.compile(
    rf"(?:公开|发布)[^。；\d]{{0,24}}?信息[^。；\d]{{0,8}}?(?P<whole>\d[\d,，]{{0,18}})余?(?P<unit>{_ITEM_UNIT})[，,。；;]?其中[，,：:]?(?P<parts>[^。；;]*)"
)


def parts_of_total(facts: Facts) -> Iterator[Finding]:
    """N.PROACTIVE_PARTS and N.PART_GT_TOTAL: 共N条，其中 a 条、b 条 adds up. Open lists (等, 包括) do not count."""
    text = re.sub(r"\s+", "", unicodedata.normalize("NFKC", facts.text))
    for match in _PARTS.finditer(text):
        if re.search(r"等|包括|主要有|包含", match["parts"]):
            continue
        whole = int(re.sub("[,，]", "", match["whole"]))
        parts = _quantities(match["parts"], match["unit"])
        yield from _compare_parts(whole, parts, match[0])


def _quantities(text: str, unit: str) -> list[Number]:
    found = (quantity(m) for m in re.finditer(PATTERN + re.escape(unit), text))
    return [q.value for q in found if q is not None]


def _compare_parts(whole: int, parts: Sequence[Number], quote: str) -> Iterator[Finding]:
    if len(parts) < 2:
        return
    total = sum(parts)
    if total != whole:
        terms = "+".join(map(str, parts))
        yield error(
            "N.PROACTIVE_PARTS",
            f"“{quote}”：{terms}={total}，不等于{whole}",
            f"{quote}: {terms}={total}, not {whole}",
        )
    if max(parts) > whole:
        yield error(
            "N.PART_GT_TOTAL",
            f"“{quote}”：其中一项{max(parts)}大于总数{whole}",
            f"{quote}: a part of {max(parts)} exceeds the whole of {whole}",
        )


def fee_statement(facts: Facts) -> Iterator[Finding]:
    """N.FEE_STATEMENT: section six must tell of the information-processing fee."""
    has_last = any(s.number == 6 for s in facts.report.sections)
    if has_last and not any(True for _ in facts.statements("information_fee_yuan")):
        yield info(
            "N.FEE_STATEMENT",
            "未说明收取信息处理费的情况",
            "nothing is said of the information-processing fee",
        )


def duplicate_values(facts: Facts) -> Iterator[Finding]:
    """P.DUPLICATE_VALUE: WeChat and Weibo posts of exactly the same number."""
    for (a, m), (b, n) in zip(
        facts.statements("wechat_posts"), facts.statements("weibo_posts"), strict=False
    ):
        if m == n and m > 0:
            yield info(
                "P.DUPLICATE_VALUE",
                f"微信与微博发布量同为{m}：“{a.quote}”“{b.quote}”",
                f"WeChat and Weibo posts are both {m}",
            )


RULES: tuple[Callable[[Facts], Iterator[Finding]], ...] = (
    prose_against_tables, zeros_against_text, parts_of_total, fee_statement, duplicate_values,
)  # fmt: skip
