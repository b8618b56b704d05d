from __future__ import annotations

import pytest

from archive.site.language import Say, preferred


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("", "zh"),
        ("zh-CN,zh;q=0.9,en;q=0.8", "zh"),
        ("en-GB,en;q=0.9,zh;q=0.1", "en"),
        ("en;q=0.2,zh;q=0.7", "zh"),
        ("fr-FR, de;q=0.5", "en"),
        ("zh;q=0, en", "en"),
        ("*", "en"),
        (";;q=x,en;q=high", "zh"),
    ],
)
def test_the_first_language_we_speak_is_taken(header: str, language: str) -> None:
    assert preferred(header) == language


def test_a_text_in_both_languages_is_split_and_one_in_one_language_kept() -> None:
    assert Say("en").pick("报告 | Reports | all") == "Reports | all"
    assert Say("zh").pick("报告 | Reports") == "报告"
    assert Say("en").pick("报告") == "报告"
    assert Say("en").pick(None) == ""
