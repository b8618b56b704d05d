"""开普 UCAP with lists by script: JSON from ``/common/search/<channel>``, ``/search/…`` or ``/searchList/…``.

The channel is 32 hexadecimal digits, named in ``<meta name="channelid">`` or in the address a script asks for. Lists
that UCAP writes as plain HTML are ``static``'s.
"""

from __future__ import annotations

import re
from functools import partial

from crawler.interfaces import data, links, records
from crawler.page import Link, Page
from crawler.platforms import Ask, Pages, page_after_page
from crawler.titles import Kind

NAME = "ucap"

_PATHS = ("/common/search/", "/searchList/")
_QUERY = "page={}&_pageSize=15&_isAgg=true&_isJson=true&_template=index&_rangeTimeGte=&_channelName="
_CHANNEL = re.compile(r"[0-9a-f]{32}")
_ADDRESS = re.compile(r"""(/(?:[\w/]*common/search|[\w/]*searchList|search)/)(?:([0-9a-f]{32})|["'\s+$])""")


def recognise(page: Page) -> bool:
    """Tell a list by script: the interface's name in the page, or a channel and not one report."""
    named = _ADDRESS.search(page.text) or "_isAgg" in page.text
    return bool(_channels(page)) and bool(named or not page.links_titled(Kind.REPORT))


def rows(page: Page) -> list[Link]:
    return links(page, records(data(page), "data", "results"), ("url",), ("title",))


def pages(first: Page) -> Pages:
    """Ask for page after page of every channel the page names."""
    paths = dict.fromkeys(path for path, _ in _ADDRESS.findall(first.text))
    for channel in _channels(first):
        for path in paths or _PATHS:
            url = first.absolute(f"{path}{channel}") or ""
            if (yield from page_after_page(partial(_page, url), rows)):
                break


def _page(url: str, number: int) -> Ask:
    return Ask(f"{url}?{_QUERY.format(number)}")


def _channels(page: Page) -> list[str]:
    named = [channel for _, channel in _ADDRESS.findall(page.text) if channel]
    claimed = page.metas.get("channelid", "")
    return list(dict.fromkeys(named + ([claimed] if _CHANNEL.fullmatch(claimed) else [])))
