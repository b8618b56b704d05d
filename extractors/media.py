"""What a file really is, from its bytes. Names and Content-Type headers only break ties: servers lie."""

from __future__ import annotations

import io
import re
import struct
import zipfile

from doc2docx.cfb import CompoundFile
from doc2docx.errors import Doc2DocxError

from extractors.charset import utf16_without_mark
from extractors.content import UnreadableError

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOC = "application/msword"
XLS = "application/vnd.ms-excel"
WORD_2003 = "application/vnd.ms-wordml"
FLAT_WORD = "application/vnd.ms-word2006ml"
MHTML = "multipart/related"
OLE = "application/x-ole-storage"
OFD = "application/ofd"
ZIP = "application/zip"
PACKAGE = "application/x-document-package"  # slides, OpenDocument …: zip packages of parts that are no files
MAX_LISTED = 20_000  # parts or files of a zip package
HTML = "text/html"
TEXT = "text/plain"

_MAGIC = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", OLE),
    (b"{\\rtf", "application/rtf"),
    (b"Rar!\x1a\x07", "application/vnd.rar"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"\x1f\x8b", "application/gzip"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"GIF8", "image/gif"),
    (b"BM", "image/bmp"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
)
# The head of a message: lines of a name and what it says, one of them the type of a page or of several parts.
_HEAD_LINES = re.compile(r"\s*+(?:[A-Za-z-]{2,40}+:[^\n]*+\n(?:[ \t]++[^\n]*+\n)*+){1,40}+")
_MESSAGE = re.compile(
    r"^content-type:\s*(?:multipart/(?:related|alternative)|text/html)", re.IGNORECASE | re.MULTILINE
)
_OLE_TYPES = {"EncryptedPackage": OLE, "WordDocument": DOC, "Workbook": XLS, "Book": XLS}
_PAGE = re.compile(r"<\s*(?:!doctype\s+html|html|head|body|meta|div|p|span|br)\b", re.IGNORECASE)
# Recognisers of pictures put each table into a page of its own.
_TABLE = re.compile(
    r"(?:<html>\s*<body>\s*)?<table\b.*?(?:</table\s*>(?:\s*</body>\s*</html>)?|$)", re.IGNORECASE | re.DOTALL
)
_MARKDOWN = re.compile(
    r"^(?:\ufeff|\xef\xbb\xbf)?(?:#{1,6} +[^\s{]|[ \t]*\|.*\|[ \t]*\r?$|\+[-=]{3,}\+)", re.MULTILINE
)
_DOCUMENT = re.compile(
    r"[\ufeff\xef\xbb\xbf\xfe\xff\s]*(?P<tag><)\s*(?:!doctype|html|\?xml)\b(?![^>]*>\s*<body>\s*<table)",
    re.IGNORECASE,
)
_MARKUP = re.compile(
    r"<\s*(?:!doctype\s+html|html|head|body|meta|title|table|div|p|span|h[1-6]|article|section|script|style|br|tr|td|ul|a)\b",
    re.IGNORECASE,
)


def sniff(body: bytes) -> str:
    """Name the media type of a file's bytes. Raises UnreadableError where it is empty or binary rubbish."""
    if not body.strip(b"\x00 \t\r\n"):
        raise UnreadableError("文件是空的", "the file is empty")
    # Some servers put blanks or a few stray bytes before the header; readers accept it within 1 kB.
    if b"%PDF-" in body[:1024]:
        return "application/pdf"
    if body.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return _zip_type(body)
    for magic, media_type in _MAGIC:
        if body.startswith(magic) and not (media_type == "image/bmp" and _is_text(body)):
            return _ole_type(body) if media_type == OLE else media_type
    if body[257:262] == b"ustar":
        return "application/x-tar"
    if not _is_text(body):
        raise UnreadableError("无法识别的二进制文件", "an unknown binary file")
    return _text_type(_ascii(body[:65536]))


def _text_type(text: str) -> str:
    head = text[:8192]
    if (lines := _HEAD_LINES.match(head)) is not None and _MESSAGE.search(lines[0]):
        return MHTML
    for root, media_type in (("<w:wordDocument", WORD_2003), ("<pkg:package", FLAT_WORD)):
        if root in head:
            return media_type
    return HTML if _is_page(text.replace("\r", "\n")) else TEXT


def _is_page(text: str) -> bool:
    """Say whether text is a page or a fragment of one; tables and line breaks inside Markdown do not make it one."""
    document = _DOCUMENT.match(text)
    if document and _PAGE.match(text, document.start("tag")):
        return True
    if _MARKDOWN.search(text) and not document:
        return False
    outside_tables = _TABLE.sub("", text)
    begins_with_tag = text.lstrip("\ufeff\xef\xbb\xbf \t\r\n").startswith("<")
    return _PAGE.search(outside_tables) is not None or (begins_with_tag and _MARKUP.search(text) is not None)


def _zip_type(body: bytes) -> str:
    if body.count(b"PK\x01\x02") > MAX_LISTED:  # before each of them becomes an object
        raise UnreadableError("压缩包中的文件过多，拒绝读取", "the zip package lists too many files: refused")
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as package:
            names = set(package.namelist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        raise UnreadableError("压缩包已损坏或不完整", "the zip package is damaged or truncated") from None
    if "word/document.xml" in names or any(n.startswith("word/document") for n in names):
        return DOCX
    if any(n.startswith("xl/") for n in names):
        return XLSX
    if any(n.lower() == "ofd.xml" for n in names):
        return OFD
    return PACKAGE if names & {"[Content_Types].xml", "mimetype", "META-INF/MANIFEST.MF"} else ZIP


def _ole_type(body: bytes) -> str:
    """What an OLE storage holds, by the streams at its top: a Word file may carry a whole workbook further down."""
    try:
        streams = {entry.path for entry in CompoundFile(body).entries}
    except (Doc2DocxError, ValueError, struct.error):
        # LibreOffice may know how to mend it: go by the directory entries that are left.
        streams = {name for name in _OLE_TYPES if name.encode("utf-16-le").ljust(64, b"\0") in body}
        if not streams:
            raise UnreadableError(
                "Office 文件已损坏或不完整", "the office file is damaged or truncated"
            ) from None
    if "EncryptedPackage" in streams:
        raise UnreadableError("文件已加密，需要密码", "the file is encrypted and needs a password")
    return next((media_type for name, media_type in _OLE_TYPES.items() if name in streams), OLE)


_CONTROL = bytes(b for b in range(32) if b not in (9, 10, 12, 13, 27))


def _is_text(body: bytes) -> bool:
    if body.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        return True
    if utf16_without_mark(body):
        return True
    sample = body[:8192]
    return len(sample) - len(sample.translate(None, _CONTROL)) < len(sample) // 50 + 1


def _ascii(sample: bytes) -> str:
    return sample.replace(b"\x00", b"").decode("latin-1")
