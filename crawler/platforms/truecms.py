"""truecms (Nantong, Lianyungang …): rows come as XML within JSONP from ``messageController/getMessage.do``.

How many rows it gives at once differs from site to site; one asked for more answers nothing, or 404.
"""

from __future__ import annotations

import re
from functools import partial
from urllib.parse import urlencode

from crawler.interfaces import data, fragment, within
from crawler.page import Link, Page
from crawler.platforms import Ask, Pages, hanweb, page_after_page

NAME = "truecms"

_GROUPS = (50, 20, 10)  # rows at once, where the page does not say how many it shows
_COLUMN = re.compile(r"""columnId["']?\s*[:=]\s*["']([\w-]+)["']""")
_PROXY = re.compile(r"""["']([^"'\s]*messageController/getMessage\.do)""")


def recognise(page: Page) -> bool:
    """Tell the interface's name in a script."""
    return "messageController/getMessage.do" in page.text


def rows(page: Page) -> list[Link]:
    """Read the records of the page's own script, or of an answer."""
    result = within(data(page), "result")
    inner = Page(page.url, result.encode()) if isinstance(result, str) else page
    return hanweb.rows(inner) or (fragment(page, inner.text) if inner is not page else [])


def pages(first: Page) -> Pages:
    """Find how many rows can be had at once, then ask for group after group."""
    column, proxy = _COLUMN.search(first.text), _PROXY.search(first.text)
    url = first.absolute(proxy.group(1)) if proxy else None
    if not column or not url:
        return
    for size in filter(None, (hanweb.rows_a_page(first), *_GROUPS)):
        if (yield from page_after_page(partial(_group, url, column.group(1), size), rows)):
            return


def _group(url: str, column: str, size: int, number: int) -> Ask:
    query = {
        "startrecord": (number - 1) * size + 1,
        "endrecord": number * size,
        "perpage": size,
        "columnId": column,
        "callback": "cb",
    }
    return Ask(f"{url}?{urlencode(query)}")
