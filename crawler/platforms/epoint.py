"""新点 EWB: ``govInfoPub.html?categorynum=…`` shows rows that come as JSON from ``getgovinfolist``.

Which of several sites is meant stands in a script file of the portal: ``var siteInfo = {"projectName":…, "siteGuid":…}``.
"""

from __future__ import annotations

import json
import re
from functools import partial
from urllib.parse import parse_qsl, urlsplit

from crawler.interfaces import data, links, records, within
from crawler.page import Link, Page
from crawler.platforms import Ask, Pages, page_after_page

NAME = "epoint"

PAGE_SIZE = 50
_SCRIPT = "/js/webBuilderCommon.js"
_SCRIPTS = re.compile(r"/(?:webBuilderCommon|ajaxReq)\.js", re.I)
_PROJECT = "/EWB-FRONT"  # its usual name
_SITE = re.compile(r"siteInfo\s*=\s*(\{[^}]*\})")
_PARAMETER = re.compile(r"""\b(categorynum|deptcode)["']?\s*[:=]\s*["']([\w-]*)["']""", re.I)
_JSON = (("Content-Type", "application/json;charset=UTF-8"), ("X-Requested-With", "XMLHttpRequest"))


def recognise(page: Page) -> bool:
    """Tell its pages' names, or its interface's."""
    return (
        "govInfoPub" in page.url
        or re.search(r"EWB-FRONT|lightfrontaction|webBuilderCommon\.js", page.text) is not None
    )


def rows(page: Page) -> list[Link]:
    return links(page, records(data(page), "custom", "data"), ("infourl",), ("realtitle", "title"))


def pages(first: Page) -> Pages:
    """Learn the site's name, then ask for page after page of the category."""
    query = {name.lower(): value for name, value in _PARAMETER.findall(first.scripts)}
    query |= {name.lower(): value for name, value in parse_qsl(urlsplit(first.url).query)}
    if not query.get("categorynum"):
        return
    site = _site(first)
    if not site:
        for script in _scripts(first):
            answer = yield Ask(script, shared=True)
            site = _site(answer.page) if answer.page else {}
            if site:
                break
    url = first.absolute(f"{site.get('projectName') or _PROJECT}/rest/lightfrontaction/getgovinfolist") or ""
    asked = {
        "deptcode": query.get("deptcode", ""),
        "categorynum": query["categorynum"],
        "siteGuid": site.get("siteGuid", ""),
    }

    for wrapped in (False, True):
        asking = partial(_page, url, asked, wrapped)
        # Some count their pages from 0; elsewhere 0 is 1 once more, or nothing.
        answer = yield asking(0)
        brought = yield from page_after_page(asking, rows)
        if brought or (answer.page and rows(answer.page)):
            return


def _page(url: str, asked: dict[str, str], wrapped: bool, number: int) -> Ask:
    given = {**asked, "pageIndex": number, "pageSize": PAGE_SIZE}
    body = json.dumps({"token": "", "params": given} if wrapped else given, separators=(",", ":"))
    return Ask(url, "POST", body.encode(), _JSON)


def _scripts(page: Page) -> list[str]:
    """Name the script files that may say which site this is."""
    named = [source for source in page.tree.xpath("//script/@src").getall() if _SCRIPTS.search(source)]
    return [url for url in map(page.absolute, named or [_SCRIPT]) if url]


def _site(page: Page) -> dict[str, str]:
    match = _SITE.search(page.text)
    site = data(Page(page.url, match.group(1).replace("'", '"').encode())) if match else None
    return {key: str(within(site, key) or "") for key in ("projectName", "siteGuid")} if site else {}
