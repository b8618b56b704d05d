"""Comparing printed labels with official ones, whatever the spaces, brackets, quotes and numbering."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from rapidfuzz.distance import Levenshtein

from extractors.form import forms

LONGEST = 200  # characters; the longest label has 60, and may be printed with blanks and notes
_ENUMERATOR = re.compile(
    r"^(?:其中[:,、]?)?(?:[(]?(?:[一二三四五六七八九十]{1,3}|\d{1,2})[)]?[、.,:]|[(](?:[一二三四五六七八九十]{1,3}|\d{1,2})[)]|[①-⑳]|[—-]、)?"
)
_BULLETS = "/·•●■◆*#~>|\\"  # before a label's number
_NOISE = re.compile(r"[\s“”\"'‘’「」『』《》<>()\[\]【】、,，.。;；:：·•*#_—\-~/\\|]")
# The note to 部分公开 fills many lines of a narrow cell, at whose ends a scan's brackets and commas are lost.
_NOTE = re.compile(
    r"\(?区分处理的[^()]*不计其他情形\)?|\((?:区分处理的|单位|其中|不同渠道|不同方式|注)[^)]*\)"
)


@lru_cache(maxsize=8192)
def normalise(text: str) -> str:
    """Fold a label to its letters: NFKC, no white space, 其中, enumerator, quotes, brackets or punctuation."""
    folded = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).replace("其它", "其他")
    folded = _ENUMERATOR.sub("", folded.lstrip(_BULLETS))
    # The note may be cut at a page's end, so it is dropped only where it is whole.
    return _NOISE.sub("", _NOTE.sub("", folded))


def is_official(text: str) -> bool:
    """Say whether a text is one of the forms' own labels, groups or headings."""
    return len(text) <= LONGEST and normalise(text) in _official()


@cache
def _official() -> frozenset[str]:
    blocks = [block for form in forms().values() for block in form.blocks]
    labels = [column.label for block in blocks for column in block.columns]
    labels += [row.label for block in blocks for row in block.rows]
    groups = [group for block in blocks for row in block.rows for group in row.groups]
    wordings = [wording for label in labels for wording in label.wordings]
    return frozenset(map(normalise, [*wordings, *groups, *(block.heading for block in blocks)]))


@lru_cache(maxsize=65536)
def similarity(printed: str, official: str) -> float:
    """How alike two labels are once normalised: 1.0 the same, 0.0 nothing in common."""
    a, b = normalise(printed), normalise(official)
    if not a or not b:
        return 0.0
    return Levenshtein.normalized_similarity(a, b)
