"""The one spider: visits the portals of the catalogue and hands over their annual reports.

A visit goes from the first page over 政府信息公开 to every 年报 column, through all pages of every list, and
takes each report's page with the files that hang on it. What differs between publishing systems is in
``crawler/platforms``; what a title means in ``crawler/titles``; when a list ends in ``crawler/columns``.
"""

from __future__ import annotations

import logging
import re
from collections.abc import AsyncIterator, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares import robotstxt
from scrapy.exceptions import CloseSpider, IgnoreRequest
from scrapy.http import Response
from scrapy.robotstxt import RobotParser
from twisted.python.failure import Failure

from crawler import article, catalogue, discovery, platforms
from crawler.addresses import Territory, host_of, identity, is_loopback_portal
from crawler.catalogue import CatalogueError, Portal
from crawler.columns import Column
from crawler.discovery import Role
from crawler.document import Document, PageClaims, PortalVisit
from crawler.guard import OffPortalError
from crawler.page import Link, Page
from crawler.platforms import Ask, Platform
from crawler.titles import Kind, classify
from crawler.visits import Visit, challenge

SHORTEST_PUBLIC_DELAY = 0.5  # seconds
SHORTEST_DELAY = 0.001  # without any, Scrapy sends whatever waits for a host at once
LONGEST_CRAWL_DELAY = 30.0  # seconds; a robots.txt asking for more would mean never
DEEPEST_WAY = 3  # 首页 → 政务公开 → 政府信息公开 → 年报
DEEPEST_BRANCH = 4  # 年报 → 部门 → 单位 → 年份

_NO_LOSS = (
    "status 404",
    "leads off",
)  # for a page past a list's end, and for one that only might have led on
_SECONDS = re.compile(r"\d+(\.\d+)?")
_ROBOTS = "robots.txt"  # in Scrapy's own words for a request a robots.txt forbids

Output = Document | PortalVisit | Request


@dataclass(frozen=True, slots=True)
class Step:
    """Why a request was made and where its link was found."""

    role: Role
    depth: int = 0
    found_on: str | None = None
    link_text: str | None = None
    article: tuple[str, PageClaims] | None = None  # for an attachment: its article's address and claims
    column: Column | None = None  # for a further page of a list


class PortalsSpider(Spider):
    """Arguments: ``only`` names of portals, comma-separated; ``catalogue`` a TOML file; ``delay`` seconds."""

    name = "portals"

    def __init__(self, only: str = "", catalogue: str = "", delay: str = "", **kwargs: Any) -> None:
        super().__init__(**kwargs)
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
        crawler.signals.connect(spider.obey_crawl_delay, signals.robots_parsed)
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
            visit = Visit(portal, Territory.of(portal.url), budget, datetime.now(UTC))
            self.visits[portal.name] = visit
            for request in self._ask(visit, portal.url, Step(Role.START)):
                visit.pending += 1
                yield request

    def visit_of(self, request: Request) -> Visit | None:
        """Find whose request this is; one made inside Scrapy (robots.txt) belongs where its chain began."""
        if "portal" in request.meta:
            return self.visits.get(request.meta["portal"])
        origin = request.meta.get("redirect_urls", [request.url])[0]
        return next((visit for visit in self.visits.values() if visit.territory.allows(origin)), None)

    def obey_crawl_delay(self, robotparser: RobotParser, request: Request) -> None:
        wanted = robotparser.crawl_delay(self.settings["USER_AGENT"])
        slot = self.crawler.engine.downloader.slots.get(host_of(request.url))
        if wanted and slot:
            slot.delay = max(slot.delay, min(wanted, LONGEST_CRAWL_DELAY))

    # Every request ends in exactly one of these two, and both go through _account.

    def arrive(self, response: Response, visit: Visit, step: Step) -> Iterator[Output]:
        yield from self._account(visit, self._read(response, visit, step))

    def fail(self, failure: Failure) -> Iterator[Output]:
        request: Request = failure.request  # type: ignore[attr-defined]  # Scrapy puts it there
        visit, step = request.cb_kwargs["visit"], request.cb_kwargs["step"]
        if step.role is Role.START and _ROBOTS in str(failure.value):
            visit.blocked = str(failure.value)
        yield from self._account(visit, self._lost(visit, step, request.url, _reason(failure)))

    def _account(self, visit: Visit, results: Iterable[Output]) -> Iterator[Output]:
        """Pass results on, and end the visit when nothing of it is under way any more.

        The end of a portal's visit is an item like any other, yielded by whichever callback finishes last:
        so it reaches the pipeline while the spider runs, and one slow portal holds up no other's.
        (spider_closed comes too late to yield anything; spider_idle knows nothing of single portals.)
        """
        try:
            for result in results:
                if isinstance(result, Request):
                    visit.pending += 1
                yield result
        except Exception as error:  # the edge: whatever one page does to us, the visit must come to its end
            self.logger.exception("%s: a page could not be understood", visit.portal.name)
            visit.troubles["a page"] = f"{type(error).__name__}: {error}"
        visit.pending -= 1
        if not visit.pending:
            yield visit.end(datetime.now(UTC))

    def _ask(self, visit: Visit, url: str, step: Step) -> Iterator[Request]:
        if visit.claim(url):
            yield self._request(visit, url, step)

    def _want(self, visit: Visit, url: str, step: Step) -> Iterator[Request]:
        """Ask for what belongs to the portal's reports; that it lies elsewhere is a loss to be noted."""
        if not visit.territory.allows(url):
            visit.troubles[url] = "leads off the portal"
        yield from self._ask(visit, url, step)

    def _request(self, visit: Visit, url: str, step: Step, **kwargs: Any) -> Request:
        return Request(
            url,
            callback=self.arrive,
            errback=self.fail,
            cb_kwargs={"visit": visit, "step": step},
            meta={"portal": visit.portal.name},
            dont_filter=True,  # Visit.claim has seen to it, and knows that http and https are one document
            **kwargs,
        )

    def _lost(self, visit: Visit, step: Step, url: str, reason: str) -> Iterator[Output]:
        """Note that an address could not be had."""
        if visit.blocked:
            return
        if step.role is Role.START:
            visit.unreachable = reason
        elif not ((step.column or step.role is Role.WAY) and reason.startswith(_NO_LOSS)):
            visit.troubles[url] = reason
        if step.column:
            yield from self._turn(visit, step, step.column, None)

    def _read(self, response: Response, visit: Visit, step: Step) -> Iterator[Output]:
        if blocked := _blocked(response, step):
            visit.blocked = blocked
            return
        if response.status >= 300:
            yield from self._lost(visit, step, response.url, f"status {response.status}")
            return
        page = Page(response.url, response.body, _header(response, "Content-Type"))
        if step.column:
            yield from self._list_page(visit, step, step.column, page)
            yield from self._turn(visit, step, step.column, page)
        elif not page.is_markup and not _is_search(step, page):
            yield from self._take_file(response, visit, step)
        elif step.article:
            yield from self._take_markup_file(response, visit, step, page)
        elif discovery.is_error_page(page):
            yield from self._lost(visit, step, response.url, "status 404")
        elif (target := discovery.redirect_in_script(page)) and step.depth < DEEPEST_BRANCH:
            yield from self._want(visit, target, replace(step, depth=step.depth + 1))
        else:
            yield from self._explore(response, visit, step, platforms.complete(page))

    def _explore(self, response: Response, visit: Visit, step: Step, page: Page) -> Iterator[Output]:
        """Take a report's page, follow a list, or look for the way to one; some pages are all of it."""
        column = _is_column(step, page)
        if article.is_report(page) or (step.role is Role.ARTICLE and not discovery.is_list(page)):
            yield from self._take_article(response, visit, step, page)
            if not column:
                return
        elif step.role is Role.BRANCH and article.is_article(page):
            self._refuse(visit, page)
            return
        platform = platforms.recognise(page, visit.portal.platform)
        rows = platforms.rows(platform, page)
        if column or step.role in (Role.BRANCH, Role.ARTICLE) or discovery.is_long_list(page, rows):
            yield from self._enter_column(visit, step, page, platform)
        elif step.role is Role.START and _names_a_list(page, platform):
            yield from self._enter_column(visit, replace(step, depth=DEEPEST_BRANCH), page, platform)
        else:
            for link in discovery.titled(rows, Kind.REPORT):
                yield from self._ask(visit, link.url, Step(Role.ARTICLE, 0, page.url, link.title))
        if step.role in (Role.START, Role.WAY) and not column:
            yield from self._search(visit, step, page, rows)

    def _search(self, visit: Visit, step: Step, page: Page, rows: list[Link]) -> Iterator[Request]:
        """From a page that is no column: follow what is called 年报, and what may lead there."""
        for link in discovery.columns(rows):
            yield from self._ask(visit, link.url, Step(Role.COLUMN, 0, page.url, link.title))
        if step.depth >= DEEPEST_WAY:
            return
        ways = discovery.ways(page, rows)
        if step.role is Role.WAY:  # 政府信息公开 → 部门 → 年报
            ways += discovery.offices(rows, page.url)
        yield from self._ask_ways(visit, step, page, ways)

    def _ask_ways(self, visit: Visit, step: Step, page: Page, links: list[Link]) -> Iterator[Request]:
        for link in links:
            if visit.ways < discovery.MOST_WAYS:
                for request in self._ask(
                    visit, link.url, Step(Role.WAY, step.depth + 1, page.url, link.title)
                ):
                    visit.ways += 1
                    yield request

    def _enter_column(self, visit: Visit, step: Step, page: Page, platform: Platform) -> Iterator[Output]:
        if visit.platform in (None, platforms.FALLBACK):
            visit.platform = platform.NAME
        visit.column_found = True
        # Only what is called a column has sub-columns: a page that merely lists reports lists other things too.
        named = _is_column(step, page) or step.role is Role.BRANCH
        column = Column(page, platform, named=named)
        depth = step.depth if named else DEEPEST_BRANCH
        walking = replace(step, role=Role.COLUMN, depth=depth, found_on=page.url, column=column)
        yield from self._list_page(visit, walking, column, page)
        if not discovery.titled(platforms.rows(platform, page), Kind.REPORT):
            for url in discovery.frames(page):
                yield from self._ask(visit, url, Step(Role.BRANCH, depth + 1, page.url))
        yield from self._next_page(visit, walking, column, column.start())

    def _turn(self, visit: Visit, step: Step, column: Column, page: Page | None) -> Iterator[Request]:
        yield from self._next_page(visit, step, column, column.turn(page))

    def _next_page(self, visit: Visit, step: Step, column: Column, ask: Ask | None) -> Iterator[Request]:
        while ask:
            if visit.claim(ask.url, ask.body):
                headers = {"Referer": column.url, **dict(ask.headers)}  # some interfaces answer no others
                yield self._request(visit, ask.url, step, method=ask.method, body=ask.body, headers=headers)
                return
            ask = column.turn(None)

    def _list_page(self, visit: Visit, step: Step, column: Column, page: Page) -> Iterator[Request]:
        """Read one page of a column: its reports, the look-alikes it lists, and its sub-columns."""
        rows = platforms.rows(column.platform, page)
        for link in rows:
            if link.judged.kind is Kind.LOOK_ALIKE:
                visit.refused.add(identity(link.url))
            elif link.judged.kind is Kind.REPORT:
                yield from self._want(visit, link.url, Step(Role.ARTICLE, 0, page.url, link.title))
        if step.depth >= DEEPEST_BRANCH:
            return
        for link in discovery.columns(rows):
            yield from self._ask(visit, link.url, Step(Role.COLUMN, step.depth + 1, page.url, link.title))
        for link in column.branches(page):
            yield from self._ask(visit, link.url, Step(Role.BRANCH, step.depth + 1, page.url, link.title))
        yield from self._ask_ways(
            visit, replace(step, depth=DEEPEST_WAY - 1), page, discovery.offices(rows, page.url)
        )

    def _refuse(self, visit: Visit, page: Page) -> None:
        if classify(page.metas.get("articletitle", "")).kind is Kind.LOOK_ALIKE:
            visit.refused.add(identity(page.url))

    def _take_article(self, response: Response, visit: Visit, step: Step, page: Page) -> Iterator[Output]:
        claims = article.claims_of(page, step.link_text)
        title = classify(claims.title or "")
        if title.kind is Kind.LOOK_ALIKE:
            visit.refused.add(identity(response.url))
            return
        if not visit.keep(response.url):
            return
        visit.count_year(title.year or classify(step.link_text or "").year)
        yield _document(response, visit, step, claims)
        for link in article.attachments(page, title):
            attached = Step(Role.ARTICLE, 0, response.url, link.title or None, article=(response.url, claims))
            yield from self._want(visit, link.url, attached)

    def _take_file(self, response: Response, visit: Visit, step: Step) -> Iterator[Output]:
        """Take a file: an attachment, or a list's row that is no page but the report itself."""
        if not response.body:
            yield from self._lost(visit, step, response.url, "empty answer")
        elif step.role is not Role.WAY and visit.keep(response.url):
            if not step.article:
                visit.count_year(classify(step.link_text or "").year)
            yield _document(
                response, visit, step, step.article[1] if step.article else PageClaims(step.link_text)
            )

    def _take_markup_file(self, response: Response, visit: Visit, step: Step, page: Page) -> Iterator[Output]:
        """Take an attachment that is markup when it is a report saved as such; else it is an error page."""
        if article.is_report(page):
            yield from self._take_file(response, visit, step)
        else:
            yield from self._lost(visit, step, response.url, "a web page instead of the file")


def _portals(only: str, file: str) -> tuple[Portal, ...]:
    return catalogue.select(catalogue.load(Path(file) if file else None), only.split(","))


def _without_traceback(record: logging.LogRecord) -> bool:
    """Keep the line on a robots.txt that could not be had, and spare the reader thirty more."""
    record.exc_info = None
    return True


def _blocked(response: Response, step: Step) -> str | None:
    if step.role is Role.START and response.status in (401, 403, 405):
        return f"status {response.status} on the first page"
    return challenge(response.status, response.body)


def _is_search(step: Step, page: Page) -> bool:
    """Tell the answer of a portal's own search, which discovery asks for, from a file."""
    return step.role in (Role.START, Role.WAY, Role.COLUMN) and page.is_data


def _names_a_list(page: Page, platform: Platform) -> bool:
    """Tell that the catalogue gave a list's address though nothing on the page calls it one."""
    return urlsplit(page.url).path.count("/") > 1 and platform.NAME != platforms.FALLBACK


def _is_column(step: Step, page: Page) -> bool:
    """Tell a page that is called a column, by the link to it or, where discovery goes on foot, by itself."""
    return step.role is Role.COLUMN or (step.role in (Role.START, Role.WAY) and discovery.is_column(page))


def _reason(failure: Failure) -> str:
    match failure.value:
        case OffPortalError() as error:
            return f"leads off the portal, to {error}"
        case IgnoreRequest() as error:
            return str(error)
        case error:
            return f"{type(error).__name__}: {error}"[:200]


def _header(response: Response, name: str) -> str | None:
    value = response.headers.get(name)
    return value.decode("latin-1") if value else None


def _document(response: Response, visit: Visit, step: Step, claims: PageClaims) -> Document:
    return Document(
        url=response.url,
        portal=visit.portal.name,
        body=response.body,
        fetched_at=datetime.now(UTC),
        status=response.status,
        content_type=_header(response, "Content-Type"),
        found_on=step.found_on,
        link_text=step.link_text,
        article_url=step.article[0] if step.article else None,
        claims=claims,
        etag=_header(response, "ETag"),
        last_modified=_header(response, "Last-Modified"),
    )
