"""Bundles of files: a worker unpacks what it reads, and each file in them is read by itself, under a file's limits."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import extractors
from archive.workers import Job, read_files
from extractors import bundles
from extractors.report import Hints, Message, Outcome, Reading

_LIST = "members.json"


@dataclass(frozen=True, slots=True)
class Unpacked:
    """A file of a bundle: its path there, and where it lies now, or why it could not be had."""

    name: str
    path: Path | None
    obstacle: Message | None


def read_paths(paths: Iterable[Path]) -> Iterator[tuple[str, Reading]]:
    """Read files in worker processes; of a bundle yield the files in it, under names such as ``a.zip/b.docx``."""
    with tempfile.TemporaryDirectory(prefix="gongkai-") as name:
        folder = Path(name)
        jobs = (Job(path, Hints(file_name=path.name)) for path in paths)
        for job, reading in read_files(jobs, partial(read_and_unpack, folder)):
            held = unpacked(folder, reading)
            if not held:
                yield _shown(job.path), reading
            for member, own in _read_members(held):
                yield f"{_shown(job.path)}/{member.name}", own


def read_and_unpack(folder: Path, body: bytes, hints: Hints) -> Reading:
    """Read one file; where it is a bundle, leave what is in it in ``folder`` for :func:`unpacked`."""
    reading = extractors.read(body, hints)
    if reading.outcome is Outcome.NOT_A_REPORT and reading.media_type in bundles.MEDIA_TYPES:
        _unpack(folder, reading.sha256, body)
    return reading


def unpacked(folder: Path, reading: Reading) -> list[Unpacked]:
    """Return the files of a bundle that was read, in its order; of any other file none."""
    inside = folder / reading.sha256
    if not reading.sha256 or not inside.exists():
        return []
    listed = json.loads((inside / _LIST).read_text(encoding="utf-8"))
    return [
        Unpacked(name, None if why else inside / str(number), Message(*why) if why else None)
        for number, (name, why) in enumerate(listed)
    ]


def _unpack(folder: Path, sha256: str, body: bytes) -> None:
    """Write a bundle's files under plain numbers: no name of theirs is ever a path of ours."""
    aside = Path(tempfile.mkdtemp(dir=folder))
    listed = []
    for number, member in enumerate(bundles.members(body)):
        if member.obstacle is None:
            (aside / str(number)).write_bytes(member.body)
        listed.append((member.name, member.obstacle and (member.obstacle.zh, member.obstacle.en)))
    (aside / _LIST).write_text(json.dumps(listed), encoding="utf-8")
    try:
        aside.rename(folder / sha256)
    except OSError:
        shutil.rmtree(aside)  # the same bundle was given twice


def _read_members(held: Sequence[Unpacked]) -> Iterator[tuple[Unpacked, Reading]]:
    jobs = (Job(m.path, Hints(file_name=m.name.rpartition("/")[2])) for m in held if m.path)
    readings = read_files(jobs)
    for member in held:
        if member.path is None:
            yield member, Reading("", None, Outcome.UNREADABLE, member.obstacle, None)
        else:
            yield member, next(readings)[1]


def _shown(path: Path) -> str:
    r"""Return a path as text; what is not UTF-8 in it as ``\xff``."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")
