"""Requests and answers are kept as WARC that other people's programs accept, whatever happens while it is written."""

from __future__ import annotations

import gzip
import resource
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from sqlite_utils import Database
from warcio.archiveiterator import ArchiveIterator
from warcio.cli import main as warcio

from archive import warc
from archive.database import opened
from archive.intake import note_fetch
from archive.warc import Warc
from crawler.document import Answer, Fetch

NOON = datetime(2024, 3, 1, 12, tzinfo=UTC)
URL = "http://www.a.gov.cn/nb/?y=2023"


def accepted(file: Path) -> bool:
    """Tell what ``warcio check`` says of a file: digests, lengths, gzip members."""
    with pytest.raises(SystemExit) as ending:
        warcio(["check", str(file)])
    return ending.value.code == 0


def records(file: Path) -> Iterator[tuple[str, int | None, bytes, dict[str, str]]]:
    """Give type, status, body without compression, and headers of every record."""
    with file.open("rb") as stream:
        for record in ArchiveIterator(stream):
            http = record.http_headers
            status = int(http.get_statuscode()) if record.rec_type == "response" else None
            yield record.rec_type, status, record.content_stream().read(), dict(http.headers if http else [])


def fetch(body: bytes = b"<p>", status: int = 200, challenge: str | None = None, **headers: str) -> Fetch:
    pairs = tuple((name.replace("_", "-"), value) for name, value in headers.items())
    answer = Answer(status, pairs, body, "10.0.0.1", challenge)
    return Fetch(URL, "a", "GET", "article", (("Accept", "*/*"),), b"", answer, NOON)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with opened(tmp_path / "archive.db") as database:
        database.execute("INSERT INTO runs (command, started_at) VALUES ('run', 'then')")
        database.conn.commit()
        yield database


def keep(database: Database, folder: Path, *fetches: Fetch, full: int = warc.FULL) -> list[Path]:
    with Warc(folder, 1, full) as files:
        for each in fetches:
            note_fetch(database, files, each, 1)
    return sorted(folder.glob("*"))


def test_every_answer_is_there_with_its_request(database: Database, tmp_path: Path) -> None:
    packed = gzip.compress(b"<p>news</p>")
    [file] = keep(
        database,
        tmp_path / "warc",
        fetch(packed, Content_Encoding="gzip", Transfer_Encoding="chunked"),  # the chunks are gone
        fetch(b"", 304, Content_Length="4096"),  # of the body it would have had
        fetch(b"gone", 404, X_Where="\xe5\xb9\xb4"),
        fetch(b"", 302, Location="/x"),
    )
    assert accepted(file)
    kept = list(records(file))
    assert [kind for kind, *_ in kept] == ["warcinfo", *["response", "request"] * 4]
    answers = [(status, body) for kind, status, body, _ in kept if kind == "response"]
    assert answers == [(200, b"<p>news</p>"), (304, b""), (404, b"gone"), (302, b"")]
    first = kept[1][3]
    assert (first["Content-Length"], first["Content-Encoding"]) == (str(len(packed)), "gzip")
    assert "Transfer-Encoding" not in first
    assert kept[2][3]["Host"] == "www.a.gov.cn"


def test_a_row_leads_to_its_record(database: Database, tmp_path: Path) -> None:
    keep(database, tmp_path / "warc", *(fetch(str(n).encode()) for n in range(3)))
    for n, (name, offset) in enumerate(database.execute("SELECT warc, warc_offset FROM fetches")):
        with (tmp_path / "warc" / name).open("rb") as stream:
            stream.seek(offset)
            assert next(iter(ArchiveIterator(stream))).content_stream().read() == str(n).encode()


def test_a_challenge_is_recorded_but_its_page_is_not(database: Database, tmp_path: Path) -> None:
    [file] = keep(database, tmp_path / "warc", fetch(b"$_ts=", 412, challenge="status 412"))
    assert accepted(file)
    assert [(status, body) for _, status, body, _ in records(file)][1] == (412, b"")


def test_what_was_not_answered_is_a_row_with_its_reason(database: Database, tmp_path: Path) -> None:
    silent = Fetch(URL, "a", "GET", "way", (), b"", "DownloadTimeoutError: 90 seconds", NOON)
    assert keep(database, tmp_path / "warc", silent) == []
    row = next(database.query("SELECT status, sha256, failure, warc FROM fetches"))
    assert row == {"status": None, "sha256": None, "failure": silent.outcome, "warc": None}


def test_a_full_file_is_followed_by_another(database: Database, tmp_path: Path) -> None:
    files = keep(database, tmp_path / "warc", *(fetch() for _ in range(3)), full=1)
    assert len(files) == 3
    assert all(map(accepted, files))


@pytest.mark.parametrize("left", ["a torn record", "zeros", "a torn first record"])
def test_what_a_killed_run_left_torn_is_cut_off(database: Database, tmp_path: Path, left: str) -> None:
    folder = tmp_path / "warc"
    [file] = keep(database, folder, fetch(), fetch(b"second"))
    whole = file.read_bytes()
    if left == "a torn first record":
        file.write_bytes(whole[:50])
        database.execute("DELETE FROM fetches")
    else:
        torn = BytesIO()
        with gzip.GzipFile(fileobj=torn, mode="wb") as out:
            out.write(b"WARC/1.0\r\n" + bytes(range(256)) * 10)
        file.write_bytes(whole + (torn.getvalue()[:-20] if left == "a torn record" else bytes(100)))
    warc.sweep(folder, database)
    assert file.read_bytes() == (b"" if left == "a torn first record" else whole)
    assert accepted(file)
    warc.sweep(folder, database)
    assert accepted(file)


def test_an_answer_that_cannot_be_kept_whole_is_not_kept_at_all(tmp_path: Path) -> None:
    usual = resource.getrlimit(resource.RLIMIT_FSIZE)
    with Warc(tmp_path, 1) as files:
        name, _ = files.write(fetch(), Answer(200, (), b"first", None, None))
        before = (tmp_path / name).read_bytes()
        resource.setrlimit(
            resource.RLIMIT_FSIZE, (len(before) + 10, usual[1])
        )  # as on a disk that is nearly full
        try:
            with pytest.raises(OSError, match="too large"):
                files.write(fetch(), Answer(200, (), b"second", None, None))
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, usual)
    assert (tmp_path / name).read_bytes() == before


def test_what_an_older_archive_noted_of_fetches_stays(tmp_path: Path) -> None:
    with opened(
        tmp_path / "archive.db"
    ) as database:  # as it was before: every row an answer, nothing in WARC
        database.executescript("""
            DROP TABLE fetches; DROP VIEW all_documents; ALTER TABLE documents DROP COLUMN claims;
            ALTER TABLE portal_visits DROP COLUMN complete;
            CREATE TABLE fetches (fetch_id INTEGER PRIMARY KEY, run_id INTEGER NOT NULL REFERENCES runs,
              portal TEXT NOT NULL, url TEXT NOT NULL, method TEXT NOT NULL, why TEXT NOT NULL, status INTEGER NOT NULL,
              headers TEXT NOT NULL, sha256 TEXT NOT NULL, bytes INTEGER NOT NULL, fetched_at TEXT NOT NULL);
            INSERT INTO runs (command, started_at) VALUES ('run', 'then');
            INSERT INTO fetches VALUES (7, 1, 'a', 'http://a/', 'GET', 'start', 200, '{}', 'ab', 2, 'then');
            PRAGMA user_version = 3;
        """)
    with opened(tmp_path / "archive.db") as database:
        keep(database, tmp_path / "warc", fetch())
        kept = database.execute("SELECT fetch_id, status, bytes, warc IS NULL FROM fetches").fetchall()
        assert kept == [(7, 200, 2, 1), (8, 200, 3, 0)]
        assert database.execute("SELECT claims FROM all_documents").fetchall() == []
