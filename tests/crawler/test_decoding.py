from __future__ import annotations

import codecs

import pytest

from crawler.decoding import decode

TEXT = "滕州市2023年政府信息公开工作年度报告，共受理0件。"


@pytest.mark.parametrize("declared", ["utf-8", "gb2312", None])
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_bytes_decide_and_not_what_is_declared(encoding: str, declared: str | None) -> None:
    assert decode(TEXT.encode(encoding), declared) == TEXT


def test_rare_characters_of_names_survive_gb18030() -> None:
    assert decode("㙍镇 𬇙".encode("gb18030"), "gb2312") == "㙍镇 𬇙"


def test_byte_order_marks_are_read_and_dropped() -> None:
    assert decode(codecs.BOM_UTF8 + TEXT.encode()) == TEXT
    assert decode(codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le")) == TEXT


def test_a_declared_encoding_is_asked_when_the_bytes_fit_neither() -> None:
    body = "naïve ÿ café\xff".encode("cp1252")
    assert decode(body, "cp1252") == "naïve ÿ café\xff"


@pytest.mark.parametrize("declared", [None, "utf-8", "no-such-encoding"])
def test_broken_bytes_never_fail(declared: str | None) -> None:
    body = TEXT.encode() + b"\xff\xfe\x80"
    assert isinstance(decode(body, declared), str)
