"""Evaluates what is declared of the tables' arithmetic: sums that must agree, limits that must not be exceeded."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from extractors.checks.facts import Facts, Total, Verdict, milder, not_evaluable
from extractors.checks.limits import Limit, limits
from extractors.checks.sums import Sum, gaps
from extractors.findings import finding
from extractors.report import Figure, Finding, Held


def sums_agree(facts: Facts) -> Iterator[Verdict]:
    """T2.ROW, T2.OUT, T2.BAL, T3.SUM and S14.SUM: what must add up. Blank-as-zero is one level milder."""
    for equation, gap in gaps(facts):
        if gap == 0:
            yield Held(equation.rule)
        else:
            yield from _compared(equation, facts.total(equation.parts), facts.total(equation.whole))


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
    for limit in limits(facts.cells):
        whole = facts.total(limit.whole)
        if whole.value is None or not whole.known:
            continue  # a blank says nothing of what is part of it
        parts = [
            figure for key in limit.parts if (figure := facts.figures.get(key)) and figure.value is not None
        ]
        beyond = [figure for figure in parts if figure.value is not None and figure.value > whole.value]
        if parts and not beyond:
            yield Held(limit.rule, whole.blanks)
        for figure in beyond:
            yield _exceeds(limit, figure, whole)


def _exceeds(limit: Limit, part: Figure, whole: Total) -> Finding:
    note_zh, note_en = _note(whole.blanks)
    return finding(
        limit.rule,
        milder(limit.severity, whole.blanks),
        f"{limit.why.zh}：{part.value} > {whole.shown}{note_zh}",
        f"{limit.why.en}: {part.value} > {whole.shown}{note_en}",
        places=(part.key, *whole.keys),
        expected=f"≤{whole.value}",
        actual=part.value,
    )


def _note(blanks: bool) -> tuple[str, str]:
    return ("（空白按0计）", " (blanks counted as 0)") if blanks else ("", "")


RULES: tuple[Callable[[Facts], Iterator[Verdict]], ...] = (sums_agree, limits_kept)
