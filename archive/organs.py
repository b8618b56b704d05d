"""Which organ a report is from: an id that is the same however often everything is rebuilt."""

from __future__ import annotations

import base64
import hashlib
import re
import unicodedata

_UNKNOWN_DIVISION = "000000"
_NOISE = re.compile(r"[\s\W_]+")


def organ_id(name: str, division_code: str | None) -> str:
    """Return ``<division code>-<eight letters and digits>``, for instance ``370481-k5xw2yqa``.

    The second part is a hash of the name without spaces and punctuation, so that the id is plain ASCII: it
    stands in addresses, where Chinese turns into three escapes a character. Two organs of one name differ by
    their division. The report of a year is ``<organ id>-<year>``.
    """
    digest = hashlib.sha256(normalised(name).encode("utf-8", "replace")).digest()
    return f"{division_code or _UNKNOWN_DIVISION}-{base64.b32encode(digest[:5]).decode('ascii').lower()}"


def report_id(name: str, division_code: str | None, year: int) -> str:
    return f"{organ_id(name, division_code)}-{year}"


def normalised(name: str) -> str:
    """Return an organ's name as it is compared: full-width forms folded, spaces and punctuation left out."""
    return _NOISE.sub("", unicodedata.normalize("NFKC", name))
