from __future__ import annotations

import pytest

from extractors.charset import decode
from extractors.content import UnreadableError
from extractors.media import sniff

TEXT = "<meta charset='{}'><p>政府信息公开工作年度报告，㐀</p>"


@pytest.mark.parametrize("declared", ["gb2312", "utf-8", "none", "big5"])
@pytest.mark.parametrize("real", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
def test_the_bytes_decide_whatever_is_declared(real: str, declared: str) -> None:
    text = TEXT.format(declared)
    assert decode(text.encode(real)) == text


def test_a_page_cut_inside_a_character_keeps_the_rest() -> None:
    body = ("政府信息公开" * 200).encode()[:-1]
    assert decode(body) == "政府信息公开" * 199 + "政府信息公\ufffd"


def test_rubbish_is_refused_or_marked() -> None:
    with pytest.raises(UnreadableError):
        decode(bytes(range(128, 256)) * 50)


def test_utf16_without_a_mark_is_known_by_sense_though_chinese_has_zeros_elsewhere() -> None:
    text = "<p>一、二、三</p>" + "一" * 3000
    body = text.encode("utf-16-le")
    assert sniff(body) == "text/html"
    assert decode(body) == text
    assert decode(body + b"N") == text + "\ufffd"
