"""What was asked of a portal and what came of it, told to whoever keeps it."""

from __future__ import annotations

import zlib
from datetime import UTC, datetime

from scrapy import Request
from scrapy.http import Headers, Response

from crawler.document import Answer, Fetch
from crawler.visits import LARGEST_CHALLENGE, challenge

fetched = object()  # signal, with ``fetch``: sent for every request that left us, answered or not


def answered(request: Request, portal: str, response: Response) -> Fetch:
    return _fetch(
        request,
        portal,
        Answer(
            status=response.status,
            headers=_pairs(response.headers),
            body=response.body,
            address=str(response.ip_address) if response.ip_address else None,
            challenge=challenge(response.status, _beginning(response)),
        ),
    )


def unanswered(request: Request, portal: str, error: Exception) -> Fetch:
    return _fetch(request, portal, f"{type(error).__name__}: {error}"[:500])


def _fetch(request: Request, portal: str, outcome: Answer | str) -> Fetch:
    return Fetch(
        url=request.url,
        portal=portal,
        method=request.method,
        why=request.meta.get("why", "robots.txt"),
        headers=_pairs(request.headers),
        body=request.body,
        outcome=outcome,
        at=datetime.now(UTC),
    )


def _pairs(headers: Headers) -> tuple[tuple[str, str], ...]:
    return tuple(
        (name.decode("latin-1"), value.decode("latin-1"))
        for name in headers
        for value in headers.getlist(name)
    )


def _beginning(response: Response) -> bytes:
    """Undo the compression of a body as far as a challenge is long."""
    if not response.headers.get("Content-Encoding"):
        return response.body
    try:
        return zlib.decompressobj(wbits=47).decompress(response.body, LARGEST_CHALLENGE)
    except zlib.error:
        return response.body
