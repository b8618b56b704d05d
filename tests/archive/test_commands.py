"""The command line as people and scripts meet it: what it prints, how it ends, and never a traceback."""

from __future__ import annotations

import fcntl
import json
import os
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import click
import pytest

from archive.commands import main
from archive.database import PUBLIC_SCHEMA, opened
from crawler import sample

GONGKAI = str(Path(sys.executable).with_name("gongkai"))
ROOT = Path(__file__).parents[2]
COLUMN = sample.SITE / "zwgk" / "zfxxgknb"  # the annual reports
DOCX = sorted(COLUMN.rglob("*.docx"))
PDF = sorted(COLUMN.rglob("*.pdf"))


# Root may read and write everything; as root, what permissions do is seen only by who gives that power up.
POWERLESS = ["setpriv", "--bounding-set=-all", "--inh-caps=-all"] if os.geteuid() == 0 else []
without_root_powers = pytest.mark.skipif(
    bool(POWERLESS) and not shutil.which("setpriv"), reason="needs the package util-linux"
)


def gongkai(
    *arguments: str | bytes | Path, cwd: Path, powers: bool = True, **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run the command in a folder of its own; whatever happens, it must not end in a traceback."""
    clean = {
        key: value for key, value in os.environ.items() if not key.startswith(("LC_", "LANG", "GONGKAI"))
    }
    done = subprocess.run(
        [*([] if powers else POWERLESS), GONGKAI, *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
        cwd=cwd,
        env={**clean, **environment},
    )
    assert "Traceback" not in done.stdout + done.stderr
    return done


def _archive(folder: Path) -> None:
    """An archive in which nothing was kept yet."""
    folder.mkdir()
    with opened(folder / "archive.db"):
        pass


def wait_for_empty_group(group: int, seconds: float = 30) -> None:
    """Wait until no process of a group is left."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return
        time.sleep(0.05)
    pytest.fail("a process was left behind")


@pytest.fixture
def bad(tmp_path: Path) -> Path:
    """A folder of files that cannot be read, each in its own way."""
    (tmp_path / "empty.docx").touch()
    (tmp_path / "truncated.pdf").write_bytes(PDF[0].read_bytes()[:4000])
    with zipfile.ZipFile(tmp_path / "garbage.docx", "w") as file:
        file.writestr("[Content_Types].xml", bytes(range(256)) * 20)
    (tmp_path / "broken.zip").write_bytes(b"PK\x03\x04" + bytes(range(256)) * 20)
    (tmp_path / "error.pdf").write_text(
        "<html><head><title>404 Not Found</title></head><body><h1>404 Not Found</h1></body></html>"
    )
    (tmp_path / "folder").mkdir()
    return tmp_path


BAD = ["missing.pdf", "empty.docx", "truncated.pdf", "garbage.docx", "broken.zip", "error.pdf", "folder"]


def test_bad_files_get_one_line_each_and_the_good_one_among_them_is_read(bad: Path) -> None:
    done = gongkai("read", *BAD[:3], DOCX[0], *BAD[3:], "--json", cwd=bad)
    records = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 1
    assert done.stderr == ""
    assert [record["file"] for record in records] == [*BAD[:3], str(DOCX[0]), *BAD[3:]]
    assert [record["outcome"] for record in records] == ["unreadable"] * 3 + ["report"] + ["unreadable"] * 4
    for record in (record for record in records if record["outcome"] == "unreadable"):
        assert record["reason"]
        assert "\n" not in record["reason"]
        assert record["report"] is None


def test_people_are_told_in_their_language_what_is_wrong_with_a_file(bad: Path) -> None:
    zh = gongkai("read", *BAD, cwd=bad, LANG="zh_CN.UTF-8")
    en = gongkai("read", *BAD, cwd=bad, LANG="en_US.UTF-8")
    assert (zh.returncode, en.returncode) == (1, 1)
    for name, chinese, english in zip(BAD, zh.stdout.splitlines(), en.stdout.splitlines(), strict=True):
        assert re.match(f"{name}：无法读取 · .*[\u4e00-\u9fff]", chinese)
        assert re.match(f"{name}: unreadable · [^\u4e00-\u9fff]+$", english)


def test_the_language_can_be_chosen_before_and_after_the_command(tmp_path: Path) -> None:
    before = gongkai("--lang", "zh", "read", "missing", cwd=tmp_path, LANG="en_US.UTF-8")
    after = gongkai("read", "missing", "--lang", "zh", cwd=tmp_path, LC_ALL="C")
    assert before.stdout == after.stdout == "missing：无法读取 · 文件不存在\n"


def test_json_has_every_key_in_the_agreed_order(tmp_path: Path) -> None:
    done = gongkai("read", DOCX[0], "--json", cwd=tmp_path)
    assert done.returncode == 0
    record = json.loads(done.stdout)
    assert list(record) == ["file", "sha256", "media_type", "outcome", "reason", "report"]
    report = record["report"]
    assert list(report) == [
        "title", "organ", "division_code", "year", "form", "period", "written_on", "published_on", "contact",
        "figures", "statements", "sections", "findings",
    ]  # fmt: skip
    assert list(report["period"]) == ["start", "end"]
    assert list(report["contact"]) == ["unit", "address", "postcode", "phone", "fax", "email", "website"]
    assert list(report["figures"][0]) == [
        "table", "row", "column", "value", "status", "raw", "unit", "doubt", "place",
    ]  # fmt: skip
    assert list(report["figures"][0]["place"]) == ["page", "table", "row", "column", "box"]
    assert list(report["statements"][0]) == ["name", "value", "qualifier", "unit", "quote", "section"]
    assert list(report["sections"][0]) == ["number", "title", "text"]


def test_json_is_utf8_even_where_the_terminal_is_not(tmp_path: Path) -> None:
    done = gongkai(
        "read", DOCX[0], "--json", cwd=tmp_path, LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0"
    )
    assert "工业和信息化局" in json.loads(done.stdout)["report"]["organ"]


def test_a_report_is_shown_as_its_tables(tmp_path: Path) -> None:
    done = gongkai("read", DOCX[0], cwd=tmp_path, LANG="zh_CN.UTF-8")
    assert done.returncode == 0
    assert "一、本年新收政府信息公开申请数量" in done.stdout
    assert "自然人" in done.stdout


def test_control_characters_of_a_hostile_name_never_reach_the_terminal(tmp_path: Path) -> None:
    done = gongkai("read", "\x1b]0;owned\x07.pdf", cwd=tmp_path)
    assert "\x1b" not in done.stdout
    assert "\x07" not in done.stdout


@without_root_powers
@pytest.mark.parametrize("command", ["read", "check"])
def test_a_file_without_permission_is_one_line_and_the_others_are_read(tmp_path: Path, command: str) -> None:
    (tmp_path / "closed.pdf").touch(0o000)
    done = gongkai(command, "closed.pdf", DOCX[0], cwd=tmp_path, powers=False)
    assert done.returncode == 1
    first, second, *_ = done.stdout.splitlines()
    assert first == "closed.pdf: unreadable · no permission to read this file"
    assert re.search(rf"{re.escape(str(DOCX[0]))}: .* cells are numbers", second)


@without_root_powers
def test_a_catalogue_without_permission_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "closed.toml").touch(0o000)
    done = gongkai("portals", "list", "--catalogue", "closed.toml", cwd=tmp_path, powers=False)
    assert done.returncode == 2
    assert "closed.toml: cannot be read (Permission denied)" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_name_with_line_breaks_stays_on_its_line(tmp_path: Path) -> None:
    done = gongkai("read", "a\nb\u2028c\u202ed.pdf", cwd=tmp_path)
    assert done.stdout == "a�b�c�d.pdf: unreadable · there is no such file\n"


def test_names_that_are_no_utf8_make_sound_json(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b"a\xff.docx")).write_bytes(DOCX[0].read_bytes())
    done = gongkai("read", b"a\xff.docx", b"\xfe", "--json", cwd=tmp_path)
    records = [json.loads(line) for line in done.stdout.splitlines()]
    assert [record["file"] for record in records] == ["a\\xff.docx", "\\xfe"]
    assert records[0]["outcome"] == "report"
    assert not re.search("[\ud800-\udfff]", str(records))


def test_the_version_is_told(tmp_path: Path) -> None:
    done = gongkai("--version", cwd=tmp_path)
    assert re.fullmatch(r"gongkai \d+\.\d+\.\d+\n", done.stdout)


def test_people_see_who_reports_on_what_and_the_findings(tmp_path: Path) -> None:
    lines = gongkai("read", *DOCX, *PDF, "--json", cwd=tmp_path).stdout.splitlines()
    report = next(r["file"] for r in map(json.loads, lines) if 0 < len(r["report"]["findings"]) <= 10)
    record = json.loads(gongkai("read", report, "--json", cwd=tmp_path).stdout)["report"]
    en = gongkai("read", report, cwd=tmp_path, LANG="en_US.UTF-8").stdout
    zh = gongkai("read", report, cwd=tmp_path, LANG="zh_CN.UTF-8").stdout
    for text in (en, zh):
        for said in (record["title"], record["organ"], record["period"]["start"], record["contact"]["phone"]):
            assert said in text
        assert all(f["rule"] in text for f in record["findings"])
    assert f"claims in the text: {len(record['statements'])}" in en
    assert "administrative licensing" in en
    assert "art20" not in en
    assert "（一）予以公开" in zh


def test_check_ends_with_1_on_an_error_and_0_without(tmp_path: Path) -> None:
    by_errors: dict[bool, set[int]] = {True: set(), False: set()}
    page = next(body for path in COLUMN.rglob("*.html") if (body := path.read_bytes()).count(b">0<") > 100)
    before, _, after = page.rpartition(b">0<")  # the last total of the last table
    (tmp_path / "wrong.html").write_bytes(before + b">9<" + after)
    for line in gongkai("read", "wrong.html", *DOCX, *PDF, "--json", cwd=tmp_path).stdout.splitlines():
        record = json.loads(line)
        findings = record["report"]["findings"]
        wrong = any(f["severity"] == "error" and f["result"] == "fail" for f in findings)
        done = gongkai("check", record["file"], cwd=tmp_path)
        assert all(f["rule"] in done.stdout for f in findings)
        by_errors[wrong].add(done.returncode)
    assert by_errors == {True: {1}, False: {0}}


def test_check_does_not_pass_what_is_no_report(bad: Path) -> None:
    assert gongkai("check", "error.pdf", cwd=bad).returncode == 1


@pytest.mark.parametrize(
    "arguments",
    [["read"], ["read", "x", "--all"], ["read", "--no-such"], ["check"], ["nope"], ["--data", "", "status"]],
)
def test_wrong_usage_ends_with_2(tmp_path: Path, arguments: list[str]) -> None:
    assert gongkai(*arguments, cwd=tmp_path).returncode == 2


def commands(group: click.Group, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    yield path
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from commands(command, (*path, name))
        else:
            yield (*path, name)


@pytest.mark.parametrize("path", list(commands(main)), ids=" ".join)
def test_every_command_has_help_with_an_example_in_both_languages(path: tuple[str, ...]) -> None:
    command: Any = main
    for name in path:
        command = command.commands[name]
    with click.Context(command, info_name="gongkai") as context:
        text = command.get_help(context)
    assert f"Example 示例: gongkai {' '.join(path)}".rstrip() in text
    assert re.search("[\u4e00-\u9fff]{4}", text.split("Example")[0])


UNUSABLE = [
    (["--data", "/dev/null/x", "demo", "--no-serve"], "cannot be written"),
    (["--data", "file", "demo", "--no-serve"], "file is not a folder"),
    (["--data", "file", "status"], "file is not a folder"),
    (["--data", "/proc", "demo", "--no-serve"], "cannot be written"),
    (["publish"], "there is no archive"),
    (["read", "--all"], "there is no archive"),
    (["--data", "damaged", "serve"], "public.db is damaged: run gongkai publish"),
    (["--data", "damaged", "snapshot"], "public.db is damaged: run gongkai publish"),
    (["run", "--catalogue", "malformed.toml"], "the catalogue of portals: malformed.toml: not valid TOML"),
    (["run", "--catalogue", "missing.toml"], "cannot be read"),
    (["crawl", "nosuch"], "no portal named nosuch"),
    (["crawl", "ftp://example.gov.cn/"], "cannot be crawled: not a web address: ftp://example.gov.cn/"),
    (["crawl", "http://["], "cannot be crawled: not a web address: http://["),
    (["crawl", "http://10.0.0.1/"], "cannot be crawled: not a public address: http://10.0.0.1/"),
    (["crawl", "http://example.gov.cn/", "nosuch"], "give either addresses or names"),
    (["serve"], "nothing has been published yet"),
    (["status"], "there is no archive"),
    (["snapshot"], "nothing has been published yet"),
    (["--data", "notdb", "publish"], "file is not a database"),
]


@pytest.mark.parametrize(("arguments", "expected"), UNUSABLE, ids=[" ".join(a) for a, _ in UNUSABLE])
def test_what_cannot_be_done_is_one_sentence_and_status_2(
    tmp_path: Path, arguments: list[str], expected: str
) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "malformed.toml").write_text("bad [")
    (tmp_path / "damaged").mkdir()
    with closing(sqlite3.connect(tmp_path / "damaged" / "public.db")) as connection:
        connection.executescript(PUBLIC_SCHEMA)
    os.truncate(tmp_path / "damaged" / "public.db", 8192)
    (tmp_path / "notdb").mkdir()
    (tmp_path / "notdb" / "archive.db").write_bytes(b"this is no database at all" * 50)
    done = gongkai(*arguments, cwd=tmp_path, LANG="en_US.UTF-8")
    assert done.returncode == 2
    assert done.stdout == ""
    assert expected in done.stderr
    assert len(done.stderr.splitlines()) == 1
    zh = gongkai(*arguments, cwd=tmp_path, LANG="zh_CN.UTF-8")
    assert re.match("gongkai: .*[\u4e00-\u9fff]{3}", zh.stderr)
    if "--catalogue" not in arguments and arguments[0] != "crawl":  # the crawler's own words are English
        assert not re.search("[A-Za-z]{2,} [a-z]{2,} [a-z]{2,}", zh.stderr.replace("gongkai: ", ""))


def test_a_port_that_is_taken_is_a_sentence(tmp_path: Path) -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as taken:
        port = str(taken.getsockname()[1])
        for command in (["serve", "--port", port], ["demo", "--port", port]):
            done = gongkai(*command, cwd=tmp_path)
            assert done.returncode == 2
            assert done.stderr == f"gongkai: port {port} is taken; choose another with --port\n"
    assert not (tmp_path / "data").exists()


@without_root_powers
def test_a_port_for_administrators_is_not_said_to_be_taken(tmp_path: Path) -> None:
    done = gongkai("serve", "--port", "80", cwd=tmp_path, powers=False)
    threshold = Path("/proc/sys/net/ipv4/ip_unprivileged_port_start")
    if not threshold.exists() or int(threshold.read_text()) <= 80:  # macOS and some containers let anyone
        assert "administrator" not in done.stderr
    else:
        said = "gongkai: port 80 needs the rights of the administrator; choose another with --port\n"
        assert done.stderr == said


def test_a_second_command_on_the_same_folder_says_so_and_leaves(tmp_path: Path) -> None:
    _archive(tmp_path / "data")
    with (tmp_path / "data" / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        done = gongkai("publish", cwd=tmp_path)
    assert done.returncode == 2
    assert "another gongkai command is at work" in done.stderr
    assert gongkai("publish", cwd=tmp_path).returncode == 0


def test_a_database_another_program_holds_is_a_sentence(tmp_path: Path) -> None:
    _archive(tmp_path / "data")
    with closing(sqlite3.connect(tmp_path / "data" / "archive.db")) as connection:
        connection.execute("BEGIN EXCLUSIVE")
        done = gongkai("demo", "--no-serve", cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr == "gongkai: another program is using the database; try again later\n"


def test_a_crawl_that_can_keep_nothing_stops_and_says_why(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "files").touch()  # in the way of the folder
    done = gongkai("demo", "--no-serve", cwd=tmp_path)
    assert done.returncode == 2
    assert "gongkai: the crawl stopped, files cannot be kept: " in done.stderr
    assert not (tmp_path / "data" / "public.db").exists()


def test_the_data_folder_comes_from_the_option_or_the_environment(tmp_path: Path) -> None:
    for name in ("one", "two", "three"):
        _archive(tmp_path / name)
    gongkai("publish", cwd=tmp_path, GONGKAI_DATA="one")
    gongkai("--data", "two", "publish", cwd=tmp_path, GONGKAI_DATA="one")
    gongkai("publish", "--data", "three", cwd=tmp_path)
    assert sorted(path.parent.name for path in tmp_path.rglob("public.db")) == ["one", "three", "two"]


@pytest.fixture
def stuck(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """A run in the midst of its crawl: the portal accepts and never answers."""
    catalogue = tmp_path / "slow.toml"
    with closing(socket.create_server(("127.0.0.1", 0))) as silent:
        silent.settimeout(60)
        port = silent.getsockname()[1]
        catalogue.write_text(
            f'[[portal]]\nname = "slow"\ntitle = "慢"\ndivision = "370481"\nurl = "http://127.0.0.1:{port}/"\n'
        )
        command = [GONGKAI, "--lang", "en", "run", "--catalogue", str(catalogue)]
        with subprocess.Popen(
            command, cwd=tmp_path, stderr=subprocess.PIPE, text=True, process_group=0
        ) as run:
            try:
                connection, _ = silent.accept()
                with connection:
                    yield run
            finally:
                with suppress(ProcessLookupError):
                    os.killpg(run.pid, signal.SIGKILL)


INTERRUPTED = "gongkai: interrupted; what is kept is whole, just run it again\n"


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_a_run_that_is_told_to_stop_says_one_line(stuck: subprocess.Popen[str], how: signal.Signals) -> None:
    os.killpg(stuck.pid, how)
    _, errors = stuck.communicate(timeout=60)
    assert errors == INTERRUPTED
    assert stuck.returncode == 130


@pytest.mark.parametrize("seconds", [0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.7, 0.9])
def test_ctrl_c_at_any_time_is_one_line_at_most(tmp_path: Path, seconds: float) -> None:
    paths = [str(path) for path in (*DOCX, *PDF) * 20]
    with subprocess.Popen(
        [GONGKAI, "--lang", "en", "read", *paths], cwd=tmp_path, env={**os.environ, "LC_ALL": "C"},
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, process_group=0,
    ) as run:  # fmt: skip
        time.sleep(seconds)
        os.killpg(run.pid, signal.SIGINT)
        _, errors = run.communicate(timeout=60)
    assert errors in (INTERRUPTED, "")  # nothing while Python itself is starting
    assert run.returncode in ((130, -signal.SIGINT) if seconds < 0.1 else (130,))


def test_a_run_that_is_killed_leaves_no_crawl_behind(stuck: subprocess.Popen[str]) -> None:
    os.kill(stuck.pid, signal.SIGKILL)  # only the command itself: what it started has to notice
    stuck.wait()
    wait_for_empty_group(stuck.pid)


def test_the_catalogue_is_listed(tmp_path: Path) -> None:
    catalogue = tmp_path / "c.toml"
    catalogue.write_text(sample.catalogue("http://127.0.0.1:1/"), encoding="utf-8")
    done = gongkai("portals", "list", "--catalogue", catalogue, cwd=tmp_path)
    assert done.returncode == 0
    assert "sample" in done.stdout


def test_several_addresses_of_one_host_are_portals_of_their_own(tmp_path: Path) -> None:
    done = gongkai("crawl", "http://127.0.0.1:1/a/", "http://127.0.0.1:1/b/", "--delay", "0", cwd=tmp_path)
    assert done.returncode == 1
    assert "127-0-0-1: unreachable" in done.stderr
    assert "127-0-0-1-2: unreachable" in done.stderr


SAMPLE_MIXED = "this data folder also holds the demo's sample portal"


def test_the_demo_stays_out_of_real_archives_and_real_work_is_told_of_the_demo(tmp_path: Path) -> None:
    nobody = ("crawl", "http://127.0.0.1:1/", "--delay", "0")
    assert gongkai(*nobody, "--data", "real", cwd=tmp_path).returncode == 1
    refused = gongkai("demo", "--no-serve", "--data", "real", cwd=tmp_path)
    assert refused.returncode == 2
    assert "holds real portals, and the demo would mix its sample in" in refused.stderr
    with sample.serve() as address:
        (tmp_path / "c.toml").write_text(sample.catalogue(address), encoding="utf-8")
        alone = gongkai("crawl", "--catalogue", "c.toml", "--delay", "0", cwd=tmp_path)
    assert SAMPLE_MIXED not in alone.stderr
    mixed = gongkai(*nobody, cwd=tmp_path)
    assert SAMPLE_MIXED in mixed.stderr


def scrapy(*arguments: str, data: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "scrapy", *arguments]
    environment = {key: value for key, value in os.environ.items() if key != "GONGKAI_RUN"}
    return subprocess.run(
        command, cwd=ROOT, env={**environment, "GONGKAI_DATA": str(data)}, capture_output=True, text=True,
        timeout=60, check=False,
    )  # fmt: skip


def test_plain_scrapy_keeps_what_it_crawls_in_a_run_of_its_own_under_the_lock(tmp_path: Path) -> None:
    catalogue, data = tmp_path / "c.toml", tmp_path / "data"
    with sample.serve() as address:
        catalogue.write_text(sample.catalogue(address), encoding="utf-8")
        crawl = ("crawl", "portals", "-a", f"catalogue={catalogue}", "-a", "delay=0")
        data.mkdir()
        with (data / ".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            refused = scrapy(*crawl, data=data)
        assert "cannot keep what was fetched: another gongkai command is at work" in refused.stderr
        assert "Traceback" not in refused.stderr
        assert not (data / "files").exists()
        scrapy(*crawl, data=data)
    with closing(sqlite3.connect(data / "archive.db")) as connection:
        assert connection.execute("SELECT count(*) FROM documents").fetchone() == (10,)
        [(command, ended)] = connection.execute("SELECT command, ended_at FROM runs").fetchall()
    assert (command, bool(ended)) == ("scrapy", True)


def test_scrapy_shell_leaves_nothing_in_the_archive(tmp_path: Path) -> None:
    with sample.serve() as address:
        done = scrapy("shell", address, "-c", "response.status", data=tmp_path / "data")
    assert done.stdout.strip() == "200"
    assert not (tmp_path / "data").exists()
