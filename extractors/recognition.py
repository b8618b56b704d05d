"""Is this file an annual report at all? If not, a sentence says what it is instead."""

from __future__ import annotations

import re

from extractors.content import Content
from extractors.dates import year_in_title
from extractors.fitting.fit import Fit
from extractors.outline import headings
from extractors.report import Message, Status
from extractors.titles import LONGEST_TITLE, names_organ

LONGEST_ERROR_PAGE = 1_200  # characters of text
SHORTEST_REPORT = 300

# Titles of what portals publish beside the reports, in the order they are asked for.
LOOKALIKES: tuple[tuple[str, Message], ...] = (
    (r"解读|图解|一图读懂|图说", Message("这是对年报的解读，不是年报本身", "an interpretation of a report, not the report")),
    (r"(?:编制|报送|发布|填报|公开).{0,12}(?:通知|函)|通知$|的函$", Message("这是关于编制或报送年报的通知", "a notice about reports, not a report")),
    (r"决算", Message("这是部门决算", "final accounts, not a disclosure report")),
    (r"预算", Message("这是部门预算", "a budget, not a disclosure report")),
    (r"法治政府|依法行政", Message("这是法治政府建设报告", "a report on law-based government, not on disclosure")),
    (r"网站.{0,8}(?:工作)?年度?(?:工作)?报(?:表|告)", Message("这是政府网站工作年度报表", "a yearly report on the government's website")),
    (r"公开指南|申请指南|公开目录|公开制度|公开流程|申请公开(?:说明|须知|指引)", Message("这是公开指南、目录或制度", "a disclosure guide, catalogue or rule")),
    (r"召开|举办", Message("这是新闻报道", "news, not a report")),
    (r"办法$|方案$|要点$|培训|考核|问答", Message("这是制度、方案或工作文件", "a rule, plan or working paper")),
)  # fmt: skip
_LISTED = re.compile(
    r"[^。；]{0,60}(?:政府信息|政务)公开[^。；]{0,20}(?:报告|年报)[^。；]{0,30}"
)  # a title, perhaps a date
_MENU = re.compile(r"^(?:首页|当前|您(?:现在)?的?位置)|[>＞»]")
_ERROR_PAGE = re.compile(
    r"页面不存在|找不到(?:您|你|该|所|网页|页面)|访问的页面|无法(?:访问|找到)|服务器(?:错误|繁忙)|not\s+found|error\s*40\d|40[0-9]\s+(?:not|error|forbidden)"
    r"|50\d\s+(?:internal|bad|service)|bad\s+gateway|service\s+unavailable|forbidden|access\s+denied",
    re.IGNORECASE,
)


def is_error_page(content: Content) -> bool:
    """Say whether a server's error page was saved in place of a document."""
    text = " ".join([content.title or "", *(p.text for p in content.paragraphs)])
    return len(text) <= LONGEST_ERROR_PAGE and not content.tables and _ERROR_PAGE.search(text) is not None


def why_no_report(content: Content, title: str | None, fit: Fit) -> Message | None:
    """None for a report; otherwise the sentence that says what the file is."""
    lookalike = _lookalike(content, title)
    if fit.form is not None:
        if not any(f.status in (Status.NUMBER, Status.NOT_APPLICABLE) for f in fit.figures) and _is_bare(
            content
        ):
            return lookalike or Message("这是空白的年报表格", "a blank form of the report")
        numbers = sum(f.status is Status.NUMBER for f in fit.figures)
        return lookalike if lookalike and numbers < len(fit.figures) // 4 else None
    if lookalike:
        return lookalike
    if title is None:
        return Message(
            "没有年报的标题，也没有年报的表格", "neither the title nor the tables of an annual report"
        )
    told = (p.text for p in content.paragraphs if not _LISTED.fullmatch(p.text))
    if len(headings(content)) >= 3 or sum(map(len, told)) > 3 * SHORTEST_REPORT:
        return None
    return Message("页面只有标题或附件链接，没有年报正文", "only a title or links to attachments, no report")


def _lookalike(content: Content, title: str | None) -> Message | None:
    claimed = dict.fromkeys(t for t in (title, content.title) if t)
    # A title that says whose report it is, or of which year, says what the page is: its first lines may be a menu.
    told = title is not None and (names_organ(title) or year_in_title(title) is not None)
    opening = [] if told else [p.text for p in content.paragraphs[:3]]
    for line in [t for t in (*claimed, *opening) if len(t) < LONGEST_TITLE and not _MENU.search(t)][:3]:
        for pattern, message in LOOKALIKES:
            if re.search(pattern, line):
                return message
    return None


def _is_bare(content: Content) -> bool:
    return sum(len(p.text) for p in content.paragraphs if "。" in p.text) < SHORTEST_REPORT
