"""大汉 jCMS: an XML island with an encrypted proxy address, files behind ``downfile.jsp``, ``?xxgkhide`` twins."""

from html import escape

from tests.crawler.sites import Answer
from tests.portals.markup import LOOK_ALIKES, PDF, article, cut_up, home, menu, page, reports
from tests.portals.serving import Asked, Reply

HOST = "127.0.0.15"
PLATFORM = "hanweb"

_COLUMN = "/col/col1229417972/index.html"
_PROXY = "/module/web/jpage/dataproxy.jsp"
_PAGES = cut_up(reports(years=[2022, 2023]), 10)
_ARTICLES = {f"/art/{r.year + 1}/1/6/art_1229417972_{r.number}.html": r for items in _PAGES for r in items}
_WITH_FILE = next(iter(_ARTICLES))
_FILE = "/module/download/downfile.jsp?classid=0&showname=%E5%B9%B4%E6%8A%A5.pdf&filename=2301161045306d8f8f3e4e5a9a3f0c1b.pdf"
PUBLISHED = {*_ARTICLES, _FILE}


def _store(number: int) -> str:
    items = _PAGES[number - 1] if 1 <= number <= len(_PAGES) else []
    following = f"{_PROXY}?page={number + 1}&appid=1&webid=39&path=/&columnid=9f3a&unitid=b7&webname=%E6%9F%90%E5%8E%BF&permissiontype=0"
    urls = {report: f"/art/{report.year + 1}/1/6/art_1229417972_{report.number}.html" for report in items}
    rows = [
        f"<li><a href='{url}' title='{r.title}' target='_blank'>{r.cut}</a><span>2024-01-06</span></li>"
        for r, url in urls.items()
    ]
    if items and number == 1:
        rows.append(
            f"<li><a href='/art/2024/1/6/art_1229417972_1.html' title='{LOOK_ALIKES[0]}'>解读</a></li>"
        )
        rows.append(f"<li><a href='{urls[items[0]]}?xxgkhide=1' title='{items[0].title}'>再次</a></li>")
    records = "".join(f"<record><![CDATA[{row}]]></record>" for row in rows)
    group = f'<nextgroup><![CDATA[<a href="{escape(following)}"></a>]]></nextgroup>'
    return f"<datastore>{group}<recordset>{records}</recordset></datastore>"


def answer(asked: Asked) -> Reply:
    if asked.path == "/":
        return home(("/col/col100/index.html", "信息公开"))
    if asked.path == "/col/col100/index.html":
        return page("信息公开", menu((_COLUMN, "政府信息公开年报")))
    if asked.path == _COLUMN:
        return page(
            "政府信息公开年报", f'<div id="247686"><script type="text/xml">{_store(1)}</script></div>'
        )
    if asked.path == _PROXY:
        return Answer(
            f'<?xml version="1.0" encoding="utf-8"?>{_store(int(asked.query["page"]))}',
            headers={"Content-Type": "text/xml"},
        )
    if asked.target == _FILE:
        return Answer(PDF, headers={"Content-Type": "text/html"})
    report = _ARTICLES.get(asked.path)
    return (
        article(report, f'<p><a href="{escape(_FILE)}">附件</a></p>' if asked.path == _WITH_FILE else "")
        if report
        else None
    )
