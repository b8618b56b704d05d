"""``/public/column/…`` portals (most of Anhui, and others): rows come as HTML from ``/site/label/8888``.

What to ask for stands in the page's scripts, as an address or as an object of parameters, and in the column's own
address; the latter has the last word. Titles are cut to ``length``: the whole one is in the ``title`` attribute.
"""

from __future__ import annotations

import html
import re
from urllib.parse import parse_qsl, urlencode, urlsplit

from crawler.page import Link, Page
from crawler.platforms import Ask, Pages, page_after_page

NAME = "label8888"

_LABEL = "/site/label/8888"
_ADDRESS = re.compile(
    r"""["']([^"'\s<>]*/site/label/8888\?[^"'\s<>]*labelName=publicInfoList[^"'\s<>]*)["']"""
)
_NAMES = (
    "siteId|pageSize|action|fuzzySearch|fromCode|keyWords|sortType|isDate|dateFormat|length|organId|type|catIds|catId|cId|"
    "result|file"
)
_PARAMETER = re.compile(rf"""(?<![\w.])["']?({_NAMES})["']?\s*[:=]\s*(?:"([^"]*)"|'([^']*)'|([\w/-]+))""")
_INPUT = re.compile(rf"""<input[^>]*\b(?:id|name)=["']({_NAMES})["'][^>]*\bvalue=["']([^"']*)["']""")
_ORGAN = re.compile(r"/public/(?:column/)?(\d+)")
_ALWAYS = {
    "IsAjax": "1",
    "dataType": "html",
    "labelName": "publicInfoList",
    "pageSize": "15",
    "action": "list",
    "isDate": "true",
    "dateFormat": "yyyy-MM-dd",
    "length": "80",
}


def recognise(page: Page) -> bool:
    """Tell the interface's name in a script."""
    return _LABEL in page.text or "publicInfoList" in page.text


def rows(page: Page) -> list[Link]:
    """Read an answer's anchors; a page's own are read as such."""
    return [] if page.is_whole else list(page.links)


def pages(first: Page) -> Pages:
    """Ask for page after page of the column, as long as there are rows not seen before."""
    url, query = _asked_for(first)
    yield from page_after_page(
        lambda number: Ask(f"{url}?{urlencode({**query, 'pageIndex': str(number)})}"), rows
    )


def _asked_for(page: Page) -> tuple[str, dict[str, str]]:
    address = _ADDRESS.search(page.text)
    if address:
        parts = urlsplit(page.absolute(html.unescape(address.group(1))) or "")
        return f"{parts.scheme}://{parts.netloc}{parts.path}", dict(
            parse_qsl(parts.query, keep_blank_values=True)
        )
    scripted = {name: "".join(values) for name, *values in _PARAMETER.findall(page.scripts)}
    organ = _ORGAN.search(page.url)
    own = {"organId": organ.group(1)} if organ else {}
    own |= {name: value for name, value in parse_qsl(urlsplit(page.url).query) if name in _NAMES.split("|")}
    return page.absolute(_LABEL) or "", {
        **_ALWAYS,
        **own,
        **dict(_INPUT.findall(page.text)),
        **scripted,
        **own,
    }
