"""What the crawler hands over: fetched files, what became of known ones, and how one visit to a portal went.

All are plain frozen values; the archive's pipeline receives them as Scrapy items.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class PageClaims:
    """What the page around a document says about it, as printed; a claim is evidence, not truth."""

    title: str | None = None  # meta ArticleTitle, else the link's text
    published_on: str | None = None  # meta PubDate, as written there
    source: str | None = None  # meta ContentSource
    site_id: str | None = None  # meta SiteIDCode
    everything: tuple[
        tuple[str, str], ...
    ] = ()  # these and others by their names there: SiteDomain, 索引号, 成文日期


@dataclass(frozen=True, slots=True)
class Document:
    """One fetched file and where it was found."""

    url: str  # after redirects
    portal: str  # Portal.name
    body: bytes = field(repr=False)  # byte for byte as served, content encoding undone
    fetched_at: datetime  # UTC
    status: int
    content_type: str | None  # as declared; servers lie
    found_on: str | None  # the page that linked here
    link_text: str | None
    article_url: str | None  # for an attachment: the article page it hangs on
    claims: PageClaims
    etag: str | None = None
    last_modified: str | None = None
    year: int | None = None  # its report's, as far as a title names it
    files: tuple[str, ...] = ()  # addresses of the files that hang on it, fetched or not


@dataclass(frozen=True, slots=True)
class Again:
    """A known document asked for again that is as it was, by the server's word (304), or is not there any more."""

    url: str
    portal: str
    asked_at: datetime  # UTC
    gone: bool


@dataclass(frozen=True, slots=True)
class List:
    """A list of reports walked to its end; ``rows`` null: a page beneath one that led nowhere."""

    url: str
    portal: str
    title: str | None  # of the link that led there
    rows: int | None
    walked_at: datetime  # UTC
    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What a portal answered, as it came over the wire: the body is perhaps compressed."""

    status: int
    headers: tuple[tuple[str, str], ...] = field(repr=False)
    body: bytes = field(repr=False)
    address: str | None  # IP address it came from
    challenge: str | None  # why it is a firewall's and no content; null: it is none


@dataclass(frozen=True, slots=True)
class Fetch:
    """One request that left us: evidence of what was asked and what came of it."""

    url: str
    portal: str
    method: str
    why: str  # start, way, column, branch, article; or robots.txt
    headers: tuple[tuple[str, str], ...] = field(repr=False)
    body: bytes = field(repr=False)
    outcome: Answer | str  # or why there was none
    at: datetime  # UTC; when it came, or was given up


class VisitOutcome(StrEnum):
    """How one visit to one portal ended."""

    OK = "ok"
    UNCHANGED = "unchanged"  # all well, and nothing that was not known before
    BLOCKED = "blocked"
    UNREACHABLE = "unreachable"
    UNRECOGNISED = "unrecognised"
    SILENT = "silent"  # clearly fewer documents than expected
    PARTIAL = "partial"


@dataclass(frozen=True, slots=True)
class PortalVisit:
    """The end of one portal's crawl in one run."""

    portal: str
    outcome: VisitOutcome
    reason: str | None  # one sentence, null when ok
    documents: int  # reports and attachments handed over
    thorough: bool  # it began at the portal's first page, not at the lists known
    complete: bool  # what was lost, if anything, is gone or forbidden: another day would bring no more
    refused: int  # look-alikes seen and not taken
    requests: int
    platform: str | None
    started_at: datetime  # UTC
    ended_at: datetime  # UTC
