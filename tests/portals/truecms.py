"""truecms: JSONP that answers 404 without a referrer, or when asked for more rows than it likes."""

import json

from tests.crawler.sites import Answer
from tests.portals.markup import LOOK_ALIKES, article, home, menu, page, reports
from tests.portals.serving import Asked, Reply

HOST = "127.0.0.26"
PLATFORM = "truecms"

_ID = "c3c8b896-2b55-4f0e-b414-f7960513ecc2"
_LIKES = 20
_REPORTS = reports(years=[2022, 2023])
_ARTICLES = {
    f"/lygjyj/zfxxgknb/content/c3c8b896-2b55-4f0e-b414-f79605{r.number:06}.html": r for r in _REPORTS
}
PUBLISHED = set(_ARTICLES)
_SCRIPT = """<div id="content"></div><script>$('#content').jpage({ dataStore:'<datastore><recordset></recordset></datastore>',
  proxyUrl:'/TrueCMS/messageController/getMessage.do', perPage:20, groupSize:3, ajaxParam:{ columnId:'%s' } });</script>"""


def answer(asked: Asked) -> Reply:
    if asked.path == "/":
        return home(("/lygjyj/xxgk/xxgk.html", "信息公开"))
    if asked.path == "/lygjyj/xxgk/xxgk.html":
        return page("信息公开", menu(("/lygjyj/zfxxgknb/zfxxgknb.html", "政府信息公开年报")))
    if asked.path == "/lygjyj/zfxxgknb/zfxxgknb.html":
        return page("政府信息公开年报", _SCRIPT % _ID)
    if asked.path == "/TrueCMS/messageController/getMessage.do":
        size, start = int(asked.query["perpage"]), int(asked.query["startrecord"])
        if "Referer" not in asked.headers or size > _LIKES or asked.query["columnId"] != _ID:
            return None
        urls = {report: url for url, report in _ARTICLES.items()}
        rows = [(urls[r], r.title) for r in _REPORTS[start - 1 : int(asked.query["endrecord"])]]
        rows += [("/1.html", LOOK_ALIKES[0])] if rows else []
        records = "".join(
            f'<record><![CDATA[<li><a href="{url}">{title}</a></li>]]></record>' for url, title in rows
        )
        store = json.dumps(
            {"result": f"<datastore><recordset>{records}</recordset></datastore>"}, ensure_ascii=False
        )
        return Answer(f"{asked.query['callback']}({store})", headers={"Content-Type": "text/javascript"})
    report = _ARTICLES.get(asked.path)
    return article(report) if report else None
