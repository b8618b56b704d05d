"""大汉 jCMS: a list's rows stand in an XML island of the column's page, and come in the same XML from a proxy.

The island, ``<script type="text/xml"><datastore>``, holds ``<record>``s of HTML and a ``<nextgroup>`` with the
proxy's address, ``/module/web/jpage/dataproxy.jsp?page=1&columnid=…``. Its parameters may be encrypted, so only the
page number is ours to change. Some portals write the rows into the page as plain HTML as well, or instead.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from itertools import count

from crawler.page import Link, Page
from crawler.platforms import Ask, Pages

NAME = "hanweb"

# No record reaches over the next: a page full of unclosed ones would else be searched for minutes.
_RECORD = re.compile(r"<record>\s*<!\[CDATA\[((?:(?!<record>).)*?)\]\]>", re.S)
_NEXT_GROUP = re.compile(r"<nextgroup>\s*<!\[CDATA\[\s*<a\s[^>]*?href=[\"']([^\"']+)[\"']", re.S)
_PAGE_NUMBER = re.compile(r"(?<=[?&]page=)\d+")


def recognise(page: Page) -> bool:
    """Tell the XML island, or the proxy's name in a script."""
    return "<datastore>" in page.text or "jpage/dataproxy.jsp" in page.text


def rows(page: Page) -> list[Link]:
    """Read the records of the island or of the proxy's answer, and what is plain HTML."""
    records = Page(page.url, "\n".join(_RECORD.findall(page.text)).encode())
    plain = page.links if page.is_markup and not page.text.lstrip().startswith("<?xml") else ()
    return [*records.links, *plain]


def pages(first: Page) -> Pages:
    """Ask the proxy for page after page of every list on the column's page."""
    for address in _proxies(first):
        # The page named first often repeats the island's rows: two in a row without news are the end.
        missed = 0
        for number in count(1):
            answer = yield Ask(_PAGE_NUMBER.sub(str(number), address))
            missed = 0 if answer.fresh else missed + 1
            if missed > 1:
                break


def _proxies(page: Page) -> Iterator[str]:
    for address in dict.fromkeys(_NEXT_GROUP.findall(page.text)):
        url = page.absolute(html.unescape(address))
        if url and _PAGE_NUMBER.search(url):
            yield url
