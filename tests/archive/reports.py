"""Small reports, documents and visits to fill an archive with."""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from crawler.document import Document, PageClaims, PortalVisit, VisitOutcome
from extractors.report import (
    CellKey,
    Contact,
    Figure,
    Finding,
    Message,
    Number,
    Outcome,
    Period,
    Place,
    Reading,
    Report,
    Result,
    Section,
    Severity,
    Statement,
    Status,
)

NOON = datetime(2024, 3, 1, 12, tzinfo=UTC)


def figure(table: str, row: str, column: str, value: Number | None, **more: Any) -> Figure:
    status = Status.BLANK if value is None else Status.NUMBER
    raw = "" if value is None else str(value)
    given = {"status": status, "raw": raw, "unit": "件", "place": Place(None, 2, 4, 9), **more}
    return Figure(CellKey(table, row, column), value, **given)


def report(received: Number | None = 7, **more: Any) -> Report:
    given: dict[str, Any] = {
        "title": "滕州市某局2023年政府信息公开工作年度报告",
        "organ": "滕州市某局",
        "division_code": "370481",
        "year": 2023,
        "form": "2021",
        "period": Period(date(2023, 1, 1), date(2023, 12, 31)),
        "written_on": None,
        "published_on": None,
        "contact": Contact(phone="0632-5502160"),
        "figures": (
            figure("requests", "requests_received", "total", received),
            figure("requests", "requests_received", "business", None),
            figure(
                "proactive_disclosure", "art20_8.administrative_fees", "amount_wan_yuan", Decimal("104.9987")
            ),
        ),
        "statements": (
            Statement("proactive_total", 410, None, "条", "共主动公开政府信息410条", 1),
            Statement("problems", ("人手不足", "=HYPERLINK(0)"), None, None, "一是人手不足", 5),
        ),
        "sections": (Section(1, "总体情况", "正文"),),
        "findings": (
            Finding(
                "T2.ROW.requests_received",
                Severity.ERROR,
                Result.FAIL,
                Message("不符", "does not add up"),
                3,
                4,
                (CellKey("requests", "requests_received", "total"),),
            ),
            Finding(
                "M.PERIOD_FULL_YEAR",
                Severity.WARN,
                Result.NOT_EVALUABLE,
                Message("无法核对", "cannot be evaluated"),
            ),
        ),
    }
    return Report(**{**given, **more})


def reading(body: bytes, of: Report | None, reason: Message | None = None) -> Reading:
    outcome = Outcome.REPORT if of else Outcome.NOT_A_REPORT
    return Reading(hashlib.sha256(body).hexdigest(), "text/html", outcome, reason, of)


def document(url: str, body: bytes, days: int = 0, **more: Any) -> Document:
    given: dict[str, Any] = {
        "portal": "tengzhou",
        "status": 200,
        "content_type": "text/html",
        "found_on": "http://example.gov.cn/list.html",
        "link_text": "年报",
        "article_url": None,
        "claims": PageClaims(title="某局年报", published_on="2024-01-20 09:30"),
    }
    return Document(url=url, body=body, fetched_at=NOON + timedelta(days=days), **{**given, **more})


def visit(outcome: VisitOutcome = VisitOutcome.OK, documents: int = 1) -> PortalVisit:
    return PortalVisit("tengzhou", outcome, None, documents, True, True, 0, 5, "trs", NOON, NOON)
