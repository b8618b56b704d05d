"""Kill the job again and again and see that nothing suffers: ``python -m tests.benchmarks.kills --times 100``.

On the archive of the sample portal, with the site up: reading everything anew, publishing and the snapshot are each
killed (``kill -9`` of the whole process group) at a random moment. After every kill the public database must be whole
and the same, the snapshots as they were, and the site answer; after every tenth the job is done to its end, and the
archive must hold the same rows, none lost and none twice.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from archive.dictionary import tables

GONGKAI = [str(Path(sys.executable).with_name("gongkai"))]
STEPS = (("read", "--all"), ("publish",), ("snapshot",))
KEPT = ("documents", "captures", "readings", "members", "figures", "statements", "sections", "findings")

Content = dict[str, list[tuple[object, ...]]]


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.kills", description=__doc__)
    parser.add_argument("--times", type=int, default=100)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    chance = random.Random(options.seed)  # noqa: S311
    with tempfile.TemporaryDirectory() as name:
        data = Path(name) / "data"
        _do(data, "demo", "--no-serve")
        expected = _archive(data), _public(data), _snapshots(data)
        durations = {step: _timed(data, step) for step in STEPS}
        killed: Counter[str] = Counter()
        with _site(data) as port:
            for number in range(1, options.times + 1):
                step = chance.choice(STEPS)
                killed[" ".join(step)] += _kill(data, step, chance.uniform(0, durations[step]))
                assert (_public(data), _snapshots(data)) == expected[1:], f"kill {number}, of {step}"
                assert _answers(port), f"the site is down after kill {number}"
                if number % 10 == 0:
                    for done in (("read", "--unread"), ("publish",), ("snapshot",)):
                        _do(data, *done)
                    assert (_archive(data), _public(data), _snapshots(data)) == expected, (
                        f"after kill {number}"
                    )
        _do(data, "verify")
    steps = ", ".join(f"{count} in gongkai {step}" for step, count in sorted(killed.items()))
    sys.stdout.write(
        f"{options.times} kills, {sum(killed.values())} of them in time: {steps}. Nothing lost, nothing twice.\n"
    )


def _do(data: Path, *arguments: str) -> None:
    done = subprocess.run(
        [*GONGKAI, "--data", str(data), *arguments], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def _timed(data: Path, step: tuple[str, ...]) -> float:
    start = time.monotonic()
    _do(data, *step)
    return time.monotonic() - start


def _kill(data: Path, step: tuple[str, ...], after: float) -> bool:
    """Start a step and kill it; say whether it was still at work."""
    command = [*GONGKAI, "--data", str(data), *step]
    with subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, process_group=0
    ) as run:
        with suppress(subprocess.TimeoutExpired):
            run.wait(after)
            return False
        os.killpg(run.pid, signal.SIGKILL)
    return True


def _archive(data: Path) -> Content:
    return _content(data / "archive.db", KEPT)


def _public(data: Path) -> Content:
    return _content(data / "public.db", [name for name in tables() if name != "runs"])


def _content(path: Path, names: tuple[str, ...] | list[str]) -> Content:
    with closing(sqlite3.connect(path)) as database:
        assert database.execute("PRAGMA quick_check").fetchall() == [("ok",)]
        return {
            name: sorted(database.execute(f"SELECT * FROM {name}").fetchall(), key=repr)  # noqa: S608
            for name in names
        }


def _snapshots(data: Path) -> dict[str, bytes]:
    files = (path for path in (data / "snapshots").glob("[0-9]*/*") if path.is_file())
    return {f"{path.parent.name}/{path.name}": path.read_bytes() for path in files}


def _answers(port: int) -> bool:
    """Ask for the home page; a site that takes up a newly published database needs a moment."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        with suppress(OSError):
            return bool(urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=60).status == 200)
        time.sleep(0.2)
    return False


@contextmanager
def _site(data: Path) -> Iterator[int]:
    with closing(socket.create_server(("127.0.0.1", 0))) as probe:
        port = int(probe.getsockname()[1])
    command = [*GONGKAI, "--data", str(data), "serve", "--port", str(port)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as server:
        assert server.stdout
        server.stdout.readline()  # it is up
        try:
            yield port
        finally:
            server.terminate()


if __name__ == "__main__":
    main()
