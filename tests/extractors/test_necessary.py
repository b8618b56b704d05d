"""What a pattern's matches must hold: a word too many here, and a claim of the prose is never found."""

from __future__ import annotations

import pytest

from extractors.necessary import necessary_words


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("微信平?台#条", [{"微信"}]),
        ("(?:官方)?微博(?:平台|账号)+", [{"微博"}, {"平台", "账号"}]),
        ("(?<!网站)公开(?:的)?[^，。]{0,4}?信息{2}", [{"公开"}]),
        ("(?:微信(?:公众)*号码|公众号)发布", [{"微信", "公众号"}, {"发布"}]),
        ("复议|(?:行政)?诉讼", [{"复议", "诉讼"}]),
        ("复议|(?:诉讼)?", []),
        (r"(?:20\d\d年|上年)(?:结转){0,1}申请\d+件", [{"上年", "20"}, {"申请"}]),
    ],
)
def test_necessary_words(pattern: str, expected: list[set[str]]) -> None:
    assert list(necessary_words(pattern)) == expected
