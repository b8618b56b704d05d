"""Bundles of every kind, made by real programs where there is one, and what hostile ones try."""

from __future__ import annotations

import gzip
import io
import shutil
import struct
import tarfile
import time
import zipfile
import zlib
from collections.abc import Callable, Iterable
from pathlib import Path

import py7zr
import pytest
import rarfile

from extractors import bundles, read
from extractors.content import UnreadableError
from extractors.report import Outcome

FILES = {"县局/年报.txt": "规章".encode(), "b.txt": b"two"}
RAR = Path(__file__).parent / "bundles"
needs_unar = pytest.mark.skipif(shutil.which("unar") is None, reason="needs Debian's unar")


class _Named(zipfile.ZipInfo):
    """An entry whose name is written in an encoding that the file does not tell."""

    encoding = "gbk"

    def _encodeFilenameFlags(self) -> tuple[bytes, int]:  # noqa: N802  zipfile's own
        return self.filename.encode(self.encoding), 0


class _NamedUtf8(_Named):
    encoding = "utf-8"


Kind = Callable[[str], zipfile.ZipInfo]


def zipped(
    files: Iterable[tuple[str, bytes]], kind: Kind = zipfile.ZipInfo, method: int = zipfile.ZIP_DEFLATED
) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as package:
        for name, body in files:
            package.writestr(kind(name), body, method)
    return out.getvalue()


def seven_zipped(
    files: Iterable[tuple[str, bytes]], password: str | None = None, *, header: bool = False
) -> bytes:
    out = io.BytesIO()
    with py7zr.SevenZipFile(out, "w", password=password, header_encryption=header) as archive:
        for name, body in files:
            archive.writestr(body, name)
    return out.getvalue()


def tarred(files: Iterable[tuple[str, bytes]], mode: str = "w", encoding: str = "utf-8") -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=mode, encoding=encoding, format=tarfile.GNU_FORMAT) as archive:  # type: ignore[call-overload]
        for name, body in files:
            info = tarfile.TarInfo(name)
            info.size = len(body)
            archive.addfile(info, io.BytesIO(body))
    return out.getvalue()


def held(body: bytes) -> dict[str, bytes]:
    return {member.name: member.body for member in bundles.members(body) if member.obstacle is None}


def obstacles(body: bytes) -> dict[str, str]:
    return {m.name: m.obstacle.en for m in bundles.members(body) if m.obstacle is not None}


@pytest.mark.parametrize(
    "body",
    [
        zipped(FILES.items()),
        zipped(FILES.items(), _Named),
        zipped(FILES.items(), _NamedUtf8),
        zipped([(name.replace("/", "\\"), body) for name, body in FILES.items()], _Named),
        zipped([("县局/", b""), *FILES.items(), ("__MACOSX/._b.txt", b"x"), ("Thumbs.db", b"x"), ("~$年报.docx", b"x")]),
        seven_zipped(FILES.items()),
        tarred(FILES.items()),
        tarred(FILES.items(), encoding="gbk"),
    ],
    ids=["zip", "zip in GBK", "zip in UTF-8 untold", "zip of Windows", "zip of macOS", "7z", "tar", "tar in GBK"],
)  # fmt: skip
def test_what_a_bundle_holds(body: bytes) -> None:
    assert held(body) == FILES
    reading = read(body)
    assert reading.outcome is Outcome.NOT_A_REPORT
    assert reading.reason is not None
    assert "2 files" in reading.reason.en


def test_bundles_in_bundles_are_unpacked_too() -> None:
    inner = zipped([("县局/年报.txt", b"1"), ("乡镇.7z", seven_zipped([("a.txt", b"2")]))], _Named)
    assert held(tarred([("内.zip", inner)], "w:gz")) == {
        "_/内.zip/县局/年报.txt": b"1",
        "_/内.zip/乡镇.7z/a.txt": b"2",
    }
    named = io.BytesIO()
    with gzip.GzipFile("年报.txt.gz".encode("gbk").decode("latin-1"), "wb", fileobj=named) as file:
        file.write(b"3")
    assert held(named.getvalue()) == {"年报.txt": b"3"}


def test_documents_that_are_packages_are_no_bundles() -> None:
    document = zipped([("[Content_Types].xml", b"<Types/>"), ("ppt/slides/slide1.xml", b"<x/>")])
    assert held(zipped([("幻灯片.pptx", document)])) == {"幻灯片.pptx": document}
    reading = read(document)
    assert reading.reason is not None
    assert "cannot be read yet" in reading.reason.en


def test_files_of_one_name_keep_apart() -> None:
    with pytest.warns(UserWarning, match="Duplicate name"):
        body = zipped([("a.txt", b"1"), ("a.txt", b"2")])
    assert held(body) == {"a.txt": b"1", "a.txt (2)": b"2"}
    assert held(seven_zipped([("a.txt", b"1"), ("a.txt", b"2")])) == {
        "a.txt": b"1",
        "a.txt (2)": b"2",
    }


# RAR


def test_rar_that_is_only_stored_needs_no_program() -> None:
    body = (RAR / "stored.rar").read_bytes()
    assert held(body)["sub/üȵĩöḋè/file.txt"] == b"file\n"
    assert obstacles((RAR / "link.rar").read_bytes()) == {"up": "a link in the bundle, not a file"}


@needs_unar
@pytest.mark.parametrize(("name", "files"), [("packed", 1), ("solid", 2)])
def test_rar_that_is_packed(name: str, files: int) -> None:
    bodies = held((RAR / f"{name}.rar").read_bytes())
    assert [len(body) for body in bodies.values()] == [2048] * files


def test_rar_without_the_program_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rarfile, "UNAR_TOOL", "/nowhere/unar")
    reading = read((RAR / "packed.rar").read_bytes())
    assert reading.outcome is Outcome.UNREADABLE
    assert reading.reason is not None
    assert "unar" in reading.reason.zh
    assert "Debian's package unar" in reading.reason.en


# What cannot be had, or should not


def _marked_encrypted(body: bytes) -> bytes:
    """Set the flag on the first file of a zip; what is behind it does not matter, it is not looked at."""
    changed = bytearray(body)
    changed[6] |= 1
    changed[body.index(b"PK\x01\x02") + 8] |= 1
    return bytes(changed)


def _linked() -> bytes:
    link = zipfile.ZipInfo("passwd")
    link.create_system, link.external_attr = 3, 0o120777 << 16
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr(link, "/etc/passwd")
        package.writestr("a.txt", "1")
    return out.getvalue()


ESCAPES = [
    ("../../a.txt", b"1"),
    ("/etc/passwd", b"2"),
    ("C:\\a.txt", b"3"),
    ("b/../../c.txt", b"4"),
    ("fine.txt", b"5"),
]


@pytest.mark.parametrize(
    ("body", "names"),
    [
        (zipped(ESCAPES, _Named), {"a.txt", "etc/passwd", "C:/a.txt", "b/c.txt"}),
        (tarred(ESCAPES), {"a.txt", "etc/passwd", "C:/a.txt", "b/c.txt"}),
        (_linked(), {"passwd"}),
        (_marked_encrypted(zipped(FILES.items())), {"县局/年报.txt"}),
        (zipped(FILES.items(), method=zipfile.ZIP_STORED).replace(b"two", b"too"), {"b.txt"}),
    ],
    ids=["names that lead out", "the same in tar", "link", "one encrypted", "one damaged"],
)
def test_what_is_wrong_with_one_file_stays_with_it(body: bytes, names: set[str]) -> None:
    assert set(obstacles(body)) == names
    assert held(body)
    reading = read(body)
    assert reading.outcome is Outcome.NOT_A_REPORT
    assert reading.reason is not None
    assert "cannot be unpacked" in reading.reason.en


def test_names_that_lead_out_of_a_7z() -> None:
    out = io.BytesIO()
    with py7zr.SevenZipFile(out, "w") as archive:
        archive.set_encoded_header_mode(False)
        for name, body in (("xx/a.txt", b"1"), ("b/xx/xx/c.txt", b"2"), ("fine.txt", b"3")):
            archive.writestr(body, name)
    packed = bytearray(out.getvalue())
    offset, size = struct.unpack_from("<QQ", packed, 12)
    header = bytes(packed[32 + offset : 32 + offset + size]).replace(b"x\0x\0", b".\0.\0")
    packed[32 + offset :] = header
    struct.pack_into("<L", packed, 28, zlib.crc32(header))
    struct.pack_into("<L", packed, 8, zlib.crc32(packed[12:32]))
    assert set(obstacles(bytes(packed))) == {"a.txt", "b/c.txt"}
    assert held(bytes(packed)) == {"fine.txt": b"3"}


def _bomb(size: int = 60_000_000) -> bytes:
    return zipped([("a.txt", b" " * size)])


def _russian_doll(depth: int) -> bytes:
    body = zipped([("a.txt", b"1")])
    for _ in range(depth - 1):
        body = zipped([("a.zip", body)])
    return body


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (zipped([]), "no file"),
        (zipped([("__MACOSX/._a", b"")]), "no file"),
        (_bomb(), "unreasonable size"),
        (gzip.compress(b" " * 60_000_000), "unreasonable size"),
        (gzip.compress(gzip.compress(b" " * 60_000_000)), "unreasonable size"),
        (seven_zipped([("a.txt", b" " * 60_000_000)]), "unreasonable size"),
        (zipped((f"{n}.txt", b"") for n in range(501)), "more than 500 files"),
        (zipped((f"{n}.txt", b"") for n in range(100_000)), "too many files"),
        (tarred((f"{n}.txt", b"") for n in range(501)), "more than 500 files"),
        (_russian_doll(5), "more than 4 deep"),
        (_marked_encrypted(zipped([("a.docx", b"1")])), "encrypted"),
        (seven_zipped(FILES.items(), "secret"), "encrypted"),
        (seven_zipped(FILES.items(), "secret", header=True), "encrypted"),
        ((RAR / "encrypted.rar").read_bytes(), "encrypted"),
        ((RAR / "encrypted_files.rar").read_bytes(), "encrypted"),
        (zipped(FILES.items())[:-30], "damaged"),
        (seven_zipped(FILES.items())[:-30], "damaged"),
        (tarred(FILES.items())[:-9800], "damaged"),
        ((RAR / "stored.rar").read_bytes()[:300], "damaged"),
        (gzip.compress(b"0123456789" * 100)[:-10], "damaged"),
        (b"Rar!\x1a\x07\x01\x00" + b"\xff" * 50, "damaged"),
        (b"7z\xbc\xaf\x27\x1c" + b"\xff" * 50, "damaged"),
    ],
)  # fmt: skip
def test_a_bundle_that_cannot_be_read_says_why_and_soon(body: bytes, said: str) -> None:
    started = time.perf_counter()
    reading = read(body)
    assert reading.outcome is Outcome.UNREADABLE
    assert reading.reason is not None
    assert said in reading.reason.en
    assert time.perf_counter() - started < 10


def test_a_bomb_within_a_bundle_is_left_packed() -> None:
    body = zipped([("a.txt", b"1"), ("bomb.zip", _bomb()), ("b.txt", b"2")])
    assert set(held(body)) == {"a.txt", "b.txt"}
    assert "unreasonable size" in obstacles(body)["bomb.zip"]


def test_many_bundles_in_a_bundle_share_its_limits() -> None:
    inner = zipped((f"{n}.txt", b"") for n in range(200))
    body = zipped((f"{n}.zip", inner) for n in range(4))
    assert len(held(body)) == 400
    assert set(obstacles(body)) == {"2.zip", "3.zip"}


@pytest.mark.parametrize("kind", ["zip", "7z", "tar", "gz", "rar"])
def test_damage_anywhere_is_an_outcome(kind: str) -> None:
    whole = {
        "zip": zipped(FILES.items()),
        "7z": seven_zipped(FILES.items()),
        "tar": tarred(FILES.items())[:3000],
        "gz": gzip.compress(b"1" * 100),
        "rar": (RAR / "stored.rar").read_bytes(),
    }[kind]
    for at in range(6, len(whole), max(1, len(whole) // 150)):
        damaged = bytearray(whole)
        damaged[at] ^= 0xFF
        try:
            list(bundles.members(bytes(damaged)))
        except UnreadableError as e:
            assert e.message.zh  # noqa: PT017  either is right, a crash is not
