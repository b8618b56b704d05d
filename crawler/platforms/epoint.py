"""新点 EWB: ``govInfoPub.html?categorynum=…`` shows rows that come as JSON from ``getgovinfolist``.

Which of several sites is meant stands in a script file of the portal: ``var siteInfo = {"projectName":…, "siteGuid":…}``.
"""

from __future__ import annotations

import json
import re
from urllib.parse import parse_qsl, urlsplit

from crawler.interfaces import data, links, records, within
from crawler.page import Link, Page
from crawler.platforms import Ask, Pages, page_after_page

NAME = "epoint"

PAGE_SIZE = 50
_SCRIPT = "/js/webBuilderCommon.js"
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
        answer = yield Ask(first.absolute(_SCRIPT) or "")
        site = _site(answer.page) if answer.page else {}
    url = first.absolute(f"{site.get('projectName') or _PROJECT}/rest/lightfrontaction/getgovinfolist") or ""
    asked = {
        "deptcode": query.get("deptcode", ""),
        "categorynum": query["categorynum"],
        "siteGuid": site.get("siteGuid", ""),
    }

    def asking(number: int) -> Ask:
        body = json.dumps({**asked, "pageIndex": number, "pageSize": PAGE_SIZE}, separators=(",", ":"))
        return Ask(url, "POST", body.encode(), _JSON)

    yield from page_after_page(asking, rows)


def _site(page: Page) -> dict[str, str]:
    match = _SITE.search(page.text)
    site = data(Page(page.url, match.group(1).replace("'", '"').encode())) if match else None
    return {key: str(within(site, key) or "") for key in ("projectName", "siteGuid")} if site else {}
