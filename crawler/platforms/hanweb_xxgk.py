"""大汉 信息公开: a tree of offices and topics, whose list is drawn by ``/module/xxgk/search.jsp``.

The list comes as HTML rows, of all columns of the area alike where the page names no topic (``number=``). The same
module shows an office's report of a year at ``/module/xxgk/xxgkAnnualReport.jsp?area=<code>&fbtime=<year>``.
"""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlencode, urlsplit

from crawler.page import Link, Page
from crawler.platforms import Ask, Pages, page_after_page
from crawler.platforms.hanweb import FORM
from crawler.titles import Kind, classify

NAME = "hanweb_xxgk"

_SEARCH = "/module/xxgk/search.jsp"
_SEARCHING = (
    "standardXxgk=1&isAllList=1&texttype=0&fbtime=-1&vc_all=&vc_filenumber=&vc_title=&vc_number=&currpage={}"
    "&sortfield=,compaltedate:0"
)
_VALUE = r"""["']?\s*[:=]\s*["']?([\w-]+)"""
_AREA = re.compile(r"(?:\bvc_xxgkarea|\barea)" + _VALUE)
_NODE = re.compile(r"\bjdid" + _VALUE)
_TOPIC = re.compile(r"\binfotypeId" + _VALUE)
_DIVISION = re.compile(r"\bdivid" + _VALUE)
_COLUMN = re.compile(r"/col(\d+)/")
_ARTICLE = re.compile(r"/art_(\d+)_\d+\.html")
_ASKED_FOR = re.compile(r"[?&]divid=div(\d+)")
_LISTED = re.compile(r"/module/xxgk/(?:search|tree)\.jsp")
_REPORT = re.compile(r"xxgkAnnualReport\.jsp")
_YEAR_OF_REPORT = re.compile(r"fbtime=(20\d\d)")
_YEAR = re.compile(r"""<option[^>]*value=["']?(20\d\d)\b|>\s*(20\d\d)\s*年?度?\s*<""")


def recognise(page: Page) -> bool:
    """Tell the module's own addresses in a page's scripts and frames."""
    return "/module/xxgk/" in page.url or "/module/xxgk/" in page.text


def rows(page: Page) -> list[Link]:
    """Read the rows of an answer, which are plain anchors; a page's own are read as such.

    Of other columns of the area, which the answer holds as well, only reports are taken.
    """
    column = _ASKED_FOR.search(page.url)
    return [link for link in _listed(page) if link.judged.kind is Kind.REPORT or _is_of(link, column)]


def _listed(page: Page) -> list[Link]:
    return [] if page.is_whole else list(page.links)


def _is_of(link: Link, column: re.Match[str] | None) -> bool:
    named = _ARTICLE.search(link.url)
    return not column or not named or named.group(1) == column.group(1)


def pages(first: Page) -> Pages:
    """Ask for page after page of the list, as long as there are rows not seen before."""
    url = first.absolute(_SEARCH)
    if not url or not _LISTED.search(first.text):
        return
    form = _form(first)

    def asking(number: int) -> Ask:
        body = urlencode({**form, "currpage": number})
        query = f"{_SEARCHING.format(number)}&divid={form['divid']}"  # to know by what came of it
        return Ask(f"{url}?{query}", "POST", body.encode(), FORM)

    yield from page_after_page(asking, _listed)


def hidden(page: Page) -> list[Link]:
    """Name the reports of an office's other years, which a menu of years leads to."""
    if not _REPORT.search(page.url):
        return []
    years = {one or other for one, other in _YEAR.findall(page.text)} - {_shown(page)}
    address = page.url if _YEAR_OF_REPORT.search(page.url) else f"{page.url}&fbtime=2000"
    return [Link(_YEAR_OF_REPORT.sub(f"fbtime={year}", address), f"{year}年") for year in sorted(years)]


def _shown(page: Page) -> str:
    """Give the year of the report this page holds, which without ``fbtime`` is the newest."""
    return str(classify(page.metas.get("articletitle", "")).year or "")


def _form(page: Page) -> dict[str, str]:
    query = dict(parse_qsl(urlsplit(page.url).query))
    column = _COLUMN.search(page.url)
    return {
        "infotypeId": query.get("number") or _first(_TOPIC, page),
        "jdid": _first(_NODE, page),
        "area": query.get("vc_xxgkarea") or query.get("area") or _first(_AREA, page),
        "divid": _first(_DIVISION, page) or (f"div{column.group(1)}" if column else ""),
        "vc_title": "",
        "vc_number": "",
        "sortfield": ",compaltedate:0",
        "vc_filenumber": "",
        "vc_all": "",
        "texttype": "0",
        "fbtime": "-1",
    }


def _first(pattern: re.Pattern[str], page: Page) -> str:
    match = pattern.search(page.text)
    return match.group(1) if match else ""
