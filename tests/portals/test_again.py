"""The second run and those after it: what is asked again, what is noticed, and what a killed run leaves to do."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from email.utils import formatdate
from hashlib import sha256
from pathlib import Path
from urllib.parse import unquote

import pytest
from warcio.archiveiterator import ArchiveIterator

from tests.crawler.crawling import ROOT
from tests.crawler.sites import Answer
from tests.portals import simulated
from tests.portals.serving import Asked, Broken, Reply, Running, serve

_GONGKAI = "from archive.cli import main; main()"


@dataclass
class Living:
    """A portal that changes from run to run, and gives validators if it is one that does."""

    name: str
    validates: bool = False
    changed: dict[str, Reply] = field(default_factory=dict)

    def answer(self, asked: Asked) -> Reply:
        reply = (
            self.changed[asked.path] if asked.path in self.changed else simulated()[self.name].answer(asked)
        )
        if not self.validates or reply is None:
            return reply
        assert not isinstance(reply, Broken)
        given = reply if isinstance(reply, Answer) else Answer(reply)
        body = given.body.encode() if isinstance(given.body, str) else given.body
        etag = f'"{sha256(body).hexdigest()[:12]}"'
        if asked.headers.get("If-None-Match") == etag:
            return Answer("", 304, {"ETag": etag})
        kept = {"ETag": etag, "Last-Modified": formatdate(0, usegmt=True)}
        return Answer(given.body, given.status, {**given.headers, **kept})


class Data:
    """A data folder, and portals that are crawled into it again and again."""

    def __init__(self, folder: Path, *portals: Running) -> None:
        self.folder, self.running, self.portals = folder, portals[0], portals

    def command(self, *options: str) -> list[str]:
        where = ["--data", str(self.folder), "--lang", "en"]
        return [
            sys.executable,
            "-c",
            _GONGKAI,
            "crawl",
            *(portal.url for portal in self.portals),
            "--delay",
            "0",
            *options,
            *where,
        ]

    def crawl(self, *options: str) -> list[Asked]:
        """Crawl once more; give what the portal was asked for this time."""
        before = len(self.running.asked)
        subprocess.run(self.command(*options), cwd=ROOT, check=False, capture_output=True, timeout=120)
        return [asked for asked in self.running.asked[before:] if asked.path != "/robots.txt"]

    def rows(self, sql: str) -> list[tuple[object, ...]]:
        with closing(sqlite3.connect(self.folder / "archive.db")) as database:
            return database.execute(sql).fetchall()

    def outcome(self) -> object:
        return self.rows("SELECT outcome FROM portal_visits ORDER BY run_id DESC LIMIT 1")[0][0]

    def paths(self, sql: str = "SELECT url FROM documents") -> set[str]:
        base = self.running.url
        urls = [str(url) for (url,) in self.rows(sql)]
        return {unquote("/" + url.removeprefix(base)) for url in urls if url.startswith(base)}


@pytest.fixture
def living(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Living, Data]]:
    name, validates = request.param
    portal = Living(name, validates)
    with serve(simulated()[name].HOST, portal.answer) as running:
        yield portal, Data(tmp_path, running)


def _every(*names: str, validates: bool = False) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("living", [(name, validates) for name in names], indirect=True, ids=names)


@pytest.fixture(scope="module")
def twice(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, dict[str, tuple[Running, int]]]]:
    """Crawl every portal twice into one folder; give for each how many requests the first run made."""
    folder = tmp_path_factory.mktemp("twice")
    with ExitStack() as stack:
        portals = {
            name: stack.enter_context(serve(portal.HOST, portal.answer))
            for name, portal in simulated().items()
        }
        everything = Data(folder, *portals.values())
        everything.crawl()
        first = {name: len(running.asked) for name, running in portals.items()}
        everything.crawl()
        yield folder, {name: (running, first[name]) for name, running in portals.items()}


@pytest.mark.parametrize("name", simulated())
def test_a_second_run_asks_for_little_and_finds_nothing(
    twice: tuple[Path, dict[str, tuple[Running, int]]], name: str
) -> None:
    folder, portals = twice
    running, first = portals[name]
    data = Data(folder, running)
    assert (len(running.asked) - first) <= 0.25 * first
    assert data.paths() == {unquote(path) for path in simulated()[name].PUBLISHED}
    every = data.rows("SELECT portal, outcome, documents FROM portal_visits ORDER BY run_id")
    visits = [tuple(rest) for host, *rest in every if host == simulated()[name].HOST.replace(".", "-")]
    assert visits == [("ok", len(simulated()[name].PUBLISHED)), ("unchanged", 0)]


def test_every_fetch_of_every_run_is_a_warc_record(
    twice: tuple[Path, dict[str, tuple[Running, int]]],
) -> None:
    folder, portals = twice
    files = sorted((folder / "warc").iterdir())
    check_warc(*files)
    asked = sorted(
        (running.url.rstrip("/") + one.target, one.body)
        for running, _ in portals.values()
        for one in running.asked
    )
    assert sorted(kept for file in files for kept in _requests(file)) == asked


@_every("php")
def test_a_request_that_is_not_answered_is_a_row_with_its_reason(living: tuple[Living, Data]) -> None:
    portal, data = living
    mute = min(path for path in simulated()["php"].PUBLISHED if path.endswith(".html"))
    portal.changed[mute] = Broken("reset")
    data.crawl()
    noted = data.rows(
        "SELECT url, status, sha256, warc, failure LIKE '%onnection%' FROM fetches WHERE failure IS NOT NULL"
    )
    assert noted == [(data.running.url + mute[1:], None, None, None, 1)] * 3  # asked again twice
    [(reason,)] = data.rows("SELECT reason FROM portal_visits")
    assert mute in str(reason)


def check_warc(*files: Path) -> None:
    checked = subprocess.run(
        [sys.executable, "-m", "warcio.cli", "check", *files], capture_output=True, text=True, check=False
    )
    assert checked.returncode == 0, checked.stdout


def _requests(file: Path) -> Iterator[tuple[str, str]]:
    with file.open("rb") as stream:
        for record in ArchiveIterator(stream):
            if record.rec_type == "request":
                yield record.rec_headers["WARC-Target-URI"], record.content_stream().read().decode()


@_every("trs", validates=True)
def test_a_report_that_appears_is_found_without_looking_at_everything(living: tuple[Living, Data]) -> None:
    portal, data = living
    first = data.crawl()
    column = "/zwgk_159/zfxxgknb_49029/2023n/"
    page = portal.answer(Asked("GET", column, {}, ""))
    assert isinstance(page, Answer)
    assert isinstance(page.body, str)
    title = "某县税务局2023年政府信息公开工作年度报告"
    portal.changed[column] = page.body.replace(
        "<ul>", f"<ul><li><a href='./202401/t20240101_9.html'>{title}</a></li>", 1
    )
    portal.changed[f"{column}202401/t20240101_9.html"] = (
        f"<html><head><title>{title}</title></head><body>一、总体情况</body></html>"
    )
    second = data.crawl()
    assert data.outcome() == "ok"
    assert [url for (url,) in data.rows("SELECT url FROM fetches ORDER BY fetch_id")] == [
        data.running.url + asked.target[1:] for asked in data.running.asked
    ]
    assert data.paths("SELECT url FROM documents WHERE run_id = 2") == {f"{column}202401/t20240101_9.html"}
    assert len(second) <= 0.25 * len(first)
    assert all(
        "If-None-Match" in asked.headers
        for asked in second
        if asked.path.endswith("n/") and asked.path != column
    )


@_every("trs", validates=True)
def test_a_recheck_notices_edits_and_removals_and_asks_conditionally(living: tuple[Living, Data]) -> None:
    portal, data = living
    data.crawl()
    edited, removed = sorted(path for path in simulated()["trs"].PUBLISHED if path.endswith(".html"))[:2]
    portal.changed[removed] = None
    portal.changed[edited] = str(simulated()["trs"].answer(Asked("GET", edited, {}, ""))).replace(
        "120条", "121条"
    )
    asked = data.crawl("--recheck", "all")
    assert data.outcome() == "ok"
    reports = [one for one in asked if one.path in simulated()["trs"].PUBLISHED]
    assert {one.path for one in reports} == set(simulated()["trs"].PUBLISHED)
    assert all("If-None-Match" in one.headers for one in reports)
    assert data.paths("SELECT url FROM documents WHERE run_id = 2") == {edited}
    assert data.paths("SELECT url FROM absences") == {removed}
    assert len(data.rows("SELECT * FROM captures")) == len(reports) + 1
    del portal.changed[removed]
    data.crawl("--recheck", "all")
    assert data.rows("SELECT * FROM absences") == []


@_every("trs")
def test_a_run_that_was_killed_is_continued(living: tuple[Living, Data]) -> None:
    _, data = living
    for asked in (15, 40):
        child = subprocess.Popen(
            data.command(), cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        before = len(data.running.asked)
        while len(data.running.asked) - before < asked and child.poll() is None:
            time.sleep(0.01)
        os.kill(child.pid, signal.SIGKILL)
        child.wait()
        time.sleep(1)  # until its own children have noticed
        check_warc(*(data.folder / "warc").iterdir())
    data.crawl()
    check_warc(*(data.folder / "warc").iterdir())
    assert data.outcome() == "ok"
    assert data.paths() == set(simulated()["trs"].PUBLISHED)
    assert len(data.rows("SELECT * FROM captures")) == len(simulated()["trs"].PUBLISHED)
    asked_for = [asked.path for asked in data.running.asked if asked.path in simulated()["trs"].PUBLISHED]
    assert (
        len(asked_for) <= len(simulated()["trs"].PUBLISHED) + 4
    )  # what was under way when the run was killed


@_every("trs")
def test_what_is_forbidden_for_good_does_not_make_every_run_a_first_one(living: tuple[Living, Data]) -> None:
    portal, data = living
    forbidden = min(path for path in simulated()["trs"].PUBLISHED if path.endswith(".html"))
    portal.changed["/robots.txt"] = f"User-agent: *\nDisallow: {forbidden}\n"
    first = data.crawl()
    assert data.outcome() == "partial"
    second = data.crawl()
    assert data.outcome() == "partial"
    assert len(second) <= 0.25 * len(first)


@_every("trs")
def test_a_portal_whose_lists_are_emptied_is_loud(living: tuple[Living, Data]) -> None:
    portal, data = living
    data.crawl()
    for year in (2021, 2022, 2023):
        portal.changed[f"/zwgk_159/zfxxgknb_49029/{year}n/"] = "<html><body><div id=list></div></body></html>"
    data.crawl()
    assert data.outcome() == "silent"


@_every("single")
def test_a_recheck_finds_the_years_added_to_columns_that_are_articles(living: tuple[Living, Data]) -> None:
    portal, data = living
    new = {"/zfxxgknb/": "/zfxxgknb/2018n/", "/bmnb/jyj/nb/": "/bmnb/jyj/nb/2020n/"}
    for added in new.values():
        portal.changed[added] = None
    data.crawl()
    for column, added in new.items():
        page = str(simulated()["single"].answer(Asked("GET", column, {}, "")))
        portal.changed[column] = page.replace("<ul>", f"<ul><li><a href='{added}'>{added[-6:-2]}年</a></li>")
        portal.changed[added] = page.replace("2025年政府", "2018年政府").replace("2024年政府", "2020年政府")
    data.crawl("--recheck", "all")
    assert data.paths("SELECT url FROM documents WHERE run_id = 2") >= set(new.values())
