from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from crawler.addresses import Territory
from crawler.catalogue import Portal
from crawler.document import VisitOutcome
from crawler.visits import Visit, challenge, latest_due_year

NOW = datetime(2026, 11, 21, tzinfo=UTC)


def _visit(expect: tuple[int, int] | None = None, budget: int = 100) -> Visit:
    portal = Portal("a", "某县", "370481", "http://www.a.gov.cn/", expect=expect)
    return Visit(portal, Territory.of(portal.url), budget, NOW)


@pytest.mark.parametrize(
    ("status", "body", "blocked"),
    [
        (521, b"", True),
        (412, b"<a href=/>x</a>" * 100, True),
        (468, b"", True),
        (200, b"<script>var arg1='A';document.cookie='acw_sc__v2='+x</script>", True),
        (200, b"<noscript>Please enable JavaScript</noscript>", True),
        (200, b"<html><script>document.cookie='lang=zh'</script><a href=/zwgk/>x</a></html>", False),
        (200, b"<html>" + b"x" * 9000 + b"document.cookie", False),
        (200, b"", False),
        # A list that a script fills is no challenge, whatever its script remembers.
        (200, b"<html><div id=list></div><script>" + b"x" * 4000 + b"document.cookie</script>", False),
        (404, b"<h1>404</h1>", False),
    ],
)
def test_challenges(status: int, body: bytes, blocked: bool) -> None:
    assert (challenge(status, body) is not None) is blocked


def test_an_address_is_asked_for_once() -> None:
    visit = _visit()
    assert visit.claim("http://www.a.gov.cn/t1.html")
    assert not visit.claim("https://a.gov.cn/t1_wap.html")
    assert not visit.claim("http://www.b.gov.cn/t1.html")
    assert visit.claim("http://www.a.gov.cn/t1.html", b"page=2")


def test_asking_ends_with_the_budget_and_says_so() -> None:
    visit = _visit(budget=2)
    assert [visit.claim(f"http://a.gov.cn/{number}") for number in range(3)] == [True, True, False]
    visit.keep("http://a.gov.cn/0")
    end = visit.end(NOW)
    assert end.outcome is VisitOutcome.PARTIAL
    assert "budget of 2 requests" in (end.reason or "")


@pytest.mark.parametrize(
    ("today", "due"), [(date(2026, 3, 31), 2024), (date(2026, 4, 1), 2025), (date(2026, 12, 31), 2025)]
)
def test_reports_are_due_by_the_end_of_march(today: date, due: int) -> None:
    assert latest_due_year(today) == due


@pytest.mark.parametrize(("found", "outcome"), [(29, VisitOutcome.SILENT), (30, VisitOutcome.OK)])
def test_fewer_reports_of_the_latest_year_than_expected_is_an_alarm(
    found: int, outcome: VisitOutcome
) -> None:
    visit = _visit(expect=(30, 60))
    visit.keep("http://a.gov.cn/0")
    for number in range(found):
        visit.count_year(f"http://a.gov.cn/2025/{number}", 2025)
    for number in range(100):
        visit.count_year(f"http://a.gov.cn/2024/{number}", 2024)
    assert visit.end(NOW).outcome is outcome
