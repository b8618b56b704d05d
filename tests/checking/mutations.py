"""What share of mistakes in the tables the rules catch, rule by rule and together: one cell, two rows, two columns."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import combinations

from extractors.checks import check
from extractors.form import DISPUTES, PROACTIVE, REQUESTS, forms
from extractors.outline import OFFICIAL_SECTIONS
from extractors.report import CellKey, Contact, Figure, Report, Result, Section, Severity, Status
from tests.checking.lawful import FORM_IDS, lawful_figures
from tests.corpus.figures import Density, Figures

TABLES = {PROACTIVE: "1", REQUESTS: "2", DISPUTES: "3", "statistics_2014": "statistics of 2014"}
KINDS = ("one cell", "two rows", "two columns")
_DENSITIES: tuple[Density, ...] = ("sparse", "dense", "huge")
_SECTIONS = tuple(Section(number, title, "") for number, title, _ in OFFICIAL_SECTIONS)
_MOST_OF_A_KIND = 60  # mutations of one table of one report


@dataclass
class Tally:
    """How many mutations of a table and kind there were, were caught, and by which rules."""

    tried: int = 0
    caught: int = 0
    by_rule: Counter[str] = field(default_factory=Counter)


def measure(reports: int, seed: int) -> dict[tuple[str, str], Tally]:
    rng = random.Random(seed)  # noqa: S311
    tallies: dict[tuple[str, str], Tally] = {}
    for number in range(reports):
        form = FORM_IDS[number % len(FORM_IDS)]
        _, figures = lawful_figures(form, rng, rng.choice(_DENSITIES))
        before = caught_by(form, figures)
        if before:
            raise AssertionError(f"a report that keeps the rules fails {before}")
        for table in dict.fromkeys(key.table for key in figures):
            for kind in KINDS:
                changed = list(_mutations(kind, table, figures, rng))
                for mutated in rng.sample(changed, min(len(changed), _MOST_OF_A_KIND)):
                    tally = tallies.setdefault((table, kind), Tally())
                    rules = caught_by(form, mutated)
                    tally.tried += 1
                    tally.caught += bool(rules)
                    tally.by_rule.update(rules)
    return tallies


def caught_by(form: str, figures: Figures) -> set[str]:
    """The families of the rules that say error or warning."""
    findings = check(report(form, figures)).findings
    return {
        ".".join(f.rule.split(".")[:2])
        for f in findings
        if f.result is Result.FAIL and f.severity is not Severity.INFO
    }


def report(form: str, figures: Figures) -> Report:
    printed = tuple(
        Figure(
            key,
            figures[key],
            Status.NUMBER,
            str(figures[key]),
            "万元" if key.column == "total_amount" else "件",
        )
        for block in forms()[form].blocks
        for _, _, key in block.cells()
    )
    nothing = (None, None, None)
    return Report("", "沂南县财政局", "371321", None, form, *nothing, Contact(), printed, (), _SECTIONS, ())


def _mutations(kind: str, table: str, figures: Figures, rng: random.Random) -> Iterator[Figures]:
    mine = {key: value for key, value in figures.items() if key.table == table}
    if kind == "one cell":
        for key, value in mine.items():
            yield {**figures, key: value + rng.choice((1, 2, 10, 9 * value or 1, -1 if value > 0 else 3))}
        return
    names = list(dict.fromkeys(key.row if kind == "two rows" else key.column for key in mine))
    for a, b in combinations(names, 2):
        swapped = dict(figures)
        for key in mine:
            name = key.row if kind == "two rows" else key.column
            if name in (a, b):
                other = b if name == a else a
                source = (
                    CellKey(table, other, key.column)
                    if kind == "two rows"
                    else CellKey(table, key.row, other)
                )
                swapped[key] = figures.get(source, figures[key])
        if swapped != figures:
            yield swapped
