"""What the rules ask of a report: single figures, sums that know about blanks, statements by name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from extractors.findings import finding
from extractors.form import REQUESTS
from extractors.report import CellKey, Figure, Finding, Number, Report, Result, Severity, Statement, Status

_MILDER = {Severity.ERROR: Severity.WARN, Severity.WARN: Severity.INFO, Severity.INFO: Severity.INFO}


@dataclass(frozen=True, slots=True)
class Total:
    """A sum over figures: None where one of them is absent or unreadable. ``blanks`` were counted as 0."""

    value: Number | None
    blanks: bool
    known: bool  # at least one figure is a number
    keys: tuple[CellKey, ...]


@dataclass(frozen=True)
class Facts:
    report: Report
    text: str

    @cached_property
    def figures(self) -> dict[CellKey, Figure]:
        return {f.key: f for f in self.report.figures}

    def figure(self, table: str, row: str, column: str) -> Figure | None:
        return self.figures.get(CellKey(table, row, column))

    def number(self, table: str, row: str, column: str) -> Number | None:
        figure = self.figure(table, row, column)
        return figure.value if figure else None

    @cached_property
    def _rows(self) -> dict[str, list[str]]:
        """Every table's rows in the form's order."""
        return _in_order((f.key.table, f.key.row) for f in self.report.figures)

    @cached_property
    def _columns(self) -> dict[str, list[str]]:
        return _in_order((f.key.table, f.key.column) for f in self.report.figures)

    def rows(self, table: str) -> list[str]:
        """The table's rows in the form's order."""
        return self._rows.get(table, [])

    def columns(self, table: str) -> list[str]:
        return self._columns.get(table, [])

    def outcome_rows(self) -> list[str]:
        """The rows of table 2 between 上年结转 and （七）总计."""
        rows = self.rows(REQUESTS)
        if "outcomes_total" not in rows:
            return []
        return rows[rows.index("requests_carried_in") + 1 : rows.index("outcomes_total")]

    def total(self, keys: Iterable[CellKey]) -> Total:
        figures = [self.figures[k] for k in keys if k in self.figures]
        names = tuple(f.key for f in figures)
        if not figures or any(f.status in (Status.ABSENT, Status.UNPARSED) for f in figures):
            return Total(None, blanks=False, known=False, keys=names)
        value = sum((f.value for f in figures if f.value is not None), start=0)
        blanks = any(f.value is None for f in figures)
        return Total(value, blanks, any(f.value is not None for f in figures), names)

    def statements(self, name: str) -> Iterator[tuple[Statement, Number]]:
        for statement in self.report.statements:
            if statement.name == name and not isinstance(statement.value, tuple):
                yield statement, statement.value


def _in_order(named: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """For each table the names it is given, each once."""
    names: dict[str, list[str]] = {}
    for table, name in dict.fromkeys(named):
        names.setdefault(table, []).append(name)
    return names


def compare(rule: str, severity: Severity, left: Total, right: Total, zh: str, en: str) -> Iterator[Finding]:
    """Say where two totals differ, or that they could not be compared. Blank-as-zero is one level milder."""
    keys = (*left.keys, *right.keys)
    if left.value is None or right.value is None:
        if left.known or right.known:
            yield _not_evaluable(rule, keys, zh, en)
        return
    if not (left.known and right.known) or left.value == right.value:
        return
    blanks = left.blanks or right.blanks
    note_zh, note_en = ("（空白按0计）", " (blanks counted as 0)") if blanks else ("", "")
    yield finding(
        rule,
        _MILDER[severity] if blanks else severity,
        f"{zh}：{left.value} ≠ {right.value}{note_zh}",
        f"{en}: {left.value} ≠ {right.value}{note_en}",
        places=keys,
        expected=left.value,
        actual=right.value,
    )


def _not_evaluable(rule: str, keys: Iterable[CellKey], zh: str, en: str) -> Finding:
    return finding(
        rule,
        Severity.INFO,
        f"{zh}：缺少数字，无法核对",
        f"{en}: figures are missing, not checked",
        places=keys,
        result=Result.NOT_EVALUABLE,
    )
