"""ASP.NET lists whose pager sends the page back: ``__doPostBack('AspNetPager1','2')`` with the view's state."""

from __future__ import annotations

import re
from urllib.parse import urlencode

from crawler.page import Link, Page
from crawler.platforms import Ask, Pages, static
from crawler.platforms.hanweb import FORM

NAME = "aspnet"

_HIDDEN = "//input[@type='hidden' and @name]"
_POST_BACK = re.compile(r"__doPostBack\((?:&#39;|')([\w$:]+)(?:&#39;|'),\s*(?:&#39;|')(\d{1,4})(?:&#39;|')\)")


def recognise(page: Page) -> bool:
    """Tell a pager that posts back."""
    return "__VIEWSTATE" in page.text and _POST_BACK.search(page.text) is not None


def rows(page: Page) -> list[Link]:
    return static.rows(page)


def pages(first: Page) -> Pages:
    """Send the state of each page back to get the next: servers refuse another page's state."""
    page, number = first, 2
    while target := _target(page, number):
        state = {field.attrib["name"]: field.attrib.get("value", "") for field in page.tree.xpath(_HIDDEN)}
        body = urlencode({**state, "__EVENTTARGET": target, "__EVENTARGUMENT": str(number)})
        answer = yield Ask(first.url, "POST", body.encode(), FORM)
        if answer.page is None or not answer.fresh:
            return
        page, number = answer.page, number + 1


def _target(page: Page, number: int) -> str | None:
    return next(
        (target for target, argument in _POST_BACK.findall(page.text) if int(argument) >= number), None
    )
