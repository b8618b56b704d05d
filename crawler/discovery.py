"""From any page of a portal to its 年报 column: which links to follow, and what one arrived at."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from enum import StrEnum
from urllib.parse import urlsplit

from crawler.article import is_article, is_attachment_address
from crawler.page import Link, Page
from crawler.titles import (
    LONGEST_TITLE,
    Kind,
    classify,
    is_cut_short,
    is_organ,
    is_year_label,
    lists_offices,
    names_a_year,
)

# A home page links its own columns; more than these are menus of other offices.
MOST_COLUMNS_A_PAGE = 200
MOST_DISCLOSURE_LINKS_A_PAGE = 100  # a list of offices may call each one 某局信息公开
ROWS_OF_A_COLUMN = 5  # so many reports make a page a list of them, whatever it is called
MOST_WAYS = 200  # in one visit

_INDEX_NAME = re.compile(r"/(?:index|default|\w*list|listcollect|xxgk_navs|zfxxgk_\w+?)(?:_\d+)?\.\w+$", re.I)
_NAMED_AS_FOLDER = re.compile(r"/$|/([^/]+)/\1\.s?html?$")  # zfxxgknb/zfxxgknb.html
_STATIC_NAME = re.compile(r"\.s?html?$", re.I)
_PAGER_WORD = re.compile(
    r"^(?:\[?\d*\]?|[<>«»‹›]*|首页|上一?页|前一?页|下一?页|后一?页|尾页|末页|最后一?页|跳转|GO|确定|更多.*)[<>«»‹›]*$",
    re.I,
)
_SCRIPT_REDIRECT = re.compile(
    r"""(?:location(?:\.href)?\s*=|location\.(?:replace|assign)\()\s*["']([^"'<>\s]+)["'](?!\s*\+)"""
)
# zfxxgknb, xxgknb_49029, bmndbg, gknb: 政府信息公开年报 as publishers abbreviate it; a folder's or a list's name
_ABBREVIATED = r"\w*gk\w{0,2}n(?:b|dbg)|n(?:b|dbg)"
_COLUMN_ADDRESS = re.compile(
    rf"/(?:{_ABBREVIATED}|annualreport|\w+annualreport/(?:show)?list)(?:_?\d+)?(?:/|/index\.\w+|\.\w+|/\d+/page_\d+\.html)?$",
    re.I,
)
_COLUMN_FOLDER = re.compile(rf"/(?:{_ABBREVIATED})(?:_?\d+)?/", re.I)
_NUMBERS = re.compile(r"[0-9a-f]{8}(?:[0-9a-f-]{4,})|\d+", re.I)
_TITLE_PARTS = re.compile(r"[-_|—–>\s]+")
_TINY_PAGE = 2000  # bytes
_LITTLE_TEXT = 50  # characters
_FRAME_NOISE = re.compile(r"visitcount|login|tree\.jsp|share|footer|header|top\.|weather|tianqi", re.I)
_ERROR_PAGE = re.compile(
    r"页面不存在|找不到(?:该|您|页面|文件)|访问的页面|页面已删除|404NotFound|NotFound|无法找到"
)


class Role(StrEnum):
    """Why a page was asked for."""

    START = "start"  # the address in the catalogue
    WAY = "way"  # 政府信息公开, on the way to a column
    COLUMN = "column"  # a list of reports, by its title
    BRANCH = "branch"  # beneath a column: a year, an office, or an article under a short title
    ARTICLE = "article"  # a report, by its title


def titled(links: Iterable[Link], kind: Kind) -> list[Link]:
    return [link for link in links if link.judged.kind is kind]


def columns(links: Iterable[Link]) -> list[Link]:
    """Find the links called 年报 and the like."""
    return titled(links, Kind.COLUMN)[:MOST_COLUMNS_A_PAGE]


def ways(page: Page, links: Iterable[Link]) -> list[Link]:
    """Find the links called 政府信息公开 and the like, and the page's frames."""
    disclosures = titled(links, Kind.DISCLOSURE)[:MOST_DISCLOSURE_LINKS_A_PAGE]
    return disclosures + [Link(url, "") for url in frames(page)]


def offices(links: Iterable[Link], url: str) -> list[Link]:
    """Find the offices a page lists, each of which may have reports of its own."""
    found = [link for link in links if _names_offices(link)]
    return [link for link in found if not is_attachment_address(link.url) and link.url != url]


def _names_offices(link: Link) -> bool:
    return lists_offices(link.title) or (link.judged.kind is Kind.OTHER and is_organ(link.title))


def frames(page: Page) -> list[str]:
    """Find the frames a list may hide in: all but counters, log-ins and the like."""
    return [url for url in page.frames if not _FRAME_NOISE.search(url)]


def branches(links: Iterable[Link], column_url: str) -> list[Link]:
    """Find a column's sub-columns by year, office or township.

    They are pages beneath its address, bare years, and offices whose addresses are made as its own is; a title cut
    short before it says what it is may be a report's.
    """
    return [
        link
        for link in links
        if (link.judged.kind is Kind.OTHER or lists_offices(link.title))
        and (
            is_year_label(link.title)
            or (not _PAGER_WORD.match(link.title) and _leads_beneath(link, column_url))
        )
    ]


def _leads_beneath(link: Link, column_url: str) -> bool:
    return bool(
        names_a_year(link.title)
        or is_cut_short(link.title)
        or is_beneath(link.url, column_url)
        or (_names_offices(link) and _shape(link.url) == _shape(column_url))
    )


def other_years(page: Page) -> list[Link]:
    """Find the same office's reports of other years, from the page of one: a column that is an article, year by year."""
    return [
        link
        for link in page.links
        if is_year_label(link.title)
        and (
            link in page.hidden
            or _shape(link.url) == _shape(page.url)
            or link.url.partition("?")[0] == page.url.partition("?")[0]  # ?timeFrame=2018
            or is_beneath(link.url, page.url)
            or is_beneath(page.url, link.url)
        )
    ]


def _shape(url: str) -> str:
    """Give an address without its numbers and its list's name: columns of one system differ in nothing else."""
    return _NUMBERS.sub("0", _INDEX_NAME.sub("/", url.partition("://")[2]))


def is_beneath(url: str, column_url: str) -> bool:
    """Tell whether an address lies in a column's directory, or in the one named like the column's page."""
    column = urlsplit(column_url)
    if _INDEX_NAME.search(column.path) or _NAMED_AS_FOLDER.search(column.path):
        folder = column.path.rpartition("/")[0] + "/"
    else:
        folder = _STATIC_NAME.sub("", column.path) + "/"
    parts = urlsplit(url)
    path = parts.path.removeprefix(folder)
    is_list_page = bool(_INDEX_NAME.search(f"/{path}")) and "/" not in path
    return (
        folder != "/" and parts.netloc == column.netloc and path not in ("", parts.path) and not is_list_page
    )


def is_list(page: Page) -> bool:
    """Tell a list of reports from a report's page, which may name others beside itself."""
    if is_article(page):
        return False
    reports = page.links_titled(Kind.REPORT)
    return len(reports) > 1 or any(not is_attachment_address(link.url) for link in reports)


def is_column(page: Page) -> bool:
    """Tell that a page not reached as a column is one: by its own name in <title> or meta tags, or its address."""
    if "articletitle" in page.metas:  # an article names its column as well
        return False
    if page.is_data or _COLUMN_ADDRESS.search(urlsplit(page.url).path):
        return True
    heading = page.tree.xpath("string(//title)").get() or ""
    names = [page.metas.get("columnname", ""), page.metas.get("columntype", ""), *_TITLE_PARTS.split(heading)]
    return any(classify(name).kind is Kind.COLUMN for name in names)


def is_told_column(page: Page) -> bool:
    """Tell that the address a visit was told to begin at is a column's or within one, whatever the page calls itself."""
    path = urlsplit(page.url).path
    if _COLUMN_ADDRESS.search(path):
        return True
    return bool(_COLUMN_FOLDER.search(path)) and not is_article(page) and not report_titled(page)


def report_titled(page: Page) -> str | None:
    """Give the title of a page that calls itself the report of a year, and lists no others."""
    heading = re.sub(r"\s+", "", page.tree.xpath("string(//title)").get() or "")[:LONGEST_TITLE]
    title = classify(heading)
    return heading if title.kind is Kind.REPORT and title.year and not is_list(page) else None


def is_long_list(page: Page, links: Sequence[Link]) -> bool:
    """Tell a list of reports whatever it is called: no home page shows as many."""
    return not is_article(page) and len(titled(links, Kind.REPORT)) >= ROWS_OF_A_COLUMN


def redirect_in_script(page: Page) -> str | None:
    """Find where a tiny page sends the browser: ``<script>location.href="/portal/"</script>``."""
    if len(page.body) > _TINY_PAGE or len(page.prose) > _LITTLE_TEXT:
        return None
    match = _SCRIPT_REDIRECT.search(page.text)
    return page.absolute(match.group(1)) if match else None


def is_error_page(page: Page) -> bool:
    """Tell a page that says "not found" with status 200."""
    title = re.sub(r"\s+", "", page.tree.xpath("string(//title)").get() or "")
    return bool(_ERROR_PAGE.search(title)) or (len(page.prose) < 300 and bool(_ERROR_PAGE.search(page.prose)))
