"""The sums of the official forms: which cells must add up to which. The arithmetic rules and the search for the
one cell that is wrong both go by them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from extractors.checks.facts import Cells, Facts
from extractors.form import DISPUTES, REQUESTS
from extractors.report import CellKey, Message, Number, Severity

APPLICANTS = (
    "natural_person",
    "business",
    "research_institution",
    "public_interest_org",
    "legal_service_org",
    "other_org",
)
RESULTS = ("upheld", "corrected", "other", "pending")
STATISTICS_2014 = "statistics_2014"

# 国办发〔2014〕32号, 附表: total -> parts. Cases still pending have no row of their own: there a gap is legal.
_INDICATORS: tuple[tuple[str, tuple[str, ...], Severity], ...] = (
    ("requests_received", ("received_in_person", "received_fax", "received_online", "received_mail"), Severity.ERROR),
    ("requests_closed", ("closed_on_time", "closed_extended"), Severity.ERROR),
    (
        "replies",
        (
            "reply_already_public", "reply_granted_full", "reply_granted_partial", "reply_refused",
            "reply_not_this_organ", "reply_nonexistent", "reply_clarification_requested", "reply_other_channel",
        ),
        Severity.ERROR,
    ),
    (
        "reply_refused",
        (
            "refused_state_secret", "refused_trade_secret", "refused_personal_privacy",
            "refused_security_stability", "refused_not_government_information", "refused_other_legal",
        ),
        Severity.ERROR,
    ),
    (
        "reconsideration_total",
        ("reconsideration_upheld", "reconsideration_corrected", "reconsideration_other"),
        Severity.WARN,
    ),
    ("litigation_total", ("litigation_upheld", "litigation_corrected", "litigation_other"), Severity.WARN),
    ("staff_total", ("staff_full_time", "staff_part_time"), Severity.ERROR),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sum:
    """The cells of ``parts`` add up to those of ``whole``."""

    rule: str
    severity: Severity
    parts: tuple[CellKey, ...]
    whole: tuple[CellKey, ...]
    why: Message


@lru_cache(maxsize=64)  # the same for all reports of a form
def sums(cells: Cells) -> tuple[Sum, ...]:
    """Every sum of a report's form."""
    return (*_request_rows(cells), *_request_columns(cells), *_disputes(cells), *_indicators(cells))


def _request_rows(cells: Cells) -> Iterator[Sum]:
    """T2.ROW: the six kinds of applicants add up to the row's total."""
    why = Message("各类申请人之和应等于总计", "applicants should add up to the row's total")
    for row in cells.rows(REQUESTS):
        parts = tuple(CellKey(REQUESTS, row, c) for c in APPLICANTS)
        yield Sum(f"T2.ROW.{row}", Severity.ERROR, parts, (CellKey(REQUESTS, row, "total"),), why)


def _request_columns(cells: Cells) -> Iterator[Sum]:
    """T2.OUT, the outcomes add up to （七）总计; T2.BAL, the printed 勾稽关系: first plus second item equal third plus fourth."""
    outcomes = Message("各项办理结果之和应等于（七）总计", "outcomes should add up to their total")
    balance = Message(
        "新收加上年结转应等于办理结果总计加结转下年",
        "received plus carried in should equal outcomes plus carried out",
    )
    for column in cells.columns(REQUESTS):
        total = CellKey(REQUESTS, "outcomes_total", column)
        parts = tuple(CellKey(REQUESTS, row, column) for row in cells.outcome_rows())
        yield Sum(f"T2.OUT.{column}", Severity.ERROR, parts, (total,), outcomes)
        into = tuple(CellKey(REQUESTS, row, column) for row in ("requests_received", "requests_carried_in"))
        out = (total, CellKey(REQUESTS, "requests_carried_out", column))
        yield Sum(f"T2.BAL.{column}", Severity.ERROR, into, out, balance)


def _disputes(cells: Cells) -> Iterator[Sum]:
    """T3.SUM: the four results of a group add up to its total."""
    why = Message("四种结果之和应等于总计", "the four results should add up to the total")
    for row in cells.rows(DISPUTES):
        parts = tuple(CellKey(DISPUTES, row, c) for c in RESULTS)
        yield Sum(f"T3.SUM.{row}", Severity.ERROR, parts, (CellKey(DISPUTES, row, "total"),), why)


def _indicators(cells: Cells) -> Iterator[Sum]:
    """S14.SUM: 其中 of the statistics of 2014."""
    why = Message("各分项之和应等于总数", "the parts should add up to the total")
    printed = set(cells.rows(STATISTICS_2014))
    for total, parts, severity in _INDICATORS:
        if total in printed:
            keys = tuple(CellKey(STATISTICS_2014, part, "value") for part in parts)
            yield Sum(f"S14.SUM.{total}", severity, keys, (CellKey(STATISTICS_2014, total, "value"),), why)


@lru_cache(maxsize=1)  # several rules ask, of one report at a time
def gaps(facts: Facts) -> tuple[tuple[Sum, Number | None], ...]:
    """Every sum, and what its parts exceed its whole by; None where not every cell is a number."""
    values = {key: figure.value for key, figure in facts.figures.items()}
    return tuple((equation, gap(values, equation)) for equation in sums(facts.cells))


def gap(values: Mapping[CellKey, Number | None], equation: Sum) -> Number | None:
    """What the parts exceed the whole by; None where a cell has no value."""
    if not equation.parts or not equation.whole:
        return None
    excess: Number = 0
    for key in equation.parts:
        value = values.get(key)
        if value is None:
            return None
        excess += value
    for key in equation.whole:
        value = values.get(key)
        if value is None:
            return None
        excess -= value
    return excess
