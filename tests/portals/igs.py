"""TRS with its search IGS: reports stand among notices, and only the search by title finds them."""

import json

from tests.crawler.sites import Answer
from tests.portals.markup import LOOK_ALIKES, article, cut_up, home, page, reports
from tests.portals.serving import Asked, Reply

HOST = "127.0.0.27"
PLATFORM = "igs"

_CODE = "65bc81e2d67646ed9474dc3df1f150d7"
_REPORTS = reports(years=[2022, 2023])
_ARTICLES = {f"/tjgz/gggs/{r.year + 1}01/t{r.year + 1}0122_{r.number}.html": r for r in _REPORTS}
PUBLISHED = set(_ARTICLES)
_FORM = f"""<form action="/igs/front/search.jhtml" method="get"><input type="hidden" name="code" value="{_CODE}">
<input type="hidden" name="siteId" value="71"><input name="searchWord"></form>"""


def answer(asked: Asked) -> Reply:
    if asked.path == "/":
        return home(("/tjgz/", "工作动态")).replace("</body>", f"{_FORM}</body>")
    if asked.path == "/tjgz/":
        return page("工作动态", "<ul></ul>")
    if asked.path == "/igs/front/search.jhtml":
        if asked.query.get("code") != _CODE:
            return Answer("error", 500)
        urls = {report: url for url, report in _ARTICLES.items()}
        pages = cut_up(_REPORTS, int(asked.query["pageSize"]))
        number = int(asked.query["pageNumber"])
        items = pages[number - 1] if number <= len(pages) else []
        rows = [
            {"title": r.title.replace("年度报告", "<em>年度报告</em>"), "url": "{base}" + urls[r][1:]}
            for r in items
        ]
        rows += [{"title": LOOK_ALIKES[0], "url": "{base}jd.html"}] if rows else []
        return json.dumps({"page": {"content": rows, "total": len(_REPORTS)}})
    report = _ARTICLES.get(asked.path)
    return article(report) if report else None
