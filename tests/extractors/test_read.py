"""The one door: whatever comes in, an outcome with a reason goes out."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors import read
from extractors.report import Outcome

SEED = (Path(__file__).parent / "examples" / "seed-003" / "report.txt").read_bytes()
SITE = Path(__file__).parents[2] / "crawler" / "sample" / "site" / "zwgk" / "zfxxgknb"
PDF = (SITE / "202401/P020240122551206873114.pdf").read_bytes()
DOCX = (SITE / "202401/P020240115388120947760.docx").read_bytes()


def _zip(**members: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, body in members.items():
            package.writestr(name.replace("__", "/"), body)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"", "empty"),
        (b"\x00\x00 \n", "empty"),
        (b"\xef\xbb\xbf\n", "empty"),
        (PDF[: len(PDF) // 3], "damaged"),
        (b"%PDF-1.7\n" + b"\xff" * 500, "damaged"),
        (DOCX[: len(DOCX) // 2], "damaged"),
        (b"PK\x03\x04 garbage", "damaged"),
        (_zip(mimetype=b"application/vnd.oasis.opendocument.text"), "cannot be read yet"),
        (bytes(range(256)) * 20, "unknown binary"),
        (b"<html><title>404 Not Found</title><body><h1>404 Not Found</h1></body></html>", "error page"),
        ("<html><body>您访问的页面不存在</body></html>".encode(), "error page"),
        (_zip(**{"word__document.xml": b"<x/>"}), "damaged"),
    ],
)
def test_unreadable_files_say_why(body: bytes, words: str) -> None:
    reading = read(body)
    assert reading.outcome is Outcome.UNREADABLE
    assert reading.report is None
    assert reading.reason is not None
    assert words in reading.reason.en
    assert reading.reason.zh


def test_a_zip_bomb_is_refused_unopened() -> None:
    members = {"[Content_Types].xml": b"<Types/>", "word__document.xml": b"<w>" + b" " * 60_000_000 + b"</w>"}
    reading = read(_zip(**members))
    assert reading.outcome is Outcome.UNREADABLE
    assert reading.reason is not None
    assert "unreasonable size" in reading.reason.en


def test_no_external_entity_is_ever_fetched(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("TOP-SECRET", encoding="utf-8")
    with zipfile.ZipFile(io.BytesIO(DOCX)) as package:
        members = {name: package.read(name) for name in package.namelist()}
    evil = f'<!DOCTYPE d [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'.encode()
    document = members["word/document.xml"]
    head, rest = document.split(b"?>", 1)
    members["word/document.xml"] = head + b"?>" + evil + rest.replace("总体情况".encode(), b"&x;", 1)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        for name, body in members.items():
            package.writestr(name, body)
    assert "TOP-SECRET" not in repr(read(buffer.getvalue()))


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("X局2023年政府信息公开工作年度报告解读", "interpretation"),
        ("关于编制2023年政府信息公开工作年度报告的通知", "notice"),
        ("X局2022年度部门决算", "final accounts"),
        ("X局2023年法治政府建设年度报告", "law-based government"),
        ("X县政府信息公开指南", "guide"),
        ("X局2023年政府信息公开工作年度报告", "links to attachments"),
    ],
)
def test_pages_that_are_no_report_say_what_they_are(title: str, words: str) -> None:
    page = (
        f"<html><head><title>{title}</title></head><body><h1>{title}</h1><p>附件：年报.pdf</p></body></html>"
    )
    reading = read(page.encode())
    assert reading.outcome is Outcome.NOT_A_REPORT
    assert reading.reason is not None
    assert words in reading.reason.en


def test_a_column_that_claims_a_guide_to_be_its_report_is_not_believed() -> None:
    body = "".join(f"<p>{n}、主动公开。{'公开范围参见政府信息公开目录。' * 3}</p>" for n in "一二三")
    page = (
        "<html><head><meta name='ArticleTitle' content='政府信息公开年报'></head><body><p>发布时间：2021-01-21 来源：某局</p>"
        f"<p>X县政府信息公开指南</p>{body}</body></html>"
    )
    reading = read(page.encode())
    assert reading.reason is not None
    assert "guide" in reading.reason.en


def test_the_same_bytes_read_the_same_twice() -> None:
    assert read(SEED) == read(SEED)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_damaged_files_never_raise(data: st.DataObject) -> None:
    body = bytearray(data.draw(st.sampled_from([SEED, DOCX, PDF])))
    for _ in range(data.draw(st.integers(1, 8))):
        at = data.draw(st.integers(0, len(body) - 1))
        body[at : at + data.draw(st.integers(0, 40))] = data.draw(st.binary(max_size=20))
    assert read(bytes(body)).outcome in Outcome


@pytest.mark.parametrize("item", ["- [{}](./t{}.html) 2019-01-24", "{} {}"])
def test_a_list_of_reports_is_no_report(item: str) -> None:
    titles = [item.format(f"滕州市{n}街道办2018年政府信息公开工作年度报告", n) for n in range(60)]
    reading = read("\n".join(["# 政府信息公开工作年度报告", "", *titles]).encode())
    assert reading.outcome is Outcome.NOT_A_REPORT
