"""How tables, rows and columns of the forms are called: by their official labels, in English by their keys."""

from __future__ import annotations

from functools import cache

from archive.site.language import Say
from archive.site.tables import GLOSSES, TITLES, gloss
from extractors.form import forms


def table_title(table: str, say: Say) -> str:
    title = TITLES.get(table, "统计表")
    return say(title, GLOSSES.get(title, gloss(table)))


def row_label(table: str, row: str, say: Say) -> str:
    return say(_labels().get((table, row, None), row), gloss(row))


def column_label(table: str, column: str, say: Say) -> str:
    return say(_labels().get((table, None, column), column), gloss(column))


@cache
def _labels() -> dict[tuple[str, str | None, str | None], str]:
    """Official labels of rows and columns; where forms differ, the newest one's."""
    labels: dict[tuple[str, str | None, str | None], str] = {}
    for form in forms().values():
        for block in form.blocks:
            for row in block.rows:
                labels.setdefault((block.table, row.key, None), " ".join((*row.groups[1:], row.label.text)))
            for column in block.columns:
                labels.setdefault((block.table, None, column.key), column.label.text)
    return labels
