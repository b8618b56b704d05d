"""Take in what the crawler hands over: the file into the store, where and when into the database."""

from __future__ import annotations

import hashlib
import json
import logging
import os
import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any, Self

from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem
from scrapy.utils.defer import deferred_from_coro
from sqlite_utils import Database

from archive import runs
from archive.database import opened, timestamp
from archive.errors import BETWEEN, UserError, explained
from archive.folder import Folder, default_folder
from archive.store import Store
from archive.warc import Warc
from crawler import evidence
from crawler.document import Again, Answer, Document, Fetch, List, PortalVisit

log = logging.getLogger(__name__)


class KeepDocuments:
    """Scrapy pipeline: keeps every ``Document`` and notes everything else, each item in one transaction.

    Setting ``GONGKAI_DATA`` names the data folder (default: the environment, else ./data); ``GONGKAI_RUN`` in
    the environment the run this crawl is part of (default: a run of its own). Nothing is opened before there is
    something to keep: ``scrapy shell`` has pipelines too.
    """

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        pipeline = cls(
            crawler, Folder(Path(crawler.settings.get("GONGKAI_DATA") or default_folder()).absolute())
        )
        crawler.signals.connect(pipeline.note_fetch, evidence.fetched)
        return pipeline

    def __init__(self, crawler: Crawler, folder: Folder) -> None:
        self.crawler = crawler
        self.folder = folder
        self.closing = ExitStack()
        self.archive: tuple[Database, int, Warc] | None = None
        self.trouble: str | None = None

    def close_spider(self) -> None:
        if self.trouble and self.archive:
            database, run, _ = self.archive
            with database.atomic():
                database.execute("UPDATE runs SET trouble = ? WHERE run_id = ?", [self.trouble, run])
        self.closing.close()

    def note_fetch(self, fetch: Fetch) -> None:
        """Note every request, those too that are redirected, refused, or made again."""
        with suppress(DropItem):
            self.process_item(fetch)

    def process_item(self, item: Any) -> Any:
        if self.trouble:
            raise DropItem("nothing can be kept any more")
        try:
            self._take(item)
        except (UserError, OSError, sqlite3.Error) as error:
            # Crawling on would only bother the portals: nothing more can be kept.
            sentence = explained(error)
            self.trouble = f"{sentence.zh}{BETWEEN}{sentence.en}"
            log.critical("cannot keep what was fetched: %s", error)
            assert self.crawler.engine  # noqa: S101  it is running: it gave us this item
            self.ending = deferred_from_coro(self.crawler.engine.close_spider_async(reason="archive"))
            raise DropItem("could not be kept") from error
        return item

    def _take(self, item: Any) -> None:
        if self.archive is None:
            database, run = self.closing.enter_context(_run_of_this_crawl(self.folder))
            self.archive = database, run, self.closing.enter_context(Warc(self.folder.warc, run))
        database, run, warc = self.archive
        if isinstance(item, Document):
            keep(database, Store(self.folder.files), item, run)
        elif isinstance(item, Fetch):
            note_fetch(database, warc, item, run)
        elif isinstance(item, Again):
            note_again(database, item, run)
        elif isinstance(item, List):
            note_list(database, item)
        elif isinstance(item, PortalVisit):
            note(database, item, run)


@contextmanager
def _run_of_this_crawl(folder: Folder) -> Iterator[tuple[Database, int]]:
    """Open the archive for the run that started this crawl, or for one of its own: that one takes the lock."""
    if given := os.environ.get("GONGKAI_RUN"):
        with opened(folder.archive) as database:
            yield database, int(given)
    else:
        with folder.locked(), runs.entered(folder, "scrapy") as entered:
            yield entered


def keep(database: Database, store: Store, document: Document, run: int) -> None:
    """Keep a document. Taking in the same fetch twice changes nothing."""
    sha256 = store.put(document.body)  # first, so that no row ever lacks its file
    seen = timestamp(document.fetched_at)
    with database.atomic():
        database.execute(_DOCUMENT, _row(document, sha256, run, seen))
        last = database.execute(_LAST_CAPTURE, [document.url]).fetchone()
        if last is None or (last[1] != sha256 and last[2] < seen):
            database.execute(_NEW_CAPTURE, [document.url, sha256, run, seen, seen])
        elif last[1] == sha256:
            database.execute(_SEEN_AGAIN, [seen, last[0]])
        database.execute("DELETE FROM absences WHERE url = ?", [document.url])


def note_fetch(database: Database, warc: Warc, fetch: Fetch, run: int) -> None:
    """Keep one request and its answer as evidence, or why there was none."""
    row: dict[str, object] = {
        "run_id": run,
        "portal": fetch.portal,
        "url": fetch.url,
        "method": fetch.method,
        "why": fetch.why,
        "fetched_at": timestamp(fetch.at),
    }
    if isinstance(fetch.outcome, Answer):
        row |= _answer(fetch.outcome)
        row["warc"], row["warc_offset"] = warc.write(fetch, fetch.outcome)
    else:
        row["failure"] = fetch.outcome
    with database.atomic():
        database.table("fetches").insert(row)


def _answer(answer: Answer) -> dict[str, object]:
    headers: dict[str, list[str]] = {}
    for name, value in answer.headers:
        headers.setdefault(name, []).append(value)
    return {
        "status": answer.status,
        "headers": json.dumps(
            {name: ",".join(values) for name, values in headers.items()}, ensure_ascii=False
        ),
        "sha256": hashlib.sha256(answer.body).hexdigest(),
        "bytes": len(answer.body),
    }


def note_again(database: Database, again: Again, run: int) -> None:
    """Note that a known document is as it was, or gone; the day it was last seen stays on it."""
    seen = timestamp(again.asked_at)
    with database.atomic():
        last = database.execute(_LAST_CAPTURE, [again.url]).fetchone()
        if again.gone:
            database.execute("INSERT OR IGNORE INTO absences VALUES (?, ?, ?)", [again.url, run, seen])
        elif last:
            database.execute(_SEEN_AGAIN, [seen, last[0]])
            database.execute(_DOCUMENT_SEEN, [seen, again.url, last[1]])
            database.execute("DELETE FROM absences WHERE url = ?", [again.url])


def note_list(database: Database, found: List) -> None:
    """Note that a list was walked to its end."""
    row = {
        "portal": found.portal,
        "url": found.url,
        "title": found.title,
        "rows": found.rows,
        "etag": found.etag,
        "last_modified": found.last_modified,
        "walked_at": timestamp(found.walked_at),
    }
    with database.atomic():
        database.table("lists", pk=("portal", "url")).insert(row, replace=True)


def note(database: Database, visit: PortalVisit, run: int) -> None:
    """Note how a visit to a portal went."""
    row = {
        "run_id": run,
        "portal": visit.portal,
        "outcome": str(visit.outcome),
        "reason": visit.reason,
        "documents": visit.documents,
        "refused": visit.refused,
        "requests": visit.requests,
        "platform": visit.platform,
        "started_at": timestamp(visit.started_at),
        "ended_at": timestamp(visit.ended_at),
        "thorough": visit.thorough,
        "complete": visit.complete,
    }
    with database.atomic():
        database.table("portal_visits", pk=("run_id", "portal")).insert(row, replace=True)


_DOCUMENT = """
INSERT INTO documents VALUES (:url, :sha256, :portal, :bytes, :content_type, :found_on, :link_text,
  :article_url, :title, :published_on, :source, :site_id, :etag, :last_modified, :run, :seen, :seen, :year, :files,
  :claims)
ON CONFLICT (url, sha256) DO UPDATE SET etag = excluded.etag, last_modified = excluded.last_modified,
  year = excluded.year, files = excluded.files, last_seen = max(last_seen, excluded.last_seen)
"""
_LAST_CAPTURE = """
SELECT capture_id, sha256, last_seen FROM captures WHERE url = ? ORDER BY capture_id DESC LIMIT 1
"""
_NEW_CAPTURE = "INSERT INTO captures (url, sha256, run_id, first_seen, last_seen) VALUES (?, ?, ?, ?, ?)"
_DOCUMENT_SEEN = "UPDATE documents SET last_seen = max(last_seen, ?) WHERE url = ? AND sha256 = ?"
_SEEN_AGAIN = "UPDATE captures SET last_seen = max(last_seen, ?) WHERE capture_id = ?"


def _row(document: Document, sha256: str, run: int, seen: str) -> dict[str, object]:
    claims = document.claims
    return {
        "url": document.url,
        "sha256": sha256,
        "portal": document.portal,
        "bytes": len(document.body),
        "content_type": document.content_type,
        "found_on": document.found_on,
        "link_text": document.link_text,
        "article_url": document.article_url,
        "title": claims.title,
        "published_on": claims.published_on,
        "source": claims.source,
        "site_id": claims.site_id,
        "etag": document.etag,
        "last_modified": document.last_modified,
        "run": run,
        "seen": seen,
        "year": document.year,
        "files": json.dumps(document.files, ensure_ascii=False),
        "claims": json.dumps(dict(claims.everything), ensure_ascii=False) if claims.everything else None,
    }
