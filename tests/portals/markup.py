"""What simulated portals write: whole pages with menus around them, reports, files, titles to be refused."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

OFFICES = (
    "教育局", "民政局", "财政局", "司法局", "审计局", "统计局", "水利局", "林业局", "商务局", "医疗保障局", "应急管理局",
    "交通运输局", "农业农村局", "文化和旅游局", "城关镇人民政府", "北山乡人民政府", "新华街道办事处", "人民政府办公室",
)  # fmt: skip
PDF = b"%PDF-1.7\n" + b"0" * 2000
WORD = b"PK\x03\x04" + b"0" * 2000

LOOK_ALIKES = (
    "《2023年政府信息公开工作年度报告》解读",
    "一图读懂某县2023年政府信息公开工作年度报告",
    "某县2023年政府网站工作年度报表",
    "某县2023年法治政府建设年度报告",
    "某县教育局2023年部门预算公开",
    "关于报送2023年政府信息公开工作年度报告的通知",
)

_TEXT = (
    "<p>根据《中华人民共和国政府信息公开条例》编制本报告。</p><p>一、总体情况</p><p>主动公开信息120条。</p>"
    "<p>二、主动公开政府信息情况</p><table><tr><td>规章</td><td>0</td></tr></table><p>三、收到和处理政府信息公开申请情况</p>"
    "<p>四、政府信息公开行政复议、行政诉讼情况</p><p>五、存在的主要问题及改进情况</p><p>六、其他需要报告的事项</p>"
)


@dataclass(frozen=True)
class Report:
    """One report of a simulated portal."""

    number: int
    organ: str
    year: int

    @property
    def title(self) -> str:
        return f"某县{self.organ}{self.year}年政府信息公开工作年度报告"

    @property
    def cut(self) -> str:
        """Give the title as a narrow list cuts it."""
        return f"{self.title[:18]}…"


def reports(organs: Iterable[str] = OFFICES, years: Iterable[int] = (2023,)) -> list[Report]:
    every = [(organ, year) for year in years for organ in organs]
    return [Report(1001 + number, organ, year) for number, (organ, year) in enumerate(every)]


def page(title: str, content: str, head: str = "") -> str:
    """Write a whole page with the menus every page of a portal has."""
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}-某县人民政府</title>'
        f'<meta name="SiteName" content="某县人民政府"><meta name="SiteIDCode" content="3704810001">{head}</head><body>'
        '<div class="header"><a href="/">首页</a><a href="/xwzx/">新闻中心</a><a href="/hdjl/">互动交流</a></div>'
        f'<div class="main">{content}</div><div class="footer"><a href="/wzdt/">网站地图</a>'
        '<a href="http://127.0.0.1:9/">上级网站</a></div></body></html>'
    )


def article(report: Report, body: str = "", head: str = "") -> str:
    """Write a report's page, with the meta tags every article must carry."""
    metas = (
        f'<meta name="ArticleTitle" content="{report.title}"><meta name="PubDate" content="{report.year + 1}-01-26 09:30">'
        f'<meta name="ContentSource" content="某县{report.organ}">{head}'
    )
    return page(
        report.title, f"<h1>{report.title}</h1><div id='zoom' class='TRS_Editor'>{_TEXT}{body}</div>", metas
    )


def other(title: str) -> str:
    """Write an article that is no report."""
    return page(title, f"<h1>{title}</h1><p>正文。</p>", f'<meta name="ArticleTitle" content="{title}">')


def menu(*pairs: tuple[str, str]) -> str:
    """Write links given as (address, text)."""
    return "<ul>" + "".join(f"<li><a href='{url}'>{text}</a></li>" for url, text in pairs) + "</ul>"


def row(url: str, title: str, text: str | None = None) -> str:
    return (
        f'<li><a href="{url}" title="{title}" target="_blank">{text or title}</a><span>2024-01-26</span></li>'
    )


def home(*pairs: tuple[str, str]) -> str:
    """Write a home page: news, and the ways into the portal."""
    return page("首页", menu(("/xwzx/1.html", "县委召开会议"), *pairs, ("/zwgk/ysqgk/", "依申请公开")))


def cut_up(items: list[Report], size: int) -> list[list[Report]]:
    return [items[start : start + size] for start in range(0, len(items), size)]
