"""Liaoning: ``/html/<SITE>/<month>/<digits>.html`` far from the column, offices as columns with numbers for names."""

from tests.portals.markup import LOOK_ALIKES, OFFICES, article, cut_up, home, menu, page, reports, row
from tests.portals.serving import Asked, Reply

HOST = "127.0.0.31"
PLATFORM = "static"

_COLUMN = "/CYSZF/zwgk/zfxxgk/zfxxgknb/glist.html"
_OFFICES = {
    f"/CYSZF/{20 + n}/glist.html": reports([organ], range(2008, 2026)) for n, organ in enumerate(OFFICES[:5])
}
_ARTICLES = {
    f"/html/CYSZF/{r.year + 1}01/01768877{n}{r.number:04}.html": r
    for n, items in enumerate(_OFFICES.values())
    for r in items
}
PUBLISHED = set(_ARTICLES)


def answer(asked: Asked) -> Reply:
    if asked.path == "/":
        return home((_COLUMN, "政府信息公开年报"))
    if asked.path == _COLUMN:
        return page(
            "政府信息公开年报", menu(*((url, f"市{items[0].organ}") for url, items in _OFFICES.items()))
        )
    name = asked.path.replace("glist_1.html", "glist.html")
    if name in _OFFICES:
        pages = cut_up(_OFFICES[name], 12)
        number = 0 if name == asked.path else 1
        urls = {report: url for url, report in _ARTICLES.items() if report.organ == pages[0][0].organ}
        rows = "".join(row(urls[r], r.title) for r in pages[number]) + row(
            "/html/CYSZF/1.html", LOOK_ALIKES[number]
        )
        return page(pages[0][0].organ, f"<ul>{rows}</ul><script>var pageCount = 2;</script>")
    report = _ARTICLES.get(asked.path)
    return article(report) if report else None
