"""Comparing printed labels with official ones, whatever the spaces, brackets, quotes and numbering."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

_ENUMERATOR = re.compile(
    r"^(?:[(]?(?:[一二三四五六七八九十]{1,3}|\d{1,2})[)]?[、.,:]|[(](?:[一二三四五六七八九十]{1,3}|\d{1,2})[)]|[①-⑳]|[—-]、)"
)
_NOISE = re.compile(r"[\s“”\"'‘’「」『』《》<>()\[\]【】、,，.。;；:：·•*#_—\-~/\\|]")
_NOTE = re.compile(r"\((?:区分处理的|单位|其中|不同渠道|不同方式|注)[^)]*\)")


@lru_cache(maxsize=8192)
def normalise(text: str) -> str:
    """Fold a label to its letters: NFKC, no white space, enumerator, quotes, brackets or punctuation."""
    folded = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).replace("其它", "其他")
    folded = _ENUMERATOR.sub("", folded)
    # The note may be cut at a page's end, so it is dropped only where it is whole.
    return _NOISE.sub("", _NOTE.sub("", folded))


@lru_cache(maxsize=65536)
def similarity(printed: str, official: str) -> float:
    """How alike two labels are once normalised: 1.0 the same, 0.0 nothing in common."""
    a, b = normalise(printed), normalise(official)
    if not a or not b:
        return 0.0
    return Levenshtein.normalized_similarity(a, b)
