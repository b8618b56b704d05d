"""Processor time, processes and memory."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Sequence
from multiprocessing import get_context
from pathlib import Path

from extractors import read

ROUNDS = 3


def fastest(work: Callable[[bytes], object], body: bytes) -> float:
    """Seconds of processor time one file takes at best."""
    times = []
    for _ in range(ROUNDS):
        started = time.process_time()
        work(body)
        times.append(time.process_time() - started)
    return min(times)


def throughput(bodies: Sequence[bytes], processes: int) -> float:
    """Files a second that so many processes read, once they have started."""
    with get_context("spawn").Pool(processes) as pool:
        pool.map(_read, bodies[: 4 * processes], chunksize=1)
        started = time.perf_counter()
        pool.map(_read, bodies, chunksize=2)
        return len(bodies) / (time.perf_counter() - started)


def _read(body: bytes) -> None:
    read(body)


def peak(bodies: Sequence[bytes]) -> int:
    """The most memory, in bytes, that a fresh process has held after reading all of these files."""
    with get_context("spawn").Pool(1) as pool:
        return pool.apply(_peak, (bodies,))


def _peak(bodies: Sequence[bytes]) -> int:
    for body in bodies:
        read(body)
    held = re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text())
    return int(held[1]) * 1024 if held else 0
