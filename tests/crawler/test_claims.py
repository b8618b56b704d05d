"""What a page says of itself is kept as it says it, wherever it says it."""

from __future__ import annotations

import pytest

from crawler.claims import claims_of
from crawler.page import Page

URL = "http://www.a.gov.cn/nb/1.html"
TITLE = "滕州市教育局2023年政府信息公开工作年度报告"


def _page(markup: str) -> Page:
    return Page(URL, f"<!DOCTYPE html><html><body>{markup}</body></html>".encode())


def test_claims_are_read_whatever_the_case_of_their_names() -> None:
    page = _page(
        '<meta name="articletitle" content=" 年报 "><META NAME="PubDate" CONTENT="2024-01-26 09:30">'
        '<meta name="contentSource" content="滕州市教育局"><meta name="SITEIDCODE" content="3704810001">'
    )
    claims = claims_of(page, "链接")
    assert (claims.title, claims.published_on) == ("年报", "2024-01-26 09:30")
    assert (claims.source, claims.site_id) == ("滕州市教育局", "3704810001")
    assert dict(claims.everything)["SiteIDCode"] == "3704810001"


def test_the_links_text_stands_in_for_a_title_nobody_filled_in() -> None:
    page = _page('<meta name="ArticleTitle" content=""><meta name="PubDate" content=" ">')
    assert (claims_of(page, TITLE).title, claims_of(page, TITLE).everything) == (TITLE, ())


def test_claims_of_a_page_in_gbk_that_calls_itself_utf8() -> None:
    markup = f'<html><head><meta charset="utf-8"><meta name="ArticleTitle" content="{TITLE}"></head></html>'
    page = Page(URL, markup.encode("gb18030"), "text/html; charset=utf-8")
    assert claims_of(page, None).title == TITLE


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        (  # cells, spaced labels, an empty one
            "<table><tr><th>索&ensp;引&ensp;号</th><td>014178686/2023-00003</td><th>文　　号</th><td> </td></tr>"
            "<tr><th>成文日期</th><td><span>2024年01月15日</span></td><th>发布机构：</th><td>滕州市教育局</td></tr></table>",
            {"索引号": "014178686/2023-00003", "成文日期": "2024年01月15日", "发布机构": "滕州市教育局"},
        ),
        (  # a list, labels in bold
            "<ul><li><b>索引号：</b>XM02123-0101-2023-00001</li><li><b>备注/文号：</b></li><li><b>公开日期：</b><i>2024-01-26</i></li></ul>",
            {"索引号": "XM02123-0101-2023-00001", "公开日期": "2024-01-26"},
        ),
        (  # a line of them
            "<div class='info'>发布时间：2024-01-26 09:30&nbsp;&nbsp;来源：教育局 浏览次数：120 [打印]</div>",
            {"发布时间": "2024-01-26 09:30", "来源": "教育局"},
        ),
        (
            "<dl><dt>信息索引号</dt><dd>006939748/2025-00084</dd></dl>",
            {"信息索引号": "006939748/2025-00084"},
        ),
        ("<div><span>【发布日期】</span><span>2024-01-26</span></div>", {"发布日期": "2024-01-26"}),
        # a table's head is no claim, nor are words in a sentence or a button
        ("<table><tr><th>索引号</th><th>文号</th><th>发布日期</th></tr></table>", {}),
        (
            "<p>公开内容应当注明信息来源：不得虚构。</p><p>一是规范信息来源</p><script>var 来源='x'</script>",
            {},
        ),
    ],
)
def test_what_is_printed_beside_the_title_is_kept_as_printed(markup: str, expected: dict[str, str]) -> None:
    assert dict(claims_of(_page(markup), None).everything) == expected
