from __future__ import annotations

import csv
import json
import re
import sqlite3
from contextlib import closing
from http.client import HTTPConnection
from io import StringIO
from pathlib import Path
from xml.etree import ElementTree as ET

import httpx
import pytest

from archive.dictionary import tables
from tests.archive.site.example import ATTACK, HOSTILE, OLD, ORDINARY, PAGE, PDF, UNLISTED, sha256

PAGES = [
    "/",
    f"/report/{ORDINARY}",
    f"/report/{OLD}",
    f"/report/{HOSTILE}",
    "/organ/a1",
    "/quality",
    "/methods",
    "/place/370000",
    "/place/370481",
    f"/compare?one={ORDINARY}",
    f"/compare?one={ORDINARY}&other={OLD}",
    f"/compare?one={ORDINARY}&other={HOSTILE}",
    "/downloads",
    "/public",
    "/public/reports",
    "/public/reports?_all=1",
    f"/public/reports/{ORDINARY}",
    "/public/figures",
    "/public/figures?_facet=status&row__contains=requests",
    "/public/documents",
    "/public?sql=select+*+from+reports",
    *(
        f"/public/{query}"
        for query in (
            "granted_in_full", "refusal_reasons", "most_requests", "carried_over", "contradictions", "late", "missing",
            "changed_afterwards", "unreadable",
        )
    ),
]  # fmt: skip


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("path", PAGES)
def test_pages_come_in_both_languages_safely_and_small(
    client: httpx.Client, path: str, language: str
) -> None:
    page = client.get(path, headers={"Accept-Language": language})
    assert page.status_code == 200
    assert f'<html lang="{"zh-CN" if language == "zh" else "en"}">' in page.text
    assert len(page.content) < 300_000
    assert "script-src 'self';" in page.headers["content-security-policy"]
    assert "frame-ancestors 'none'" in page.headers["content-security-policy"]
    assert page.headers["x-content-type-options"] == "nosniff"
    assert not re.search(r"<script(?![^>]* (src|type=\"application/ld.json\"))", page.text), (
        "inline scripts do not run under our policy"
    )
    assert not re.search(
        r'(src|href)="(https?:)?//(?!127\.0\.0\.1|www\.example\.gov\.cn|datasette\.io)', page.text
    )
    assert ATTACK not in page.text


def test_every_table_opens(client: httpx.Client, data: Path) -> None:
    with closing(sqlite3.connect(data / "public.db")) as database:
        tables = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    assert {table: client.get(f"/public/{table}").status_code for table in tables} == dict.fromkeys(
        tables, 200
    )


def test_a_report_shows_each_kind_of_cell_and_where_it_was_read(client: httpx.Client) -> None:
    text = client.get(f"/report/{ORDINARY}").text
    cells = re.findall(r'<td class="([^"]*)"[^>]* title="([^"]*)"[^>]*>(.*?)</td>', text)
    kinds = {title.partition("：")[0]: (kind, shown) for kind, title, shown in cells}
    received = "一、本年新收政府信息公开申请数量，"
    assert kinds[f"{received}自然人"] == ("number", "7")
    assert kinds[f"{received}商业企业"] == ("blank", '<span class="sr">空白</span>')
    assert kinds[f"{received}科研机构"] == ("not_applicable", "/")
    assert kinds[f"{received}社会公益组织"] == ("unparsed", "详见附件")
    assert kinds[f"{received}总计"][0] == "number wrong"
    assert kinds["（一）予以公开，自然人"][0] == "number doubt"
    assert kinds["四、结转下年度继续办理，总计"][0] == "absent"
    titles = {title.partition("：")[0]: title for _, title, _ in cells}
    assert titles[f"{received}自然人"].endswith("读自第2页第5个表第2行第2列")
    assert f'data-file="{sha256(PDF)}"' in text
    assert f'href="/file/{sha256(PDF)}"' in text
    assert f'href="https://www.example.gov.cn/{ORDINARY}/t20240115_1.html"' in text
    assert "合计应为 7，印为 8" in text
    assert '<q lang="zh-CN">全年共主动公开政府信息410条</q>' in text


def test_an_address_that_is_none_is_no_link(client: httpx.Client) -> None:
    for path in (f"/report/{HOSTILE}", "/public/reports", "/public/reports?_all=1", "/public/documents"):
        assert 'href="javascript:' not in client.get(path).text


def test_a_kept_file_is_a_download_and_never_a_live_page(client: httpx.Client) -> None:
    pdf, page = client.get(f"/file/{sha256(PDF)}"), client.get(f"/file/{sha256(PAGE)}")
    assert (pdf.content, pdf.headers["content-type"]) == (PDF, "application/pdf")
    assert pdf.headers["content-disposition"] == f'attachment; filename="{sha256(PDF)[:16]}.pdf"'
    assert (page.content, page.headers["content-type"]) == (PAGE, "application/octet-stream")
    assert page.headers["content-disposition"] == f'attachment; filename="{sha256(PAGE)[:16]}.html.txt"'
    assert page.headers["x-content-type-options"] == "nosniff"
    assert "sandbox" in page.headers["content-security-policy"]


@pytest.mark.parametrize(
    "path",
    [
        f"/file/{'0' * 64}",
        f"/file/{sha256(UNLISTED)}",
        "/file/..%2f..%2fpublic.db",
        "/file/../public.db",
        "/snapshot/2026-03-31/..%2f..%2fpublic.db",
        "/snapshot/../public.db",
        "/snapshot/2026-03-31/absent.csv",
        "/snapshot/2026-04-01/reports.csv",
        "/report/unknown",
        "/public/no_such_table",
        "/no/such/page/at/all/here",
    ],
)
def test_what_is_not_there_is_not_found(site: str, path: str) -> None:
    status, text = _get_as_written(site, path)
    assert status == 404
    assert "没有这个页面" in text
    assert "Traceback" not in text


def _get_as_written(site: str, path: str) -> tuple[int, str]:
    """Ask for a path that no client has tidied up; follow Datasette where it writes it in its own way."""
    with closing(HTTPConnection(site.removeprefix("http://"))) as connection:
        connection.request("GET", path)
        answer = connection.getresponse()
        text = answer.read().decode()
    moved = answer.getheader("location")
    return _get_as_written(site, moved) if moved else (answer.status, text)


def test_the_site_only_reads(client: httpx.Client, data: Path) -> None:
    before = (data / "public.db").read_bytes()
    for method in ("POST", "PUT", "PATCH", "DELETE"):
        assert client.request(method, "/public/reports").status_code == 405
    assert client.post("/public?sql=delete+from+reports").status_code == 405
    for sql in (
        "insert into organs values (1)",
        "with x as (select 1) delete from reports",
        "attach 'x' as y",
    ):
        assert client.get("/public.json", params={"sql": sql}).status_code == 400
    assert (data / "public.db").read_bytes() == before


def test_a_question_that_takes_too_long_is_refused_in_a_sentence(client: httpx.Client) -> None:
    endless = "with recursive n(i) as (select 1 union all select i+1 from n) select count(*) from n"
    answer = client.get("/public", params={"sql": endless})
    assert answer.status_code == 400
    assert "查询超过时限" in answer.text


def test_bad_requests_leave_no_traceback_in_the_log(client: httpx.Client, log: Path) -> None:
    client.get("/public?sql=nonsense")
    client.get("/public/no_such_table")
    client.get("/public/reports?_sort=nonsense")
    assert "Traceback" not in log.read_text(encoding="utf-8")


def test_csv_of_a_table_holds_every_row_that_its_page_filters(client: httpx.Client, data: Path) -> None:
    page = client.get(f"/public/figures?report_id={ORDINARY}&_size=10").text
    link = re.search(r'<a href="([^"]+\.csv[^"]*)"[^>]* download', page)
    assert link is not None
    answer = client.get(link[1].replace("&amp;", "&"))
    rows = list(csv.DictReader(StringIO(answer.text)))
    with closing(sqlite3.connect(data / "public.db")) as database:
        (expected,) = database.execute(
            "SELECT count(*) FROM figures WHERE report_id = ?", [ORDINARY]
        ).fetchone()
    assert len(rows) == expected > 100
    assert {row["report_id"] for row in rows} == {ORDINARY}
    assert answer.headers["content-disposition"].startswith("attachment")


def test_every_row_of_reports_leads_to_its_page_file_and_address(client: httpx.Client) -> None:
    rows = re.findall(r"<tr>.*?</tr>", client.get("/public/reports").text, re.S)
    row = next(row for row in rows if f"/report/{ORDINARY}" in row)
    assert f'href="/file/{sha256(PDF)}"' in row
    assert f'href="https://www.example.gov.cn/{ORDINARY}/t20240115_1.html"' in row


def test_snapshots_are_listed_and_sent_as_they_are(client: httpx.Client, data: Path) -> None:
    assert 'href="/snapshot/2026-03-31/reports.csv"' in client.get("/downloads").text
    answer = client.get("/snapshot/2026-03-31/reports.csv")
    assert answer.content == (data / "snapshots" / "2026-03-31" / "reports.csv").read_bytes()
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.headers["content-disposition"] == 'attachment; filename="reports.csv"'


def test_latest_leads_to_the_newest_snapshot(client: httpx.Client) -> None:
    answer = client.get("/snapshot/latest/reports.csv")
    assert (answer.status_code, answer.headers["location"]) == (302, "/snapshot/2026-03-31/reports.csv")
    assert client.get("/snapshot/latest/none.csv", follow_redirects=True).status_code == 404


def test_a_chosen_language_stays(client: httpx.Client) -> None:
    chosen = client.get("/public/reports?year=2023&lang=en")
    assert '<html lang="en">' in chosen.text
    assert 'href="?year=2023&amp;lang=zh"' in chosen.text
    assert chosen.headers["cache-control"] == "private, no-store"
    assert '<html lang="en">' in client.get("/").text
    client.get("/?lang=zh")
    assert '<html lang="zh-CN">' in client.get("/").text


def test_descriptions_come_from_the_data_dictionary(client: httpx.Client) -> None:
    columns = client.get("/-/metadata.json").json()["databases"]["public"]["tables"]["requests"]["columns"]
    assert columns["natural_person"] == "自然人 | natural persons"
    assert "<dd>自然人</dd>" in client.get("/public/requests").text


def test_the_folder_of_kept_files_is_nobodys_business(client: httpx.Client, data: Path) -> None:
    for path in (
        "/-/metadata.json",
        "/-/settings.json",
        "/-/plugins.json",
        "/-/versions.json",
        "/-/databases.json",
    ):
        assert str(data) not in client.get(path).text


def test_a_report_says_when_it_was_written_whom_to_ask_and_which_page_it_hangs_on(
    client: httpx.Client,
) -> None:
    zh = client.get(f"/report/{ORDINARY}").text
    assert "<dt>成文日期</dt><dd>2024-01-08</dd>" in zh
    contact = re.search("<dt>联系方式</dt><dd>(.*?)</dd>", zh)
    assert contact
    assert re.sub("<[^>]+>", "", contact[1]) == "部门 办公室 · 电话 0632-5502160"
    assert re.findall('href="(https://www.example[^"]+)"[^>]*>(原文件|所在网页)<', zh) == [
        (f"https://www.example.gov.cn/{ORDINARY}/t20240115_1.html", "原文件"),
        (f"https://www.example.gov.cn/{ORDINARY}/article20240115_1.html", "所在网页"),
    ]
    hostile = client.get(f"/report/{HOSTILE}").text
    assert 'href="javascript' not in hostile


def test_a_finding_names_its_column_unless_its_message_does(client: httpx.Client) -> None:
    messages = {}
    for language in ("zh", "en"):
        page = client.get(f"/report/{ORDINARY}", headers={"Accept-Language": language}).text
        messages[language] = re.findall('<span class="message">(.*?)</span>', page)
    assert "无法核对（自然人）" in messages["zh"]
    assert "cannot be evaluated (natural person)" in messages["en"]
    assert "缺少数字（商业企业）" in messages["zh"]
    assert "总计有误" in messages["zh"]


@pytest.mark.parametrize(
    ("query", "reports"),
    [
        ("推", [ORDINARY]),
        ("条例", [ORDINARY]),
        ("推进政府", [ORDINARY]),
        ("要求，推进", [ORDINARY]),  # a mark parts words
        ("求推", []),
        ("owned", [HOSTILE]),
        ("工业和信息化局2020", [OLD]),
        ("养老", []),
    ],
)
def test_search_reaches_titles_and_prose(client: httpx.Client, query: str, reports: list[str]) -> None:
    answer = client.get("/public/reports.json", params={"_search": query, "_shape": "objects"}).json()
    assert [row["report_id"] for row in answer["rows"]] == reports


def test_a_search_quotes_the_words_it_found(client: httpx.Client) -> None:
    page = client.get("/public/reports", params={"_search": "推进 条例"}).text
    assert "严格按照《<mark>条例</mark>》要求，<mark>推进</mark>政府信息公开。" in page
    hostile = client.get("/public/reports", params={"_search": "owned"}).text
    assert "<mark>owned</mark>" in hostile
    assert ATTACK not in hostile


def test_a_body_shows_its_years_and_what_was_not_read(client: httpx.Client) -> None:
    page = client.get("/organ/a1").text
    years = re.findall(r'<th scope="row">(?:<a [^>]*>)?(\d{4})', page)
    assert years == ["2023", "2022", "2021", "2020"]
    assert page.count("未见报告") == 2
    assert f'href="/report/{ORDINARY}"' in page
    received = re.search(r"2024-01-15.*?<td class=\"n\">(.*?)</td>", page, re.S)
    assert received
    assert received.group(1) == "8"
    assert "<svg" in page
    assert client.get("/organ/none").status_code == 404


def test_quality_counts_reports_by_rule_and_year(client: httpx.Client) -> None:
    page = client.get("/quality").text
    [row] = re.findall(r"<tr>(?:(?!</tr>).)*<code>T2.ROW</code>.*?</tr>", page, re.S)
    # two findings of the rule in one report are one failing report, of three; 2020, 2022, 2023
    assert re.findall(r"<td[^>]*>(?:<a [^>]*>)?([^<]*)", row) == ["1", "33.3", "", "", "1"]
    assert 'href="/public/findings?result=fail&amp;rule__startswith=T2.ROW"' in row
    assert (
        client.get("/public/findings.json?result=fail&rule__startswith=T2.ROW").json()[
            "filtered_table_rows_count"
        ]
        == 2
    )


def test_feeds_name_what_is_new_with_its_address(client: httpx.Client, site: str) -> None:
    answer = client.get("/feeds/reports.xml")
    assert answer.headers["content-type"] == "application/atom+xml; charset=utf-8"
    root = ET.fromstring(answer.content)  # noqa: S314  our own
    links = [link.attrib["href"] for link in root.iterfind("{*}entry/{*}link")]
    assert sorted(links) == sorted(f"{site}/report/{report}" for report in (ORDINARY, HOSTILE, OLD))
    assert ATTACK in [title.text for title in root.iterfind("{*}entry/{*}title")]
    assert client.get("/feeds/changes.xml").status_code == 200
    assert client.get("/feeds/none.xml").status_code == 404


def test_the_sitemap_lists_every_report_and_body(client: httpx.Client, site: str) -> None:
    assert f"Sitemap: {site}/sitemap.xml" in client.get("/robots.txt").text
    index = ET.fromstring(client.get("/sitemap.xml").content)  # noqa: S314
    assert [loc.text for loc in index.iterfind("{*}sitemap/{*}loc")] == [f"{site}/sitemap-1.xml"]
    part = ET.fromstring(client.get("/sitemap-1.xml").content)  # noqa: S314
    found = [str(loc.text).removeprefix(site) for loc in part.iterfind("{*}url/{*}loc")]
    assert {f"/report/{ORDINARY}", "/organ/a1", "/quality"} < set(found)
    assert [client.get(path).status_code for path in found] == [200] * len(found)
    assert client.get("/sitemap-2.xml").status_code == 404


def test_the_home_page_describes_the_data_to_search_engines(client: httpx.Client) -> None:
    page = client.get("/").text
    [described] = re.findall(r'<script type="application/ld.json">(.*?)</script>', page, re.S)
    data = json.loads(described)
    assert (data["@type"], data["temporalCoverage"], data["version"]) == (
        "Dataset",
        "2020/2023",
        "2026-03-31",
    )
    assert client.get(httpx.URL(data["distribution"][0]["contentUrl"]).path).status_code == 200


def test_two_reports_are_compared_cell_by_cell(client: httpx.Client) -> None:
    page = client.get("/compare", params={"one": ORDINARY, "other": OLD}).text
    assert "格式不同" in page
    rows = re.findall(r"<tr><th scope=\"row\">(.*?)</tr>", page, re.S)
    received = [row for row in rows if "本年新收政府信息公开申请数量" in row]
    assert received == []  # the same in both
    [regulations] = [row for row in rows if row.startswith("规章") and "本年制发件数" in row]
    assert "无此格" in regulations
    assert client.get("/compare", params={"one": ORDINARY, "other": "none"}).status_code == 404
    assert client.get("/compare").status_code == 404
    alike = client.get("/compare", params={"one": ORDINARY, "other": HOSTILE}).text
    assert "没有不同" in alike


def test_a_place_shows_what_lies_in_it_and_its_bodies_in_one_year(client: httpx.Client) -> None:
    assert '<a href="/place/370000" lang="zh-CN">山东省</a>' in client.get("/").text
    province = client.get("/place/370000").text
    assert '<a href="/place/370400" lang="zh-CN">枣庄市</a>' in province
    assert '<a href="/place/370481" lang="zh-CN">滕州市</a>' in client.get("/place/370400").text
    county = client.get("/place/370481?year=2023").text
    [body] = re.findall(r'<tr><th scope="row"><a href="/organ/a1".*?</tr>', county, re.S)
    assert re.findall(r'<td class="n">(.*?)</td>', body)[0] == "8"
    assert "未见报告" not in county
    assert client.get("/place/999999").status_code == 404
    assert client.get("/place/370481?year=never").status_code == 200


def test_every_public_table_can_be_taken_from_the_downloads_page(client: httpx.Client) -> None:
    page = client.get("/downloads").text
    assert all(f'href="/public/{name}.csv?' in page for name in tables())
    assert "form_cells" not in page
