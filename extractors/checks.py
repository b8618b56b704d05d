"""The report's own arithmetic and consistency."""

from __future__ import annotations

from extractors.report import Report


def check(report: Report) -> Report:
    return report
