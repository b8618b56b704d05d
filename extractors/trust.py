"""How far a report that was recognised in pictures can be trusted: its own sums are a check code.

A figure that was not recognised surely is trusted where a sum it is part of holds, unless it is zero or blank: of
those a sum says nothing. A figure that was recognised surely is doubted where sums it is part of fail and none
holds: then the recognition or the report is wrong, and the sums alone cannot tell which. A blank counts as nothing
here: where a sum fails then, a figure may stand there that was overlooked.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from extractors.checks.facts import Facts
from extractors.checks.sums import Sum, gap, sums
from extractors.content import RECOGNISED
from extractors.report import CellKey, Figure, Report, Status

_NOTHING = (Status.BLANK, Status.NOT_APPLICABLE)


def weigh(report: Report) -> Report:
    """Return the report with the doubts that its sums leave."""
    values = {f.key: 0 if f.status in _NOTHING else f.value for f in report.figures}
    known = [(equation, gap(values, equation)) for equation in sums(Facts(report).cells)]
    holding = _cells(equation for equation, excess in known if excess == 0)
    failing = _cells(equation for equation, excess in known if excess)
    return replace(
        report,
        figures=tuple(_weighed(f, holds=f.key in holding, fails=f.key in failing) for f in report.figures),
    )


def _cells(equations: Iterable[Sum]) -> set[CellKey]:
    return {key for equation in equations for key in (*equation.parts, *equation.whole)}


def _weighed(figure: Figure, *, holds: bool, fails: bool) -> Figure:
    if figure.doubt == RECOGNISED and figure.value and holds and not fails:
        return figure._replace(doubt=None)
    if figure.doubt is None and fails and not holds:
        return figure._replace(doubt=RECOGNISED)
    return figure
