"""What the rules ask of a report: single figures, sums that know about blanks, statements by name, sentences."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from extractors.findings import finding
from extractors.form import REQUESTS
from extractors.report import (
    CellKey,
    Figure,
    Finding,
    Held,
    Number,
    Report,
    Result,
    Severity,
    Statement,
    Status,
)

Verdict = Finding | Held  # what a rule says: it fails, cannot be evaluated, or holds
_END = re.compile(r"[。;!?\n]|$")  # of a sentence
_MILDER = {Severity.ERROR: Severity.WARN, Severity.WARN: Severity.INFO, Severity.INFO: Severity.INFO}


@dataclass(frozen=True, slots=True)
class Total:
    """A sum over figures: None where one of them is absent or unreadable. ``blanks`` were counted as 0."""

    value: Number | None
    blanks: bool
    numbers: tuple[Number, ...]
    keys: tuple[CellKey, ...]

    @property
    def known(self) -> bool:
        """At least one figure is a number."""
        return bool(self.numbers)

    @property
    def shown(self) -> str:
        """``3+12=15``, of addends that are not zero, or a single number alone."""
        terms = "+".join(str(n) if n > 0 else f"({n})" for n in self.numbers if n)
        return f"{terms}={self.value}" if "+" in terms else str(self.value)


@dataclass(frozen=True, eq=False)  # compared by identity: what is declared of them is looked up by them
class Cells:
    """The cells that a report's form has, in the form's order."""

    keys: tuple[CellKey, ...]

    @cached_property
    def _rows(self) -> dict[str, list[str]]:
        return _in_order((key.table, key.row) for key in self.keys)

    @cached_property
    def _columns(self) -> dict[str, list[str]]:
        return _in_order((key.table, key.column) for key in self.keys)

    def rows(self, table: str) -> list[str]:
        return self._rows.get(table, [])

    def columns(self, table: str) -> list[str]:
        return self._columns.get(table, [])

    def outcome_rows(self) -> list[str]:
        """The rows of table 2 between 上年结转 and （七）总计."""
        rows = self.rows(REQUESTS)
        if "outcomes_total" not in rows:
            return []
        return rows[rows.index("requests_carried_in") + 1 : rows.index("outcomes_total")]


@lru_cache(maxsize=64)  # the forms are few: their cells are the same in every report
def _cells(keys: tuple[CellKey, ...]) -> Cells:
    return Cells(keys)


@dataclass(frozen=True, eq=False)
class Facts:
    report: Report

    @cached_property
    def figures(self) -> dict[CellKey, Figure]:
        return {f.key: f for f in self.report.figures}

    def figure(self, table: str, row: str, column: str) -> Figure | None:
        return self.figures.get(CellKey(table, row, column))

    def number(self, table: str, row: str, column: str) -> Number | None:
        figure = self.figure(table, row, column)
        return figure.value if figure else None

    @cached_property
    def cells(self) -> Cells:
        return _cells(tuple([figure.key for figure in self.report.figures]))

    def total(self, keys: Iterable[CellKey]) -> Total:
        """Add up the cells among ``keys`` that the form has."""
        figures = [figure for key in keys if (figure := self.figures.get(key))]
        names = tuple([figure.key for figure in figures])
        numbers = tuple([figure.value for figure in figures if figure.value is not None])
        if figures and len(numbers) == len(figures):
            return Total(sum(numbers), blanks=False, numbers=numbers, keys=names)
        if not figures or any(f.status in (Status.ABSENT, Status.UNPARSED) for f in figures):
            return Total(None, blanks=False, numbers=numbers, keys=names)
        return Total(sum(numbers), blanks=True, numbers=numbers, keys=names)

    def statements(self, name: str) -> Iterator[tuple[Statement, Number]]:
        for statement in self._statements.get(name, ()):
            if not isinstance(statement.value, tuple):
                yield statement, statement.value

    @cached_property
    def _statements(self) -> dict[str, list[Statement]]:
        by_name: dict[str, list[Statement]] = {}
        for statement in self.report.statements:
            by_name.setdefault(statement.name, []).append(statement)
        return by_name

    @cached_property
    def text(self) -> str:
        """All prose in the narrow forms of its characters and without blanks, a paragraph a line."""
        return "\n".join(map(folded, self.report.prose))

    def sentence(self, quote: str) -> str:
        """The sentence a quote stands in, folded; the quote itself where it is in none."""
        words = folded(quote)
        at = self.text.find(words)
        if at < 0:
            return words
        start = max(self.text.rfind(end, 0, at) for end in "。;!?\n") + 1
        stop = _END.search(self.text, at + len(words))
        return self.text[start : stop.start() if stop else None]


# All but characters that are the same however they are folded, and that no mark behind them changes.
_FOLDABLE = re.compile("[^\u4e00-\u9fff0-9、。《》“”]+")


def folded(text: str) -> str:
    """Text in the narrow forms of its characters (％ is %) and without blanks."""
    return _FOLDABLE.sub(lambda match: _folded(match[0]), text)


@lru_cache(maxsize=1024)  # mostly single signs: ， ： （
def _folded(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def _in_order(named: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """For each table the names it is given, each once."""
    names: dict[str, list[str]] = {}
    for table, name in dict.fromkeys(named):
        names.setdefault(table, []).append(name)
    return names


def milder(severity: Severity, blanks: bool) -> Severity:
    """What was found with blanks counted as 0 is one level milder."""
    return _MILDER[severity] if blanks else severity


def not_evaluable(rule: str, keys: Iterable[CellKey], zh: str, en: str) -> Finding:
    return finding(
        rule,
        Severity.INFO,
        f"{zh}：缺少数字，无法核对",
        f"{en}: figures are missing, not checked",
        places=keys,
        result=Result.NOT_EVALUABLE,
    )
