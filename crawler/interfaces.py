"""What lists by script are made of: JSON, with or without a function's name around it, and HTML within it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence

from parsel import Selector

from crawler.page import Link, Page

Data = object  # what json.loads gives

_WRAPPED = re.compile(r"^\s*[\w.$]+\s*\((.*)\)\s*;?\s*$", re.S)
_UNICODE = re.compile(r"%u([0-9a-fA-F]{4})")


def data(page: Page) -> Data:
    """Read an answer's JSON, also from within ``callback(…)``; null when it is none."""
    wrapped = _WRAPPED.match(page.text)
    try:
        return json.loads(wrapped.group(1) if wrapped else page.text, strict=False)
    except (ValueError, RecursionError):
        return None


def within(found: Data, *path: str) -> Data:
    """Follow keys; null where one is missing."""
    for key in path:
        found = found.get(key) if isinstance(found, dict) else None
    return found


def records(found: Data, *path: str) -> list[dict[str, Data]]:
    """Give the objects of the list at a path; none where there is no such list."""
    rows = within(found, *path)
    return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []


def links(
    page: Page, rows: Iterable[dict[str, Data]], urls: Sequence[str], titles: Sequence[str]
) -> list[Link]:
    """Make links of records whose address and title stand under the first of these keys that has any."""
    found = ((page.absolute(_first(row, urls)), plain(_first(row, titles))) for row in rows)
    return [Link(url, title) for url, title in found if url]


def plain(title: str) -> str:
    """Free a title from markup (a search's ``<em>``) and from ``%u653f`` escapes."""
    title = _UNICODE.sub(lambda match: chr(int(match.group(1), 16)), title)
    return "".join(Selector(text=title).xpath("//text()").getall()) if "<" in title or "&" in title else title


def fragment(page: Page, html: str) -> list[Link]:
    """Read the anchors of HTML that came within an answer."""
    return list(Page(page.url, html.encode()).links)


def _first(row: dict[str, Data], keys: Sequence[str]) -> str:
    return next((value for key in keys if isinstance(value := row.get(key), str) and value), "")
