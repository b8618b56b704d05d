"""Evaluates what is declared of the tables' arithmetic: sums that must agree, limits that must not be exceeded."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from extractors.checks.facts import Facts, Total, Verdict, milder, not_evaluable
from extractors.checks.limits import limits
from extractors.checks.sums import Sum, sums
from extractors.findings import finding
from extractors.report import Held


def sums_agree(facts: Facts) -> Iterator[Verdict]:
    """T2.ROW, T2.OUT, T2.BAL, T3.SUM and S14.SUM: what must add up. Blank-as-zero is one level milder."""
    for equation in sums(facts):
        parts, whole = facts.total(equation.parts), facts.total(equation.whole)
        yield from _compared(equation, parts, whole)


def _compared(equation: Sum, parts: Total, whole: Total) -> Iterator[Verdict]:
    keys, why = (*parts.keys, *whole.keys), equation.why
    if not (parts.known or whole.known):
        return  # nothing is printed there: the rows or columns are missing, and that is said
    both = parts.value is not None and whole.value is not None
    blanks = parts.blanks or whole.blanks
    if both and parts.value == whole.value:
        yield Held(equation.rule, blanks)
    elif not both or not (parts.known and whole.known):
        yield not_evaluable(equation.rule, keys, why.zh, why.en)
    else:
        note_zh, note_en = _note(blanks)
        yield finding(
            equation.rule,
            milder(equation.severity, blanks),
            f"{why.zh}：{parts.shown} ≠ {whole.shown}{note_zh}",
            f"{why.en}: {parts.shown} ≠ {whole.shown}{note_en}",
            places=keys,
            expected=parts.value,
            actual=whole.value,
        )


def limits_kept(facts: Facts) -> Iterator[Verdict]:
    """T2.CELL_GT_TOTAL, T2.OUT_GT_IN, T1.NEW_LE_TOTAL and S14.LE: no part exceeds its whole."""
    for limit in limits(facts):
        less, more = facts.total(limit.less), facts.total(limit.more)
        if less.value is None or more.value is None or not (less.known and more.known):
            continue  # a blank says nothing of what it is part of
        blanks = less.blanks or more.blanks
        if less.value <= more.value:
            yield Held(limit.rule, blanks)
            continue
        note_zh, note_en = _note(blanks)
        yield finding(
            limit.rule,
            milder(limit.severity, blanks),
            f"{limit.why.zh}：{less.shown} > {more.shown}{note_zh}",
            f"{limit.why.en}: {less.shown} > {more.shown}{note_en}",
            places=(*less.keys, *more.keys),
            expected=f"≤{more.value}",
            actual=less.value,
        )


def _note(blanks: bool) -> tuple[str, str]:
    return ("（空白按0计）", " (blanks counted as 0)") if blanks else ("", "")


RULES: tuple[Callable[[Facts], Iterator[Verdict]], ...] = (sums_agree, limits_kept)
