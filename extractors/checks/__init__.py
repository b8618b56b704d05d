"""The report's own arithmetic and consistency: what a careful reader with a calculator would find.

Rule ids, formulas and severities are those of the forms' specification. Families: T1 T2 T3 S14 T (tables), N
(prose against tables, and within the prose), M F S L P (identity, form, structure, labels, plausibility). A rule
is a function of the facts; it yields a finding where it does not hold or cannot be evaluated, and says that it was
held where it does. Sums, limits and claims are declared, not coded.
"""

from __future__ import annotations

from dataclasses import replace

from extractors.checks import arithmetic, claims, mending, prose, tables, whole
from extractors.checks.facts import Facts
from extractors.report import CellKey, Figure, Finding, Held, Message, Report, Result, Severity

_FAMILIES = (arithmetic, tables, mending, claims, prose, whole)
_ORDER = {Severity.ERROR: 0, Severity.WARN: 1, Severity.INFO: 2}


def check(report: Report) -> Report:
    """Add what the rules find to what reading already found, and which of them held."""
    facts = Facts(report)
    verdicts = [v for family in _FAMILIES for rule in family.RULES for v in rule(facts)]
    found = [_with_doubts(v, facts.figures) for v in verdicts if isinstance(v, Finding)]
    every = sorted([*report.findings, *found], key=lambda f: _ORDER[f.severity])
    return replace(report, findings=tuple(every), held=tuple(v for v in verdicts if isinstance(v, Held)))


def _with_doubts(finding: Finding, figures: dict[CellKey, Figure]) -> Finding:
    """Say so where a rule fails on figures that may have been misread: then the report need not be at fault."""
    if finding.result is not Result.FAIL or not any(figures[k].doubt for k in finding.places if k in figures):
        return finding
    return replace(
        finding,
        message=Message(
            f"{finding.message.zh}（有的数字读取存疑，请先核对原件）",
            f"{finding.message.en} (some of these figures are doubtful: compare the document first)",
        ),
    )
