"""``gongkai check``: read the files, say what was found, write the page."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from archive.checker.page import page
from archive.checker.terminal import show_findings
from archive.records import record
from archive.terminal import Terminal
from archive.unpacking import read_paths
from extractors.report import Reading, Result, Severity


def check_files(terminal: Terminal, paths: Sequence[Path], out: Path | None, *, as_json: bool) -> bool:
    """Check each file; return whether all are reports without errors."""
    readings: list[tuple[str, Reading]] = []
    for name, reading in read_paths(paths):
        if as_json:
            terminal.json(record(name, reading, terminal.language))
        else:
            show_findings(terminal, name, reading)
        readings.append((name, reading))
    if out is not None:
        out.write_text(page(readings, terminal.language), encoding="utf-8", errors="replace")
        terminal.note(f"网页已写入 {out}", f"page written to {out}")
    return all(_is_without_errors(reading) for _, reading in readings)


def _is_without_errors(reading: Reading) -> bool:
    return reading.report is not None and not any(
        f.severity is Severity.ERROR and f.result is Result.FAIL for f in reading.report.findings
    )
