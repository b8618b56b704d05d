"""The steps of the scheduled job, each under the lock of the data folder."""

from __future__ import annotations

from datetime import date

from sqlite_utils import Database

from archive import reading, runs
from archive.crawling import Order, crawl
from archive.database import opened
from archive.folder import Folder
from archive.publishing import publish
from archive.reading import Tally
from archive.snapshot import Snapshot, snapshot
from archive.store import Store
from archive.terminal import Terminal


def run_all(folder: Folder, order: Order, terminal: Terminal) -> bool:
    """Do the whole job under the folder's lock; return false when there is something to look at."""
    with folder.locked():
        return run_locked(folder, order, terminal, "run")


def run_locked(folder: Folder, order: Order, terminal: Terminal, command: str) -> bool:
    """Crawl, read, publish and write a snapshot, for a ``command`` that holds the folder's lock."""
    with runs.entered(folder, command) as (database, run):
        well = crawl(folder, database, run, order, terminal)
        tally = _read(folder, database, terminal)
        runs.count(database, run, read=tally.read, unreadable=tally.unreadable)
    _publish(folder, terminal)
    _snapshot(folder, terminal)
    return well and not tally.unreadable


def crawl_only(folder: Folder, order: Order, terminal: Terminal) -> bool:
    """Fetch and keep; return whether every portal's visit went well."""
    with folder.locked(), runs.entered(folder, "crawl") as (database, run):
        return crawl(folder, database, run, order, terminal)


def read_kept(folder: Folder, terminal: Terminal, *, everything: bool) -> Tally:
    """Read the kept files that were not read yet, or all of them anew."""
    folder.require_archive()
    with folder.locked(), opened(folder.archive) as database:
        if everything:
            reading.forget(database)
        return _read(folder, database, terminal)


def publish_only(folder: Folder, terminal: Terminal) -> None:
    folder.require_archive()
    with folder.locked():
        _publish(folder, terminal)


def snapshot_only(folder: Folder, terminal: Terminal) -> None:
    folder.require_public()
    with folder.locked():
        _snapshot(folder, terminal)


def _read(folder: Folder, database: Database, terminal: Terminal) -> Tally:
    tally = reading.read_unread(
        database, Store(folder.files), lambda items, total: terminal.progress(items, total, "读取", "reading")
    )
    terminal.note(
        f"读取文件 {tally.read} 个，其中 {tally.unreadable} 个无法读取",
        f"{tally.read} files read, {tally.unreadable} of them unreadable",
    )
    return tally


def _publish(folder: Folder, terminal: Terminal) -> None:
    with terminal.waiting("正在发布", "publishing"):
        unused = publish(folder)
    for one in unused:
        terminal.note(
            f"{folder.corrections} 第 {one.line} 行没有对应的单元格：{one.report_id}",
            f"{folder.corrections}, line {one.line}: there is no such cell ({one.report_id})",
        )
    terminal.note(f"已发布：{folder.public}", f"published: {folder.public}")


def _snapshot(folder: Folder, terminal: Terminal) -> Snapshot:
    with terminal.waiting("正在写快照", "writing the snapshot"):
        written = snapshot(folder, date.today())  # noqa: DTZ011  the day where the operator lives
    if written.new:
        terminal.note(f"新快照：{written.path}", f"new snapshot: {written.path}")
    else:
        terminal.note(
            f"没有变化，沿用快照 {written.path}", f"nothing has changed since the snapshot {written.path}"
        )
    return written
