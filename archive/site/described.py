"""The data dictionary as Datasette's metadata: each text is ``中文 | English``."""

from __future__ import annotations

from functools import cache
from typing import Any

from archive.dictionary import Table, tables
from archive.site.language import BETWEEN
from extractors.report import Message


def metadata(database: str) -> dict[str, Any]:
    """Give the metadata of every public table. Datasette writes into what it gets, so each call makes its own."""
    described = {name: {**texts, "columns": dict(texts["columns"])} for name, texts in _texts().items()}
    return {"databases": {database: {"tables": described}}}


@cache
def _texts() -> dict[str, dict[str, Any]]:
    return {name: _describe(table) for name, table in tables().items()}


def _describe(table: Table) -> dict[str, Any]:
    columns = {column.name: _both(column.text) for column in table.columns}
    return {"description": _both(table.text), "columns": columns}


def _both(message: Message) -> str:
    return f"{message.zh}{BETWEEN}{message.en}"
