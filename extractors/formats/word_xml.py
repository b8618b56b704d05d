"""Word documents that are one XML file, often named .doc: those of Word 2003, and DOCX packages written flat."""

from __future__ import annotations

import base64
import io
import zipfile

from lxml import etree

from extractors.content import Content, UnreadableError
from extractors.formats import docx
from extractors.formats.docx_package import Package, parse
from extractors.formats.docx_text import w
from extractors.media import FLAT_WORD, WORD_2003

MEDIA_TYPES = (WORD_2003, FLAT_WORD)

_MOST = 50_000_000  # bytes; pictures are written into it in Base64
_NAMESPACE = b"http://schemas.microsoft.com/office/word/2003/wordml"
_NOW = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PART = "{http://schemas.microsoft.com/office/2006/xmlPackage}"
_AML = "{http://schemas.microsoft.com/aml/2001/core}"
_HINT = "{http://schemas.microsoft.com/office/word/2003/auxHint}"
_UNSAID = frozenset(("Word.Deletion", "Word.Comment", "Word.Formatting"))


def content(body: bytes) -> Content:
    """Read a document. Raises UnreadableError where it is damaged or too large."""
    if len(body) > _MOST:
        raise UnreadableError("Word XML 文件过大", "the Word XML file is too large")
    try:
        root = parse(body.replace(_NAMESPACE, _NOW))
    except (etree.XMLSyntaxError, ValueError):
        raise UnreadableError(
            "Word XML 文件已损坏，无法打开", "the Word XML file is damaged and cannot be opened"
        ) from None
    if root.tag == f"{_PART}package":
        return docx.content(_packed(root))
    _bring_up_to_date(root)
    return docx.told(Package(root, None, None, {}, {}))


def _packed(root: etree._Element) -> bytes:
    """The package a flat one stands for."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for part in root.iter(f"{_PART}part"):
            name = part.get(f"{_PART}name", "").lstrip("/")
            data = part.find(f"{_PART}xmlData")
            if data is not None and len(data):
                package.writestr(name, etree.tostring(data[0]))
            elif binary := part.findtext(f"{_PART}binaryData"):
                package.writestr(name, base64.b64decode(binary))
    return out.getvalue()


def _bring_up_to_date(root: etree._Element) -> None:
    """Say in today's words what Word 2003 said in others."""
    for annotation in list(root.iter(f"{_AML}annotation")):
        parent = annotation.getparent()
        if annotation.get(w("type")) in _UNSAID and parent is not None:
            parent.remove(annotation)
    for merge in root.iter(w("vmerge")):
        merge.tag = w("vMerge")
    for shown in list(root.iter(f"{_HINT}t")):  # the number Word printed before a paragraph of a list
        properties = next((p for p in shown.iterancestors() if p.tag == w("pPr")), None)
        if properties is not None and properties.getparent() is not None:
            run = etree.Element(w("r"))
            etree.SubElement(run, w("t")).text = shown.get(f"{_HINT}val", "")
            properties.addnext(run)
