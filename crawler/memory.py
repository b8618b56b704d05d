"""What earlier runs found, and what of it is worth asking for again.

The archive hands it over as a file of JSON lines, one a known document, list or portal. Without one, every visit is
the first.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from zlib import crc32

from crawler.addresses import identity
from crawler.document import PageClaims

ROTA = timedelta(days=60)  # after so long a known report is asked for again, in season or not
SPREAD = 30  # days over which reports fetched together are asked for again
DISCOVERY = timedelta(days=30)  # after so long a portal is searched from its first page again
LAST_MONTH_OF_SEASON = 6  # reports are due by March; stragglers and corrections come until summer

_CLAIMS = ("title", "published_on", "source", "site_id")


@dataclass(frozen=True, slots=True)
class Known:
    """A document an earlier run archived."""

    url: str
    sha256: str
    asked_at: datetime  # UTC
    etag: str | None
    last_modified: str | None
    year: int | None  # its report's, as far as its title names it
    attached: bool  # it hangs on an article
    files: tuple[str, ...]  # what hangs on it
    claims: PageClaims


@dataclass(frozen=True, slots=True)
class Shelf:
    """A list an earlier run walked to its end; ``rows`` null: a page that turned out to lead nowhere."""

    url: str
    title: str | None
    rows: int | None
    etag: str | None
    last_modified: str | None


@dataclass
class Memory:
    """What is known of one portal."""

    documents: dict[str, Known] = field(default_factory=dict)  # by identity of their addresses
    shelves: dict[str, Shelf] = field(default_factory=dict)
    discovered_at: datetime | None = (
        None  # end of the last visit that began at the first page and lost nothing
    )

    def knows(self, url: str) -> bool:
        return identity(url) in self.documents or identity(url) in self.shelves

    def is_recent(self, now: datetime) -> bool:
        """Tell whether the lists known are all there are, as far as one can know without looking."""
        return bool(self.shelves) and self.discovered_at is not None and now - self.discovered_at < DISCOVERY

    def is_due(self, known: Known, now: datetime) -> bool:
        """Tell whether a known report may have changed: those of the running season, all others once in a while."""
        in_season = now.month <= LAST_MONTH_OF_SEASON and known.year == now.year - 1
        return in_season or now - known.asked_at > ROTA + timedelta(days=crc32(known.url.encode()) % SPREAD)


def load(file: Path) -> dict[str, Memory]:
    """Read the memory of every portal by its name."""
    memories: dict[str, Memory] = {}
    with file.open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            _add(memories.setdefault(row.pop("portal"), Memory()), row)
    return memories


def _add(memory: Memory, row: dict[str, str | int | list[str] | None]) -> None:
    if "discovered_at" in row:
        memory.discovered_at = datetime.fromisoformat(str(row["discovered_at"]))
        return
    url, etag, modified = str(row["url"]), _text(row, "etag"), _text(row, "last_modified")
    if "asked_at" not in row:
        memory.shelves[identity(url)] = Shelf(url, _text(row, "title"), _number(row, "rows"), etag, modified)
        return
    title, published_on, source, site_id = (_text(row, key) for key in _CLAIMS)
    asked_at = datetime.fromisoformat(str(row["asked_at"]))
    memory.documents[identity(url)] = Known(
        url=url,
        sha256=str(row["sha256"]),
        asked_at=asked_at,
        etag=etag,
        last_modified=modified,
        year=_number(row, "year"),
        attached=bool(row["attached"]),
        files=tuple(_texts(row, "files")),
        claims=PageClaims(title, published_on, source, site_id),
    )


def _text(row: dict[str, str | int | list[str] | None], key: str) -> str | None:
    value = row.get(key)
    return value if isinstance(value, str) else None


def _number(row: dict[str, str | int | list[str] | None], key: str) -> int | None:
    value = row.get(key)
    return value if isinstance(value, int) else None


def _texts(row: dict[str, str | int | list[str] | None], key: str) -> Iterator[str]:
    value = row.get(key)
    yield from value if isinstance(value, list) else ()
