"""The working database ``archive.db``: opened with its tables in place, whatever version wrote it."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

from sqlite_utils import Database

_SCHEMA = (Path(__file__).parent / "schema.sql").read_text(encoding="utf-8")
ARCHIVE_SCHEMA, _, PUBLIC_SCHEMA = _SCHEMA.partition("\n-- ====")
PUBLIC_SCHEMA = f"-- {PUBLIC_SCHEMA}"

_BUSY_SECONDS = 5  # how long to wait for another program that holds the database

# Each brings an archive.db one step on that an older version wrote; append, never edit. A new one starts from
# schema.sql and needs none. A step may drop derived tables: they are then made anew, and filled by reading.
MIGRATIONS: tuple[str, ...] = (
    "UPDATE readings SET stale = 1 WHERE outcome = 'unreadable';",  # OFD and bundles can be read now
    "ALTER TABLE portal_visits ADD COLUMN thorough INTEGER NOT NULL DEFAULT 1;"
    "ALTER TABLE documents ADD COLUMN year INTEGER; ALTER TABLE documents ADD COLUMN files TEXT;",
    "",  # a table more: fetches
    # Fetches that were not answered, and where the others are kept.
    "CREATE TABLE IF NOT EXISTS fetches (fetch_id, run_id, portal, url, method, why, status, headers, sha256, bytes,"
    " fetched_at); ALTER TABLE fetches RENAME TO answers; "
    "CREATE TABLE fetches (fetch_id INTEGER PRIMARY KEY, run_id INTEGER NOT NULL REFERENCES runs,"
    " portal TEXT NOT NULL, url TEXT NOT NULL, method TEXT NOT NULL, why TEXT NOT NULL, status INTEGER, headers TEXT,"
    " sha256 TEXT, bytes INTEGER, fetched_at TEXT NOT NULL, failure TEXT, warc TEXT, warc_offset INTEGER); "
    "INSERT INTO fetches SELECT fetch_id, run_id, portal, url, method, why, status, headers, sha256, bytes, fetched_at,"
    " NULL, NULL, NULL FROM answers; DROP TABLE answers;",
    "ALTER TABLE documents ADD COLUMN claims TEXT; DROP VIEW IF EXISTS all_documents;",
    "ALTER TABLE portal_visits ADD COLUMN complete INTEGER NOT NULL DEFAULT 0;"
    "UPDATE portal_visits SET complete = outcome IN ('ok', 'unchanged');",
)


@contextmanager
def opened(path: Path, migrations: Sequence[str] = MIGRATIONS) -> Iterator[Database]:
    """Open the working database, making or migrating it where needed, and close it again."""
    with closing(sqlite3.connect(path, timeout=_BUSY_SECONDS)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")  # readers and the crawl do not block each other
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("PRAGMA foreign_keys = ON")
        _migrate(connection, migrations)
        yield Database(connection, execute_plugins=False)


@contextmanager
def opened_for_reading(path: Path) -> Iterator[sqlite3.Connection]:
    """Open the working database, which must exist, where perhaps nothing can be written."""
    # SQLite wants to put files of its own beside the database, unless told that nobody writes it.
    at_rest = not os.access(path.parent, os.W_OK) and not path.with_name(f"{path.name}-wal").exists()
    uri = f"{path.as_uri()}?mode=ro{'&immutable=1' if at_rest else ''}"
    with closing(sqlite3.connect(uri, uri=True, timeout=_BUSY_SECONDS)) as connection:
        yield connection


def _migrate(connection: sqlite3.Connection, migrations: Sequence[str]) -> None:
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    fresh = connection.execute("SELECT count(*) FROM sqlite_master").fetchone() == (0,)
    if version == len(migrations) and not fresh:
        return
    steps = () if fresh else migrations[version:]
    script = "\n".join([*steps, ARCHIVE_SCHEMA, f"PRAGMA user_version = {len(migrations)};"])
    connection.executescript(f"BEGIN IMMEDIATE; {script} COMMIT;")


def timestamp(moment: datetime) -> str:
    """Return a moment as it is stored: UTC, to the second."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def now() -> str:
    return timestamp(datetime.now(UTC))
