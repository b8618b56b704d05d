"""Guangdong's NFCMS: ``content/post_<id>.html``, ``index_2.html`` second, 404 past the end, ``mpost_`` for phones."""

from tests.portals.markup import WORD, article, cut_up, home, menu, page, reports, row
from tests.portals.serving import Asked, Reply

HOST = "127.0.0.13"
PLATFORM = "static"

_COLUMN = "/zfjgzy/xrmzfbgt/zfxxgknb/bm/"
_YEARS = {year: cut_up(reports(years=[year]), 10) for year in (2022, 2023)}
_ARTICLES = {
    f"{_COLUMN}{year}n/content/post_{report.number}{year}.html": report
    for year, pages in _YEARS.items()
    for items in pages
    for report in items
}
_WITH_FILE = next(iter(_ARTICLES))
_FILE = "/attachment/1/1658/1658591/12541123.docx"
PUBLISHED = {*_ARTICLES, _FILE}


def _list(year: int, number: int) -> str:
    rows = "".join(
        row(f"{{base}}{_COLUMN[1:]}{year}n/content/post_{r.number}{year}.html", r.title)
        for r in _YEARS[year][number]
    )
    again = _YEARS[year][number][0]
    rows += row(f"./content/mpost_{again.number}{year}.html", again.title)
    name = "" if number == 0 else f"index_{number + 1}.html"
    more = (
        f'<a class="next" href="{_COLUMN}{year}n/index_{number + 2}.html">下一页</a>'
        if number + 1 < len(_YEARS[year])
        else ""
    )
    return page(f"{year}年", f'<ul class="list" data-page="{name}">{rows}</ul><div class="page">{more}</div>')


def answer(asked: Asked) -> Reply:
    if asked.path == "/":
        return home(("/zfxxgk/", "政府信息公开"))
    if asked.path == "/zfxxgk/":
        return page("政府信息公开", menu((_COLUMN, "部门政府信息公开年报")))
    if asked.path == _COLUMN:
        return page("部门年报", menu(*((f"{_COLUMN}{year}n/index.html", f"{year}年") for year in _YEARS)))
    for year, pages in _YEARS.items():
        names = ["index.html", *(f"index_{number}.html" for number in range(2, len(pages) + 1))]
        for number, name in enumerate(names):
            if asked.path == f"{_COLUMN}{year}n/{name}":
                return _list(year, number)
    if asked.path == _FILE:
        return WORD
    report = _ARTICLES.get(asked.path.replace("/mpost_", "/post_"))
    file = f'<p><a href="{{base}}{_FILE[1:]}">附件：年度报告</a></p>'
    return article(report, file if asked.path == _WITH_FILE else "") if report else None
