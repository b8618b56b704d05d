"""Readings and findings as people read them at the terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import cache

from archive.terminal import Terminal
from extractors.form import forms
from extractors.report import CellKey, Figure, Finding, Reading, Report, Result, Severity, Status

_OUTCOMES = {
    "report": ("年报", "report"),
    "not_a_report": ("非年报", "no report"),
    "unreadable": ("无法读取", "unreadable"),
}
_SEVERITIES = {
    Severity.ERROR: ("错误", "errors"),
    Severity.WARN: ("警告", "warnings"),
    Severity.INFO: ("提示", "notes"),
}


def show_reading(terminal: Terminal, file: str, reading: Reading) -> None:
    """Print what was read of one file: a heading line, then its tables."""
    outcome = terminal.pick(*_OUTCOMES[reading.outcome])
    if reading.report is None:
        reason = f" · {reading.reason.text(terminal.language)}" if reading.reason else ""
        terminal.say(f"{file}：{outcome}{reason}", f"{file}: {outcome}{reason}")
        return
    terminal.say(
        f"{file}：{outcome} · {_summary(terminal, reading.report)}",
        f"{file}: {outcome} · {_summary(terminal, reading.report)}",
    )
    _show_tables(terminal, reading.report)


def _summary(terminal: Terminal, report: Report) -> str:
    cells = len(report.figures)
    numbers = sum(figure.status is Status.NUMBER for figure in report.figures)
    doubts = sum(figure.doubt is not None for figure in report.figures)
    failed = Counter(finding.severity for finding in report.findings if finding.result is Result.FAIL)
    errors, warnings = failed[Severity.ERROR], failed[Severity.WARN]
    return f"{report.organ or '?'} {report.year or '?'} · " + terminal.pick(
        f"格式 {report.form} · 数字 {numbers}/{cells}，存疑 {doubts} · 错误 {errors}，警告 {warnings}",
        f"form {report.form} · {numbers} of {cells} cells are numbers, {doubts} doubtful "
        f"· {errors} errors, {warnings} warnings",
    )


def show_findings(terminal: Terminal, file: str, reading: Reading) -> bool:
    """Print what the checks found in one file, worst first; return whether it is a report without errors."""
    if reading.report is None:
        show_reading(terminal, file, reading)
        return False
    findings = reading.report.findings
    terminal.say(
        f"{file}：{_summary(terminal, reading.report)}", f"{file}: {_summary(terminal, reading.report)}"
    )
    for severity, title in _SEVERITIES.items():
        rows = [
            (finding.rule, _what(terminal, finding), _where(terminal, finding.places))
            for finding in findings
            if finding.severity is severity
        ]
        if rows:
            head = terminal.pick("规则 说明 位置", "rule what where").split()
            terminal.table(head, rows, title=f"{terminal.pick(*title)} ({len(rows)})")
    return not any(f.severity is Severity.ERROR and f.result is Result.FAIL for f in findings)


def _what(terminal: Terminal, finding: Finding) -> str:
    unsure = terminal.pick("（无法核对）", " (could not be evaluated)")
    return finding.message.text(terminal.language) + (
        unsure if finding.result is Result.NOT_EVALUABLE else ""
    )


def _show_tables(terminal: Terminal, report: Report) -> None:
    for table in dict.fromkeys(figure.key.table for figure in report.figures):
        figures = {f.key: f for f in report.figures if f.key.table == table}
        rows = dict.fromkeys(key.row for key in figures)
        columns = dict.fromkeys(key.column for key in figures)
        head = ["", *(_label(terminal, table, None, column) for column in columns)]
        body = [
            [
                _label(terminal, table, row, None),
                *(_value(figures.get(CellKey(table, row, c))) for c in columns),
            ]
            for row in rows
        ]
        terminal.table(head, body, title=table)


def _value(figure: Figure | None) -> object:
    """Return what a cell shows: its number, ``?`` behind a doubtful one, else what is printed there."""
    if figure is None:
        return None
    if figure.status is Status.ABSENT:
        return "∅"
    shown = figure.raw if figure.value is None else figure.value
    return f"{'' if shown is None else shown}?" if figure.doubt else shown


def _label(terminal: Terminal, table: str, row: str | None, column: str | None) -> str:
    key = row or column or ""
    return _labels().get((table, row, column), key) if terminal.language == "zh" else key.replace("_", " ")


def _where(terminal: Terminal, places: Iterable[CellKey]) -> str:
    """Name the cells of a finding: a line for each row of the form, with its columns."""
    columns: dict[tuple[str, str], list[str]] = {}
    for key in places:
        column = _label(terminal, key.table, None, key.column)
        columns.setdefault((key.table, _label(terminal, key.table, key.row, None)), []).append(column)
    return "\n".join(f"{row}: {', '.join(names)}" for (_, row), names in columns.items())


@cache
def _labels() -> dict[tuple[str, str | None, str | None], str]:
    """Official labels of rows and columns; where forms differ, the newest one's."""
    labels: dict[tuple[str, str | None, str | None], str] = {}
    for form in forms().values():
        for block in form.blocks:
            for row in block.rows:
                labels.setdefault((block.table, row.key, None), row.label.text)
            for column in block.columns:
                labels.setdefault((block.table, None, column.key), column.label.text)
    return labels
