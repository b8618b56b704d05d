"""Openness/Xxgk in PHP: offices' lists ``page_1.html``, reports of all offices numbered in one row."""

from tests.portals.markup import LOOK_ALIKES, OFFICES, article, cut_up, home, menu, page, reports, row
from tests.portals.serving import Asked, Reply

HOST = "127.0.0.22"
PLATFORM = "openness"

_BRANCHES = {209 + n: organ for n, organ in enumerate(OFFICES[:6])}
_SHELVES = {
    branch: cut_up([r for r in reports(_BRANCHES.values(), range(2012, 2026)) if r.organ == organ], 10)
    for branch, organ in _BRANCHES.items()
}
_ARTICLES = {
    f"/XxgkAnnualReport/show/{r.number}.html": r
    for pages in _SHELVES.values()
    for items in pages
    for r in items
}
PUBLISHED = set(_ARTICLES)


def _shelf(branch: int, number: int) -> str:
    pages = _SHELVES[branch]
    rows = "".join(row(f"/XxgkAnnualReport/show/{r.number}.html", r.title) for r in pages[number - 1])
    rows += row("/XxgkContent/show/1.html", LOOK_ALIKES[number])
    more = (
        f'<a href="/XxgkAnnualReport/showList/{branch}/page_{number + 1}.html">下一页</a>'
        if number < len(pages)
        else ""
    )
    return page(
        "政府信息公开年报", f"<ul>{rows}</ul><div class='pager'>第{number}/{len(pages)}页 {more}</div>"
    )


def answer(asked: Asked) -> Reply:
    if asked.path == "/":
        return home(("/XxgkContent/index.html", "政府信息公开"))
    if asked.path == "/XxgkContent/index.html":
        return page(
            "政府信息公开",
            menu(*((f"/XxgkContent/showList/{n}/0/page_1.html", f"县{o}") for n, o in _BRANCHES.items())),
        )
    for branch, organ in _BRANCHES.items():
        if asked.path == f"/XxgkContent/showList/{branch}/0/page_1.html":
            return page(organ, menu((f"/XxgkContent/showList/{branch}/7/page_1.html", "机构职能")))
        for number in range(1, len(_SHELVES[branch]) + 1):
            if asked.path == f"/XxgkAnnualReport/showList/{branch}/page_{number}.html":
                return _shelf(branch, number)
    report = _ARTICLES.get(asked.path)
    return article(report) if report else None
