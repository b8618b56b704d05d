"""Dated snapshots of the public database: each table as CSV and Parquet in a Frictionless data package, never changed."""

from __future__ import annotations

import csv
import hashlib
import json
import re
import shutil
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from archive import tabular
from archive.dictionary import Table, tables
from archive.errors import UserError
from archive.folder import Folder

_NAME = re.compile(r"(\d{4}-\d{2}-\d{2})(?:\.(\d+))?")
LATEST = "latest"  # a link to the newest
CHECKSUMS = "SHA256SUMS"  # for sha256sum --check
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
        _point(folder.snapshots / LATEST, former)
        return Snapshot(former, new=False)
    _finish(aside, package, former)
    aside.rename(path)
    _point(folder.snapshots / LATEST, path)
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
    """Write every table that has rows; return the package that describes them."""
    content = hashlib.sha256()
    resources = []
    with closing(sqlite3.connect(f"{public.as_uri()}?mode=ro", uri=True)) as connection:
        views = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'view'")}
        for table in tables().values():
            names = [column.name for column in table.columns]
            quoted = ", ".join(f'"{name}"' for name in names)
            # the view unfolds in the order of reports and forms; sorting all cells of all reports would take long
            key = ", ".join(f'"{name}"' for name in table.key)
            order = "" if table.name in views else f"ORDER BY {key}"
            rows = connection.execute(f"SELECT {quoted} FROM {table.name} {order}")  # noqa: S608
            if count := tabular.write(table, _noted(table, rows, content), folder):
                resources.append(_resource(table, folder, count))
        sources = connection.execute("SELECT DISTINCT coalesce(title, portal), url FROM portals ORDER BY 1")
        return _package(version, content.hexdigest(), resources, sources)


def _noted(table: Table, rows: Iterable[Sequence[Any]], content: Any) -> Iterator[Sequence[Any]]:
    """Pass rows on, and let what is news in them go into ``content``."""
    news = [n for n, column in enumerate(table.columns) if column.name not in _BOOKKEEPING_COLUMNS]
    for row in rows:
        if table.name not in _BOOKKEEPING_TABLES:
            content.update(repr([row[number] for number in news]).encode())
        yield row


def _finish(folder: Path, package: dict[str, Any], former: Path | None) -> None:
    """Add the package, what is new, and the checksums of everything."""
    texts = {
        "datapackage.json": json.dumps(package, ensure_ascii=False, indent=1),
        "news.csv": _news(former, folder),
    }
    for name, text in texts.items():
        (folder / name).write_bytes(text.encode())
    files = [file for resource in package["resources"] for file in (resource, resource["parquet"])]
    digests = {file["path"]: file["hash"].removeprefix("sha256:") for file in files}
    digests |= {name: tabular.digest(folder / name) for name in texts}
    sums = "".join(f"{digest}  {name}\n" for name, digest in sorted(digests.items()))
    (folder / CHECKSUMS).write_text(sums, encoding="utf-8")
    for name in (*texts, CHECKSUMS):
        tabular.settle(folder / name)


def _news(former: Path | None, folder: Path) -> str:
    """Say which reports came, went or changed since the snapshot before, as CSV: report_id, change."""
    before, now = (_reports(path) if path else {} for path in (former, folder))
    changes = [
        *((report, "added") for report in now.keys() - before.keys()),
        *((report, "removed") for report in before.keys() - now.keys()),
        *((report, "changed") for report in now.keys() & before.keys() if now[report] != before[report]),
    ]
    return "\r\n".join(["report_id,change", *(",".join(change) for change in sorted(changes)), ""])


def _reports(folder: Path) -> dict[str, dict[str, str]]:
    path = folder / "reports.csv"
    if not path.exists():
        return {}
    with path.open(encoding="utf-8-sig", newline="") as file:
        return {row["report_id"]: row for row in csv.DictReader(file)}


def _point(latest: Path, snapshot: Path) -> None:
    """Let ``latest`` lead to a snapshot, in one step."""
    aside = latest.with_name(f".{latest.name}")
    aside.unlink(missing_ok=True)
    aside.symlink_to(snapshot.name)
    aside.replace(latest)


def _resource(table: Table, folder: Path, rows: int) -> dict[str, Any]:
    path = folder / f"{table.name}.csv"
    typed = path.with_suffix(".parquet")
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
        "hash": f"sha256:{tabular.digest(path)}",
        "rows": rows,
        # the same rows; no resource of its own, since validators need an extra to read it
        "parquet": {
            "path": typed.name,
            "bytes": typed.stat().st_size,
            "hash": f"sha256:{tabular.digest(typed)}",
        },
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
