"""The record of runs: what was done when, and how it ended."""

from __future__ import annotations

from sqlite_utils import Database

from archive.database import now
from archive.reading import Tally


def begin(database: Database, command: str) -> int:
    """Enter a new run and return its number."""
    with database.atomic():
        sql = "INSERT INTO runs (command, started_at) VALUES (?, ?) RETURNING run_id"
        [(run,)] = database.execute(sql, [command, now()]).fetchall()
    return int(run)


def count(database: Database, run: int, tally: Tally) -> None:
    with database.atomic():
        sql = "UPDATE runs SET read = ?, unreadable = ? WHERE run_id = ?"
        database.execute(sql, [tally.read, tally.unreadable, run])


def end(database: Database, run: int) -> None:
    with database.atomic():
        database.execute("UPDATE runs SET ended_at = ? WHERE run_id = ?", [now(), run])
