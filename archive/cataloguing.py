"""Catalogues of one's own: entries added to a file, from a table, and what a portal yields before it is added."""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from archive.crawling import named_after, ordered, quoted
from archive.database import opened_for_reading
from archive.errors import UserError
from archive.folder import Folder
from archive.jobs import crawl_only
from archive.terminal import Terminal
from crawler import catalogue
from crawler.addresses import host_of
from crawler.catalogue import CatalogueError

UNKNOWN = "000000"  # a division nobody has named
_KEYS = ("name", "title", "division", "url", "platform")


@dataclass(frozen=True, slots=True)
class Probe:
    """What one visit to a portal yielded."""

    outcome: str
    platform: str | None
    requests: int
    seconds: float
    reports: int  # pages and files that are reports by their titles
    lists: tuple[tuple[str, int], ...]  # address, and reports and lists in it


def add(file: Path, entries: Iterable[Mapping[str, str]]) -> int:
    """Append portals to a catalogue file, made if need be; return how many. What lacks a name is named after its host.

    Raises UserError, and leaves the file as it was, when the catalogue would be malformed.
    """
    known = file.read_text(encoding="utf-8") if file.exists() else ""
    given = [dict(entry) for entry in entries]
    taken = {portal.name for portal in _load(file)} if known else set()
    for entry in given:
        host = host_of(entry.get("url", ""))
        entry["name"] = entry.get("name") or named_after(host, taken)
        taken.add(entry["name"])
        entry["title"] = entry.get("title") or host
        entry["division"] = entry.get("division") or UNKNOWN
    text = "\n".join([known.rstrip("\n"), *map(_entry, given)]).lstrip("\n")
    with tempfile.NamedTemporaryFile(
        "w", suffix=".toml", dir=file.parent, encoding="utf-8", delete=False
    ) as aside:
        aside.write(text)
    try:
        _load(Path(aside.name))
        Path(aside.name).replace(file)
    finally:
        Path(aside.name).unlink(missing_ok=True)
    return len(given)


def read_table(file: Path) -> list[dict[str, str]]:
    """Read portals from CSV with a column ``url`` and any of name, title, division, platform.

    Raises UserError when it is no such table.
    """
    try:
        with file.open(encoding="utf-8-sig", newline="") as lines:
            rows = [
                {key: (value or "").strip() for key, value in row.items() if key}
                for row in csv.DictReader(lines)
            ]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise UserError(f"无法读取 {file}：{error}", f"{file} cannot be read: {error}") from error
    if not rows or not all(row.get("url") for row in rows):
        raise UserError(f"{file} 每行都要有 url 列", f"{file} needs a column url, filled in every row")
    return rows


def probe(url: str, delay: float | None, terminal: Terminal) -> Probe:
    """Visit a portal once, into a folder that is thrown away, and say what came of it."""
    with tempfile.TemporaryDirectory() as path, ordered([url], None, delay) as order:
        folder = Folder(Path(path))
        crawl_only(folder, order, terminal)
        with opened_for_reading(folder.archive) as database:
            outcome, platform, requests, seconds = database.execute(_VISIT).fetchone()
            [(reports,)] = database.execute(
                "SELECT count(*) FROM documents WHERE article_url IS NULL"
            ).fetchall()
            lists = database.execute(
                "SELECT url, rows FROM lists WHERE rows > 0 ORDER BY rows DESC, url"
            ).fetchall()
    return Probe(outcome, platform, requests, seconds, reports, tuple(lists))


def show(terminal: Terminal, probe: Probe) -> bool:
    """Print what a probe found; return whether there were reports and no trouble."""
    terminal.say(
        f"系统 {probe.platform or '未识别'} · 年报 {probe.reports} 份 · 请求 {probe.requests} 次 · {probe.seconds} 秒",
        f"platform {probe.platform or 'not recognised'} · {probe.reports} reports · {probe.requests} requests · "
        f"{probe.seconds} s",
    )
    if probe.lists:
        terminal.table(terminal.pick("栏目 条数", "list rows").split(), probe.lists)
    return probe.outcome == "ok"


_VISIT = """
SELECT outcome, platform, requests, round((julianday(ended_at) - julianday(started_at)) * 86400, 1)
FROM portal_visits
"""


def _entry(entry: Mapping[str, str]) -> str:
    lines = (f"{key} = {quoted(entry[key])}" for key in _KEYS if entry.get(key))
    return "\n[[portal]]\n" + "\n".join(lines) + "\n"


def _load(file: Path) -> Sequence[catalogue.Portal]:
    try:
        return catalogue.load(file)
    except CatalogueError as error:
        raise UserError(f"门户目录有误：{error}", f"the catalogue of portals: {error}") from error
