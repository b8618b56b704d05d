"""Word 97 files: msdoc2docx into the DOCX path, LibreOffice where that fails or loses something."""

from __future__ import annotations

from pathlib import Path

import pytest
from doc2docx.cfb import CompoundFile
from doc2docx.cfb.directory import DirectoryEntry, ObjectType
from doc2docx.cfb.writer import write_compound_storage

from extractors import media, read
from extractors.content import UnreadableError
from extractors.formats import doc, docx, libreoffice
from extractors.report import Outcome

REPORT = (Path(__file__).parent / "examples" / "word-97" / "report.doc").read_bytes()
FIB = b"\xec\xa5\x01\x01"  # wIdent and nFib as LibreOffice writes them

needs_libreoffice = pytest.mark.skipif(
    not libreoffice.is_installed(), reason="needs Debian's libreoffice-writer"
)


@pytest.fixture
def without_libreoffice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(libreoffice, "is_installed", lambda: False)


def storage(*streams: str, body: bytes = b"x" * 5000) -> bytes:
    """An OLE file with these streams; a name with a slash stands in a storage of its own."""
    root = CompoundFile(REPORT).entries[0]
    folders = {name.split("/")[0] for name in streams if "/" in name}
    storages = tuple((name, _entry(root, ObjectType.STORAGE), None) for name in folders)
    entries = tuple((name, _entry(root, ObjectType.STREAM), body) for name in streams)
    return bytes(write_compound_storage(root, storages + entries))


def _entry(root: DirectoryEntry, kind: ObjectType) -> DirectoryEntry:
    fields = {name: getattr(root, name) for name in root.__dataclass_fields__}
    return DirectoryEntry(**{**fields, "object_type": kind})


@pytest.mark.parametrize(
    ("streams", "media_type"),
    [
        (("WordDocument", "1Table", "ObjectPool/Workbook"), media.DOC),
        (("Workbook", "MBD0/WordDocument"), media.XLS),
        (("Book",), media.XLS),
        (("PowerPoint Document",), media.OLE),
    ],
)
def test_what_an_ole_file_is_its_own_streams_say(streams: tuple[str, ...], media_type: str) -> None:
    assert media.sniff(storage(*streams)) == media_type


def test_an_encrypted_package_says_so() -> None:
    reading = read(storage("EncryptedPackage", "EncryptionInfo"))
    assert reading.reason is not None
    assert reading.reason.en == "the file is encrypted and needs a password"


def test_an_encrypted_word_file_says_so() -> None:
    body = bytearray(REPORT)
    body[body.index(FIB) + 0x0B] |= 1  # fEncrypted
    reading = read(bytes(body))
    assert reading.outcome is Outcome.UNREADABLE
    assert reading.reason is not None
    assert reading.reason.en == "the Word file is encrypted and needs a password"


@pytest.mark.usefixtures("without_libreoffice")
def test_what_the_converter_cannot_open_names_the_program_that_may() -> None:
    name = "1Table".encode("utf-16-le")
    reading = read(REPORT.replace(name, b"9" + name[1:]))  # as in Word 6, there is no table stream
    assert reading.outcome is Outcome.UNREADABLE
    assert reading.reason is not None
    assert "libreoffice-writer" in reading.reason.en
    assert "libreoffice-writer" in reading.reason.zh


def test_half_a_download_is_damaged() -> None:
    reading = read(REPORT[: len(REPORT) // 2])
    assert reading.reason is not None
    assert "damaged or truncated" in reading.reason.en


@needs_libreoffice
def test_libreoffice_finds_the_same() -> None:
    made = libreoffice.convert(REPORT, "MS Word 97", "docx")
    assert made is not None
    assert docx.content(made).tables == doc.content(REPORT).tables


@needs_libreoffice
def test_libreoffice_reads_what_the_converter_gives_up(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(body: bytes) -> tuple[None, bool]:
        return None, False

    expected = doc.content(REPORT)
    monkeypatch.setattr(doc, "_converted", refuse)
    assert doc.content(REPORT).tables == expected.tables
    with pytest.raises(UnreadableError):
        doc.content(b"no Word file at all")
