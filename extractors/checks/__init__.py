"""The report's own arithmetic and consistency: what a careful reader with a calculator would find.

Rule ids, formulas and severities are those of the forms' specification. Families: T1 T2 T3 T (tables), N
(prose against tables), M F S L P (identity, form, structure, labels, plausibility). One module a family group,
each with a function for every rule; a rule says nothing when it passes.
"""

from __future__ import annotations

from dataclasses import replace

from extractors.checks import mending, prose, tables, whole
from extractors.checks.facts import Facts
from extractors.report import Report, Severity

_ORDER = {Severity.ERROR: 0, Severity.WARN: 1, Severity.INFO: 2}


def check(report: Report, text: str) -> Report:
    """Add what the rules find to what reading already found. ``text`` is all of the document's prose."""
    facts = Facts(report, text)
    found = [f for family in (tables, mending, prose, whole) for rule in family.RULES for f in rule(facts)]
    every = sorted([*report.findings, *found], key=lambda f: _ORDER[f.severity])
    return replace(report, findings=tuple(every))
