"""Print how fast scans are read against rapidocr alone: ``python -m tests.benchmarks.scans``. It takes minutes."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pypdfium2 as pdfium
from numpy.typing import NDArray
from rapidocr import RapidOCR

from extractors import read
from extractors.formats.pdf import SCAN_DPI
from tests.benchmarks.files import SEED
from tests.benchmarks.measuring import peak
from tests.corpus.make import make_all

MOST = 1.3  # times as long as rapidocr
MOST_MEMORY = 1500 << 20


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.scans", description=__doc__)
    parser.add_argument("--files", type=int, default=4)
    wanted = parser.parse_args().files
    scans = (d.body for d in make_all("scan", SEED, range(2 * wanted)) if d.body.startswith(b"%PDF"))
    bodies = [body for body, _ in zip(scans, range(wanted), strict=False)]
    engine = RapidOCR(params={"Global.log_level": "critical"})
    pages = [_pictures(body) for body in bodies]
    ours = _seconds(read, bodies)
    theirs = _seconds(lambda pictures: [engine(p) for p in pictures], pages)
    sys.stdout.write(
        f"{len(bodies)} scans, {sum(map(len, pages))} pages: {ours:.1f} s, rapidocr alone {theirs:.1f} s: "
        f"{ours / theirs:.2f} times (bar {MOST:g}); "
        f"{peak(bodies) >> 20} MB at most (bar {MOST_MEMORY >> 20})\n"
    )


def _pictures(body: bytes) -> list[NDArray[np.uint8]]:
    document = pdfium.PdfDocument(body)
    return [np.asarray(page.render(scale=SCAN_DPI / 72).to_pil().convert("RGB")) for page in document]


def _seconds(work: Callable[[Any], object], given: Sequence[Any]) -> float:
    """How long the work takes, its models loaded beforehand."""
    work(given[0])
    started = time.perf_counter()
    for one in given:
        work(one)
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
