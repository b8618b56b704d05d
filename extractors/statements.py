"""Claims in the prose, each with the exact words it was read from."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from extractors.content import Content, Paragraph
from extractors.necessary import Words, necessary_words
from extractors.outline import headings, section_at
from extractors.phrasings import PHRASINGS, Phrasing
from extractors.problems import listed_problems
from extractors.quantities import NUMERAL, PATTERN, quantity
from extractors.report import Number, Section, Statement

_SENTENCE = re.compile(r"[^。；;！!？?]+[。；;！!？?]?")
# Another year's figures, or another body's, are not this report's own.
_LAST_YEAR = re.compile(r"去年|上年(?!度?结转)|上一年(?!度?结转)|往年|同期|(?:比|较)(?:20\d\d年|上)")
_YEAR = re.compile(r"(20\d\d)年")


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence as printed, and the same without white space."""

    printed: str
    folded: str
    section: int | None

    def quote(self, start: int, end: int) -> str:
        """What is printed for a stretch of the folded sentence."""
        at = [i for i, character in enumerate(self.printed) for _ in _folded(character)]
        return self.printed[at[start] : at[end - 1] + 1]


def find_statements(content: Content, year: int | None, sections: Iterable[Section]) -> tuple[Statement, ...]:
    """Every claim the phrasings know, in printed order; of two readings of the same number the first wins."""
    sentences = list(_sentences(content))
    found: list[Statement] = []
    for sentence, phrasings in zip(sentences, _to_try(sentences), strict=True):
        found += _in_sentence(sentence, phrasings, year)
    found += listed_problems(sections)
    return tuple(_distinct(found))


def _sentences(content: Content) -> Iterator[_Sentence]:
    outline = headings(content)
    for index, block in enumerate(content.blocks):
        if not isinstance(block, Paragraph):
            continue
        section = section_at(outline, index)
        for match in _SENTENCE.finditer(block.text):
            yield _Sentence(match[0], "".join(map(_folded, match[0])), section)


@lru_cache(maxsize=8192)  # the characters of a text are few
def _folded(character: str) -> str:
    return "".join(unicodedata.normalize("NFKC", character).split())


def _to_try(sentences: Sequence[_Sentence]) -> list[list[Phrasing]]:
    """For each sentence the phrasings of which it holds the necessary words."""
    texts = [sentence.folded for sentence in sentences]
    everything = "\n".join(texts)
    holding = {
        word: {i for i, text in enumerate(texts) if word in text}
        for word in _all_words()
        if word in everything
    }
    counting = {i for i, text in enumerate(texts) if NUMERAL.search(text)}
    to_try: list[list[Phrasing]] = [[] for _ in texts]
    for phrasing, necessary in _necessary():
        where = counting if phrasing.value is None else set(range(len(texts)))
        for words in necessary:
            said = words & holding.keys()
            where = where & set[int]().union(*[holding[word] for word in said])
        for i in where:
            to_try[i].append(phrasing)
    return to_try


@cache
def _necessary() -> tuple[tuple[Phrasing, tuple[Words, ...]], ...]:
    return tuple((phrasing, necessary_words(_as_folded(phrasing))) for phrasing in PHRASINGS)


@cache
def _all_words() -> Words:
    return frozenset[str]().union(*(words for _, necessary in _necessary() for words in necessary))


@cache
def _compiled(phrasing: Phrasing) -> re.Pattern[str]:
    pattern = _as_folded(phrasing).replace("~", "[^，,。；;:\\d]{0,12}?")
    return re.compile(pattern.replace("#", PATTERN, 1))


def _as_folded(phrasing: Phrasing) -> str:
    return unicodedata.normalize("NFKC", phrasing.pattern)


def _in_sentence(sentence: _Sentence, phrasings: Iterable[Phrasing], year: int | None) -> Iterator[Statement]:
    taken: list[tuple[int, int, str]] = []
    sums: dict[str, list[Statement]] = {}
    for phrasing in phrasings:
        for match in _compiled(phrasing).finditer(sentence.folded):
            span = match.span("n") if phrasing.value is None else match.span()
            if _overlaps(span, phrasing, taken) or _is_of_another_year(sentence.folded, match, year):
                continue
            statement = _statement(sentence, phrasing, match)
            if statement is None:
                continue
            taken.append((*span, phrasing.name))
            if phrasing.adds:
                sums.setdefault(phrasing.name, []).append(statement)
            else:
                yield statement
    for several in sums.values():
        yield _sum(sentence, several)


def _overlaps(span: tuple[int, int], phrasing: Phrasing, taken: Iterable[tuple[int, int, str]]) -> bool:
    """A number is read once; words that say 0 may say it of two things (复议 and 诉讼)."""
    return any(
        span[0] < end and start < span[1] and (phrasing.value is None or name == phrasing.name)
        for start, end, name in taken
    )


def _is_of_another_year(text: str, match: re.Match[str], year: int | None) -> bool:
    clause = text[
        max(text.rfind("，", 0, match.start()), text.rfind(",", 0, match.start())) + 1 : match.end()
    ]
    if _LAST_YEAR.search(clause):
        return True
    named = [int(y) for y in _YEAR.findall(clause)]
    return bool(year and named and year not in named and "结转" not in clause)


def _statement(sentence: _Sentence, phrasing: Phrasing, match: re.Match[str]) -> Statement | None:
    quote = sentence.quote(*match.span())
    if phrasing.value is not None:
        return Statement(phrasing.name, phrasing.value, None, phrasing.unit, quote, sentence.section)
    read = quantity(match)
    if read is None:
        return None
    unit = re.match(
        r"余?(条次|件次|条|件|篇|则|项|名|人|个|位|份|起|宗|次|场|期|例|元)",
        sentence.folded[match.end("n") + _scales(match) :],
    )
    return Statement(
        phrasing.name, read.value, read.qualifier, unit[1] if unit else None, quote, sentence.section
    )


def _scales(match: re.Match[str]) -> int:
    return sum(len(match[g] or "") for g in ("scale", "after", "scale2"))


def _sum(sentence: _Sentence, several: list[Statement]) -> Statement:
    if len(several) == 1:
        return several[0]
    total: Number = sum(s.value for s in several if not isinstance(s.value, tuple))
    starts = [sentence.printed.find(s.quote) for s in several]
    ends = [start + len(s.quote) for start, s in zip(starts, several, strict=True)]
    return replace(several[0], value=total, quote=sentence.printed[min(starts) : max(ends)])


def _distinct(statements: Iterable[Statement]) -> Iterator[Statement]:
    """The same claim said again is one claim."""
    seen: set[tuple[str, object]] = set()
    for statement in statements:
        key = (statement.name, statement.value)
        if key not in seen:
            seen.add(key)
            yield statement
