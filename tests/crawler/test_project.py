"""Plain Scrapy in the project's folder, and the sample portal."""

from __future__ import annotations

import subprocess
import sys

from crawler.document import VisitOutcome
from crawler.sample import serve
from crawler.titles import Kind, classify
from tests.crawler.crawling import ROOT, crawl
from tests.crawler.sites import Answer, site


def _scrapy(*arguments: str) -> str:
    command = [sys.executable, "-m", "scrapy", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=True).stdout


def test_scrapy_knows_the_spider() -> None:
    assert _scrapy("list").split() == ["portals"]


def test_scrapy_shell_fetches_what_a_person_asks_for() -> None:
    with site({"/": Answer("hello", 418)}) as running:
        options = ["-s", "ITEM_PIPELINES={}", "-s", "LOG_ENABLED=False"]
        assert _scrapy("shell", running.url, "-c", "response.status", *options).strip() == "418"


def test_the_sample_portal_yields_its_reports_and_nothing_else() -> None:
    with serve() as url:
        done = crawl(("sample", url))
    titles = {document.claims.title or "" for document in done.documents}
    assert len(titles) == 5
    assert {classify(title).kind for title in titles} == {Kind.REPORT}
    pages = [document for document in done.documents if document.article_url is None]
    files = [document for document in done.documents if document.article_url is not None]
    assert len(pages) == len(files) == 5
    assert {file.article_url for file in files} == {page.url for page in pages}
    assert done.visit.outcome is VisitOutcome.OK
    assert done.visit.refused > 0
