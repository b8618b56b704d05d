"""The main job on the sample portal, from crawl to site; needs no network."""

from __future__ import annotations

import errno
import json
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from archive.crawling import ordered
from archive.database import opened
from archive.errors import UserError
from archive.folder import Folder
from archive.jobs import run_all
from archive.serving import serve
from archive.snapshot import newest_first
from archive.terminal import Terminal
from crawler import sample

# The port is part of every document's address: with another one, a second demo would find everything new.
_SAMPLE_PORT = 8642


def demo(folder: Folder, port: int | None, terminal: Terminal) -> bool:
    """Run the job on the sample portal and print what came of it; then serve the site, unless ``port`` is null.

    The portal stays up as long as the site, so that links to the original pages work.
    """
    _refuse_real(folder)
    with _sample_portal(folder, terminal) as address:
        with tempfile.TemporaryDirectory() as aside:
            file = Path(aside) / "sample.toml"
            file.write_text(sample.catalogue(address), encoding="utf-8")
            with ordered([], file, delay=0) as order:
                well = run_all(folder, order, terminal, "demo")
        _summarise(folder, terminal)
        if port is not None:
            serve(folder, port, terminal)
    return well


@contextmanager
def _sample_portal(folder: Folder, terminal: Terminal) -> Iterator[str]:
    """Serve the sample portal on the port it had the last time, if it can be had."""
    known = _last_port(folder)
    with ExitStack() as stack:
        try:
            address = stack.enter_context(sample.serve(known or _SAMPLE_PORT))
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise
            address = stack.enter_context(sample.serve(0))
            if known:
                terminal.note(
                    f"端口 {known} 已被占用，样例网站改用 {address}，文件网址随之不同",
                    f"port {known} is taken: the sample portal is at {address}, and its documents' addresses are new",
                )
        yield address


def _refuse_real(folder: Folder) -> None:
    """Raise UserError where the archive holds real portals only: sample reports never leave it again."""
    if not folder.archive.exists():
        return
    with opened(folder.archive) as database:
        portals = {name for (name,) in database.execute("SELECT portal FROM portals")}
    if portals and sample.NAME not in portals:
        raise UserError(
            f"{folder.path} 里是真实网站的数据，演示会把样例混进去；请用 --data 另选文件夹",
            f"{folder.path} holds real portals, and the demo would mix its sample in; choose another folder with --data",
        )


def _last_port(folder: Folder) -> int | None:
    """Return the port under which this archive knows the sample portal."""
    if not folder.public.exists():
        return None
    with closing(sqlite3.connect(f"{folder.public.as_uri()}?mode=ro", uri=True)) as connection:
        row = connection.execute("SELECT url FROM portals WHERE portal = ?", [sample.NAME]).fetchone()
    return urlsplit(row[0]).port if row else None


def _summarise(folder: Folder, terminal: Terminal) -> None:
    latest = newest_first(folder.snapshots)[0]
    package = json.loads((latest / "datapackage.json").read_bytes())
    rows = {resource["path"]: resource["rows"] for resource in package["resources"]}
    terminal.table(["CSV", terminal.pick("行数", "rows")], rows.items(), title=str(latest))
    documents, reports, findings = (
        rows.get(f"{table}.csv", 0) for table in ("documents", "reports", "findings")
    )
    terminal.say(
        f"文件 {documents} 个，年报 {reports} 份，核对发现 {findings} 条",
        f"{documents} documents, {reports} reports, {findings} findings",
    )
