"""Rules within the tables that are no plain sums: T1, T2, T3, T and the plausibility of single figures."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import cache

from extractors.checks.facts import Facts, Verdict
from extractors.checks.limits import DOCUMENT_ROWS
from extractors.findings import error, info, warn
from extractors.form import DISPUTES, PROACTIVE, REQUESTS, forms
from extractors.forms.shared import APPLICANT_COLUMNS
from extractors.numbers import Kind
from extractors.report import CellKey, Held, Status

_IN_WAN_YUAN = "万元"


def missing_columns(facts: Facts) -> Iterator[Verdict]:
    """T2.COLS_MISSING: a column of table 2 is not printed, in no row."""
    rows, columns = facts.cells.rows(REQUESTS), facts.cells.columns(REQUESTS)
    missing = [c for c in columns if all(_is_absent(facts, row, c) for row in rows)]
    if not rows or len(missing) == len(columns):
        return
    if not missing:
        yield Held("T2.COLS_MISSING")
        return
    labels = {c.key: c.label.text for c in APPLICANT_COLUMNS}
    names = "、".join(labels.get(c, c) for c in missing)
    yield warn(
        "T2.COLS_MISSING",
        f"表中缺少这些列：{names}",
        f"columns missing from the table: {names}",
        [CellKey(REQUESTS, row, c) for row in rows for c in missing],
    )


def _is_absent(facts: Facts, row: str, column: str) -> bool:
    figure = facts.figure(REQUESTS, row, column)
    return figure is None or figure.status is Status.ABSENT


def derived_outcomes(facts: Facts) -> Iterator[Verdict]:
    """T2.DERIVED_OUT: where （七）总计 is not printed, the listed outcomes against what was received."""
    total = facts.figure(REQUESTS, "outcomes_total", "total")
    if total is None or total.status is not Status.ABSENT:
        return
    into = facts.total(CellKey(REQUESTS, r, "total") for r in ("requests_received", "requests_carried_in"))
    rows = [r for r in facts.cells.outcome_rows() if facts.number(REQUESTS, r, "total") is not None]
    if into.value is None or not rows:
        return
    listed = facts.total(CellKey(REQUESTS, r, "total") for r in rows)
    zh = f"缺少（七）总计，所列办理结果{listed.shown}，新收加上年结转{into.shown}"
    en = f"no total of outcomes; those listed are {listed.shown}, requests {into.shown}"
    if listed.value == into.value:
        yield Held("T2.DERIVED_OUT")
    elif listed.value is not None:
        say = error if listed.value > into.value else info
        yield say("T2.DERIVED_OUT", zh, en, (*into.keys, *listed.keys))


def disputes_without_requests(facts: Facts) -> Iterator[Verdict]:
    """T3.NO_REQUESTS: cases in a year without requests may concern earlier years."""
    cases = facts.total(CellKey(DISPUTES, row, "total") for row in facts.cells.rows(DISPUTES))
    into = facts.total(CellKey(REQUESTS, r, "total") for r in ("requests_received", "requests_carried_in"))
    if cases.value and into.value == 0 and into.known:
        yield info(
            "T3.NO_REQUESTS",
            f"有{cases.value}件复议或诉讼，但没有申请",
            f"{cases.value} disputes in a year without requests",
            cases.keys,
        )


def documents_in_force(facts: Facts) -> Iterator[Verdict]:
    """T1.INFORCE_GE_ISSUED (2021): what was issued and not repealed is in force."""
    for row in DOCUMENT_ROWS:
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
        else:
            yield Held("T1.INFORCE_GE_ISSUED")


def items(facts: Facts) -> Iterator[Verdict]:
    """T1.ITEMS_NONNEG and P.ITEMS_WITHOUT_DECISIONS (2019)."""
    for row in facts.cells.rows(PROACTIVE):
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
            continue
        yield Held("T1.ITEMS_NONNEG")
        if before + change > 0 and facts.number(PROACTIVE, row, "decisions") == 0:
            yield info(
                "P.ITEMS_WITHOUT_DECISIONS",
                f"有{before + change}项事项而处理决定为0",
                f"{before + change} items and no decision",
                keys,
            )


def procurement(facts: Facts) -> Iterator[Verdict]:
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
    else:
        yield Held("T1.PROC_AMOUNT_ZERO")
    if amount.value and amount.unit is None:
        yield info(
            "T1.PROC_UNIT", "采购总金额未写单位", "the amount of procurement has no unit", [amount.key]
        )


def rulemaking(facts: Facts) -> Iterator[Verdict]:
    """T1.REG_BY_NON_RULEMAKER: only ministries, provinces and cities with districts make 规章."""
    organ, code = facts.report.organ or "", facts.report.division_code
    if code is None or (code.endswith("00") and organ.endswith("政府")):
        return
    for key, figure in facts.figures.items():
        if key.row != "art20_1.regulations" or figure.value is None:
            continue
        if figure.value == 0:
            yield Held("T1.REG_BY_NON_RULEMAKER")
        else:
            yield warn(
                "T1.REG_BY_NON_RULEMAKER",
                f"{organ}没有规章制定权，却填有规章{figure.value}件",
                f"{organ} has no power to make regulations, yet reports {figure.value}",
                [key],
            )


def odd_numbers(facts: Facts) -> Iterator[Verdict]:
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
        elif isinstance(figure.value, Decimal) and key not in _amounts():
            yield warn(
                "T.DECIMAL_COUNT",
                f"件数不是整数：{figure.value}",
                f"a count that is no whole number: {figure.value}",
                [key],
            )


@cache
def _amounts() -> frozenset[CellKey]:
    """The cells of all forms that hold money. Every indicator may, by its column; its row's unit tells."""
    return frozenset(
        key
        for form in forms().values()
        for block in form.blocks
        for row, column, key in block.cells()
        if column.kind is Kind.MONEY and row.unit in (None, _IN_WAN_YUAN)
    )


def fee_magnitude(facts: Facts) -> Iterator[Verdict]:
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


RULES: tuple[Callable[[Facts], Iterator[Verdict]], ...] = (
    missing_columns, derived_outcomes, disputes_without_requests, documents_in_force, items, procurement,
    rulemaking, odd_numbers, fee_magnitude,
)  # fmt: skip
