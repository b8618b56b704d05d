"""Reports without a table of an official form: narrative ones, and those whose tables are pictures."""

from __future__ import annotations

import pytest

from extractors import read

ARTICLE_32 = (
    "概述",
    "主动公开政府信息的情况",
    "依申请公开政府信息和不予公开政府信息的情况",
    "收费及减免情况",
    "存在的主要问题",
)
SIX = (
    "总体情况", "主动公开政府信息情况", "收到和处理政府信息公开申请情况", "政府信息公开行政复议、行政诉讼情况",
    "存在的主要问题及改进情况", "其他需要报告的事项",
)  # fmt: skip
LOCAL = "<table><tr><td>公开类别</td><td>数量</td></tr><tr><td>机构概况</td><td>3</td></tr><tr><td>政策</td><td>4</td></tr></table>"


def page(year: int, titles: tuple[str, ...], more: str = "") -> bytes:
    chapters = "".join(
        f"<p>{n}、{title}</p><p>本年度按要求开展了工作。</p>"
        for n, title in zip("一二三四五六", titles, strict=False)
    )
    return f"<body><p>滕州市财政局{year}年政府信息公开工作年度报告</p>{chapters}{more}</body>".encode()


@pytest.mark.parametrize(
    ("body", "form", "absent"),
    [
        (page(2010, ARTICLE_32), "2008", 0),
        (page(2016, ARTICLE_32), "2014", 58),
        (page(2016, ARTICLE_32, LOCAL), "local", 0),
        (page(2023, SIX, "<img src=1.png><img src=2.png>"), "2021", 200),
        (page(2023, ("基本情况", "主要做法", "存在的不足"), LOCAL), "local", 0),
    ],
)
def test_the_chapters_say_which_form_it_is_and_its_figures_are_absent(
    body: bytes, form: str, absent: int
) -> None:
    report = read(body).report
    assert report is not None
    assert report.form == form
    assert [f.status.value for f in report.figures] == ["absent"] * absent
    assert [f.message.en for f in report.findings if f.rule == "F.NO_TABLES" and "pictures" in f.message.en] == (
        ["the tables of 国办公开办函〔2021〕30号 are not printed, they may be in its pictures; "
         "its form is known by its chapters and year alone"] if form == "2021" else []
    )  # fmt: skip


def test_a_page_in_traditional_characters_is_read_in_simplified_ones() -> None:
    rows = "<tr><td>信息內容</td><td>本年制發件數</td><td>本年廢止件數</td><td>現行有效件數</td></tr>"
    rows += "<tr><td>規章</td><td>1</td><td>2</td><td>3</td></tr><tr><td>行政規範性檔案</td><td>4</td><td>5</td><td>6</td></tr>"
    body = (
        f"<p>滕州市財政局2023年政府資訊公開工作年度報告</p><p>一、總體情況</p><table>{rows}</table>".encode()
    )
    report = read(body).report
    assert report is not None
    assert (report.organ, report.title) == ("滕州市财政局", "滕州市财政局2023年政府信息公开工作年度报告")
    assert [f.value for f in report.figures if f.key.row.startswith("art20_1")] == [1, 2, 3, 4, 5, 6]
    assert "L.TRADITIONAL" in {f.rule for f in report.findings}
