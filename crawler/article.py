"""Whether a page is a report, and which files hang on it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import parse_qsl, unquote, urljoin, urlsplit

from parsel import Selector

from crawler.page import MOST_ANCHORS, Link, Page
from crawler.titles import LONGEST_TITLE, Kind, Title, classify

# The six headings every report must have, and those of the forms before 2019.
_HEADINGS = (
    "总体情况",
    "主动公开政府信息情况",
    "收到和处理政府信息公开申请情况",
    "政府信息公开行政复议",
    "存在的主要问题及改进情况",
    "其他需要报告的事项",
    "主动公开政府信息的情况",
    "依申请公开政府信息的情况",
    "政府信息公开的收费及减免情况",
    "申请行政复议、提起行政诉讼",
)
_SUFFIX = r"(?:pdf|docx?|wps|xlsx?|et|ofd|zip|rar|7z|txt|rtf)"
_FILE_NAME = re.compile(rf"\.{_SUFFIX}$", re.I)
_DOWNLOADER = re.compile(r"/(?:downfile|download\w*)\.(?:jsp|do|action|aspx?|ashx|php)$", re.I)
_FILE_IN_SCRIPT = re.compile(rf"""["']([^"'<>\s|]+\.{_SUFFIX})["'|?]""", re.I)
_NAME_PARAMETERS = frozenset({"filename", "showname", "file", "name", "fileurl", "filepath"})
_VIEWER_PARAMETERS = frozenset({"file", "fileurl", "filepath", "url"})
_DATA_ATTRIBUTES = ("data-value", "data-url", "data-src", "data-file", "data-href", "data-path")
_MOST_PICTURES = 60  # pages of the longest report
_LEAST_CELLS = 20  # of the smallest table a report must have
_PICTURE = re.compile(r"\.(?:jpe?g|png|bmp|tiff?)$", re.I)
_DECORATION = re.compile(r"logo|icon|share|weixin|wechat|qr_?code|ewm|banner|button|print|close|back", re.I)
_BODY_OF_ARTICLE = re.compile(
    r"zoom|ivs_content|webeditor|article|trs_(?:ueditor|editor)|trs_editor|custom_unionstyle|artile_zw|ucap|vsb_content|"
    r"v_news_content|img_vsb_content|con_text|content|detail|zw_|printarea|main-?text|wzzw",
    re.I,
)
_OUTSIDE_THE_ARTICLE = (
    "ancestor::nav or ancestor::header or ancestor::footer or "
    "ancestor::*[contains(translate(concat(@class, ' ', @id), 'FOTERHADNV', 'foterhadnv'), 'footer')]"
)


def is_report_text(page: Page) -> bool:
    """Tell whether the page holds a report's text: at least three of the headings the forms prescribe."""
    return sum(heading in page.prose for heading in _HEADINGS) >= 3


def is_report(page: Page) -> bool:
    """Tell that a page is a report, whatever the link to it was called."""
    return is_report_text(page) or classify(page.metas.get("articletitle", "")).kind is Kind.REPORT


def is_article(page: Page) -> bool:
    """Tell an article from a list: article pages must carry ArticleTitle, lists must not."""
    return "articletitle" in page.metas or is_report_text(page)


def is_attachment_address(url: str) -> bool:
    """Tell from an address that a file is behind it, by its path or a name in its query."""
    parts = urlsplit(url)
    if parts.query and _DOWNLOADER.search(parts.path):
        return True
    names = [unquote(parts.path)]
    names += [value for key, value in parse_qsl(parts.query) if key.lower() in _NAME_PARAMETERS]
    return any(_FILE_NAME.search(name) for name in names)


def attachments(page: Page, title: Title) -> tuple[Link, ...]:
    """Find the files that hang on the article so titled, once each, in the page's order.

    Looks at anchors, frames, viewers and script variables; leaves out files whose name is a look-alike's or
    another report's, and those of the page's header and footer. A link's title is the file's name for people.
    Where there is neither a file nor a table, the pictures in the article's body are the report.
    """
    found: dict[str, str] = {}
    for address, name in [*_anchors(page), *_embedded(page), *_scripted(page)]:
        url = page.absolute(address)
        if url and url != page.url and not found.get(url):
            found[url] = name
    links = [Link(url, name) for url, name in found.items()]
    return tuple(link for link in links if _belongs(link.judged, title)) or _pictures(page)


def _pictures(page: Page) -> tuple[Link, ...]:
    if is_report_text(page) and len(page.tree.xpath("//table//td")) >= _LEAST_CELLS:
        return ()
    found: dict[str, None] = {}
    for node in page.tree.xpath(f"//img[@src][not({_OUTSIDE_THE_ARTICLE})]"):
        address = node.attrib["src"].strip()
        around = " ".join(node.xpath("ancestor::*/@id | ancestor::*/@class | @class").getall())
        own = _PICTURE.search(urlsplit(address).path) and not _DECORATION.search(address)
        if own and _BODY_OF_ARTICLE.search(around) and (url := page.absolute(address)):
            found[url] = None
    return tuple(Link(url, "") for url in list(found)[:_MOST_PICTURES])


def _belongs(file: Title, title: Title) -> bool:
    if file.kind is not Kind.REPORT:
        return file.kind is not Kind.LOOK_ALIKE
    other_year = bool(file.year and title.year and file.year != title.year)
    other_organ = bool(
        file.organ and title.organ and file.organ not in title.organ and title.organ not in file.organ
    )
    return not other_year and not other_organ


def _anchors(page: Page) -> Iterator[tuple[str, str]]:
    for node in page.tree.xpath(f"(//a)[position() <= {MOST_ANCHORS}][not({_OUTSIDE_THE_ARTICLE})]"):
        href = node.attrib.get("href", "")
        text = "".join(node.xpath(".//text()").getall()).strip()
        names = (node.attrib.get("download", ""), text, node.attrib.get("title", ""))
        for address in _viewed(href):
            yield address, _human_name(names)
        if is_attachment_address(href) or any(_FILE_NAME.search(name.strip()) for name in names):
            yield href, _human_name(names)
        for match in _FILE_IN_SCRIPT.finditer(node.attrib.get("onclick", "")):
            yield match.group(1), _human_name(names)


def _embedded(page: Page) -> Iterator[tuple[str, str]]:
    addresses: list[Selector] = list(page.tree.xpath("//iframe/@src | //embed/@src | //object/@data"))
    for address in (node.get().strip() for node in addresses):
        yield from ((inner, "") for inner in _viewed(address))
        if _FILE_NAME.search(urlsplit(address).path):
            yield address, ""
    for attribute in _DATA_ATTRIBUTES:
        for value in page.tree.xpath(f"//@{attribute}").getall():
            if _FILE_NAME.search(urlsplit(value.strip()).path):
                yield value, ""


def _scripted(page: Page) -> Iterator[tuple[str, str]]:
    # var appLinkStr='./P020…xlsx|./P020…pdf' and "\/upload\/2024\/a.pdf" in embedded JSON
    for node in page.written:
        if is_attachment_address(href := node.attrib.get("href", "")):
            yield href, ""
    unescaped = page.scripts.replace("\\/", "/").replace('\\"', '"').replace("|", "'|'")
    for match in _FILE_IN_SCRIPT.finditer(unescaped):
        if "/" in match.group(1):
            yield match.group(1), ""


def _viewed(address: str) -> Iterator[str]:
    """Give the file a viewer page is told to show: viewer.html?file=/upload/a.pdf."""
    if _FILE_NAME.search(urlsplit(address).path):
        return
    parts = urlsplit(address)
    for key, value in parse_qsl(parts.query):
        if (
            key.lower() in _VIEWER_PARAMETERS
            and _FILE_NAME.search(value)
            and ("/" in value or "viewer" in parts.path)
        ):
            yield urljoin(address, value)


def _human_name(names: tuple[str, ...]) -> str:
    return next((name.strip()[:LONGEST_TITLE] for name in names if name.strip()), "")
