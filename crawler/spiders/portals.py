"""The one spider: visits the portals of the catalogue and hands over their annual reports.

A visit goes from the first page over 政府信息公开 to every 年报 column, through all pages of every list, and
takes each report's page with the files that hang on it. What differs between publishing systems is in
``crawler/platforms``; what a title means in ``crawler/titles``; when a list ends in ``crawler/columns``.
"""

from __future__ import annotations

import logging
import re
from collections.abc import AsyncIterator, Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from scrapy import Request, Spider
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares import robotstxt
from scrapy.exceptions import CloseSpider, IgnoreRequest
from scrapy.http import Response
from twisted.python.failure import Failure

from crawler import catalogue, exploring, platforms
from crawler.addresses import Territory, host_of, is_loopback_portal
from crawler.catalogue import CatalogueError, Portal
from crawler.discovery import Role
from crawler.document import Again, Document, List, PortalVisit
from crawler.exploring import Found
from crawler.guard import OffPortalError
from crawler.memory import Memory
from crawler.memory import load as load_memory
from crawler.steps import Fetched, Step, Want
from crawler.visits import Visit

SHORTEST_PUBLIC_DELAY = 0.5  # seconds
SHORTEST_DELAY = 0.001  # without any, Scrapy sends whatever waits for a host at once

_SECONDS = re.compile(r"\d+(\.\d+)?")
_ROBOTS = "robots.txt"  # in Scrapy's own words for a request a robots.txt forbids

Output = Document | Again | List | PortalVisit | Request


class PortalsSpider(Spider):
    """Arguments, all optional.

    ``only`` names of portals, comma-separated; ``catalogue`` a TOML file; ``delay`` seconds; ``memory`` a file of what
    is known, from the archive; ``recheck`` "all" to ask for every known report.
    """

    name = "portals"

    def __init__(self, only: str = "", catalogue: str = "", delay: str = "", **kwargs: Any) -> None:
        memory, self.recheck = kwargs.pop("memory", ""), kwargs.pop("recheck", "") == "all"
        super().__init__(**kwargs)
        self.memories = load_memory(Path(memory)) if memory else {}
        self.portals: tuple[Portal, ...] = ()
        self.delay: float | None = None
        self.refusal: str | None = None
        self.visits: dict[str, Visit] = {}
        try:
            self.portals = _portals(only, catalogue)
        except CatalogueError as error:
            self.refusal = str(error)
        if delay and _SECONDS.fullmatch(delay):
            self.delay = float(delay)
        elif delay:
            self.refusal = f"delay must be a number of seconds, not {delay}"

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> PortalsSpider:
        spider = super().from_crawler(crawler, *args, **kwargs)
        spider._set_delays()
        logging.getLogger(robotstxt.__name__).addFilter(_without_traceback)
        return spider

    def _set_delays(self) -> None:
        if self.delay is None:
            return
        public = max(self.delay, SHORTEST_PUBLIC_DELAY)
        local = {host_of(portal.url) for portal in self.portals if is_loopback_portal(portal.url)}
        self.settings.set("DOWNLOAD_DELAY", public, priority="spider")
        self.settings.set(
            "DOWNLOAD_SLOTS",
            {host: {"delay": max(self.delay, SHORTEST_DELAY)} for host in local},
            priority="spider",
        )

    async def start(self) -> AsyncIterator[Any]:
        if self.refusal:
            self.logger.error(self.refusal)
            raise CloseSpider("refused")
        budget = self.settings.getint("PORTAL_REQUEST_BUDGET")
        for portal in self.portals:
            if portal.platform and portal.platform not in platforms.platforms():
                self.logger.warning("%s: no platform is called %s", portal.name, portal.platform)
            now, known = datetime.now(UTC), self.memories.get(portal.name, Memory())
            thorough = self.recheck or not known.is_recent(now)
            visit = Visit(portal, Territory.of(portal.url), budget, now, known, self.recheck, thorough)
            self.visits[portal.name] = visit
            visit.pending += 1  # until all of these are under way
            for request in self._account(visit, exploring.begin(visit, now)):
                yield request

    def visit_of(self, request: Request) -> Visit | None:
        """Find whose request this is; one made inside Scrapy (robots.txt) belongs where its chain began."""
        if "portal" in request.meta:
            return self.visits.get(request.meta["portal"])
        origin = request.meta.get("redirect_urls", [request.url])[0]
        return next((visit for visit in self.visits.values() if visit.territory.allows(origin)), None)

    # Every request ends in exactly one of these two, and both go through _account.

    def arrive(self, response: Response, visit: Visit, step: Step) -> Iterator[Output]:
        yield from self._account(visit, exploring.read(visit, step, _fetched(response)))

    def fail(self, failure: Failure) -> Iterator[Output]:
        request: Request = failure.request  # type: ignore[attr-defined]  # Scrapy puts it there
        visit, step = request.cb_kwargs["visit"], request.cb_kwargs["step"]
        if step.role is Role.START and _ROBOTS in str(failure.value):
            visit.blocked = str(failure.value)
        lost = exploring.unanswered if _is_unanswered(failure) else exploring.lost
        yield from self._account(visit, lost(visit, step, request.url, _reason(failure), datetime.now(UTC)))

    def _account(self, visit: Visit, results: Iterable[Found]) -> Iterator[Output]:
        """Pass results on, and end the visit when nothing of it is under way any more.

        The end of a portal's visit is an item like any other, yielded by whichever callback finishes last:
        so it reaches the pipeline while the spider runs, and one slow portal holds up no other's.
        (spider_closed comes too late to yield anything; spider_idle knows nothing of single portals.)
        """
        try:
            for result in results:
                if isinstance(result, Want):
                    visit.pending += 1
                    yield self._request(visit, result)
                else:
                    yield result
        except Exception as error:  # the edge: whatever one page does to us, the visit must come to its end
            self.logger.exception("%s: a page could not be understood", visit.portal.name)
            visit.troubles["a page"] = f"{type(error).__name__}: {error}"
        visit.pending -= 1
        if not visit.pending:
            yield visit.end(datetime.now(UTC))

    def _request(self, visit: Visit, want: Want) -> Request:
        ask = want.ask
        return Request(
            ask.url,
            method=ask.method,
            body=ask.body,
            headers=dict(ask.headers),
            callback=self.arrive,
            errback=self.fail,
            cb_kwargs={"visit": visit, "step": want.step},
            meta={"portal": visit.portal.name, "why": str(want.step.role)},
            priority=want.step.role is Role.ARTICLE,  # what is found is kept before more is looked for
            dont_filter=True,  # Visit.claim has seen to it, and knows that http and https are one document
        )


def _portals(only: str, file: str) -> tuple[Portal, ...]:
    return catalogue.select(catalogue.load(Path(file) if file else None), only.split(","))


def _without_traceback(record: logging.LogRecord) -> bool:
    """Keep the line on a robots.txt that could not be had, and spare the reader thirty more."""
    record.exc_info = None
    return True


def _is_unanswered(failure: Failure) -> bool:
    """Tell that nobody answered, or not in a way we understand; we ourselves did not refuse to ask."""
    return not isinstance(failure.value, IgnoreRequest)


def _reason(failure: Failure) -> str:
    match failure.value:
        case OffPortalError() as error:
            return f"leads off the portal, to {error}"
        case IgnoreRequest() as error:
            return str(error)
        case error:
            return f"{type(error).__name__}: {error}"[:200]


def _fetched(response: Response) -> Fetched:
    return Fetched(
        url=response.url,
        status=response.status,
        body=response.body,
        at=datetime.now(UTC),
        content_type=_header(response, "Content-Type"),
        etag=_header(response, "ETag"),
        last_modified=_header(response, "Last-Modified"),
    )


def _header(response: Response, name: str) -> str | None:
    value = response.headers.get(name)
    return value.decode("latin-1") if value else None
