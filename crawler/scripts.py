r"""Links that a page's own scripts put on it: anchors in their strings, and rows of their arrays.

``document.write("<a href='./zwgk/'>政务公开<\\/a>")`` and ``var rows = [{title: "…", url: "/…"}]``, as menus, trees and
lists of scripts have them. Addresses that a script first puts together are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

MOST = 10_000  # no list is longer; more are there to keep us busy

_ESCAPED = re.compile(r"""\\([/"'])""")
_ANCHOR = re.compile(r"<a\s[^<>]{1,2000}>(?:(?!</?a[\s>]).){0,500}</a>", re.I | re.S)
_ROW = re.compile(r"\{[^{}]{1,2000}\}")
_VALUE = r"""["']?\s*:\s*(?:"([^"]*)"|'([^']*)')"""
_ADDRESS = re.compile(rf"(?<!\w)(?:url|href|link|linkurl){_VALUE}", re.I)
_NAME = re.compile(rf"(?<!\w)(?:title|name|text){_VALUE}", re.I)
_PUT_TOGETHER = re.compile(r"""["'{}$\\]|^\s*$""")
_HREF = re.compile(r"""href\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))""", re.I)


def anchors(script: str) -> str:
    """Give the markup of the anchors a script writes."""
    found = (match.group() for match in _ANCHOR.finditer(_ESCAPED.sub(r"\1", script)))
    whole = (anchor for anchor in found if _is_whole(_HREF.search(anchor)))
    return "".join(anchor for anchor, _ in zip(whole, range(MOST), strict=False))


def rows(script: str) -> Iterator[tuple[str, str]]:
    """Give address and title of every object that has both."""
    for match, _ in zip(_ROW.finditer(_ESCAPED.sub(r"\1", script)), range(MOST), strict=False):
        address, name = _ADDRESS.search(match.group()), _NAME.search(match.group())
        if address and name and _is_whole(address):
            yield _value(address), _value(name)


def _is_whole(match: re.Match[str] | None) -> bool:
    return match is not None and not _PUT_TOGETHER.search(_value(match))


def _value(match: re.Match[str]) -> str:
    return next((group for group in match.groups() if group), "")
