"""Columns that are articles: the page called 年报 shows the newest report, its menu the others; townships in a frame.

An office's page is its newest report, too, which leads to those of other years.
"""

from tests.portals.markup import Report, article, home, menu, page, reports, row
from tests.portals.serving import Asked, Reply

HOST = "127.0.0.28"
PLATFORM = "static"

_NEWEST = Report(1, "人民政府", 2025)
_YEARS = {f"/zfxxgknb/{year}n/": Report(1, "人民政府", year) for year in range(2019, 2025)}
_FRAMED = {
    f"/xz/inner/{r.number}.html": r for r in reports(["东河镇", "西山乡", "南关街道"], [2022, 2023, 2024])
}
_OFFICE = {f"/bmnb/jyj/nb/{year}n/": Report(2, "教育局", year) for year in (2021, 2022, 2023)}
_OFFICE["/bmnb/jyj/nb/"] = Report(2, "教育局", 2024)
_ARTICLES = {"/zfxxgknb/": _NEWEST, **_YEARS, **_FRAMED, **_OFFICE}
PUBLISHED = set(_ARTICLES)


def answer(asked: Asked) -> Reply:
    if asked.path == "/":
        return home(
            ("/zfxxgknb/", "政府信息公开年报"), ("/xz/", "乡镇政府信息公开年报"), ("/bmnb/", "部门年报")
        )
    if asked.path == "/bmnb/":
        return page("部门年报", menu(("/bmnb/jyj/nb/", "县教育局")))
    if asked.path == "/xz/":
        return page(
            "乡镇",
            row("/zfxxgknb/", _NEWEST.title)
            + '<iframe src="/xz/inner/list.html" width="100%"></iframe><iframe src="/visitcount.jsp"></iframe>',
        )
    if asked.path == "/xz/inner/list.html":
        return page(
            "列表", "<ul>" + "".join(row(url, report.title) for url, report in _FRAMED.items()) + "</ul>"
        )
    report = _ARTICLES.get(asked.path)
    years = menu(*((url, f"{other.year}年") for url, other in _YEARS.items()))
    own = menu(*((url, f"{other.year}年") for url, other in _OFFICE.items()))
    return (
        article(report, years if report is _NEWEST else own if asked.path in _OFFICE else "")
        if report
        else None
    )
