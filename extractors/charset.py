"""Which characters the bytes of a text file mean. Declarations lie, so the bytes are asked first."""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

from extractors.content import UnreadableError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(rb"""charset\s*=\s*["']?\s*([\w-]{2,20})""", re.IGNORECASE)


def decode(body: bytes) -> str:
    """Decode by the strict rule: BOM, UTF-8, UTF-16 without BOM, GB18030, the declared charset, a guess.

    A file cut in the middle of a character, or with a few broken bytes, keeps U+FFFD there. Raises
    UnreadableError where no charset fits.
    """
    for bom, marked in _BOMS:
        if body.startswith(bom):
            return body.decode(marked, errors="replace")
    for name in ("utf-8", _utf16(body), "gb18030", _declared(body)):
        if name and (text := _strict(body, name)) is not None:
            return text
    return _nearly(body)


def _strict(body: bytes, name: str) -> str | None:
    try:
        return body.decode(name)
    except (UnicodeDecodeError, LookupError):
        return None


def _utf16(body: bytes) -> str | None:
    """ASCII markup in UTF-16 has a zero in every other byte."""
    sample = body[:2000]
    if sample[1::2].count(0) > len(sample) // 5:
        return "utf-16-le"
    if sample[0::2].count(0) > len(sample) // 5:
        return "utf-16-be"
    return None


def _declared(body: bytes) -> str | None:
    match = _DECLARED.search(body[:4096])
    return match[1].decode("ascii") if match else None


def _nearly(body: bytes) -> str:
    """A handful of broken bytes in a long text is damage to report, not a reason to give up."""
    texts = [body.decode(name, errors="replace") for name in ("utf-8", "gb18030")]
    best = min(texts, key=lambda t: t.count("\ufffd"))
    if best.count("\ufffd") * 200 <= len(best):
        return best
    if (guess := from_bytes(body[:65_536]).best()) is not None:
        return str(guess)
    raise UnreadableError("无法判断文字编码", "the text's character encoding could not be determined")
