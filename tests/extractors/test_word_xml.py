"""Word documents in one XML file, and web pages saved as one message."""

from __future__ import annotations

import io
import time
import zipfile
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from pathlib import Path

import pytest

from extractors import media, read
from extractors.content import Content, Paragraph
from extractors.formats import docx, mhtml, word_xml
from extractors.report import Outcome

SITE = Path(__file__).parents[2] / "crawler" / "sample" / "site" / "zwgk" / "zfxxgknb"
DOCX = (SITE / "202401" / "P020240115388120947760.docx").read_bytes()
WORDML = "http://schemas.microsoft.com/office/word/2003/wordml"


def word_2003(body: str) -> bytes:
    return (
        '<?xml version="1.0" encoding="UTF-8"?><?mso-application progid="Word.Document"?>'
        f'<w:wordDocument xmlns:w="{WORDML}" xmlns:aml="http://schemas.microsoft.com/aml/2001/core" '
        'xmlns:wx="http://schemas.microsoft.com/office/word/2003/auxHint">'
        f"<w:body><wx:sect>{body}</wx:sect></w:body></w:wordDocument>"
    ).encode()


def t(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


def said(content: Content) -> list[str]:
    return [b.text for b in content.blocks if isinstance(b, Paragraph)]


@pytest.mark.parametrize(
    ("paragraph", "text"),
    [
        (t("1") + '<w:r><w:rPr><w:vanish/></w:rPr><w:t>9</w:t></w:r>', "1"),
        (f'{t("1")}<aml:annotation w:type="Word.Deletion"><aml:content>{t("7")}</aml:content></aml:annotation>', "1"),
        (f'{t("1")}<aml:annotation w:type="Word.Insertion"><aml:content>{t("2")}</aml:content></aml:annotation>', "12"),
        (f'<w:pPr><w:listPr><wx:t wx:val="一、"/></w:listPr></w:pPr>{t("概述")}', "一、概述"),
    ],
)  # fmt: skip
def test_word_2003_says_it_in_other_words(paragraph: str, text: str) -> None:
    body = word_2003(f"<w:p>{paragraph}</w:p>")
    assert media.sniff(body) == media.WORD_2003
    assert said(word_xml.content(body)) == [text]


def test_cells_merged_downwards_in_word_2003() -> None:
    def row(merge: str, label: str, number: str) -> str:
        first = f'<w:tc><w:tcPr><w:vmerge w:val="{merge}"/></w:tcPr><w:p>{t(label)}</w:p></w:tc>'
        return f"<w:tr>{first}<w:tc><w:p>{t(number)}</w:p></w:tc></w:tr>"

    body = word_2003(f"<w:tbl>{row('restart', '组', '1')}{row('continue', '', '2')}</w:tbl>")
    (table,) = word_xml.content(body).tables
    assert [(c.text, c.row, c.column, c.rowspan) for c in table.cells] == [
        ("组", 0, 0, 2),
        ("1", 0, 1, 1),
        ("2", 1, 1, 1),
    ]


def test_a_package_written_flat_is_the_package() -> None:
    parts = ""
    with zipfile.ZipFile(io.BytesIO(DOCX)) as package:
        for name in package.namelist():
            if name.endswith((".xml", ".rels")) and name != "[Content_Types].xml":
                xml = package.read(name).decode().split("?>", 1)[1]
                parts += f'<pkg:part pkg:name="/{name}"><pkg:xmlData>{xml}</pkg:xmlData></pkg:part>'
    body = f'<pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage">{parts}</pkg:package>'.encode()
    assert media.sniff(body) == media.FLAT_WORD
    assert word_xml.content(body).blocks == docx.content(DOCX).blocks


@pytest.mark.parametrize("encoding", ["gbk", "utf-8"])
@pytest.mark.parametrize("declared", ["gb2312", "utf-8"])
def test_a_saved_page_is_read_as_the_page(encoding: str, declared: str) -> None:
    message = MIMEMultipart("related")
    page = MIMEText("", "html", "utf-8")
    page.replace_header("Content-Type", f'text/html; charset="{declared}"')
    del page["Content-Transfer-Encoding"]
    page["Content-Transfer-Encoding"] = "8bit"
    page.set_payload("<html><body><p>规章</p></body></html>".encode(encoding).decode("latin-1"))
    message.attach(MIMEText("a", "plain"))
    message.attach(page)
    body = message.as_string().encode("latin-1")
    assert media.sniff(body) == media.MHTML
    assert said(mhtml.content(body)) == ["规章"]


@pytest.mark.parametrize(
    "body",
    [
        word_2003("<w:p>"),
        word_2003("").replace(b"w:body", b"w:other"),
        b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
        + word_2003("<w:p><w:r><w:t>&a;</w:t></w:r></w:p>"),
        b'<pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage"/>',
        b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\n\nnothing\n--x--\n",
        b"MIME-Version: 1.0\nContent-Type: multipart/related\n\n",
    ],
    ids=["ill_formed", "no_body", "entity", "empty_package", "no_page", "no_parts"],
)
def test_damaged_and_hostile_ones_end_in_a_sentence(body: bytes) -> None:
    reading = read(body)
    assert reading.outcome is Outcome.UNREADABLE
    assert reading.reason is not None
    assert reading.reason.zh


@pytest.mark.parametrize("body", [b"aaaa:\n" + b" \n" * 40_000, b"ab:cd\n" * 20_000, b"a-" * 40_000])
def test_what_only_looks_like_a_message_costs_no_time(body: bytes) -> None:
    started = time.perf_counter()
    assert media.sniff(body) == media.TEXT
    assert time.perf_counter() - started < 1
