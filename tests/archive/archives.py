"""An archive filled by hand: what was fetched, and what each file says."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from archive import runs
from archive.database import opened
from archive.folder import Folder
from archive.intake import keep, note
from archive.publishing import publish
from archive.reading import save
from archive.store import Store
from crawler.document import Document
from extractors.report import Reading, Report
from tests.archive.reports import reading, visit


@dataclass
class Archive:
    """Fetched documents with the reports in them; a body without one is no report."""

    folder: Folder
    reports: dict[bytes, Report] = field(default_factory=dict)

    def crawl(self, *documents: Document) -> None:
        """One run that fetches these documents and reads what is new."""
        with opened(self.folder.archive) as database:
            run = runs.begin(database, "run")
            for item in documents:
                keep(database, Store(self.folder.files), item, run)
                self.save(item.body, reading(item.body, self.reports.get(item.body)))
            note(database, visit(documents=len(documents)), run)
            runs.end(database, run)

    def save(self, body: bytes, what: Reading) -> None:
        with opened(self.folder.archive) as database:
            save(database, hashlib.sha256(body).hexdigest(), what)

    def publish(self) -> None:
        publish(self.folder)

    def rows(self, sql: str) -> list[dict[str, Any]]:
        return select(self.folder.public, sql)


def select(path: Path, sql: str, parameters: Sequence[Any] = ()) -> list[dict[str, Any]]:
    with closing(sqlite3.connect(path)) as connection:
        connection.row_factory = sqlite3.Row
        return [dict(row) for row in connection.execute(sql, parameters)]
