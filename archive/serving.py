"""Serve the public database with Datasette until told to stop."""

from __future__ import annotations

import errno
import os
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from archive import children, site
from archive.errors import UserError, reason
from archive.folder import Folder
from archive.terminal import Terminal

HOST = "127.0.0.1"
PORT = 8001

_START = 60  # seconds Datasette may take to answer
_LOOK_EVERY = 1.0  # seconds between two looks whether the database was published anew


def serve(folder: Folder, asked: int | None, terminal: Terminal) -> None:
    """Serve the site until Ctrl-C or SIGTERM. A newly published database is taken up by itself.

    On the port asked for, else the first free one from 8001 up. Raises UserError when that cannot be had.
    """
    require_free(asked)
    folder.require_public()
    port = asked or next(port for port in range(PORT, PORT + 1000) if _obstacle(port) is None)
    announced = False
    with suppress(KeyboardInterrupt), _log(folder) as log:
        while True:
            published = _stamp(folder.public)
            environment = {"GONGKAI_DATA": str(folder.path)}
            arguments = site.arguments(folder.public, HOST, port)
            with children.running("datasette", arguments, environment, log) as child:
                _wait_until_up(child, port, log)
                if not announced:
                    address = f"http://{HOST}:{port}/"
                    terminal.say(
                        f"网站已就绪：{address}（按 Ctrl-C 结束）",
                        f"The site is up: {address} (Ctrl-C ends it)",
                    )
                    announced = True
                _wait_for_news(child, folder.public, published)
    terminal.note("网站已停止", "the site is down")


def require_free(port: int | None) -> None:
    """Raise UserError when the port asked for, if any, cannot be had."""
    obstacle = _obstacle(port) if port else None
    if obstacle is None:
        return
    if obstacle.errno == errno.EADDRINUSE:
        zh, en = "已被占用", "is taken"
    elif obstacle.errno == errno.EACCES:
        zh, en = "需要管理员权限", "needs the rights of the administrator"
    else:
        zh, en = (f"不能使用（{reason(obstacle)[0]}）", f"cannot be used ({reason(obstacle)[1]})")
    raise UserError(
        f"端口 {port} {zh}，请用 --port 另选一个", f"port {port} {en}; choose another with --port"
    )


def _obstacle(port: int) -> OSError | None:
    """Return what keeps us from listening on a port."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # as the server does
        try:
            probe.bind((HOST, port))
        except OSError as error:
            return error
        return None


@contextmanager
def _log(folder: Folder) -> Iterator[Path]:
    """Give the site's log a place: elsewhere, and for as long as the site is up, in a folder that is read-only."""
    if os.access(folder.path, os.W_OK):
        yield folder.site_log
        return
    with tempfile.TemporaryDirectory() as aside:
        yield Path(aside) / folder.site_log.name


def _wait_until_up(child: subprocess.Popen[bytes], port: int, log: Path) -> None:
    deadline = time.monotonic() + _START
    while child.poll() is None and time.monotonic() < deadline:
        with suppress(OSError), socket.create_connection((HOST, port), timeout=1):
            return
        time.sleep(0.05)
    last = (log.read_text(encoding="utf-8", errors="replace").strip().splitlines() or [""])[-1]
    raise UserError(
        f"网站未能启动，日志最后一行：{last}", f"the site did not start; its log ends with: {last}"
    )


def _wait_for_news(child: subprocess.Popen[bytes], public: Path, published: tuple[int, int]) -> None:
    """Return when the database was replaced. Raises UserError when the server ends by itself."""
    while _stamp(public) == published:
        if child.poll() is not None:
            raise UserError(
                f"网站意外停止（退出状态 {child.returncode}）",
                f"the site ended (exit status {child.returncode})",
            )
        time.sleep(_LOOK_EVERY)


def _stamp(public: Path) -> tuple[int, int]:
    status = public.stat()
    return status.st_ino, status.st_mtime_ns
