"""`gongkai verify` finds whatever was lost or changed after it was kept, and nothing in a sound archive."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from archive.database import opened
from archive.folder import Folder
from archive.intake import note_fetch
from archive.snapshot import snapshot
from archive.store import Store
from archive.terminal import Terminal
from archive.verifying import verify
from archive.warc import Warc
from crawler.document import Answer, Fetch
from tests.archive.archives import Archive
from tests.archive.reports import NOON, document, report

PAGE = "http://example.gov.cn/t1.html"


@pytest.fixture
def folder(archive: Archive) -> Folder:
    """What a whole run leaves: a file, rows, a request, a public database, a snapshot."""
    archive.reports = {b"A": report()}
    archive.crawl(document(PAGE, b"A"))
    fetch = Fetch(PAGE, "tengzhou", "GET", "article", (), b"", Answer(200, (), b"A", None, None), NOON)
    with opened(archive.folder.archive) as database, Warc(archive.folder.warc, 1) as warc:
        note_fetch(database, warc, fetch, 1)
    archive.publish()
    snapshot(archive.folder, date(2026, 3, 31))
    return archive.folder


def test_a_sound_archive_is_sound(folder: Folder, capsys: pytest.CaptureFixture[str]) -> None:
    assert verify(folder, Terminal("en"))
    assert capsys.readouterr().out == "everything is as it was kept\n"


def _change(path: Path) -> None:
    path.chmod(0o644)
    path.write_bytes(path.read_bytes()[:-1] + b"x")


def _kept(folder: Folder) -> Path:
    return next(path for path in folder.files.glob("??/*"))


def _elsewhere(folder: Folder) -> None:
    with closing(sqlite3.connect(folder.public)) as public, public:
        public.execute("UPDATE reports SET sha256 = ?", ["0" * 64])


DAMAGE: dict[str, tuple[Callable[[Folder], object], str]] = {
    "a changed file": (lambda folder: _change(_kept(folder)), "does not have the content it was kept for"),
    "a lost file": (lambda folder: _kept(folder).unlink(), f"is missing ({PAGE})"),
    "a lost WARC": (lambda folder: next(folder.warc.iterdir()).unlink(), f"has no record of {PAGE}"),
    "a torn WARC": (lambda folder: next(folder.warc.iterdir()).write_bytes(b""), f"has no record of {PAGE}"),
    "a figure of no file": (_elsewhere, "which is not kept"),
    "a changed snapshot": (
        lambda folder: _change(folder.snapshots / "latest" / "reports.csv"),
        "snapshot file 2026-03-31/reports.csv is missing or was changed",
    ),
    "a lost snapshot file": (
        lambda folder: (folder.snapshots / "latest" / "figures.parquet").unlink(),
        "snapshot file 2026-03-31/figures.parquet is missing or was changed",
    ),
}


@pytest.mark.parametrize("name", DAMAGE)
def test_damage_is_named(folder: Folder, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    damage, sentence = DAMAGE[name]
    damage(folder)
    assert not verify(folder, Terminal("en"))
    [line] = capsys.readouterr().out.splitlines()
    assert sentence in line


def test_a_file_that_no_row_tells_of_is_no_damage(folder: Folder) -> None:
    Store(folder.files).put(b"fetched by a run that was killed before it could say so")
    assert verify(folder, Terminal("en"))
