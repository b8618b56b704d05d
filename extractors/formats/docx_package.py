"""The container of a Word file: a zip of XML parts that name each other in relations."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from dataclasses import dataclass, field

from lxml import etree

from extractors.content import MAX_PICTURE, UnreadableError

# What opening a damaged or hostile package raises.
DAMAGE = (
    zipfile.BadZipFile, zlib.error, etree.XMLSyntaxError, KeyError, ValueError, OSError, EOFError, RuntimeError,
    NotImplementedError,
)  # fmt: skip
MAX_UNPACKED = 200_000_000  # bytes; a report's XML is under 5 MB, pictures rarely reach 100
MAX_RATIO = 200  # a zip bomb's compression; real documents stay under 30

_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
# Word's “strict” files say the same in other namespaces.
_STRICT = b"http://purl.oclc.org/ooxml/"
_USUAL = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
    (b"http://purl.oclc.org/ooxml/drawingml/main", b"http://schemas.openxmlformats.org/drawingml/2006/main"),
)  # fmt: skip


@dataclass(frozen=True)
class Package:
    """The parts that say what the document says. ``chunks`` are whole files put into it, by their relation, as are
    ``pictures``.
    """

    document: etree._Element
    numbering: etree._Element | None
    styles: etree._Element | None
    chunks: dict[str, bytes] = field(repr=False)
    pictures: dict[str, bytes] = field(repr=False)


def open_package(body: bytes) -> Package:
    """Open a Word file. Raises UnreadableError where it is damaged, encrypted or a bomb."""
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as package:
            refuse_bombs(package.infolist())
            return _read(package)
    except DAMAGE:
        raise UnreadableError(
            "Word 文件已损坏，无法打开", "the Word file is damaged and cannot be opened"
        ) from None


def refuse_bombs(parts: list[zipfile.ZipInfo]) -> None:
    total, packed = sum(p.file_size for p in parts), sum(p.compress_size for p in parts)
    xml = sum(p.file_size for p in parts if p.filename.endswith((".xml", ".rels")))
    if total > MAX_UNPACKED or (xml > 5_000_000 and total > MAX_RATIO * max(1, packed)):
        raise UnreadableError(
            "文件解压后过大，疑似压缩炸弹，拒绝读取", "the file unpacks to an unreasonable size: refused"
        )


def _read(package: zipfile.ZipFile) -> Package:
    of_kind = {kind: path for _, kind, path in related(package, "")}
    main = of_kind["officeDocument"]
    parts: dict[str, dict[str, bytes]] = {"aFChunk": {}, "image": {}}
    names = set(package.namelist())
    for relation, kind, path in related(package, main):
        of_kind[kind] = path
        if kind in parts and path in names and package.getinfo(path).file_size <= MAX_PICTURE:
            parts[kind][relation] = package.read(path)
    numbering, styles = (
        parse(package.read(path)) if (path := of_kind.get(kind, "")) in names else None
        for kind in ("numbering", "styles")
    )
    return Package(parse(package.read(main)), numbering, styles, parts["aFChunk"], parts["image"])


def related(package: zipfile.ZipFile, part: str) -> list[tuple[str, str, str]]:
    """What a part is related to: the relation's id, its kind and the other part's path."""
    folder, name = posixpath.split(part)
    path = posixpath.join(folder, "_rels", f"{name}.rels")
    if part and path not in package.namelist():
        return []
    return [
        (
            relation.get("Id", ""),
            relation.get("Type", "").rpartition("/")[2],
            posixpath.normpath(posixpath.join("/", folder, relation.get("Target", ""))).lstrip("/"),
        )
        for relation in parse(package.read(path)).iter(_RELATIONS)
        if relation.get("TargetMode") != "External"
    ]


def parse(xml: bytes) -> etree._Element:
    if _STRICT in xml:
        for strict, usual in _USUAL:
            xml = xml.replace(strict, usual)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
    root = etree.fromstring(xml, parser)
    if root.getroottree().docinfo.internalDTD is not None:
        raise ValueError  # no word processor declares a document type; attackers do
    return root
