"""Guangdong's disclosure platform: an empty shell with a tree, rows from its API, the shell's own page of reports."""

import json

from tests.portals.markup import LOOK_ALIKES, article, cut_up, home, page, reports
from tests.portals.serving import Asked, Reply

HOST = "127.0.0.14"
PLATFORM = "gkmlpt"

_PAGES = cut_up(reports(years=[2021, 2022, 2023]), 20)
_ARTICLES = {
    f"/yjzjj/gkmlpt/content/2/{n // 1000}/post_{n}.html": r
    for items in _PAGES
    for r in items
    for n in [r.number]
}
PUBLISHED = set(_ARTICLES)

_TREE = [
    {"id": 1501, "name": "\\u673a\\u6784\\u804c\\u80fd", "children": []},
    {"id": 1510, "name": "政府信息公开年报", "children": [{"id": 1511, "name": "本级", "jump_url": ""}]},
]
_SHELL = (
    "<div id='app'></div><script>window._CONFIG = {SID: '755041', LOGO: '', TREE: %s, DETAIL: {}};</script>"
    "<script src='/gkmlpt/js/app.js'></script>"
)


def _listed(number: int) -> list[dict[str, object]]:
    items = _PAGES[number - 1] if 1 <= number <= len(_PAGES) else []
    rows: list[dict[str, object]] = [
        {
            "id": report.number,
            "title": report.title,
            "identifier": f"006939748/2025-{report.number}",
            "publisher": report.organ,
            "url": f"{{base}}yjzjj/gkmlpt/content/2/{report.number // 1000}/post_{report.number}.html",
            "attachment": [],
        }
        for report in items
    ]
    return (
        [*rows, {"id": 1, "title": LOOK_ALIKES[0], "url": "{base}yjzjj/gkmlpt/content/2/9/post_1.html"}]
        if rows
        else []
    )


def answer(asked: Asked) -> Reply:
    if asked.path == "/":
        return home(("/yjzjj/gkmlpt/index", "政府信息公开"))
    if asked.path in ("/yjzjj/gkmlpt/index", "/yjzjj/gkmlpt/annualreport"):
        return page("政府信息公开平台", _SHELL % json.dumps(_TREE).replace("\\\\", "\\"))
    if asked.path == "/yjzjj/gkmlpt/api/all/1510" and asked.query.get("sid") == "755041":
        rows = _listed(int(asked.query["page"]))
        return json.dumps({"classify": {"post_count": 54}, "articles": rows}) if rows else None
    if asked.path == "/yjzjj/gkmlpt/api/all/1511":
        return json.dumps({"classify": {"post_count": 0}, "articles": []})
    report = _ARTICLES.get(asked.path)
    return article(report) if report else None
