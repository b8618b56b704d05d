"""博达 VSB: pages count down without links to them, a list by ``list.jsp``, files behind ``download.jsp``, an article column."""

from tests.portals.markup import LOOK_ALIKES, WORD, Report, article, cut_up, home, menu, page, reports, row
from tests.portals.serving import Asked, Reply

HOST = "127.0.0.24"
PLATFORM = "vsb"

_STATIC = cut_up(reports(years=[2022, 2023]), 10)
_DYNAMIC = cut_up([Report(r.number + 5000, r.organ, r.year) for r in reports(years=[2021])], 8)
_ARTICLES = {
    f"/info/{1600 + r.year - 2000}/{r.number}.htm": r for items in [*_STATIC, *_DYNAMIC] for r in items
}
_FILE = "/system/_content/download.jsp?urltype=news.DownloadAttachUrl&owner=1472&wbfileid=9B2F"
_COUNTY = {f"/zfxxgk/zfxxgknb/n{year}n.htm": Report(1, "人民政府", year) for year in (2019, 2020)}
_WITH_FILE = next(iter(_ARTICLES))
PUBLISHED = {*_ARTICLES, *_COUNTY, _FILE}
_MARK = '<script src="/system/resource/js/vsbscreen.min.js" id="_vsbscreen"></script>'


def _rows(items: list[Report]) -> str:
    urls = {report: url for url, report in _ARTICLES.items()}
    return (
        "<ul>"
        + "".join(row(urls[r], r.title) for r in items)
        + row("/info/1/1.htm", LOOK_ALIKES[0])
        + "</ul>"
    )


def _reply(asked: Asked) -> Reply:
    if asked.path == "/":
        return home(("/zfxxgk/zfxxgknb.htm", "政府信息公开年报"))
    if asked.path == "/zfxxgk/zfxxgknb.htm":
        years = [(url.removeprefix("/zfxxgk/"), f"{report.year}年") for url, report in _COUNTY.items()]
        shelves = [
            ("zfxxgknb/bmnb.htm", "部门年报"),
            ("/list.jsp?urltype=tree.TreeTempUrl&amp;wbtreeid=1044", "乡镇年报"),
        ]
        return page("政府信息公开年报", menu(*years, *shelves))
    names = ["bmnb.htm", *(f"bmnb/{number}.htm" for number in range(len(_STATIC) - 1, 0, -1))]
    for number, name in enumerate(names):
        if asked.path == f"/zfxxgk/zfxxgknb/{name}":
            return page("部门年报", _rows(_STATIC[number]) + f"<td>共36条 {number + 1}/{len(_STATIC)}页</td>")
    if asked.path == "/list.jsp":
        number = int(asked.query.get("a1154p", "1"))
        more = f'<a href="?a1154t=3&amp;a1154p={min(number + 1, 3)}&amp;urltype=tree.TreeTempUrl&amp;wbtreeid=1044">下页</a>'
        return page("乡镇年报", _rows(_DYNAMIC[min(number, 3) - 1]) + more)
    if asked.target == _FILE:
        return WORD
    report = _ARTICLES.get(asked.path) or _COUNTY.get(asked.path)
    file = (
        f'<li>附件【<a href="{_FILE.replace("&", "&amp;")}" target="_blank">年度报告.docx</a>】已下载3次</li>'
    )
    return (
        article(report, file if asked.path == _WITH_FILE else "").replace("id='zoom'", "id='vsb_content'")
        if report
        else None
    )


def answer(asked: Asked) -> Reply:
    reply = _reply(asked)
    return reply.replace("</head>", f"{_MARK}</head>") if isinstance(reply, str) else reply
