"""The data folder: where each thing is kept, and the lock that only one command at a time may hold."""

from __future__ import annotations

import fcntl
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from archive.errors import UserError, reason


@dataclass(frozen=True, slots=True)
class Folder:
    """A data folder; nothing in it exists until it is needed."""

    path: Path

    @property
    def files(self) -> Path:
        return self.path / "files"

    @property
    def warc(self) -> Path:
        return self.path / "warc"

    @property
    def archive(self) -> Path:
        return self.path / "archive.db"

    @property
    def public(self) -> Path:
        return self.path / "public.db"

    @property
    def corrections(self) -> Path:
        return self.path / "corrections.csv"

    @property
    def snapshots(self) -> Path:
        return self.path / "snapshots"

    @property
    def crawl_log(self) -> Path:
        return self.path / "crawl.log"

    @property
    def site_log(self) -> Path:
        return self.path / "site.log"

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the folder for one writing command. Raises UserError when it cannot be written or is taken."""
        self.prepare()
        with (self.path / ".lock").open("w") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise UserError(
                    f"另一个 gongkai 命令正在使用数据文件夹 {self.path}，请等它结束后再试",
                    f"another gongkai command is at work on {self.path}; try again when it is done",
                ) from None
            yield

    def prepare(self) -> None:
        """Make the folder if need be. Raises UserError when it cannot be made or written."""
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            (self.path / ".lock").touch()
        except OSError as error:
            zh, en = reason(error)
            raise UserError(
                f"数据文件夹 {self.path} 无法写入：{zh}",
                f"the data folder {self.path} cannot be written: {en}",
            ) from error

    def require_public(self) -> None:
        """Raise UserError unless something has been published and its file is sound."""
        if not self.public.exists():
            raise UserError(
                "还没有发布过数据，请先运行 gongkai run（或 gongkai demo）",
                "nothing has been published yet: first run gongkai run (or gongkai demo)",
            )
        if not _is_sound(self.public):
            raise UserError(
                "public.db 已损坏，请运行 gongkai publish 重新生成",
                "public.db is damaged: run gongkai publish",
            )

    def require_archive(self) -> None:
        """Raise UserError unless something has been fetched."""
        if not self.archive.exists():
            raise UserError(f"{self.path} 里还没有档案库", f"there is no archive in {self.path} yet")


def _is_sound(public: Path) -> bool:
    """Tell whether the file is a database of ours; one that was cut short is not."""
    try:
        with closing(sqlite3.connect(f"{public.as_uri()}?mode=ro&immutable=1", uri=True)) as connection:
            connection.execute("SELECT 1 FROM reports LIMIT 1").fetchone()
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode in (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_ERROR):
            return False
        raise
    return True


def default_folder() -> Path:
    """Return the data folder used unless one is named: $GONGKAI_DATA, else ./data."""
    return Path(os.environ.get("GONGKAI_DATA") or "data")
