"""The data dictionary of ``public.db``, read from the comments of ``schema.sql``."""

from __future__ import annotations

import re
from dataclasses import dataclass

from archive import wide
from archive.database import PUBLIC_SCHEMA
from extractors.report import Message

_TABLE = re.compile(r"^-- (?P<text>[^\n]+)\nCREATE TABLE (?P<name>\w+) \(\n(?P<body>.*?)^\)", re.M | re.S)
_COLUMN = re.compile(
    r'^  "?(?P<name>[a-z]\w*)"?(?: (?P<type>TEXT|INTEGER|NUMERIC)\b.*?)?,?  -- (?P<text>.+)$', re.M
)
_KEY = re.compile(r"^  PRIMARY KEY \((?P<columns>.+)\)$|^  (?P<column>\w+) \w+ PRIMARY KEY", re.M)


@dataclass(frozen=True, slots=True)
class Column:
    """A column: ``type`` as in SQL, empty where a column holds both numbers and text."""

    name: str
    type: str
    text: Message


@dataclass(frozen=True, slots=True)
class Table:
    """A public table with its primary key."""

    name: str
    text: Message
    columns: tuple[Column, ...]
    key: tuple[str, ...]


def tables() -> dict[str, Table]:
    """Return every public table by name, in the order of the schema."""
    found = {match["name"]: _table(match) for match in _TABLE.finditer(PUBLIC_SCHEMA)}
    return {**found, wide.TABLE: _wide(found["reports"])}


def _table(match: re.Match[str]) -> Table:
    body = match["body"]
    columns = tuple(Column(c["name"], c["type"] or "", _message(c["text"])) for c in _COLUMN.finditer(body))
    key = _KEY.search(body)
    assert key, match["name"]  # noqa: S101  every table of ours has one
    names = (key["columns"] or key["column"]).replace('"', "").split(", ")
    return Table(match["name"], _message(match["text"]), columns, tuple(names))


def _wide(reports: Table) -> Table:
    head = tuple(column for column in reports.columns if column.name in wide.HEAD)
    cells = tuple(Column(name, "NUMERIC", text) for name, text in wide.columns().items())
    return Table(wide.TABLE, wide.TEXT, head + cells, ("report_id",))


def _message(text: str) -> Message:
    zh, _, en = text.partition(" | ")
    return Message(zh, en)
