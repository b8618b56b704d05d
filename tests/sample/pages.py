"""Prints the sample portal's pages: the chrome from templates, the reports' text and tables as HTML."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from tests.sample.content import (
    ARTICLES,
    COLUMNS,
    HOMELAND,
    LATEST,
    LISTS,
    NOTICES,
    PER_PAGE,
    PICTURES,
    READINGS,
    REPORT_LIST,
    REPORTS,
    YEARS,
    Article,
    Column,
)
from tests.sample.markup import marked, table_html
from tests.sample.seeds import Block, Image, Paragraph, Table, read_lines
from tests.sample.word_html import word_html

_TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_ZWGK = Column("zwgk/", "政府信息公开", "")
_WORD_PASTED = "003"  # pasted out of Word, on a page in an old encoding


@dataclass(frozen=True, slots=True)
class _Row:
    """A line of a list: link, full title, title as the list shows it, day."""

    href: str
    title: str
    shown: str
    day: str


def pages() -> Iterator[tuple[str, bytes]]:
    """Yield every page of the site: its path from the site's root, and its bytes."""
    notices, readings = (_rows("", LISTS[path], shorten=22) for path in (NOTICES, READINGS))
    yield _page("index.html", "home", title="首页", notices=notices, readings=readings)
    yield _page("404.html", "404", title="页面不存在")
    yield _page("zwgk/index.html", "zwgk", title=_ZWGK.name, rows=_rows("zwgk/", LATEST, shorten=30))
    for column in (*COLUMNS, HOMELAND):
        yield from _column(column)
    for year in YEARS:
        yield _year(year)
    for article in ARTICLES:
        yield _article(article)


def _page(path: str, template: str, charset: str = "utf-8", **values: object) -> tuple[str, bytes]:
    above = "/" if path == "404.html" else "../" * path.count("/")  # shown under any address
    values = {"root": above or "./", "charset": charset, "columns": COLUMNS, "side_years": None} | values
    text = _TEMPLATES.get_template(f"{template}.html").render(values)
    return path, text.encode("utf-8" if charset == "utf-8" else "gb18030")


def _column(column: Column) -> Iterator[tuple[str, bytes]]:
    if column.text:
        yield _page(f"{column.path}index.html", "page", title=column.name, column=_with_path(column))
        return
    articles = REPORT_LIST if column.path == REPORTS else LISTS[column.path]
    count = -(-len(articles) // PER_PAGE)
    names = ["index.html", *(f"index_{number}.html" for number in range(1, count))]
    for current, name in enumerate(names):
        pager = {
            "count": count,
            "current": current,
            "pages": names,
            "previous": names[current - 1] if current else None,
            "next": names[current + 1] if current + 1 < count else None,
        }
        yield _page(
            f"{column.path}{name}",
            "list",
            title=column.name,
            column=_with_path(column),
            rows=_rows(column.path, articles[current * PER_PAGE :][:PER_PAGE]),
            pager=pager if count > 1 else None,
            years=YEARS if column.path == REPORTS else None,
        )


def _year(year: int) -> tuple[str, bytes]:
    """Print the page of one report year: most portals have them, many stay empty."""
    path = f"{REPORTS}{year}n/"
    column = Column(path, f"{year}年", "")
    return _page(
        f"{path}index.html",
        "list",
        title=f"{year}年政府信息公开年报",
        column=_with_path(column, _named(REPORTS)),
        rows=_rows(path, [article for article in REPORT_LIST if article.year == year]),
        pager=None,
        years=YEARS,
    )


def _article(article: Article) -> tuple[str, bytes]:
    column = _named(article.column)
    siblings = REPORT_LIST if article in REPORT_LIST else LISTS[article.column]
    at = siblings.index(article)
    folder = article.path.rpartition("/")[0] + "/"
    previous = _rows(folder, siblings[max(at - 1, 0) : at])
    following = _rows(folder, siblings[at + 1 : at + 2])
    return _page(
        article.path,
        "article",
        charset="gb2312" if article.seed == _WORD_PASTED else "utf-8",
        title=article.title,
        column=_with_path(column),
        article=_Printed(article, _content(article)),
        previous=previous[0] if previous else None,
        following=following[0] if following else None,
        side_years=YEARS if article.column == REPORTS else None,
    )


class _Printed:
    """An article together with its body as HTML, as the template wants it."""

    def __init__(self, article: Article, content: str) -> None:
        self._article = article
        self.content = Markup(content)  # noqa: S704 - made below, every text escaped

    def __getattr__(self, name: str) -> object:
        return getattr(self._article, name)


def _named(path: str) -> Column:
    return next(column for column in COLUMNS if column.path == path)


def _with_path(column: Column, *between: Column) -> dict[str, object]:
    above = [*([] if column is HOMELAND else [_ZWGK]), *between]
    return {"path": column.path, "name": column.name, "text": column.text, "above": above}


def _rows(folder: str, articles: Sequence[Article], shorten: int | None = None) -> list[_Row]:
    return [
        _Row(
            _relative(folder, article.path),
            article.title,
            _cut(article.title, shorten),
            article.published[:10],
        )
        for article in articles
    ]


def _relative(folder: str, path: str) -> str:
    """Write a link the way the publishing system does: ``./202401/t….html``."""
    relative = Path(os.path.relpath(path, folder or ".")).as_posix()
    return relative if relative.startswith("../") else f"./{relative}"


def _cut(title: str, length: int | None) -> str:
    return f"{title[:length]}..." if length and len(title) > length else title


def _content(article: Article) -> str:
    if article.seed is None:
        return "\n".join(f'<p style="text-indent: 2em;">{escape(text)}</p>' for text in article.text)
    blocks = read_lines(article.seed)[1:]  # the page prints the title itself
    if article.seed == _WORD_PASTED:
        return word_html(blocks)
    return "\n".join(_clean_html(blocks))


def _clean_html(blocks: Iterable[Block]) -> Iterator[str]:
    """Print blocks as a publishing system's own editor does."""
    opening = (
        '<table border="1" cellspacing="0" cellpadding="4" style="width: 100%; border-collapse: collapse;">'
    )
    for block in blocks:
        if isinstance(block, Table):
            yield table_html(block, opening, "text-align: center;")
        elif isinstance(block, Image):
            file = PICTURES[block.alt]
            image = f'<img src="./{file}" alt="{escape(block.alt)}" OLDSRC="{file}">'
            yield f'<p style="text-align: center;">{image}</p>'
        elif isinstance(block, Paragraph) and block.text.strip():
            yield f'<p style="text-align: justify; text-indent: 2em;">{marked(block)}</p>'
