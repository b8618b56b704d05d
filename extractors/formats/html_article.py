"""Where on a page the report stands: menus, links and lists of other reports around it are not part of it."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from lxml import etree
from lxml.etree import _Element

from extractors.traditional import simplified

# What only the report itself says, in its headings and tables.
_SIGNS = re.compile(
    "第二十条第|勾稽关系|本年新收政府信息公开申请|结转下年度继续办理|结果维持|尚未审结|总体情况|主动公开政府信息情况"
    "|主动公开政府信息的情况|收到和处理政府信息公开申请|不予公开政府信息|收费及减免|行政复议、行政诉讼|存在的主要问题"
    "|其他需要报告的事项|统计指标|指标名称|统计(?:期限|时间|时限|周期)|本(?:年度)?报告"
)
_FEWEST_SIGNS = 2
_UNSAID = frozenset(("script", "style", "noscript", "template", "head", "select", "button", "textarea"))
_LONGEST_LINK = 60  # a link around more text than a title has is a tag somebody forgot to close
_LONGEST_TITLE = 80
_LINES = ("p", "div", "br", "tr", "li", "h1", "h2", "h3", "h4")
_ROWS = ("tr", "tbody", "thead", "tfoot")  # what is spread over several cells of a row is read as a table
_TABLES = ("table", "tr")
_NOT_PLAIN = (*_UNSAID, "a", "table")  # a table or row without any of these says all its text


@dataclass(frozen=True)
class Article:
    """The element that holds the report, and short lines that stand before it, the nearest first."""

    element: _Element
    lines_before: tuple[str, ...]


@dataclass(frozen=True)
class _Said:
    """What a page says outside its links, without white space, and which part of it each element holds.

    ``plain`` tables, and what is in them, say all that they hold; which part of it each of their elements holds is
    seldom asked.
    """

    text: str
    spans: dict[_Element, tuple[int, int]]
    plain: set[_Element]

    def look_into(self, element: _Element) -> None:
        """Find out which part each child of a plain element holds."""
        at = self.spans[element][0] + len(_folded(element.text))
        for child in element:
            end = at + len(_folded(all_text(child)))
            self.spans[child] = at, end
            self.plain.add(child)
            at = end + len(_folded(child.tail))

    def look_through(self, element: _Element) -> None:
        """Find out which part each element in a plain one holds."""
        start = self.spans[element][0]
        inner = _read(element, tables=()).spans
        self.spans.update({e: (start + a, start + b) for e, (a, b) in inner.items()})


def find_article(tree: _Element) -> Article:
    """The innermost element that holds all of the report's own signs and most of what the page says."""
    body = tree.find(".//body")
    root = body if body is not None else tree
    said = _read(root)
    here = _innermost(root, said)
    return Article(here, tuple(_lines_before(here, said)))


def _read(root: _Element, tables: Container[str] = _TABLES) -> _Said:
    pieces: list[str] = []
    spans: dict[_Element, tuple[int, int]] = {}
    plain: set[_Element] = set()
    begun: list[int] = []
    at = 0
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        if event == "start":
            begun.append(at)
            tag = element.tag
            if tag in _UNSAID or (tag == "a" and _is_link(element)) or not isinstance(tag, str):
                walk.skip_subtree()
                continue
            said = element.text
            if tag in tables and next(element.iterdescendants(*_NOT_PLAIN), None) is None:
                walk.skip_subtree()
                plain.add(element)
                said = all_text(element)
        else:
            spans[element] = (begun.pop(), at)
            said = element.tail if element is not root else None
        if folded := _folded(said):
            pieces.append(folded)
            at += len(folded)
    return _Said("".join(pieces), spans, plain)


def _folded(text: str | None) -> str:
    return "".join(text.split()) if text else ""


def all_text(element: _Element) -> str:
    return etree.tostring(element, method="text", encoding="unicode", with_tail=False)


def _is_link(element: _Element) -> bool:
    return len(all_text(element).strip()) <= _LONGEST_LINK


def _innermost(root: _Element, said: _Said) -> _Element:
    """The element that holds all signs; where there are too few, that holds most of what is said."""
    signs = [match.span() for match in _SIGNS.finditer(simplified(said.text))]
    if len(signs) < _FEWEST_SIGNS:
        signs = []
    here = root
    while (child := _child_with(here, signs, said)) is not None:
        here = child
    while here.tag in _ROWS and here is not root and (parent := here.getparent()) is not None:
        here = parent
    return here


def _child_with(element: _Element, signs: Sequence[tuple[int, int]], said: _Said) -> _Element | None:
    """The child that holds all signs and more than half of what is said; a mere paragraph is none."""
    if element in said.plain:
        said.look_into(element)
    for child in element:
        start, end = said.spans.get(child, (0, 0))
        whole = not signs or (start <= signs[0][0] and signs[-1][1] <= end)
        if whole and 2 * (end - start) > len(said.text) and _holds_lines(child):
            return child
    return None


def _holds_lines(element: _Element) -> bool:
    """Say whether an element holds more than one line: a paragraph may name all sections and is not the report."""
    return len(list(islice(element.iterdescendants(*_LINES), 2))) > 1


def _lines_before(article: _Element, said: _Said) -> Iterator[str]:
    """What stands before the article in elements of their own."""
    start = said.spans[article][0]
    for element in [e for e in said.plain if said.spans[e][0] < said.spans[e][1] <= start]:
        said.look_through(element)
    short = [
        (begin, end)
        for begin, end in said.spans.values()
        if end <= start and 0 < end - begin <= _LONGEST_TITLE
    ]
    nearest_first = sorted(short, key=lambda span: (-span[1], -span[0]))
    yield from dict.fromkeys(said.text[begin:end] for begin, end in nearest_first)
