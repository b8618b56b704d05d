"""大汉 ``xxgkAnnualReport.jsp``: the report of an office and a year, with a menu of years; empty for years without one."""

from tests.portals.markup import OFFICES, Report, article, home, menu, page
from tests.portals.serving import Asked, Reply

HOST = "127.0.0.18"
PLATFORM = "hanweb_xxgk"

_MODULE = "/module/xxgk/xxgkAnnualReport.jsp"
_AREAS = {f"1133102300260{n:03}XJ": organ for n, organ in enumerate(OFFICES[:8])}
_YEARS = range(2020, 2026)
_FOUND = {
    f"{_MODULE}?area={area}&fbtime={year}": Report(1, organ, year)
    for area, organ in _AREAS.items()
    for year in _YEARS
    if not (year == 2025 and organ == "财政局")
}
PUBLISHED = set(_FOUND)


def answer(asked: Asked) -> Reply:
    if asked.path == "/":
        return home(("/col/col1229440000/index.html", "政府信息公开"))
    if asked.path == "/col/col1229440000/index.html":
        tree = "<iframe src='/module/xxgk/tree.jsp?standardXxgk=1'></iframe>"
        offices = menu(
            *(
                (f"/col/col122944{n}/index.html?vc_xxgkarea={area}", f"县{o}")
                for n, (area, o) in enumerate(_AREAS.items())
            )
        )
        return page("政府信息公开", tree + offices)
    area = asked.query.get("vc_xxgkarea")
    if area in _AREAS:
        return page(_AREAS[area], menu((f"{_MODULE}?area={area}&amp;fbtime=2024", "政府信息公开年报")))
    if asked.path == _MODULE:
        report = _FOUND.get(asked.target)
        years = "".join(f'<option value="{year}">{year}年</option>' for year in reversed(_YEARS))
        choice = f"<select onchange='change(this.value)'>{years}</select>"
        if not report:
            return page("政府信息公开年报", f"{choice}<p>暂无数据</p>")
        return article(report, choice)
    return None
