"""Kept files and snapshots as downloads: what came from the web is never shown as a live page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from datasette import NotFound
from datasette.utils.asgi import AsgiFileDownload

from archive.folder import Folder, default_folder
from archive.snapshot import newest_first
from archive.store import Store

# Types that no browser runs, with the ending each is saved under. Everything else is sent as bytes.
TYPES = {
    "application/pdf": ".pdf",
    "application/msword": ".doc",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.ms-excel": ".xls",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
    "application/vnd.ms-works": ".wps",
    "application/rtf": ".rtf",
    "application/ofd": ".ofd",
    "application/zip": ".zip",
    "image/png": ".png",
    "image/jpeg": ".jpg",
    "text/plain": ".txt",
    # A saved page would run in the reader's own browser if its ending let it.
    "text/html": ".html.txt",
    "application/xhtml+xml": ".html.txt",
}
AS_BYTES = frozenset({"text/html", "application/xhtml+xml", "text/plain"})
SNAPSHOT_TYPES = {
    ".csv": "text/csv; charset=utf-8",
    ".json": "application/json",
    ".parquet": "application/vnd.apache.parquet",
    ".md": "text/markdown; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
}
NAME = re.compile(r"[a-z0-9_-]+(\.[a-z0-9]+)+|SHA256SUMS")
# The file's own rules on top of the site's: even a browser that shows it runs nothing in it.
HEADERS = {"Content-Security-Policy": "default-src 'none'; sandbox", "Cache-Control": "public, max-age=86400"}


@dataclass(frozen=True, slots=True)
class SnapshotFile:
    """One file of a snapshot, ready to be listed."""

    name: str
    bytes: int


def snapshots() -> list[tuple[str, Sequence[SnapshotFile]]]:
    """List the snapshots of the data folder, newest first: date and files."""
    return [(path.name, _files(path)) for path in newest_first(_folder().snapshots)]


def _folder() -> Folder:
    return Folder(default_folder())


def _files(folder: Path) -> list[SnapshotFile]:
    named = (path for path in folder.iterdir() if NAME.fullmatch(path.name) and path.is_file())
    return [SnapshotFile(path.name, path.stat().st_size) for path in sorted(named)]


async def kept_file(database: Any, sha256: str) -> AsgiFileDownload:
    """Send one kept file; raises NotFound unless the public database lists its hash."""
    rows = await database.execute("SELECT media_type FROM documents WHERE sha256 = ? LIMIT 1", [sha256])
    known = rows.first()
    path = Store(_folder().files).path(sha256)
    if known is None or not path.is_file():
        raise NotFound("没有这个文件 | There is no such file")
    media_type = (known["media_type"] or "").partition(";")[0].strip().lower()
    plain = media_type in AS_BYTES or media_type not in TYPES
    return AsgiFileDownload(
        path,
        filename=f"{sha256[:16]}{TYPES.get(media_type, '.bin')}",
        content_type="application/octet-stream" if plain else media_type,
        headers=dict(HEADERS),
    )


def snapshot_file(date: str, name: str) -> AsgiFileDownload:
    """Send one file of one snapshot; raises NotFound for anything that is not listed."""
    listed = next((files for day, files in snapshots() if day == date), [])
    if name not in {file.name for file in listed}:
        raise NotFound("没有这个文件 | There is no such file")
    path = _folder().snapshots / date / name
    content_type = SNAPSHOT_TYPES.get(path.suffix, "application/octet-stream")
    return AsgiFileDownload(path, filename=name, content_type=content_type, headers=dict(HEADERS))
