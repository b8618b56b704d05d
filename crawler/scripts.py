r"""Links that a page's own scripts put on it: anchors in their strings, and rows of their arrays.

``document.write("<a href='./zwgk/'>政务公开<\\/a>")`` and ``var rows = [{title: "…", url: "/…"}]``, as menus, trees and
lists of scripts have them. Addresses that a script first puts together are left out, but for those of a function that
does it with its parameters: ``function page(n) { location.href = "list.aspx?id=7&p=" + n }``, ``onclick="page('7')"``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

MOST = 10_000  # no list is longer; more are there to keep us busy

_ESCAPED = re.compile(r"""\\([/"'])""")
_ANCHOR = re.compile(r"<a\s[^<>]{1,2000}>(?:(?!</?a[\s>]).){0,500}</a>", re.I | re.S)
_ROW = re.compile(r"\{[^{}]{1,2000}\}")
_VALUE = r"""["']?\s*:\s*(?:"([^"]*)"|'([^']*)')"""
_ADDRESS = re.compile(rf"(?<!\w)(?:url|href|link|linkurl){_VALUE}", re.I)
_NAME = re.compile(rf"(?<!\w)(?:title|name|text){_VALUE}", re.I)
_PUT_TOGETHER = re.compile(r"""["'{}$\\]|^\s*$""")
_HREF = re.compile(r"""href\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))""", re.I)
_FUNCTION = re.compile(r"function\s+(\w{1,50})\s*\(([\w\s,$]{0,200})\)\s*\{([^{}]{1,1000})\}")
_STRING_OR_NAME = r"""(?:"[^"]*"|'[^']*'|\w+)"""
_SUM = re.compile(
    rf"(?:location(?:\.href)?\s*=|(?:open|replace|assign)\()\s*({_STRING_OR_NAME}(?:\s*\+\s*{_STRING_OR_NAME})+)"
)
_TERM = re.compile(r"""["']([^"']*)["']|(\w+)""")
_CALL = re.compile(r"(\w{1,50})\s*\(([^()]{0,500})\)")
_ARGUMENT = re.compile(r"""["']([\w-]{1,64})["']|(?<![\w"'])(\d{1,10})(?![\w"'])""")


@dataclass(frozen=True, slots=True)
class Function:
    """A function that goes to an address: its parameters, and the terms the address is the sum of."""

    parameters: tuple[str, ...]
    terms: tuple[tuple[str, str], ...]  # a string, or else a parameter's name


def functions(script: str) -> dict[str, Function]:
    """Find the functions that put together an address of strings and their parameters, and go there."""
    found: dict[str, Function] = {}
    for name, given, body in _FUNCTION.findall(script):
        parameters = tuple(parameter.strip() for parameter in given.split(","))
        total = _SUM.search(body)
        terms = tuple(_TERM.findall(total.group(1))) if total else ()
        names = {name for _, name in terms if name}
        if terms and terms[0][0] and names and names <= set(parameters):
            found[name] = Function(parameters, terms)
    return found


def called(order: str, known: dict[str, Function]) -> str:
    """Give the address that the call in an ``onclick`` goes to; empty when it is not known."""
    for name, given in _CALL.findall(order) if known else ():
        if function := known.get(name):
            arguments = (one or other for one, other in _ARGUMENT.findall(given))
            values = dict(zip(function.parameters, arguments, strict=False))
            if all(name in values for _, name in function.terms if name):
                return "".join(values[name] if name else text for text, name in function.terms)
    return ""


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
