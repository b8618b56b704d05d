"""Everything one body's page shows: all its years beside each other, read from the public database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from archive.site.charts import Chart, Series, Value, columns

Row = Mapping[str, Any]  # column name -> value, as SQLite gave it

# What becomes of requests, and the form rows whose totals make it up: those that begin so.
OUTCOMES: tuple[tuple[str, tuple[str, str], tuple[str, ...]], ...] = (
    ("granted", ("予以公开", "granted"), ("granted_full",)),
    ("partial", ("部分公开", "granted in part"), ("granted_partial",)),
    ("refused", ("不予公开", "refused"), ("refused_",)),
    ("unavailable", ("无法提供", "could not be provided"), ("unavailable_",)),
    ("not_processed", ("不予处理", "not processed"), ("not_processed_",)),
    ("closed", ("其他处理", "otherwise closed"), ("closed_",)),
)
DISPUTES: tuple[tuple[str, tuple[str, str], tuple[str, ...]], ...] = (
    ("reconsideration", ("行政复议", "reconsideration"), ("reconsideration",)),
    ("litigation", ("行政诉讼", "litigation"), ("litigation_",)),
)
RECEIVED = ("received", ("新收", "received"), ("requests_received",))
CARRIED = ("carried_out", ("结转下年", "carried out"), ("requests_carried_out",))

_TOTALS = """
SELECT r.year, q.row, q.total FROM requests q JOIN reports r USING (report_id) WHERE r.organ_id = :id
UNION ALL
SELECT r.year, d.row, d.total FROM reconsideration_litigation d JOIN reports r USING (report_id) WHERE r.organ_id = :id
UNION ALL
SELECT r.year, s.row, s.value FROM statistics s JOIN reports r USING (report_id)
WHERE r.organ_id = :id AND s.row = 'requests_received'
"""
_YEARS = """
SELECT g.year, g.due, g.published_on, g.late_days, g.late, g.missing, g.removed, g.report_id,
  r.title, r.form, r.errors, r.warnings, r.doubts
FROM register g LEFT JOIN reports r USING (report_id) WHERE g.organ_id = :id ORDER BY g.year
"""
_FINDINGS = """
SELECT r.year, f.report_id, f.rule, f.severity, f.message, f.message_en FROM findings f JOIN reports r USING (report_id)
WHERE r.organ_id = :id AND f.rule LIKE 'Y.%' AND f.result = 'fail'
ORDER BY CASE f.severity WHEN 'error' THEN 0 WHEN 'warn' THEN 1 ELSE 2 END, r.year DESC, f.number LIMIT 100
"""


@dataclass(frozen=True, slots=True)
class OrganPage:
    """One body: its years, oldest first, what they add up to, and what they say of each other."""

    organ: Row
    years: tuple[Row, ...]
    totals: Mapping[tuple[int, str], Value] = field(repr=False)  # (year, what) -> number
    charts: tuple[Chart, ...] = field(repr=False)
    findings: tuple[Row, ...]


async def load(database: Any, organ_id: str) -> OrganPage | None:
    """Read one body from a Datasette ``Database``; None when it has no such body."""

    async def rows(sql: str) -> list[Row]:
        return [dict(row) for row in (await database.execute(sql, {"id": organ_id})).rows]

    found = await rows("SELECT * FROM organs WHERE organ_id = :id")
    if not found:
        return None
    years = await rows(_YEARS)
    totals = _added_up(await rows(_TOTALS))
    return OrganPage(found[0], tuple(years), totals, _charts(years, totals), tuple(await rows(_FINDINGS)))


def _added_up(rows: Sequence[Row]) -> dict[tuple[int, str], Value]:
    """Add up the form rows of each kind; what has no number at all stays without one."""
    totals: dict[tuple[int, str], Value] = {}
    for row in rows:
        for name, _, prefixes in (RECEIVED, CARRIED, *OUTCOMES, *DISPUTES):
            if row["row"].startswith(prefixes) and row["total"] is not None:
                totals[row["year"], name] = (totals.get((row["year"], name)) or 0) + row["total"]
    return totals


def _charts(years: Sequence[Row], totals: Mapping[tuple[int, str], Value]) -> tuple[Chart, ...]:
    labels = [str(row["year"]) for row in years]

    def series(kinds: Sequence[tuple[str, tuple[str, str], tuple[str, ...]]]) -> list[Series]:
        return [Series(words, [totals.get((row["year"], name)) for row in years]) for name, words, _ in kinds]

    drawn = (
        columns(("新收申请", "Requests received"), labels, series([RECEIVED])),
        columns(("办理结果", "Outcomes"), labels, series(OUTCOMES)),
        columns(("行政复议和行政诉讼", "Reconsideration and litigation"), labels, series(DISPUTES)),
    )
    return tuple(chart for chart in drawn if chart)
