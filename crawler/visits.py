"""One visit to one portal: what was asked, found and refused, and how it all ended."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

from crawler.addresses import Territory, identity
from crawler.catalogue import Portal
from crawler.document import PortalVisit, VisitOutcome

_CHALLENGE_STATUSES = frozenset({412, 468, 521})
_CHALLENGE = re.compile(rb"__jsl_clearance|__jsluid|acw_sc__v2|wzws_|\$_ts\b")
_SHELL = re.compile(rb"Please enable JavaScript|document\.cookie")
_LARGEST_CHALLENGE = 8192  # bytes
_LARGEST_SHELL = 3072


def challenge(status: int, body: bytes) -> str | None:
    """Recognise a firewall's challenge or refusal, which must never be solved nor kept as content."""
    if status in _CHALLENGE_STATUSES:
        return f"status {status}"
    marked = len(body) < _LARGEST_CHALLENGE and _CHALLENGE.search(body)
    shell = len(body) < _LARGEST_SHELL and b"script" in body.lower() and _SHELL.search(body)
    if (marked or shell) and b"<a " not in body:
        return f"status {status} with a challenge instead of a page"
    return None


@dataclass
class Visit:
    """The running account of one portal in one run."""

    portal: Portal
    territory: Territory
    budget: int  # requests
    started_at: datetime
    pending: int = 0  # requests asked whose callback has not finished
    asked: int = 0
    ways: int = 0  # pages asked for only because they may lead to a column
    requests: int = 0  # sent, with robots.txt, redirects and retries
    documents: int = 0
    platform: str | None = None
    column_found: bool = False
    blocked: str | None = None
    unreachable: str | None = None
    overspent: bool = False
    troubles: dict[str, str] = field(default_factory=dict)  # what could not be had, by address
    years: Counter[int] = field(default_factory=Counter)  # reports by the year their titles name
    refused: set[str] = field(default_factory=set)
    _seen: set[str] = field(default_factory=set)
    _kept: set[str] = field(default_factory=set)

    def claim(self, url: str, body: bytes = b"") -> bool:
        """Reserve an address to ask for; false when it was asked before, is off the portal, or all is over."""
        key = f"{identity(url)} {body.hex()}"
        if self.blocked or key in self._seen or not self.territory.allows(url):
            return False
        if self.asked >= self.budget:
            self.overspent = True
            return False
        self._seen.add(key)
        self.asked += 1
        return True

    def keep(self, url: str) -> bool:
        """Note a document handed over; false when a redirect led to one that already was."""
        key = identity(url)
        if key in self._kept:
            return False
        self._kept.add(key)
        self.documents += 1
        return True

    def count_year(self, year: int | None) -> None:
        if year:
            self.years[year] += 1

    def end(self, now: datetime) -> PortalVisit:
        outcome, reason = next(self._verdicts(now.date()), (VisitOutcome.OK, None))
        return PortalVisit(
            portal=self.portal.name,
            outcome=outcome,
            reason=reason,
            documents=self.documents,
            refused=len(self.refused),
            requests=self.requests,
            platform=self.platform,
            started_at=self.started_at,
            ended_at=now,
        )

    def _verdicts(self, today: date) -> Iterator[tuple[VisitOutcome, str]]:
        """Say what went wrong, the worst first."""
        if self.blocked:
            yield VisitOutcome.BLOCKED, f"网站拦截了访问。The portal blocks the crawler: {self.blocked}."
        if self.unreachable:
            yield VisitOutcome.UNREACHABLE, f"首页无法访问。The first page cannot be had: {self.unreachable}."
        if not self.documents:
            yield VisitOutcome.UNRECOGNISED, self._nothing()
        year = latest_due_year(today)
        fewest, found = (self.portal.expect or (0, 0))[0], self.years[year]
        if found < fewest:
            chinese = f"{year}年度年报仅{found}份，应不少于{fewest}份。"
            english = f"Found {found} reports for {year}, expected at least {fewest}."
            yield VisitOutcome.SILENT, chinese + english
        if self.overspent:
            yield VisitOutcome.PARTIAL, f"超出访问上限。Stopped at the budget of {self.budget} requests."
        if self.troubles:
            count = len(self.troubles)
            english = f"{count} addresses could not be had, the first: {self._first_trouble()}."
            yield VisitOutcome.PARTIAL, f"{count}个地址未能取得。{english}"

    def _first_trouble(self) -> str:
        url, reason = next(iter(self.troubles.items()))
        return f"{url}: {reason}"

    def _nothing(self) -> str:
        trouble = f" ({self._first_trouble()})" if self.troubles else ""
        if self.column_found:
            return f"年报栏目中未发现年报。The annual-report column was found, but no report in it{trouble}."
        return f"未找到年报栏目。No annual-report column was found from the first page{trouble}."


def latest_due_year(today: date) -> int:
    """Give the latest year whose reports are due: they must be out by 31 March of the next."""
    return today.year - (1 if today.month > 3 else 2)
