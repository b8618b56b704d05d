"""A small government portal that ships with the project: real pages and documents, served on loopback.

``gongkai demo`` crawls it over HTTP like any other portal. Its pages follow a widespread publishing system;
the annual reports on it are real. How it was made: ``tests/sample/make.py``.
"""

from __future__ import annotations

import hashlib
import re
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

__all__ = ["NAME", "SITE", "catalogue", "serve"]

NAME = "sample"  # of the portal in its catalogue

SITE = Path(__file__).parent / "site"

_NOT_FOUND = "/404.html"
_MEDIA_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".jpg": "image/jpeg",
    ".js": "text/javascript; charset=utf-8",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
}
_DAY_IN_NAME = re.compile(r"[tP]0?(20\d{6})")  # t20240118_10131405.html, P020240118….docx
_SITE_BUILT = datetime(2024, 3, 1, tzinfo=UTC)

# The county does not exist, so it has no division code; a real one would lend its name to the organs found.
_CATALOGUE = """\
[[portal]]
name = "{name}"
title = "样例县人民政府"
division = "000000"
url = "{url}"
"""


@dataclass(frozen=True, slots=True)
class _Resource:
    """One file of the site with the headers it is served with."""

    body: bytes = field(repr=False)
    content_type: str
    etag: str
    last_modified: str


@contextmanager
def serve(port: int = 0) -> Iterator[str]:
    """Serve the sample portal on loopback and yield its address, ``http://127.0.0.1:PORT/``.

    Port 0 takes any free port. Raises OSError when the port cannot be had.
    """
    server = _Server(("127.0.0.1", port), _Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def catalogue(base_url: str) -> str:
    """Return a catalogue of portals, as TOML, that names only the sample portal served at ``base_url``."""
    return _CATALOGUE.format(name=NAME, url=base_url)


class _Server(ThreadingHTTPServer):
    """Holds the whole site in memory: what is not in it cannot be asked for, so no path can escape."""

    def __init__(self, address: tuple[str, int], handler: type[BaseHTTPRequestHandler]) -> None:
        self.site = _load(SITE)
        super().__init__(address, handler)


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    protocol_version = "HTTP/1.1"
    timeout = 30  # seconds an idle connection may hold its thread

    def handle(self) -> None:
        with suppress(ConnectionError):  # a client may hang up whenever it likes
            super().handle()

    def do_GET(self) -> None:
        resource = self._find()
        if resource is not None:
            self.wfile.write(resource.body)

    def do_HEAD(self) -> None:
        self._find()

    def _find(self) -> _Resource | None:
        """Send status and headers; return what the body is to be, null when there is none."""
        path = unquote(urlsplit(self.path).path)
        if f"{path}/" in self.server.site:
            self.send_response(HTTPStatus.MOVED_PERMANENTLY)
            self.send_header("Location", f"{path}/")
            self.send_header("Content-Length", "0")
            self.end_headers()
            return None
        resource = self.server.site.get(path)
        if resource is None:
            resource = self.server.site[_NOT_FOUND]
            self.send_response(HTTPStatus.NOT_FOUND)
        elif self.headers.get("If-None-Match") == resource.etag:
            self.send_response(HTTPStatus.NOT_MODIFIED)
            self.send_header("ETag", resource.etag)
            self.end_headers()
            return None
        else:
            self.send_response(HTTPStatus.OK)
            self.send_header("ETag", resource.etag)
            self.send_header("Last-Modified", resource.last_modified)
        self.send_header("Content-Type", resource.content_type)
        self.send_header("Content-Length", str(len(resource.body)))
        self.end_headers()
        return resource

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class names it so
        """Stay quiet: the crawl has its own log."""


def _load(root: Path) -> Mapping[str, _Resource]:
    """Read the site: URL path to resource. A folder's own path, ``/zwgk/``, stands for its index page."""
    site: dict[str, _Resource] = {}
    for file in sorted(root.rglob("*")):
        if file.is_file():
            path = f"/{file.relative_to(root).as_posix()}"
            site[path] = _resource(file)
            if file.name == "index.html":
                site[path.removesuffix("index.html")] = site[path]
    return site


def _resource(file: Path) -> _Resource:
    body = file.read_bytes()
    day = _DAY_IN_NAME.search(file.name)
    modified = datetime.strptime(day[1], "%Y%m%d").replace(tzinfo=UTC) if day else _SITE_BUILT
    return _Resource(
        body=body,
        content_type=_content_type(file, body),
        etag=f'"{hashlib.sha256(body).hexdigest()[:16]}"',
        last_modified=format_datetime(modified, usegmt=True),
    )


def _content_type(file: Path, body: bytes) -> str:
    """Name the media type as such servers do: a page in an old encoding goes out without a charset."""
    if file.suffix != ".html":
        return _MEDIA_TYPES[file.suffix]
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return "text/html"
    return "text/html; charset=utf-8"
