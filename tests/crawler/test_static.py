"""Pagers as public sites write them; a list is walked against a site held in a dict."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pytest

from crawler.columns import Column
from crawler.page import Page
from crawler.platforms import recognise

BASE = "http://www.a.gov.cn/zfxxgk/zfxxgknb/"
Site = dict[str, str]


def _rows(numbers: Iterable[int]) -> str:
    row = '<li><a href="./202401/t2024_{0}.html" title="第{0}局2023年政府信息公开工作年度报告">第{0}局2023年…</a><span>2024</span></li>'
    return "<ul>" + "".join(row.format(number) for number in numbers) + "</ul>"


def _site(names: list[str], pager: Callable[[int], str], per_page: int = 15) -> Site:
    """Lay out a list over pages of these names; ``pager`` writes the markup that page k, from 0, ends with."""
    return {
        BASE + name: _rows(range(k * per_page, (k + 1) * per_page)) + pager(k) for k, name in enumerate(names)
    }


def _walk(site: Site, first: str = BASE) -> tuple[list[str], list[str]]:
    """Walk a column; give the addresses asked for, and those of them that do not exist."""
    page = Page(first, site[first].encode())
    column = Column(page, recognise(page))
    asked: list[str] = []
    ask = column.start()
    while ask:
        assert len(asked) < 1000, "an endless list"
        asked.append(ask.url)
        body = site.get(ask.url)
        ask = column.turn(Page(ask.url, body.encode()) if body is not None else None)
    return asked, [url for url in asked if url not in site]


def _script(text: str) -> Callable[[int], str]:
    return lambda _: f"<script>{text}</script>"


ZERO_BASED = ["", "index_1.html", "index_2.html", "index_3.html"]
ONE_BASED = ["", "index_2.html", "index_3.html", "index_4.html"]

PAGERS: dict[str, tuple[list[str], Callable[[int], str], int]] = {
    # name: pages, what each ends with, misses that may be spent
    "TRS createPageHTML": (
        ZERO_BASED,
        lambda k: f'<script>createPageHTML(4, {k}, "index", "html");</script>',
        0,
    ),
    "TRS with variables": (
        ZERO_BASED,
        lambda k: (
            f"<script>var countPage = 4; var currentPage = {k};createPageHTML(countPage, currentPage, 'index', 'html');</script>"
        ),
        1,
    ),
    "TRS counting from 1": (
        ["index.htm", "index_2.htm", "index_3.htm"],
        lambda k: f'<script>createPageHTML(3, {k + 1}, "index", "htm");</script>',
        0,
    ),
    "countPage and index_2": (
        ["index.shtml", "index_2.shtml", "index_3.shtml"],
        _script('var countPage = 3; var dataCount = "45";'),
        1,
    ),
    "a folder's pages end as what they link to": (
        ["", "index_2.shtml", "index_3.shtml"],
        lambda _: (
            "".join(f"<a href='/{n}.shtml'>x</a>" for n in range(20)) + "<script>var countPage = 3;</script>"
        ),
        1,
    ),
    "UCAP second page _2": (
        ["zfxxgk_gknbz.shtml", "zfxxgk_gknbz_2.shtml", "zfxxgk_gknbz_3.shtml"],
        lambda k: f"<script>createPageHTML('page_div',3,{k + 1},'zfxxgk_gknbz','shtml',45);</script>",
        1,
    ),
    "UCAP second page _1": (
        ["list.shtml", "list_1.shtml", "list_2.shtml"],
        lambda k: f"<script>createPageHTML('page_div', 3, {k + 1}, 'list', 'shtml', 45);</script>",
        1,
    ),
    "next link": (
        ["", "index_2.html", "index_3.html"],
        lambda k: (
            f'<a href="index_{k + 2}.html">下一页</a>' if k < 2 else '<a href="javascript:;">下一页</a>'
        ),
        0,
    ),
    "next link to itself at the end": (
        ["list.jsp?wbtreeid=1044", "list.jsp?wbtreeid=1044&a1154p=2", "list.jsp?wbtreeid=1044&a1154p=3"],
        lambda k: f'<a href="list.jsp?wbtreeid=1044&amp;a1154p={min(k + 2, 3)}">下页 &gt;</a>',
        0,
    ),
    "page numbers in a window": (
        ["?page=1", "?page=2", "?page=3", "?page=4", "?page=5"],
        lambda k: "".join(f'<a href="?page={n}">{n}</a>' for n in range(max(1, k), min(5, k + 2) + 1)),
        0,
    ),
    "page numbers in brackets": (
        ONE_BASED,
        lambda _: "".join(f"<a href='index_{n}.html'>[{n}]</a>" for n in (2, 3, 4)),
        0,
    ),
    "numbers that a function goes to": (
        ["", "?p=2", "?p=3"],
        lambda _: (
            "<script>function page(n) { location.href = './?p=' + n; }</script>"
            + "".join(f"<a href=\"javascript:page('{n}')\">{n}</a>" for n in (1, 2, 3))
        ),
        0,
    ),
    "one address under several buttons": (
        ["", "index_1.html", "index_2.html"],
        lambda k: (
            f"<a href=index_{k + 1}.html>{k + 2}</a><a href=index_{k + 1}.html>下一页</a><a href=index_2.html>最后一页</a>"
            if k < 2
            else ""
        ),
        0,
    ),
    "next is a picture, in brackets, an icon": (
        ZERO_BASED,
        lambda k: (
            "<a href=index_1.html><img src=n.gif alt=下一页></a>",
            "<a href=index_2.html>[下一页]</a>",
            "<a href=index_3.html title=下一页><i></i></a>",
            "",
        )[k],
        0,
    ),
    "next in onclick": (
        ["", "index_1.html", "index_2.html"],
        lambda k: (
            f"""<a href="javascript:void(0)" onclick="window.open('./index_{k + 1}.html')">下一页</a>"""
            if k < 2
            else ""
        ),
        0,
    ),
    "only the last page is a link": (
        ["list-61891-1.html", "list-61891-2.html", "list-61891-3.html"],
        lambda k: '<a onclick="go(1)">下一页</a><a href="list-61891-3.html">尾页</a>',
        0,
    ),
    "script puts the address together": (
        ["list.aspx?id=4", "list.aspx?id=4&page=2", "list.aspx?id=4&page=3"],
        lambda k: (
            f"""<a href="javascript:void(0)" onclick="page('{k + 2}')">下一页</a>"""
            '<script>function page(n){location.href="list.aspx?id=4&page="+n;}</script>'
        ),
        2,
    ),
    "script jumps to index_N": (
        ONE_BASED,
        lambda k: f'<a onclick="gotopage({k + 2})">下一页</a><span>共4页</span>',
        1,
    ),
    "showList page_1": (
        ["page_1.html", "page_2.html", "page_3.html"],
        lambda k: f"<span>{k + 1}/3页</span>",
        0,
    ),
    "a full page and no word of others": (["", "index_1.html"], lambda k: "", 8),
}


@pytest.mark.parametrize("pager", PAGERS)
def test_every_page_of_the_list_is_found(pager: str) -> None:
    names, markup, misses = PAGERS[pager]
    site = _site(names, markup)
    asked, missed = _walk(site, BASE + names[0])
    assert sorted(set(asked) - set(missed)) == sorted(BASE + name for name in names[1:])
    assert len(missed) <= misses, missed
    assert len(asked) == len(set(asked))


@pytest.mark.parametrize(
    "markup",
    [
        '<script>createPageHTML(1, 0, "index", "html");</script>',
        "<script>var countPage = 1;</script>",
        "<span>共1页</span>",
    ],
)
def test_a_list_of_one_page_is_left_alone(markup: str) -> None:
    asked, _ = _walk({BASE: _rows(range(15)) + markup})
    assert asked == []


def test_a_short_list_is_not_probed() -> None:
    assert _walk({BASE: _rows(range(5))})[0] == []


def _endless(page: Callable[[int], str]) -> Site:
    class Endless(Site):
        def get(self, url: str, default: str | None = None) -> str:  # type: ignore[override]
            return page(int(url.rpartition("_")[2].partition(".")[0]))

    return Endless({BASE: page(1)})


@pytest.mark.parametrize(
    ("past_the_end", "what"),
    [
        (lambda rows: rows(0), "page 1 again"),
        (lambda rows: "<html><title>404</title>页面不存在</html>", "an error page with status 200"),
        (lambda rows: "<ul><li><a href='/xwzx/1.html'>今日要闻</a></li></ul>", "the home page's news"),
    ],
)
def test_what_comes_past_the_end_ends_the_walk(
    past_the_end: Callable[[Callable[[int], str]], str], what: str
) -> None:
    def rows(k: int) -> str:
        return _rows(range(k * 15, k * 15 + 15))

    def page(number: int) -> str:
        body = rows(number - 1) if number <= 3 else past_the_end(rows)
        return body + f'<a href="index_{number + 1}.html">下一页</a>'

    asked, _ = _walk(_endless(page))
    assert asked == [f"{BASE}index_{number}.html" for number in (2, 3, 4)], what


def test_an_endless_list_of_new_titles_is_cut_off() -> None:
    asked, _ = _walk(
        _endless(lambda number: _rows([number]) + f'<a href="index_{number + 1}.html">下一页</a>'),
    )
    assert len(asked) == 500


def test_one_page_that_fails_does_not_hide_those_after_it() -> None:
    site = _site(ZERO_BASED, _script('createPageHTML(4, 0, "index", "html");'))
    del site[BASE + "index_2.html"]
    asked, missed = _walk(site)
    assert BASE + "index_3.html" in asked
    assert missed == [BASE + "index_2.html"]
