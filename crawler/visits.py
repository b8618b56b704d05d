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
from crawler.memory import Memory
from crawler.page import Page
from crawler.steps import Step

_CHALLENGE_STATUSES = frozenset({412, 468, 521})
_CHALLENGE = re.compile(rb"__jsl_clearance|__jsluid|acw_sc__v2|wzws_|\$_ts\b")
_SHELL = re.compile(rb"Please enable JavaScript|document\.cookie")
_SOUND = (VisitOutcome.OK, VisitOutcome.UNCHANGED, VisitOutcome.PARTIAL)
_LASTING = re.compile(
    r"status (?:404|410)|Forbidden by robots\.txt|leads off"
)  # losses no other day makes good
FRUITLESS_BRANCHES = 300
BRANCHES_A_DOCUMENT = 3
CLEARLY_FEWER = 0.7  # of the reports known before
FEW = 5  # known reports, of which some may well be gone
LARGEST_CHALLENGE = 8192  # bytes
_LARGEST_SHELL = 3072


def challenge(status: int, body: bytes) -> str | None:
    """Recognise a firewall's challenge or refusal, which must never be solved nor kept as content."""
    if status in _CHALLENGE_STATUSES:
        return f"status {status}"
    marked = len(body) < LARGEST_CHALLENGE and _CHALLENGE.search(body)
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
    memory: Memory = field(default_factory=Memory)
    recheck: bool = False  # ask for every known report
    thorough: bool = True  # begin at the first page, not at the lists known
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
    trapped: bool = False
    troubles: dict[str, str] = field(default_factory=dict)  # what could not be had, by address
    branches: int = 0  # sub-columns of sub-columns asked for
    met: set[str] = field(default_factory=set)  # what its pages link to, by identity
    shared: dict[str, Page | None] = field(
        default_factory=dict
    )  # scripts that several lists need, as they came
    waiting: dict[str, list[Step]] = field(default_factory=dict)  # lists that need one under way
    _years: dict[str, int] = field(default_factory=dict)  # the year a report's title names
    refused: set[str] = field(default_factory=set)
    _seen: set[str] = field(default_factory=set)
    _kept: set[str] = field(default_factory=set)
    _switched: set[str] = field(default_factory=set)

    def has_asked(self, url: str, body: bytes = b"") -> bool:
        return f"{identity(url)} {body.hex()}" in self._seen

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

    def other_scheme(self, url: str) -> str | None:
        """Give an address under the other of http and https; once each, and nothing off the portal."""
        scheme, _, rest = url.partition("://")
        other = f"{'http' if scheme == 'https' else 'https'}://{rest}"
        if self.blocked or rest in self._switched or not self.territory.allows(other):
            return None
        self._switched.add(rest)
        self.asked += 1
        return other

    def keep(self, url: str) -> bool:
        """Note a document handed over; false when a redirect led to one that already was."""
        key = identity(url)
        if key in self._kept:
            return False
        self._kept.add(key)
        return True

    def is_known_list(self, url: str) -> bool:
        shelf = self.memory.shelves.get(identity(url))
        return shelf is not None and shelf.rows is not None

    def is_settled(self, url: str, now: datetime) -> bool:
        """Tell what need not be asked for: a known report that is not due, a page known to lead nowhere."""
        key = identity(url)
        shelf, known = self.memory.shelves.get(key), self.memory.documents.get(key)
        if self.recheck or (shelf and shelf.rows is not None):
            return False
        if known:
            return not self.memory.is_due(known, now)
        return shelf is not None and not self.thorough

    def validators(self, url: str) -> tuple[tuple[str, str], ...]:
        """Give the headers by which a server can say that nothing has changed, where that would be enough."""
        key = identity(url)
        shelf, known = self.memory.shelves.get(key), self.memory.documents.get(key)
        if shelf and shelf.rows is not None and self.thorough:
            return ()  # its rows are wanted
        given = known or shelf
        if not given:
            return ()
        headers = (("If-None-Match", given.etag), ("If-Modified-Since", given.last_modified))
        return tuple((name, value) for name, value in headers if value)

    def may_branch(self, depth: int) -> bool:
        """Tell whether to go on to a sub-column: those of sub-columns must bring reports, or it is a trap."""
        if depth == 0:
            return True
        self.branches += 1
        if self.branches <= FRUITLESS_BRANCHES + BRANCHES_A_DOCUMENT * len(self._kept):
            return True
        self.trapped = True
        return False

    def count_year(self, url: str, year: int | None) -> None:
        if year:
            self._years[identity(url)] = year

    def end(self, now: datetime) -> PortalVisit:
        outcome, reason = next(self._verdicts(now.date()), (VisitOutcome.OK, ""))
        return PortalVisit(
            portal=self.portal.name,
            outcome=outcome,
            reason=reason or None,
            documents=self.documents,
            thorough=self.thorough,
            complete=outcome in _SOUND and not self.overspent and not self.trapped and self._is_lasting(),
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
        if not self._kept and not self._found_again():
            yield VisitOutcome.UNRECOGNISED, self._nothing()
        year = latest_due_year(today)
        fewest, found = (self.portal.expect or (0, 0))[0], Counter(self._years.values())[year]
        if found < fewest:
            chinese = f"{year}年度年报仅{found}份，应不少于{fewest}份。"
            english = f"Found {found} reports for {year}, expected at least {fewest}."
            yield VisitOutcome.SILENT, chinese + english
        known, again = self._reports_known(), self._found_again()
        if self.thorough and known >= FEW and again < CLEARLY_FEWER * known:
            chinese = f"已知年报{known}份，仅见{again}份。"
            yield VisitOutcome.SILENT, f"{chinese}Of {known} reports known, only {again} are still listed."
        if self.overspent:
            yield VisitOutcome.PARTIAL, f"超出访问上限。Stopped at the budget of {self.budget} requests."
        if self.troubles:
            count = len(self.troubles)
            english = f"{count} addresses could not be had, the first: {self._first_trouble()}."
            yield VisitOutcome.PARTIAL, f"{count}个地址未能取得。{english}"
        if self.trapped:
            english = f"Stopped after {self.branches} sub-columns that brought too few reports."
            yield VisitOutcome.PARTIAL, f"子栏目过多而年报过少。{english}"
        if self.memory.documents and not self.documents:
            yield VisitOutcome.UNCHANGED, ""

    def _is_lasting(self) -> bool:
        return all(_LASTING.match(reason) for reason in self.troubles.values())

    def _reports_known(self) -> int:
        return sum(not known.attached for known in self.memory.documents.values())

    def _found_again(self) -> int:
        """Say how many of the reports known are still there to be found."""
        known = {key for key, document in self.memory.documents.items() if not document.attached}
        return len(known & (self.met | self._kept)) if self.thorough else len(known)

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
