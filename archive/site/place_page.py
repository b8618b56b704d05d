"""Places: which provinces and years are covered, and one place's bodies side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from extractors.divisions import Division, parents, with_code

Row = Mapping[str, Any]  # column name -> value, as SQLite gave it

MAX_BODIES = 300

COVERAGE = """
SELECT substr(division_code, 1, 2) || '0000' AS code, year, count(*) AS reports FROM reports
WHERE division_code IS NOT NULL GROUP BY code, year
"""
_WITHIN = """
SELECT substr(division_code, 1, :digits) AS code, count(*) AS organs, sum(reports) AS reports,
  min(first_year) AS first_year, max(last_year) AS last_year
FROM organs WHERE division_code LIKE :prefix || '%' GROUP BY code ORDER BY code
"""
_YEARS = "SELECT DISTINCT year FROM reports WHERE division_code = :code ORDER BY year DESC"
_BODIES = f"""
SELECT o.organ_id, o.organ, o.level, o.kind, g.published_on, g.late_days, g.late, g.missing, g.report_id,
  w.requests_received_total AS received, w.granted_full_total AS granted, w.outcomes_total_total AS closed,
  w.requests_carried_out_total AS carried_out, w.reconsideration_total AS reconsideration, r.errors, r.doubts
FROM organs o LEFT JOIN register g ON g.organ_id = o.organ_id AND g.year = :year
LEFT JOIN reports_wide w ON w.report_id = g.report_id LEFT JOIN reports r ON r.report_id = g.report_id
WHERE o.division_code = :code ORDER BY o.kind IS NOT 'government', o.organ LIMIT {MAX_BODIES}
"""  # noqa: S608


@dataclass(frozen=True, slots=True)
class Coverage:
    """Reports by province and year, provinces in the order of their codes."""

    years: tuple[int, ...]
    provinces: tuple[tuple[str, str, tuple[int, ...]], ...]  # code, name, reports of each year

    @property
    def most(self) -> int:
        return max((count for *_, counts in self.provinces for count in counts), default=0)


@dataclass(frozen=True, slots=True)
class PlacePage:
    """One division: those around it, those in it, and its own bodies in one year."""

    division: Division
    around: tuple[Division, ...]
    within: tuple[tuple[Division, Row], ...]
    years: tuple[int, ...]
    year: int | None
    bodies: tuple[Row, ...]


def coverage(counts: Sequence[Row]) -> Coverage:
    """Arrange the rows of ``COVERAGE``."""
    years = tuple(range(min(r["year"] for r in counts), max(r["year"] for r in counts) + 1)) if counts else ()
    found: dict[str, dict[int, int]] = {}
    for row in counts:
        found.setdefault(row["code"], {})[row["year"]] = row["reports"]
    provinces = tuple(
        (code, _name(code), tuple(by_year.get(year, 0) for year in years))
        for code, by_year in sorted(found.items())
    )
    return Coverage(years, provinces)


async def load(database: Any, code: str, year: int | None) -> PlacePage | None:
    """Read one place from a Datasette ``Database``; None when there is no such division."""

    async def rows(sql: str, **values: Any) -> tuple[Row, ...]:
        return tuple(dict(row) for row in (await database.execute(sql, values)).rows)

    division = with_code(code)
    if division is None:
        return None
    years = tuple(row["year"] for row in await rows(_YEARS, code=code))
    chosen = year if year in years else next(iter(years), None)
    within = await _within(division, rows) if division.level != "county" else ()
    bodies = await rows(_BODIES, code=code, year=chosen)
    return PlacePage(division, parents(division), within, years, chosen, bodies)


async def _within(division: Division, rows: Any) -> tuple[tuple[Division, Row], ...]:
    """Count what lies in a province by prefecture, in a prefecture by county; what is of no known one is left out."""
    digits = 4 if division.level == "province" else 6
    found = await rows(_WITHIN, digits=digits, prefix=division.code[: digits - 2])
    inner = ((with_code(row["code"].ljust(6, "0")), row) for row in found)
    return tuple((of, row) for of, row in inner if of and of.code != division.code)


def _name(code: str) -> str:
    division = with_code(code)
    return division.name if division else code
