"""Every file in a bundle is read by itself, and finds its way into the database with where it came from."""

from __future__ import annotations

import io
import json
import random
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from click.testing import CliRunner

from archive.commands import main
from archive.database import MIGRATIONS, opened
from archive.folder import Folder
from archive.reading import Tally, forget, read_unread
from archive.store import Store
from archive.unpacking import read_paths
from extractors.report import Outcome
from tests.archive.archives import Archive, select
from tests.archive.reports import document

SITE = Path(__file__).parents[2] / "crawler" / "sample" / "site" / "zwgk" / "zfxxgknb"
REPORT = (SITE / "202401/P020240115388120947760.docx").read_bytes()
URL = "http://example.gov.cn/a.zip"
QUOTED = "%E5%8E%BF%E5%B1%80/%E5%B9%B4%E6%8A%A5.docx"  # 县局/年报.docx


def zipped(*files: tuple[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, body in files:
            package.writestr(zipfile.ZipInfo(name), body)
    return out.getvalue()


BUNDLE = zipped(
    ("县局/年报.docx", REPORT), ("说明.txt", "说明".encode()), ("坏.docx", b"PK\x03\x04"), ("../x.txt", b"1")
)


def read(archive: Archive) -> Tally:
    with opened(archive.folder.archive) as database:
        return read_unread(database, Store(archive.folder.files), lambda items, _: iter(items))


def fetch(archive: Archive, *bodies: bytes) -> None:
    """One run a day that fetches the bundle, and reads; before that, what it held is not known."""
    for day, body in enumerate(bodies):
        archive.crawl(document(URL, body, days=day, article_url="http://example.gov.cn/a.html"))
        with opened(archive.folder.archive) as database:
            forget(database)
        read(archive)


def test_one_line_for_each_file_of_a_bundle_and_none_stops_the_next(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(BUNDLE)
    (tmp_path / "b.zip").write_bytes(zipped())
    paths = [str(tmp_path / name) for name in ("a.zip", "b.zip", "a.zip")]
    done = CliRunner().invoke(main, ["read", "--json", "--lang", "en", *paths])
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    read_ = [
        (f"{paths[0]}/县局/年报.docx", "report", None),
        (f"{paths[0]}/说明.txt", "not_a_report", "neither the title nor the tables of an annual report"),
        (f"{paths[0]}/坏.docx", "unreadable", "the zip package is damaged or truncated"),
        (f"{paths[0]}/x.txt", "unreadable", "its name leads out of the bundle: not unpacked"),
    ]
    told = [(line["file"], line["outcome"], line["reason"]) for line in lines]
    assert told == [*read_, (paths[1], "unreadable", "there is no file in the bundle"), *read_]
    assert lines[0]["report"]["year"] == 2023
    assert done.exit_code == 1


def test_files_in_a_bundle_have_the_limits_of_a_file(tmp_path: Path) -> None:
    bomb = b"<w>" + b" " * 60_000_000 + b"</w>"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", bomb)
    noise = random.Random(1).randbytes(1000)  # noqa: S311
    (tmp_path / "a.zip").write_bytes(
        zipped(("bomb.docx", out.getvalue()), ("noise", noise), ("年报.docx", REPORT))
    )
    outcomes = [reading.outcome for _, reading in read_paths([tmp_path / "a.zip"])]
    assert outcomes == [Outcome.UNREADABLE, Outcome.UNREADABLE, Outcome.REPORT]


def documents(archive: Archive) -> Iterable[dict[str, Any]]:
    return archive.rows("SELECT * FROM documents ORDER BY url")


def test_a_report_in_a_bundle_gets_into_the_database_with_where_it_came_from(archive: Archive) -> None:
    archive.crawl(document(URL, BUNDLE, article_url="http://example.gov.cn/a.html"))
    with opened(archive.folder.archive) as database:
        forget(database)
    assert read(archive) == Tally(4, 1)
    assert read(archive) == Tally(0, 0)
    archive.publish()
    [report] = archive.rows("SELECT * FROM reports")
    assert (report["source_url"], report["year"]) == (f"{URL}#{QUOTED}", 2023)
    assert report["article_url"] == "http://example.gov.cn/a.html"
    assert Store(archive.folder.files).path(report["sha256"]).read_bytes() == REPORT
    bundle, inside, *others = documents(archive)
    assert (bundle["url"], bundle["outcome"], bundle["report_id"]) == (URL, "not_a_report", None)
    assert bundle["reason_en"] == (
        "a bundle of 3 files, each read by itself; 1 more cannot be unpacked"
        " (its name leads out of the bundle: not unpacked)"
    )
    assert (inside["found_on"], inside["title"], inside["bytes"]) == (URL, "县局/年报.docx", len(REPORT))
    assert inside["report_id"] == report["report_id"]
    assert [row["outcome"] for row in others] == ["unreadable", "not_a_report"]


def test_reading_all_anew_rebuilds_the_same(archive: Archive) -> None:
    fetch(archive, BUNDLE)
    archive.publish()
    before = documents(archive)
    with opened(archive.folder.archive) as database:
        forget(database)
    read(archive)
    archive.publish()
    assert documents(archive) == before


def test_a_file_is_one_version_as_long_as_bundles_with_it_follow_each_other(archive: Archive) -> None:
    other = zipped(("县局/年报.docx", REPORT), ("更多.txt", b"1"))
    fetch(archive, BUNDLE, other, other, zipped(("更多.txt", b"1")))
    archive.publish()
    [version] = archive.rows("SELECT * FROM versions")
    assert version["url"] == f"{URL}#{QUOTED}"
    assert (version["first_seen"][:10], version["last_seen"][:10]) == ("2024-03-01", "2024-03-03")
    assert len(list(documents(archive))) == 3 + 4  # the bundle thrice, and each file in any of them


def test_an_older_archive_reads_again_what_it_could_not_read(tmp_path: Path) -> None:
    folder = Folder(tmp_path / "data")
    folder.prepare()
    with opened(folder.archive, migrations=()) as database:
        for outcome in ("unreadable", "report"):
            database.execute("INSERT INTO readings (sha256, outcome) VALUES (?, ?)", [outcome, outcome])
        database.conn.commit()
    with opened(folder.archive, MIGRATIONS[:1]):
        pass
    rows = select(folder.archive, "SELECT sha256 FROM readings WHERE stale")
    assert [row["sha256"] for row in rows] == ["unreadable"]
