"""The sample portal over real HTTP, and its documents against the seed texts they were made from."""

from __future__ import annotations

import http.client
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pdfplumber
import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.table import Table
from parsel import Selector

from crawler.catalogue import load
from crawler.sample import SITE, catalogue, serve
from tests.sample.content import ARTICLES
from tests.sample.pages import pages
from tests.sample.seeds import text_of

REPORTS = "zwgk/zfxxgknb/"
DOCX = {
    "000": f"{REPORTS}202401/P020240126398214560137.docx",
    "002": f"{REPORTS}202201/P020220120322904118852.docx",
    "003": f"{REPORTS}202401/P020240115388120947760.docx",
}
PDF = {
    "001": f"{REPORTS}202401/P020240122551206873114.pdf",
    "004": f"{REPORTS}202101/P020210128524470136093.pdf",
}
HTML = {
    "000": f"{REPORTS}202401/t20240126_10131405.html",
    "003": f"{REPORTS}202401/t20240115_10128877.html",
}


@dataclass(frozen=True)
class Answer:
    """One HTTP answer, nothing followed or decoded."""

    status: int
    headers: http.client.HTTPMessage
    body: bytes


def ask(base: str, path: str, method: str = "GET", **headers: str) -> Answer:
    """Ask for a path exactly as written, which URL libraries would tidy up first."""
    connection = http.client.HTTPConnection(urlsplit(base).netloc, timeout=10)
    try:
        names = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, headers=names)
        response = connection.getresponse()
        return Answer(response.status, response.msg, response.read())
    finally:
        connection.close()


@pytest.fixture(scope="module")
def base() -> Iterator[str]:
    with serve() as address:
        yield address


@dataclass(frozen=True)
class Link:
    page: str
    tag: str
    url: str


def read(base: str, path: str) -> Selector:
    body = ask(base, path).body
    try:
        return Selector(body.decode("utf-8"))
    except UnicodeDecodeError:
        return Selector(body.decode("gb18030"))


def walk(base: str) -> tuple[dict[str, int], list[Link]]:
    """Follow every internal link from the home page: status by URL, and all links seen."""
    statuses: dict[str, int] = {}
    links: list[Link] = []
    todo = [base]
    while todo:
        url = todo.pop()
        if url in statuses:
            continue
        answer = ask(base, _path(url))
        statuses[url] = answer.status
        if answer.headers.get_content_type() != "text/html":
            continue
        for element in read(base, _path(url)).xpath("//*[@href or @src]"):
            target = element.attrib.get("href") or element.attrib["src"]
            if not target.startswith("javascript:"):
                links.append(Link(url, element.root.tag, urljoin(url, target)))
        todo.extend(link.url for link in links if link.page == url and link.url.startswith(base))
    return statuses, links


def test_no_internal_link_is_broken_and_every_file_can_be_reached(base: str) -> None:
    statuses, _ = walk(base)

    assert {url for url, status in statuses.items() if status != 200} == set()
    reached = {f"{path}index.html" if path.endswith("/") else path for path in map(_path, statuses)}
    files = {f"/{file.relative_to(SITE).as_posix()}" for file in SITE.rglob("*") if file.is_file()}
    assert files - reached == {"/404.html", "/robots.txt"}


def _path(url: str) -> str:
    return urlsplit(url).path


def test_pages_need_nothing_from_elsewhere(base: str) -> None:
    _, links = walk(base)

    outside = {(link.tag, urlsplit(link.url).netloc) for link in links if not link.url.startswith(base)}
    assert outside == {("a", "www.gov.cn")}


def test_reports_are_found_on_the_official_way(base: str) -> None:
    _, links = walk(base)
    targets = {page: {link.url for link in links if link.page == page} for page in (base, f"{base}zwgk/")}
    first, second = f"{base}{REPORTS}", f"{base}{REPORTS}index_1.html"

    assert f"{base}zwgk/" in targets[base]
    assert first not in targets[base]  # one must go through 政府信息公开
    assert first in targets[f"{base}zwgk/"]
    assert titles(base, first) + titles(base, second) == [
        "《滕州市工业和信息化局2023年政府信息公开工作年度报告》解读",
        "滕州市工业和信息化局2023年政府信息公开工作年度报告",
        "卫滨区科技和工业信息化局2023年政府信息公开工作年度报告",
        "鄂尔多斯市工业和信息化局2023年政府信息公开工作年度报告",
        "关于做好2023年政府信息公开工作年度报告编制和发布工作的通知",
        "样例县工业和信息化局2022年度部门决算",
        "市中区工业和信息化局2021年政府信息公开工作年度报告",
        "济宁市工业和信息化局2020年政府信息公开工作年度报告",
        "关于报送2020年政府信息公开工作年度报告的通知",
    ]


def test_list_is_paged_both_ways(base: str) -> None:
    for page, word, target in (("", "下一页", "index_1.html"), ("index_1.html", "上一页", "index.html")):
        tree = read(base, f"/{REPORTS}{page}")
        assert tree.xpath(f'//div[@class="page"]/a[.="{word}"]/@href').getall() == [target]
        assert f"createPageHTML(2, {'1' if page else '0'}, " in "".join(
            tree.xpath("//script/text()").getall()
        )


def test_years_without_reports_say_so(base: str) -> None:
    for year, reports in {2024: 0, 2023: 3, 2022: 0, 2021: 1, 2020: 1, 2019: 0}.items():
        page = f"{base}{REPORTS}{year}n/"
        assert len(titles(base, page)) == reports
        assert ("暂无内容" in ask(base, _path(page)).body.decode()) == (reports == 0)


def titles(base: str, page: str) -> list[str]:
    return read(base, _path(page)).xpath('//ul[@class="list"]//a[@class="text_p"]/@title').getall()


def test_articles_carry_the_official_meta_tags(base: str) -> None:
    for article in ARTICLES:
        tags = read(base, f"/{article.path}").xpath("//meta[@name]")
        meta = {tag.attrib["name"]: tag.attrib["content"] for tag in tags}
        assert {"SiteName", "SiteDomain", "SiteIDCode", "ColumnName", "ColumnType"} <= meta.keys()
        assert {"Keywords", "Author", "Description"} <= meta.keys()
        assert meta["ArticleTitle"] == article.title
        assert meta["PubDate"] == article.published
        assert meta["ContentSource"] == article.source
        assert meta["Url"] == f"/{article.path}"


def test_attachments_go_by_an_opaque_name_and_tell_the_real_one(base: str) -> None:
    (anchor,) = read(base, f"/{HTML['000']}").xpath('//p[@class="insertfileTag"]/a')

    assert anchor.attrib["href"] == "./P020240126398214560137.docx"
    assert anchor.attrib["download"] == "滕州市工业和信息化局2023年政府信息公开工作年度报告.docx"


def test_pasted_page_is_gb18030_and_its_server_does_not_say(base: str) -> None:
    answer = ask(base, f"/{HTML['003']}")

    assert answer.headers["Content-Type"] == "text/html"
    assert b'charset="gb2312"' in answer.body
    for encoding in ("utf-8", "gb2312", "gbk"):  # a hard blank takes four bytes, which only gb18030 has
        with pytest.raises(UnicodeDecodeError):
            answer.body.decode(encoding)
    assert "鄂尔多斯市工业和信息化局2023年政府信息公开工作年度报告" in answer.body.decode("gb18030")
    assert b"<o:p>" in answer.body
    assert b"mso-" in answer.body


@pytest.mark.parametrize(
    ("path", "content_type"),
    [
        ("/", "text/html; charset=utf-8"),
        ("/css/site.css", "text/css; charset=utf-8"),
        ("/robots.txt", "text/plain; charset=utf-8"),
        (f"/{PDF['001']}", "application/pdf"),
        (f"/{DOCX['000']}", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ],
)
def test_head_tells_what_get_sends(base: str, path: str, content_type: str) -> None:
    got, head = ask(base, path), ask(base, path, "HEAD")

    assert (got.status, head.status) == (200, 200)
    assert head.body == b""
    assert got.headers["Content-Type"] == head.headers["Content-Type"] == content_type
    assert int(head.headers["Content-Length"]) == len(got.body) > 0
    assert head.headers["ETag"] == got.headers["ETag"]


def test_validators_are_the_same_on_every_start_and_answer_304(base: str) -> None:
    first = ask(base, f"/{DOCX['000']}")
    with serve() as again:
        second = ask(again, f"/{DOCX['000']}", If_None_Match=first.headers["ETag"])

    assert (second.status, second.body) == (304, b"")
    assert second.headers["ETag"] == first.headers["ETag"]
    assert first.headers["Last-Modified"] == "Fri, 26 Jan 2024 00:00:00 GMT"
    assert ask(base, f"/{DOCX['000']}", If_None_Match='"other"').status == 200


def test_folder_without_slash_is_sent_on(base: str) -> None:
    answer = ask(base, "/zwgk")

    assert (answer.status, answer.headers["Location"]) == (301, "/zwgk/")


@pytest.mark.parametrize(
    "path",
    [
        "/nothing.html",
        "/../__init__.py",
        "/css/../../__init__.py",
        "/%2e%2e/__init__.py",
        "/..%2f..%2fdocument.py",
        "/..%5c__init__.py",
        "//etc/passwd",
        "/%00",
        "/css",
    ],
)
def test_what_is_not_on_the_site_is_not_found(base: str, path: str) -> None:
    answer = ask(base, path)

    assert answer.status == 404
    assert "您访问的页面不存在" in answer.body.decode()
    assert ask(base, path, "HEAD").body == b""


def test_taken_port_is_an_error_and_a_used_one_is_free_again() -> None:
    with serve() as address, pytest.raises(OSError, match="in use"):
        serve(urlsplit(address).port or 0).__enter__()
    with serve(urlsplit(address).port or 0) as again:
        assert again == address


def test_catalogue_is_one_the_crawler_loads(tmp_path: Path) -> None:
    file = tmp_path / "sample.toml"
    file.write_text(catalogue("http://127.0.0.1:8001/"), encoding="utf-8")

    (portal,) = load(file)
    assert (portal.name, portal.title, portal.url) == ("sample", "样例县人民政府", "http://127.0.0.1:8001/")


def test_site_is_what_its_maker_prints_and_stays_small() -> None:
    for path, body in pages():
        assert (SITE / path).read_bytes() == body, path
    sizes = {file.name: file.stat().st_size for file in SITE.rglob("*") if file.is_file()}
    assert max(sizes.values()) < 150_000
    assert sum(sizes.values()) < 1_000_000


# The documents say what the seeds say, to the letter; white space apart, which every format lays out anew.


@cache
def letters(number: str) -> str:
    text = re.sub(r"\[(bookmark|image): [^\]]*\]", "", text_of(number))
    text = re.sub(r"^#+ |^[-\t]+$", "", text, flags=re.MULTILINE)
    return re.sub(r"\s+", "", text)


@pytest.mark.parametrize("number", DOCX)
def test_word_files_print_the_whole_seed(number: str) -> None:
    words: list[str] = []
    for block in Document(str(SITE / DOCX[number])).iter_inner_content():
        if isinstance(block, Table):
            cells = {cell._tc: cell.text for row in block.rows for cell in row.cells}
            words.extend(cells.values())
        else:
            words.append(block.text)

    assert re.sub(r"\s+", "", "".join(words)) == letters(number)


@pytest.mark.parametrize(("number", "merges"), [("000", 13), ("002", 12), ("003", 13)])
def test_word_files_have_really_merged_cells(number: str, merges: int) -> None:
    document = Document(str(SITE / DOCX[number]))
    first, requests, last = document.tables
    restarts = [
        tag
        for table in document.tables
        for tag in table._tbl.iter(qn("w:vMerge"))
        if tag.get(qn("w:val")) == "restart"
    ]
    spans = [[cell.grid_span for cell in row.tc_lst] for row in requests._tbl.tr_lst]

    assert len(restarts) == merges
    assert first._tbl.tr_lst[0].tc_lst[0].grid_span == 4
    assert spans[0] == ([3, 8] if number == "000" else [3, 7])
    assert spans[3][0] == 3  # 一、 takes all three label columns
    assert last._tbl.tr_lst[0].tc_lst[0].grid_span == 5


@pytest.mark.parametrize("number", HTML)
def test_html_articles_print_the_whole_seed(base: str, number: str) -> None:
    tree = read(base, f"/{HTML[number]}")
    (editor,) = tree.xpath('//div[@class="TRS_Editor"]')
    words = tree.xpath("//h1/text()").getall() + editor.xpath(".//text()[not(parent::style)]").getall()

    assert re.sub(r"\s+", "", "".join(words)) == letters(number)
    assert len(editor.xpath(".//table")) == 3
    assert "三、本年度办理结果" in editor.xpath("(.//table)[2]//td[@rowspan=22]").get("")


@pytest.mark.parametrize("number", PDF)
def test_pdfs_print_the_whole_seed_in_text_and_ruled_tables(number: str) -> None:
    words: list[str] = []
    with pdfplumber.open(BytesIO((SITE / PDF[number]).read_bytes())) as document:
        for page in document.pages:
            words.extend(_page_words(page))

    assert re.sub(r"\s+", "", "".join(words)) == letters(number)


def _page_words(page: pdfplumber.page.Page) -> list[str]:
    tables = page.find_tables()

    def outside(thing: dict[str, float]) -> bool:
        x, y = (thing["x0"] + thing["x1"]) / 2, (thing["top"] + thing["bottom"]) / 2
        boxes = [table.bbox for table in tables]
        return not any(left <= x <= right and top <= y <= low for left, top, right, low in boxes)

    prose = page.filter(lambda thing: thing["object_type"] != "char" or outside(thing))
    parts = [(line["top"], line["text"]) for line in prose.extract_text_lines()]
    parts += [(t.bbox[1], "".join(cell or "" for row in t.extract() for cell in row)) for t in tables]
    return [text for _, text in sorted(parts)]


def test_page_cuts_of_seed_004_are_where_they_were() -> None:
    with pdfplumber.open(SITE / PDF["004"]) as document:
        tables = [page.extract_tables() for page in document.pages]
        texts = [page.extract_text() for page in document.pages]

    before, cut, after, lost = tables[3][1], tables[4][0], tables[5][0], tables[6][0]
    assert texts[0].endswith("多种文件")
    assert texts[1].startswith("格式下载")
    assert [cell for cell in before[-2] if cell] == ["(三) 不予公开", *"0000000"]
    assert [cell for cell in before[-1] if cell] == ["1.属于国家秘密"]
    assert cut[0][1] == "开"
    assert (cut[-1][2] or "").replace("\n", "") == "8.属于行政查询事"
    assert [cell for cell in after[0] if cell] == ["项"]
    assert [cell for cell in after[1] if cell][-7:] == list("3000003")
    assert (after[-1][2] or "").replace("\n", "") == "3.要求提供公开出版物"
    assert lost == [["0"] * 15]
    assert "行政复议、行政诉讼情况" not in "".join(texts[2:])
