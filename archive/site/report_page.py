"""Everything one report's page shows, read from the public database."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from archive.site.tables import Grid, draw
from archive.site.words import CONTACTS, official_labels
from extractors.report import CellKey, Result, Severity, Status

Row = Mapping[str, Any]  # column name -> value, as SQLite gave it

MAX_PROSE = 10_000  # characters of one section shown; the kept file has the rest
MAX_FINDINGS = 200
LISTS = ("problems", "improvements")


@dataclass(frozen=True, slots=True)
class Printed:
    """One cell as the page prints it: its text, its state, and where it was read."""

    text: str
    state: str  # number, blank, not_applicable, unparsed, absent
    doubt: str | None
    wrong: bool  # a failed check of severity error names it
    raw: str | None
    sha256: str | None
    page: int | None
    table_number: int | None
    row_number: int | None
    column_number: int | None
    correction: Row | None  # read, status, reason, evidence: where a person gave the value


@dataclass(frozen=True, slots=True)
class ReportPage:
    """One report with all that belongs to it."""

    report: Row
    grids: tuple[Grid, ...] = field(repr=False)
    cells: Mapping[CellKey, Printed] = field(repr=False)
    others: tuple[tuple[CellKey, Printed], ...] = field(repr=False)  # figures outside the official tables
    findings: tuple[Row, ...]
    more_findings: int
    statements: tuple[Row, ...]
    lists: Mapping[str, tuple[Row, ...]]
    sections: tuple[Row, ...]
    versions: tuple[Row, ...]
    changes: int
    files: tuple[Row, ...]

    @property
    def contact(self) -> Mapping[str, str]:
        """Whom the report says to ask: the ways it prints."""
        ways = {name: self.report[f"contact_{name}"] for name in CONTACTS}
        return {name: way for name, way in ways.items() if way}

    @property
    def states(self) -> frozenset[str]:
        """What kinds of cells occur, so that the legend explains these and no others."""
        printed = self.cells.values()
        marks = {cell.state for cell in printed}
        marks |= {"doubt" for cell in printed if cell.doubt} | {"wrong" for cell in printed if cell.wrong}
        marks |= {"corrected" for cell in printed if cell.correction}
        return frozenset(marks)


async def load(database: Any, report_id: str) -> ReportPage | None:
    """Read one report from a Datasette ``Database``; None when it has no such report.

    The limits are far above what a report holds: they keep a hostile one from making an endless page.
    """

    async def rows(sql: str) -> Sequence[Row]:
        return [dict(row) for row in (await database.execute(sql, {"id": report_id})).rows]

    found = await rows("SELECT * FROM reports WHERE report_id = :id")
    if not found:
        return None
    findings = await rows(
        "SELECT * FROM findings WHERE report_id = :id"
        " ORDER BY CASE severity WHEN 'error' THEN 0 WHEN 'warn' THEN 1 ELSE 2 END, number"
    )
    failed = (f for f in findings if f["severity"] == Severity.ERROR and f["result"] == Result.FAIL)
    wrong = frozenset(key for f in failed for key in places(f["places"]))
    figures = await rows("SELECT * FROM figures WHERE report_id = :id")
    cells = {CellKey(f["table"], f["row"], f["column"]): _printed(f, wrong) for f in figures}
    grids, others = draw(found[0]["form"], cells)
    statements = await rows("SELECT * FROM statements WHERE report_id = :id ORDER BY number LIMIT 300")
    changes = await rows("SELECT count(*) AS n FROM changes WHERE report_id = :id")
    return ReportPage(
        report=found[0],
        grids=grids,
        cells=cells,
        others=tuple((key, cells[key]) for key in others),
        findings=tuple(findings[:MAX_FINDINGS]),
        more_findings=max(0, len(findings) - MAX_FINDINGS),
        statements=tuple(s for s in statements if s["name"] not in LISTS),
        lists={name: tuple(s for s in statements if s["name"] == name) for name in LISTS},
        sections=tuple(await rows("SELECT * FROM sections WHERE report_id = :id ORDER BY position LIMIT 12")),
        versions=tuple(await rows("SELECT * FROM versions WHERE report_id = :id ORDER BY version DESC")),
        changes=changes[0]["n"],
        files=tuple(
            await rows("SELECT * FROM documents WHERE report_id = :id ORDER BY last_seen DESC, url LIMIT 100")
        ),
    )


def places(text: str) -> list[CellKey]:
    """Read the cells a finding names, kept as JSON."""
    return [CellKey(p["table"], p["row"], p["column"]) for p in json.loads(text)]


def unnamed_line(finding: Row) -> str | None:
    """Return the key of the one column, or row, a finding is about, unless its message names it.

    What could not be evaluated has no places; then the rule tells, as ``T2.BAL.natural_person`` does.
    """
    columns = {key.column for key in places(finding["places"])} or {finding["rule"].rpartition(".")[2]}
    if len(columns) != 1:
        return None
    [key] = columns
    label = official_labels().get(key)
    return key if label and label not in finding["message"] else None


def _printed(figure: Row, wrong: frozenset[CellKey]) -> Printed:
    key = CellKey(figure["table"], figure["row"], figure["column"])
    return Printed(
        text=_text(figure),
        state=figure["status"],
        doubt=figure["doubt"],
        wrong=key in wrong,
        raw=figure["raw"],
        sha256=figure["sha256"],
        page=figure["page"],
        table_number=figure["table_number"],
        row_number=figure["row_number"],
        column_number=figure["column_number"],
        correction=json.loads(figure["correction"]) if figure["correction"] else None,
    )


def _text(figure: Row) -> str:
    if figure["status"] == Status.NUMBER:
        unit = figure["unit"] or ""  # shown only where the cell itself prints it
        return f"{figure['value']} {unit}" if unit and unit in figure["raw"] else str(figure["value"])
    if figure["status"] in (Status.NOT_APPLICABLE, Status.UNPARSED):
        return str(figure["raw"] or "")[:60]
    return ""
