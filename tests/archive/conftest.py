from __future__ import annotations

import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from archive.folder import Folder
from tests.archive.archives import Archive


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    folder = Folder(tmp_path / "data")
    folder.prepare()
    return Archive(folder)


@pytest.fixture(scope="session", autouse=True)
def _ctrl_c() -> Iterator[None]:
    """Let started programs hear Ctrl-C, which a shell's background jobs, and what they start, do not."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)
