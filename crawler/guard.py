"""No request leaves the portal it is made for: not by a link, not by a redirect, not by a DNS answer."""

from __future__ import annotations

import ipaddress
import logging
from collections.abc import Awaitable, Callable, Sequence
from typing import Any, Protocol, runtime_checkable

from OpenSSL import SSL
from scrapy import Request
from scrapy.core.downloader.handlers.http11 import (
    HTTP11DownloadHandler,
    _LenientHTTP11ClientFactory,
    _LenientHTTP11ClientProtocol,
)
from scrapy.crawler import Crawler
from scrapy.exceptions import DownloadFailedError, IgnoreRequest
from scrapy.http import Response
from scrapy.resolver import CachingThreadedResolver
from scrapy.utils.defer import maybe_deferred_to_future
from twisted.internet.defer import Deferred, DeferredLock
from twisted.internet.error import DNSLookupError
from twisted.internet.ssl import CertificateOptions, TLSVersion
from twisted.web._newclient import HEADER, STATUS

from crawler import evidence
from crawler.addresses import host_of, is_loopback_name, is_public
from crawler.document import Answer, Fetch
from crawler.visits import Visit

log = logging.getLogger(__name__)

LARGEST_ROBOTS = 500 * 1024  # bytes
LARGEST_HEAD = 256 * 1024  # bytes of an answer before its body

_Download = Callable[[Request], Awaitable[Response]]


class OffPortalError(IgnoreRequest):
    """Raised for a request that would leave its portal; the message is the forbidden address."""


class VisitOverError(IgnoreRequest):
    """Raised for a request still queued when its portal began to block."""


@runtime_checkable
class Visiting(Protocol):
    """A spider whose requests belong to visits."""

    def visit_of(self, request: Request) -> Visit | None:
        """Find the visit a request belongs to, null when there is none."""


class StayOnPortal:
    """Downloader middleware that every request passes before it is queued: links, redirects, robots.txt.

    Refuses here what :class:`LastDoor` would refuse anyway, before a stranger's robots.txt is asked for.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> StayOnPortal:
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        _admit(self._crawler, request)

    def process_response(self, request: Request, response: Response) -> Response:
        """Read of a robots.txt what RFC 9309 says must be read: a huge one would hold up every other portal."""
        if "portal" in request.meta or len(response.body) <= LARGEST_ROBOTS:
            return response
        return response.replace(body=response.body[:LARGEST_ROBOTS])


class LastDoor(HTTP11DownloadHandler):
    """Download handler that judges a request at the moment it would be sent, and tells what came of it.

    Requests wait their turn behind the middlewares for minutes; meanwhile their portal may have begun to block. A host
    is asked one thing at a time: Scrapy counts what is under way only after it let the next request go, and on a busy
    machine a short delay is over by then.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._pool._factory = _Listening
        self._lenient = _lenient_handler(crawler)
        self._old_hosts: set[str] = set()
        self._busy: dict[str, DeferredLock] = {}  # by host

    async def download_request(self, request: Request) -> Response:
        """Send it as soon as its host is at leisure."""
        busy = self._busy.setdefault(host_of(request.url), DeferredLock())
        await maybe_deferred_to_future(busy.acquire())
        try:
            return await self._send(request)
        finally:
            busy.release()

    async def _send(self, request: Request) -> Response:
        """Send it; where the handshake fails, once more with the ciphers and protocols of old servers.

        Not with these from the start: some servers hang when offered them.
        """
        visit = _admit(self._crawler, request)
        host = host_of(request.url)
        if host in self._old_hosts:
            return await self._exchange(self._lenient.download_request, request, visit)
        try:
            return await self._exchange(super().download_request, request, visit)
        except DownloadFailedError as error:
            if not _is_handshake(error):
                raise
        response = await self._exchange(self._lenient.download_request, request, visit)
        self._old_hosts.add(host)
        return response

    async def _exchange(self, download: _Download, request: Request, visit: Visit | None) -> Response:
        """Send it and tell what came of it."""
        if visit is None:
            return await download(request)
        visit.requests += 1
        try:
            response = await download(request)
        except Exception as error:  # of whatever kind: once told, it goes its way
            self._tell(evidence.unanswered(request, visit.portal.name, error))
            raise
        fetch = evidence.answered(request, visit.portal.name, response)
        self._tell(fetch)
        if isinstance(fetch.outcome, Answer) and fetch.outcome.challenge:
            visit.blocked = fetch.outcome.challenge  # now: the next request leaves before anybody reads this
        return response

    def _tell(self, fetch: Fetch) -> None:
        self._crawler.signals.send_catch_log(evidence.fetched, fetch=fetch)

    async def close(self) -> None:
        await super().close()
        await self._lenient.close()


class _Listener(_LenientHTTP11ClientProtocol):
    """Connection that hangs up on a server whose headers do not end; Twisted would collect them for ever."""

    _heard = 0

    def request(self, request: Any) -> Deferred[Any]:
        self._heard = 0
        return super().request(request)

    def dataReceived(self, data: bytes) -> None:  # noqa: N802
        if self._parser is not None and self._parser.state in (STATUS, HEADER):
            self._heard += len(data)
            if self._heard > LARGEST_HEAD and self.transport:
                self.transport.abortConnection()
                return
        super().dataReceived(data)  # type: ignore[no-untyped-call]


class _Listening(_LenientHTTP11ClientFactory):
    def buildProtocol(self, addr: Any) -> _Listener:  # noqa: N802
        return _Listener(self._quiescentCallback)  # type: ignore[no-untyped-call]


def _lenient_handler(crawler: Crawler) -> HTTP11DownloadHandler:
    handler = HTTP11DownloadHandler(crawler)
    handler._pool._factory = _Listening
    factory: Any = handler._contextFactory
    factory.tls_min_version = TLSVersion.TLSv1_0
    standard = factory._get_cert_options

    def lenient() -> CertificateOptions:
        options: CertificateOptions = standard()
        context = options.getContext()  # made once, so what is changed stays so
        context.set_cipher_list(b"DEFAULT:@SECLEVEL=0")
        return options

    factory._get_cert_options = lenient  # no setting goes so low: it loses the security level
    return handler


def _is_handshake(error: DownloadFailedError) -> bool:
    reasons = getattr(error.__cause__, "reasons", None) or []
    return any(isinstance(reason.value, SSL.Error) for reason in reasons)


def _admit(crawler: Crawler, request: Request) -> Visit | None:
    """Give the visit a request belongs to; null where somebody asks by hand, in ``scrapy shell``."""
    spider = crawler.spider
    if not isinstance(spider, Visiting):
        return None
    visit = spider.visit_of(request)
    if visit is None or not visit.territory.allows(request.url):
        raise OffPortalError(request.url)
    if visit.blocked:
        raise VisitOverError(visit.blocked)
    return visit


class PublicAddressResolver(CachingThreadedResolver):
    """Resolver that answers with public addresses only, so that no name leads into the local network.

    The address given here is the one connected to; there is no second look-up that could answer otherwise.
    Names that are loopback by themselves pass: :class:`StayOnPortal` lets a request to them through only for
    a portal whose own address it is.
    """

    def getHostByName(self, name: str, timeout: Sequence[int] = ()) -> Deferred[str]:  # noqa: N802
        answer: Deferred[str] = super().getHostByName(name, timeout)
        return answer if is_loopback_name(name) else answer.addCallback(_public, name)


def _public(answer: str, name: str) -> str:
    if not is_public(ipaddress.ip_address(answer)):
        log.warning("%s resolves to %s, which is no public address", name, answer)  # Twisted drops the reason
        raise DNSLookupError(f"{name}: no public address")
    return answer
