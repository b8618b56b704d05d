"""The record of runs: what was done when, and how it ended."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlite_utils import Database

from archive import warc
from archive.database import now, opened
from archive.folder import Folder
from archive.store import Store


@contextmanager
def entered(folder: Folder, command: str) -> Iterator[tuple[Database, int]]:
    """Open the archive and enter a run, under the folder's lock; one that is stopped stays without an end."""
    Store(folder.files).sweep()
    with opened(folder.archive) as database:
        warc.sweep(folder.warc, database)
        run = begin(database, command)
        yield database, run
        end(database, run)


def begin(database: Database, command: str) -> int:
    """Enter a new run and return its number."""
    with database.atomic():
        sql = "INSERT INTO runs (command, started_at) VALUES (?, ?) RETURNING run_id"
        [(run,)] = database.execute(sql, [command, now()]).fetchall()
    return int(run)


def count(database: Database, run: int, *, read: int, unreadable: int) -> None:
    with database.atomic():
        sql = "UPDATE runs SET read = ?, unreadable = ? WHERE run_id = ?"
        database.execute(sql, [read, unreadable, run])


def end(database: Database, run: int) -> None:
    with database.atomic():
        database.execute("UPDATE runs SET ended_at = ? WHERE run_id = ?", [now(), run])
