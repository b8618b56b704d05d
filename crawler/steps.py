"""One request of a visit: why it is made, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from crawler.columns import Column
from crawler.discovery import Role
from crawler.document import PageClaims
from crawler.platforms import Ask


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer as it came."""

    url: str  # after redirects
    status: int
    body: bytes
    at: datetime  # UTC
    content_type: str | None = None
    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """Why a request was made and where its link was found."""

    role: Role
    depth: int = 0
    found_on: str | None = None
    link_text: str | None = None
    article: tuple[str, PageClaims] | None = None  # for an attachment: its article's address and claims
    column: Column | None = None  # for a further page of a list
    shared: str | None = None  # for a script that several lists wait for: its address


@dataclass(frozen=True, slots=True)
class Want:
    """Something to ask for, already reserved with the visit."""

    ask: Ask
    step: Step
