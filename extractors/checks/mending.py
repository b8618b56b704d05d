"""Where sums fail: the one cell that, were it another number, would mend most of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from extractors.checks.facts import Facts, Verdict
from extractors.checks.sums import Sum, gaps
from extractors.findings import finding
from extractors.report import CellKey, Number, Severity


@dataclass(frozen=True, slots=True)
class Mending:
    """``cell`` as ``value`` would make ``mended`` failing sums right and none wrong."""

    cell: CellKey
    value: Number
    mended: int


def mendings(facts: Facts) -> list[Mending]:
    """The single cells that would mend the most failing sums, at least two; several where nothing tells them apart.

    Only sums of printed numbers take part: what is blank or absent proves nothing.
    """
    known = [(s, excess) for s, excess in gaps(facts) if excess is not None]
    votes = Counter(change for s, excess in known if excess for change in _changes(facts, s, excess))
    best: list[Mending] = []
    for (cell, value), mended in votes.most_common():
        if mended < max(2, best[0].mended if best else 0):
            break
        touched = [s for s, _ in known if cell in (*s.parts, *s.whole)]
        if len(touched) == mended and value >= 0:
            best.append(Mending(cell, value, mended))
    return best


def _changes(facts: Facts, equation: Sum, excess: Number) -> Iterator[tuple[CellKey, Number]]:
    """Every cell of a failing sum, and the value with which it would hold."""
    for keys, change in ((equation.parts, -excess), (equation.whole, excess)):
        for key in keys:
            yield key, (facts.figures[key].value or 0) + change


def one_cell(facts: Facts) -> Iterator[Verdict]:
    """T.ONE_CELL: which cell would mend the failing sums, and whether the reading or the report is at fault."""
    for mending in mendings(facts):
        figure = facts.figures[mending.cell]
        fault_zh, fault_en = (
            ("该格读取存疑，请核对原件", "the reading of this cell is doubtful: compare the document")
            if figure.doubt or _is_inferred(facts, mending.cell)
            else ("该格读取无疑，应是报告填写有误", "the cell was read cleanly: the report is at fault")
        )
        yield finding(
            "T.ONE_CELL",
            Severity.INFO,
            f"若将此格由{figure.value}改为{mending.value}，{mending.mended}处不符即全部相符；{fault_zh}",
            f"if this cell were {mending.value} instead of {figure.value}, {mending.mended} failing sums would hold; {fault_en}",
            places=[mending.cell],
            expected=mending.value,
            actual=figure.value,
        )


def _is_inferred(facts: Facts, cell: CellKey) -> bool:
    """Whether the reading had to infer the cell's row or column: its label is odd, split, or in another place."""
    return any(
        finding.severity is Severity.WARN and finding.rule.startswith(("S.", "L.")) and cell in finding.places
        for finding in facts.report.findings
    )


RULES: tuple[Callable[[Facts], Iterator[Verdict]], ...] = (one_cell,)
