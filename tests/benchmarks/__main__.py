"""Print how fast the reader is: ``python -m tests.benchmarks``. Ratios count; milliseconds depend on the machine."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from extractors import read
from tests.benchmarks.files import Files, make_files
from tests.benchmarks.measuring import fastest, peak, throughput

MOST_MEMORY = 300 << 20
LEAST_GAIN = 1.8


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--each", type=int, default=8, help="files of every format and maker")
    files = make_files(parser.parse_args().each)
    _speed(files)
    _processes([body for bodies in files.values() for body in bodies])


def _speed(files: Files) -> None:
    from tests.benchmarks.rivals import RIVALS  # noqa: PLC0415  the processes measured below do without

    _print("format", "made by", "files", "ours", "the other way", "ratio", "bar", "peak memory")
    _print(*["---"] * 8)
    for (fmt, maker), bodies in files.items():
        name, rival, bar = RIVALS[fmt]
        ours = sum(fastest(read, body) for body in bodies) / len(bodies)
        theirs = sum(fastest(rival, body) for body in bodies) / len(bodies)
        held = peak(bodies) / MOST_MEMORY
        _print(
            fmt, maker, len(bodies), f"{1000 * ours:.0f} ms", f"{1000 * theirs:.0f} ms ({name})",
            f"{theirs / ours:.1f}", f"{bar:g}", f"{300 * held:.0f} of 300 MB",
        )  # fmt: skip


def _processes(bodies: Sequence[bytes]) -> None:
    many = list(bodies) * 4
    one, two = throughput(many, 1), throughput(many, 2)
    sys.stdout.write(
        f"\nTwo processes read {two:.0f} files a second, one {one:.0f}: {two / one:.2f} times (bar {LEAST_GAIN}).\n"
    )
    sys.stdout.write(f"A process that read them all held {peak(bodies) >> 20} MB at most (bar 300 MB).\n")


def _print(*parts: object) -> None:
    sys.stdout.write("| " + " | ".join(map(str, parts)) + " |\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
