"""The same platform at departments whose reports are only a category of the tree; everything on page 1, 404 after it."""

import json

from tests.portals.markup import OFFICES, article, home, menu, page, reports
from tests.portals.serving import Asked, Reply

HOST = "127.0.0.44"
PLATFORM = "gkmlpt"

_BY_SITE = {f"d{n}": reports([organ], range(2019, 2026)) for n, organ in enumerate(OFFICES[:3])}
_ARTICLES = {
    f"/{site}/gkmlpt/content/2/1/post_{r.number}.html": r for site in _BY_SITE for r in _BY_SITE[site]
}
PUBLISHED = set(_ARTICLES)

_TREE = [
    {
        "id": 7,
        "name": "法定主动公开内容",
        "children": [{"id": 8, "name": "政府信息公开工作年度报告", "children": []}],
    }
]


def answer(asked: Asked) -> Reply:
    if asked.path == "/":
        return home(("/zwgk/", "信息公开"))
    if asked.path == "/zwgk/":
        return page(
            "信息公开", menu(*((f"/{site}/gkmlpt/index", rows[0].organ) for site, rows in _BY_SITE.items()))
        )
    site = asked.path.split("/")[1]
    if asked.path == f"/{site}/gkmlpt/index" and site in _BY_SITE:
        config = f"{{SID: '{site[1:]}76300', TREE: {json.dumps(_TREE)}}}"
        return page(
            _BY_SITE[site][0].organ, f"<div id='app'></div><script>window._CONFIG = {config};</script>"
        )
    if asked.path == f"/{site}/gkmlpt/api/all/8" and asked.query["page"] == "1":
        rows = ({"title": r.title, "url": url} for url, r in _ARTICLES.items() if url.startswith(f"/{site}/"))
        return json.dumps({"classify": {"post_count": 7}, "articles": list(rows)})
    report = _ARTICLES.get(asked.path)
    return article(report) if report else None
