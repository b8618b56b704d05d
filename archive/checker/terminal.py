"""The checker at the terminal: findings by severity, each with table, row, column, found and expected."""

from __future__ import annotations

from collections import Counter

from archive.checker.summary import TITLES, Numbered, Summary, spots, summarise
from archive.display import show_reading, summary_line
from archive.site.language import Say
from archive.terminal import Terminal
from extractors.report import Number, Reading, Report


def show_findings(terminal: Terminal, file: str, reading: Reading) -> None:
    """Print what the checks found in one file, worst first."""
    if reading.report is None:
        show_reading(terminal, file, reading)
        return
    line = summary_line(terminal, reading.report)
    terminal.say(f"{file}：{line}", f"{file}: {line}")
    summary = summarise(reading.report, Say(terminal.language))
    for severity, numbered in summary.findings.items():
        if numbered:
            _say(terminal, f"{terminal.pick(*TITLES[severity])} ({len(numbered)})")
        for each in numbered:
            _show(terminal, each)
    _show_unchecked(terminal, summary)
    _show_verdict(terminal, reading.report, summary)


def _show(terminal: Terminal, numbered: Numbered) -> None:
    finding, say = numbered.finding, Say(terminal.language)
    _say(terminal, f"  {numbered.number}. {finding.rule}  {finding.message.text(say.language)}")
    for spot in spots(finding.places, say):
        _say(terminal, "     " + " · ".join((spot.table, spot.row, spot.column)))
    if finding.actual is not None and finding.expected is not None:
        found, expected = _value(finding.actual), _value(finding.expected)
        terminal.say(f"     现为 {found}，应为 {expected}", f"     found {found}, expected {expected}")


def _show_unchecked(terminal: Terminal, summary: Summary) -> None:
    if summary.unchecked:
        terminal.say("无法核对", "could not be checked")
    for unchecked in summary.unchecked:
        _say(terminal, f"  {unchecked.reason}")
        _say(terminal, f"     {terminal.pick('、', ', ').join(unchecked.rules)}")


def _show_verdict(terminal: Terminal, report: Report, summary: Summary) -> None:
    """Say what was checked, and that nothing is wrong where nothing is."""
    if summary.held:
        terminal.say(f"核对相符 ({summary.held})", f"checked and right ({summary.held})")
    for checked in summary.checked:
        note = terminal.pick(
            f"，其中{checked.blanks}项空白按0计" if checked.blanks else "",
            f", {checked.blanks} with blanks counted as 0" if checked.blanks else "",
        )
        _say(terminal, f"  {checked.name} ×{checked.held}{note}")
    doubts = Counter(figure.doubt is not None for figure in report.figures)[True]
    if doubts:
        terminal.say(
            f"另有 {doubts} 格读取存疑，请核对原件",
            f"{doubts} cells were read with doubt: compare the document",
        )
    if not summary.errors and not summary.warnings:
        terminal.say("未发现错误或警告。", "No errors or warnings.")


def _value(value: Number | str) -> str:
    return str(value)


def _say(terminal: Terminal, text: str) -> None:
    terminal.say(text, text)
