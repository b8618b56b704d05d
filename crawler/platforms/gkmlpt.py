"""Guangdong's platform for disclosure: pages are an empty shell, rows come from ``/gkmlpt/api/all/<category>``.

The shell holds ``window._CONFIG = {SID: '755041', TREE: […]}``. A department's site is a prefix of the path:
``/yjzjj/gkmlpt/…``. The reports may have a page of their own, ``/gkmlpt/annualreport``, in the same shell; else only
a category of the tree.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from functools import partial

from crawler.interfaces import Data, data, links, plain, records
from crawler.page import Link, Page
from crawler.platforms import Ask, Pages, page_after_page
from crawler.titles import Kind, classify

NAME = "gkmlpt"

_EVERYTHING = "0"  # the category that holds all
_SHELL = re.compile(r"^(https?://[^?#]*?/gkmlpt)(?:/|$)")
_LINKED = re.compile(
    r"""["']((?:https?:)?[\w:/.-]*/gkmlpt)(?:/(?:index|guide|policy|annualreport)?)?(?:#\d+)?["']"""
)
_LISTING = re.compile(r"^(https?://[^?#]*?/gkmlpt/api/all/\d+)\?page=1&sid=(\d+)$")
_SITE = re.compile(r"""\bSID["']?\s*:\s*["']?(\d+)""")
_TREE = re.compile(r"""\bTREE["']?\s*:\s*(?=\[)""")
_NAMED = re.compile(r"annualreport#(\d+)")


def recognise(page: Page) -> bool:
    """Tell the shell, and the first answer of a category."""
    return _LISTING.match(page.url) is not None or _is_shell(page)


def _is_shell(page: Page) -> bool:
    return _SHELL.match(page.url) is not None and _SITE.search(page.text) is not None


def rows(page: Page) -> list[Link]:
    return links(page, records(data(page), "articles"), ("post_url", "url"), ("title",))


def pages(first: Page) -> Pages:
    """Ask for page after page of the categories called 年报; of everything where none is."""
    if listing := _LISTING.match(first.url):
        yield from page_after_page(
            partial(_page, listing.group(1), listing.group(2)), rows, rows(first), start=2
        )
        return
    shell, site = _SHELL.match(first.url), _SITE.search(first.text)
    if not shell or not site:
        return
    for category in _categories(first) or [_EVERYTHING]:
        url = f"{shell.group(1)}/api/all/{category}"
        yield from page_after_page(partial(_page, url, site.group(1)), rows)


def hidden(page: Page) -> list[Link]:
    """Name the page of the reports, from any page that leads to the platform, and what its tree leads to."""
    linked = [page.absolute(html.unescape(address)) for address in _LINKED.findall(page.text)]
    own = _SHELL.match(page.url)
    bases = dict.fromkeys([*filter(None, linked), *([own.group(1)] if own else [])])
    # Not every site has that page, so it is only a way.
    shelves = [Link(f"{base}/annualreport", "政府信息公开") for base in bases]
    elsewhere = [Link(url, title) for url, title in _jumps(page) if url]
    return shelves + _listings(page) + elsewhere


def _listings(page: Page) -> list[Link]:
    """Give the first answer of each category called 年报, from a shell that is not their own page."""
    shell, site = _SHELL.match(page.url), _SITE.search(page.text)
    if not shell or not site or page.url.endswith("/annualreport"):
        return []
    asks = (_page(f"{shell.group(1)}/api/all/{category}", site.group(1), 1) for category in _categories(page))
    return [Link(ask.url, "政府信息公开年报") for ask in asks]


def _page(url: str, site: str, number: int) -> Ask:
    return Ask(f"{url}?page={number}&sid={site}")


def _categories(page: Page) -> list[str]:
    named = _NAMED.findall(page.text)
    found = [node for node in _nodes(_tree(page)) if classify(_name(node)).kind is Kind.COLUMN]
    inner = [str(child["id"]) for node in found for child in _nodes([node]) if "id" in child]
    return list(dict.fromkeys(named + inner))


def _jumps(page: Page) -> Iterator[tuple[str | None, str]]:
    for node in _nodes(_tree(page)):
        if isinstance(address := node.get("jump_url"), str) and address:
            yield page.absolute(address), _name(node)


def _name(node: dict[str, Data]) -> str:
    return plain(str(node.get("name") or node.get("title") or ""))


def _tree(page: Page) -> list[dict[str, Data]]:
    start = _TREE.search(page.text)
    if not start:
        return []
    try:
        tree, _ = json.JSONDecoder(strict=False).raw_decode(page.text, start.end())
    except (ValueError, RecursionError):
        return []
    return records({"tree": tree}, "tree")


def _nodes(tree: list[dict[str, Data]]) -> Iterator[dict[str, Data]]:
    waiting = list(reversed(tree))
    while waiting:
        node = waiting.pop()
        yield node
        waiting += reversed(records(node, "children"))
