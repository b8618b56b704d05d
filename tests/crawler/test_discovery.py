from __future__ import annotations

import pytest

from crawler import discovery
from crawler.page import Page

COLUMN = "http://www.a.gov.cn/zfxxgk/zfxxgknb/"


def _page(markup: str, url: str = COLUMN) -> Page:
    return Page(url, markup.encode())


def test_links_come_once_each_with_their_best_title() -> None:
    page = _page(
        "<a href='./t1.html' title='滕州市教育局2023年政府信息公开工作年度报告'>滕州市教育局2023年…</a>"
        "<a href='./t1.html'><span>2024-01-26</span></a>"
        "<a href='/zwgk/'><img src=x alt='政府信息公开'></a>"
        """<a href="javascript:void(0)" onclick="window.open('/nb/','_blank')">年报</a>"""
        "<select><option value='/bm/jyj/'>市教育局</option></select>"
        "<a href='#top'>顶部</a><a href=' '>空</a><a href='http://[bad/'>坏</a>"
    )
    assert [(link.url.removeprefix("http://www.a.gov.cn"), link.title) for link in page.links] == [
        ("/zfxxgk/zfxxgknb/t1.html", "滕州市教育局2023年政府信息公开工作年度报告"),
        ("/zwgk/", "政府信息公开"),
        ("/nb/", "年报"),
        ("/bm/jyj/", "市教育局"),
    ]


def test_the_way_from_a_home_page() -> None:
    page = _page(
        "<a href=/zwgk/>政务公开</a><a href=/zfxxgk/>政府信息公开</a><a href=/nb/>政府信息公开年报</a>"
        "<a href=/zn/>政府信息公开指南</a><a href=/ysq/>依申请公开</a><a href=/jd/>年报解读</a><a href=/xw/>要闻</a>"
        "<iframe src=/inner/list.html></iframe><iframe src=/visitcount.jsp></iframe>",
        "http://www.a.gov.cn/",
    )
    assert [link.url for link in discovery.columns(page.links)] == ["http://www.a.gov.cn/nb/"]
    assert [link.url for link in discovery.ways(page, page.links)] == [
        "http://www.a.gov.cn/zwgk/",
        "http://www.a.gov.cn/zfxxgk/",
        "http://www.a.gov.cn/inner/list.html",
    ]


@pytest.mark.parametrize(
    ("url", "column", "beneath"),
    [
        (COLUMN + "2022n/", COLUMN, True),
        (COLUMN + "bmnb/jyj/", COLUMN + "index.html", True),
        ("http://www.a.gov.cn/zfxxgk/xxgknb/n2023n.htm", "http://www.a.gov.cn/zfxxgk/xxgknb.htm", True),
        (COLUMN + "bm/list.html", COLUMN + "zfxxgknb.html", True),
        (COLUMN + "index_2.html", COLUMN, False),
        (COLUMN, COLUMN + "index.html", False),
        ("http://www.a.gov.cn/zfxxgk/zfxxgkzn/", COLUMN, False),
        ("http://www.a.gov.cn/zwgk/", "http://www.a.gov.cn/", False),
        ("http://b.a.gov.cn/zfxxgk/zfxxgknb/2022n/", COLUMN, False),
    ],
)
def test_beneath(url: str, column: str, beneath: bool) -> None:
    assert discovery.is_beneath(url, column) is beneath


def test_branches_are_years_and_what_lies_beneath() -> None:
    page = _page(
        "<a href='2023n/'>2023年</a><a href='/other/2022.html'>2022年</a><a href='/other/2021.html'>2021</a><a href='bm/jyj/'>市教育局</a>"
        "<a href='/zwgk/'>领导之窗</a><a href='index_2.html'>下一页</a><a href='list/2.html'>2</a>"
        "<a href='t1.html'>滕州市2023年政府信息公开工作年度报告</a><a href='t2.html'>年报解读</a>"
    )
    assert [
        link.url.removeprefix("http://www.a.gov.cn") for link in discovery.branches(page.links, COLUMN)
    ] == [
        "/zfxxgk/zfxxgknb/2023n/",
        "/other/2022.html",
        "/other/2021.html",
        "/zfxxgk/zfxxgknb/bm/jyj/",
    ]


def test_offices_are_branches_where_only_the_list_files_are_named_otherwise() -> None:
    column = "http://www.a.gov.cn/dlq/c111239/zfxxgk_gknb.shtml"
    page = _page(
        "<a href='/dlq/c111240/list.shtml'>教育局</a><a href='/bm/jyj/'>民政局</a><a href='/dlq/c5/list.shtml'>要闻</a>",
        column,
    )
    assert [link.title for link in discovery.branches(page.links, column)] == ["教育局"]


def test_other_years_of_a_column_that_is_an_article() -> None:
    url = "http://www.a.gov.cn/bm/jyj/nb/2023n/index.html"
    page = _page(
        "<a href=/bm/jyj/nb/2022n/index.html>2022年</a><a href=/bm/jyj/nb/index.html>2024年</a>"
        "<a href=/gb/2022/>2022年</a><a href=/bm/jyj/nb/2021n/index.html>上一篇</a>",
        url,
    )
    assert [link.url for link in discovery.other_years(page)] == [
        "http://www.a.gov.cn/bm/jyj/nb/2022n/index.html",
        "http://www.a.gov.cn/bm/jyj/nb/index.html",
    ]


def test_other_years_that_only_the_query_tells_apart() -> None:
    address = "http://www.a.gov.cn/public/column/551?type=3&nav=5"
    page = _page(
        f"<a href='{address}&sub=4&timeFrame=2018'>2018</a><a href='/public/column/9'>2018</a>", address
    )
    assert [link.url for link in discovery.other_years(page)] == [f"{address}&sub=4&timeFrame=2018"]


def test_links_that_a_function_goes_to() -> None:
    page = _page(
        "<script>function doRead(id, kind) { window.open('/detail/' + id + '.html'); }"
        "function page(n) { location.href = 'list.aspx?id=7&p=' + n }"
        "function far(n) { location.href = base + n }</script>"
        """<a href="javascript:void(0)" onclick="doRead('3f2a','1')">教育局2023年…</a><a href="javascript:page(2)">2</a>"""
        """<table><tr><td onclick="location.href='/bm/jyj/'">教育局</td></tr></table><a href="javascript:far(1)">远</a>"""
        "<select><option value='?id=7&p=3'>3</option></select>"
    )
    assert [(link.url, link.title) for link in page.links] == [
        ("http://www.a.gov.cn/detail/3f2a.html", "教育局2023年…"),
        (f"{COLUMN}list.aspx?id=7&p=2", "2"),
        ("http://www.a.gov.cn/bm/jyj/", "教育局"),
        (f"{COLUMN}?id=7&p=3", "3"),
    ]


def test_more_is_called_as_what_it_stands_beside() -> None:
    page = _page("<h3><b>政府信息公开年报</b> <a href=/nb/>更多&gt;&gt;</a></h3><p><a href=/xw/>更多</a></p>")
    assert [link.url for link in discovery.columns(page.links)] == ["http://www.a.gov.cn/nb/"]


def test_links_that_scripts_write() -> None:
    page = _page(
        r"""<script>document.write("<li><a href='.\/2023n\/'>2023年<\/a></li>");
        for (i = 0; i < rows.length; i++) document.write("<a href='" + rows[i].url + "'>" + rows[i].title + "</a>");
        var rows = [{"title": "年报", "url": "\/nb\/"}, {id: 3, name: '教育局', url: '/bm/jyj/'}, {name: '市', jump_url: '/s/'}];
        </script><script type="text/xml"><a href="/xml/">数据</a></script>""".replace("\\\\", "\\")
    )
    assert [(link.url.removeprefix("http://www.a.gov.cn"), link.title) for link in page.links] == [
        ("/zfxxgk/zfxxgknb/2023n/", "2023年"),
        ("/nb/", "年报"),
        ("/bm/jyj/", "教育局"),
    ]


@pytest.mark.parametrize(
    ("url", "markup", "expected"),
    [
        ("http://www.a.gov.cn/zwgk/", "<title>政府信息公开年报-滕州市人民政府</title>", True),
        (
            "http://www.a.gov.cn/zwgk/",
            '<meta name="ColumnName" content="政府信息公开年报"><title>x</title>',
            True,
        ),
        ("http://www.a.gov.cn/zwgk/", "<title>滕州市人民政府</title>", False),
        (COLUMN, "<title>滕州市人民政府</title>", True),
        ("http://www.a.gov.cn/NKQZF/zfxxgknb17/index.shtml", "<title>列表</title>", True),
        ("http://a.gov.cn/XxgkAnnualReport/showList/209/page_1.html", "<title>列表</title>", True),
        ("http://a.gov.cn/zwgk/zfxxgkzn/", "<title>列表</title>", False),
        (COLUMN, '<meta name="ArticleTitle" content="放假"><title>政府信息公开年报</title>', False),
    ],
)
def test_a_page_says_itself_that_it_is_a_column(url: str, markup: str, expected: bool) -> None:
    assert discovery.is_column(_page(markup, url)) is expected


def test_a_script_that_only_redirects_is_followed() -> None:
    page = _page("<script>window.location.href = '/portal/index.html';</script>")
    assert discovery.redirect_in_script(page) == "http://www.a.gov.cn/portal/index.html"
    assert discovery.redirect_in_script(_page(page.text + "<p>正文</p>" * 500)) is None


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<title>404 Not Found</title><body>nginx</body>", True),
        ("<title>提示</title><body>您访问的页面不存在或已删除</body>", True),
        ("<title>年报</title><body>共0条</body>", False),
        ("<title>年报</title><body>" + "政府信息公开工作" * 50 + "找不到该页</body>", False),
    ],
)
def test_error_pages_that_answer_200(markup: str, expected: bool) -> None:
    assert discovery.is_error_page(_page(markup)) is expected


def test_a_page_made_to_keep_us_busy_is_read_only_so_far() -> None:
    anchors = "".join(f"<a href={number}>x" for number in range(30_000))
    page = _page(f"<a href=/nb/>{'政府信息公开' * 100_000}</a>{anchors}")
    assert len(page.links) == 10_000
    assert max(len(link.title) for link in page.links) == 200
