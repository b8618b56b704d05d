"""Rules between the prose and the tables: every N.…_VS_T…, and T2.ALL_ZERO_BUT_TEXT."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from extractors.checks.facts import Facts, Total, Verdict, milder, not_evaluable
from extractors.findings import error, finding
from extractors.form import DISPUTES, PROACTIVE, REQUESTS
from extractors.report import CellKey, Finding, Held, Number, Severity, Statement

LITIGATION = ("litigation_direct", "litigation_after_reconsideration")
_YUAN_IN_WAN = 10_000


def _requests(*rows: str) -> tuple[CellKey, ...]:
    return tuple(CellKey(REQUESTS, row, "total") for row in rows)


def _proactive(row: str, *columns: str) -> tuple[CellKey, ...]:
    return tuple(CellKey(PROACTIVE, row, column) for column in columns)


@dataclass(frozen=True, slots=True)
class Equation:
    """A claim of the prose and the cells whose sum it must equal; the form has some of them.

    ``carried_in`` may be part of the claim where its sentence speaks of it; ``or_with`` in any case.
    ``unless`` marks sentences that speak of something else. ``unit`` is how many of the claim's units make one
    of the table's.
    """

    rule: str
    claim: str
    cells: tuple[CellKey, ...]
    carried_in: tuple[CellKey, ...] = ()
    or_with: tuple[CellKey, ...] = ()
    unless: re.Pattern[str] | None = None
    unit: int = 1


_REFUSED = (
    "refused_state_secret", "refused_prohibited_by_law", "refused_security_stability", "refused_third_party_rights",
    "refused_internal_affairs", "refused_deliberative_process", "refused_enforcement_file", "refused_administrative_inquiry",
)  # fmt: skip
_UNAVAILABLE = ("unavailable_not_held", "unavailable_requires_creation", "unavailable_still_unclear")
_NOT_PROCESSED = (
    "not_processed_petition", "not_processed_duplicate", "not_processed_published", "not_processed_excessive",
    "not_processed_reconfirm",
)  # fmt: skip
_CLOSED_OTHER = ("closed_uncorrected", "closed_fee_unpaid", "closed_other", "closed_other_total")
_DOCUMENTS = "art20_1.normative_documents"
# Proposals, hotlines and letters are closed and answered too.
_NOT_REQUESTS = re.compile(
    r"^(?!.*(?:申请|信息公开)).*(?:建议|提案|议案|热线|信访|留言|信箱|来信|咨询|投诉|工单)"
)
# A bureau of justice decides others' disputes, on any matter.
_OTHERS_DISPUTES = re.compile(r"^(?!.*信息公开).*(?:审理|审结|办理|代理|应诉)")

EQUATIONS = (
    Equation(
        "N.REQUESTS_VS_T2",
        "requests_received",
        _requests("requests_received"),
        carried_in=_requests("requests_carried_in"),
        unless=_NOT_REQUESTS,
    ),
    Equation("N.CARRY_VS_T2", "requests_carried_in", _requests("requests_carried_in")),
    Equation("N.CARRY_VS_T2", "requests_carried_out", _requests("requests_carried_out")),
    Equation("N.CLOSED_VS_T2", "requests_closed", _requests("outcomes_total"), unless=_NOT_REQUESTS),
    Equation("N.GRANTED_VS_T2", "requests_granted", _requests("granted_full", "granted_partial")),
    Equation(
        "N.GRANTED_VS_T2",
        "requests_granted_full",
        _requests("granted_full"),
        or_with=_requests("granted_partial"),
    ),
    Equation("N.GRANTED_VS_T2", "requests_granted_partial", _requests("granted_partial")),
    Equation("N.REFUSED_VS_T2", "requests_refused", _requests(*_REFUSED)),
    Equation("N.UNAVAILABLE_VS_T2", "requests_unavailable", _requests(*_UNAVAILABLE)),
    Equation("N.NOT_PROCESSED_VS_T2", "requests_not_processed", _requests(*_NOT_PROCESSED)),
    Equation("N.CLOSED_OTHER_VS_T2", "requests_closed_other", _requests(*_CLOSED_OTHER)),
    Equation(
        "N.RECON_VS_T3",
        "reconsideration_cases",
        (CellKey(DISPUTES, "reconsideration", "total"),),
        unless=_OTHERS_DISPUTES,
    ),
    Equation(
        "N.LITIG_VS_T3",
        "litigation_cases",
        tuple(CellKey(DISPUTES, row, "total") for row in LITIGATION),
        unless=_OTHERS_DISPUTES,
    ),
    Equation("N.NORMDOC_VS_T1", "normative_documents", _proactive(_DOCUMENTS, "issued", "created")),
    Equation("N.NORMDOC_VS_T1", "normative_documents_in_force", _proactive(_DOCUMENTS, "in_force")),
    *(
        Equation("N.DECISIONS_VS_T1", claim, _proactive(row, "decisions"))
        for claim, row in (
            ("licensing_decisions", "art20_5.administrative_licensing"),
            ("penalty_decisions", "art20_6.administrative_penalty"),
            ("compulsion_decisions", "art20_6.administrative_compulsion"),
        )
    ),
    Equation(
        "N.FEE_VS_T1",
        "administrative_fees_yuan",
        _proactive("art20_8.administrative_fees", "amount_wan_yuan"),
        unit=_YUAN_IN_WAN,
    ),
)


def prose_against_tables(facts: Facts) -> Iterator[Verdict]:
    """Every N.…_VS_T…: a number stated in the prose against the same number in the tables."""
    for equation in EQUATIONS:
        for statement, stated in facts.statements(equation.claim):
            printed = facts.total(equation.cells)
            if not printed.keys or statement.qualifier is not None:
                continue  # another form, or 约, 余: not meant to be exact
            if printed.value is None or not printed.known:
                yield not_evaluable(
                    equation.rule,
                    printed.keys,
                    f"正文“{statement.quote}”对应的表格",
                    f"the figure of the tables for {statement.quote}",
                )
            elif _agrees(facts, equation, statement, stated, printed.value):
                yield Held(equation.rule, printed.blanks)
            elif not _is_a_part(facts, equation, statement, printed.value) and not _speaks_of_else(
                facts, equation, statement
            ):
                yield _differs(equation, statement, stated, printed)


def _agrees(facts: Facts, equation: Equation, statement: Statement, stated: Number, printed: Number) -> bool:
    if equation.unit != 1:
        return _same_amount(stated, printed, equation.unit)
    also = facts.total(equation.or_with).value or 0
    if stated in (printed, printed + also):
        return True
    carried = facts.total(equation.carried_in).value
    return bool(carried and stated == printed + carried and "结转" in facts.sentence(statement.quote))


def _same_amount(stated: Number, printed: Number, unit: int) -> bool:
    """Whether an amount in the prose is that of the table, rounded to the digits the prose gives."""
    amount = (Decimal(stated) / unit).normalize()
    digits = Decimal(1).scaleb(min(int(amount.as_tuple().exponent), 0))
    return Decimal(printed).quantize(digits, ROUND_HALF_UP) == amount


def _is_a_part(facts: Facts, equation: Equation, statement: Statement, printed: Number) -> bool:
    """Whether the same sentence claims the whole as well, or all its parts: 按时办结8件，延期办结1件."""
    sentence = facts.sentence(statement.quote)
    claimed = [n for s, n in facts.statements(equation.claim) if facts.sentence(s.quote) == sentence]
    return len(claimed) > 1 and (printed in claimed or printed == sum(claimed))


def _speaks_of_else(facts: Facts, equation: Equation, statement: Statement) -> bool:
    return equation.unless is not None and bool(equation.unless.search(facts.sentence(statement.quote)))


def _differs(equation: Equation, statement: Statement, stated: Number, printed: Total) -> Finding:
    shown: Number = Decimal(stated) / equation.unit if equation.unit != 1 else stated
    return finding(
        equation.rule,
        milder(Severity.WARN, printed.blanks),
        f"正文“{statement.quote}”为{shown}，表中为{printed.shown}",
        f"the prose says {shown} (“{statement.quote}”), the table {printed.shown}",
        places=printed.keys,
        expected=printed.value,
        actual=shown,
        quote=statement.quote,
    )


def zeros_against_text(facts: Facts) -> Iterator[Verdict]:
    """T2.ALL_ZERO_BUT_TEXT: a table of zeros under prose that tells of requests."""
    values = [f.value for f in facts.report.figures if f.key.table == REQUESTS and f.value is not None]
    if not values or any(values):
        return
    claimed = [
        s
        for name in ("requests_received", "requests_closed")
        for s, n in facts.statements(name)
        if n > 0 and not _NOT_REQUESTS.search(facts.sentence(s.quote))
    ]
    if claimed:
        yield error(
            "T2.ALL_ZERO_BUT_TEXT",
            f"表中全部为0，正文却称“{claimed[0].quote}”",
            f"all zeros in the table, yet the prose says “{claimed[0].quote}”",
            _requests("requests_received"),
        )
    else:
        yield Held("T2.ALL_ZERO_BUT_TEXT")


RULES: tuple[Callable[[Facts], Iterator[Verdict]], ...] = (prose_against_tables, zeros_against_text)
