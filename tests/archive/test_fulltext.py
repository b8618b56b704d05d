"""Search finds what a scan of the text for the same words would, and nothing else."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive import fulltext
from tests.archive.archives import Archive
from tests.archive.reports import document, report

LETTERS = "政府信息公开复议1A"
TEXTS = st.text(alphabet=LETTERS + "，。 \n", max_size=12)


def found(texts: Sequence[str], query: str) -> list[int]:
    with closing(sqlite3.connect(":memory:")) as database:
        database.execute("CREATE TABLE reports (report_id TEXT, title TEXT, organ TEXT)")
        database.execute("CREATE TABLE sections (report_id TEXT, title TEXT, text TEXT)")
        for number, text in enumerate(texts):
            database.execute("INSERT INTO reports VALUES (?, '', '')", [number])
            database.execute("INSERT INTO sections VALUES (?, '', ?)", [number, text])
        fulltext.build(database)
        sql = "SELECT rowid - 1 FROM reports_fts WHERE reports_fts MATCH ? ORDER BY 1"
        return [number for (number,) in database.execute(sql, [fulltext.match(query)])]


@given(st.lists(TEXTS, max_size=5), st.text(alphabet=LETTERS, min_size=1, max_size=6))
def test_a_word_is_found_just_where_a_scan_finds_it(texts: list[str], query: str) -> None:
    assert found(texts, query) == [number for number, text in enumerate(texts) if query in text]


def test_words_apart_are_each_asked_for_in_any_order() -> None:
    texts = ["行政复议和行政诉讼", "行政诉讼", "复议，诉讼"]
    assert found(texts, "诉讼 复议") == [0, 2]
    assert found(texts, "复议、诉讼") == [0, 2]


@pytest.mark.parametrize("query", ["", "  ", "，。", '"', "*"])
def test_a_query_without_words_finds_nothing(query: str) -> None:
    assert found(["信息公开"], query) == []


@pytest.mark.parametrize(
    ("query", "texts"),
    [
        ('信息" OR "公开', []),  # or is a word like any other
        ("NEAR(信息 公开)", []),
        ("title: 信息", []),
        ("信息*", [0]),
        ("-信息", [0]),
    ],
)
def test_a_query_is_words_and_no_expression(query: str, texts: list[int]) -> None:
    assert found(["信息公开"], query) == texts


def test_full_width_and_capitals_are_found_as_plain_ones() -> None:
    assert found(["２０２３年ＰＤＦ"], "2023年pdf") == [0]


def test_published_reports_are_found_by_organ_title_and_prose(archive: Archive) -> None:
    archive.reports = {b"A": report()}
    archive.crawl(document("http://example.gov.cn/t1.html", b"A"))
    archive.publish()
    sql = "SELECT r.organ FROM reports r JOIN reports_fts f ON f.rowid = r.rowid WHERE reports_fts MATCH ?"
    for query in ("organ: " + fulltext.match("某局"), fulltext.match("信")):
        assert [row["organ"] for row in archive.rows(sql.replace("?", f"'{query}'"))] == ["滕州市某局"]
