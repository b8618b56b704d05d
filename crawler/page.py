"""One fetched page and what it links to."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import urljoin

from parsel import Selector

from crawler import scripts as script
from crawler.decoding import decode
from crawler.titles import LONGEST_TITLE, Kind, Title, classify

LARGEST_PAGE = (
    5_000_000  # bytes; a list or article is a hundredth of it, and parsing costs twenty times its size
)
LONGEST_HEAD = 4096  # bytes before which a whole page says that it is one
MOST_ANCHORS = 10_000  # no list is longer; more are there to keep us busy

_CHARSET = re.compile(r"charset=[\"']?([\w-]+)", re.I)
_MARKUP = re.compile(
    rb"^<(?:!doctype|!--|html|head|body|meta|title|link|style|script|div|p|[uod]l|table|form|\?xml)", re.I
)
_WHOLE = re.compile(rb"<(?:html|head|body|frameset|!doctype)[\s>]", re.I)
_QUOTED_ADDRESS = re.compile(r"""["']((?:https?:/)?\.{0,2}/[^"'\s<>]+)["']""")
_MORE = re.compile(r"^[\[(]?(?:更多|查看更多|more)[>»›+…\])]*$", re.I)
_SCRIPTED = re.compile(r"^\s*(?:javascript:|#|$)", re.I)


@dataclass(frozen=True, slots=True)
class Link:
    """One address a page points to, with the best title the page has for it."""

    url: str  # absolute, without fragment
    title: str

    @property
    def judged(self) -> Title:
        return classify(self.title)


@dataclass(frozen=True)
class Page:
    """A fetched page. ``url`` is where it was found after redirects, ``body`` the bytes as served."""

    url: str
    body: bytes = field(repr=False)
    content_type: str | None = None
    hidden: tuple[Link, ...] = ()  # what its system leads to by script

    @property
    def is_markup(self) -> bool:
        """Tell a web page from a file by its first bytes: the declared type is often wrong."""
        return _MARKUP.search(self.body[:1024].lstrip(codecs.BOM_UTF8 + b" \t\r\n")) is not None

    @property
    def is_whole(self) -> bool:
        """Tell a page that stands by itself, with its menus, from a list's rows sent by some interface."""
        return self.is_markup and _WHOLE.search(self.body[:LONGEST_HEAD]) is not None

    @property
    def is_data(self) -> bool:
        """Tell JSON."""
        return self.body[:64].lstrip(codecs.BOM_UTF8 + b" \t\r\n")[:1] in (b"{", b"[")

    @cached_property
    def text(self) -> str:
        declared = _CHARSET.search(self.content_type or "")
        return decode(self.body[:LARGEST_PAGE], declared.group(1) if declared else None)

    @cached_property
    def tree(self) -> Selector:
        return Selector(text=self.text or "<html></html>", type="html")

    @cached_property
    def base(self) -> str:
        return urljoin(self.url, (self.tree.xpath("//base/@href").get() or "").strip())

    @cached_property
    def _anchors(self) -> tuple[tuple[str, Selector], ...]:
        anchors = "//a | //area | //option[contains(@value, '/') or contains(@value, '?')] | //*[@onclick]"
        nodes = self.tree.xpath(f"({anchors})[position() <= {MOST_ANCHORS}]")
        found = ((self.absolute(self._target(node)), node) for node in (*nodes, *self.written))
        return tuple((url, node) for url, node in found if url)

    @cached_property
    def written(self) -> tuple[Selector, ...]:
        """Anchors that the page's scripts write."""
        markup = script.anchors(self.scripts)
        return tuple(Selector(text=markup, type="html").xpath("//a")) if markup else ()

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """Every address of the page once, in order, each with its best title."""
        titles: dict[str, list[str]] = {}
        for url, node in self._anchors:
            titles.setdefault(url, []).extend(_titles(node))
        for address, title in script.rows(self.scripts):
            if target := self.absolute(address):
                titles.setdefault(target, []).append(title)
        for link in self.hidden:
            titles.setdefault(link.url, []).append(link.title)
        return tuple(Link(url, _best(found)) for url, found in titles.items())

    @cached_property
    def buttons(self) -> tuple[Link, ...]:
        """Every anchor by itself with its text, or its picture's, without spaces: what a pager is read from."""
        return tuple(Link(url, _label(node)) for url, node in self._anchors)

    @cached_property
    def frames(self) -> tuple[str, ...]:
        sources = self.tree.xpath("//iframe/@src | //frame/@src").getall()
        return tuple(url for url in map(self.absolute, sources) if url)

    @cached_property
    def prose(self) -> str:
        """All visible text in one line without spaces: for finding words, not for reading."""
        parts = self.tree.xpath("//body//text()[not(ancestor::script or ancestor::style)]").getall()
        return re.sub(r"\s+", "", "".join(parts))

    @cached_property
    def scripts(self) -> str:
        return "\n".join(
            self.tree.xpath("//script[not(@src) and not(contains(@type, 'xml'))]//text()").getall()
        )

    @cached_property
    def metas(self) -> dict[str, str]:
        """Meta tags by lower-cased name; sites write ArticleTitle, articletitle, ARTICLETITLE."""
        tags = self.tree.xpath("//meta[@name and @content]")
        pairs = ((tag.attrib["name"].strip().lower(), tag.attrib["content"].strip()) for tag in tags)
        return {name: content for name, content in pairs if content}

    def absolute(self, address: str) -> str | None:
        """Resolve an address found on this page; null when it is script, empty, or no address at all."""
        address = address.strip()
        if _SCRIPTED.match(address):
            return None
        try:
            return urljoin(self.base, address).partition("#")[0]
        except ValueError:
            return None

    def _target(self, node: Selector) -> str:
        href = node.attrib.get("href", node.attrib.get("value", ""))
        if not _SCRIPTED.match(href):
            return href
        # href="javascript:void(0)" onclick="window.open('/zwgk/zfxxgknb/')", or onclick="page('7')"
        order = f"{href} {node.attrib.get('onclick', '')}"
        handler = _QUOTED_ADDRESS.search(order)
        return handler.group(1) if handler else script.called(order, self._functions)

    @cached_property
    def _functions(self) -> dict[str, script.Function]:
        return script.functions(self.scripts)

    def links_titled(self, *kinds: Kind) -> list[Link]:
        return [link for link in self.links if link.judged.kind in kinds]


def _label(node: Selector) -> str:
    words = "".join(node.xpath(".//text()").getall()), *node.xpath(".//img/@alt | @title").getall()
    return next(filter(None, (re.sub(r"\s+", "", text) for text in words)), "")


def _titles(node: Selector) -> Iterable[str]:
    # The title attribute first: the anchor's text may be cut to the width of the list.
    yield node.attrib.get("title", "")
    yield "".join(node.xpath(".//text()[not(ancestor::script)]").getall())
    yield from node.xpath(".//img/@alt | .//img/@title | ./@alt").getall()
    if _MORE.match(_label(node)):  # <h3>政府信息公开年报<a>更多</a></h3>
        yield "".join(node.xpath("..//text()").getall()).strip().removesuffix(_label(node))


def _best(titles: list[str]) -> str:
    found = [re.sub(r"\s+", " ", title).strip()[:LONGEST_TITLE] for title in titles]
    telling = [title for title in found if classify(title).kind is not Kind.OTHER]
    whole = [title for title in telling if not title.endswith(("…", ".."))]
    for choice in (whole, telling):
        if choice:
            return choice[0]
    return max(found, key=len, default="")
