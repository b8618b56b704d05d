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
# ASCII, Latin signs, punctuation, Chinese: what pages and texts of ours are made of.
_PLAUSIBLE = re.compile("[\t\n\r -~\u00a0-\u00ff\u2000-\u27bf\u3000-\u303f\u4e00-\u9fff\ufeff\uff00-\uffef]")
_DECLARED = re.compile(rb"""charset\s*=\s*["']?\s*([\w-]{2,20})""", re.IGNORECASE)


def decode(body: bytes) -> str:
    """Decode by the strict rule: BOM, UTF-16 without BOM, UTF-8, GB18030, the declared charset, a guess.

    A file cut in the middle of a character, or with a few broken bytes, keeps U+FFFD there. Raises
    UnreadableError where no charset fits.
    """
    for bom, marked in _BOMS:
        if body.startswith(bom):
            return body.decode(marked, errors="replace")
    if name := utf16_without_mark(body):
        return body.decode(name, errors="replace")
    for name in ("utf-8", "gb18030", _declared(body)):
        if name and (text := _strict(body, name)) is not None:
            return text
    return _nearly(body)


def _strict(body: bytes, name: str) -> str | None:
    try:
        return body.decode(name)
    except (UnicodeDecodeError, LookupError):
        return None


def utf16_without_mark(body: bytes) -> str | None:
    """Which UTF-16 the bytes are, where their zeros make sense in one of the two and nothing else has zeros."""
    sample = body[:8192]
    if 0 not in sample:
        return None
    for name in ("utf-16-le", "utf-16-be"):
        text = sample[: len(sample) // 2 * 2].decode(name, errors="replace")
        if len(_PLAUSIBLE.findall(text)) > 0.95 * len(text):
            return name
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
