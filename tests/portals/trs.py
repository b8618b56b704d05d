"""TRS WCM: ``createPageHTML`` counting from 0, years and townships as sub-columns, two anchors a row, files ``P0….pdf``."""

from tests.crawler.sites import Answer
from tests.portals.markup import LOOK_ALIKES, OFFICES, PDF, article, cut_up, home, menu, other, page, reports
from tests.portals.serving import Asked, Reply

HOST = "127.0.0.11"
PLATFORM = "static"

_COLUMN = "/zwgk_159/zfxxgknb_49029/"
_YEARS = {year: cut_up(reports(OFFICES, [year]), 7) for year in (2021, 2022, 2023)}
_TOWNSHIPS = reports(["东河镇", "西山乡", "南关街道"], [2023])


def _address(number: int, year: int) -> str:
    return f"{year + 1}01/t{year + 1}0126_{number}{year}.html"


_LISTED = {
    f"{_COLUMN}{year}n/{_address(report.number, year)}": report
    for year, pages in _YEARS.items()
    for items in pages
    for report in items
}
_BELOW = {f"{_COLUMN}xzjd/{_address(report.number, 2023)}": report for report in _TOWNSHIPS}
_ARTICLES = _LISTED | _BELOW
_WITH_FILE = next(iter(_ARTICLES))
_FILE = f"{_COLUMN}2021n/202201/P020220126595406680195.pdf"
PUBLISHED = {*_ARTICLES, _FILE}


def _row(address: str, title: str) -> str:
    return f"<li><p><a class=\"text_p\" href='{address}' title='{title}'>{title[:16]}…</a></p><a class=\"text_span\" href='{address}'><span>2024-01-26</span></a></li>"


def _list(year: int, number: int) -> str:
    items = _YEARS[year][number]
    rows = "".join(_row("./" + _address(report.number, year), report.title) for report in items)
    if number == 0:  # the same report once more, as phones see it, and what is no report
        rows += _row("./" + _address(items[0].number, year).replace(".html", "_wap.html"), items[0].title)
        rows += _row("./" + _address(items[1].number, year) + "?isMobile=true", items[1].title)
        rows += "".join(_row(f"./{year}01/t{n}.html", title) for n, title in enumerate(LOOK_ALIKES))
    pager = f'<script>createPageHTML({len(_YEARS[year])}, {number}, "index", "html");</script>'
    return page(f"{year}年", f"<ul>{rows}</ul>{pager}")


_FIXED = {
    "/": home(("/zwgk_159/", "政务公开"), ("/xwzx/", "新闻中心")),
    "/zwgk_159/": page(
        "政务公开", menu((_COLUMN, "政府信息公开年报"), ("/zwgk_159/zfxxgkzn/", "政府信息公开指南"))
    ),
    _COLUMN: page(
        "政府信息公开年报", menu(*((f"./{year}n/", f"{year}年") for year in _YEARS), ("./xzjd/", "乡镇街道"))
    ),
    f"{_COLUMN}xzjd/": page(
        "乡镇街道", menu(*((url.replace(f"{_COLUMN}xzjd", "."), r.organ) for url, r in _BELOW.items()))
    ),
}
_LISTS = {
    f"{_COLUMN}{year}n/{f'index_{number}.html' if number else ''}": (year, number)
    for year, pages in _YEARS.items()
    for number in range(len(pages))
}


def answer(asked: Asked) -> Reply:
    if asked.path in _LISTS:
        return _list(*_LISTS[asked.path])
    if asked.path == _FILE:
        return Answer(PDF, headers={"Content-Type": "application/pdf"})
    report = _ARTICLES.get(asked.path.replace("_wap.html", ".html"))
    if not report:
        return other("解读") if "/t0" in asked.path else _FIXED.get(asked.path)
    body = (
        '<p>附件：<a href="./P020220126595406680195.pdf" OLDSRC="/protect/P0202201/P020220126595406680195.pdf" '
        'download="教育局年报.pdf">教育局年报</a></p>'
    )
    return article(report, body if asked.path == _WITH_FILE else "")
