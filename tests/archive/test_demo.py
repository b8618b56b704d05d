"""The main job through the real command: crawl, keep, read, publish, snapshot, serve; and again."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, closing, suppress
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from archive.dictionary import tables
from crawler import sample
from tests.archive.archives import select
from tests.archive.test_commands import POWERLESS, without_root_powers

GONGKAI = [str(Path(sys.executable).with_name("gongkai"))]
BOOKKEEPING = {"last_seen", "ended_at", "started_at"}


def demo(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [*GONGKAI, "--data", str(folder), "--lang", "en", "demo", "--no-serve", *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)


def content(database: Path, table: str) -> list[tuple[Any, ...]]:
    rows = select(database, f"SELECT * FROM {table}")  # noqa: S608
    return sorted(tuple(str(v) for k, v in row.items() if k not in BOOKKEEPING) for row in rows)


def tree(folder: Path) -> dict[str, tuple[bytes, int]]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): (path.read_bytes(), path.stat().st_mtime_ns) for path in files}


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    folder = tmp_path_factory.mktemp("demo") / "data"
    done = demo(folder)
    assert done.returncode == 0, done.stderr
    return folder, done.stdout


def test_the_demo_reads_the_sample_reports(first: tuple[Path, str]) -> None:
    folder, printed = first
    reports = select(folder / "public.db", "SELECT organ, year, form FROM reports ORDER BY organ, year")
    assert [tuple(row.values()) for row in reports] == [
        ("卫滨区科技和工业信息化局", 2023, "2021"),
        ("市中区工业和信息化局", 2021, "2019"),
        ("济宁市工业和信息化局", 2020, "2019"),
        ("滕州市工业和信息化局", 2023, "2021"),
        ("鄂尔多斯市工业和信息化局", 2023, "2021"),
    ]
    assert "5 reports" in printed
    assert "requests.csv" in printed


def test_kept_files_lie_under_their_hash_and_every_document_has_its_file(first: tuple[Path, str]) -> None:
    folder, _ = first
    kept = {path: path.read_bytes() for path in (folder / "files").rglob("*") if path.is_file()}
    hashes = {hashlib.sha256(body).hexdigest(): path for path, body in kept.items()}
    assert all(path.parent.name + path.name == digest for digest, path in hashes.items())
    assert {row["sha256"] for row in select(folder / "public.db", "SELECT sha256 FROM documents")} == set(
        hashes
    )


def test_every_figure_of_the_form_is_there_once_and_has_its_place(first: tuple[Path, str]) -> None:
    folder, _ = first
    lost = select(
        folder / "public.db",
        "SELECT * FROM figures f WHERE status = 'number' AND (table_number IS NULL OR row_number IS NULL"
        " OR column_number IS NULL OR NOT EXISTS (SELECT 1 FROM documents d WHERE d.sha256 = f.sha256))",
    )
    assert lost == []


def test_the_wide_and_the_long_tables_say_the_same(first: tuple[Path, str]) -> None:
    folder, _ = first
    wide = {row["report_id"]: row for row in select(folder / "public.db", "SELECT * FROM reports_wide")}
    cells = select(folder / "public.db", 'SELECT report_id, row, "column" AS c, value FROM figures')
    assert cells
    for cell in cells:
        name = f"{cell['row']}_{cell['c']}".replace(".", "_")
        assert wide[cell["report_id"]][name] == cell["value"]
    requests = select(folder / "public.db", "SELECT * FROM requests")
    for row in requests:
        for column in ("natural_person", "total"):
            assert row[column] == wide[row["report_id"]][f"{row['row']}_{column}"]


def test_a_second_demo_changes_nothing_and_adds_only_a_run(first: tuple[Path, str]) -> None:
    folder, _ = first
    public, archive = folder / "public.db", folder / "archive.db"
    kept = ("documents", "captures", "portals", "readings", "figures", "statements", "sections", "findings")
    before = {name: content(public, name) for name in tables()}
    held = {name: content(archive, name) for name in kept}
    files, snapshots = tree(folder / "files"), tree(folder / "snapshots")
    names = {path.name for path in folder.iterdir()}

    done = demo(folder)

    assert done.returncode == 0, done.stderr
    assert "nothing has changed" in done.stderr
    after = {name: content(public, name) for name in tables()}
    assert len(after.pop("runs")) == len(before.pop("runs")) + 1
    assert after == before
    assert {name: content(archive, name) for name in kept} == held
    assert tree(folder / "files") == files
    assert tree(folder / "snapshots") == snapshots
    assert {path.name for path in folder.iterdir()} == names


@pytest.fixture
def crawled(tmp_path: Path) -> Iterator[tuple[Path, int]]:
    """An archive of the sample portal, which is still up on a port of its own."""
    folder = tmp_path / "data"
    with sample.serve() as address:
        (tmp_path / "c.toml").write_text(sample.catalogue(address), encoding="utf-8")
        command = [
            *GONGKAI,
            "--data",
            str(folder),
            "crawl",
            "--catalogue",
            str(tmp_path / "c.toml"),
            "--delay",
            "0",
        ]
        subprocess.run(command, check=True, capture_output=True)
        port = urlsplit(address).port
        assert port
        yield folder, port


def test_a_demo_beside_another_uses_its_portal_and_finds_nothing_new(crawled: tuple[Path, int]) -> None:
    folder, _ = crawled
    before = content(folder / "archive.db", "documents")
    done = demo(folder)
    assert (done.returncode, "port" in done.stderr) == (0, False), done.stderr
    assert content(folder / "archive.db", "documents") == before


def test_the_sample_portals_port_in_other_hands_stops_the_demo(
    tmp_path: Path, crawled: tuple[Path, int]
) -> None:
    folder, _ = crawled
    before = content(folder / "archive.db", "documents")
    (tmp_path / "site").mkdir()
    handler = partial(SimpleHTTPRequestHandler, directory=str(tmp_path / "site"))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as stranger:
        threading.Thread(target=stranger.serve_forever, daemon=True).start()
        with closing(sqlite3.connect(folder / "archive.db")) as connection, connection:
            connection.execute("UPDATE portals SET url = ?", [f"http://127.0.0.1:{stranger.server_port}/"])
        done = demo(folder)
        stranger.shutdown()
    assert done.returncode == 2
    assert done.stderr == (
        f"gongkai: another program holds port {stranger.server_port}, which the sample portal needs; "
        "end it, or choose another data folder with --data\n"
    )
    assert content(folder / "archive.db", "documents") == before


def test_the_first_port_in_other_hands_does_not_keep_a_new_archive_from_its_demo(tmp_path: Path) -> None:
    with ExitStack() as stack:
        with suppress(OSError):  # somebody has it already
            stack.enter_context(socket.create_server(("127.0.0.1", 8642)))
        done = demo(tmp_path / "data")
    assert done.returncode == 0, done.stderr


def test_reading_all_anew_tells_of_kept_files_that_were_lost_or_changed(crawled: tuple[Path, int]) -> None:
    folder, _ = crawled
    kept = sorted(path for path in (folder / "files").glob("??/*"))
    kept[0].unlink()
    kept[1].chmod(0o644)
    kept[1].write_bytes(kept[2].read_bytes())
    command = [*GONGKAI, "--data", str(folder), "--lang", "en", "read", "--all"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert f"{len(kept)} files read, 2 of them unreadable" in done.stderr


@without_root_powers
def test_an_archive_that_cannot_be_written_is_shown_and_served(
    first: tuple[Path, str], tmp_path: Path
) -> None:
    folder = Path(shutil.copytree(first[0], tmp_path / "data"))
    (folder / "site.log").unlink(missing_ok=True)
    folder.chmod(0o555)
    command = [*POWERLESS, *GONGKAI, "--data", str(folder), "--lang", "en"]
    shown = subprocess.run([*command, "status"], capture_output=True, text=True, check=False)
    assert (shown.returncode, shown.stderr) == (0, "")
    assert "last run: number" in shown.stdout
    with subprocess.Popen(
        [*command, "serve"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as site:
        assert site.stdout
        up = site.stdout.readline()
        site.terminate()
        _, errors = site.communicate(timeout=30)
    folder.chmod(0o755)
    assert "The site is up" in up
    assert errors == "the site is down\n"


def test_reading_all_anew_gives_the_same_public_database(first: tuple[Path, str]) -> None:
    folder, _ = first
    before = {name: content(folder / "public.db", name) for name in tables()}
    for command in (["read", "--all"], ["publish"]):
        subprocess.run([*GONGKAI, "--data", str(folder), *command], check=True, capture_output=True)
    assert {name: content(folder / "public.db", name) for name in tables()} == before


def test_status_tells_of_the_last_run(first: tuple[Path, str]) -> None:
    command = [*GONGKAI, "status", "--data", str(first[0]), "--lang", "zh"]
    printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert "最近一次运行" in printed
    assert "sample" in printed


@pytest.fixture
def served(first: tuple[Path, str]) -> Iterator[tuple[subprocess.Popen[str], int]]:
    with closing(socket.create_server(("127.0.0.1", 0))) as probe:
        port = probe.getsockname()[1]
    command = [*GONGKAI, "--data", str(first[0]), "--lang", "en", "serve", "--port", str(port)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout
        assert f"http://127.0.0.1:{port}/" in process.stdout.readline()
        try:
            yield process, port
        finally:
            process.terminate()  # it takes Datasette along


def get(port: int, path: str) -> Any:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=30) as response:
        return response.read()


def test_the_site_serves_the_public_database_until_told_to_stop(
    served: tuple[subprocess.Popen[str], int],
) -> None:
    process, port = served
    rows = json.loads(get(port, "/public/reports.json?_shape=array"))
    assert len(rows) == 5
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=30)
    assert process.returncode == 0
    assert errors == "the site is down\n"
    with pytest.raises(OSError, match="refused"):
        get(port, "/")


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL])
def test_no_server_outlives_the_command(
    served: tuple[subprocess.Popen[str], int], how: signal.Signals
) -> None:
    process, port = served
    process.send_signal(how)  # to the command alone
    process.wait(timeout=30)
    deadline = time.monotonic() + 30
    while _answers(port):
        assert time.monotonic() < deadline
        time.sleep(0.05)


def _answers(port: int) -> bool:
    with closing(socket.socket()) as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def test_a_database_published_anew_is_taken_up(
    first: tuple[Path, str], served: tuple[subprocess.Popen[str], int]
) -> None:
    _, port = served
    before = get(port, "/public/runs.json?_shape=array")
    assert demo(first[0]).returncode == 0
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        try:
            after = get(port, "/public/runs.json?_shape=array")
        except OSError:  # between the two
            after = before
        if after != before:
            break
        time.sleep(0.2)
    assert len(json.loads(after)) == len(json.loads(before)) + 1


def test_a_kill_at_any_time_leaves_the_former_database_whole_and_the_next_run_completes(
    first: tuple[Path, str],
) -> None:
    folder, _ = first
    reports = content(folder / "public.db", "reports")
    snapshots = tree(folder / "snapshots")
    for seconds in (0.8, 1.6, 2.2):
        command = [*GONGKAI, "--data", str(folder), "demo", "--no-serve"]
        with subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, process_group=0
        ) as run:
            time.sleep(seconds)
            os.killpg(run.pid, signal.SIGKILL)
        assert content(folder / "public.db", "reports") == reports
        assert tree(folder / "snapshots") == snapshots
    done = demo(folder)
    assert done.returncode == 0, done.stderr
    assert content(folder / "public.db", "reports") == reports
