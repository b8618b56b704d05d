"""A visit may begin at a list, at one report, or at one file of any simulated portal: it brings just that, whole."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from crawler.document import Document
from tests.crawler.crawling import Crawl, crawl
from tests.portals import simulated
from tests.portals.markup import Report, page
from tests.portals.serving import serve

# Its addresses name an office and a year each: given one, that one report is meant.
_REPORTS_BY_ADDRESS = "hanweb_annual"


@pytest.fixture(scope="module")
def entered() -> Iterator[tuple[Crawl, Crawl]]:
    """Crawl from the home pages, then again from every list, and from some reports and files, that were found."""
    with ExitStack() as stack:
        portals = {
            name.replace("_", "-"): stack.enter_context(serve(portal.HOST, portal.answer))
            for name, portal in simulated().items()
        }
        home = crawl(*((name, running.url) for name, running in portals.items()))
        lists = [(f"{found.portal}-list-{n}", found.url) for n, found in enumerate(home.lists) if found.rows]
        reports = {document.portal: document for document in home.documents if not document.article_url}
        files = {document.portal: document for document in home.documents if document.article_url}
        single = [*reports.values(), *files.values()]
        single += [
            report for report in home.documents if report.url in {file.article_url for file in files.values()}
        ]
        entrances = [(f"{document.portal}-single-{n}", document.url) for n, document in enumerate(single)]
        yield home, crawl(*lists, *entrances)


def _with_files(home: Crawl, urls: set[str]) -> set[str]:
    return urls | {document.url for document in home.documents if document.article_url in urls}


def _found(done: Crawl, portal: str, *entrance: str) -> list[Document]:
    slug = portal.replace("_", "-")
    return [d for d in done.documents if any(d.portal.startswith(f"{slug}-{one}-") for one in entrance)]


@pytest.mark.parametrize("name", sorted(simulated().keys() - {_REPORTS_BY_ADDRESS}))
def test_from_its_lists_every_report_is_found(entered: tuple[Crawl, Crawl], name: str) -> None:
    home, again = entered
    slug = name.replace("_", "-")
    lists = {
        f"{slug}-list-{n}": found for n, found in enumerate(home.lists) if found.portal == slug and found.rows
    }
    for portal, found in lists.items():
        listed = {document.url for document in home.documents if document.found_on == found.url}
        brought = {document.url for document in again.documents if document.portal == portal}
        assert brought >= _with_files(home, listed), found.url
    every = {document.url for document in home.documents if document.portal == slug}
    assert {document.url for document in _found(again, name, "list")} == every


@pytest.mark.parametrize("name", simulated())
def test_from_one_address_one_report_with_its_files_is_found(entered: tuple[Crawl, Crawl], name: str) -> None:
    home, again = entered
    slug = name.replace("_", "-")
    columns = {found.url for found in home.lists}
    begun = {document.portal: document for document in _found(again, name, "single")}
    assert begun
    for portal in begun:
        brought = {document.url for document in again.documents if document.portal == portal}
        visit = next(visit for visit in again.visits if visit.portal == portal)
        first = next(d.url for d in again.documents if d.portal == portal and not d.article_url)
        assert visit.outcome == "ok"
        assert first in columns or brought == _with_files(home, {first}), slug


def test_a_report_that_only_its_title_names_is_taken_from_its_address() -> None:
    report = Report(7, "教育局", 2023)
    bare = page(report.title, "<div id='zoom'><a href='/files/1.pdf'>点击下载</a></div>")
    with serve(
        "127.0.0.40", lambda asked: bare if asked.path == "/zfxxgknb/7.html" else b"%PDF-1.7\n"
    ) as running:
        done = crawl(("bare", f"{running.url}zfxxgknb/7.html"))
    assert [document.url for document in done.documents] == [
        f"{running.url}zfxxgknb/7.html", f"{running.url}files/1.pdf"
    ]  # fmt: skip
    assert done.documents[0].year == report.year
