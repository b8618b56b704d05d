"""The checker's page: one file with everything in it, to be read on a screen, on a phone and on paper."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import jinja2

from archive.checker.marking import Mark, MarkedParagraph, mark_prose
from archive.checker.summary import TITLES, Numbered, Summary, spots, summarise
from archive.rules import RULES, family
from archive.site import words
from archive.site.cells import word
from archive.site.language import Say
from archive.site.tables import Grid, Head, Value, draw
from extractors.report import CellKey, Figure, Language, Reading, Report, Severity, Statement, Status

_HERE = Path(__file__).parent
_LISTS = ("problems", "improvements")
_LABELS = ("L.", "S.", "F.", "T2.ROWS_MISSING", "T2.COLS_MISSING")  # about labels and rows, not about figures
_MAX_RAW = 60


@dataclass(frozen=True, slots=True)
class Shown:
    """One cell as the page draws it. ``kinds`` are its CSS classes, ``numbers`` the findings it belongs to."""

    text: str
    kinds: tuple[str, ...]
    numbers: tuple[int, ...]
    why: str  # what the cell's findings say


@dataclass(frozen=True, slots=True)
class Claim:
    statement: Statement
    anchor: str
    found: bool  # its words stand in the text
    number: int | None  # the finding that contradicts it


@dataclass(frozen=True, slots=True)
class Checkup:
    """One file and all that its part of the page shows."""

    file: str
    reading: Reading
    anchor: str
    report: Report | None = None
    summary: Summary | None = None
    grids: tuple[Grid, ...] = field(repr=False, default=())
    cells: Mapping[CellKey, Shown] = field(repr=False, default_factory=dict)
    heads: Mapping[tuple[str, str], tuple[int, ...]] = field(repr=False, default_factory=dict)
    claims: tuple[Claim, ...] = field(repr=False, default=())
    prose: tuple[MarkedParagraph, ...] = field(repr=False, default=())

    @property
    def doubts(self) -> int:
        return sum(figure.doubt is not None for figure in self.report.figures) if self.report else 0

    @property
    def kinds(self) -> frozenset[str]:
        """What kinds of cells occur, so that the legend explains these and no others."""
        return frozenset(kind for cell in self.cells.values() for kind in cell.kinds)


def page(readings: Iterable[tuple[str, Reading]], language: Language) -> str:
    """Return the page about these files as HTML. Everything that was read is escaped."""
    say = Say(language)
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_HERE),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
    return environment.get_template("page.html").render(
        say=say,
        language=language,
        words=words,
        word=word,
        css=(_HERE / "page.css").read_text(encoding="utf-8"),
        checkups=[_checkup(number, *named, say) for number, named in enumerate(readings, 1)],
        rule_name=lambda rule: say(*RULES.get(family(rule), (rule, rule))),
        spots=lambda places: spots(places, say),
        titles=TITLES,
        is_value=lambda cell: isinstance(cell, Value),
        row_numbers=_row_numbers,
    )


def _checkup(number: int, file: str, reading: Reading, say: Say) -> Checkup:
    anchor, report = f"r{number}", reading.report
    if report is None:
        return Checkup(file, reading, anchor)
    summary = summarise(report, say)
    numbered = [n for of in summary.findings.values() for n in of]
    grids, _ = draw(report.form, (figure.key for figure in report.figures))
    marks = [
        Mark(f"{anchor}t{n.number}", str(n.finding.severity), n.finding.quote, n.number)
        for n in numbered
        if n.finding.quote
    ]
    said = [s for s in report.statements if s.name not in _LISTS]
    marks += [Mark(f"{anchor}c{i}", "claim", s.quote) for i, s in enumerate(said, 1)]
    prose = tuple(mark_prose(report, marks))
    placed = {mark.name for p in prose for piece in p.pieces for mark in piece.begins}
    contradicted = {n.finding.quote: n.number for n in numbered if n.finding.quote and n.finding.places}
    claims = tuple(
        Claim(s, f"{anchor}c{i}", f"{anchor}c{i}" in placed, contradicted.get(s.quote))
        for i, s in enumerate(said, 1)
    )
    return Checkup(
        file,
        reading,
        anchor,
        report,
        summary,
        grids,
        _cells(report, numbered, say),
        _heads(grids, numbered),
        claims,
        prose,
    )


def _is_about_labels(numbered: Numbered) -> bool:
    return numbered.finding.rule.startswith(_LABELS)


def _cells(report: Report, numbered: list[Numbered], say: Say) -> dict[CellKey, Shown]:
    of_cell: dict[CellKey, list[Numbered]] = {}
    for each in numbered:
        if not _is_about_labels(each):
            for key in each.finding.places:
                of_cell.setdefault(key, []).append(each)
    return {f.key: _shown(f, of_cell.get(f.key, []), say) for f in report.figures}


def _shown(figure: Figure, about: list[Numbered], say: Say) -> Shown:
    kinds = [str(figure.status)]
    if figure.doubt:
        kinds.append("doubt")
    if any(n.finding.rule == "T.ONE_CELL" for n in about):
        kinds.append("blamed")
    worst = min((list(Severity).index(n.finding.severity) for n in about), default=None)
    if worst is not None:
        kinds.append(str(list(Severity)[worst]))
    why = [n.finding.message.text(say.language) for n in about]
    if figure.doubt:
        why.insert(0, say("存疑：", "doubtful: ") + say(*word(words.DOUBTS, figure.doubt)))
    numbers = tuple(n.number for n in about if _ends(n, figure.key))
    return Shown(_text(figure), tuple(kinds), numbers, " · ".join(why))


def _ends(numbered: Numbered, key: CellKey) -> bool:
    """Whether the finding's number stands at this cell: the last of its cells, the total of what is summed."""
    return key == numbered.finding.places[-1]


def _text(figure: Figure) -> str:
    raw = figure.raw or ""
    if figure.status is Status.NUMBER:
        unit = figure.unit or ""  # shown only where the cell itself prints it
        return f"{figure.value} {unit}" if unit and unit in raw else str(figure.value)
    return raw[:_MAX_RAW] if figure.status in (Status.NOT_APPLICABLE, Status.UNPARSED) else ""


def _heads(grids: tuple[Grid, ...], numbered: list[Numbered]) -> dict[tuple[str, str], tuple[int, ...]]:
    """For findings about labels the numbers to stand at a row's, or else a column's, label."""
    heads: dict[tuple[str, str], tuple[int, ...]] = {}
    rows = {
        (grid.table, tuple(keys)): label.text
        for grid in grids
        for row in grid.rows
        if (keys := [cell.key for cell in row if isinstance(cell, Value)])
        and (label := next((c for c in row if isinstance(c, Head) and c.scope == "row"), None))
    }
    columns = {
        cell.key: cell.names[1] for g in grids for row in g.rows for cell in row if isinstance(cell, Value)
    }
    for each in filter(_is_about_labels, numbered):
        places = set(each.finding.places)
        named = [(table, text) for (table, keys), text in rows.items() if places.issuperset(keys)]
        if not named or len({key.column for key in places}) == 1:
            named = list(dict.fromkeys((k.table, columns[k]) for k in places if k in columns))[:1]
        for name in named:
            heads[name] = (*heads.get(name, ()), each.number)
    return heads


def _row_numbers(checkup: Checkup, grid: Grid, head: Head) -> tuple[int, ...]:
    return checkup.heads.get((grid.table, head.text), ())
