"""What the checks found in one report, in the order people want it: numbered, by severity, with its place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from archive.labels import column_label, row_label, table_title
from archive.rules import RULES, family
from archive.site.language import Say
from extractors.report import CellKey, Finding, Report, Result, Severity

TITLES = {
    Severity.ERROR: ("错误", "errors"),
    Severity.WARN: ("警告", "warnings"),
    Severity.INFO: ("提示", "notes"),
}
_MOST_NAMED = 4  # rows or columns of a finding named one by one


@dataclass(frozen=True, slots=True)
class Spot:
    """A place as people name it; several rows or columns are named together."""

    table: str
    row: str
    column: str


@dataclass(frozen=True, slots=True)
class Numbered:
    """A finding with its number in this report."""

    number: int
    finding: Finding


@dataclass(frozen=True, slots=True)
class Unchecked:
    """Rules of one family that could not be evaluated, for the same reason."""

    reason: str
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Checked:
    """How many rules of one family held, and in how many of these blanks were counted as 0."""

    name: str
    family: str
    held: int
    blanks: int


@dataclass(frozen=True, slots=True)
class Summary:
    findings: dict[Severity, tuple[Numbered, ...]] = field(repr=False)
    unchecked: tuple[Unchecked, ...]
    checked: tuple[Checked, ...]

    @property
    def errors(self) -> int:
        return len(self.findings[Severity.ERROR])

    @property
    def warnings(self) -> int:
        return len(self.findings[Severity.WARN])

    @property
    def held(self) -> int:
        return sum(c.held for c in self.checked)


def summarise(report: Report, say: Say) -> Summary:
    failed = [f for f in report.findings if f.result is Result.FAIL]
    numbered = [Numbered(n, f) for n, f in enumerate(failed, 1)]
    by_severity = {s: tuple(n for n in numbered if n.finding.severity is s) for s in Severity}
    return Summary(by_severity, tuple(_unchecked(report, say)), tuple(_checked(report, say)))


def _unchecked(report: Report, say: Say) -> Iterable[Unchecked]:
    by_reason: dict[tuple[str, str], list[str]] = {}
    for finding in report.findings:
        if finding.result is Result.NOT_EVALUABLE:
            reason = finding.message.text(say.language)
            by_reason.setdefault((family(finding.rule), reason), []).append(finding.rule)
    for (_, reason), rules in by_reason.items():
        yield Unchecked(reason, tuple(dict.fromkeys(rules)))


def _checked(report: Report, say: Say) -> Iterable[Checked]:
    held = Counter(family(h.rule) for h in report.held)
    blanks = Counter(family(h.rule) for h in report.held if h.blanks)
    for name in RULES:
        if held[name]:
            yield Checked(say(*RULES[name]), name, held[name], blanks[name])


def spots(places: Sequence[CellKey], say: Say) -> list[Spot]:
    """Name the cells of a finding: cells of one row together, rows with the same columns together."""
    columns: dict[tuple[str, str], list[str]] = {}
    for key in places:
        columns.setdefault((key.table, key.row), []).append(key.column)
    rows: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for (table, row), names in columns.items():
        rows.setdefault((table, tuple(names)), []).append(row)
    return [
        Spot(
            table_title(table, say),
            _listed([row_label(table, row, say) for row in of], say),
            _listed([column_label(table, name, say) for name in names], say),
        )
        for (table, names), of in rows.items()
    ]


def _listed(names: Sequence[str], say: Say) -> str:
    if len(names) > _MOST_NAMED:
        return f"{names[0]} … {names[-1]}"
    return say("、", ", ").join(names)
