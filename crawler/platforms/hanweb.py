"""大汉 jCMS: a list's rows stand in an XML island of the column's page, and come in the same XML from a proxy.

The island, ``<script type="text/xml"><datastore>``, holds ``<record>``s of HTML and a ``<nextgroup>`` with the
proxy's address, ``/module/web/jpage/dataproxy.jsp?page=1&columnid=…``. Its parameters may be encrypted, so only the
page number is ours to change. Where there is no such address, the script's own ``proxyUrl`` and ``ajaxParam`` name
the proxy. Some portals write the rows into the page as plain HTML as well, or instead; old ones as strings in a
script, ``var InitData247686 = ['<li>…</li>', …]``, and their proxy answers ``dataStore=['<li>…</li>', …]``.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from itertools import count
from urllib.parse import urlencode

from crawler.page import Link, Page
from crawler.platforms import Ask, Pages

NAME = "hanweb"

LARGEST_GROUP = 100  # rows; the proxy cuts off what is much larger
FORM = (("Content-Type", "application/x-www-form-urlencoded; charset=UTF-8"),)

# No record reaches over the next: a page full of unclosed ones would else be searched for minutes.
_RECORD = re.compile(r"<record>\s*<!\[CDATA\[((?:(?!<record>).)*?)\]\]>", re.S)
_STORE = re.compile(r"(?:InitData\w*|dataStore)\s*=\s*\[")
_STRING = re.compile(r"""\s*(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)")\s*,?""", re.S)
_ADDRESS = re.compile(r"""["']([^"'\s<>]*dataproxy\.jsp\?[^"'\s<>]*)["']""")
_PAGE_NUMBER = re.compile(r"(?<=[?&]page=)\d+")
_PROXY_URL = re.compile(r"""proxyUrl\s*:\s*["']([^"']+)["']""")
_PER_PAGE = re.compile(r"perPage\s*:\s*(\d{1,3})")
_GROUP_SIZE = re.compile(r"groupSize\s*:\s*(\d)")
_TOTAL = re.compile(r"totalRecord\s*:\s*(\d{1,6})")
_PARAMETERS = re.compile(r"ajaxParam\s*:\s*\{([^}]*)\}")
_PARAMETER = re.compile(r"""["']?(\w+)["']?\s*:\s*(?:"([^"]*)"|'([^']*)'|([\w.%/-]+))""")


def recognise(page: Page) -> bool:
    """Tell the proxy's name, or the XML island, which truecms writes as well."""
    return "dataproxy.jsp" in page.text or ("<datastore>" in page.text and "getMessage.do" not in page.text)


def rows(page: Page) -> list[Link]:
    """Read the records of the island, of the script, or of the proxy's answer."""
    records = [*_RECORD.findall(page.text), *_stored(page.text)]
    return list(Page(page.url, "\n".join(records).encode()).links)


def _stored(text: str) -> Iterator[str]:
    end = 0
    while store := _STORE.search(text, end):
        end = store.end()
        while string := _STRING.match(text, end):
            yield "".join(filter(None, string.groups())).replace("\\", "")
            end = string.end()


def pages(first: Page) -> Pages:
    """Ask the proxy for page after page of every list on the column's page."""
    if _is_all(first):
        return
    addresses = list(_proxies(first))
    for address in addresses:
        # The page named first often repeats the island's rows: two in a row without news are the end.
        missed = 0
        for number in count(1):
            answer = yield Ask(_PAGE_NUMBER.sub(str(number), address))
            missed = 0 if answer.fresh else missed + 1
            if missed > 1:
                break
    if not addresses:
        yield from _by_script(first)


def _proxies(page: Page) -> Iterator[str]:
    for address in dict.fromkeys(_ADDRESS.findall(page.text)):
        url = page.absolute(html.unescape(address))
        if url and _PAGE_NUMBER.search(url):
            yield url


def _by_script(page: Page) -> Pages:
    """Ask as the page's script would, naming page and records both: servers heed one or the other."""
    proxy, parameters = _PROXY_URL.search(page.text), _PARAMETERS.search(page.text)
    url = page.absolute(proxy.group(1)) if proxy else None
    if not url or not parameters:
        return
    body = urlencode([(name, "".join(values)) for name, *values in _PARAMETER.findall(parameters.group(1))])
    size = _group(page)
    missed, posted = 0, True
    for number in count(1):
        query = (
            f"page={number}&startrecord={size * (number - 1) + 1}&endrecord={size * number}&perpage={size}"
        )
        answer = yield _ask(url, query, body, posted=posted)
        if answer.page is None and posted and number == 1:  # some take no POST
            posted = False
            answer = yield _ask(url, query, body, posted=posted)
        missed = 0 if answer.fresh else missed + 1
        if missed > 1:
            break


def rows_a_page(page: Page) -> int | None:
    """Give how many rows the page's own script shows at once, null where it does not say."""
    named = _PER_PAGE.search(page.text)
    return int(named.group(1)) or None if named else None


def _group(page: Page) -> int:
    """Give how many rows the page's own script asks for at once: what no proxy cuts off."""
    pages_ = _GROUP_SIZE.search(page.text)
    at_once = (rows_a_page(page) or LARGEST_GROUP) * (int(pages_.group(1)) or 1 if pages_ else 1)
    return min(at_once, LARGEST_GROUP)


def _is_all(page: Page) -> bool:
    """Tell that the page itself holds every row there is, by its own count of every list on it."""
    totals = [int(total) for total in _TOTAL.findall(page.text)]
    lists = max(page.text.count("<datastore>"), len(list(_proxies(page))), 1)
    return len(totals) >= lists and 0 < sum(totals) <= len(rows(page))


def _ask(url: str, query: str, body: str, *, posted: bool) -> Ask:
    return Ask(f"{url}?{query}", "POST", body.encode(), FORM) if posted else Ask(f"{url}?{query}&{body}")
