"""Claims in the prose, each with the exact words it was read from."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from operator import add

from extractors.belonging import is_growth, is_own
from extractors.content import Content, Paragraph
from extractors.necessary import Words, necessary_words
from extractors.outline import headings, section_at
from extractors.phrasings import PHRASINGS, TOPIC, Phrasing
from extractors.problems import listed_problems
from extractors.quantities import COUNT, PATTERN, UNITS, Qualifier, quantity
from extractors.report import Number, Section, Statement

_LONGEST_HEADING = 30
_MOST_CHARACTERS = 8192
_REACH = 600  # how far back, or on, words tell what a number is of: a sentence may be as long as the file
_UNIT = re.compile(rf"余?(?P<unit>{UNITS})(?P<after>余|以上|左右|上下)?")
_QUALIFIERS: dict[str, Qualifier] = {"余": "at_least", "以上": "at_least", "左右": "approx", "上下": "approx"}
_DENIES = re.compile("[未没无不零0]")  # one of these is in any words that say 0
# 以微信公众号为平台,加强宣传,全年共发布: a number's channel may be named at the head of clauses without numbers.
_LED_BY = re.compile(r"(?:^|,)((?:以|在|通过|利用|依托|借助|运用)[^\d]*),$")
_YEAR = re.compile(r"20\d\d年度?")
# As much of a sentence as anybody writes; one as long as its file is read piece by piece.
_SENTENCE = re.compile(r"[^。；;！!？?]{1,2000}[。；;！!？?]?")


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence as printed, and the same without white space."""

    printed: str
    folded: str
    before: str  # what its paragraph, and the short line above, said before it
    section: int | None

    def quote(self, start: int, end: int) -> str:
        """What is printed for a stretch of the folded sentence."""
        if self.printed == self.folded:
            return self.printed[start:end]
        at = [i for i, character in enumerate(self.printed) for _ in character.translate(_FOLDED)]
        return self.printed[at[start] : at[end - 1] + 1]


def find_statements(
    content: Content, year: int | None, sections: Iterable[Section], organ: str | None = None
) -> tuple[Statement, ...]:
    """Every claim the phrasings know, in printed order; of two readings of the same number the first wins."""
    sentences = list(_sentences(content))
    found: list[Statement] = []
    told: list[Statement] = []
    for sentence, phrasings in zip(sentences, _to_try(sentences), strict=True):
        if not phrasings:
            told = []
            continue
        claimed = sorted(
            _not_denied(_in_sentence(sentence, phrasings, year, organ)),
            key=lambda s: sentence.printed.find(s.quote),
        )
        told = list(_wholes(sentence, claimed, told if sentence.folded.startswith("其中") else ()))
        found += told
    found += listed_problems(sections)
    return tuple(_distinct(found))


def _not_denied(claimed: Iterable[Statement]) -> Iterator[Statement]:
    """Without a denial of a part of what is claimed: 收到公民申请1件,未收到法人申请."""
    told = list(claimed)
    positive = {statement.name for statement in told if statement.value}
    yield from (s for s in told if s.value or s.name not in positive)


def _wholes(
    sentence: _Sentence, claimed: Iterable[Statement], before: Iterable[Statement]
) -> Iterator[Statement]:
    """Without what is a part of the same claim: 收到申请29件,其中通过网络收到申请25件."""
    parts_from = sentence.printed.find("其中")
    wholes = {statement.name for statement in before}
    for statement in claimed:
        is_later = 0 <= parts_from < sentence.printed.find(statement.quote) + len(statement.quote)
        if not is_later:
            wholes.add(statement.name)
        elif statement.name in wholes:
            continue
        yield statement


def _sentences(content: Content) -> Iterator[_Sentence]:
    outline = headings(content)
    heading = ""
    for index, block in enumerate(content.blocks):
        if not isinstance(block, Paragraph):
            continue
        section = section_at(outline, index)
        before = heading
        heading = block.text.translate(_FOLDED) if len(block.text) <= _LONGEST_HEADING else ""
        for match in _SENTENCE.finditer(block.text):
            folded = match[0].translate(_FOLDED)
            yield _Sentence(match[0], folded, before, section)
            before = (before + folded)[-_REACH:]


class _Folded(dict[int, str]):
    """What each character is in NFKC, without white space; the characters of a text are few."""

    def __missing__(self, character: int) -> str:
        if len(self) > _MOST_CHARACTERS:
            self.clear()
        folded = self[character] = "".join(unicodedata.normalize("NFKC", chr(character)).split())
        return folded


_FOLDED = _Folded()


def _to_try(sentences: Sequence[_Sentence]) -> list[list[Phrasing]]:
    """For each sentence the phrasings of which it holds the necessary words, as far as pairs of letters tell.

    A set of sentences is a number whose bits are theirs: one step for all sentences at once.
    """
    pairs: dict[str, int] = {}
    counting = 0
    for i, sentence in enumerate(sentences):
        text = sentence.folded
        counts = COUNT.search(text) is not None
        counting |= counts << i
        if counts or _DENIES.search(text):
            for pair in set(map(add, text, text[1:])):
                pairs[pair] = pairs.get(pair, 0) | 1 << i
    holding = {word: where for word, of_word in _all_words() if (where := _with_all(of_word, pairs))}
    of_any = {words: _with_any(words & holding.keys(), holding) for words in _all_sets()}
    to_try: list[list[Phrasing]] = [[] for _ in sentences]
    for phrasing, necessary in _necessary():
        where = counting if phrasing.value is None else (1 << len(sentences)) - 1
        for words in necessary:
            where &= of_any[words]
        while where:
            first = where & -where
            to_try[first.bit_length() - 1].append(phrasing)
            where ^= first
    return to_try


def _with_all(parts: Iterable[str], holding: Mapping[str, int]) -> int:
    where = -1
    for part in parts:
        where &= holding.get(part, 0)
        if not where:
            break  # as for most
    return where


def _with_any(parts: Iterable[str], holding: Mapping[str, int]) -> int:
    where = 0
    for part in parts:
        where |= holding[part]
    return where


@cache
def _necessary() -> tuple[tuple[Phrasing, tuple[Words, ...]], ...]:
    return tuple((phrasing, necessary_words(_as_folded(phrasing))) for phrasing in PHRASINGS)


@cache
def _all_sets() -> frozenset[Words]:
    return frozenset(words for _, necessary in _necessary() for words in necessary)


@cache
def _all_words() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Every necessary word, with the pairs of letters in it."""
    words = frozenset[str]().union(*_all_sets())
    return tuple((word, tuple(map(add, word, word[1:]))) for word in words)


@cache
def _compiled(phrasing: Phrasing) -> re.Pattern[str]:
    return re.compile(_as_folded(phrasing).replace("#", PATTERN, 1))


def _as_folded(phrasing: Phrasing) -> str:
    return unicodedata.normalize("NFKC", phrasing.pattern)


def _in_sentence(
    sentence: _Sentence, phrasings: Iterable[Phrasing], year: int | None, organ: str | None
) -> Iterator[Statement]:
    taken: list[tuple[int, int, str]] = []
    sums: dict[str, list[Statement]] = {}
    for phrasing in phrasings:
        for match in _compiled(phrasing).finditer(sentence.folded):
            span = _span(phrasing, match)
            if (
                _overlaps(span, phrasing, taken)
                or (phrasing.value is None and is_growth(match[0][: match.start("n") - match.start()]))
                or not _is_about(sentence, match, phrasing)
                or not _is_named_after(organ, match)
                or not _is_own(sentence.folded, match.start(), span[1], phrasing.name, year, organ)
            ):
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


def _is_named_after(organ: str | None, match: re.Match[str]) -> bool:
    """Whether the organ's name holds the trade a wording takes for all of its own business."""
    trade = match["trade"] if "trade" in match.re.groupindex else None
    return trade is None or (organ is not None and trade in organ)


def _is_own(text: str, start: int, end: int, name: str, year: int | None, organ: str | None) -> bool:
    first = max(0, start - _REACH)
    return is_own(name, text[first : end + _REACH], start - first, end - first, year, organ)


def _span(phrasing: Phrasing, match: re.Match[str]) -> tuple[int, int]:
    """What a claim takes for itself: its number, with those of the parts it is the whole of; or all its words."""
    if phrasing.value is not None:
        return match.span()
    return match.start("parts" if "parts" in match.re.groupindex else "n"), match.end("n")


def _overlaps(span: tuple[int, int], phrasing: Phrasing, taken: Iterable[tuple[int, int, str]]) -> bool:
    """A number is read once; words that say 0 may say it of two things (复议 and 诉讼)."""
    return any(
        span[0] < end and start < span[1] and (phrasing.value is None or name == phrasing.name)
        for start, end, name in taken
    )


def _is_about(sentence: _Sentence, match: re.Match[str], phrasing: Phrasing) -> bool:
    """Whether what is said before the claim leaves it the thing the phrasing means."""
    said = (sentence.before + sentence.folded[max(0, match.start() - _REACH) : match.start()])[-_REACH:]
    end = match.end() if phrasing.value is not None else match.start("n")
    start = max(sentence.folded.rfind(sign, 0, match.start()) for sign in ",:") + 1
    led = _LED_BY.search(sentence.folded, max(0, start - _REACH), start)
    clause = _YEAR.sub("", (led[1].replace(",", "") if led else "") + sentence.folded[start:end])
    if phrasing.unless and re.search(phrasing.unless, clause):
        return False
    if phrasing.about and not re.search(phrasing.about, said):
        return False
    topics = list(TOPIC.finditer(said)) if phrasing.topic else []
    return not topics or topics[-1].lastgroup == phrasing.topic


def _statement(sentence: _Sentence, phrasing: Phrasing, match: re.Match[str]) -> Statement | None:
    quote = sentence.quote(*match.span())
    if phrasing.value is not None:
        return Statement(phrasing.name, phrasing.value, None, phrasing.unit, quote, sentence.section)
    read = quantity(match)
    if read is None:
        return None
    unit = _UNIT.match(sentence.folded, match.end("n") + _scales(match))
    qualifier = read.qualifier or (_QUALIFIERS[unit["after"]] if unit and unit["after"] else None)
    return Statement(
        phrasing.name, read.value, qualifier, unit["unit"] if unit else None, quote, sentence.section
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
