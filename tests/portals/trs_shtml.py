"""TRS in Guangxi's dialect: ``t<number>.shtml`` without a date, counters in a script, ``index_2.shtml`` second."""

from tests.portals.markup import LOOK_ALIKES, article, cut_up, home, page, reports, row
from tests.portals.serving import Asked, Reply

HOST = "127.0.0.12"
PLATFORM = "static"

_COLUMN = "/zfxxgk/zfxxgkndbg/"
_PAGES = cut_up(reports(years=[2022, 2023]), 15)
_ARTICLES = {f"{_COLUMN}t{report.number}.shtml": report for items in _PAGES for report in items}
PUBLISHED = set(_ARTICLES)


def _list(number: int) -> str:
    rows = "".join(row(f"./t{report.number}.shtml", report.title, report.cut) for report in _PAGES[number])
    rows += row(f"./t9{number}.shtml", LOOK_ALIKES[number])
    counters = (
        f'<script>var countPage = {len(_PAGES)}; var dataCount = "36"; var currentPage = {number};</script>'
    )
    return page("政府信息公开年度报告", f'<ul class="infoList">{rows}</ul>{counters}')


def answer(asked: Asked) -> Reply:
    if asked.path == "/":
        return home((_COLUMN, "政府信息公开年度报告"))
    names = [_COLUMN, *(f"{_COLUMN}index_{number}.shtml" for number in range(2, len(_PAGES) + 1))]
    if asked.path in names:
        return _list(names.index(asked.path))
    report = _ARTICLES.get(asked.path)
    return article(report) if report else None
