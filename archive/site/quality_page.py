"""How good the data is: what checks found, what could not be read, what is late or missing, how the crawl went."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from archive.rules import RULES

Row = Mapping[str, Any]  # column name -> value, as SQLite gave it

# A rule without its variable end, its first two words: T2.ROW of T2.ROW.granted_full.
_FAMILY = "substr(rule, 1, instr(rule, '.') + instr(substr(rule, instr(rule, '.') + 1) || '.', '.') - 1)"
_FAILED = f"""
SELECT {_FAMILY} AS family, r.year, count(DISTINCT f.report_id) AS reports,
  min(CASE f.severity WHEN 'error' THEN 0 WHEN 'warn' THEN 1 ELSE 2 END) AS worst
FROM findings f JOIN reports r USING (report_id) WHERE f.result = 'fail' GROUP BY family, r.year
"""  # noqa: S608
_YEARS = """
SELECT year, count(*) AS reports, sum(errors > 0) AS with_errors, sum(doubts > 0) AS with_doubts,
  sum(numbers) AS numbers, sum(cells) AS cells, sum(doubts) AS doubts
FROM reports GROUP BY year ORDER BY year
"""
_REGISTER = """
SELECT year, sum(NOT missing) AS found, sum(missing) AS missing, sum(late = 1) AS late, sum(late = 0) AS in_time,
  sum(removed) AS removed
FROM register GROUP BY year ORDER BY year
"""
_FILES = """
SELECT coalesce(outcome, 'unread') AS outcome, reason, reason_en, count(*) AS files FROM documents
WHERE outcome IS NOT 'report' GROUP BY 1, 2, 3 ORDER BY files DESC, 1, 2 LIMIT 30
"""
_PORTALS = "SELECT outcome, count(*) AS portals FROM portals GROUP BY outcome ORDER BY portals DESC"
_SEVERITIES = ("error", "warn", "info")


@dataclass(frozen=True, slots=True)
class Failed:
    """One rule: how many reports of each year fail it, in the order of the page's years."""

    family: str
    name: tuple[str, str]
    severity: str
    reports: int
    by_year: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class QualityPage:
    """Counts; every one leads to its rows on the page."""

    years: tuple[Row, ...]
    failed: tuple[Failed, ...]
    register: tuple[Row, ...]
    files: tuple[Row, ...]
    portals: tuple[Row, ...]

    @property
    def reports(self) -> int:
        return sum(year["reports"] for year in self.years)


async def load(database: Any) -> QualityPage:
    """Count in a Datasette ``Database``."""

    async def rows(sql: str) -> tuple[Row, ...]:
        return tuple(dict(row) for row in (await database.execute(sql)).rows)

    years = await rows(_YEARS)
    failed = _by_rule(await rows(_FAILED), [year["year"] for year in years])
    return QualityPage(years, failed, await rows(_REGISTER), await rows(_FILES), await rows(_PORTALS))


def _by_rule(counts: Sequence[Row], years: Sequence[int]) -> tuple[Failed, ...]:
    rules: dict[str, dict[int, Row]] = {}
    for count in counts:
        rules.setdefault(count["family"], {})[count["year"]] = count
    found = [
        Failed(
            family,
            RULES.get(family, (family, family)),
            _SEVERITIES[min(count["worst"] for count in by_year.values())],
            sum(count["reports"] for count in by_year.values()),
            tuple(by_year[year]["reports"] if year in by_year else 0 for year in years),
        )
        for family, by_year in rules.items()
    ]
    return tuple(
        sorted(found, key=lambda rule: (_SEVERITIES.index(rule.severity), -rule.reports, rule.family))
    )
