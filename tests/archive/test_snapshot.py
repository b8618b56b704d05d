"""Snapshots: CSV a spreadsheet opens safely, a package that describes it, and no two that say the same."""

from __future__ import annotations

import codecs
import csv
import hashlib
import json
import re
import subprocess
from datetime import date
from io import StringIO
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from archive.dictionary import tables
from archive.errors import UserError
from archive.organs import report_id
from archive.snapshot import newest_first, snapshot
from archive.tabular import harmless
from tests.archive.archives import Archive, select
from tests.archive.reports import document, report

DAY = date(2026, 3, 31)
PAGE = "http://example.gov.cn/t1.html"
REPORT = report_id("滕州市某局", "370481", 2023)


@pytest.fixture
def published(archive: Archive) -> Archive:
    archive.reports = {b"A": report(7), b"B": report(9)}
    archive.crawl(document(PAGE, b"A"))
    archive.publish()
    return archive


def _count(archive: Archive, table: str) -> int:
    [row] = select(archive.folder.public, f"SELECT count(*) AS n FROM {table}")  # noqa: S608
    return int(row["n"])


def _csv(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(path.read_bytes().decode("utf-8-sig"), newline="")))


def names(archive: Archive) -> list[str]:
    return sorted(path.name for path in archive.folder.snapshots.iterdir())


def test_every_table_with_rows_is_a_csv_with_bom_and_no_other(published: Archive) -> None:
    path = snapshot(published.folder, DAY).path
    assert path == published.folder.snapshots / "2026-03-31"
    rows = {name: _count(published, name) for name in tables()}
    filled = {name for name, count in rows.items() if count}
    tabular = {f"{name}.{kind}" for name in filled for kind in ("csv", "parquet")}
    assert {file.name for file in path.iterdir()} == tabular | {"datapackage.json", "news.csv", "SHA256SUMS"}
    assert "changes" not in filled
    for name in filled:
        body = (path / f"{name}.csv").read_bytes()
        assert body.startswith(codecs.BOM_UTF8)
        assert len(_csv(path / f"{name}.csv")) == rows[name]


def test_text_that_looks_like_a_formula_is_disarmed_and_numbers_are_not(published: Archive) -> None:
    path = snapshot(published.folder, DAY).path
    texts = [row["text"] for row in _csv(path / "statements.csv")]
    assert "'=HYPERLINK(0)" in texts
    values = {row["value"] for row in _csv(path / "figures.csv")}
    assert values == {"7", "", "104.9987"}


@pytest.mark.parametrize(
    "text", ["=1+1", "+cmd", "-", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "-1+2", "－"]
)
def test_formulas_are_disarmed(text: str) -> None:
    assert harmless(text) == f"'{text}"


@pytest.mark.parametrize("cell", [-1, 1.5, None, "-1", "+2", "-3.25", "增1", "a=b", ""])
def test_numbers_and_plain_text_stay(cell: object) -> None:
    assert harmless(cell) == cell


def test_the_package_tells_hash_size_and_type_of_everything(published: Archive) -> None:
    path = snapshot(published.folder, DAY).path
    package = json.loads((path / "datapackage.json").read_bytes())
    for resource in package["resources"]:
        body = (path / resource["path"]).read_bytes()
        assert resource["bytes"] == len(body)
        assert resource["hash"] == f"sha256:{hashlib.sha256(body).hexdigest()}"
        header = body.decode("utf-8-sig").splitlines()[0].split(",")
        assert [field["name"] for field in resource["schema"]["fields"]] == header
        assert set(resource["schema"]["primaryKey"]) <= set(header)
        assert all(field["title"] and field["description"] for field in resource["schema"]["fields"])
    [reports] = [resource for resource in package["resources"] if resource["name"] == "reports"]
    types = {field["name"]: field["type"] for field in reports["schema"]["fields"]}
    assert (types["published_on"], types["first_seen"], types["year"]) == ("date", "datetime", "integer")
    assert [licence["name"] for licence in package["licenses"]] == ["CC0-1.0"]
    assert "public documents of the bodies that issued them" in package["description"]
    assert package["sources"]


def test_parquet_holds_the_same_rows_with_their_types(published: Archive) -> None:
    published.crawl(document(PAGE, b"B", days=1))
    published.publish()
    path = snapshot(published.folder, DAY).path
    for name, table in tables().items():
        if (path / f"{name}.csv").exists():
            columns = ", ".join(f'"{column.name}"' for column in table.columns)
            rows = select(published.folder.public, f"SELECT {columns} FROM {name}")  # noqa: S608
            text = {column.name for column in table.columns if not column.type}
            expected = [
                {k: str(v) if k in text and v is not None else v for k, v in row.items()} for row in rows
            ]
            assert pq.read_table(path / f"{name}.parquet").to_pylist() == expected
    figures = pq.read_table(path / "figures.parquet")
    assert [str(figures.schema.field(name).type) for name in ("value", "page", "raw")] == [
        "double",
        "int64",
        "string",
    ]
    assert figures.schema.field("value").metadata[b"en"].startswith(b"the number")


def test_checksums_are_those_of_the_files(published: Archive) -> None:
    path = snapshot(published.folder, DAY).path
    lines = (path / "SHA256SUMS").read_text().splitlines()
    assert {line.split()[1] for line in lines} == {file.name for file in path.iterdir()} - {"SHA256SUMS"}
    subprocess.run(["sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS"], cwd=path, check=True)


def test_latest_leads_to_the_newest_and_news_says_what_is_new_in_it(published: Archive) -> None:
    first = snapshot(published.folder, DAY).path
    assert _csv(first / "news.csv") == [{"report_id": REPORT, "change": "added"}]
    published.crawl(document(PAGE, b"B", days=1))
    published.publish()
    second = snapshot(published.folder, date(2026, 4, 7)).path
    assert (published.folder.snapshots / "latest").resolve() == second
    assert _csv(second / "news.csv") == [{"report_id": REPORT, "change": "changed"}]
    assert newest_first(published.folder.snapshots) == [second, first]


TYPED = {
    "date": r"\d{4}-\d{2}-\d{2}",
    "datetime": r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z",
    "integer": r"-?\d+",
    "number": r"-?\d+(\.\d+)?",
    "string": r"(?s).+",
    "any": r"(?s).+",
}


def test_every_cell_is_of_the_type_its_column_declares(published: Archive) -> None:
    published.crawl(document(PAGE, b"B", days=1))
    published.publish()
    path = snapshot(published.folder, DAY).path
    package = json.loads((path / "datapackage.json").read_bytes())
    assert "changes.csv" in {resource["path"] for resource in package["resources"]}
    for resource in package["resources"]:
        for row in _csv(path / resource["path"]):
            for column in resource["schema"]["fields"]:
                cell = row[column["name"]]
                assert cell == "" or re.fullmatch(TYPED[column["type"]], cell), (column, cell)


def test_nothing_new_makes_no_snapshot_even_after_another_run(published: Archive) -> None:
    first = snapshot(published.folder, DAY)
    published.crawl(document(PAGE, b"A", days=5))
    published.publish()
    again = snapshot(published.folder, date(2026, 4, 1))
    assert (first.new, again.new, again.path) == (True, False, first.path)
    assert names(published) == ["2026-03-31", "latest"]


def test_news_on_the_same_day_makes_a_second_snapshot_and_leaves_the_first_alone(published: Archive) -> None:
    first = snapshot(published.folder, DAY)
    before = {file.name: (file.read_bytes(), file.stat().st_mtime_ns) for file in first.path.iterdir()}
    published.crawl(document(PAGE, b"B", days=1))
    published.publish()
    assert snapshot(published.folder, DAY).path.name == "2026-03-31.2"
    published.crawl(document(PAGE, b"A", days=2))
    published.publish()
    assert snapshot(published.folder, DAY).path.name == "2026-03-31.3"
    assert snapshot(published.folder, DAY).new is False
    assert {
        file.name: (file.read_bytes(), file.stat().st_mtime_ns) for file in first.path.iterdir()
    } == before


def test_a_snapshot_a_killed_run_left_half_written_is_no_snapshot(published: Archive) -> None:
    (published.folder.snapshots / ".new").mkdir(parents=True)
    (published.folder.snapshots / ".new" / "reports.csv").write_text("half")
    assert snapshot(published.folder, DAY).new
    assert names(published) == ["2026-03-31", "latest"]


def test_the_same_archive_gives_the_same_bytes(published: Archive, tmp_path: Path) -> None:
    one = snapshot(published.folder, DAY).path
    kept = {file.name: file.read_bytes() for file in one.iterdir()}
    one.rename(tmp_path / "moved")
    published.publish()
    two = snapshot(published.folder, DAY).path
    assert {file.name: file.read_bytes() for file in two.iterdir()} == kept


def test_an_empty_archive_has_nothing_to_write(archive: Archive) -> None:
    archive.publish()
    with pytest.raises(UserError):
        snapshot(archive.folder, DAY)
    assert list(archive.folder.snapshots.iterdir()) == []
