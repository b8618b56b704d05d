"""What people correct is laid over what was read: said as such, everywhere, and however often a file is read again."""

from __future__ import annotations

import json
from datetime import date

import pytest

from archive.errors import UserError
from archive.organs import report_id
from archive.publishing import publish
from archive.snapshot import snapshot
from tests.archive.archives import Archive
from tests.archive.reports import document, reading, report

ID = report_id("滕州市某局", "370481", 2023)
HEAD = "report_id,table,row,column,value,reason,evidence\n"
LINE = f"{ID},requests,requests_received,total,8,印刷不清,http://example.gov.cn/scan.pdf 第2页\n"


@pytest.fixture
def corrected(archive: Archive) -> Archive:
    archive.reports = {b"A": report(7)}
    archive.crawl(document("http://example.gov.cn/t1.html", b"A"))
    archive.folder.corrections.write_text(HEAD + LINE, encoding="utf-8")
    return archive


def total(archive: Archive) -> dict[str, object]:
    sql = """SELECT value, status, raw, doubt, correction FROM figures
        WHERE row = 'requests_received' AND "column" = 'total'"""
    [figure] = archive.rows(sql)
    return figure


def test_a_correction_stands_in_every_table_beside_what_was_read(corrected: Archive) -> None:
    corrected.publish()
    figure = total(corrected)
    assert (figure["value"], figure["status"], figure["raw"], figure["doubt"]) == (8, "number", "7", None)
    assert json.loads(str(figure["correction"])) == {
        "read": 7, "status": "number", "reason": "印刷不清", "evidence": "http://example.gov.cn/scan.pdf 第2页",
    }  # fmt: skip
    assert corrected.rows("SELECT total FROM requests") == [{"total": 8}]
    assert corrected.rows("SELECT requests_received_total AS total FROM reports_wide") == [{"total": 8}]
    others = corrected.rows("SELECT count(*) AS n FROM figures WHERE correction IS NOT NULL")
    assert others == [{"n": 1}]


def test_a_correction_survives_reading_again_and_goes_with_its_line(corrected: Archive) -> None:
    corrected.publish()
    corrected.save(b"A", reading(b"A", report(7)))
    corrected.publish()
    assert total(corrected)["value"] == 8
    assert snapshot(corrected.folder, date(2026, 3, 31)).new
    corrected.folder.corrections.unlink()
    corrected.publish()
    assert (total(corrected)["value"], total(corrected)["correction"]) == (7, None)


def test_what_was_not_read_can_be_given_and_a_doubt_lifted(corrected: Archive) -> None:
    blank = LINE.replace(",total,8", ",business,2")
    corrected.folder.corrections.write_text(HEAD + LINE + blank, encoding="utf-8-sig")
    corrected.publish()
    assert corrected.rows("SELECT business, total FROM requests") == [{"business": 2, "total": 8}]
    [counted] = corrected.rows("SELECT numbers, doubts FROM reports")
    assert counted == {"numbers": 3, "doubts": 0}


def test_a_correction_of_no_cell_is_named(corrected: Archive) -> None:
    corrected.folder.corrections.write_text(HEAD + LINE + LINE.replace("total", "none"), encoding="utf-8")
    assert [one.line for one in publish(corrected.folder)] == [3]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("report_id,value\n", "lacks these columns: table, row, column, reason, evidence"),
        (HEAD + LINE.replace(",8,", ",acht,"), "line 2: value is not a number: acht"),
        (HEAD + LINE.replace(",8,", ",NaN,"), "line 2: value is not a number: NaN"),
        (HEAD + LINE.replace("印刷不清", " "), "line 2: reason is empty"),
    ],
)
def test_a_line_that_cannot_be_understood_stops_before_anything_is_published(
    corrected: Archive, text: str, sentence: str
) -> None:
    corrected.publish()
    before = corrected.folder.public.read_bytes()
    corrected.folder.corrections.write_text(text, encoding="utf-8")
    with pytest.raises(UserError, match=sentence):
        corrected.publish()
    assert corrected.folder.public.read_bytes() == before


def test_a_file_in_another_encoding_is_refused(corrected: Archive) -> None:
    corrected.folder.corrections.write_bytes((HEAD + LINE).encode("gbk"))
    with pytest.raises(UserError, match="not a CSV table in UTF-8"):
        corrected.publish()
