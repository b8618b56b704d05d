"""Where in a report a search's words stand: a few words of its prose, with the found ones marked."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from markupsafe import Markup, escape

from archive.fulltext import runs

AROUND = 32  # characters before and after the word found first


async def of_reports(
    database: Any, rows: Sequence[Mapping[str, Any]], query: str | None
) -> Mapping[str, Markup]:
    """Quote each of these rows of ``reports`` whose prose has the words, by report_id."""
    ids = [str(row["report_id"]) for row in rows]
    sql = f"SELECT report_id, text FROM sections WHERE report_id IN ({', '.join('?' * len(ids))}) ORDER BY report_id, position"  # noqa: S608
    quoted: dict[str, Markup] = {}
    for report, text in (await database.execute(sql, ids)).rows:
        if report not in quoted and (quote := excerpt(text, query or "")):
            quoted[report] = quote
    return quoted


def excerpt(text: str, query: str) -> Markup | None:
    """Quote what surrounds the first of the query's words; null where none stands there as it was asked for."""
    words = re.compile("|".join(map(re.escape, runs(query))) or r"(?!)", re.IGNORECASE)
    first = words.search(text)
    if not first:
        return None
    start, end = max(first.start() - AROUND, 0), first.end() + AROUND
    quote = "".join(text[start:end].splitlines())
    marked = _marked(quote, words)
    return Markup("{}{}{}").format("…" if start else "", marked, "…" if end < len(text) else "")


def _marked(text: str, words: re.Pattern[str]) -> Markup:
    end, parts = 0, []
    for found in words.finditer(text):
        parts += [escape(text[end : found.start()]), Markup("<mark>{}</mark>").format(found.group())]
        end = found.end()
    return Markup("").join([*parts, escape(text[end:])])
