"""What cannot exceed what: cells, or sums of cells, that are part of others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from extractors.checks.facts import Cells
from extractors.checks.sums import APPLICANTS, STATISTICS_2014
from extractors.form import PROACTIVE, REQUESTS
from extractors.report import CellKey, Message, Severity

DOCUMENT_ROWS = ("art20_1.regulations", "art20_1.normative_documents")

# 国办发〔2014〕32号, 附表. The same item is counted once, so no channel exceeds the whole, and all channels may.
AT_MOST_2014: tuple[tuple[str, str, Severity], ...] = (
    ("proactive_normative_documents", "proactive_items", Severity.ERROR),
    ("proactive_normative_documents", "normative_documents_issued", Severity.WARN),
    ("via_gazette", "proactive_items", Severity.ERROR),
    ("via_website", "proactive_items", Severity.ERROR),
    ("via_weibo", "proactive_items", Severity.ERROR),
    ("via_wechat", "proactive_items", Severity.ERROR),
    ("via_other", "proactive_items", Severity.ERROR),
    ("press_conferences_principal", "press_conferences", Severity.ERROR),
    ("online_interviews_principal", "online_interviews", Severity.ERROR),
    # Requests of the year before may be closed and answered in this one.
    ("requests_closed", "requests_received", Severity.WARN),
    ("replies", "requests_closed", Severity.WARN),
)


@dataclass(frozen=True, slots=True)
class Limit:
    """Each of the cells ``parts`` is at most the sum of ``whole``."""

    rule: str
    severity: Severity
    parts: tuple[CellKey, ...]
    whole: tuple[CellKey, ...]
    why: Message


@lru_cache(maxsize=64)  # the same for all reports of a form
def limits(cells: Cells) -> tuple[Limit, ...]:
    """Every limit of a report's form."""
    return (*_requests(cells), *_documents(cells), *_indicators(cells))


def _requests(cells: Cells) -> Iterator[Limit]:
    """T2.CELL_GT_TOTAL and T2.OUT_GT_IN."""
    why = Message("单项应不大于该行总计", "no kind of applicant should exceed its row's total")
    for row in cells.rows(REQUESTS):
        parts = tuple(CellKey(REQUESTS, row, column) for column in APPLICANTS)
        yield Limit("T2.CELL_GT_TOTAL", Severity.ERROR, parts, (CellKey(REQUESTS, row, "total"),), why)
    if cells.rows(REQUESTS):
        why = Message("办理结果应不多于新收加上年结转", "there should be no more outcomes than requests")
        into = (
            CellKey(REQUESTS, "requests_received", "total"),
            CellKey(REQUESTS, "requests_carried_in", "total"),
        )
        out = CellKey(REQUESTS, "outcomes_total", "total")
        yield Limit("T2.OUT_GT_IN", Severity.ERROR, (out,), into, why)


def _documents(cells: Cells) -> Iterator[Limit]:
    """T1.NEW_LE_TOTAL (2019): documents created in earlier years may be opened in this one."""
    if "newly_disclosed" not in cells.columns(PROACTIVE):
        return
    total = Message("本年新公开应不多于对外公开总数量", "newly disclosed should not exceed disclosed in all")
    created = Message("本年新公开多于本年新制作", "newly disclosed usually does not exceed created")
    for row in DOCUMENT_ROWS:
        new = (CellKey(PROACTIVE, row, "newly_disclosed"),)
        for column, severity, why in (
            ("total_disclosed", Severity.WARN, total),
            ("created", Severity.INFO, created),
        ):
            if CellKey(PROACTIVE, row, column) in cells.keys:
                yield Limit("T1.NEW_LE_TOTAL", severity, new, (CellKey(PROACTIVE, row, column),), why)


def _indicators(cells: Cells) -> Iterator[Limit]:
    """S14.LE of the statistics of 2014."""
    why = Message("分项应不大于总数", "a part should not exceed the whole")
    printed = set(cells.rows(STATISTICS_2014))
    for less, more, severity in AT_MOST_2014:
        if less in printed and more in printed:
            keys = CellKey(STATISTICS_2014, less, "value"), CellKey(STATISTICS_2014, more, "value")
            yield Limit(f"S14.LE.{less}", severity, keys[:1], keys[1:], why)
