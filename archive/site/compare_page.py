"""Two reports next to each other: the cells in which they differ."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from archive.site.tables import TITLES
from extractors.report import CellKey, Status

Row = Mapping[str, Any]  # column name -> value, as SQLite gave it

_FIGURES = """
SELECT "table", row, "column", value, status, doubt FROM figures WHERE report_id = :id
"""
_REPORT = "SELECT report_id, organ_id, organ, year, form, title FROM reports WHERE report_id = :id"
# Others that suggest themselves: the same body's other years, then bodies of the same place in that year.
_OTHERS = """
SELECT o.report_id, o.organ, o.year FROM reports o, (SELECT * FROM reports WHERE report_id = :id) r
WHERE o.report_id <> r.report_id AND (o.organ_id = r.organ_id OR (o.division_code = r.division_code AND o.year = r.year))
ORDER BY o.organ_id <> r.organ_id, abs(o.year - r.year), o.organ LIMIT 40
"""


@dataclass(frozen=True, slots=True)
class Difference:
    """One cell as either report has it; ``change`` where both are numbers."""

    key: CellKey
    one: Row | None
    other: Row | None
    change: int | float | None


@dataclass(frozen=True, slots=True)
class ComparePage:
    """``other`` is null while nobody has chosen it; ``same`` counts the cells that agree."""

    one: Row
    other: Row | None
    others: tuple[Row, ...]
    tables: tuple[tuple[str, tuple[Difference, ...]], ...]
    same: int


async def load(database: Any, one: str, other: str | None) -> ComparePage | None:
    """Read two reports from a Datasette ``Database``; None when there is no such report."""

    async def rows(sql: str, report: str) -> list[Row]:
        return [dict(row) for row in (await database.execute(sql, {"id": report})).rows]

    first = await rows(_REPORT, one)
    second = await rows(_REPORT, other) if other else []
    if not first or (other and not second):
        return None
    suggested = await rows(_OTHERS, one)
    known = {report["report_id"] for report in suggested}
    others = (*suggested, *(report for report in second if report["report_id"] not in known))
    if not second or other is None:
        return ComparePage(first[0], None, others, (), 0)
    cells = [
        {CellKey(f["table"], f["row"], f["column"]): f for f in await rows(_FIGURES, report)}
        for report in (one, other)
    ]
    found = [
        _difference(key, *(of.get(key) for of in cells)) for key in dict.fromkeys([*cells[0], *cells[1]])
    ]
    different = [one for one in found if one]
    order = {table: number for number, table in enumerate(TITLES)}
    different.sort(key=lambda d: order.get(d.key.table, len(order)))
    tables = tuple((table, tuple(of)) for table, of in groupby(different, key=lambda d: d.key.table))
    return ComparePage(first[0], second[0], others, tables, len(found) - len(different))


def _difference(key: CellKey, one: Row | None, other: Row | None) -> Difference | None:
    """Compare what is printed; a cell that only one of two forms has is a difference where it holds a number."""
    values = [cell["value"] if cell else None for cell in (one, other)]
    states = [cell["status"] if cell else Status.ABSENT for cell in (one, other)]
    if values[0] == values[1] and (states[0] == states[1] or values == [None, None]):
        return None
    before, now = values
    change = None if before is None or now is None else now - before
    return Difference(key, one, other, change)
