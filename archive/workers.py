"""Read files in worker processes that may hang, crash or run out of memory without taking the batch along."""

from __future__ import annotations

import gc
import hashlib
import multiprocessing
import os
import resource
import signal
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from multiprocessing import forkserver, resource_tracker
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkServerProcess
from pathlib import Path

import extractors
from archive.children import deaf
from extractors.formats import readers
from extractors.report import Hints, Message, Outcome, Reading

Read = Callable[[bytes, Hints], Reading]

_OUT_OF_MEMORY = 71  # exit status of a worker that met its memory limit
_FILES_PER_WORKER = 100  # what a library leaks counts against later files: start afresh now and then

_OS_ERRORS = {
    FileNotFoundError: ("文件不存在", "there is no such file"),
    PermissionError: ("没有读取该文件的权限", "no permission to read this file"),
}

# Forked from a clean single-threaded server: the parent may run threads (progress bars), and no worker may
# inherit another's pipe, or the death of the parent would go unnoticed.
_CONTEXT = multiprocessing.get_context("forkserver")
_CONTEXT.set_forkserver_preload([__name__])  # loaded once, not by every worker


@dataclass(frozen=True, slots=True)
class Job:
    """One file to read and what is known of it from outside."""

    path: Path
    hints: Hints


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may cost: wall-clock seconds, bytes of address space, bytes on disk."""

    seconds: float = 120
    memory: int = 3 << 30
    size: int = extractors.MAX_BYTES


def read_files(
    jobs: Iterable[Job],
    read: Read = extractors.read,
    limits: Limits | None = None,
    processes: int | None = None,
) -> Iterator[tuple[Job, Reading]]:
    """Read every job's file in worker processes and yield job and reading in the order of ``jobs``.

    A file that cannot be had, hangs, crashes its process or wants too much memory yields a reading with
    outcome unreadable and the reason. ``jobs`` is drawn on as the work goes along, so it may be endless.
    """
    _start_forkserver()
    crew = _Crew(read, limits or Limits(), processes or os.cpu_count() or 1)
    try:
        yield from crew.work(jobs)
    finally:
        crew.dismiss()


def _start_forkserver() -> None:
    """Start the server unless it runs: in the midst of loading, Ctrl-C would have it print a traceback."""
    resource_tracker.ensure_running()  # else the server's start does it, and lets Ctrl-C through again
    with deaf():
        forkserver.ensure_running()


@dataclass(slots=True)
class _Worker:
    process: ForkServerProcess
    connection: Connection
    files: int = 0

    def dismiss(self) -> None:
        self.process.kill()
        self.process.join()
        self.connection.close()


class _Crew:
    """Worker processes, each with at most one file in hand; one that dies is replaced."""

    def __init__(self, read: Read, limits: Limits, size: int) -> None:
        self.read = read
        self.limits = limits
        self.size = size
        self.idle: list[_Worker] = []
        self.busy: dict[Connection, tuple[_Worker, int, Job]] = {}

    def work(self, jobs: Iterable[Job]) -> Iterator[tuple[Job, Reading]]:
        waiting = enumerate(jobs)
        finished: dict[int, tuple[Job, Reading]] = {}
        following = 0  # number of the job to be yielded next
        while True:
            # One slow file must not pile up everybody else's results behind it.
            room = min(self.size - len(self.busy), 4 * self.size - len(finished))
            for number, job in islice(waiting, max(room, 0)):
                self._give(number, job)
            if not self.busy:
                return
            finished.update(self._collect())
            while following in finished:
                yield finished.pop(following)
                following += 1

    def dismiss(self) -> None:
        for worker in [*self.idle, *(worker for worker, _, _ in self.busy.values())]:
            worker.dismiss()

    def _give(self, number: int, job: Job) -> None:
        worker = self.idle.pop() if self.idle else self._hire()
        try:
            worker.connection.send(job)
        except BrokenPipeError:  # it died since its last file: the kernel was short of memory
            worker.dismiss()
            worker = self._hire()
            worker.connection.send(job)
        self.busy[worker.connection] = worker, number, job

    def _hire(self) -> _Worker:
        ours, theirs = _CONTEXT.Pipe()
        process = _CONTEXT.Process(target=_serve, args=(theirs, self.read, self.limits), daemon=True)
        process.start()
        theirs.close()
        return _Worker(process, ours)

    def _release(self, worker: _Worker) -> None:
        worker.files += 1
        if worker.files < _FILES_PER_WORKER:
            self.idle.append(worker)
        else:
            worker.dismiss()

    def _collect(self) -> dict[int, tuple[Job, Reading]]:
        """Wait until a worker has finished or died; return what came of the jobs by their numbers."""
        results = {}
        for connection in wait(list(self.busy)):
            assert isinstance(connection, Connection)  # noqa: S101  only connections were given
            worker, number, job = self.busy.pop(connection)
            try:
                reading: Reading = connection.recv()
                self._release(worker)
            except (EOFError, ConnectionResetError):
                worker.process.join()
                connection.close()
                reading = _lost(job, worker.process.exitcode, self.limits)
            results[number] = job, reading
        return results


def _serve(connection: Connection, read: Read, limits: Limits) -> None:
    """Body of a worker process: read the file of each job that comes through the pipe, until it closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to handle
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)  # C libraries complain there; what counts is in the reading
    _, most = resource.getrlimit(resource.RLIMIT_AS)
    memory = limits.memory if most == resource.RLIM_INFINITY else min(limits.memory, most)
    resource.setrlimit(resource.RLIMIT_AS, (memory, most))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    readers()  # loads them
    gc.freeze()  # what is loaded stays: no need to search it for garbage with every file
    while True:
        try:
            job = connection.recv()
        except EOFError:
            return
        # The kernel keeps the time limit: the alarm kills this process even inside C code or orphaned.
        signal.setitimer(signal.ITIMER_REAL, limits.seconds)
        reading = _read(job, read, limits)
        signal.setitimer(signal.ITIMER_REAL, 0)
        connection.send(reading)


def _read(job: Job, read: Read, limits: Limits) -> Reading:
    """Read one file. The edge of the reader: what goes wrong with one document stays with that document."""
    try:
        obstacle = _obstacle(job.path, limits)
        return obstacle or read(job.path.read_bytes(), job.hints)
    except OSError as error:
        zh, en = _OS_ERRORS.get(type(error), ("无法打开文件", "the file cannot be opened"))
        return _unreadable(zh, en)
    except MemoryError:
        os._exit(_OUT_OF_MEMORY)  # what is left of this process is of no use to the next file
    except Exception as error:
        name = type(error).__name__
        return _unreadable(
            f"读取程序出错（{name}）", f"the reader failed on this file ({name})", _digest(job.path)
        )


def _obstacle(path: Path, limits: Limits) -> Reading | None:
    """Return the reading of what is better not opened at all, null for an ordinary file."""
    if path.is_dir():
        return _unreadable("这是一个文件夹，不是文件", "this is a directory, not a file")
    if path.exists() and not path.is_file():
        return _unreadable("这不是普通文件", "this is not a regular file")
    if path.stat().st_size > limits.size:
        mb = limits.size >> 20
        return _unreadable(f"文件大于 {mb} MB，未读取", f"the file is larger than {mb} MB and was not read")
    return None


def _lost(job: Job, exitcode: int | None, limits: Limits) -> Reading:
    """Say why a worker died over a file."""
    if exitcode == -signal.SIGALRM:
        seconds = f"{limits.seconds:g}"
        zh, en = f"读取超过 {seconds} 秒，已放弃", f"reading took longer than {seconds} s and was given up"
    elif exitcode in (_OUT_OF_MEMORY, -signal.SIGKILL):  # the latter: the kernel's own out-of-memory killer
        mb = limits.memory >> 20
        zh, en = f"读取所需内存超过 {mb} MB", f"reading needs more than {mb} MB of memory"
    else:
        zh = f"读取程序在该文件上崩溃（退出状态 {exitcode}）"
        en = f"the reader crashed on this file (exit status {exitcode})"
    return _unreadable(zh, en, _digest(job.path))


def _unreadable(zh: str, en: str, sha256: str = "") -> Reading:
    return Reading(
        sha256=sha256, media_type=None, outcome=Outcome.UNREADABLE, reason=Message(zh, en), report=None
    )


def _digest(path: Path) -> str:
    """Return a file's hash, empty where the file is gone by now."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""
