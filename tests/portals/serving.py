"""Serves a simulated portal on its own loopback address and keeps account of what it was asked."""

from __future__ import annotations

import socket
import ssl
import struct
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import cached_property
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Literal
from urllib.parse import parse_qsl, unquote, urlsplit

from tests.crawler.sites import Answer


@dataclass(frozen=True)
class Asked:
    """One request as a portal sees it."""

    method: str
    target: str  # path and query as sent
    headers: Mapping[str, str]
    body: str

    @cached_property
    def path(self) -> str:
        return unquote(urlsplit(self.target).path)

    @cached_property
    def query(self) -> dict[str, str]:
        return dict(parse_qsl(urlsplit(self.target).query, keep_blank_values=True))

    @cached_property
    def form(self) -> dict[str, str]:
        return dict(parse_qsl(self.body, keep_blank_values=True))


@dataclass(frozen=True)
class Broken:
    """An answer that does not arrive as it should."""

    how: Literal["reset", "truncated", "slow", "headers"]
    answer: Answer = field(default_factory=Answer)


Reply = str | bytes | Answer | Broken | None


@dataclass
class Running:
    """A portal being served: where, and what it was asked so far."""

    url: str
    asked: list[Asked] = field(default_factory=list)
    most_at_once: int = 0
    headers_sent: int = 0  # of those without end

    def targets(self) -> list[str]:
        return [asked.target for asked in self.asked]


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, host: str, port: int, answer: Callable[[Asked], Reply]) -> None:
        super().__init__((host, port), _Handler)
        self.answer = answer
        self.running = Running(f"http://{host}:{self.server_port}/")
        self.lock = threading.Lock()
        self.at_once = 0

    @contextmanager
    def accounted(self, asked: Asked) -> Iterator[None]:
        with self.lock:
            self.running.asked.append(asked)
            self.at_once += 1
            self.running.most_at_once = max(self.running.most_at_once, self.at_once)
        try:
            yield
        finally:
            with self.lock:
                self.at_once -= 1


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    protocol_version = "HTTP/1.1"
    timeout = 30

    def handle(self) -> None:
        with suppress(ConnectionError, ssl.SSLError):
            super().handle()

    def do_GET(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        asked = Asked(self.command, self.path, dict(self.headers), self.rfile.read(length).decode())
        with self.server.accounted(asked):
            reply = self.server.answer(asked)
            how = reply.how if isinstance(reply, Broken) else ""
            given = reply.answer if isinstance(reply, Broken) else reply
            if how == "reset":
                self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                self.close_connection = True
                return
            if how == "headers":
                self._send_headers_without_end()
                return
            if how == "slow":
                time.sleep(1)
            if not isinstance(given, Answer):
                given = Answer(given or "<h1>404 Not Found</h1>", 200 if given else 404)
            self._send(given, truncated=how == "truncated")

    def do_POST(self) -> None:
        self.do_GET()

    def _send(self, given: Answer, *, truncated: bool) -> None:
        base = self.server.running.url
        body = given.body.replace("{base}", base).encode() if isinstance(given.body, str) else given.body
        kind = "text/html; charset=utf-8" if isinstance(given.body, str) else "application/octet-stream"
        headers = {"Content-Type": kind, "Content-Length": str(len(body)), **given.headers}
        self.send_response(given.status)
        for name, value in headers.items():
            self.send_header(name, value.replace("{base}", base))
        self.end_headers()
        self.wfile.write(body[: len(body) // 2] if truncated else body)
        self.close_connection = self.close_connection or truncated

    def _send_headers_without_end(self) -> None:
        self.wfile.write(b"HTTP/1.1 200 OK\r\n")
        with suppress(OSError):  # until nobody listens any more
            for _ in range(100_000):
                self.wfile.write(b"X-More: " + b"0" * 1000 + b"\r\n")
                self.server.running.headers_sent += 1
        self.close_connection = True

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class names it so
        """Stay quiet."""


@contextmanager
def serve(
    host: str, answer: Callable[[Asked], Reply], tls: ssl.SSLContext | None = None
) -> Iterator[Running]:
    """Serve ``answer`` at ``host``, over TLS if a context is given."""
    server = _Server(host, 0, answer)
    if tls:
        server.socket = tls.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
        server.running.url = server.running.url.replace("http:", "https:")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server.running
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
