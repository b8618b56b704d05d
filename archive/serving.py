"""Serve the public database with Datasette until told to stop."""

from __future__ import annotations

import socket
import subprocess
import time
from contextlib import suppress
from pathlib import Path

from archive import children, site
from archive.errors import UserError
from archive.folder import Folder
from archive.terminal import Terminal

HOST = "127.0.0.1"
PORT = 8001

_START = 60  # seconds Datasette may take to answer
_LOOK_EVERY = 1.0  # seconds between two looks whether the database was published anew


def free_port(asked: int | None) -> int:
    """Return the port to serve on: the one asked for, else the first free one from 8001 up.

    Raises UserError when the port asked for is taken.
    """
    if asked is None:
        return next(port for port in range(PORT, PORT + 1000) if _is_free(port))
    if not _is_free(asked):
        raise UserError(
            f"端口 {asked} 已被占用，请用 --port 另选一个",
            f"port {asked} is taken; choose another with --port",
        )
    return asked


def serve(folder: Folder, port: int, terminal: Terminal) -> None:
    """Serve the site until Ctrl-C or SIGTERM. A newly published database is taken up by itself."""
    folder.require_public()
    announced = False
    with suppress(KeyboardInterrupt):
        while True:
            published = _stamp(folder.public)
            environment = {"GONGKAI_DATA": str(folder.path)}
            arguments = site.arguments(folder.public, HOST, port)
            with children.running("datasette", arguments, environment, folder.site_log) as child:
                _wait_until_up(child, port, folder)
                if not announced:
                    address = f"http://{HOST}:{port}/"
                    terminal.say(
                        f"网站已就绪：{address}（按 Ctrl-C 结束）",
                        f"The site is up: {address} (Ctrl-C ends it)",
                    )
                    announced = True
                _wait_for_news(child, folder.public, published)
    terminal.note("网站已停止", "the site is down")


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # as the server does
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
        return True


def _wait_until_up(child: subprocess.Popen[bytes], port: int, folder: Folder) -> None:
    deadline = time.monotonic() + _START
    while child.poll() is None and time.monotonic() < deadline:
        with suppress(OSError), socket.create_connection((HOST, port), timeout=1):
            return
        time.sleep(0.05)
    log = folder.site_log
    raise UserError(f"网站未能启动，详见 {log}", f"the site did not start; see {log}")


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
