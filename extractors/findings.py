"""Short ways to say what was found. Rule ids and severities are those of the forms' specification."""

from __future__ import annotations

from collections.abc import Iterable

from extractors.report import CellKey, Finding, Message, Number, Result, Severity


def finding(  # noqa: PLR0913  a finding has this many parts
    rule: str,
    severity: Severity,
    zh: str,
    en: str,
    *,
    places: Iterable[CellKey] = (),
    expected: Number | str | None = None,
    actual: Number | str | None = None,
    result: Result = Result.FAIL,
    quote: str | None = None,
) -> Finding:
    return Finding(rule, severity, result, Message(zh, en), expected, actual, tuple(places), quote)


def error(rule: str, zh: str, en: str, places: Iterable[CellKey] = ()) -> Finding:
    return finding(rule, Severity.ERROR, zh, en, places=places)


def warn(rule: str, zh: str, en: str, places: Iterable[CellKey] = ()) -> Finding:
    return finding(rule, Severity.WARN, zh, en, places=places)


def info(rule: str, zh: str, en: str, places: Iterable[CellKey] = ()) -> Finding:
    return finding(rule, Severity.INFO, zh, en, places=places)
