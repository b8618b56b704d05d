"""The container of an OFD file: a zip of XML parts that point at each other by path."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator

from lxml import etree

from extractors.content import UnreadableError

MAX_PART = 64_000_000  # bytes of one XML part; a report's page has under 1 MB
MAX_READ = 200_000_000  # bytes of all parts that are looked at

# What opening a damaged or hostile package raises.
_DAMAGE = (
    zipfile.BadZipFile, zlib.error, KeyError, ValueError, OSError, EOFError, RuntimeError, NotImplementedError,
)  # fmt: skip


class Package:
    """The parts of one OFD file. Nothing is ever written to disk, so a path can only fail to be found."""

    def __init__(self, body: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(body))
        except _DAMAGE:
            raise _damaged() from None
        self._parts = {_folded(info.filename): info for info in self._zip.infolist() if not info.is_dir()}
        self._left = MAX_READ
        if "encryptions.xml" in self._parts or any(i.flag_bits & 1 for i in self._parts.values()):
            raise UnreadableError(
                "OFD 文件已加密，需要密码", "the OFD file is encrypted and needs a password"
            )

    def find(self, base: str, location: str | None) -> str | None:
        """The part a location written in part ``base`` means: relative to that part, else from the root, whatever
        its case. Null where there is none.
        """
        location = (location or "").strip().replace("\\", "/")
        if not location:
            return None
        beside = posixpath.join(posixpath.dirname(base), location)
        for path in (beside, location):
            name = _folded(path)
            if name in self._parts:
                return name
        return None

    def read(self, part: str) -> bytes:
        info = self._parts[part]
        if info.file_size > MAX_PART or info.file_size > self._left:
            raise UnreadableError(
                "OFD 文件解压后过大，拒绝读取", "the OFD file unpacks to an unreasonable size: refused"
            )
        self._left -= info.file_size
        try:
            return self._zip.read(info)
        except _DAMAGE:
            raise _damaged() from None

    def head(self, part: str) -> bytes:
        """The first bytes of a part."""
        try:
            with self._zip.open(self._parts[part]) as file:
                return file.read(4096).ljust(26, b"\0")
        except _DAMAGE:
            raise _damaged() from None

    def xml(self, part: str) -> etree._Element:
        """The root of an XML part. Names nobody declared are a usual fault of makers; any other is damage."""
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, recover=True, remove_comments=True, remove_pis=True
        )
        root = etree.fromstring(self.read(part), parser)
        if root is None or any(error.domain_name != "NAMESPACE" for error in parser.error_log):
            raise _damaged()
        if root.getroottree().docinfo.internalDTD is not None:
            raise UnreadableError(
                "OFD 文件含有不应有的 DTD 声明，拒绝读取",
                "the OFD file declares a DTD, which OFD has none of: refused",
            )
        return root


def _damaged() -> UnreadableError:
    return UnreadableError("OFD 文件已损坏或不完整", "the OFD file is damaged or truncated")


def _folded(path: str) -> str:
    return posixpath.normpath("/" + path.replace("\\", "/")).strip("/").lower()


def tag(element: etree._Element) -> str:
    """An element's name without its namespace: makers use several, or none."""
    return str(element.tag).rpartition("}")[2].rpartition(":")[2]


def children(element: etree._Element | None, name: str) -> Iterator[etree._Element]:
    return (child for child in (() if element is None else element) if tag(child) == name)


def child(element: etree._Element | None, name: str) -> etree._Element | None:
    return next(children(element, name), None)


def text_of(element: etree._Element | None, name: str) -> str | None:
    """The text of the first child of that name."""
    found = child(element, name)
    return None if found is None else found.text
