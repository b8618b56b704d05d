"""Crawl in a process of its own: Scrapy's reactor starts only once, and what leaks there ends with it."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Container, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlite_utils import Database

from archive import children, memory
from archive.errors import UserError, both
from archive.folder import Folder
from archive.health import VISITS
from archive.terminal import Terminal
from crawler import catalogue, sample
from crawler.addresses import ForbiddenAddressError, Territory, host_of
from crawler.catalogue import CatalogueError, Portal

_LOOK_EVERY = 0.5  # seconds between two looks at how far the crawl has come


@dataclass(frozen=True, slots=True)
class Order:
    """What to crawl: the chosen portals of a catalogue, how fast, and whether to ask for all that is known."""

    portals: tuple[Portal, ...]
    catalogue: Path | None  # null: the one that ships
    delay: float | None  # seconds between requests to one host
    recheck: bool = False


@contextmanager
def ordered(
    targets: Sequence[str], file: Path | None, delay: float | None = None, *, recheck: bool = False
) -> Iterator[Order]:
    """Make an order from names of portals and addresses; none means every portal of the catalogue.

    Raises UserError when the catalogue is malformed or a name is not in it.
    """
    addresses = [target for target in targets if "://" in target]
    names = [name for target in targets if "://" not in target for name in target.split(",")]
    with tempfile.TemporaryDirectory() as folder:
        try:
            if addresses and (names or file):
                raise UserError(
                    "网址不能与门户名称或目录文件同时给出",
                    "give either addresses or names of portals, not both",
                )
            if addresses:
                file = Path(folder) / "addresses.toml"
                file.write_text(_catalogue(addresses), encoding="utf-8")
            yield Order(catalogue.select(catalogue.load(file), names), file, delay, recheck)
        except CatalogueError as error:
            raise UserError(f"门户目录有误：{error}", f"the catalogue of portals: {error}") from error


def crawl(folder: Folder, database: Database, run: int, order: Order, terminal: Terminal) -> bool:
    """Crawl the ordered portals and report on each; return whether all went well.

    Raises UserError when the crawl could not start or had to stop.
    """
    with tempfile.TemporaryDirectory() as aside:
        known = Path(aside) / "known.jsonl"
        memory.write(database, order.portals, known)
        return _crawl(folder, database, run, order, known, terminal)


def _crawl(
    folder: Folder, database: Database, run: int, order: Order, known: Path, terminal: Terminal
) -> bool:
    with database.atomic():
        for portal in order.portals:
            row = {
                "portal": portal.name,
                "title": portal.title,
                "division_code": portal.division,
                "url": portal.url,
            }
            database.table("portals", pk="portal").insert(row, replace=True)
    _warn_of_sample(database, terminal)
    environment = {
        "SCRAPY_SETTINGS_MODULE": "crawler.settings",
        "GONGKAI_DATA": str(folder.path),
        "GONGKAI_RUN": str(run),
    }
    with children.running("scrapy", _arguments(order, known), environment, folder.crawl_log) as child:
        well = _watch(child, database, run, len(order.portals), terminal)
    _raise_trouble(child.returncode, database, run, folder)
    return well


def _warn_of_sample(database: Database, terminal: Terminal) -> None:
    """Say that the demo went into this folder before: its reports will be published among the others."""
    portals = {name for (name,) in database.execute("SELECT portal FROM portals")}
    if sample.NAME in portals and len(portals) > 1:
        terminal.note(
            "注意：数据文件夹里还有演示用的样例网站，其年报会一并发布；正式抓取请用 --data 另选文件夹",
            "note: this data folder also holds the demo's sample portal, whose reports are published with the rest; "
            "give real work a folder of its own with --data",
        )


def _catalogue(addresses: Sequence[str]) -> str:
    """Return a catalogue of portals that are only addresses; their divisions stay unknown.

    Raises UserError for an address that may not be visited.
    """
    entries: dict[str, str] = {}
    for address in dict.fromkeys(addresses):
        try:
            Territory.of(address)
        except ForbiddenAddressError as error:
            raise UserError(f"不能抓取该网址：{error}", f"cannot be crawled: {error}") from error
        host = host_of(address)
        name = named_after(host, entries)
        entries[name] = (
            f'name = "{name}"\ntitle = {quoted(host)}\ndivision = "000000"\nurl = {quoted(address)}\n'
        )
    return "".join(f"[[portal]]\n{entry}" for entry in entries.values())


def named_after(host: str, taken: Container[str]) -> str:
    """Name a portal after its host, differently from those that are taken: there may be several columns of one host."""
    name = slug = (
        "".join(c if c.isalnum() and c.isascii() else "-" for c in host.lower()).strip("-") or "portal"
    )
    number = 1
    while name in taken:
        number += 1
        name = f"{slug}-{number}"
    return name


def quoted(text: str) -> str:
    """Write a text as TOML does."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _arguments(order: Order, known: Path) -> list[str]:
    arguments = {"only": ",".join(portal.name for portal in order.portals), "memory": str(known)}
    if order.recheck:
        arguments["recheck"] = "all"
    if order.catalogue:
        arguments["catalogue"] = str(order.catalogue.absolute())
    if order.delay is not None:
        arguments["delay"] = str(order.delay)
    given = [word for name, value in arguments.items() for word in ("-a", f"{name}={value}")]
    return ["crawl", "portals", *given]


def _watch(
    child: subprocess.Popen[bytes], database: Database, run: int, portals: int, terminal: Terminal
) -> bool:
    """Report each portal's visit as it ends; return whether every portal was visited and all was well."""
    told = well = 0
    with terminal.waiting("正在抓取", "crawling"):
        running = True
        while running:
            try:
                child.wait(_LOOK_EVERY)
                running = False  # one more look: the last visits end just before the process does
            except subprocess.TimeoutExpired:
                pass
            ended = database.execute(_VISITS, [run]).fetchall()
            for portal, outcome, reason, documents in ended[told:]:
                _tell(terminal, portal, outcome, reason, documents)
                well += outcome in ("ok", "unchanged")
            told = len(ended)
    if lost := portals - told:
        terminal.note(
            f"{lost} 个门户未访问完，详见 crawl.log", f"{lost} portals were not finished; see crawl.log"
        )
    return well == portals


_VISITS = "SELECT portal, outcome, reason, documents FROM portal_visits WHERE run_id = ? ORDER BY rowid"


def _tell(terminal: Terminal, portal: str, outcome: str, reason: str | None, documents: int) -> None:
    why = f" ({reason})" if reason else ""
    said = VISITS.get(outcome, outcome)
    terminal.note(
        f"{portal}：{said}，文件 {documents} 个{why}", f"{portal}: {outcome}, {documents} documents{why}"
    )


def _raise_trouble(status: int, database: Database, run: int, folder: Folder) -> None:
    [(trouble,)] = database.execute("SELECT trouble FROM runs WHERE run_id = ?", [run]).fetchall()
    if trouble:
        zh, en = both(trouble)
        raise UserError(f"抓取中止，无法保存文件：{zh}", f"the crawl stopped, files cannot be kept: {en}")
    if status:
        log = folder.crawl_log
        raise UserError(
            f"抓取程序未能正常结束（退出状态 {status}），详见 {log}",
            f"the crawl did not end well (exit status {status}); see {log}",
        )
