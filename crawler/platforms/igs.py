"""拓尔思 IGS, a portal's own search: by title it finds reports wherever they were published.

Its form names ``code`` and ``siteId``; without the former it answers 500.
"""

from __future__ import annotations

import html
import re
from itertools import count
from urllib.parse import urlencode

from crawler.interfaces import data, links, records
from crawler.page import Link, Page
from crawler.platforms import Ask, Pages

NAME = "igs"

_WORDS = "政府信息公开工作年度报告"
_SEARCH = re.compile(r"""["']([^"'\s<>]*/igs/front/search(?:/list)?\.(?:jhtml|html))(\?[^"'\s<>]*)?["']""")
_CODE = re.compile(r"""\bcode["']?(?:\s+value)?\s*[:=]\s*["']?([0-9a-f]{32})""")
_SITE = re.compile(r"""\bsiteId["']?(?:\s+value)?\s*[:=]\s*["']?(\d+)""")
_PAGE = re.compile(r"pageNumber=\d+")


def recognise(page: Page) -> bool:
    """Tell the search's answer."""
    return page.is_data and "/igs/front/search" in page.url


def rows(page: Page) -> list[Link]:
    return links(page, records(data(page), "page", "content"), ("url",), ("title",))


def pages(first: Page) -> Pages:
    """Turn the pages until one shows nothing new."""
    for number in count(2):
        answer = yield Ask(_PAGE.sub(f"pageNumber={number}", first.url))
        if not answer.fresh:
            return


def hidden(page: Page) -> list[Link]:
    """Name the search for reports by title, on any page with its form."""
    form = _SEARCH.search(page.text)
    code, site = _CODE.search(html.unescape(page.text)), _SITE.search(html.unescape(page.text))
    url = page.absolute(form.group(1)) if form else None
    if not url or not code or not site:
        return []
    query = {"code": code.group(1), "siteId": site.group(1), "searchWord": _WORDS, "position": "TITLE"}
    # Another's form may find nothing here, so it is only a way.
    return [Link(f"{url}?{urlencode({**query, 'pageSize': 20, 'pageNumber': 1})}", "政府信息公开")]
