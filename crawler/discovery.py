"""From any page of a portal to its 年报 column: which links to follow, and what one arrived at."""

from __future__ import annotations

import re
from enum import StrEnum
from urllib.parse import urlsplit

from crawler.article import is_article, is_attachment_address
from crawler.page import Link, Page
from crawler.titles import Kind, classify, is_year_label

# A home page links its own columns; more than these are menus of other offices.
MOST_COLUMNS_A_PAGE = 200
MOST_DISCLOSURE_LINKS_A_PAGE = 12
ROWS_OF_A_COLUMN = 5  # so many reports make a page a list of them, whatever it is called
MOST_WAYS = 200  # in one visit

_INDEX_NAME = re.compile(
    r"/(?:index|default|list|xxgk_list|zfxxgk_gknbz|nav_list|common_list)(?:_\d+)?\.\w+$", re.I
)
_STATIC_NAME = re.compile(r"\.s?html?$", re.I)
_PAGER_WORD = re.compile(
    r"^(?:\d*|[<>«»‹›]*|首页|上一?页|前一?页|下一?页|后一?页|尾页|末页|最后一?页|跳转|GO|确定|更多.*)[<>«»‹›]*$",
    re.I,
)
_SCRIPT_REDIRECT = re.compile(
    r"""(?:location(?:\.href)?\s*=|location\.(?:replace|assign)\()\s*["']([^"'<>\s]+)["']"""
)
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


def columns(page: Page) -> list[Link]:
    """Find the links called 年报 and the like."""
    return page.links_titled(Kind.COLUMN)[:MOST_COLUMNS_A_PAGE]


def ways(page: Page) -> list[Link]:
    """Find the links called 政府信息公开 and the like, and the page's frames."""
    disclosures = page.links_titled(Kind.DISCLOSURE)[:MOST_DISCLOSURE_LINKS_A_PAGE]
    return disclosures + [Link(url, "") for url in frames(page)]


def frames(page: Page) -> list[str]:
    """Find the frames a list may hide in: all but counters, log-ins and the like."""
    return [url for url in page.frames if not _FRAME_NOISE.search(url)]


def branches(page: Page, column_url: str) -> list[Link]:
    """Find a column's sub-columns by year, office or township: pages beneath its address, and bare years."""
    return [
        link
        for link in page.links
        if link.judged.kind is Kind.OTHER
        and not _PAGER_WORD.match(link.title)
        and (is_year_label(link.title) or is_beneath(link.url, column_url))
    ]


def is_beneath(url: str, column_url: str) -> bool:
    """Tell whether an address lies in a column's directory, or in the one named like the column's page."""
    column = urlsplit(column_url)
    if _INDEX_NAME.search(column.path) or column.path.endswith("/"):
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
    """Tell that a page not reached as a column is one: by its own name, in <title> or meta tags."""
    if "articletitle" in page.metas:  # an article names its column as well
        return False
    heading = page.tree.xpath("string(//title)").get() or ""
    names = [page.metas.get("columnname", ""), page.metas.get("columntype", ""), *_TITLE_PARTS.split(heading)]
    return any(classify(name).kind is Kind.COLUMN for name in names)


def is_long_list(page: Page) -> bool:
    """Tell a list of reports whatever it is called: no home page shows as many."""
    return is_list(page) and len(page.links_titled(Kind.REPORT)) >= ROWS_OF_A_COLUMN


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
