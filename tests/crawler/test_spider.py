"""The spider end to end: real HTTP against small portals, run in a process of its own."""

from __future__ import annotations

import gzip
import logging
from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from crawler.document import PageClaims, VisitOutcome
from tests.crawler.crawling import Crawl, crawl
from tests.crawler.sites import HEADINGS, PDF, Answer, Content, Site, article, links, report, site

CHALLENGE = "<html><script>document.cookie='__jsl_clearance_s=1';location.href=location.href</script></html>"

LISTED: Content = {
    "/": links(
        ("/zwgk/", "政务公开"),
        ("/dead/", "政府信息公开平台"),
        ("/xw/", "要闻"),
        ("http://127.0.0.1:9/zwgk/", "信息公开"),
    ),
    "/zwgk/": links(("/zwgk/nb/", "政府信息公开年报"), ("/zwgk/zn/", "政府信息公开指南")),
    "/zwgk/nb/": links(
        ("t1.html", report("教育局")),
        ("t1.html?isMobile=true", report("教育局")),
        ("/files/mzj.pdf", report("民政局")),
        ("t2.html", report("教育局") + "解读"),
        ("t3.html", "关于做好2023年政府信息公开工作年度报告编制工作的通知"),
        ("2022n/", "2022年"),
        ("wtj.html", "文体局"),
        ("index_2.html", "下一页"),
    ),
    "/zwgk/nb/index_2.html": links(
        ("t4.html", report("财政局")), ("t5.html", report("司法局")), ("index_2.html", "下一页")
    ),
    "/zwgk/nb/2022n/": links(("../gbk.html", report("教育局", 2022))),
    "/zwgk/nb/t1.html": Answer(
        article(
            report("教育局"),
            HEADINGS
            + '<a href="./P01.docx" download="教育局年报.docx">附件</a><a href="/zn.pdf">解读：年报.pdf</a>',
            '<meta name="PubDate" content="2024-01-26"><meta name="contentsource" content="教育局">',
        ),
        headers={"ETag": '"v1"', "Last-Modified": "Fri, 26 Jan 2024 01:30:00 GMT"},
    ),
    "/zwgk/nb/P01.docx": Answer(b"PK\x03\x04docx", headers={"Content-Type": "text/html; charset=utf-8"}),
    "/files/mzj.pdf": PDF,
    "/zwgk/nb/wtj.html": article(report("文体局")),
    "/zwgk/nb/t4.html": article(report("财政局") + "的解读", "图文"),
    "/zwgk/nb/t5.html": "<html><body>扫描件见附件 <iframe src='/js/viewer.html?file=/files/sfj.pdf'></iframe></body></html>",
    "/files/sfj.pdf": PDF,
    "/zwgk/nb/gbk.html": Answer(
        article(report("教育局", 2022)).encode("gb18030"), headers={"Content-Type": "text/html"}
    ),
}


@pytest.fixture(scope="module", autouse=True)
def _quiet_server() -> None:
    logging.getLogger("werkzeug").setLevel(logging.ERROR)


@pytest.fixture(scope="module")
def listed() -> Iterator[tuple[Crawl, Site]]:
    with site(LISTED) as running:
        yield crawl(("listed", running.url)), running


def test_every_report_and_its_files_are_found_from_the_home_page(listed: tuple[Crawl, Site]) -> None:
    done, running = listed
    assert done.urls() == sorted(
        running.url + path
        for path in [
            "files/mzj.pdf",
            "files/sfj.pdf",
            "zwgk/nb/P01.docx",
            "zwgk/nb/gbk.html",
            "zwgk/nb/t1.html",
            "zwgk/nb/t5.html",
            "zwgk/nb/wtj.html",
        ]
    )
    visit = done.visit
    assert (visit.portal, visit.outcome, visit.reason, visit.platform) == (
        "listed",
        VisitOutcome.OK,
        None,
        "static",
    )
    assert visit.documents == len(done.documents)
    assert visit.requests == len(running.asked)
    assert visit.refused == 3  # two by their links, one by its own page's title
    assert len(running.asked) == len(set(running.asked))


def test_a_document_says_where_it_was_found_and_what_its_page_claims(listed: tuple[Crawl, Site]) -> None:
    done, running = listed
    base = running.url + "zwgk/nb/"
    by_url = {document.url: document for document in done.documents}
    page, file = by_url[base + "t1.html"], by_url[base + "P01.docx"]
    claims = page.claims
    assert (claims.title, claims.published_on, claims.source) == (report("教育局"), "2024-01-26", "教育局")
    assert (page.link_text, page.found_on) == (report("教育局"), base)
    assert (page.etag, page.last_modified) == ('"v1"', "Fri, 26 Jan 2024 01:30:00 GMT")
    assert (page.article_url, page.status, page.content_type) == (None, 200, "text/html; charset=utf-8")
    assert (file.article_url, file.claims, file.link_text) == (page.url, claims, "教育局年报.docx")
    assert file.body == b"PK\x03\x04docx"
    assert by_url[running.url + "files/mzj.pdf"].claims == PageClaims(report("民政局"))


def test_bytes_are_handed_over_as_served(listed: tuple[Crawl, Site]) -> None:
    done, _ = listed
    document = next(document for document in done.documents if document.url.endswith("gbk.html"))
    assert document.body == article(report("教育局", 2022)).encode("gb18030")
    assert document.claims.title == report("教育局", 2022)


def test_no_body_is_ever_printed(listed: tuple[Crawl, Site]) -> None:
    with site(LISTED) as running:
        log = crawl(("listed", running.url), settings=["LOG_LEVEL=DEBUG"]).log
    assert "Scraped from" in log
    assert "总体情况" not in log
    assert "PK\\x03" not in log


FAULTY: dict[str, Content] = {
    "challenged": {"/": Answer(CHALLENGE, 521)},
    "shell": {"/": CHALLENGE},
    "refused": {"/": Answer("Forbidden", 403)},
    "broken": {"/": Answer("<h1>Bad Gateway</h1>", 502)},
    "elsewhere": {"/": Answer("", 302, {"Location": "http://127.0.0.1:9/"})},
    "looping": {
        "/": Answer("", 302, {"Location": "{base}?again"}),
        "/?again": Answer("", 302, {"Location": "{base}"}),
    },
    "disallowed": {
        "/robots.txt": Answer("User-agent: *\nDisallow: /", headers={"Content-Type": "text/plain"})
    },
    "empty": {"/": links(("/xw/", "要闻"))},
    "script": {
        "/": links(("/nb/", "政府信息公开年报")),
        "/nb/": "<html><div id=list></div><script>load()</script></html>",
    },
    "few": {
        "/": links(("/nb/", "年报")),
        "/nb/": links(("1.html", report("教育局"))),
        "/nb/1.html": article(report("教育局")),
    },
    "half": {
        "/": links(("/nb/", "政府信息公开年报")),
        "/robots.txt": Answer("User-agent: *\nDisallow: /secret/", headers={"Content-Type": "text/plain"}),
        "/nb/": links(
            ("1.html", report("教育局")),
            ("2.html", report("民政局")),
            ("/secret/3.html", report("公安局")),
            ("4.html", report("财政局")),
            ("5.html", report("司法局")),
            ("6.html", report("水利局")),
            ("http://127.0.0.1:9/7.html", report("税务局")),
            ("8.html", report("审计局")),
        ),
        "/nb/1.html": article(
            report("教育局"), HEADINGS + '<a href="/gone.pdf">附件.pdf</a><a href="/shell.pdf">二.pdf</a>'
        ),
        "/shell.pdf": "<html><body>文件不存在</body></html>",
        "/nb/2.html": Answer("<h1>error</h1>", 500),
        "/secret/3.html": article(report("公安局")),
        "/nb/4.html": Answer(b"%PDF" + b"0" * 300_000),
        "/nb/5.html": Answer("", 302, {"Location": "file:///etc/passwd"}),
        "/nb/6.html": Answer("", 302, {"Location": "http://127.0.0.2:9/"}),
        "/nb/8.html": Answer(
            gzip.compress(b"<html>" + b"0" * 5_000_000), headers={"Content-Encoding": "gzip"}
        ),
    },
    "late": {
        "/": links(("/nb/", "政府信息公开年报")),
        "/nb/": links(
            ("1.html", report("教育局")), ("2.html", report("民政局")), ("3.html", report("财政局"))
        ),
        "/nb/1.html": article(report("教育局")),
        "/nb/2.html": Answer(CHALLENGE, 412),
        "/nb/3.html": Answer(CHALLENGE, 412),
    },
}

# Ways a portal leads to its reports; each must yield exactly the report of 教育局 for 2023, and what is said.
REPORT = article(report("教育局"))
PAGED = "<html>共2页<script>function page(n) {location.href = 'list.aspx?id=7&p=' + n}</script></html>"
SHAPES: dict[str, tuple[str, Content, list[str]]] = {
    "catalogue names the column": (
        "nb/",
        {
            "/nb/": "<title>政府信息公开年报-某县</title>"
            + links(("1.html", report("教育局")), ("/", "政府信息公开")),
            "/nb/1.html": REPORT,
        },
        ["nb/1.html"],
    ),
    "catalogue names the article": ("nb/1.html", {"/nb/1.html": REPORT}, ["nb/1.html"]),
    "the column's page is the article": (
        "",
        {
            "/": links(("/nb/", "政府信息公开年报")),
            "/nb/": f"<html><body>{HEADINGS}<a href='/nb2022.html'>2022年</a></body></html>",
            "/nb2022.html": article(report("教育局", 2022)),
        },
        ["nb/", "nb2022.html"],
    ),
    "the list is in a frame": (
        "",
        {
            "/": links(("/nb/", "政府信息公开年报")),
            "/nb/": "<html><iframe src='/inner/list.html'></iframe><iframe src='/login.html'></iframe></html>",
            "/inner/list.html": links(("1.html", report("教育局"))),
            "/inner/1.html": REPORT,
        },
        ["inner/1.html"],
    ),
    "the home page is a script": (
        "",
        {
            "/": "<script>window.location.href='/portal/index.html'</script>",
            "/portal/index.html": links(("/nb/", "政府信息公开年报")),
            "/nb/": links(("1.html", report("教育局"))),
            "/nb/1.html": REPORT,
        },
        ["nb/1.html"],
    ),
    "meta refresh, then frames": (
        "",
        {
            "/": '<html><meta http-equiv="refresh" content="0;url=/a.html"></html>',
            "/a.html": "<html><frameset><frame src='/b.html'></frameset></html>",
            "/b.html": links(("/nb/", "信息公开年报")),
            "/nb/": links(("1.html", report("教育局"))),
            "/nb/1.html": REPORT,
        },
        ["nb/1.html"],
    ),
    "a year's title leads to a list": (
        "",
        {
            "/": links(("/nb/", "政府信息公开年报")),
            "/nb/": links(("/y2023/", "2023年政府信息公开年报")),
            "/y2023/": links(("/y2023/jyj/1.html", report("教育局")), ("/y2023/jd.html", "年报解读")),
            "/y2023/jyj/1.html": REPORT,
        },
        ["y2023/jyj/1.html"],
    ),
    "offices beneath the column, one with a notice": (
        "",
        {
            "/": links(("/nb/index.html", "政府信息公开年报")),
            "/nb/index.html": links(("bm/jyj/", "教育局"), ("tz.html", "放假"), ("/xw/1.html", "要闻")),
            "/nb/bm/jyj/": links(("1.html", report("教育局"))),
            "/nb/bm/jyj/1.html": REPORT,
            "/nb/tz.html": article("放假", "放假一天"),
        },
        ["nb/bm/jyj/1.html"],
    ),
    "offices anywhere, each with two reports a page and a pager by script": (
        "",
        {
            "/": links(("/xxgk/nb.aspx", "政府信息公开年报")),
            "/xxgk/nb.aspx": links(("/xxgk/list.aspx?id=7", "教育局")),
            "/xxgk/list.aspx?id=7": PAGED
            + links(("/1.html", report("教育局")), ("/2.html", report("教育局", 2022))),
            "/xxgk/list.aspx?id=7&p=2": PAGED + links(("/3.html", report("教育局", 2021))),
            **{f"/{n}.html": article(report("教育局", 2024 - n)) for n in (1, 2, 3)},
        },
        ["1.html", "2.html", "3.html"],
    ),
    "the frame's page is but a list": (
        "",
        {
            "/": links(("/nb/", "政府信息公开年报")),
            "/nb/": "<html><iframe src='years.html'></iframe></html>",
            "/nb/years.html": "<ul><li><a href='2023/'>2023年</a></li></ul>",
            "/nb/2023/": links(("1.html", report("教育局"))),
            "/nb/2023/1.html": REPORT,
        },
        ["nb/2023/1.html"],
    ),
    "compressed without being asked": (
        "",
        {
            "/": Answer(
                gzip.compress(links(("/nb/", "年报")).encode()),
                headers={"Content-Encoding": "gzip", "Content-Type": "text/html"},
            ),
            "/nb/": links(("1.html", report("教育局"))),
            "/nb/1.html": Answer(
                gzip.compress(REPORT.encode()),
                headers={"Content-Encoding": "gzip", "Content-Type": "text/html"},
            ),
        },
        ["nb/1.html"],
    ),
    "a way that lists reports and much else": (
        "",
        {
            "/": links(("/zwgk/", "政务公开")),
            "/zwgk/": links(
                *((f"nb/{n}.html", report("教育局", 2018 + n)) for n in range(6)),
                ("nb/", "政府信息公开年报"),
                ("xw/", "要闻"),
                ("rs/", "人事"),
            ),
            "/zwgk/nb/": links(*((f"{n}.html", report("教育局", 2018 + n)) for n in range(6))),
            **{f"/zwgk/nb/{n}.html": article(report("教育局", 2018 + n)) for n in range(6)},
        },
        [f"zwgk/nb/{n}.html" for n in range(6)],
    ),
}


@pytest.fixture(scope="module")
def shapes() -> Iterator[tuple[Crawl, dict[str, Site]]]:
    with ExitStack() as stack:
        sites = {shape: stack.enter_context(site(content)) for shape, (_, content, _) in SHAPES.items()}
        names = {shape: f"shape{number}" for number, shape in enumerate(SHAPES)}
        yield crawl(*((names[shape], sites[shape].url + SHAPES[shape][0]) for shape in SHAPES)), sites


@pytest.mark.parametrize("shape", SHAPES)
def test_a_way_to_the_reports(shapes: tuple[Crawl, dict[str, Site]], shape: str) -> None:
    done, sites = shapes
    name = f"shape{list(SHAPES).index(shape)}"
    found = [document.url for document in done.documents if document.portal == name]
    assert sorted(found) == [sites[shape].url + path for path in SHAPES[shape][2]]
    visit = next(visit for visit in done.visits if visit.portal == name)
    assert (visit.outcome, visit.reason) == (VisitOutcome.OK, None)
    strays = {"/xw/", "/rs/", "/xw/1.html", "/login.html"} & set(sites[shape].asked)
    assert not strays


EXPECTED = {
    "challenged": (VisitOutcome.BLOCKED, "status 521"),
    "shell": (VisitOutcome.BLOCKED, "a challenge instead of a page"),
    "refused": (VisitOutcome.BLOCKED, "status 403"),
    "broken": (VisitOutcome.UNREACHABLE, "status 502"),
    "elsewhere": (VisitOutcome.UNREACHABLE, "leads off the portal, to http://127.0.0.1:9/"),
    "looping": (VisitOutcome.UNREACHABLE, "max redirections reached"),
    "disallowed": (VisitOutcome.BLOCKED, "robots.txt"),
    "closed": (VisitOutcome.UNREACHABLE, "refused"),
    "empty": (VisitOutcome.UNRECOGNISED, "No annual-report column was found"),
    "script": (VisitOutcome.UNRECOGNISED, "column was found, but no report in it"),
    "few": (VisitOutcome.SILENT, "expected at least 30"),
    "half": (VisitOutcome.PARTIAL, "9 addresses could not be had"),
    "late": (VisitOutcome.BLOCKED, "status 412"),
}


@pytest.fixture(scope="module")
def faulty() -> Iterator[tuple[Crawl, dict[str, Site]]]:
    with ExitStack() as stack:
        sites = {name: stack.enter_context(site(content)) for name, content in FAULTY.items()}
        addresses = [(name, running.url) for name, running in sites.items() if name != "few"]
        addresses += [("closed", "http://127.0.0.1:1/"), ("few", sites["few"].url)]
        yield (
            crawl(
                *addresses, extra="expect = [30, 60]\n", settings=["DOWNLOAD_MAXSIZE=100000"], delay="0.05"
            ),
            sites,
        )


def test_every_visit_ends_exactly_once(faulty: tuple[Crawl, dict[str, Site]]) -> None:
    assert sorted(visit.portal for visit in faulty[0].visits) == sorted(EXPECTED)


@pytest.mark.parametrize("name", EXPECTED)
def test_how_a_visit_ended(faulty: tuple[Crawl, dict[str, Site]], name: str) -> None:
    visit = next(visit for visit in faulty[0].visits if visit.portal == name)
    outcome, reason = EXPECTED[name]
    assert visit.outcome is outcome
    assert reason in (visit.reason or "")


def test_what_can_be_had_of_a_half_broken_portal_is(faulty: tuple[Crawl, dict[str, Site]]) -> None:
    done, sites = faulty
    documents = {document.url for document in done.documents if document.portal == "half"}
    assert documents == {sites["half"].url + "nb/1.html"}
    assert "/secret/3.html" not in sites["half"].asked


def test_a_challenge_is_neither_kept_nor_answered(faulty: tuple[Crawl, dict[str, Site]]) -> None:
    done, sites = faulty
    assert sites["challenged"].pages_asked() == ["/"]
    asked = sites["late"].pages_asked()
    assert len([path for path in asked if path in ("/nb/2.html", "/nb/3.html")]) == 1
    assert [document.url for document in done.documents if document.portal == "late"] in (
        [],
        [sites["late"].url + "nb/1.html"],
    )


def test_a_passing_fault_is_asked_again(faulty: tuple[Crawl, dict[str, Site]]) -> None:
    assert faulty[1]["broken"].pages_asked() == ["/", "/"]


def test_nothing_else_is_printed_than_what_was_expected(faulty: tuple[Crawl, dict[str, Site]]) -> None:
    assert "Traceback" not in faulty[0].log
