"""大汉 信息公开: the list of the whole area comes from ``search.jsp``, other columns' documents among the reports."""

from tests.portals.markup import LOOK_ALIKES, article, home, menu, other, page, reports
from tests.portals.serving import Asked, Reply

HOST = "127.0.0.17"
PLATFORM = "hanweb_xxgk"

_AREA = "11370481MB1234567X"
_COLUMN = f"/col/col33404/index.html?vc_xxgkarea={_AREA}&number=A0212"
_REPORTS = reports(years=[2022, 2023])
_ARTICLES = {f"/art/{r.year + 1}/1/10/art_33404_{r.number}.html": r for r in _REPORTS}
_OTHERS = [(f"/art/2023/5/4/art_33401_{n}.html", f"关于公布第{n}批名单的通知") for n in range(30)]
_ROWS = [
    *_OTHERS[:20],
    *((url, r.title) for url, r in _ARTICLES.items()),
    *_OTHERS[20:],
    ("/art/2024/1/1/art_1_1.html", LOOK_ALIKES[1]),
]
PUBLISHED = set(_ARTICLES)


def answer(asked: Asked) -> Reply:
    if asked.path == "/":
        return home(("/col/col33400/index.html", "政府信息公开"))
    if asked.path == "/col/col33400/index.html":
        return page("政府信息公开", menu((_COLUMN.replace("&", "&amp;"), "政府信息公开年报")))
    if asked.path == "/col/col33404/index.html":
        return page(
            "政府信息公开目录",
            f"<iframe src='/module/xxgk/tree.jsp?standardXxgk=1&area={_AREA}'></iframe><div id='div33404'></div>",
        )
    if asked.path == "/module/xxgk/search.jsp" and asked.method == "POST":
        known = asked.form.get("area") == _AREA and asked.form.get("divid") == "div33404"
        start = 15 * (int(asked.form["currpage"]) - 1)
        rows = (
            _ROWS[start : start + 15] if known and asked.form["currpage"] == asked.query["currpage"] else []
        )
        kinds = ("odd", "even")
        lines = (
            f'<tr class="tr_main_value_{kinds[n % 2]}"><td><a title="{title}" target="_blank" href="{url}">{title[:20]}</a></td></tr>'
            for n, (url, title) in enumerate(rows)
        )
        return f"<table>{''.join(lines)}</table><div>共5页</div>"
    if asked.path in dict(_OTHERS):
        return other("通知")
    report = _ARTICLES.get(asked.path)
    return article(report) if report else None
