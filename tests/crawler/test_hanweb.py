from __future__ import annotations

from crawler.columns import Column
from crawler.document import VisitOutcome
from crawler.page import Page
from crawler.platforms import hanweb_xxgk, recognise, rows
from tests.crawler.crawling import crawl
from tests.crawler.sites import Answer, Content, article, links, report, site

BASE = "http://www.a.gov.cn/col/col33718/index.html"
PROXY = "/module/web/jpage/dataproxy.jsp?page={}&appid=1&webid=1&path=/&columnid=33718&unitid=212860&webname=某县&permissiontype=0"
XML = {"Content-Type": "text/xml; charset=utf-8"}


def _datastore(numbers: range, page: int, group: str = PROXY) -> str:
    row = "<record><![CDATA[<li><a href='/art/2024/1/{0}/art_33718_{0}.html' title='{1}'>{2}…</a><span>2024-01-26</span></li>]]></record>"
    records = "".join(row.format(number, report(f"第{number}局"), f"第{number}局") for number in numbers)
    address = group.format(page).replace("&", "&amp;")
    return f'<datastore>\n<nextgroup><![CDATA[<a href="{address}"></a>]]></nextgroup>\n<recordset>{records}</recordset></datastore>'


def _column(numbers: range) -> str:
    return f"<html><body><div id=212860><script type='text/xml'>{_datastore(numbers, 1)}</script></div></body></html>"


def _site() -> Content:
    base = PROXY.replace("某县", "%E6%9F%90%E5%8E%BF")
    answers = {
        base.format(number): Answer(
            f'<?xml version="1.0" encoding="utf-8"?>{_datastore(numbers, number + 1)}', headers=XML
        )
        for number, numbers in [(1, range(1, 11)), (2, range(11, 21)), (3, range(21, 24))]
    }
    empty = {base.format(number): Answer("<datastore></datastore>", headers=XML) for number in (4, 5, 6)}
    articles = {f"/art/2024/1/{n}/art_33718_{n}.html": article(report(f"第{n}局")) for n in range(1, 24)}
    home = {"/": links(("/col/col33718/index.html", "政府信息公开年报"))}
    return home | {"/col/col33718/index.html": _column(range(1, 11))} | answers | empty | articles


def test_rows_of_the_island_and_of_plain_markup() -> None:
    page = Page(BASE, (_column(range(1, 3)) + f"<a href='/art/9.html'>{report('县政府')}</a>").encode())
    platform = recognise(page)
    assert platform.NAME == "hanweb"
    assert [(link.url, link.title) for link in rows(platform, page)] == [
        ("http://www.a.gov.cn/art/2024/1/1/art_33718_1.html", report("第1局")),
        ("http://www.a.gov.cn/art/2024/1/2/art_33718_2.html", report("第2局")),
        ("http://www.a.gov.cn/art/9.html", report("县政府")),
    ]


def test_rows_and_pages_of_an_old_list_are_strings_in_a_script() -> None:
    row = r"""'<li><a href="/art/2014/5/{0}/art_7_{0}.html" title="{1}">{0}<\/a></li>'"""
    strings = [row.format(number, report(f"第{number}局")) for number in range(1, 26)]
    script = (
        f"var InitData9=[{','.join(strings[:12])}];$('#9').jpage({{totalRecord:25,dataStore:InitData9,groupSize:3,"
        "proxyUrl:'/module/jslib/jquery/jpage/dataproxy.jsp',perPage:4,ajaxParam:{col:1,columnid:7,unitid:'9'}});"
    )
    page = Page(BASE, f"<html><body><div id=9></div><script>{script}</script></body></html>".encode())
    column = Column(page, recognise(page))
    asked, ask = [], column.start()
    while ask:
        asked.append(ask.url)
        start = int(ask.url.partition("startrecord=")[2].partition("&")[0])
        answer = f"var totalRecord=25;dataStore=[{','.join(strings[start - 1 : start + 11])}];"
        ask = column.turn(Page(ask.url, answer.encode()))
    assert column.size == 25
    assert "startrecord=13&endrecord=24&perpage=12" in asked[1]  # as many at once as the page's own script


def test_of_an_areas_disclosures_only_reports_and_the_columns_own_are_taken() -> None:
    anchors = (
        "<a href=/art/2024/1/1/art_7_1.html>县教育局</a><a href=/art/2024/1/1/art_8_2.html>公告</a>"
        f"<a href=/art/2024/1/1/art_8_3.html>{report('县财政局')}</a>"
    )
    answer = Page(
        "http://www.a.gov.cn/module/xxgk/search.jsp?currpage=1&divid=div7", f"<div>{anchors}</div>".encode()
    )
    assert [link.title for link in hanweb_xxgk.rows(answer)] == ["县教育局", report("县财政局")]


def test_a_report_without_its_year_in_the_address_leads_to_those_of_other_years() -> None:
    url = "http://www.a.gov.cn/module/xxgk/xxgkAnnualReport.jsp?area=11"
    years = "<select><option value='2024'>2024<option value='2023'>2023</select>"
    shown = Page(url, f"<meta name=ArticleTitle content='{report('县教育局', 2024)}'>{years}".encode())
    assert [link.url for link in hanweb_xxgk.hidden(shown)] == [f"{url}&fbtime=2023"]


def test_a_proxy_is_not_asked_for_what_the_page_holds() -> None:
    whole = _column(range(1, 11)).replace(
        "</body>", "<script>$('#1').jpage({totalRecord:10});</script></body>"
    )
    column = Column(page := Page(BASE, whole.encode()), recognise(page))
    assert column.start() is None
    assert column.size == 10


def test_a_proxy_that_answers_anything_with_its_first_page_is_left() -> None:
    column = Column(page := Page(BASE, _column(range(1, 11)).encode()), recognise(page))
    asked, ask = 0, column.start()
    while ask:
        asked += 1
        ask = column.turn(Page(ask.url, _datastore(range(1, 11), 2).encode()))
    assert asked == 2


def test_all_reports_are_found_behind_the_proxy() -> None:
    with site(_site()) as running:
        done = crawl(("hanweb", running.url))
    assert len(done.documents) == 23
    assert (done.visit.outcome, done.visit.platform) == (VisitOutcome.OK, "hanweb")
    assert (
        sum("dataproxy.jsp" in path for path in running.asked) == 5
    )  # 1 to 3 with rows, two to be sure of the end


def test_other_columns_are_not_taken_for_hanwebs() -> None:
    page = Page(BASE, links(("1.html", report("教育局"))).encode())
    assert recognise(page).NAME == "static"
