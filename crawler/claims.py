"""What an article page says about itself, in meta tags and printed beside its title; claims are evidence, not truth."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from lxml.html import HtmlElement

from crawler.document import PageClaims
from crawler.page import Page

# Meta tags every government page should carry by the rules for government websites, as those write them.
_METAS = (
    "SiteName", "SiteDomain", "SiteIDCode", "ColumnName", "ColumnType", "ArticleTitle", "PubDate", "ContentSource", "Author",
)  # fmt: skip
_LABELS = (
    "索引号", "信息索引号", "发布机构", "发文机关", "发文机构", "发布单位", "公开主体", "文号", "发文字号", "备注/文号",
    "成文日期", "公文生成日期", "生成日期", "发布日期", "发文日期", "公开日期", "发布时间", "信息来源", "来源", "登记号",
)  # fmt: skip
_SPACED = "|".join(r"\s*".join(map(re.escape, label)) for label in sorted(_LABELS, key=len, reverse=True))
_LABEL = re.compile(rf"(?<![\w一-鿿])[\[【(（]?({_SPACED})[\]】)）]?\s*([:：]|$)")
_NEXT = re.compile(r"\s+(?=[^\s\d:：]{2,8}[:：])|[|｜\[【]")  # where another label, or a button, follows
_SHORTEST_LABEL = 2
_LONGEST_TEXT = 300  # characters of a line of labels and values
_LONGEST_VALUE = 100
_SPACES = re.compile(r"\s+")


def claims_of(page: Page, link_text: str | None) -> PageClaims:
    """Collect what a page claims; the title falls back to the text of the link that led here."""
    metas = page.metas
    return PageClaims(
        title=metas.get("articletitle") or link_text,
        published_on=metas.get("pubdate"),
        source=metas.get("contentsource"),
        site_id=metas.get("siteidcode"),
        everything=tuple(_everything(page)),
    )


def _everything(page: Page) -> Iterator[tuple[str, str]]:
    for name in _METAS:
        if value := page.metas.get(name.lower()):
            yield name, value[:_LONGEST_VALUE]
    found: dict[str, str] = {}
    for label, value in _printed(page.tree.root):
        found.setdefault(label, value)
    yield from found.items()


def _printed(root: HtmlElement) -> Iterator[tuple[str, str]]:
    """Give labels with the values printed behind them, in the same text or in the element that follows."""
    for node in root.iter("*"):
        if node.tag in ("script", "style"):
            continue
        for text in (node.text, *(child.tail for child in node)):
            if text and _SHORTEST_LABEL <= len(text) <= _LONGEST_TEXT:
                yield from _in_text(node, text)


def _in_text(node: HtmlElement, text: str) -> Iterator[tuple[str, str]]:
    matches = list(_LABEL.finditer(text))
    for match, following in pairwise([*matches, None]):
        assert match  # noqa: S101  only the last of them is none
        end = following.start() if following else len(text)
        value = _NEXT.split(text[match.end() : end].strip(), maxsplit=1)[0].strip()
        if not value and not following:
            value = _beside(node, _bare(match.group()))
        if value and len(value) <= _LONGEST_VALUE and not _LABEL.match(value):
            yield _bare(match.group(1)), _SPACES.sub(" ", value)


def _beside(node: HtmlElement, label: str) -> str:
    """Read what stands beside an element that holds nothing but a label."""
    around = node
    while around is not None and _bare(_text(around)) == label:
        node, around = around, around.getparent()
    if _bare(_text(node)) != label:
        return ""
    if tail := (node.tail or "").strip():
        return tail
    following = node.getnext()
    return "" if following is None else _text(following).strip()


def _text(node: HtmlElement) -> str:
    """Give an element's text, or as much of it as shows that it is more than a label and a value."""
    text = ""
    for part in node.itertext():
        text += part
        if len(text) > _LONGEST_TEXT:
            break
    return text


def _bare(text: str) -> str:
    return _SPACES.sub("", text)
