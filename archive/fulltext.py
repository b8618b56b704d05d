"""Full-text search that finds Chinese words, of one character too, through Datasette's own search box and API.

SQLite's tokenizers either take a whole clause for one word or need three characters of it. So what goes into the
index are overlapping pairs of characters, 行政 政复 复议, and a query is the phrase of its pairs: it finds just what a
scan of the text for that query would. Pairs never reach over a space or a punctuation mark.
"""

from __future__ import annotations

import re
import sqlite3
import unicodedata
from collections.abc import Iterator

_RUN = re.compile(r"[^\W_]+")

# The texts themselves stay in their tables; site/metadata.yaml tells Datasette whose index it is.
_INDEX = """
CREATE VIRTUAL TABLE reports_fts USING fts5(title, organ, text, content = '', tokenize = 'unicode61 remove_diacritics 0')
"""
_FILL = """
INSERT INTO reports_fts (rowid, title, organ, text)
SELECT r.rowid, pairs(r.title), pairs(r.organ),
  pairs((SELECT group_concat(s.title || char(10) || s.text, char(10)) FROM sections s WHERE s.report_id = r.report_id))
FROM reports r ORDER BY r.rowid
"""


def build(connection: sqlite3.Connection) -> None:
    """Index every report's title, organ and prose.

    By their row ids, which are 1, 2, 3 …, so that VACUUM does not number them anew.
    """
    connection.create_function("pairs", 1, pairs, deterministic=True)
    connection.execute(_INDEX)
    connection.execute(_FILL)
    connection.execute("INSERT INTO reports_fts (reports_fts) VALUES ('optimize')")


def pairs(text: str | None) -> str:
    """Return what of a text goes into the index: each run's pairs, and its last character for one-character queries."""
    return " ".join(gram for run in runs(text or "") for gram in [*_pairs(run), run[-1]])


def match(query: str) -> str:
    """Return FTS5's expression for a query: all its runs, each as a phrase; ``""`` finds nothing."""
    phrases = (f'"{" ".join(_pairs(run))}"' if len(run) > 1 else f'"{run}"*' for run in runs(query))
    return " ".join(phrases) or '""'


def runs(text: str) -> Iterator[str]:
    """Cut a text at what is neither letter nor digit; full-width and capital letters count as plain ones."""
    return (found.group() for found in _RUN.finditer(unicodedata.normalize("NFKC", text).casefold()))


def _pairs(run: str) -> list[str]:
    return [run[start : start + 2] for start in range(len(run) - 1)]
