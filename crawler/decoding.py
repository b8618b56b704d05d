"""Bytes to text, by what the bytes are and not by what a header says of them."""

from __future__ import annotations

import codecs

from charset_normalizer import from_bytes

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE = 64 * 1024  # enough to guess from; guessing takes seconds on megabytes


def decode(body: bytes, declared: str | None = None) -> str:
    """Decode a page: byte order mark, strict UTF-8, strict GB18030, the declared charset, a guess.

    Headers and meta tags of government sites lie in both directions (GBK bytes called UTF-8, and the
    reverse), so ``declared`` is asked only when the bytes fit neither encoding. Never fails: what nothing
    can decode comes back with replacement characters.
    """
    for mark, encoding in _BYTE_ORDER_MARKS:
        if body.startswith(mark):
            return body.decode(encoding, errors="replace")
    for candidate in ("utf-8", "gb18030", declared):
        text = _strictly(body, candidate)
        if text is not None:
            return text
    guess = from_bytes(body[:_SAMPLE]).best()
    return body.decode(guess.encoding if guess else "utf-8", errors="replace")


def _strictly(body: bytes, encoding: str | None) -> str | None:
    if encoding is None:
        return None
    try:
        return body.decode(encoding)
    except (UnicodeDecodeError, LookupError):  # not this encoding, or no encoding at all
        return None
