"""Tell the crawler what is known, so that a run asks only for what can have changed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from crawler.catalogue import Portal

_DISCOVERED = """
SELECT portal, max(ended_at) AS discovered_at FROM portal_visits JOIN portals USING (portal)
WHERE portal = ? AND url = ? AND thorough AND complete
  AND (SELECT l.complete FROM portal_visits l WHERE l.portal = portals.portal ORDER BY l.run_id DESC LIMIT 1)
HAVING max(ended_at) IS NOT NULL
"""
_LISTS = "SELECT portal, url, title, rows, etag, last_modified FROM lists WHERE portal = ?"
_DOCUMENTS = """
SELECT d.portal, d.url, d.sha256, c.last_seen AS asked_at, d.etag, d.last_modified, d.year, d.files,
  d.article_url IS NOT NULL AS attached, d.claimed_title AS title, d.claimed_published_on AS published_on,
  d.claimed_source AS source, d.claimed_site_id AS site_id
FROM documents d JOIN captures c USING (url, sha256)
WHERE d.portal = ? AND c.capture_id = (SELECT max(l.capture_id) FROM captures l WHERE l.url = d.url)
  AND d.url NOT IN (SELECT url FROM absences)
"""


def write(database: Database, portals: Iterable[Portal], file: Path) -> None:
    """Write what is known of these portals, one JSON object a line, as ``crawler/memory.py`` reads it."""
    with file.open("w", encoding="utf-8") as lines:
        for portal in portals:
            for row in _known(database, portal):
                lines.write(json.dumps(row, ensure_ascii=False) + "\n")


def _known(database: Database, portal: Portal) -> Iterator[dict[str, Any]]:
    yield from database.query(_DISCOVERED, [portal.name, portal.url])
    yield from database.query(_LISTS, [portal.name])
    for row in database.query(_DOCUMENTS, [portal.name]):
        yield {**row, "files": json.loads(row["files"] or "[]")}
