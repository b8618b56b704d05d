"""Lists in plain HTML: anchors, and a pager in one of the many shapes static publishers write.

Covers TRS WCM, Guangdong's NFCMS, UCAP, VSB and most PHP and ASPX sites. How a list goes on is tried in the
order of how much the page tells:

1. links: 下一页, page numbers, 尾页;
2. ``createPageHTML(pages, current, "index", "htm")`` (TRS, pages count from 0) and
   ``createPageHTML('page_div', pages, current, 'list', 'shtml', records)`` (UCAP, from ``_2`` or ``_1`` on);
3. counters: ``var countPage = 9``, 共9页, 1/9;
4. an address that a script puts together with a page's number: ``"list.aspx?id=7&page=" + n``;
5. a full first page without any of these: the usual names of a second page.
"""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from crawler.page import Link, Page
from crawler.platforms import Answer, Ask, Pages
from crawler.titles import Kind

NAME = "static"

FULL_PAGE = 10  # rows from which a page without a pager may still have a successor
MOST_PAGES = 500  # a counter is only a number in somebody's script

_NEXT = re.compile(r"^[\[(【]?(?:下一?页|后一?页|next(?:page)?)?[>»›→\])】]*$", re.I)
_LAST = re.compile(r"^[\[(【]?(?:尾页|末页|最后一?页|last)[>»›→\])】]*$", re.I)
_NUMBERED = re.compile(
    r"(?P<head>.*(?:[_/-]|[?&](?:page|pageindex|pageno|pagenum|currpage|currentpage|pn|p|a\d+p)=))"
    r"(?P<number>\d{1,4})(?P<tail>(?:\.[a-z]{2,6})?(?:[?&].*)?)$",
    re.I,
)
_QUOTED = r"""\s*["']([^"']*)["']\s*"""
_TRS_PAGER = re.compile(rf"createPageHTML\(\s*(\d{{1,4}}|[a-z_]\w*)\s*,\s*(\w+)\s*,{_QUOTED},{_QUOTED}\)")
_UCAP_PAGER = re.compile(
    rf"createPageHTML\({_QUOTED},\s*(\d{{1,4}})\s*,\s*(\d{{1,4}})\s*,{_QUOTED},{_QUOTED}[,)]"
)
_COUNTER = re.compile(
    r"\b(?:conten(?:t)?pages?|totalpages?|n?pagecount|countpages?|pages)\s*=\s*[\"']?(\d{1,4})\b", re.I
)
_PRINTED_COUNT = re.compile(r"共(\d{1,4})页|\d/(\d{1,4})页")
_SCRIPTED = re.compile(
    r"""["']([^"'\s<>]*[?&](?:page|pageindex|pageno|pagenum|currpage|currentpage|curpage|pn|p)=)["']\s*\+""",
    re.I,
)
_PAGE_NUMBER = re.compile(r"[\[(【]?([0-9]{1,4})[】)\]]?")
_PAGE_NAME = re.compile(r"(?P<stem>[^/.]+?)(?:_\d{1,4})?\.(?P<extension>s?html?)$")


@dataclass(frozen=True, slots=True)
class _Series:
    """Names a further page may have, second page first."""

    urls: Iterator[str]
    misses: int = 1  # in a row before the series is given up: page numbers start at 1 here and at 2 there


def recognise(page: Page) -> bool:
    """Fit every page: a list this module cannot read has no rows, and the visit says so."""
    return True


def rows(page: Page) -> list[Link]:
    """Give every link of the page; the caller judges them by their titles."""
    return list(page.links)


def pages(first: Page) -> Pages:
    """Walk the list: along its links where it has them, else by the first series that brings new rows."""
    visited = {first.url}
    if (yield from _along_links(first, visited)):
        return
    for series in _series(first):
        if (yield from _through(series, visited)):
            return


def _along_links(page: Page, visited: set[str]) -> Generator[Ask, Answer, bool]:
    followed = False
    while url := _next_link(page, visited):
        visited.add(url)
        answer = yield Ask(url)
        if answer.page is None or not answer.fresh:
            break
        followed, page = True, answer.page
    return followed


def _through(series: _Series, visited: set[str]) -> Generator[Ask, Answer, bool]:
    fruitful, missed = False, 0
    for url in series.urls:
        if url in visited:
            continue
        visited.add(url)
        answer = yield Ask(url)
        fruitful = fruitful or answer.fresh > 0
        missed = 0 if answer.fresh else missed + 1
        if missed > series.misses:
            break
    return fruitful


def leads_on(page: Page) -> bool:
    """Tell whether links lead to further pages."""
    return _next_link(page, {page.url}) is not None


def _next_link(page: Page, visited: set[str]) -> str | None:
    """Find 下一页, or else the lowest page number not visited."""
    numbered: list[tuple[int, str]] = []
    for link in page.buttons:
        name = link.title
        if link.url in visited:
            continue
        if name and _NEXT.match(name):
            return link.url
        number = _PAGE_NUMBER.fullmatch(name)
        if number and 2 <= int(number.group(1)) <= MOST_PAGES:
            numbered.append((int(number.group(1)), link.url))
    return min(numbered)[1] if numbered else None


def _series(page: Page) -> Iterator[_Series]:
    """List what to try where links do not lead on, best evidence first; nothing for a page that is alone."""
    yield from _from_last_link(page)
    count = page_count(page)
    yield from _from_trs_pager(page, count)
    yield from _from_ucap_pager(page)
    yield from _from_script(page, count)
    if count is None:
        reports = page.links_titled(Kind.REPORT, Kind.LOOK_ALIKE)
        count = MOST_PAGES if len(reports) >= FULL_PAGE else 1
    if count > 1:
        yield from _from_own_name(page, count)


def _from_last_link(page: Page) -> Iterator[_Series]:
    last = next((link.url for link in page.buttons if _LAST.match(link.title)), "")
    match = _NUMBERED.match(last)
    if match:
        yield _numbered(match, 1, int(match["number"]))


def _from_trs_pager(page: Page, count: int | None) -> Iterator[_Series]:
    for pages_, current, name, extension in _TRS_PAGER.findall(page.scripts):
        total = int(pages_) if pages_.isdigit() else count or 0
        start, stop = (2, total) if current == "1" else (1, total - 1)
        yield _Series(_names(page, name, extension, start, stop))


def _from_ucap_pager(page: Page) -> Iterator[_Series]:
    for _, total, _, name, extension in _UCAP_PAGER.findall(page.scripts):
        yield _Series(_names(page, name, extension, 1, int(total)))


def _from_script(page: Page, count: int | None) -> Iterator[_Series]:
    for head in dict.fromkeys(map(page.absolute, _SCRIPTED.findall(page.scripts))):
        if head:
            yield _Series(f"{head}{number}" for number in range(2, min(count or MOST_PAGES, MOST_PAGES) + 1))


def _from_own_name(page: Page, count: int) -> Iterator[_Series]:
    """Guess from the first page's own name: index.html → index_1.html, list-7-1.html → list-7-2.html."""
    numbered = _NUMBERED.match(page.url)
    if numbered and int(numbered["number"]) == 1:
        yield _numbered(numbered, 2, count)
    own = _PAGE_NAME.search(urlsplit(page.url).path)
    if own:
        yield _Series(_names(page, own["stem"], own["extension"], 1, count))
    if urlsplit(page.url).path.endswith("/"):
        for extension in _extensions(page):
            yield _Series(_names(page, "index", extension, 1, count))
    elif own and own["stem"] != "index":
        yield _Series(_names(page, "index", own["extension"], 1, count))


def _extensions(page: Page) -> list[str]:
    """Order the extensions a folder's pages may have: a publisher writes the pages it links to with the same."""
    linked = [urlsplit(link.url).path.rpartition(".")[2] for link in page.links]
    return sorted(("html", "shtml", "htm"), key=linked.count, reverse=True)


def page_count(page: Page) -> int | None:
    """Find how many pages the list says it has."""
    counts = [int(number) for number in _COUNTER.findall(page.scripts)]
    counts += [int(one or other) for one, other in _PRINTED_COUNT.findall(page.prose)]
    counts += [int(pages_) for pages_, *_ in _TRS_PAGER.findall(page.scripts) if pages_.isdigit()]
    counts += [int(total) for _, total, *_ in _UCAP_PAGER.findall(page.scripts)]
    return max(counts) if counts else None


def _names(page: Page, name: str, extension: str, start: int, stop: int) -> Iterator[str]:
    for number in range(start, min(stop, MOST_PAGES) + 1):
        yield urljoin(page.url, f"{name}_{number}.{extension}")


def _numbered(match: re.Match[str], start: int, stop: int) -> _Series:
    numbers = range(start, min(stop, MOST_PAGES) + 1)
    return _Series(f"{match['head']}{number}{match['tail']}" for number in numbers)
