"""Print what the crawler costs: ``python -m tests.benchmarks.crawling``. Takes about seven minutes at one second a request.

Fifty simulated portals at once against the slowest of them alone, the memory held meanwhile, and one portal against a
bare Scrapy spider that fetches the same addresses.
"""

from __future__ import annotations

import argparse
import os
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path

from tests.crawler.crawling import ROOT
from tests.portals import simulated
from tests.portals.serving import Running, serve

MOST_PROLONGED = 1.3  # times as long as the slowest portal alone
MOST_OVERHEAD = 0.15
MOST_MEMORY = 400  # MB

_BARE = """
import sys, scrapy
class Bare(scrapy.Spider):
    name = "bare"
    start_urls = open(sys.argv.pop()).read().split()
    def parse(self, response): pass
from scrapy.crawler import CrawlerProcess
process = CrawlerProcess({"DOWNLOAD_DELAY": float(sys.argv.pop()), "DOWNLOAD_DELAY_JITTER": 0,
    "CONCURRENT_REQUESTS_PER_DOMAIN": 1, "ROBOTSTXT_OBEY": False, "HTTPERROR_ALLOW_ALL": True, "LOG_LEVEL": "ERROR"})
process.crawl(Bare)
process.start()
"""


@dataclass(frozen=True)
class Cost:
    """What one process took."""

    seconds: float
    processor: float  # seconds
    memory: int  # MB at most


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.crawling", description=__doc__)
    parser.add_argument("--portals", type=int, default=50)
    parser.add_argument("--delay", type=float, default=1.0, help="seconds between two requests to a host")
    options = parser.parse_args()
    with _served(options.portals) as portals, tempfile.TemporaryDirectory() as folder:
        everything = _crawl(portals, options.delay, Path(folder) / "all")
        asked, slowest = _slowest(Path(folder) / "all", portals)
        alone = _crawl([slowest], options.delay, Path(folder) / "one")
        _print(
            f"{options.portals} portals took {everything.seconds:.0f} s, the slowest alone ({asked} requests) "
            f"{alone.seconds:.0f} s: {everything.seconds / alone.seconds:.2f} times (bar {MOST_PROLONGED}).",
            f"The crawl of them all held {everything.memory} MB at most (bar {MOST_MEMORY}).",
        )
        bare = _bare(_addresses(Path(folder) / "one"), options.delay)
        _print(
            f"A bare spider took {bare.seconds:.1f} s for the same addresses, {alone.seconds:.1f} s with us: "
            f"{alone.seconds / bare.seconds - 1:+.0%} (bar {MOST_OVERHEAD:.0%}); of the processor {bare.processor:.1f} s "
            f"and {alone.processor:.1f} s."
        )


@contextmanager
def _served(number: int) -> Iterator[list[Running]]:
    """Serve so many portals, of every system in turn, each on an address of its own."""
    with ExitStack() as stack:
        yield [
            stack.enter_context(serve(f"127.0.2.{n + 1}", portal.answer))
            for n, portal in enumerate(islice(cycle(simulated().values()), number))
        ]


def _crawl(portals: Sequence[Running], delay: float, folder: Path) -> Cost:
    folder.mkdir()
    catalogue = folder / "portals.toml"
    entries = (
        f'[[portal]]\nname = "p{n}"\ntitle = "p{n}"\ndivision = "370481"\nurl = "{portal.url}"\n'
        for n, portal in enumerate(portals)
    )
    catalogue.write_text("".join(entries), encoding="utf-8")
    arguments = [
        "crawl",
        "portals",
        "-a",
        f"catalogue={catalogue}",
        "-a",
        f"delay={delay}",
        "-s",
        "LOG_LEVEL=ERROR",
    ]
    return _cost(["-m", "scrapy", *arguments], GONGKAI_DATA=str(folder / "data"))


def _bare(urls: Sequence[str], delay: float) -> Cost:
    with tempfile.NamedTemporaryFile("w") as file:
        file.write("\n".join(urls))
        file.flush()
        return _cost(["-c", _BARE, str(delay), file.name])


def _cost(arguments: Sequence[str], **environment: str) -> Cost:
    started = time.monotonic()
    child = subprocess.Popen([sys.executable, *arguments], cwd=ROOT, env=os.environ | environment)
    _, status, used = os.wait4(child.pid, 0)
    if status:
        raise SystemExit(f"a crawl ended with status {status}")
    child.returncode = 0
    return Cost(time.monotonic() - started, used.ru_utime + used.ru_stime, used.ru_maxrss // 1024)


def _slowest(folder: Path, portals: Sequence[Running]) -> tuple[int, Running]:
    asked = _rows(folder, "SELECT count(*), portal FROM fetches GROUP BY portal ORDER BY 1 DESC LIMIT 1")
    [(requests, name)] = asked
    return int(str(requests)), portals[int(str(name)[1:])]


def _addresses(folder: Path) -> list[str]:
    return [str(url) for (url,) in _rows(folder, "SELECT url FROM fetches ORDER BY fetch_id")]


def _rows(folder: Path, sql: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(folder / "data" / "archive.db")) as database:
        return database.execute(sql).fetchall()


def _print(*lines: str) -> None:
    for line in lines:
        sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
