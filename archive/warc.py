"""Requests and answers as WARC files, the form in which web archives keep and exchange what they saw.

Every record is a gzip member of its own, written whole: a run that is killed leaves at worst a torn last one, which
the next run cuts off. Files are never written to again by a later run.
"""

from __future__ import annotations

import os
import zlib
from datetime import UTC, datetime
from http.client import responses
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO, Self
from urllib.parse import urlsplit

from sqlite_utils import Database
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from archive.database import timestamp
from crawler.document import Answer, Fetch

FULL = 1 << 30  # bytes; a file that has reached them gets no further record
_CHUNK = 1 << 20
_GZIP = 31  # zlib's window bits for exactly one gzip member

# What the transport undid before we saw the body: true of what came over the wire, not of what is kept.
_UNDONE = ("transfer-encoding", "content-length")

_Pairs = tuple[tuple[str, str], ...]


class Warc:
    """The WARC files of one run, the first made when there is something to write."""

    def __init__(self, folder: Path, run: int, full: int = FULL) -> None:
        self._folder, self._run, self._full = folder, run, full
        self._serial = 0
        self._file: BinaryIO | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._file:
            os.fsync(self._file.fileno())
            self._file.close()
            self._file = None

    def write(self, fetch: Fetch, answer: Answer) -> tuple[str, int]:
        """Write what was asked and answered; say in which file, and where in it."""
        if self._file and self._file.tell() >= self._full:
            self.__exit__()
        file = self._file = self._file or self._begin()
        offset = file.tell()
        whole = BytesIO()
        writer = WARCWriter(whole)
        writer.write_request_response_pair(_request(writer, fetch), _response(writer, fetch, answer))
        _append(file, whole.getbuffer())
        return Path(file.name).name, offset

    def _begin(self) -> BinaryIO:
        self._folder.mkdir(parents=True, exist_ok=True)
        now = datetime.now(UTC).strftime("%Y%m%d%H%M%S")
        name = f"gongkai-{now}-{self._run:05}-{self._serial:05}.warc.gz"
        self._serial += 1
        file = (self._folder / name).open("xb", buffering=0)
        whole = BytesIO()
        writer = WARCWriter(whole)
        about = {"software": "gongkai", "format": "WARC File Format 1.0", "robots": "obey", "run": self._run}
        writer.write_record(writer.create_warcinfo_record(name, about))
        _append(file, whole.getbuffer())
        return file


def sweep(folder: Path, database: Database) -> None:
    """Cut off what a killed run left torn, at the end of its last file; only while nobody else writes."""
    last = max(folder.glob("*.warc.gz"), default=None)
    if not last:
        return
    known = database.execute("SELECT max(warc_offset) FROM fetches WHERE warc = ?", [last.name]).fetchone()[0]
    with last.open("r+b") as file:
        whole = _whole(file, known or 0)
        if whole < file.seek(0, os.SEEK_END):
            file.truncate(whole)


def _whole(file: BinaryIO, start: int) -> int:
    """Find where the last whole gzip member ends, given where some member begins."""
    end = start
    member, rest = zlib.decompressobj(_GZIP), b""
    file.seek(start)
    while data := rest or file.read(_CHUNK):
        try:
            member.decompress(data)
        except zlib.error:  # zeros, after the power went
            return end
        rest = member.unused_data
        if member.eof:
            end = file.tell() - len(rest)
            member = zlib.decompressobj(_GZIP)
    return end


def _append(file: BinaryIO, data: memoryview) -> None:
    """Write all or nothing: a full disk must not leave half a record for others to stumble over."""
    start = file.tell()
    try:
        while data:
            data = data[file.write(data) :]
    except OSError:
        file.truncate(start)
        file.seek(start)
        raise


def _response(writer: WARCWriter, fetch: Fetch, answer: Answer) -> Any:
    """Make the record of an answer; of a challenge only the head: it is no content of the portal's."""
    about = {"WARC-Date": timestamp(fetch.at)}
    if answer.address:
        about["WARC-IP-Address"] = answer.address
    if answer.challenge:
        about["WARC-Truncated"] = "unspecified"
    body = b"" if answer.challenge else answer.body
    status = f"{answer.status} {responses.get(answer.status, '')}"
    headers = StatusAndHeaders(status, list(_as_kept(answer.headers, len(body))), protocol="HTTP/1.1")
    return _record(writer, fetch.url, "response", headers, body, about)


def _as_kept(headers: _Pairs, size: int) -> _Pairs:
    """Make the head agree with the body kept, as other archives do: what it said is there under another name."""
    kept = [(f"X-Archive-Orig-{name}" if name.lower() in _UNDONE else name, value) for name, value in headers]
    return (*kept, ("Content-Length", str(size)))


def _request(writer: WARCWriter, fetch: Fetch) -> Any:
    parts = urlsplit(fetch.url)
    target = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
    head = [("Host", parts.netloc), *fetch.headers]  # what the transport adds to what it is given
    if fetch.body:
        head.append(("Content-Length", str(len(fetch.body))))
    headers = StatusAndHeaders(f"{target} HTTP/1.1", head, protocol=fetch.method, is_http_request=True)
    return _record(writer, fetch.url, "request", headers, fetch.body, {"WARC-Date": timestamp(fetch.at)})


def _record(
    writer: WARCWriter, url: str, kind: str, headers: StatusAndHeaders, body: bytes, about: dict[str, str]
) -> Any:
    payload = BytesIO(body)
    return writer.create_warc_record(
        url, kind, payload=payload, length=len(body), http_headers=headers, warc_headers_dict=about
    )
