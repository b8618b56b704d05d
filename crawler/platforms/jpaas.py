"""大汉 JPaaS: parts of a page are built by ``jpaas-publish-server``, each named by a script tag's ``queryData``.

The answer is JSON with the part's HTML. Further pages are asked for in ``paramJson`` only; a bare page number is
passed over.
"""

from __future__ import annotations

import json
import re
from functools import partial
from urllib.parse import urlencode

from crawler.interfaces import data, fragment, within
from crawler.page import Link, Page
from crawler.platforms import Ask, Pages, page_after_page

NAME = "jpaas"

_UNIT = "/api-gateway/jpaas-publish-server/front/page/build/unit"
_LIST = re.compile(r"list|列表|栏目|分页", re.I)
_ROWS = re.compile(r"""\b(?:rows|pageSize)["']?\s*[=:]\s*["']?(\d{1,3})""", re.I)
_SIZE = 15  # rows a page, where the part does not say


def recognise(page: Page) -> bool:
    """Tell a script tag that has a part built."""
    return "jpaas-publish-server" in page.text


def rows(page: Page) -> list[Link]:
    """Read the part an answer holds."""
    html = within(data(page), "data", "html") or within(data(page), "data")
    return fragment(page, html) if isinstance(html, str) else []


def pages(first: Page) -> Pages:
    """Ask for page after page of the lists; of every part where none is called a list."""
    units = _units(first)
    named = [(url, query) for url, query in units if _LIST.search(query.get("tagId", ""))]
    for url, query in named or units:
        answer = yield Ask(f"{url}?{urlencode(query)}")
        if answer.page and (shown := rows(answer.page)):
            yield from page_after_page(
                partial(_further, url, query, _size(answer.page)), rows, shown, start=2
            )


def _further(url: str, query: dict[str, str], size: int, number: int) -> Ask:
    turned = json.dumps({"pageNo": number, "pageSize": size}, separators=(",", ":"))
    return Ask(f"{url}?{urlencode({**query, 'paramJson': turned})}")


def _size(answer: Page) -> int:
    printed = _ROWS.search(answer.text.replace("\\", ""))
    return int(printed.group(1)) if printed else _SIZE


def _units(page: Page) -> list[tuple[str, dict[str, str]]]:
    found = []
    for tag in page.tree.xpath("//script[@querydata]"):
        url = page.absolute(tag.attrib.get("url", _UNIT))
        try:
            query = json.loads(tag.attrib["querydata"].replace("'", '"'))
        except ValueError:
            continue
        if url and isinstance(query, dict):
            found.append((url, {str(key): str(value) for key, value in query.items()}))
    return found
