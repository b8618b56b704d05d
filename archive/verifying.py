"""Checks that everything kept is still there, and still what it was."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path

from archive.database import opened_for_reading
from archive.folder import Folder
from archive.snapshot import CHECKSUMS, newest_first
from archive.store import Store
from archive.tabular import digest
from archive.terminal import Terminal
from extractors.report import Message

_RECORD = b"WARC/1."
_GZIP = 31  # zlib's window bits for exactly one gzip member
_HEAD = 4096  # bytes, more than a record needs to show what it is


def verify(folder: Folder, terminal: Terminal) -> bool:
    """Check every kept file against its hash and every row against its file; say what is wrong. True: nothing is.

    Reads only, and may run beside a crawl.
    """
    folder.require_archive()
    store = Store(folder.files)
    with opened_for_reading(folder.archive) as archive:
        troubles = [
            *_database(folder.archive, archive),
            *_files(store, terminal),
            *_rows(store, archive),
            *_records(folder.warc, archive, terminal),
            *_published(folder, archive),
        ]
    troubles += _snapshots(folder, terminal)
    for trouble in troubles:
        terminal.say(trouble.zh, trouble.en)
    if not troubles:
        terminal.say("全部完好", "everything is as it was kept")
    return not troubles


def _database(path: Path, connection: sqlite3.Connection) -> Iterator[Message]:
    """Let SQLite look whether its own file is sound."""
    [(answer,)] = connection.execute("PRAGMA quick_check(1)").fetchall()
    if answer != "ok":
        yield Message(f"{path.name} 已损坏：{answer}", f"{path.name} is damaged: {answer}")


def _files(store: Store, terminal: Terminal) -> Iterator[Message]:
    paths = sorted(store.root.glob("[0-9a-f][0-9a-f]/*"))
    for path in terminal.progress(paths, len(paths), "核对文件", "checking files"):
        name = path.parent.name + path.name
        if digest(path) != name:
            yield Message(
                f"文件 {name} 的内容与其哈希不符", f"file {name} does not have the content it was kept for"
            )


def _rows(store: Store, archive: sqlite3.Connection) -> Iterator[Message]:
    sql = "SELECT sha256, min(url) FROM all_documents GROUP BY sha256 ORDER BY sha256"
    for sha256, url in archive.execute(sql):
        if not store.path(sha256).is_file():
            yield Message(f"缺少文件 {sha256}（{url}）", f"file {sha256} is missing ({url})")


def _records(folder: Path, archive: sqlite3.Connection, terminal: Terminal) -> Iterator[Message]:
    sql = "SELECT warc, warc_offset, url FROM fetches WHERE warc IS NOT NULL ORDER BY warc, warc_offset"
    rows = archive.execute(sql).fetchall()
    for name, offset, url in terminal.progress(rows, len(rows), "核对抓取记录", "checking requests"):
        if not _has_record(folder / name, offset):
            yield Message(
                f"warc/{name} 在 {offset} 处没有 {url} 的记录",
                f"warc/{name} has no record of {url} at {offset}",
            )


def _has_record(path: Path, offset: int) -> bool:
    try:
        with path.open("rb") as file:
            file.seek(offset)
            return zlib.decompressobj(_GZIP).decompress(file.read(_HEAD), len(_RECORD)) == _RECORD
    except (OSError, zlib.error):
        return False


def _published(folder: Folder, archive: sqlite3.Connection) -> Iterator[Message]:
    """See that what is published was read from files that are kept."""
    if not folder.public.exists():
        return
    kept = {sha256 for (sha256,) in archive.execute("SELECT sha256 FROM all_documents")}
    with closing(sqlite3.connect(f"{folder.public.as_uri()}?mode=ro", uri=True)) as public:
        yield from _database(folder.public, public)
        for report, sha256 in public.execute("SELECT report_id, sha256 FROM reports"):
            if sha256 not in kept:
                yield Message(
                    f"public.db 中 {report} 出自未保存的文件 {sha256}",
                    f"{report} in public.db comes from file {sha256}, which is not kept",
                )


def _snapshots(folder: Folder, terminal: Terminal) -> Iterator[Message]:
    listed = [*_listed(newest_first(folder.snapshots))]
    for path, expected in terminal.progress(listed, len(listed), "核对快照", "checking snapshots"):
        if not path.is_file() or digest(path) != expected:
            yield Message(
                f"快照文件 {path.parent.name}/{path.name} 缺失或已改变",
                f"snapshot file {path.parent.name}/{path.name} is missing or was changed",
            )


def _listed(snapshots: Iterable[Path]) -> Iterator[tuple[Path, str]]:
    for snapshot in snapshots:
        if (snapshot / CHECKSUMS).is_file():
            for line in (snapshot / CHECKSUMS).read_text(encoding="utf-8").splitlines():
                expected, _, name = line.partition("  ")
                yield snapshot / name, expected
