"""One bad file never stops the batch: each kind of death is a reading with its reason."""

from __future__ import annotations

import multiprocessing
import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from archive.workers import Job, Limits, read_files
from extractors.report import Hints, Outcome, Reading

LIMITS = Limits(seconds=3, memory=1 << 30, size=1 << 20)


def read(body: bytes, hints: Hints) -> Reading:
    """Do what the body says."""
    match body:
        case b"hang":
            time.sleep(60)
        case b"spin":
            while True:
                pass
        case b"crash":
            os.abort()
        case b"exit":
            os._exit(0)
        case b"bomb":
            _ = bytearray(4 << 30)
        case b"bug":
            raise KeyError("row")
    return Reading(str(os.getpid()), hints.title, Outcome.NOT_A_REPORT, None, None)


def _jobs(folder: Path, *bodies: bytes) -> list[Job]:
    jobs = []
    for number, body in enumerate(bodies):
        path = folder / str(number)
        path.write_bytes(body)
        jobs.append(Job(path, Hints(title=str(number))))
    return jobs


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"hang", "reading took longer than 3 s and was given up"),
        (b"spin", "reading took longer than 3 s and was given up"),
        (b"crash", "the reader crashed on this file (exit status -6)"),
        (b"exit", "the reader crashed on this file (exit status 0)"),
        (b"bomb", "reading needs more than 1024 MB of memory"),
        (b"bug", "the reader failed on this file (KeyError)"),
    ],
)
def test_a_file_that_kills_its_reader_is_unreadable_and_the_others_are_read(
    tmp_path: Path, body: bytes, reason: str
) -> None:
    jobs = _jobs(tmp_path, b"fine", body, b"fine", b"fine")
    results = list(read_files(jobs, read, LIMITS, processes=2))
    assert [job for job, _ in results] == jobs
    outcomes = [reading.outcome for _, reading in results]
    assert outcomes == [Outcome.NOT_A_REPORT, Outcome.UNREADABLE, Outcome.NOT_A_REPORT, Outcome.NOT_A_REPORT]
    assert results[1][1].reason is not None
    assert results[1][1].reason.en == reason
    assert len(results[1][1].sha256) == 64


def test_what_cannot_be_opened_says_why(tmp_path: Path) -> None:
    big = tmp_path / "big"
    big.write_bytes(b"0" * (LIMITS.size + 1))
    paths = [tmp_path / "missing", tmp_path, Path("/dev/zero"), big, tmp_path / "missing" / "below"]
    results = list(read_files((Job(path, Hints()) for path in paths), read, LIMITS))
    assert [reading.reason and reading.reason.en for _, reading in results] == [
        "there is no such file",
        "this is a directory, not a file",
        "this is not a regular file",
        "the file is larger than 1 MB and was not read",
        "there is no such file",
    ]


def test_results_come_in_order_with_the_hints_of_their_own_file(tmp_path: Path) -> None:
    jobs = _jobs(tmp_path, *[b"fine"] * 250)
    results = list(read_files(iter(jobs), read, LIMITS, processes=2))
    assert [reading.media_type for _, reading in results] == [str(number) for number in range(250)]
    assert len({reading.sha256 for _, reading in results}) >= 3  # workers are replaced now and then


def test_leaving_early_ends_the_workers(tmp_path: Path) -> None:
    jobs = _jobs(tmp_path, b"fine", b"hang", b"hang")
    results = read_files(jobs, read, Limits(seconds=60), processes=2)
    next(results)
    assert multiprocessing.active_children()
    results.close()  # type: ignore[attr-defined]
    assert multiprocessing.active_children() == []


def test_a_worker_that_dies_between_two_files_is_replaced(tmp_path: Path) -> None:
    def jobs() -> Iterator[Job]:
        first, second = _jobs(tmp_path, b"fine", b"fine")
        yield first
        [worker] = multiprocessing.active_children()
        worker.kill()
        worker.join()
        yield second

    results = list(read_files(jobs(), read, LIMITS, processes=1))
    assert [reading.outcome for _, reading in results] == [Outcome.NOT_A_REPORT] * 2
