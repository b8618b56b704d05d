"""开普 UCAP by script: the channel in a meta tag, rows as JSON from ``/common/search/<channel>``."""

import json

from tests.portals.markup import LOOK_ALIKES, article, cut_up, home, menu, page, reports
from tests.portals.serving import Asked, Reply

HOST = "127.0.0.20"
PLATFORM = "ucap"

_CHANNEL = "817052cbb3a94d0d8217824e7a3aca53"
_PAGES = cut_up(reports(years=[2022, 2023]), 15)
_ARTICLES = {f"/xyq/c100122/{r.year + 1}01/c04_{r.number}.shtml": r for items in _PAGES for r in items}
PUBLISHED = set(_ARTICLES)

_SCRIPT = f"<script>var listUrl='/common/search/{_CHANNEL}?_isAgg=true&_isJson=true&_pageSize=15&_template=index';</script>"


def answer(asked: Asked) -> Reply:
    if asked.path == "/":
        return home(("/xyq/zfxxgk/nav_list.shtml", "政府信息公开"))
    if asked.path == "/xyq/zfxxgk/nav_list.shtml":
        return page("政府信息公开", menu(("/xyq/c100122/xxgk_list.shtml", "年度报告")))
    if asked.path == "/xyq/c100122/xxgk_list.shtml":
        return page(
            "年度报告", "<ul id='list'></ul>" + _SCRIPT, f'<meta name="channelid" content="{_CHANNEL}">'
        )
    if asked.path == f"/common/search/{_CHANNEL}" and asked.query.get("_isJson") == "true":
        number = int(asked.query["page"])
        urls = {report: url for url, report in _ARTICLES.items()}
        items = _PAGES[number - 1] if number <= len(_PAGES) else []
        rows = [
            {"title": r.title, "url": f"//{asked.headers['Host']}{urls[r]}", "publishedTimeStr": "2024-01-26"}
            for r in items
        ]
        rows += (
            [{"title": LOOK_ALIKES[0], "url": "/xyq/c100122/1.shtml", "publishedTimeStr": ""}]
            if items
            else []
        )
        return json.dumps(
            {"data": {"page": number, "rows": 15, "total": 36, "channelId": _CHANNEL, "results": rows}}
        )
    report = _ARTICLES.get(asked.path)
    return article(report) if report else None
