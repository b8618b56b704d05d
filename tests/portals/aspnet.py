"""ASP.NET: a pager that posts the view's state back, ``Pages_<column>_<id>.aspx`` articles."""

from tests.portals.markup import LOOK_ALIKES, article, cut_up, home, page, reports, row
from tests.portals.serving import Asked, Reply

HOST = "127.0.0.29"
PLATFORM = "aspnet"

_COLUMN = "/view_list.aspx?portalid=4&lmid=1717"
_PAGES = cut_up(reports(years=[2021, 2022, 2023]), 12)
_ARTICLES = {f"/Pages_183_{r.number}.aspx": r for items in _PAGES for r in items}
PUBLISHED = set(_ARTICLES)


def _list(number: int) -> str:
    urls = {report: url for url, report in _ARTICLES.items()}
    rows = "".join(row(urls[r], r.title) for r in _PAGES[number - 1]) + row(
        "/Pages_1_1.aspx", LOOK_ALIKES[number - 1]
    )
    buttons = "".join(
        f"""<a href="javascript:__doPostBack('AspNetPager1','{n}')">{n}</a>"""
        for n in range(1, len(_PAGES) + 1)
        if n != number
    )
    state = f'<input type="hidden" name="__VIEWSTATE" value="state{number}">'
    return page("政府信息公开年报", f"<form method='post'>{state}<ul>{rows}</ul><div>{buttons}</div></form>")


def answer(asked: Asked) -> Reply:
    if asked.path == "/":
        return home((_COLUMN.replace("&", "&amp;"), "政府信息公开年报"))
    if asked.target == _COLUMN:
        if asked.method == "GET":
            return _list(1)
        number = int(asked.form["__EVENTARGUMENT"])
        return _list(number) if asked.form["__VIEWSTATE"] == f"state{number - 1}" else None
    report = _ARTICLES.get(asked.path)
    return article(report) if report else None
