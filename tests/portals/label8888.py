"""``/public/column``: rows as HTML from ``/site/label/8888``, titles cut short, files from FastDFS; lists of two addresses each."""

from tests.portals.markup import LOOK_ALIKES, OFFICES, WORD, article, cut_up, home, menu, page, reports
from tests.portals.serving import Asked, Reply

HOST = "127.0.0.21"
PLATFORM = "label8888"

_ORGANS = {str(6596221 + n): organ for n, organ in enumerate(OFFICES[:5])}
_BY_ORGAN = {organ_id: reports([organ], range(2010, 2026)) for organ_id, organ in _ORGANS.items()}
_ARTICLES = {
    f"/public/{organ_id}/{int(organ_id) * 100 + r.number}.html": r
    for organ_id, items in _BY_ORGAN.items()
    for r in items
}
_WITH_FILE = next(iter(_ARTICLES))
_FILE = "/group6/M00/05/2A/wKgBZ2W0x.docx"
PUBLISHED = {*_ARTICLES, _FILE}

_SCRIPT = """<div id="xxgk_list"></div><script>
Ls.ajax({ url: '/site/label/8888', dataType: "html", data: { siteId: '6788031', pageSize: 15, pageIndex: 1, action: 'list',
  organId: '%s', type: '4', catId: '32710021', isDate: 'true', dateFormat: 'yyyy-MM-dd', length: '80', labelName: 'publicInfoList',
  result: '暂无相关信息', file: '/xxgk/publicInfoList_newest2020' } });</script>"""


def answer(asked: Asked) -> Reply:
    if asked.path == "/":
        return home(("/public/column/1?type=2", "政府信息公开"))
    if asked.path == "/public/column/1":
        return page(
            "政府信息公开",
            menu(*((f"/public/column/{n}?type=2&amp;nav=1", f"县{organ}") for n, organ in _ORGANS.items())),
        )
    organ_id = asked.path.removeprefix("/public/column/")
    if organ_id in _ORGANS:
        tab = f"/public/column/{organ_id}?type=4&amp;catId=32710021&amp;action=list&amp;nav=3"
        listed = asked.query["type"] == "4"
        tabs = menu((tab, "政府信息公开年报"), (tab.replace("&amp;nav=3", ""), "信息公开年报"))
        return page(f"县{_ORGANS[organ_id]}", tabs + (_SCRIPT % organ_id if listed else ""))
    if (
        asked.path == "/site/label/8888"
        and asked.query.get("siteId") == "6788031"
        and asked.query.get("catId") == "32710021"
    ):
        pages = cut_up(_BY_ORGAN[asked.query["organId"]], int(asked.query["pageSize"]))
        number = int(asked.query["pageIndex"])
        urls = {report: url for url, report in _ARTICLES.items()}
        rows = [(urls[r], r.title, r.cut) for r in (pages[number - 1] if number <= len(pages) else [])]
        rows += [("/public/1/1.html", LOOK_ALIKES[0], "解读")] if rows else []
        items = (
            f'<li><a class="title" href="{url}" title="{title}">{text}</a></li>' for url, title, text in rows
        )
        return f"<ul>{''.join(items)}</ul>" if rows else "<div>暂无相关信息</div>"
    if asked.path == _FILE:
        return WORD
    report = _ARTICLES.get(asked.path)
    return (
        article(report, f"<p><a href='{_FILE}'>年报.docx</a></p>" if asked.path == _WITH_FILE else "")
        if report
        else None
    )
