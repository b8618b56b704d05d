"""Which words a text must hold for a pattern to find anything in it: most texts need not be searched at all."""

from __future__ import annotations

import re

Words = frozenset[str]  # at least one of them is in whatever the pattern matches

_TOKEN = re.compile(
    r"(?P<look>\(\?<?[=!])|(?P<open>\((?:\?:|\?P<\w+>)?)|(?P<close>\))|(?P<bar>\|)"
    r"|(?P<sign>\[\^?(?:\\.|[^\]\\])+\]|\\.|[.^$#])|(?P<letter>.)",
    re.DOTALL,
)
_EVERYWHERE = frozenset({"公开", "信息", "政府", "政府信息", "信息公开", "政府信息公开"})  # as years do
_REPEAT = re.compile(r"(?P<optional>[?*]|\{0?,\d*\})\??|[+]\??|\{\d+(?:,\d*)?\}\??")


def necessary_words(pattern: str) -> tuple[Words, ...]:
    """Of each of these sets every match holds a word. In the pattern ``#`` is a sign of our own.

    Single letters, such as units, tell little and are left out.
    """
    return tuple(words for words in _group(pattern, 0)[0] if min(map(len, words)) > 1)


def _group(pattern: str, at: int) -> tuple[list[Words], int]:
    """What is necessary from here to the closing bracket, and where that stands."""
    alternatives: list[list[Words]] = [[]]
    run = ""
    while at < len(pattern):
        token = _TOKEN.match(pattern, at)
        assert token is not None  # noqa: S101  every character is a token
        kind, at = token.lastgroup, token.end()
        if kind == "close":
            break
        inner: list[Words] = []
        if kind in ("look", "open"):
            inner, at = _group(pattern, at)
        repeat = _REPEAT.match(pattern, at)
        at = repeat.end() if repeat else at
        if kind == "letter" and repeat is None:
            run += token[0]
            continue
        if run:
            alternatives[-1].append(frozenset([run]))
            run = ""
        if kind == "open" and not (repeat and repeat["optional"]):
            alternatives[-1] += inner
        if kind == "bar":
            alternatives.append([])
    if run:
        alternatives[-1].append(frozenset([run]))
    return _of_any(alternatives), at


def _of_any(alternatives: list[list[Words]]) -> list[Words]:
    """What is necessary where one of several is: a word of each one's most telling."""
    if len(alternatives) == 1:
        return alternatives[0]
    return [frozenset().union(*(max(a, key=_telling) for a in alternatives))] if all(alternatives) else []


def _telling(words: Words) -> tuple[bool, bool, int, int]:
    """Long words are the least likely to stand in a text by chance, and few of them; some stand in every text."""
    shortest = min(map(len, words))
    return shortest > 1, not any(w.isdecimal() or w in _EVERYWHERE for w in words), shortest, -len(words)
