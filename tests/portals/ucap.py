"""开普 UCAP in plain HTML: ``createPageHTML('page_div', …)`` with ``_2`` second, upper-case folders, ``?ddtab`` twins."""

from tests.portals.markup import LOOK_ALIKES, article, cut_up, home, menu, page, reports, row
from tests.portals.serving import Asked, Reply

HOST = "127.0.0.19"
PLATFORM = "static"

_COLUMN = "/xjhc/C116872/"
_PAGES = cut_up(reports(years=[2021, 2022, 2023]), 15)
_ARTICLES = {
    f"{_COLUMN}{r.year + 1}01/245e17e71cfc419d9324b65983{r.number:06}.shtml": r
    for items in _PAGES
    for r in items
}
PUBLISHED = set(_ARTICLES)


def _list(number: int) -> str:
    urls = {report: url for url, report in _ARTICLES.items()}
    rows = "".join(row(urls[report], report.title, report.cut) for report in _PAGES[number])
    rows += row(urls[_PAGES[number][0]] + "?ddtab=true", _PAGES[number][0].title) + row(
        "./1.shtml", LOOK_ALIKES[number]
    )
    script = f"createPageHTML('page_div', {len(_PAGES)}, {number + 1}, 'zfxxgk_gknbz', 'shtml', 54);"
    return page("政府信息公开年报", f"<ul>{rows}</ul><div id='page_div'></div><script>{script}</script>")


def answer(asked: Asked) -> Reply:
    if asked.path == "/":
        return home(("/xjhc/zfxxgk/zfxxgk.shtml", "政府信息公开"))
    if asked.path == "/xjhc/zfxxgk/zfxxgk.shtml":
        return page("政府信息公开", menu((f"{_COLUMN}zfxxgk_gknbz.shtml", "政府信息公开工作年度报告")))
    names = [f"{_COLUMN}zfxxgk_gknbz{'' if n == 0 else f'_{n + 1}'}.shtml" for n in range(len(_PAGES))]
    if asked.path in names:
        return _list(names.index(asked.path))
    report = _ARTICLES.get(asked.path)
    return article(report).replace("<div id='zoom'", "<ucapcontent><div id='zoomcon'") if report else None
