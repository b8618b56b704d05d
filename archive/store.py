"""Kept files: every fetched body under its own hash, written once and never changed."""

from __future__ import annotations

import hashlib
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Store:
    """A folder of files named by their SHA-256: ``ab/cdef…``."""

    root: Path

    @property
    def _incoming(self) -> Path:
        return self.root / ".incoming"

    def path(self, sha256: str) -> Path:
        return self.root / sha256[:2] / sha256[2:]

    def put(self, body: bytes) -> str:
        """Keep ``body`` and return its hash. A file is whole or not there, whenever the process dies."""
        sha256 = hashlib.sha256(body).hexdigest()
        path = self.path(sha256)
        if path.exists():
            return sha256
        for folder in (self._incoming, path.parent):
            folder.mkdir(parents=True, exist_ok=True)
        descriptor, aside = tempfile.mkstemp(dir=self._incoming)
        with os.fdopen(descriptor, "wb") as file:
            file.write(body)
            file.flush()
            os.fsync(file.fileno())
            os.fchmod(file.fileno(), 0o444)
        Path(aside).replace(path)
        return sha256

    def sweep(self) -> None:
        """Remove what a process that was killed left half written; only while nobody else writes."""
        if self._incoming.is_dir():
            for left in self._incoming.iterdir():
                left.unlink()
