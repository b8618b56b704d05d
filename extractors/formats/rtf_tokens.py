"""The words of an RTF file: groups, control words and runs of bytes. Nothing here knows what they mean."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from extractors.content import UnreadableError

_TOKEN = re.compile(
    r"(?P<text>[^\\{}\r\n\0]+)|\\(?P<word>[A-Za-z]{1,32})(?P<number>-?\d{1,10})?[ ]?|\\'(?P<hex>[0-9A-Fa-f]{2})"
    r"|\\(?P<symbol>[^A-Za-z])|(?P<brace>[{}])",
    re.DOTALL,
)
MOST = 1_500_000  # a report has 50,000; more take longer than anybody waits
_BRACE = re.compile(r"\\bin(\d{1,9})[ ]?|\\.|([{}])", re.DOTALL)


class Token(NamedTuple):
    r"""A ``brace``, a control ``word`` with its ``number``, or ``text``: bytes as Latin-1 characters.

    Control symbols (``\~``, ``\*``) are words of one character.
    """

    word: str = ""
    number: int | None = None
    text: str = ""
    brace: str = ""


class Tokens:
    """Walks through a file once; the rest of a group can be left out on the way."""

    def __init__(self, body: bytes) -> None:
        self._source = body.decode("latin-1")
        self._at = 0

    def __iter__(self) -> Iterator[Token]:
        for _ in range(MOST):
            if (match := _TOKEN.search(self._source, self._at)) is None:
                return
            self._at = match.end()
            if match["text"]:
                yield Token(text=match["text"])
            elif match["hex"]:
                yield Token(text=chr(int(match["hex"], 16)))
            elif match["brace"]:
                yield Token(brace=match["brace"])
            elif match["symbol"]:
                yield Token(match["symbol"])
            elif match["word"] == "bin":
                self._at += max(0, int(match["number"] or 0))  # raw bytes, braces and all
            else:
                yield Token(match["word"], None if match["number"] is None else int(match["number"]))
        raise UnreadableError("RTF 文件过大", "the RTF file is too large")

    def leave_group(self) -> None:
        """Go on right before the brace that ends the group we are in."""
        depth = 0
        while (match := _BRACE.search(self._source, self._at)) is not None:
            if match[2] == "}" and depth == 0:
                self._at = match.start()
                return
            self._at = match.end() + int(match[1] or 0)
            depth += {"{": 1, "}": -1}.get(match[2] or "", 0)
        self._at = len(self._source)
