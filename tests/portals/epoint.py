"""新点 EWB: the site's name in a script file, rows as JSON posted for."""

import json

from tests.crawler.sites import Answer
from tests.portals.markup import LOOK_ALIKES, article, cut_up, home, menu, page, reports
from tests.portals.serving import Asked, Reply

HOST = "127.0.0.25"
PLATFORM = "epoint"

_REPORTS = reports(years=[2020, 2021, 2022, 2023])
_ARTICLES = {f"/003/003011/{r.year + 1}0112/b1c3-{r.number}.html": r for r in _REPORTS}
PUBLISHED = set(_ARTICLES)
_GUID = "7eb5f7f1-9041-43ad-8e13-8fcb82ea831a"


def answer(asked: Asked) -> Reply:
    if asked.path == "/":
        return home(("/003/about.html", "政府信息公开"))
    if asked.path == "/003/about.html":
        return page(
            "政府信息公开",
            menu(("/dynamic/zwgk/govInfoPub.html?categorynum=003011&amp;deptcode=", "政府信息公开年报")),
        )
    if asked.path == "/dynamic/zwgk/govInfoPub.html":
        return page("信息公开", "<ul id='infolist'></ul><script src='/js/webBuilderCommon.js'></script>")
    if asked.path == "/js/webBuilderCommon.js":
        script = f'var siteInfo={{"projectName":"/EWB_XX_Mid","siteGuid":"{_GUID}"}};\nfunction go(){{}}'
        return Answer(script, headers={"Content-Type": "application/javascript"})
    if asked.path == "/EWB_XX_Mid/rest/lightfrontaction/getgovinfolist" and asked.method == "POST":
        body = json.loads(asked.body)
        mine = body["siteGuid"] == _GUID and body["categorynum"] == "003011"
        pages = cut_up(_REPORTS, min(body["pageSize"], 50))
        urls = {report: url for url, report in _ARTICLES.items()}
        items = pages[body["pageIndex"] - 1] if mine and body["pageIndex"] <= len(pages) else []
        rows = [
            {"infourl": urls[r], "realtitle": r.title, "title": r.cut, "infodate": "2024-01-12"}
            for r in items
        ]
        rows += [{"infourl": "/003/1.html", "realtitle": LOOK_ALIKES[0]}] if rows else []
        return json.dumps({"custom": {"data": rows, "total": len(_REPORTS)}, "status": {"code": "200"}})
    report = _ARTICLES.get(asked.path)
    return article(report) if report else None
