"""新点 EWB of another make: offices with lists of their own, pages counted from 0, what is asked for in an envelope."""

import json

from tests.crawler.sites import Answer
from tests.portals.markup import LOOK_ALIKES, article, home, menu, page, reports
from tests.portals.serving import Asked, Reply

HOST = "127.0.0.32"
PLATFORM = "epoint"

_OFFICES = {"001": "教育局", "002": "民政局", "003": "财政局"}
_REPORTS = {code: reports([organ], range(1965, 2025)) for code, organ in _OFFICES.items()}
_ARTICLES = {
    f"/003/003011/{r.year + 1}0112/{code}{r.number}.html": r
    for code, items in _REPORTS.items()
    for r in items
}
_URLS = {report: url for url, report in _ARTICLES.items()}
PUBLISHED = set(_ARTICLES)
_GUID = "befc62b3-fa6f-4ce8-829f-16d7d567773a"
_LIST = "/dynamic/zw/openlist.html?categorynum=003011&amp;deptcode="


def answer(asked: Asked) -> Reply:
    if asked.path == "/":
        return home((_LIST, "政府信息公开年报"))
    if asked.path == "/dynamic/zw/openlist.html":
        offices = menu(*((f"{_LIST}{code}", f"县{organ}") for code, organ in _OFFICES.items()))
        return page(
            "年报",
            offices + "<ul id='list'></ul><script src='/js/ajaxReq.js'></script><i>lightfrontaction</i>",
        )
    if asked.path == "/js/ajaxReq.js":
        script = f'var siteInfo = {{"projectName":"/EWB_XX_Mid","siteGuid":"{_GUID}"}};'
        return Answer(script, headers={"Content-Type": "application/javascript"})
    if asked.path == "/EWB_XX_Mid/rest/lightfrontaction/getgovinfolist" and asked.method == "POST":
        wanted = json.loads(asked.body).get("params", {})
        mine = wanted.get("siteGuid") == _GUID and wanted.get("categorynum") == "003011"
        start = int(wanted.get("pageIndex", 0)) * 50
        items = _REPORTS.get(wanted.get("deptcode"), [])[start : start + 50] if mine else []
        rows = [{"infourl": _URLS[r], "title": r.title} for r in items]
        rows += [{"infourl": "/003/1.html", "title": LOOK_ALIKES[0]}] if rows else []
        return json.dumps({"custom": {"data": rows}})
    report = _ARTICLES.get(asked.path)
    return article(report) if report else None
