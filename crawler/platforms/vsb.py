"""博达 VSB: plain lists whose further pages count down, ``xxgknb.htm`` first, ``xxgknb/1.htm`` oldest."""

from __future__ import annotations

import re
from urllib.parse import urljoin, urlsplit

from crawler.page import Link, Page
from crawler.platforms import Ask, Pages, static

NAME = "vsb"

_MARK = re.compile(r"vsb_|_vsb|/_sitegray/|/info/\d+/\d+\.htm|wbtreeid=|/system/resource/")
_OWN_NAME = re.compile(r"([^/]+)\.htm$")


def recognise(page: Page) -> bool:
    """Tell the marks it leaves in pages and addresses."""
    return _MARK.search(page.text) is not None


def rows(page: Page) -> list[Link]:
    return static.rows(page)


def pages(first: Page) -> Pages:
    """Walk along the links; where a script turns the pages, count down from the number the page prints."""
    if not static.leads_on(first):
        name, count = _OWN_NAME.search(urlsplit(first.url).path), static.page_count(first)
        missed = 0
        for number in range(min(count or 1, static.MOST_PAGES) - 1, 0, -1):
            if not name or missed > 1:
                break
            answer = yield Ask(urljoin(first.url, f"{name.group(1)}/{number}.htm"))
            missed = 0 if answer.fresh else missed + 1
        if name and count and not missed:
            return
    yield from static.pages(first)
