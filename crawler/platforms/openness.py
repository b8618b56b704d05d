"""Openness and Xxgk sites in PHP (Xuancheng, Bozhou, Chizhou …): plain lists that go on as ``page_2.html``.

Lists are ``/XxgkContent/showList/<office>/<column>/page_1.html``, reports ``/XxgkAnnualReport/show/<number>.html``;
elsewhere ``Openness`` stands for ``Xxgk``. Each office's reports have a list of their own.
"""

from __future__ import annotations

import re

from crawler.page import Link, Page
from crawler.platforms import Pages, static

NAME = "openness"

_LIST = re.compile(r"/(?:\w*openness|xxgk)(?:content|annualreport)/(?:showlist/|show/|\?branch_id=|$)", re.I)
_OFFICE = re.compile(r"/\w*?(Openness|Xxgk)Content/showList/(\d+)/")


def recognise(page: Page) -> bool:
    """Tell the controllers' names in the page's own address or those it links to."""
    return any(_LIST.search(url) for url in [page.url, *(link.url for link in page.links)])


def rows(page: Page) -> list[Link]:
    return static.rows(page)


def pages(first: Page) -> Pages:
    """Walk as any list in plain HTML."""
    yield from static.pages(first)


def hidden(page: Page) -> list[Link]:
    """Name the list of the reports of the office whose documents these are, where no anchor does."""
    office = _OFFICE.search(page.url)
    if not office or "AnnualReport/showList" in page.text:
        return []
    shelf = page.absolute(f"/{office.group(1)}AnnualReport/showList/{office.group(2)}/page_1.html")
    return [Link(shelf, "政府信息公开")] if shelf else []
