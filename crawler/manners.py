"""How fast a host is asked: never faster than it answers, than it wishes, or than we promised."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from time import monotonic
from typing import Any

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.robotstxt import RobotParser

from crawler.addresses import host_of, is_loopback_portal
from crawler.guard import Visiting

LONGEST_CRAWL_DELAY = 30.0  # seconds; a robots.txt asking for more would mean never
LONGEST_WAIT = 600.0  # seconds; who is asked to come back later than that comes back another day
SLOWEST_ANSWER = 30.0  # seconds; a pause as long as this is long enough for anybody

_PLEASE_WAIT = (429, 503)


class Manners:
    """Downloader middleware, next to the downloader: sees every answer, those that are asked for again too."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._least: dict[str, float] = {}  # seconds between two requests, by host

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Manners:
        manners = cls(crawler)
        crawler.signals.connect(manners.obey_crawl_delay, signals.robots_parsed)
        return manners

    def obey_crawl_delay(self, robotparser: RobotParser, request: Request) -> None:
        wanted = robotparser.crawl_delay(self._crawler.settings["USER_AGENT"])
        slot = self._slot(request)
        if wanted and slot:
            self._least[host_of(request.url)] = slot.delay = max(slot.delay, min(wanted, LONGEST_CRAWL_DELAY))

    def process_response(self, request: Request, response: Response) -> Response:
        slot, wait = self._slot(request), _wait(response)
        if slot and wait:
            self._pause(request, slot, wait)
        elif slot and not is_loopback_portal(request.url):  # a machine asking itself bothers nobody
            least = self._least.setdefault(host_of(request.url), slot.delay)
            slot.delay = max(least, min(request.meta.get("download_latency", 0.0), SLOWEST_ANSWER))
        return response

    def _pause(self, request: Request, slot: Any, wait: float) -> None:
        spider = self._crawler.spider
        visit = spider.visit_of(request) if isinstance(spider, Visiting) else None
        if wait > LONGEST_WAIT and visit:
            visit.blocked = f"asked to come back after {wait:.0f} seconds"
        slot.lastseen = monotonic() + min(wait, LONGEST_WAIT) - slot.delay  # as if the last request was then

    def _slot(self, request: Request) -> Any:
        assert self._crawler.engine  # noqa: S101  it is running: it asked for this
        return self._crawler.engine.downloader.slots.get(host_of(request.url))


def _wait(response: Response) -> float:
    """Read how many seconds an overburdened server wishes to be left alone."""
    wish = response.headers.get("Retry-After")
    if response.status not in _PLEASE_WAIT or not wish:
        return 0.0
    text = wish.decode("latin-1").strip()
    if text.isdigit():
        return float(text[:9])
    try:
        return max(0.0, (parsedate_to_datetime(text) - datetime.now(UTC)).total_seconds())
    except (ValueError, TypeError):  # no date, or one without a zone
        return 0.0
