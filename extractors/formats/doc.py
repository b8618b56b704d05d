"""Word 97-2003 documents (.doc) and those of WPS Writer (.wps), which are the same: made into DOCX, then read as such."""

from __future__ import annotations

import struct
import tempfile
from pathlib import Path

from doc2docx import convert
from doc2docx.cfb import CompoundFileLimits
from doc2docx.errors import Doc2DocxError, EncryptedDocumentError

from extractors.content import Content, UnreadableError
from extractors.formats import docx, libreoffice

MEDIA_TYPES = ("application/msword",)

_LIMITS = CompoundFileLimits(max_directory_entries=10_000)
_READER = "MS Word 97"
# Notes of the converter that say words or cells got lost: LibreOffice may know better.
_LOSSES = frozenset(
    (
        "MAIN_TEXTBOX_TABLE_MALFORMED",
        "MALFORMED_TABLE_FLATTENED",
        "NUMBERING_TABLE_MALFORMED",
        "TABLE_CELL_DEFINITION_MISMATCH",
        "TABLE_DEPTH_LIMITED",
        "TABLE_GRID_MISMATCH",
    )
)


def content(body: bytes) -> Content:
    """Read a document. Raises UnreadableError where it is damaged or encrypted."""
    made, lossy = _converted(body)
    if made is None or lossy:
        made = libreoffice.convert(body, _READER, "docx") or made
    if made is None:
        raise _unreadable()
    return docx.content(made)


def _converted(body: bytes) -> tuple[bytes | None, bool]:
    """The document as DOCX, None where the converter cannot make it; and whether something got lost."""
    with tempfile.TemporaryDirectory(prefix="gongkai-") as name:
        source, made = Path(name) / "in.doc", Path(name) / "out.docx"
        source.write_bytes(body)
        try:
            report = convert(source, made, limits=_LIMITS).report
        except EncryptedDocumentError:
            raise UnreadableError(
                "Word 文件已加密，需要密码", "the Word file is encrypted and needs a password"
            ) from None
        except (Doc2DocxError, ValueError, LookupError, AttributeError, TypeError, struct.error):
            return None, False  # damaged, or written in a way the converter does not know
        return made.read_bytes(), any(note.code in _LOSSES for note in report.diagnostics)


def _unreadable() -> UnreadableError:
    if libreoffice.is_installed():
        return UnreadableError(
            "Word 97 文件已损坏，无法打开", "the Word 97 file is damaged and cannot be opened"
        )
    return UnreadableError(
        "无法打开这个 Word 97 文件；安装 LibreOffice（Debian 软件包 libreoffice-writer）后可再试",
        "this Word 97 file cannot be opened; LibreOffice (Debian's libreoffice-writer) may be able to, if you install it",
    )
