"""大汉 JPaaS: the list is built as a part, ``queryData`` in single quotes, further pages in ``paramJson`` only."""

import json

from tests.portals.markup import LOOK_ALIKES, article, cut_up, home, menu, page, reports, row
from tests.portals.serving import Asked, Reply

HOST = "127.0.0.23"
PLATFORM = "jpaas"

_UNIT = "/api-gateway/jpaas-publish-server/front/page/build/unit"
_COLUMN = "/mzj/zfxxgk/zfxxgknb/index.html"
_PAGES = cut_up(reports(years=[2022, 2023]), 15)
_ARTICLES = {
    f"/mzj/zfxxgk/zf/art/{r.year + 1}/art_b12bcae5cb60461782a28c75dd{r.number:06}.html": r
    for items in _PAGES
    for r in items
}
PUBLISHED = set(_ARTICLES)


def _part(tag: str) -> str:
    return (
        f"""<script id="x" src="/cms_files/default/script/AuthorizedRead/unitbuild.js?v=3" url="{_UNIT}" """
        f"""queryData="{{'parseType':'bulidstatic','webId':'8f43','tplSetId':'5255','pageType':'column','tagId':'{tag}',"""
        """'editType':'null','pageId':'fc8b'}"></script>"""
    )


def answer(asked: Asked) -> Reply:
    if asked.path == "/":
        return home(("/mzj/zfxxgk/index.html", "政府信息公开"))
    if asked.path == "/mzj/zfxxgk/index.html":
        return page("政府信息公开", menu((_COLUMN, "政府信息公开年报")))
    if asked.path == _COLUMN:
        return page("政府信息公开年报", _part("当前位置") + _part("分页列表"))
    if asked.path == _UNIT and asked.query.get("tagId") == "分页列表" and asked.query.get("pageId") == "fc8b":
        number = json.loads(asked.query.get("paramJson", '{"pageNo":1}'))["pageNo"]
        urls = {report: url for url, report in _ARTICLES.items()}
        rows = "".join(
            row(urls[r], r.title, r.cut) for r in (_PAGES[number - 1] if number <= len(_PAGES) else [])
        )
        rows += row("/mzj/art/1.html", LOOK_ALIKES[0]) if rows else ""
        return json.dumps(
            {
                "success": True,
                "data": {"html": f'<ul>{rows}</ul><div class="pagination" rows="15" count="36"></div>'},
            }
        )
    report = _ARTICLES.get(asked.path)
    return article(report) if report else None
