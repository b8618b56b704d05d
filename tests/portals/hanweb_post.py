"""大汉 jCMS, newer: the script's ``proxyUrl`` and ``ajaxParam`` name a proxy that is posted to and heeds only ``page``."""

from tests.portals.markup import article, cut_up, home, page, reports
from tests.portals.serving import Asked, Reply

HOST = "127.0.0.16"
PLATFORM = "hanweb"

_COLUMN = "/col/col61490/index.html"
_PAGES = cut_up(reports(years=[2022, 2023]), 20)
_ARTICLES = {f"/art/{r.year + 1}/2/3/art_61490_{r.number}.html": r for items in _PAGES for r in items}
PUBLISHED = set(_ARTICLES)

_SCRIPT = """<div id="247686" class="default_pgContainer"></div><script>$(function(){ $('#247686').jpage({
  proxyUrl:'/module/web/jpage/dataproxy.jsp', perPage:20, groupSize:3, barPosition:'bottom',
  ajaxParam:{col:1,appid:1,webid:39,path:'/',columnid:61490,sourceContentType:1,unitid:'247686',webname:'某县',permissiontype:0}
});});</script>"""


def answer(asked: Asked) -> Reply:
    if asked.path == "/":
        return home((_COLUMN, "政府信息公开年报"))
    if asked.path == _COLUMN:
        return page("政府信息公开年报", _SCRIPT)
    if asked.path == "/module/web/jpage/dataproxy.jsp" and asked.method == "POST":
        number = int(asked.query["page"])
        mine = asked.form.get("columnid") == "61490" and asked.form.get("webname") == "某县"
        items = _PAGES[number - 1] if mine and number <= len(_PAGES) else []
        urls = {report: f"/art/{report.year + 1}/2/3/art_61490_{report.number}.html" for report in items}
        rows = "".join(
            f"<record><![CDATA[<a title='{r.title}' href='{url}'>{r.cut}</a>]]></record>"
            for r, url in urls.items()
        )
        return f"<datastore><totalrecord>36</totalrecord><recordset>{rows}</recordset></datastore>"
    report = _ARTICLES.get(asked.path)
    return article(report) if report else None
