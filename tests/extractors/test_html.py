"""Pages: what belongs to the report and what stands around it."""

from __future__ import annotations

from extractors.content import Paragraph, Table
from extractors.formats import html

TITLE = "滕州市统计局2023年政府信息公开工作年度报告"
OTHER = "塔河县人民政府2016年政府信息公开工作年度报告"
BODY = (
    "<p>本报告由总体情况、主动公开政府信息情况、存在的主要问题及改进情况、其他需要报告的事项组成。</p><p>一、总体情况</p><p>全年工作平稳。</p>"
    "<p>五、存在的主要问题及改进情况</p><p>问题不大。</p><p>六、其他需要报告的事项</p><p>无。</p>"
)
SIDE = f"<ul><li><a href=1>{OTHER}</a><span>2017-01-06</span></li><li><a href=2>依申请公开</a></li></ul>"
FOOTER = "<div>主办：塔河县人民政府</div>"


def said(page: str) -> list[str]:
    content = html.content(page.encode())
    return [b.text for b in content.blocks if isinstance(b, Paragraph)]


def test_lists_of_other_reports_and_the_footer_are_left_out_even_of_layout_tables() -> None:
    page = f"<body><table><tr><td>{SIDE}</td><td><div>{BODY}</div></td></tr></table>{FOOTER}</body>"
    assert said(page) == said(f"<body>{BODY}</body>")


def test_a_paragraph_that_names_all_sections_is_not_the_report() -> None:
    prose = "".join(f"<p>第{n}项工作，今年按要求完成并主动公开。</p>" for n in range(20))
    intro = BODY.split("<p>一、", 1)[0]
    assert len(said(f"<body><div>{intro}{prose}</div>{FOOTER}</body>")) > 20


def test_the_title_above_the_article_is_found_whatever_the_page_calls_itself() -> None:
    head = "<title>塔河县人民政府_政府信息公开年报</title>"
    crumb = f"<div>当前位置：<a>首页</a> &gt; {OTHER}</div>"
    page = f"<head>{head}</head><body>{SIDE}{crumb}<p>{TITLE}</p><div id=zoom>{BODY}</div></body>"
    assert html.content(page.encode()).title == TITLE


def test_a_report_printed_as_one_table_is_prose_and_figures() -> None:
    lines = (
        TITLE,
        "一、总体情况",
        "全年共主动公开政府信息410条，未收到政府信息公开申请，工作平稳有序。",
        "二、主动公开政府信息情况",
    )
    rows = "".join(f"<tr><td colspan=4>{line}</td></tr>" for line in lines)
    rows += "<tr><td colspan=4>第二十条第（一）项</td></tr><tr><td>信息内容</td><td>本年制发件数</td><td>本年废止件数</td><td>现行有效件数</td></tr>"
    rows += "<tr><td>规章</td><td>0</td><td>0</td><td>0</td></tr>"
    rows += "<tr><td colspan=4>六、其他需要报告的事项</td></tr><tr><td colspan=4>2023年，没有其他需要报告的事项。</td></tr>"
    blocks = html.content(f"<table>{rows}</table>".encode()).blocks
    assert [b.text for b in blocks[:3] if isinstance(b, Paragraph)] == list(lines[:3])
    assert [len(b.cells) for b in blocks if isinstance(b, Table)] == [10]
    assert [b.text for b in blocks[-2:] if isinstance(b, Paragraph)] == [
        "六、其他需要报告的事项",
        "2023年，没有其他需要报告的事项。",
    ]


def test_a_group_with_a_row_of_its_own_stays_in_its_table() -> None:
    rows = "<tr><td colspan=3>（三）不予公开</td></tr><tr><td>1.属于国家秘密</td><td>0</td><td>1</td></tr>"
    (table,) = html.content(f"<table>{rows}</table>".encode()).blocks
    assert isinstance(table, Table)
