"""PHP sites: lists by query whose last page comes again past the end, and ``/gongkai/show/<hex>.html`` articles.

Titles are cut to the list's width, some before they say what they are; nothing else on the list has them whole.
"""

from tests.portals.markup import LOOK_ALIKES, article, cut_up, home, page, reports, row
from tests.portals.serving import Asked, Reply

HOST = "127.0.0.30"
PLATFORM = "static"

_COLUMN = "/index.php?m=content&c=index&a=lists&catid=754"
_PAGES = cut_up(reports(years=[2022, 2023]), 12)
_ARTICLES = {
    f"/gongkai/show/ec6922d0aa730e0791337d4d3b{r.number:06}.html": r for items in _PAGES for r in items
}
PUBLISHED = set(_ARTICLES)


def answer(asked: Asked) -> Reply:
    if asked.path == "/":
        return home((_COLUMN.replace("&", "&amp;"), "政府信息公开年报"))
    if asked.path == "/index.php" and asked.query.get("catid") == "754":
        number = min(int(asked.query.get("page", "1")), len(_PAGES))
        urls = {report: url for url, report in _ARTICLES.items()}
        widths = {r: len(r.organ) + (7, 9, 11, 15)[r.number % 4] for r in _PAGES[number - 1]}
        rows = "".join(row(urls[r], "", f"{r.title[:width]}…") for r, width in widths.items()) + row(
            "/xxgk-show-1.html", LOOK_ALIKES[number]
        )
        more = f'<a href="{_COLUMN}&amp;page={int(asked.query.get("page", "1")) + 1}" class="a1">下一页</a>'
        return page("年报", f"<ul>{rows}</ul><div id='pages'>{more}</div>")
    report = _ARTICLES.get(asked.path)
    return article(report) if report else None
