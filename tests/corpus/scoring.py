"""Holds a reading against the truth of its document, cell by cell."""

from __future__ import annotations

import time
import traceback
from collections.abc import Iterator
from dataclasses import dataclass, field

from extractors import read
from extractors.report import CellKey, Figure, Message, Outcome, Reading, Report, Status
from tests.corpus.model import ABSENT, Document, Printed, SectionTruth, Truth

IDENTITY = ("organ", "year", "form", "title", "period")


@dataclass(frozen=True, slots=True)
class Score:
    """What came of reading one document. ``right`` names the identity fields that are right."""

    name: str
    format: str
    form: str
    features: tuple[str, ...]
    outcome_right: bool
    seconds: float
    cells: int = 0
    cells_exact: int = 0
    silent: int = 0  # a value is wrong or invented and nothing marks it
    doubted: int = 0
    right: frozenset[str] = frozenset()
    sections: int = 0
    sections_right: int = 0
    claims: int = 0
    claims_right: int = 0
    differences: tuple[str, ...] = field(repr=False, default=())

    @property
    def exact(self) -> bool:
        """Every cell of the form is exactly what is printed, and the outcome is right."""
        return self.outcome_right and self.cells_exact == self.cells and not self.silent

    @property
    def perfect(self) -> bool:
        return not self.differences


def score(document: Document) -> Score:
    started = time.perf_counter()
    try:
        reading = read(document.body)
    except Exception:  # the edge: a crash is a result of this document, not the end of the run
        reading = Reading(
            "", None, Outcome.UNREADABLE, Message("崩溃", "CRASH " + traceback.format_exc()[-600:]), None
        )
    return compare(document, reading, time.perf_counter() - started)


def compare(document: Document, reading: Reading, seconds: float = 0.0) -> Score:
    truth, report = document.truth, reading.report
    if truth.cut_off:
        return _cut_off(document, reading, seconds)
    differences = list(_outcome(truth, reading))
    cells = cells_exact = silent = doubted = 0
    read_figures = {f.key: f for f in report.figures} if report else {}
    for key in {**truth.figures, **read_figures}:
        printed, figure = truth.figures.get(key, ABSENT), read_figures.get(key)
        exact = _exact(printed, figure)
        if key in truth.figures:
            cells, cells_exact = cells + 1, cells_exact + exact
        wrong = not exact and _is_silent(printed, figure)
        silent += wrong
        doubted += figure is not None and figure.doubt is not None
        if not exact:
            differences.append(_difference(key, printed, figure, wrong))
    if report is not None and truth.outcome == reading.outcome:
        differences += _identity(truth, report)
    sections = list(_sections(truth, report))
    differences += [line for line in sections if line]
    claims = {(s.name, s.value) for s in report.statements} if report else set()
    return Score(
        name=document.name,
        format=document.format,
        form=document.form,
        features=document.features,
        outcome_right=truth.outcome == reading.outcome,
        cells=cells,
        cells_exact=cells_exact,
        silent=silent,
        doubted=doubted,
        right=frozenset(f for f in IDENTITY if report is not None and _same(truth, report, f)),
        sections=len(sections),
        sections_right=sections.count(""),
        claims=len(truth.claims),
        claims_right=sum(claim in claims for claim in truth.claims),
        seconds=seconds,
        differences=tuple(differences),
    )


def _cut_off(document: Document, reading: Reading, seconds: float) -> Score:
    """Any outcome is right for half a file but a crash; a figure must be right all the same."""
    figures = {f.key: f for f in reading.report.figures} if reading.report else {}
    crash = reading.reason is not None and reading.reason.en.startswith("CRASH")
    wrong = [
        _difference(key, document.truth.figures.get(key, ABSENT), figure, silent=True)
        for key, figure in figures.items()
        if not _exact(document.truth.figures.get(key, ABSENT), figure)
        and _is_silent(document.truth.figures.get(key, ABSENT), figure)
    ]
    return Score(
        name=document.name,
        format=document.format,
        form=document.form,
        features=document.features,
        outcome_right=not crash,
        silent=len(wrong),
        seconds=seconds,
        differences=(*wrong, *([reading.reason.en] if crash and reading.reason else [])),
    )


def _outcome(truth: Truth, reading: Reading) -> Iterator[str]:
    if truth.outcome != reading.outcome:
        reason = reading.reason.en if reading.reason else ""
        yield f"outcome: {truth.outcome} read as {reading.outcome} {reason}"


def _exact(printed: Printed, figure: Figure | None) -> bool:
    if figure is None:
        return printed.status is Status.ABSENT
    if (figure.status, figure.value) != (printed.status, printed.value):
        return False
    return figure.key.column != "total_amount" or figure.unit == printed.unit


def _is_silent(printed: Printed, figure: Figure | None) -> bool:
    """A value that is not printed, or a blank for a printed number, with nothing to mark it."""
    if figure is None or figure.doubt is not None or figure.status in (Status.ABSENT, Status.UNPARSED):
        return False
    return figure.value != printed.value or figure.status is Status.NUMBER


def _difference(key: CellKey, printed: Printed, figure: Figure | None, silent: bool) -> str:
    said = (
        "no figure"
        if figure is None
        else f"{figure.status} {figure.value} {figure.unit} raw={figure.raw!r} doubt={figure.doubt}"
    )
    mark = "SILENT " if silent else ""
    wanted = f"{printed.status} {printed.value} {printed.unit or ''} {printed.text!r}"
    return f"{mark}cell {key.row}/{key.column}: {wanted} read as {said}"


def _identity(truth: Truth, report: Report) -> Iterator[str]:
    for name in (*IDENTITY, "division_code"):
        if not _same(truth, report, name):
            yield f"{name}: {getattr(truth, name)!r} read as {getattr(report, name)!r}"


def _same(truth: Truth, report: Report, name: str) -> bool:
    wanted, got = getattr(truth, name), getattr(report, name)
    if isinstance(wanted, str) and isinstance(got, str):
        return folded(wanted) == folded(got)
    return bool(wanted == got)


def _sections(truth: Truth, report: Report | None) -> Iterator[str]:
    """Yield for each section the document prints what is wrong with its cut, or nothing."""
    got = {s.number: s for s in report.sections} if report else {}
    for number, wanted in truth.sections.items():
        section = got.get(number)
        if section is None:
            yield f"section {number} missing: {wanted.title}"
        elif folded(section.title) != folded(wanted.title):
            yield f"section {number} title: {wanted.title} read as {section.title}"
        elif _text(wanted, section.text) != _text(wanted, wanted.text):
            yield f"section {number} text:\n    {wanted.text!r}\n  read as\n    {section.text!r}"
        else:
            yield ""


def _text(wanted: SectionTruth, text: str) -> str:
    text = folded(text)
    for line in wanted.loose:
        text = text.replace(folded(line), "")
    return text


def folded(text: str) -> str:
    """Text without blanks: how a line is broken or indented is the layout's business."""
    return "".join(text.split())
