"""HTML pages: the part of the page that holds the report, as paragraphs and tables."""

from __future__ import annotations

import re
from base64 import b64decode
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import groupby
from typing import cast
from urllib.parse import unquote

import lxml.html
from lxml import etree
from lxml.etree import ParserError, _Element

from extractors.charset import decode
from extractors.content import Content, ContentBuilder, RawCell, UnreadableError, clean, lay_out
from extractors.formats.html_article import all_text, find_article
from extractors.titles import title_quality
from extractors.traditional import simplified

MEDIA_TYPES = ("text/html", "application/xhtml+xml")

_SKIPPED = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "head",
        "iframe",
        "object",
        "embed",
        "svg",
        "select",
        "option",
        "button",
        "textarea",
        "input",
    ]
)
_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "center",
        "dd",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "html",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "ul",
        "caption",
        "ucapcontent",
        "ucaptitle",
    ]
)
_TABLE_PARTS = frozenset(["table", "thead", "tbody", "tfoot", "tr", "td", "th", "colgroup", "col"])
# What stands around an element's text in a cell; a note's mark is no digit of the number before it.
_AROUND = {
    **dict.fromkeys((*_BLOCKS, "table", "tr"), ("\n", "\n")),
    "br": ("\n", ""),
    "sup": ("（", "）"),
    "sub": ("（", "）"),
}
# Mean nothing for the text they are around, and Word writes them around every word.
_MEANINGLESS = ("span", "font", "b", "strong", "i", "em", "u", "o:p")
_HIDDEN = re.compile(
    r"display\s*:\s*none|mso-hide\s*:\s*all|visibility\s*:\s*hidden|font-size\s*:\s*0(?:px|pt|em)?\s*(?:;|$)"
    r"|text-decoration[^;]*line-through",
    re.IGNORECASE,
)
_STRUCK = ("s", "del", "strike")  # no longer said
_styled = etree.XPath("descendant::*[@style]")
_styles = etree.XPath("descendant::*/@style", smart_strings=False)
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_BLANK_IN_CHINESE = re.compile(r"(?<=[\u3000-\u9fff\uff00-\uffef]) (?=[\u3000-\u9fff\uff00-\uffef])")
_DEEPEST = 200
_MAX_MARKUP = 20_000_000
_SITE = re.compile(r"(?:政府|[局委厅办])$|网$|网站|门户")


def content(body: bytes, pictures: Mapping[str, bytes] | None = None) -> Content:
    """Read a page; ``pictures`` are those that came with it, by the last part of their addresses.

    Raises UnreadableError where it is empty, too large or in no known charset.
    """
    text = decode(body)
    if len(text) > _MAX_MARKUP:
        raise UnreadableError("网页过大", "the page is too large")
    tree = _parse(text)
    metas = _metas(tree)
    article = find_article(tree)
    etree.strip_tags(article.element, *_MEANINGLESS)
    builder = ContentBuilder()
    _Walker(builder, pictures or {}).walk(article.element)
    if _ends_inside_table(text):
        builder.drop_last_cell()
    return Content(
        tuple(builder.blocks),
        title=_title(tree, metas.get("articletitle"), article.lines_before),
        published_on=metas.get("pubdate"),
        source=metas.get("contentsource"),
        site=metas.get("sitename") or _site(tree),
        pictures=len(article.element.findall(".//img")),
        shown=tuple(builder.pictures),
    )


def add_markup(builder: ContentBuilder, markup: str) -> None:
    """Add a fragment of markup, such as a table inside Markdown."""
    _Walker(builder, {}).walk(_parse(markup))


def last_part(address: str) -> str:
    """The last part of an address, by which a page's files are known wherever they are kept."""
    return (
        address if address.startswith("cid:") else unquote(re.split(r"[?#]", address)[0].rpartition("/")[2])
    )


def _ends_inside_table(text: str) -> bool:
    """Say whether the page was cut off within a table: its last cell may be cut too."""
    tail = text[-200_000:].encode("utf-8", "replace").lower()  # quicker than small letters of all scripts
    return tail.rfind(b"<table") > tail.rfind(b"</table")


def _parse(text: str) -> _Element:
    # An XML declaration's encoding would be applied to text that is already decoded.
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text.replace("\x00", ""))
    markup = text.encode("utf-8", "replace")
    # etree's own elements: choosing a class of lxml.html's for each of them takes longer than reading it.
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=False, remove_comments=True, remove_pis=True)
    try:
        tree = lxml.html.document_fromstring(markup, parser=parser)
    except ParserError:
        raise UnreadableError("网页中没有任何内容", "the page is empty") from None
    for element in list(_unseen(tree, markup)):
        _drop(element)  # what no reader sees is not part of the report
    return tree


def _unseen(tree: _Element, markup: bytes) -> Iterator[_Element]:
    yield from tree.iter(*_STRUCK)
    if b"hidden" in markup.lower():
        yield from tree.iterfind(".//*[@hidden]")
    # Most pages hide nothing, and have the same few styles on hundreds of elements.
    if any(map(_hides, set(cast("list[str]", _styles(tree))))):
        styled = cast("list[_Element]", _styled(tree))
        yield from (element for element in styled if _hides(element.get("style") or ""))


@lru_cache(maxsize=1024)  # the same few styles are written on every element
def _hides(style: str) -> bool:
    return _HIDDEN.search(style) is not None


def _drop(element: _Element) -> None:
    """Take an element out of the page; the text after it stays."""
    parent, before = element.getparent(), element.getprevious()
    if parent is None:
        return
    if before is not None:
        before.tail = (before.tail or "") + (element.tail or "")
    else:
        parent.text = (parent.text or "") + (element.tail or "")
    parent.remove(element)


def _metas(tree: _Element) -> dict[str, str]:
    """What the page's meta elements say, by their names in small letters; of several the first that says anything."""
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        if value := clean(element.get("content") or ""):
            found.setdefault((element.get("name") or "").strip().lower(), value)
    return found


def _title(tree: _Element, meta: str | None, lines_before: Iterable[str]) -> str | None:
    """Of all the page calls itself what most looks like a report's title: one that names a year and an organ."""
    candidates = [*([meta] if meta else []), *_claimed_titles(tree), *lines_before]
    return max(candidates, key=lambda line: title_quality(simplified(line)), default=None)


def _claimed_titles(tree: _Element) -> Iterator[str]:
    for heading in tree.iter("h1", "h2", "ucaptitle"):
        yield clean(re.sub(r"\s+", " ", all_text(heading)))
    element = tree.find(".//title")
    text = clean(all_text(element)) if element is not None else ""
    for separators in (r"[_|\s]|——?|-", r"[_|]|——?|-"):
        yield from filter(None, map(clean, re.split(separators, text)))


def _site(tree: _Element) -> str | None:
    """The name of the portal behind the page's title: X局年报_某市人民政府门户网站."""
    element = tree.find(".//title")
    parts = re.split(r"[_|\s—–-]+", clean(all_text(element))) if element is not None else []
    return next((part for part in reversed(parts[1:]) if _SITE.search(part)), None)


class _Walker:
    """Walks markup in reading order; block elements and ``<br>`` end a paragraph."""

    def __init__(self, builder: ContentBuilder, pictures: Mapping[str, bytes]) -> None:
        self._builder = builder
        self._pictures = pictures
        self._text: list[str] = []

    def walk(self, root: _Element) -> None:
        self._visit(root, 0)
        self._end_paragraph()

    def _visit(self, element: _Element, depth: int) -> None:
        if not isinstance(element.tag, str) or element.tag in _SKIPPED:
            return
        if depth > _DEEPEST:
            raise UnreadableError("网页标签嵌套过深", "the page's markup is nested too deeply")
        if element.tag == "br":
            self._end_paragraph()
            return
        if element.tag == "table":
            self._end_paragraph()
            self._table(element, depth)
            return
        if element.tag == "img":
            self._picture(element)
            return
        block = element.tag in _BLOCKS or element.tag in _TABLE_PARTS
        if block:
            self._end_paragraph()
        self._add(element.text)
        for child in element:
            self._visit(child, depth + 1)
            self._add(child.tail)
        if block:
            self._end_paragraph()

    def _table(self, table: _Element, depth: int) -> None:
        """Add a table; rows that hold tables of several cells only arrange them on the page."""
        for caption in table.iterchildren("caption"):
            self._visit(caption, depth + 1)
        for arranged, rows in groupby(_own_rows(table), _arranges_tables):
            if not arranged:
                own = list(rows)
                self._builder.table(lay_out(map(_raw_cells, own)))
                for picture in (p for row in own for p in row.iter("img")):
                    self._picture(picture)
                continue
            for row in rows:
                self._visit(row, depth + 1)

    def _picture(self, element: _Element) -> None:
        """Note a picture that is written into the page, or came with it."""
        source = (element.get("src") or "").strip()
        data = re.match(r"data:image/[\w.+-]+;base64,", source)
        if data is None:
            body = self._pictures.get(last_part(source)) if self._pictures else None
        else:
            body = _decoded(source[data.end() :])
        if body:
            self._builder.picture(body)

    def _add(self, text: str | None) -> None:
        if text:
            self._text.append(text)

    def _end_paragraph(self) -> None:
        self._builder.paragraph(fold_spaces("".join(self._text)))
        self._text = []


def _decoded(base64: str) -> bytes | None:
    try:
        return b64decode(unquote(base64))
    except ValueError:  # cut off
        return None


def fold_spaces(text: str) -> str:
    """White space as a browser shows it: runs of breakable blanks are one space, none between two Chinese words."""
    # Most figures and labels have no blanks but single spaces.
    folded = text if text.isprintable() and "  " not in text else _BLANKS.sub(" ", text)
    return _BLANK_IN_CHINESE.sub("", folded) if " " in folded else folded


def _arranges_tables(row: _Element) -> bool:
    return any(len(list(inner.iter("td", "th"))) > 1 for inner in row.iter("table"))


def _raw_cells(row: _Element) -> list[RawCell]:
    return [
        (_cell_text(cell), _span(cell.get("rowspan")), _span(cell.get("colspan")))
        for cell in row.iterchildren("td", "th")
    ]


def _own_rows(parent: _Element) -> Iterator[_Element]:
    """The table's rows, not those of tables in its cells."""
    for child in parent:
        if child.tag == "tr":
            yield child
        elif child.tag not in ("td", "th", "table") and isinstance(child.tag, str):
            yield from _own_rows(child)


def _cell_text(cell: _Element) -> str:
    if len(cell) == 0:
        text = (cell.text or "").strip()
    else:
        pieces: list[str] = []
        _collect(cell, pieces)
        text = "".join(pieces).strip()
    if text.isalnum():
        return text  # most figures and labels
    return "\n".join(filter(None, [fold_spaces(line).strip() for line in text.split("\n")]))


def _collect(element: _Element, pieces: list[str]) -> None:
    """Add the text of a cell in reading order, a newline wherever a browser would begin a new line."""
    if text := element.text:
        pieces.append(text)
    for child in element:
        tag = child.tag
        if isinstance(tag, str) and tag not in _SKIPPED:
            before, after = _AROUND.get(tag, ("", ""))
            pieces.append(before)
            _collect(child, pieces)
            pieces.append(after)
        if tail := child.tail:
            pieces.append(tail)


@lru_cache(maxsize=1024)
def _span(value: str | None) -> int:
    """A declared span; 0 (to the table's end) is kept, nonsense is 1."""
    if value is None:
        return 1
    digits = re.match(r"\s*(\d{1,4})", value)
    return int(digits[1]) if digits else 1
