from __future__ import annotations

from pathlib import Path

import pytest

from archive.folder import Folder
from tests.archive.archives import Archive


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    folder = Folder(tmp_path / "data")
    folder.prepare()
    return Archive(folder)
