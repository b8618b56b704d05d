"""The main job on the sample portal, from crawl to site; needs no network."""

from __future__ import annotations

import errno
import json
import tempfile
from contextlib import ExitStack, closing
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from urllib.parse import quote, urlsplit

from archive.crawling import ordered
from archive.database import opened
from archive.errors import UserError
from archive.folder import Folder
from archive.jobs import run_locked
from archive.serving import serve
from archive.snapshot import newest_first
from archive.terminal import Terminal
from crawler import sample

_HOST = "127.0.0.1"
_PORTS = range(8642, 8652)  # for an archive that does not know the sample portal yet
_PATIENCE = 2  # seconds whoever holds a port may take to answer


def demo(folder: Folder, terminal: Terminal, *, stay: bool, port: int | None = None) -> bool:
    """Run the job on the sample portal and print what came of it; serve the site too if we are to ``stay``.

    The portal stays up as long as the site, so that links to the original pages work.
    """
    with ExitStack() as portal:
        with folder.locked():
            address = _sample_portal(portal, _known_port(folder))
            well = _job(folder, address, terminal)
        _summarise(folder, terminal)
        if stay:
            serve(folder, port, terminal)
    return well


def _known_port(folder: Folder) -> int | None:
    """Return the port under which this archive knows the sample portal.

    Raises UserError where the archive holds real portals only: sample reports never leave it again.
    """
    if not folder.archive.exists():
        return None
    with opened(folder.archive) as database:
        portals = dict(database.execute("SELECT portal, url FROM portals").fetchall())
    if portals and sample.NAME not in portals:
        raise UserError(
            f"{folder.path} 里是真实网站的数据，演示会把样例混进去；请用 --data 另选文件夹",
            f"{folder.path} holds real portals, and the demo would mix its sample in; choose another folder with --data",
        )
    return urlsplit(portals[sample.NAME]).port if portals else None


def _sample_portal(stack: ExitStack, known: int | None) -> str:
    """Serve the sample portal while ``stack`` lasts, or find one that another demo serves; return its address.

    The port is part of every document's address: with another one, a second demo would find everything new.
    """
    for port in [known] if known else _PORTS:
        try:
            return stack.enter_context(sample.serve(port))
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise
        if _is_sample(port):
            return f"http://{_HOST}:{port}/"
    where = str(known or f"{_PORTS[0]}–{_PORTS[-1]}")
    raise UserError(
        f"样例网站需要的端口 {where} 被其他程序占用；请结束该程序，或用 --data 另选数据文件夹",
        f"another program holds port {where}, which the sample portal needs; end it, or choose another data folder "
        "with --data",
    )


def _is_sample(port: int) -> bool:
    """Tell whether a port serves our sample portal, the very same files."""
    files = [file for file in sample.SITE.rglob("*") if file.is_file()]
    try:
        with closing(HTTPConnection(_HOST, port, timeout=_PATIENCE)) as connection:
            return all(_serves(connection, file) for file in files)
    except (OSError, HTTPException):
        return False


def _serves(connection: HTTPConnection, file: Path) -> bool:
    connection.request("GET", quote(f"/{file.relative_to(sample.SITE).as_posix()}"))
    body = file.read_bytes()
    with connection.getresponse() as response:
        return response.read(len(body) + 1) == body


def _job(folder: Folder, address: str, terminal: Terminal) -> bool:
    with tempfile.TemporaryDirectory() as aside:
        file = Path(aside) / "sample.toml"
        file.write_text(sample.catalogue(address), encoding="utf-8")
        with ordered([], file, delay=0) as order:
            return run_locked(folder, order, terminal, "demo")


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
