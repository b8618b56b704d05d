"""Rules within the tables: T1, T2, T3, T and the plausibility of single figures."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal

from extractors.checks.facts import Facts, compare
from extractors.checks.sums import APPLICANTS, sums
from extractors.findings import error, finding, info, warn
from extractors.form import DISPUTES, PROACTIVE, REQUESTS
from extractors.report import CellKey, Finding, Severity, Status

MONEY_COLUMNS = ("amount_wan_yuan", "total_amount")


def arithmetic(facts: Facts) -> Iterator[Finding]:
    """T2.ROW, T2.OUT, T2.BAL, T3.SUM and S14.SUM: what must add up."""
    for equation in sums(facts):
        parts, whole = facts.total(equation.parts), facts.total(equation.whole)
        why = equation.why
        yield from compare(equation.rule, equation.severity, parts, whole, why.zh, why.en)


def cell_above_total(facts: Facts) -> Iterator[Finding]:
    """T2.CELL_GT_TOTAL: no kind of applicant exceeds its row's total."""
    for row in facts.rows(REQUESTS):
        whole = facts.number(REQUESTS, row, "total")
        for column in APPLICANTS:
            part = facts.number(REQUESTS, row, column)
            if part is not None and whole is not None and part > whole:
                keys = [CellKey(REQUESTS, row, column), CellKey(REQUESTS, row, "total")]
                yield finding(
                    "T2.CELL_GT_TOTAL", Severity.ERROR, f"单项{part}大于该行总计{whole}", f"the cell {part} exceeds its row's total {whole}",
                    places=keys, expected=whole, actual=part,
                )  # fmt: skip


def more_out_than_in(facts: Facts) -> Iterator[Finding]:
    """T2.OUT_GT_IN, and T2.DERIVED_OUT where （七）总计 is not printed."""
    into = facts.total(CellKey(REQUESTS, r, "total") for r in ("requests_received", "requests_carried_in"))
    out = facts.total([CellKey(REQUESTS, "outcomes_total", "total")])
    if into.value is None:
        return
    keys = (*into.keys, *out.keys)
    if out.value is not None:
        if out.known and out.value > into.value:
            yield error(
                "T2.OUT_GT_IN",
                f"办理结果{out.value}件多于收到的{into.value}件",
                f"{out.value} outcomes for {into.value} requests",
                keys,
            )
        return
    printed = [facts.number(REQUESTS, r, "total") for r in facts.outcome_rows()]
    derived = sum((n for n in printed if n is not None), start=0)
    if derived > into.value:
        yield error(
            "T2.DERIVED_OUT",
            f"所列办理结果之和{derived}件多于收到的{into.value}件",
            f"the listed outcomes add up to {derived}, for {into.value} requests",
            keys,
        )
    elif derived < into.value and any(n is not None for n in printed):
        yield info(
            "T2.DERIVED_OUT",
            f"缺少总计，所列办理结果之和{derived}件少于收到的{into.value}件",
            f"no total printed; the listed outcomes add up to {derived} of {into.value} requests",
            keys,
        )


def disputes_without_requests(facts: Facts) -> Iterator[Finding]:
    """T3.NO_REQUESTS: cases in a year without requests may concern earlier years."""
    cases = facts.total(CellKey(DISPUTES, row, "total") for row in facts.rows(DISPUTES))
    into = facts.total(CellKey(REQUESTS, r, "total") for r in ("requests_received", "requests_carried_in"))
    if cases.value and into.value == 0 and into.known:
        yield info(
            "T3.NO_REQUESTS",
            f"有{cases.value}件复议或诉讼，但没有申请",
            f"{cases.value} disputes in a year without requests",
            cases.keys,
        )


def documents_in_force(facts: Facts) -> Iterator[Finding]:
    """T1.INFORCE_GE_ISSUED (2021): what was issued and not repealed is in force."""
    for row in ("art20_1.regulations", "art20_1.normative_documents"):
        issued, repealed, in_force = (
            facts.number(PROACTIVE, row, c) for c in ("issued", "repealed", "in_force")
        )
        if issued is None or repealed is None or in_force is None:
            continue
        if in_force < issued - repealed or in_force < 0:
            keys = [CellKey(PROACTIVE, row, c) for c in ("issued", "repealed", "in_force")]
            yield warn(
                "T1.INFORCE_GE_ISSUED", f"现行有效{in_force}件，少于制发{issued}件减废止{repealed}件",
                f"{in_force} in force, fewer than {issued} issued less {repealed} repealed", keys,
            )  # fmt: skip


def documents_disclosed(facts: Facts) -> Iterator[Finding]:
    """T1.NEW_LE_TOTAL (2019): newly disclosed ≤ total disclosed; ≤ created, unless older ones were opened."""
    for row in ("art20_1.regulations", "art20_1.normative_documents"):
        created, new, total = (
            facts.number(PROACTIVE, row, c) for c in ("created", "newly_disclosed", "total_disclosed")
        )
        keys = [CellKey(PROACTIVE, row, c) for c in ("created", "newly_disclosed", "total_disclosed")]
        if new is not None and total is not None and new > total:
            yield warn(
                "T1.NEW_LE_TOTAL",
                f"新公开{new}件多于公开总数{total}件",
                f"{new} newly disclosed exceed {total} disclosed in all",
                keys,
            )
        elif new is not None and created is not None and new > created:
            yield info(
                "T1.NEW_LE_TOTAL",
                f"新公开{new}件多于新制作{created}件",
                f"{new} newly disclosed, {created} created",
                keys,
            )


def items(facts: Facts) -> Iterator[Finding]:
    """T1.ITEMS_NONNEG and P.ITEMS_WITHOUT_DECISIONS (2019)."""
    for row in facts.rows(PROACTIVE):
        before, change = (
            facts.number(PROACTIVE, row, "items_prior_year"),
            facts.number(PROACTIVE, row, "items_change"),
        )
        if before is None or change is None:
            continue
        keys = [CellKey(PROACTIVE, row, c) for c in ("items_prior_year", "items_change")]
        if before + change < 0:
            yield error(
                "T1.ITEMS_NONNEG",
                f"上一年{before}项，增减{change}项，结果为负",
                f"{before} items, change {change}: less than none",
                keys,
            )
        elif before + change > 0 and facts.number(PROACTIVE, row, "decisions") == 0:
            yield info(
                "P.ITEMS_WITHOUT_DECISIONS",
                f"有{before + change}项事项而处理决定为0",
                f"{before + change} items and no decision",
                keys,
            )


def procurement(facts: Facts) -> Iterator[Finding]:
    """T1.PROC_AMOUNT_ZERO and T1.PROC_UNIT (2019 第九项)."""
    row = "art20_9.central_procurement"
    count, amount = (
        facts.figure(PROACTIVE, row, "project_count"),
        facts.figure(PROACTIVE, row, "total_amount"),
    )
    if count is None or amount is None or count.value is None or amount.value is None:
        return
    keys = [count.key, amount.key]
    if (count.value > 0) != (amount.value > 0):
        yield warn(
            "T1.PROC_AMOUNT_ZERO",
            f"采购项目{count.value}个，金额{amount.value}",
            f"{count.value} projects for an amount of {amount.value}",
            keys,
        )
    if amount.value and amount.unit is None:
        yield info(
            "T1.PROC_UNIT", "采购总金额未写单位", "the amount of procurement has no unit", [amount.key]
        )


def rulemaking(facts: Facts) -> Iterator[Finding]:
    """T1.REG_BY_NON_RULEMAKER: only ministries, provinces and cities with districts make 规章."""
    organ, code = facts.report.organ or "", facts.report.division_code
    if code is None or (code.endswith("00") and organ.endswith("政府")):
        return
    for key, figure in facts.figures.items():
        if key.row == "art20_1.regulations" and figure.value:
            yield warn(
                "T1.REG_BY_NON_RULEMAKER",
                f"{organ}没有规章制定权，却填有规章{figure.value}件",
                f"{organ} has no power to make regulations, yet reports {figure.value}",
                [key],
            )


def odd_numbers(facts: Facts) -> Iterator[Finding]:
    """T.NEGATIVE, T.DECIMAL_COUNT and T.UNPARSED_CELL."""
    for key, figure in facts.figures.items():
        if figure.status is Status.UNPARSED:
            yield warn(
                "T.UNPARSED_CELL",
                f"单元格“{figure.raw}”不是数字",
                f"the cell {figure.raw!r} is no number",
                [key],
            )
        elif figure.value is not None and figure.value < 0 and key.column != "items_change":
            yield error("T.NEGATIVE", f"数字为负：{figure.value}", f"negative: {figure.value}", [key])
        elif isinstance(figure.value, Decimal) and key.column not in MONEY_COLUMNS:
            yield warn(
                "T.DECIMAL_COUNT",
                f"件数不是整数：{figure.value}",
                f"a count that is no whole number: {figure.value}",
                [key],
            )


def fee_magnitude(facts: Facts) -> Iterator[Finding]:
    """P.FEE_MAGNITUDE: more than 10^5 万元 at a county is yuan entered as 万元."""
    fee = facts.figure(PROACTIVE, "art20_8.administrative_fees", "amount_wan_yuan")
    code = facts.report.division_code
    if fee and fee.value and fee.value > 100_000 and code and not code.endswith("00"):
        yield warn(
            "P.FEE_MAGNITUDE",
            f"收费{fee.value}万元，疑为以元填报",
            f"{fee.value} 万元 of fees, perhaps entered in yuan",
            [fee.key],
        )


RULES: tuple[Callable[[Facts], Iterator[Finding]], ...] = (
    arithmetic, cell_above_total, more_out_than_in, disputes_without_requests,
    documents_in_force, documents_disclosed, items, procurement, rulemaking, odd_numbers, fee_magnitude,
)  # fmt: skip
