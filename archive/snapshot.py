"""Dated snapshots of the public database: one CSV per table and a Frictionless data package, never changed."""

from __future__ import annotations

import csv
import hashlib
import json
import os
import re
import shutil
import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from io import TextIOWrapper
from pathlib import Path
from typing import Any

from archive.dictionary import Table, tables
from archive.errors import UserError
from archive.folder import Folder

_NAME = re.compile(r"(\d{4}-\d{2}-\d{2})(?:\.(\d+))?")
_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")
# What a spreadsheet takes for a formula, after OWASP's advice on CSV injection; full-width signs count there too.
_FORMULA = tuple("=+-@\t\r\n＝＋－＠")
_DATES = frozenset(
    ["period_start", "period_end", "written_on", "published_on", "due", "seen_on", "removed_on"]
)
_TYPES = {"TEXT": "string", "INTEGER": "integer", "NUMERIC": "number", "": "any"}

# What every run changes; a snapshot that differed in nothing else would be no news.
_BOOKKEEPING_TABLES = frozenset({"runs"})
_BOOKKEEPING_COLUMNS = frozenset({"last_seen"})


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A snapshot's folder; ``new`` is false when nothing has changed since it was written."""

    path: Path
    new: bool


def snapshot(folder: Folder, today: date) -> Snapshot:
    """Write a snapshot of the public database, unless the latest one says the same."""
    folder.snapshots.mkdir(exist_ok=True)
    aside = folder.snapshots / ".new"
    if aside.exists():  # left by a run that was killed
        shutil.rmtree(aside)
    aside.mkdir()
    former = next(iter(newest_first(folder.snapshots)), None)
    path = folder.snapshots / _next_name(former, today)
    package = _write(folder.public, aside, path.name)
    if not package["resources"]:
        shutil.rmtree(aside)
        raise UserError(
            "档案库还是空的，没有可写入快照的内容", "the archive is empty: there is nothing to write"
        )
    if former and json.loads((former / "datapackage.json").read_bytes())["content"] == package["content"]:
        shutil.rmtree(aside)
        return Snapshot(former, new=False)
    aside.rename(path)
    return Snapshot(path, new=True)


def newest_first(snapshots: Path) -> list[Path]:
    """List the snapshots in a folder, which need not exist; what a killed run left half written is none."""
    found = snapshots.iterdir() if snapshots.is_dir() else ()
    dated = [path for path in found if _NAME.fullmatch(path.name)]
    return sorted(dated, key=lambda path: _order(path.name), reverse=True)


def _order(name: str) -> tuple[str, int]:
    day, _, number = name.partition(".")
    return day, int(number or 1)


def _next_name(former: Path | None, today: date) -> str:
    """Return today's name; a second snapshot of the same day is called ``2026-03-31.2``."""
    day, number = _order(former.name) if former else ("", 0)
    return today.isoformat() if day < today.isoformat() else f"{day}.{number + 1}"


def _write(public: Path, folder: Path, version: str) -> dict[str, Any]:
    """Write the CSV of every table that has rows, then the package that describes them."""
    content = hashlib.sha256()
    resources = []
    with closing(sqlite3.connect(f"{public.as_uri()}?mode=ro", uri=True)) as connection:
        for table in tables().values():
            names = [column.name for column in table.columns]
            quoted = ", ".join(f'"{name}"' for name in names)
            rows = connection.execute(f"SELECT {quoted} FROM {table.name} ORDER BY rowid")  # noqa: S608
            path = folder / f"{table.name}.csv"
            count = _write_csv(path, names, rows, content if table.name not in _BOOKKEEPING_TABLES else None)
            if count:
                resources.append(_resource(table, path, count))
            else:
                path.unlink()
        sources = connection.execute("SELECT DISTINCT coalesce(title, portal), url FROM portals ORDER BY 1")
        package = _package(version, content.hexdigest(), resources, sources)
    _settle(folder / "datapackage.json", json.dumps(package, ensure_ascii=False, indent=1).encode())
    return package


def _write_csv(path: Path, names: Sequence[str], rows: Iterable[Sequence[Any]], content: Any | None) -> int:
    """Write one table and return its number of rows; what is news in it goes into ``content`` as well."""
    news = [number for number, name in enumerate(names) if name not in _BOOKKEEPING_COLUMNS]
    count = 0
    with path.open("wb") as raw, TextIOWrapper(raw, encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(names)
        for row in rows:
            writer.writerow([harmless(cell) for cell in row])
            if content:
                content.update(repr([row[number] for number in news]).encode())
            count += 1
        file.flush()
        os.fsync(raw.fileno())
        os.fchmod(raw.fileno(), 0o444)
    return count


def harmless(cell: Any) -> Any:
    """Return a cell no spreadsheet runs: text that looks like a formula gets an apostrophe before it."""
    if isinstance(cell, str) and cell.startswith(_FORMULA) and not _NUMBER.fullmatch(cell):
        return f"'{cell}"
    return cell


def _settle(path: Path, body: bytes) -> None:
    with path.open("wb") as file:
        file.write(body)
        file.flush()
        os.fsync(file.fileno())
        os.fchmod(file.fileno(), 0o444)


def _resource(table: Table, path: Path, rows: int) -> dict[str, Any]:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return {
        "name": table.name.replace("_", "-"),
        "path": path.name,
        "profile": "tabular-data-resource",
        "title": table.text.zh,
        "description": table.text.en,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": path.stat().st_size,
        "hash": f"sha256:{digest}",
        "rows": rows,
        "schema": {
            "fields": [
                {
                    "name": column.name,
                    "type": _field_type(column.name, column.type),
                    "title": column.text.zh,
                    "description": column.text.en,
                }
                for column in table.columns
            ],
            "primaryKey": list(table.key),
            "missingValues": [""],
        },
    }


def _field_type(name: str, type_: str) -> str:
    if name in _DATES:
        return "date"
    if name.endswith(("_at", "_seen")):
        return "datetime"
    return _TYPES[type_]


def _package(
    version: str, content: str, resources: list[dict[str, Any]], sources: Iterable[Sequence[str | None]]
) -> dict[str, Any]:
    return {
        "profile": "tabular-data-package",
        "name": "gongkai",
        "title": "中国政府信息公开工作年度报告",
        "description": "China's government-information-disclosure annual reports, read table by table. A text cell "
        "that a spreadsheet would take for a formula has an apostrophe before it. A number that was not read is "
        "empty, never zero. The licence is for the compilation: selection, keys, checks. The reports and what they "
        "say are public documents of the bodies that issued them, named in each row; no right in them is claimed.",
        "version": version,
        "licenses": [
            {
                "name": "CC0-1.0",
                "title": "CC0 1.0, for the compilation only",
                "path": "https://creativecommons.org/publicdomain/zero/1.0/",
            }
        ],
        "sources": [{"title": title, "path": url} if url else {"title": title} for title, url in sources],
        "content": content,  # hash of all rows but for what every run changes: equal means nothing new
        "resources": resources,
    }
