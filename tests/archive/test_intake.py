"""What is fetched is kept once, byte for byte, with the times it was seen."""

from __future__ import annotations

import hashlib
import sqlite3
from pathlib import Path

import pytest

from archive.database import ARCHIVE_SCHEMA, opened
from archive.reading import forget, read_unread
from archive.store import Store
from tests.archive.archives import Archive, select
from tests.archive.reports import document

URL = "http://example.gov.cn/a.html"


def test_a_file_is_kept_under_its_hash_and_never_written_again(tmp_path: Path) -> None:
    store = Store(tmp_path)
    sha256 = store.put(b"body")
    path = tmp_path / sha256[:2] / sha256[2:]
    assert sha256 == hashlib.sha256(b"body").hexdigest()
    assert path.read_bytes() == b"body"
    assert path.stat().st_mode & 0o777 == 0o444
    written = path.stat()
    assert store.put(b"body") == sha256
    assert path.stat() == written


def test_what_a_killed_process_left_half_written_is_no_file_and_is_swept(tmp_path: Path) -> None:
    store = Store(tmp_path)
    sha256 = store.put(b"whole")
    (tmp_path / ".incoming" / "half").write_bytes(b"hal")
    store.sweep()
    left = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert left == [store.path(sha256)]


def test_the_same_fetch_twice_changes_nothing_and_a_later_one_only_when_last_seen(archive: Archive) -> None:
    archive.crawl(document(URL, b"A"))
    before = select(archive.folder.archive, "SELECT * FROM documents")
    archive.crawl(document(URL, b"A"))
    assert select(archive.folder.archive, "SELECT * FROM documents") == before
    archive.crawl(document(URL, b"A", days=2))
    [row] = select(archive.folder.archive, "SELECT * FROM documents")
    assert row == {**before[0], "last_seen": "2024-03-03T12:00:00Z"}
    assert len(select(archive.folder.archive, "SELECT * FROM captures")) == 1


def test_content_that_comes_back_is_a_new_capture_of_a_known_document(archive: Archive) -> None:
    for day, body in enumerate((b"A", b"B", b"A")):
        archive.crawl(document(URL, body, days=day))
    captures = select(archive.folder.archive, "SELECT sha256, first_seen FROM captures ORDER BY capture_id")
    a, b = (hashlib.sha256(body).hexdigest() for body in (b"A", b"B"))
    assert [row["sha256"] for row in captures] == [a, b, a]
    assert len(select(archive.folder.archive, "SELECT * FROM documents")) == 2


def test_an_old_fetch_handed_in_late_is_no_return_of_the_old_content(archive: Archive) -> None:
    archive.crawl(document(URL, b"A"), document(URL, b"B", days=5))
    archive.crawl(document(URL, b"A"))
    captures = select(archive.folder.archive, "SELECT last_seen FROM captures ORDER BY capture_id")
    assert [row["last_seen"] for row in captures] == ["2024-03-01T12:00:00Z", "2024-03-06T12:00:00Z"]


def test_an_older_archive_is_brought_up_to_date_once_and_a_new_one_needs_no_step(tmp_path: Path) -> None:
    old, new = tmp_path / "old.db", tmp_path / "new.db"
    step = "ALTER TABLE runs ADD COLUMN host TEXT;"
    with opened(old, ()) as database:
        database.execute("INSERT INTO runs (command, started_at) VALUES ('run', 'then')")
        database.conn.commit()
    for _ in range(2):
        with opened(old, (step,)) as database:
            assert list(database.query("SELECT command, host FROM runs")) == [
                {"command": "run", "host": None}
            ]
    with opened(new, ("SELECT no_such_function();",)) as database:
        assert "runs" in database.table_names()


def test_a_step_that_fails_leaves_the_archive_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    with opened(path, ()):
        pass
    with (
        pytest.raises(sqlite3.OperationalError, match="no such table"),
        opened(path, ("CREATE TABLE extra (x); DELETE FROM no_such_table;",)),
    ):
        pass
    assert select(path, "SELECT name FROM sqlite_master WHERE name = 'extra'") == []


def test_every_table_of_the_archive_is_made_by_the_schema_alone() -> None:
    connection = sqlite3.connect(":memory:")
    connection.executescript(ARCHIVE_SCHEMA)
    names = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    connection.close()
    assert {"documents", "captures", "runs", "portal_visits", "readings", "figures"} <= names


def test_the_division_of_the_portal_breaks_a_tie(archive: Archive) -> None:
    page = (
        "<p>市中区教育局2022年政府信息公开工作年度报告</p><p>一、总体情况</p><p>二、主动公开政府信息情况</p>"
        "<table><tr><td colspan=2>第二十条第（五）项</td></tr><tr><td>信息内容</td><td>本年处理决定数量</td></tr>"
        "<tr><td>行政许可</td><td>1</td></tr></table>"
    )
    archive.crawl(document(URL, page.encode()))
    with opened(archive.folder.archive) as database:
        database.execute("INSERT INTO portals VALUES ('tengzhou', '', '370402', '')")
        forget(database)
        read_unread(database, Store(archive.folder.files), lambda items, _: iter(items))
    [row] = select(archive.folder.archive, "SELECT outcome, division_code FROM readings")
    assert row == {"outcome": "report", "division_code": "370402"}
