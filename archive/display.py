"""Readings and findings as people read them at the terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict

from archive.checker.summary import spots
from archive.labels import column_label, row_label, table_title
from archive.site.language import Say
from archive.site.words import CONTACTS, SEVERITIES, form_name
from archive.terminal import Terminal
from extractors.report import CellKey, Figure, Finding, Reading, Report, Result, Severity, Status

_OUTCOMES = {
    "report": ("年报", "report"),
    "not_a_report": ("非年报", "no report"),
    "unreadable": ("无法读取", "unreadable"),
}
_SHORT = 10  # findings shown under the tables
_ORDER = (Severity.ERROR, Severity.WARN, Severity.INFO)


def show_reading(terminal: Terminal, file: str, reading: Reading) -> None:
    """Print what was read of one file: a heading line, then its tables."""
    outcome = terminal.pick(*_OUTCOMES[reading.outcome])
    if reading.report is None:
        reason = f" · {reading.reason.text(terminal.language)}" if reading.reason else ""
        terminal.say(f"{file}：{outcome}{reason}", f"{file}: {outcome}{reason}")
        return
    terminal.say(
        f"{file}：{outcome} · {summary_line(terminal, reading.report)}",
        f"{file}: {outcome} · {summary_line(terminal, reading.report)}",
    )
    for name, value in _details(terminal, reading.report):
        terminal.say(f"  {name}：{value}", f"  {name}: {value}")
    _show_tables(terminal, reading.report)
    _show_findings_in_short(terminal, file, reading.report.findings)


def _details(terminal: Terminal, report: Report) -> Iterator[tuple[str, object]]:
    """Yield what a report says of itself; what is always expected is said to be unknown, the rest left out."""
    pick, period, contact = terminal.pick, report.period, report.contact
    unknown = pick("不明", "unknown")
    organ = f"{report.organ} ({report.division_code})" if report.division_code else report.organ
    yield pick("标题", "title"), report.title or unknown
    yield pick("机关", "organ"), organ or unknown
    yield pick("年度", "year"), report.year or unknown
    yield pick("格式", "form"), pick(*form_name(report.form))
    yield pick("统计期限", "period"), f"{period.start} – {period.end}" if period else unknown
    if report.written_on:
        yield pick("成文日期", "written on"), report.written_on
    if report.published_on:
        yield pick("发布日期", "published on"), report.published_on
    ways = [f"{pick(*CONTACTS[name])} {value}" for name, value in asdict(contact).items() if value]
    yield pick("联系方式", "contact"), pick("，", ", ").join(ways) or unknown
    yield pick("正文中的陈述", "claims in the text"), len(report.statements)


def _show_findings_in_short(terminal: Terminal, file: str, findings: Sequence[Finding]) -> None:
    """Print the worst findings, a line each, and how to see the rest."""
    for finding in sorted(findings, key=lambda finding: _ORDER.index(finding.severity))[:_SHORT]:
        severity, where = (
            terminal.pick(*SEVERITIES[finding.severity]),
            "; ".join(_cells(terminal, finding.places)),
        )
        at = f" [{where}]" if where else ""
        line = f"{severity} {finding.rule} {_what(terminal, finding)}{at}"
        terminal.say(line, line)
    if (more := len(findings) - _SHORT) > 0:
        terminal.say(f"另有 {more} 条，请运行 gongkai check {file}", f"{more} more: gongkai check {file}")


def summary_line(terminal: Terminal, report: Report) -> str:
    """Say in one line what was read and found."""
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
        say = Say(terminal.language)
        head = ["", *(column_label(table, column, say) for column in columns)]
        body = [
            [
                row_label(table, row, say),
                *(_value(figures.get(CellKey(table, row, c))) for c in columns),
            ]
            for row in rows
        ]
        terminal.table(head, body, title=table_title(table, say))


def _value(figure: Figure | None) -> object:
    """Return what a cell shows: its number, ``?`` behind a doubtful one, else what is printed there."""
    if figure is None:
        return None
    if figure.status is Status.ABSENT:
        return "∅"
    shown = figure.raw if figure.value is None else figure.value
    return f"{'' if shown is None else shown}?" if figure.doubt else shown


def _cells(terminal: Terminal, places: Iterable[CellKey]) -> list[str]:
    return [f"{spot.row}: {spot.column}" for spot in spots(tuple(places), Say(terminal.language))]
