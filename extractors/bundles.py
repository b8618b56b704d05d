"""Bundles of files (zip, RAR, 7z, tar, gzip): what they hold, within limits. Every one may be an attack.

Nothing is written under a name that a bundle gives, so no name can lead out of anywhere; what a member is called only
says where it came from. RAR needs the program ``unar`` (Debian's package of that name) for what is compressed.
"""

from __future__ import annotations

import gzip
import io
import lzma
import re
import stat
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache, partial

import py7zr
import rarfile
from py7zr.io import BytesIOFactory, Py7zBytesIO

from extractors import media
from extractors.content import UnreadableError
from extractors.report import Message

MAX_MEMBERS = 500  # a county's bundle of reports has one for each of its offices
MAX_UNPACKED = 300_000_000  # bytes, all members together
MAX_RATIO = 200  # unpacked to packed, where it is much: reports stay under 30
MUCH = 50_000_000  # bytes
MAX_DEPTH = 4  # bundles within bundles; a .tar.gz is two

# What opening and unpacking damaged or hostile bundles raises, one library or another.
_DAMAGE = (
    zipfile.BadZipFile, tarfile.TarError, gzip.BadGzipFile, rarfile.Error, py7zr.exceptions.ArchiveError,
    py7zr.exceptions.AbsolutePathError, zlib.error, lzma.LZMAError,
    KeyError, ValueError, IndexError, AttributeError, TypeError, OSError, EOFError, RuntimeError, NotImplementedError,
)  # fmt: skip

# Left in bundles by the systems they were made on.
_LEFT_BY_SYSTEMS = re.compile(
    r"(?:^|/)(?:__MACOSX/|\.DS_Store$|\._|~\$|Thumbs\.db$|desktop\.ini$)", re.IGNORECASE
)

_ENCRYPTED = Message("压缩包已加密，需要密码", "the bundle is encrypted and needs a password")
_NO_TOOL = Message(
    "读取这个 RAR 压缩包需要安装 unar（Debian 软件包 unar）",
    "reading this RAR bundle needs the program unar (Debian's package unar)",
)
_NO_FILE = Message("压缩包中的链接，不是文件", "a link in the bundle, not a file")
_LEADS_OUT = Message("文件名指向压缩包之外，未解出", "its name leads out of the bundle: not unpacked")
_LOST = Message(
    "压缩包中的这个文件已损坏，无法解出", "this file of the bundle is damaged and cannot be unpacked"
)
_TOO_DEEP = Message(f"压缩包嵌套超过 {MAX_DEPTH} 层", f"bundles within bundles, more than {MAX_DEPTH} deep")


@dataclass(frozen=True, slots=True)
class Member:
    """One file of a bundle: its path there, and its bytes, or why they cannot be had."""

    name: str
    body: bytes = field(default=b"", repr=False)
    obstacle: Message | None = None


@dataclass(frozen=True, slots=True)
class _Entry:
    """What a bundle lists: a name as written there, how much it unpacks to, and how to unpack it."""

    name: str
    size: int
    unpack: Callable[[], bytes]
    obstacle: Message | None = None


def members(body: bytes) -> Iterator[Member]:
    """Unpack a bundle, bundles within it too. Raises UnreadableError where it cannot be opened or is out of limits."""
    names: set[str] = set()
    for member in _members(body, "", 1, _Budget()):
        name, number = member.name, 1
        while name in names:
            number += 1
            name = f"{member.name} ({number})"
        names.add(name)
        yield Member(name, member.body, member.obstacle)


def summary(body: bytes) -> Message:
    """Say how many files a bundle holds. Raises UnreadableError where none of them can be had."""
    held, lost = 0, list[Message]()
    for member in members(body):
        if member.obstacle is None:
            held += 1
        else:
            lost.append(member.obstacle)
    if not held:
        nothing = Message("压缩包中没有文件", "there is no file in the bundle")
        reason = lost[0] if lost else nothing
        raise UnreadableError(reason.zh, reason.en)
    zh = f"压缩包，内含 {held} 个文件，逐个读取"
    en = f"a bundle of {held} files, each read by itself"
    if lost:
        zh += f"；另有 {len(lost)} 个无法解出（{lost[0].zh}）"
        en += f"; {len(lost)} more cannot be unpacked ({lost[0].en})"
    return Message(zh, en)


@dataclass(slots=True)
class _Budget:
    """What may still be unpacked of a bundle and of those within it."""

    members: int = MAX_MEMBERS
    size: int = MAX_UNPACKED

    def take(self, entries: Sequence[_Entry], packed: int) -> None:
        """Refuse a bundle by what it says of itself, before anything is unpacked."""
        size = sum(entry.size for entry in entries)
        if len(entries) > self.members:
            raise UnreadableError(
                f"压缩包中的文件超过 {MAX_MEMBERS} 个", f"the bundle holds more than {MAX_MEMBERS} files"
            )
        if size > self.size or (size > MUCH and size > MAX_RATIO * packed):
            raise UnreadableError(
                "压缩包解开后过大，疑似压缩炸弹，拒绝读取",
                "the bundle unpacks to an unreasonable size: refused",
            )
        self.members -= len(entries)
        self.size -= size


def _members(body: bytes, path: str, depth: int, budget: _Budget) -> Iterator[Member]:
    for entry in _opened(body, budget):
        name = path + _tidy(entry.name)
        member = _unpacked(entry, name)
        kind = None if member.obstacle else _bundle_type(member.body)
        if kind is None:
            yield member
        elif depth == MAX_DEPTH:
            yield Member(name, obstacle=_TOO_DEEP)
        else:
            try:
                yield from _members(member.body, f"{name}/", depth + 1, budget)
            except UnreadableError as e:
                yield Member(name, obstacle=e.message)


def _opened(body: bytes, budget: _Budget) -> list[_Entry]:
    """The files a bundle lists, checked against the limits."""
    kind = _bundle_type(body)
    if kind is None:
        raise UnreadableError("不是压缩包", "not a bundle")
    try:
        entries = [e for e in MEDIA_TYPES[kind](body) if not _LEFT_BY_SYSTEMS.search(e.name)]
    except rarfile.RarCannotExec:
        raise UnreadableError(_NO_TOOL.zh, _NO_TOOL.en) from None
    except (rarfile.PasswordRequired, rarfile.NoCrypto, py7zr.exceptions.PasswordRequired):
        raise UnreadableError(_ENCRYPTED.zh, _ENCRYPTED.en) from None
    except rarfile.NeedFirstVolume:
        raise _volume() from None
    except _DAMAGE:
        raise UnreadableError("压缩包已损坏或不完整", "the bundle is damaged or truncated") from None
    budget.take(entries, len(body))
    return entries


def _volume() -> UnreadableError:
    return UnreadableError(
        "这是分卷压缩包的一卷，缺少其他各卷", "one volume of a bundle whose other volumes are missing"
    )


def _bundle_type(body: bytes) -> str | None:
    try:
        kind = media.sniff(body)
    except UnreadableError:
        return None
    return kind if kind in MEDIA_TYPES else None


def _unpacked(entry: _Entry, name: str) -> Member:
    if entry.obstacle is not None:
        return Member(name, obstacle=entry.obstacle)
    path = entry.name.replace("\\", "/")
    if path.startswith("/") or ".." in path.split("/") or re.match(r"[A-Za-z]:", path):
        return Member(name, obstacle=_LEADS_OUT)
    try:
        return Member(name, entry.unpack())
    except _DAMAGE:
        return Member(name, obstacle=_LOST)


def _tidy(name: str) -> str:
    """A name fit to be shown and to be part of an address."""
    printable = "".join(c if c.isprintable() else "_" for c in name.replace("\\", "/"))
    return "/".join(part for part in printable.split("/") if part not in ("", ".", "..")) or "_"


# One function for each kind of bundle


def _zip(body: bytes) -> list[_Entry]:
    package = zipfile.ZipFile(io.BytesIO(body))
    files = [info for info in package.infolist() if not info.is_dir()]
    if files and all(info.flag_bits & 1 for info in files):
        raise UnreadableError(_ENCRYPTED.zh, _ENCRYPTED.en)
    return [
        _Entry(_zip_name(info), info.file_size, partial(package.read, info), _zip_obstacle(info))
        for info in files
    ]


def _zip_name(info: zipfile.ZipInfo) -> str:
    """A name as its maker wrote it: not marked as UTF-8 it may be so all the same (macOS), or GBK (Windows)."""
    if info.flag_bits & 0x800:
        return info.filename
    return _decoded(info.orig_filename.encode("cp437", "replace"))


def _decoded(name: bytes) -> str:
    try:
        return name.decode("utf-8")
    except UnicodeDecodeError:
        return name.decode("gb18030", "replace")


def _zip_obstacle(info: zipfile.ZipInfo) -> Message | None:
    if info.flag_bits & 1:
        return _ENCRYPTED
    return _NO_FILE if stat.S_ISLNK(info.external_attr >> 16) else None


def _rar(body: bytes) -> list[_Entry]:
    try:
        archive = rarfile.RarFile(io.BytesIO(body), charset="gb18030", errors="strict")
    except rarfile.BadRarFile as e:
        raise _volume() if "volume" in str(e) else e from None
    if archive.needs_password():
        raise UnreadableError(_ENCRYPTED.zh, _ENCRYPTED.en)
    files = [info for info in archive.infolist() if not info.is_dir()]
    if any(info.compress_type != rarfile.RAR_M0 for info in files):
        # Others that rarfile knows of read RAR by halves, or say that they do and do not.
        rarfile.tool_setup(unrar=False, bsdtar=False, sevenzip=False, sevenzip2=False, force=True)
    return [
        _Entry(i.filename, i.file_size, partial(archive.read, i), _NO_FILE if i.is_symlink() else None)
        for i in files
    ]


def _seven_zip(body: bytes) -> list[_Entry]:
    archive = py7zr.SevenZipFile(io.BytesIO(body))
    if archive.needs_password():
        raise UnreadableError(_ENCRYPTED.zh, _ENCRYPTED.en)
    files = list(archive.files)
    names = [file.filename for file in files]
    for number, file in enumerate(files):
        file._file_info["filename"] = str(
            number
        )  # the library would look on the disk for what a name may mean

    @cache  # what is packed together is unpacked together
    def unpacked() -> dict[str, Py7zBytesIO]:
        factory = BytesIOFactory(MAX_UNPACKED)
        with suppress(*_DAMAGE):  # it ends at the first file that is damaged
            archive.extractall(factory=factory)  # noqa: S202  into memory
        return factory.products

    def unpack(number: int) -> bytes:
        data = unpacked()[str(number)].read() if files[number].uncompressed else b""
        if len(data) != files[number].uncompressed or files[number].crc32 not in (None, zlib.crc32(data)):
            raise ValueError("cut off or damaged")
        return data

    return [
        _Entry(names[n], file.uncompressed, partial(unpack, n), _NO_FILE if file.is_symlink else None)
        for n, file in enumerate(files)
        if not file.is_directory
    ]


def _tar(body: bytes) -> list[_Entry]:
    archive = tarfile.open(  # noqa: SIM115  nothing but memory is open
        fileobj=io.BytesIO(body), mode="r:", encoding="utf-8", errors="surrogateescape"
    )

    def unpack(info: tarfile.TarInfo) -> bytes:
        file = archive.extractfile(info)
        data = b"" if file is None else file.read()
        if len(data) != info.size:
            raise ValueError("cut off")
        return data

    return [
        _Entry(
            _decoded(info.name.encode("utf-8", "surrogateescape")),
            info.size,
            partial(unpack, info),
            None if info.isreg() else _NO_FILE,
        )
        for info in archive
        if not info.isdir()
    ]


def _gzip(body: bytes) -> list[_Entry]:
    """One file; what it unpacks to is known when it is unpacked."""
    with gzip.GzipFile(fileobj=io.BytesIO(body)) as file:
        data = file.read(MAX_UNPACKED + 1)
    name = b""
    if body[3] & 8:  # it says what it was called; before that, it may have a field of others
        start = 12 + int.from_bytes(body[10:12], "little") if body[3] & 4 else 10
        name = body[start : body.index(b"\0", start)]
    return [_Entry(_decoded(name), len(data), lambda: data)]


# Every media type that is a bundle, with the function that lists its files.
MEDIA_TYPES: dict[str, Callable[[bytes], list[_Entry]]] = {
    media.ZIP: _zip,
    "application/vnd.rar": _rar,
    "application/x-7z-compressed": _seven_zip,
    "application/x-tar": _tar,
    "application/gzip": _gzip,
}
