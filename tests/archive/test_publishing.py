"""The public database: one report per organ and year, every number with its source, rebuilt whole."""

from __future__ import annotations

import hashlib
import sqlite3
from contextlib import closing
from dataclasses import replace
from decimal import Decimal

import pytest

from archive.database import opened
from archive.organs import organ_id, report_id
from archive.publishing import day
from archive.reading import forget
from archive.register import due
from crawler.document import PageClaims
from extractors.report import Message, Outcome, Reading, Status
from tests.archive.archives import Archive
from tests.archive.reports import document, figure, reading, report

PAGE = "http://example.gov.cn/t1.html"
FILE = "http://example.gov.cn/P1.docx"
ID = report_id("滕州市某局", "370481", 2023)


def sha256(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()


def test_every_number_leads_to_its_file_and_cell(archive: Archive) -> None:
    archive.reports = {b"A": report()}
    archive.crawl(document(PAGE, b"A"))
    archive.publish()
    [cell] = archive.rows("SELECT * FROM figures WHERE row = 'requests_received' AND value IS NOT NULL")
    assert cell == {
        "report_id": ID, "table": "requests", "row": "requests_received", "column": "total", "value": 7,
        "status": "number", "raw": "7", "unit": "件", "doubt": None, "sha256": sha256(b"A"), "page": None,
        "table_number": 2, "row_number": 4, "column_number": 9, "box": None,
        "correction": None,
    }  # fmt: skip
    [row] = archive.rows("SELECT * FROM reports")
    assert (row["source_url"], row["sha256"], row["errors"], row["warnings"]) == (PAGE, sha256(b"A"), 1, 0)
    assert (row["cells"], row["numbers"], row["doubts"]) == (3, 2, 0)


def test_a_blank_is_null_in_every_table_and_a_zero_is_zero(archive: Archive) -> None:
    archive.reports = {b"A": report(received=0)}
    archive.crawl(document(PAGE, b"A"))
    archive.publish()
    [row] = archive.rows("SELECT total, business, natural_person FROM requests")
    assert row == {"total": 0, "business": None, "natural_person": None}
    [wide] = archive.rows(
        "SELECT requests_received_total AS zero, requests_received_business AS blank FROM reports_wide"
    )
    assert wide == {"zero": 0, "blank": None}


def test_decimals_keep_their_digits_and_lists_their_items(archive: Archive) -> None:
    archive.reports = {b"A": report()}
    archive.crawl(document(PAGE, b"A"))
    archive.publish()
    [fees] = archive.rows("SELECT * FROM proactive_disclosure")
    assert (fees["amount_wan_yuan"], fees["issued"]) == (104.9987, None)
    claims = archive.rows("SELECT name, value, text FROM statements ORDER BY number")
    assert claims == [
        {"name": "proactive_total", "value": 410, "text": None},
        {"name": "problems", "value": None, "text": "人手不足"},
        {"name": "problems", "value": None, "text": "=HYPERLINK(0)"},
    ]


def test_the_unit_of_an_amount_stays_with_it(archive: Archive) -> None:
    row, table = "art20_9.central_procurement", "proactive_disclosure"
    amount = figure(table, row, "total_amount", Decimal("160.5964"), raw="160.5964万元", unit="万元")
    archive.reports = {b"A": report(form="2019", figures=(amount, figure(table, row, "project_count", 2)))}
    archive.crawl(document(PAGE, b"A"))
    archive.publish()
    [found] = archive.rows("SELECT total_amount, total_amount_unit, project_count FROM proactive_disclosure")
    assert found == {"total_amount": 160.5964, "total_amount_unit": "万元", "project_count": 2}


def test_page_and_attachment_are_one_report_and_the_more_complete_one_is_current(archive: Archive) -> None:
    lean = report(
        figures=(figure("requests", "requests_received", "total", None, status=Status.ABSENT, raw=None),)
    )
    archive.reports = {b"page": lean, b"file": report()}
    archive.crawl(document(PAGE, b"page"), document(FILE, b"file", article_url=PAGE))
    archive.publish()
    [row] = archive.rows("SELECT source_url, article_url, files, versions FROM reports")
    assert row == {"source_url": FILE, "article_url": PAGE, "files": 2, "versions": 2}
    documents = archive.rows("SELECT url, report_id FROM documents ORDER BY url")
    assert documents == [{"url": FILE, "report_id": ID}, {"url": PAGE, "report_id": ID}]
    assert archive.rows("SELECT * FROM changes") == []  # two renditions are no change


def test_of_equally_complete_renditions_the_article_page_is_current(archive: Archive) -> None:
    archive.reports = {b"page": report(), b"file": report()}
    archive.crawl(document(FILE, b"file", article_url=PAGE), document(PAGE, b"page"))
    archive.publish()
    assert archive.rows("SELECT source_url FROM reports") == [{"source_url": PAGE}]


def test_a_rendition_edited_later_is_current_though_the_page_comes_first_otherwise(archive: Archive) -> None:
    archive.reports = {b"page": report(), b"file": report(), b"file 2": report(8)}
    archive.crawl(document(PAGE, b"page"), document(FILE, b"file", article_url=PAGE))
    archive.crawl(document(PAGE, b"page", days=1), document(FILE, b"file 2", days=1, article_url=PAGE))
    archive.publish()
    assert archive.rows("SELECT sha256 FROM reports") == [{"sha256": sha256(b"file 2")}]


def test_a_silent_edit_is_a_new_version_with_its_changes_cell_by_cell(archive: Archive) -> None:
    archive.reports = {b"A": report(7), b"B": report(9)}
    archive.crawl(document(PAGE, b"A"))
    archive.crawl(document(PAGE, b"B", days=3))
    archive.publish()
    assert archive.rows("SELECT report_id, version, sha256, current FROM versions") == [
        {"report_id": ID, "version": 1, "sha256": sha256(b"A"), "current": 0},
        {"report_id": ID, "version": 2, "sha256": sha256(b"B"), "current": 1},
    ]
    assert archive.rows("SELECT * FROM changes") == [
        {
            "report_id": ID, "from_version": 1, "to_version": 2, "table": "requests",
            "row": "requests_received", "column": "total", "old": 7, "new": 9, "seen_on": "2024-03-04",
        }
    ]  # fmt: skip


def test_a_number_that_turns_blank_or_vanishes_is_a_change(archive: Archive) -> None:
    archive.reports = {b"A": report(0), b"B": report(None), b"C": report(figures=())}
    for number, body in enumerate((b"A", b"B", b"C")):
        archive.crawl(document(PAGE, body, days=number))
    archive.publish()
    changes = archive.rows(
        'SELECT to_version, old, new FROM changes WHERE row = "requests_received" AND "column" = \'total\''
    )
    assert changes == [
        {"to_version": 2, "old": 0, "new": ""},
        {"to_version": 3, "old": "", "new": None},
    ]


@pytest.mark.parametrize(
    ("unknown", "reason"),
    [
        ({"organ": None}, "the organ could not be made out"),
        ({"year": None}, "the year could not be made out"),
        ({"organ": None, "year": None}, "neither organ nor year could be made out"),
    ],
)
def test_a_report_of_nobody_or_of_no_year_is_listed_but_not_published(
    archive: Archive, unknown: dict[str, None], reason: str
) -> None:
    archive.reports = {b"A": report(**unknown)}
    archive.crawl(document(PAGE, b"A"))
    archive.publish()
    assert archive.rows("SELECT * FROM reports") == []
    [row] = archive.rows("SELECT outcome, reason_en, report_id FROM documents")
    assert row == {"outcome": "report", "reason_en": reason, "report_id": None}


def test_files_that_are_no_reports_are_listed_with_the_reason(archive: Archive) -> None:
    archive.crawl(document(PAGE, b"A"), document(FILE, b"B"))
    archive.save(b"A", reading(b"A", None, Message("解读", "an explanation")))
    with opened(archive.folder.archive) as database:
        database.execute("DELETE FROM readings WHERE sha256 = ?", [sha256(b"B")])
        database.conn.commit()
    archive.publish()
    rows = archive.rows("SELECT outcome, reason, reason_en FROM documents ORDER BY url DESC")
    assert rows == [
        {"outcome": "not_a_report", "reason": "解读", "reason_en": "an explanation"},
        {"outcome": None, "reason": "尚未读取", "reason_en": "not read yet"},
    ]


def test_the_day_of_publication_is_printed_or_claimed_by_the_page(archive: Archive) -> None:
    archive.reports = {b"A": report()}
    archive.crawl(document(PAGE, b"A", claims=PageClaims(published_on="2024年2月10日")))
    archive.publish()
    [row] = archive.rows("SELECT published_on, due, late, late_days, missing FROM register")
    assert row == {
        "published_on": "2024-02-10",
        "due": "2024-01-31",
        "late": 1,
        "late_days": 10,
        "missing": 0,
    }


def test_a_year_without_a_report_between_two_others_is_missing(archive: Archive) -> None:
    archive.reports = {b"A": report(year=2021), b"B": report(year=2023)}
    archive.crawl(document(PAGE, b"A"), document(FILE, b"B"))
    archive.publish()
    rows = archive.rows("SELECT year, missing, late, report_id FROM register ORDER BY year")
    assert [(row["year"], row["missing"]) for row in rows] == [(2021, 0), (2022, 1), (2023, 0)]
    assert (rows[1]["late"], rows[1]["report_id"]) == (None, None)
    [organ] = archive.rows("SELECT level, kind, reports, first_year, last_year FROM organs")
    told = {"level": "county", "kind": "department"}
    assert organ == told | {"reports": 2, "first_year": 2021, "last_year": 2023}


def test_rebuilding_gives_the_same_database(archive: Archive) -> None:
    archive.reports = {b"A": report(), b"B": report(year=2022), b"C": report(9)}
    archive.crawl(document(PAGE, b"A"), document(FILE, b"B"))
    archive.crawl(document(PAGE, b"C", days=1))
    archive.publish()
    former = archive.folder.public.read_bytes()
    with opened(archive.folder.archive) as database:
        forget(database)
    for body, what in sorted(archive.reports.items(), reverse=True):
        archive.save(body, reading(body, what))
    archive.publish()
    assert archive.folder.public.read_bytes() == former


def test_a_reader_keeps_the_database_it_has_open_and_new_ones_see_the_new(archive: Archive) -> None:
    archive.reports = {b"A": report(7), b"B": report(9)}
    archive.crawl(document(PAGE, b"A"))
    archive.publish()
    query = "SELECT total FROM requests"
    with closing(sqlite3.connect(f"{archive.folder.public.as_uri()}?mode=ro", uri=True)) as reader:
        rows = reader.execute("SELECT value FROM figures")
        rows.fetchone()
        archive.crawl(document(PAGE, b"B", days=1))
        archive.publish()
        assert reader.execute(query).fetchall() == [(7,)]
        assert len(rows.fetchall()) == 2
    assert archive.rows(query) == [{"total": 9}]


def test_a_cell_read_twice_makes_the_file_unreadable_and_publishing_goes_on(archive: Archive) -> None:
    twice = report(figures=(*report().figures, report().figures[0]))
    archive.reports = {b"A": twice, b"B": report(year=2022)}
    archive.crawl(document(PAGE, b"A"), document(FILE, b"B"))
    archive.publish()
    assert [row["year"] for row in archive.rows("SELECT year FROM reports")] == [2022]
    [row] = archive.rows("SELECT outcome, reason_en FROM documents WHERE report_id IS NULL")
    assert row["outcome"] == Outcome.UNREADABLE
    assert "twice" in row["reason_en"]


def test_text_no_database_can_hold_and_endless_numbers_do_no_harm(archive: Archive) -> None:
    hostile = report(
        title="年报\udc80\x00", figures=(figure("requests", "requests_received", "total", 10**30),)
    )
    archive.reports = {b"A": hostile}
    archive.crawl(document(PAGE, b"A"))
    archive.publish()
    assert archive.rows("SELECT title FROM reports") == [{"title": "年报?\x00"}]
    assert archive.rows("SELECT total FROM requests") == [{"total": 1e30}]


def test_reading_anew_replaces_all_that_was_read_before(archive: Archive) -> None:
    archive.reports = {b"A": report()}
    archive.crawl(document(PAGE, b"A"))
    archive.save(b"A", reading(b"A", replace(report(5), statements=(), findings=())))
    archive.publish()
    assert archive.rows("SELECT * FROM statements") == archive.rows("SELECT * FROM findings") == []
    assert archive.rows("SELECT total FROM requests") == [{"total": 5}]
    archive.save(b"A", Reading(sha256(b"A"), None, Outcome.UNREADABLE, Message("坏", "bad"), None))
    archive.publish()
    assert archive.rows("SELECT * FROM figures") == archive.rows("SELECT * FROM reports") == []


def test_ids_are_ascii_and_stand_for_name_and_division() -> None:
    known = organ_id("滕州市工业和信息化局", "370481")
    assert known == "370481-wxrq5thg"  # published: must never change
    assert organ_id("滕州市 工业和信息化局\u3000", "370481") == known
    assert organ_id("滕州市工业和信息化局", None) == "000000-wxrq5thg"
    assert organ_id("滕州市教育局", "370481") != known


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        ("2024-01-15 09:30:00", "2024-01-15"),
        ("2024年1月5日", "2024-01-05"),
        ("2024/01/15", "2024-01-15"),
        ("2024-02-30", None),
        ("20240115", None),
        ("", None),
        (None, None),
    ],
)
def test_days_are_read_from_claims_or_left_out(claim: str | None, expected: str | None) -> None:
    assert day(claim) == expected


@pytest.mark.parametrize(
    ("organ", "year", "expected"),
    [
        ("滕州市教育局", 2023, "2024-01-31"),
        ("滕州市人民政府", 2023, "2024-03-31"),
        ("滕州市教育局", 2018, "2019-03-31"),
        ("滕州市教育局", 2019, "2020-01-31"),
    ],
)
def test_reports_are_due_when_the_regulation_of_their_time_says(organ: str, year: int, expected: str) -> None:
    assert due(organ, year) == expected


def test_a_report_that_claims_an_impossible_year_stops_nobody_elses(archive: Archive) -> None:
    archive.reports = {b"A": report(), b"B": report(organ="某县某局", year=9999)}
    archive.crawl(document(PAGE, b"A"), document(FILE, b"B"))
    archive.publish()
    assert archive.rows("SELECT year, due FROM register ORDER BY year") == [
        {"year": 2023, "due": "2024-01-31"},
        {"year": 9999, "due": "10000-01-31"},
    ]
