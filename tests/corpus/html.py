"""Writes a report as a page of a government portal: its chrome, its editor's markup, its wrong charset."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from html import escape

from tests.corpus.model import Cell, Kind, Mess, Paragraph, Report, Table
from tests.corpus.places import pick_organ
from tests.corpus.traditional import in_traditional

_SPLIT = re.compile(r"(?<=\d)(?=\d)")


def write_html(report: Report, mess: Mess, *, chrome: bool = True) -> bytes:
    """Return the page as served. ``chrome=False`` gives a bare document, to be converted or printed."""
    writer = _Writer(mess, bare=not chrome)
    article = writer.article(report)
    if not chrome:
        return f"<html><head><meta charset='utf-8'></head><body>{article}</body></html>".encode()
    page = _page(report, article, mess)
    return _encode(in_traditional(page) if mess.has("traditional", 0.02) else page, mess)


class _Writer:
    """One editor's markup, the same all over the article."""

    def __init__(self, mess: Mess, *, bare: bool = False) -> None:
        self._mess = mess
        self._rng = mess.rng
        self._bare = bare
        self._word = mess.has("word_markup", 0.35)
        self._split = self._word and mess.has("numbers_split_over_spans", 0.6)
        self._unclosed = not bare and mess.has("missing_end_tags", 0.12)
        self._br = mess.has("br_paragraphs", 0.12)
        self._spans = mess.pick(
            "spans",
            "right",
            ("rowspan_long", "rowspan_short", "colspan_long", "colspan_short", "last_colspan"),
            0.12,
        )
        self._in_cell = mess.pick("cell_markup", "plain", ("p", "div", "nested_table", "font", "tabs"), 0.3)
        self._broken_tags = mess.has("stray_tags", 0.08)

    def article(self, report: Report) -> str:
        if not self._bare and self._mess.has("report_as_one_table", 0.04):
            return self._one_table(report)
        parts = [self._table(b) if isinstance(b, Table) else self._paragraph(b) for b in report.blocks]
        text = "\n".join(parts)
        if self._mess.has("hidden_duplicate", 0.06):
            text += f"<div style='display:none'>{text}</div>"
        if self._mess.has("commented_out_table", 0.06):
            text = f"<!-- <table><tr><td>规章</td><td>77</td><td>77</td><td>77</td></tr></table> -->{text}"
        wrap = self._mess.pick("wrapped", "no", ("one_cell", "layout_table", "deep", "definition_cell"), 0.15)
        if wrap == "one_cell":
            return f"<table width='100%' border='0'><tr><td>{text}</td></tr></table>"
        if wrap == "layout_table":
            return (
                "<table width='960' align='center'><tr><td width='20'>&nbsp;</td><td><table><tbody><tr>"
                f"<td class='bt'>&nbsp;</td></tr><tr><td>{text}</td></tr></tbody></table></td><td>&nbsp;</td></tr></table>"
            )
        if wrap == "deep":
            return "<div><section><div>" * 4 + text + "</div></section></div>" * 4
        if wrap == "definition_cell":
            return f"<table><tr><td>正文</td></tr><tr><td colspan='3'><font>{text}</font></td></tr></table>"
        return text

    def _one_table(self, report: Report) -> str:
        """The whole report as the rows of one table: prose over its whole width, the last column of each part wider."""
        width = max([1, *(table.columns for table in report.tables)])
        rows = ""
        for block in report.blocks:
            if isinstance(block, Paragraph):
                rows += f"<tr><td colspan={width}>{self._inline(block.whole)}</td></tr>"
                continue
            wider = width - block.columns
            for line in block.lines():
                rows += self._row(
                    replace(c, colspan=c.colspan + wider) if c.column + c.colspan == block.columns else c
                    for c in line
                )
        return f"<table border='1'>{rows}</table>"

    def _paragraph(self, paragraph: Paragraph) -> str:
        text = self._inline(paragraph.whole)
        if self._br and paragraph.kind != "title":
            return f"&nbsp;&nbsp;&nbsp;&nbsp;{text}<br/>" + self._rng.choice(("", "<br>"))
        tag, attributes = self._dress(paragraph.kind)
        opening = f"<{tag}{attributes}>"
        if self._broken_tags and self._rng.random() < 0.2:
            return f"{opening}</span>{text}</b></{tag}>"
        if self._unclosed and tag == "p":
            return opening + text
        return f"{opening}{text}</{tag}>"

    def _dress(self, kind: Kind) -> tuple[str, str]:
        if kind == "title":
            return self._rng.choice(
                (("h1", ""), ("p", " align=center"), ("div", " class='title'"), ("h2", ""))
            )
        if self._word:
            return (
                "p",
                " class=MsoNormal style='text-indent:32.0pt;mso-char-indent-count:2.0;line-height:28.0pt'",
            )
        if kind in ("heading", "sub"):
            return self._rng.choice((("p", ""), ("p", " style='font-family:黑体'"), ("h3", ""), ("div", "")))
        return "p", " style='text-indent: 2em;'"

    def _inline(self, text: str, size: str = "16.0pt") -> str:
        if not self._word:
            plain = escape(text, quote=False).replace("\n", "<br/>").replace("\xa0", "&nbsp;")
            return f"<font style='font-size:{size}'>{plain}</font>" if self._bare else plain
        runs = re.split(r"(?<=[0-9A-Za-z])(?=[^0-9A-Za-z])|(?<=[^0-9A-Za-z])(?=[0-9A-Za-z])", text)
        return "".join(self._run(run, size) for run in runs) + "<span lang=EN-US><o:p></o:p></span>"

    def _run(self, text: str, size: str) -> str:
        if not text:
            return ""
        pieces = _SPLIT.split(text) if self._split and text.isdigit() and self._rng.random() < 0.5 else [text]
        language = " lang=EN-US" if text.isascii() else ""
        return "".join(
            f"<span{language} style='font-size:{size};font-family:仿宋_GB2312;mso-bidi-font-family:宋体'>"
            + escape(piece, quote=False).replace("\n", "<br>").replace("\xa0", "&nbsp;")
            + "</span>"
            for piece in pieces
        )

    def _table(self, table: Table) -> str:
        table = _misspanned(table, self._spans, self._rng)
        rows = "".join(self._row(line) for line in table.lines())
        inner = rows if self._unclosed or self._rng.random() < 0.3 else f"<tbody>{rows}</tbody>"
        return (
            f"<table border='1' cellspacing=0 cellpadding=0 class=MsoNormalTable width='640'>{inner}</table>"
        )

    def _row(self, line: Iterable[Cell]) -> str:
        end = "" if self._unclosed else "</tr>\n"
        return "<tr style='height:22.5pt'>" + "".join(map(self._cell, line)) + end

    def _cell(self, cell: Cell) -> str:
        spans = "".join(
            f" {name}={self._rng.choice(('', chr(34)))}{n}".replace(f'"{n}', f'"{n}"')
            for name, n in (("rowspan", cell.rowspan), ("colspan", cell.colspan))
            if n > 1
        )
        text = (
            self._inline(cell.text, "7.0pt")
            if cell.text.strip()
            else self._rng.choice(("", "&nbsp;", "<p>&nbsp;</p>"))
        )
        text = self._boxed(text)
        return f"<td{spans} style='border:solid windowtext 1.0pt'>{text}" + (
            "" if self._unclosed else "</td>"
        )

    def _boxed(self, text: str) -> str:
        if self._in_cell == "p" and not text.startswith("<p>"):
            return f"<p style='text-align:center'>{text}</p>"
        if self._in_cell == "div":
            return f"<div align='center'><div>{text}</div></div>"
        if self._in_cell == "font":
            return f"<font face='宋体'><b>{text}</b></font>"
        if self._in_cell == "tabs":
            return f"\n\t\t\t{text}\n\t\t"
        if self._in_cell == "nested_table" and self._rng.random() < 0.1:
            return f"<table border=0><tr><td>{text}</td></tr></table>"
        return text


def _misspanned(table: Table, how: str, rng: random.Random) -> Table:
    """Spans a browser forgives: the tallest label reaches too far or not far enough, a head is too wide."""
    if how == "right" or not table.keys:
        return table
    tall = max(table.cells, key=lambda c: c.rowspan)
    wide = max((c for c in table.cells if c.key is None), key=lambda c: c.colspan)
    changes: dict[str, Callable[[Cell], Cell]] = {
        "rowspan_long": lambda c: (
            replace(c, rowspan=c.rowspan + rng.randint(1, 3)) if c is tall and c.rowspan > 5 else c
        ),
        "rowspan_short": lambda c: (
            replace(c, rowspan=c.rowspan - rng.randint(1, 2)) if c is tall and c.rowspan > 5 else c
        ),
        "colspan_long": lambda c: (
            replace(c, colspan=c.colspan + rng.randint(1, 4)) if c is wide and c.colspan > 1 else c
        ),
        "colspan_short": lambda c: replace(c, colspan=c.colspan - 1) if c is wide and c.colspan > 2 else c,
        "last_colspan": lambda c: (
            replace(c, colspan=c.colspan + 5) if c.column + c.colspan == table.columns else c
        ),
    }
    return table.map(changes[how])


# The page around the article


def _page(report: Report, article: str, mess: Mess) -> str:
    truth, rng = report.truth, mess.rng
    title, organ, year = truth.title or "", truth.organ or "", truth.year or 2021
    published = f"{year + 1}-01-{rng.randint(10, 30)}"
    site = organ[:4] + "人民政府门户网站"
    head = f"<title>{escape(title)}_{site}</title>"
    if mess.rng.random() < 0.8:
        head += (
            f"<meta name='SiteName' content='{site}'><meta name='ColumnName' content='政府信息公开年报'>"
            f"<meta name='ArticleTitle' content='{escape(title)}'><meta name='PubDate' content='{published} 09:30'>"
            f"<meta name='ContentSource' content='{escape(organ)}'>"
        )
    top = "<h1>政府信息公开</h1><div class='nav'><a href='/'>首页</a> <a href='/zwgk/'>政务公开</a> <a href='#'>互动交流</a></div>"
    top += f"<div class='position'>当前位置：<a href='/'>首页</a> &gt; <a href='../'>政府信息公开年报</a> &gt; {year}年</div>"
    info = ""
    if mess.has("info_table", 0.4):
        info = (
            f"<table class='info'><tr><td>索 引 号</td><td>FZ06104-3000-{year + 1}-00001</td><td>发布机构</td><td>{organ}</td></tr>"
            f"<tr><td>名&emsp;&emsp;称</td><td colspan=3>{title}</td></tr><tr><td>发布日期</td><td>{published}</td>"
            f"<td>文&emsp;&emsp;号</td><td>无</td></tr></table>"
        )
    side = _sidebar(mess, year) if mess.has("sidebar_of_other_reports", 0.5) else ""
    body = f"<div class='article'><div class='bt'>{title}</div>{info}<div id='zoom' class='TRS_Editor'>{article}</div></div>"
    if not mess.has("title_only_in_article", 0.3):
        body = body.replace(f"<div class='bt'>{title}</div>", f"<h1>{title}</h1>", 1)
    else:
        body = body.replace(f"<div class='bt'>{title}</div>", "", 1)
    if mess.has("source_line", 0.5):
        line = f"<div class='ly'>发布时间：{published} 来源：{organ} 浏览次数：<span id='hits'>128</span> 字体：[大 中 小]</div>"
        body = body.replace("<div id='zoom'", line + "<div id='zoom'", 1)
    order = (side, body) if mess.rng.random() < 0.5 else (body, side)
    return _shell(head, top + "".join(order) + _bottom(mess, year), mess)


def _shell(head: str, body: str, mess: Mess) -> str:
    scripts = "<script>var countPage = 9; var t='2018年政府信息公开工作年度报告';</script><style>td{border:1px}</style>"
    charset = "{{CHARSET}}"
    doctype = mess.rng.choice(("<!DOCTYPE html>", "<!DOCTYPE HTML PUBLIC '-//W3C//DTD HTML 4.01//EN'>", ""))
    return f"{doctype}<html><head>{charset}{head}{scripts}</head><body>{body}</body></html>"


def _other_titles(mess: Mess, year: int) -> list[str]:
    rng = mess.rng
    return [
        f"{pick_organ(rng).name}{other}年政府信息公开工作年度报告"
        for other in (year - 1, year, year + 1, year - 2, rng.randint(2010, 2025))
    ]


def _sidebar(mess: Mess, year: int) -> str:
    items = "".join(
        f"<li><a href='t{n}.html' title='{title}'>{title}</a><span>{year}-0{n + 1}-15</span></li>"
        for n, title in enumerate(_other_titles(mess, year))
    )
    if mess.has("sidebar_in_table", 0.3):
        return (
            "<table class='left'><tr><td>"
            + items.replace("<li>", "<p>").replace("</li>", "</p>")
            + "</td></tr></table>"
        )
    return f"<div class='left'><h3>政府信息公开年报</h3><ul>{items}</ul></div>"


def _bottom(mess: Mess, year: int) -> str:
    bottom = ""
    if mess.has("previous_and_next", 0.5):
        before, after, *_ = _other_titles(mess, year)
        bottom += f"<div>上一篇：<a href='#'>{before}</a></div><div>下一篇：<a href='#'>{after}</a></div>"
    if mess.has("related_reading", 0.2):
        bottom += (
            "<div><h3>相关阅读</h3>" + "".join(f"<p>{t}</p>" for t in _other_titles(mess, year)) + "</div>"
        )
    return bottom + (
        "<div class='footer'><p>主办：样例市人民政府办公室　承办：样例市大数据局</p><p>网站标识码：3704000001　鲁ICP备05000001号</p>"
        f"<p>联系电话：0632-8888888　版权所有 © {year + 3}</p></div>"
    )


_CHARSETS = {  # true encoding, declared as
    "utf8_undeclared": ("utf-8", None),
    "utf8_declared_gbk": ("utf-8", "gb2312"),
    "utf8_bom": ("utf-8-sig", "utf-8"),
    "gbk": ("gbk", "gbk"),
    "gb18030_declared_gb2312": ("gb18030", "gb2312"),
    "gbk_undeclared": ("gbk", None),
    "gbk_declared_utf8": ("gb18030", "utf-8"),
    "utf16": ("utf-16", None),
    "utf16le_declared_utf8": ("utf-16", "utf-8"),
    "utf16le_bare": ("utf-16-le", "utf-8"),
    "utf16be_bare": ("utf-16-be", None),
    "entities": ("ascii", "utf-8"),
}


def _encode(page: str, mess: Mess) -> bytes:
    how = mess.pick("charset", "utf8", _CHARSETS, 0.4)
    encoding, declared = _CHARSETS.get(how, ("utf-8", "utf-8"))
    meta = f"<meta http-equiv='Content-Type' content='text/html; charset={declared}'>" if declared else ""
    return page.replace("{{CHARSET}}", meta).encode(encoding, errors="xmlcharrefreplace")
