"""Pages made to keep a reader busy: none may take longer than its size deserves."""

from __future__ import annotations

import time

import pytest

from crawler import article, discovery, platforms
from crawler.claims import claims_of
from crawler.columns import Column
from crawler.page import Page
from crawler.titles import classify

SIZE = 1_000_000
URL = "http://www.a.gov.cn/nb/index.html"

HOSTILE = {
    "unclosed records": "<datastore>" + "<record><![CDATA[" * (SIZE // 17),
    "unclosed groups": "<datastore>" + '<nextgroup><![CDATA[<a href="' * (SIZE // 29),
    "digits": "1" * SIZE,
    "digits in a script": "<script>var pages = "
    + "1" * SIZE
    + "; createPageHTML("
    + "9" * SIZE
    + ",0,'a','b')</script>",
    "pagers": "<script>" + "createPageHTML(" * (SIZE // 15) + "</script>",
    "quotes": "<script>" + '"/a/' * (SIZE // 4) + "</script>",
    "one long name": "<script>'" + "a.pd" * (SIZE // 4) + "</script>",
    "one long title": f"<title>{'政府信息公开工作' * (SIZE // 8)}</title><a href=/1>{'各级市直部门' * (SIZE // 6)}</a>",
    "one long address": f"<a href='/{'a-1/' * (SIZE // 4)}'>下一页</a>",
    "anchors": "<a href=1>x" * (SIZE // 11),
    "depth": "<div>" * (SIZE // 5) + "<a href=1>x",
    "metas": "<meta name=ArticleTitle content='" + "年" * SIZE + "'>" + "<meta name=a content=b>" * 10_000,
    "spaces": f"<a href=/1>{' ' * SIZE}</a><p>{'&nbsp;' * (SIZE // 6)}",
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_page_is_read_in_passing(kind: str) -> None:
    begun = time.process_time()
    page = Page(URL, HOSTILE[kind].encode())
    claims = claims_of(page, None)
    article.attachments(page, classify(claims.title or ""))
    discovery.redirect_in_script(page)
    _ = (
        discovery.is_error_page(page),
        discovery.is_list(page),
        discovery.is_column(page),
        article.is_article(page),
    )
    _ = discovery.ways(page, page.links), discovery.branches(page.links, page.url), platforms.complete(page)
    for platform in platforms.platforms().values():
        platform.recognise(page)
        Column(page, platform).start()
    assert time.process_time() - begun < 5
