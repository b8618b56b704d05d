"""OFD files (GB/T 33190, the national fixed-layout format): text objects and paths into the shared layout."""

from __future__ import annotations

import posixpath
from collections import defaultdict
from collections.abc import Iterator

from lxml import etree

from extractors.content import Content, UnreadableError
from extractors.formats.ofd_objects import UNREADABLE, numbers
from extractors.formats.ofd_package import Package, child, children, text_of
from extractors.formats.ofd_page import Drawing, Resources
from extractors.formats.picture import pages_of
from extractors.ink.drawing import MAX_PAGES
from extractors.ink.layout import Page, content_of, refuse_empty
from extractors.ocr import recognise_page

MEDIA_TYPES = ("application/ofd",)

_A4 = (210.0, 297.0)
_LARGEST = 5_000.0  # millimetres
_MOST_UNREADABLE = 0.05  # of the characters: with more, hardly a sentence or a table can be relied on
# Annotations of these types are seals and marks on the document; what is typed onto it has another type.
_MARKS = frozenset(("Watermark", "Stamp", "Link", "Highlight"))


def content(body: bytes) -> Content:
    """Read an OFD file. Raises UnreadableError where it is damaged, encrypted, too long, or has no usable text."""
    package = Package(body)
    pages = [_recognised(package, page, cover) for page, cover in _pages(package)]
    refuse_empty(pages, "OFD")
    texts = [glyph.text for page in pages for glyph in page.glyphs if not page.is_picture]
    if texts.count(UNREADABLE) > _MOST_UNREADABLE * len(texts):
        raise UnreadableError(
            "OFD 的文字只有字形而没有字符编码，没有可用的文字层，需要文字识别（OCR）",
            "the OFD file gives shapes without characters, so no usable text; it needs character recognition (OCR)",
        )
    return content_of(pages)


def _recognised(package: Package, page: Page, cover: str | None) -> Page:
    """The page with what is recognised in the picture that covers it, where it has hardly any text."""
    if cover is None or not page.is_picture:
        return page
    return recognise_page(page, lambda: next(pages_of(package.read(cover))))


def _pages(package: Package) -> Iterator[tuple[Page, str | None]]:
    """The pages, each with the part that holds the picture which covers it."""
    number = 0
    for root in _document_roots(package):
        document = _Document(package, root)
        for place in document.places:
            number += 1
            if number > MAX_PAGES:
                raise UnreadableError(
                    f"OFD 超过 {MAX_PAGES} 页上限", f"the OFD file has more than {MAX_PAGES} pages"
                )
            yield document.page(place, number)


def _document_roots(package: Package) -> Iterator[str]:
    """The documents of the file, each in its current version."""
    entry = package.find("", "OFD.xml")
    bodies = [] if entry is None else list(children(package.xml(entry), "DocBody"))
    for body in bodies:
        root = package.find("OFD.xml", text_of(body, "DocRoot"))
        for version in children(child(body, "Versions"), "Version"):
            part = package.find("OFD.xml", version.get("BaseLoc"))
            if part is not None and version.get("Current") in ("true", "1"):
                root = package.find(part, text_of(package.xml(part), "DocRoot"))
        yield _there(root)
    if not bodies:
        raise UnreadableError("OFD 文件中没有文档", "there is no document in the OFD file")


def _there(part: str | None) -> str:
    """A part that cannot be done without: what is missing must not pass for empty."""
    if part is None:
        raise UnreadableError(
            "OFD 文件不完整，缺少部分内容", "the OFD file is incomplete: parts of it are missing"
        )
    return part


class _Document:
    """One document of the file: its pages, and what they share."""

    def __init__(self, package: Package, root: str) -> None:
        self._package, self._root = package, root
        document = package.xml(root)
        common = child(document, "CommonData")
        self._area = child(common, "PageArea")
        self._resources = self._with_resources(Resources({}, {}, frozenset()), root, common)
        self._templates = {t.get("ID", ""): t.get("BaseLoc") for t in children(common, "TemplatePage")}
        self._read: dict[str, etree._Element] = {}  # templates
        self._annotations = self._annotation_files(text_of(document, "Annotations"))
        self.places = [
            (p.get("ID", ""), p.get("BaseLoc")) for p in children(child(document, "Pages"), "Page")
        ]

    def page(self, place: tuple[str, str | None], number: int) -> tuple[Page, str | None]:
        part = _there(self._package.find(self._root, place[1]))
        page = self._package.xml(part)
        sides = _sides(child(page, "Area")) or _sides(self._area) or _A4
        drawing = Drawing(*sides, self._with_resources(self._resources, part, page))
        templates = list(children(page, "Template"))
        for template in (t for t in templates if t.get("ZOrder") != "Foreground"):
            drawing.layers(self._template(template))
        drawing.layers(page)
        for template in (t for t in templates if t.get("ZOrder") == "Foreground"):
            drawing.layers(self._template(template))
        for annotation in self._annotations_of(place[0]):
            drawing.annotation(annotation)
        return drawing.page(number), drawing.cover

    def _template(self, used: etree._Element) -> etree._Element:
        name = used.get("TemplateID", "")
        if name not in self._read:
            part = _there(self._package.find(self._root, self._templates.get(name)))
            self._read[name] = self._package.xml(part)
        return self._read[name]

    def _with_resources(self, known: Resources, part: str, element: etree._Element | None) -> Resources:
        """What is known, with what the resource files named in a document or page add."""
        units, pictures, opaque = dict(known.units), dict(known.pictures), set(known.opaque)
        for kind in ("PublicRes", "DocumentRes", "PageRes"):
            for location in children(element, kind):
                file = self._package.find(part, location.text)
                if file is None:
                    continue  # fonts and pictures, most likely; a drawing that is then missing counts as a picture
                resources = self._package.xml(file)
                for unit in children(child(resources, "CompositeGraphicUnits"), "CompositeGraphicUnit"):
                    units[unit.get("ID", "")] = unit
                folder = posixpath.join(posixpath.dirname(file), resources.get("BaseLoc", ""), "-")
                for media in children(child(resources, "MultiMedias"), "MultiMedia"):
                    picture = self._package.find(folder, text_of(media, "MediaFile"))
                    if picture is None:
                        continue
                    pictures[media.get("ID", "")] = picture
                    if _is_opaque(self._package.head(picture)):
                        opaque.add(media.get("ID", ""))
        return Resources(units, pictures, frozenset(opaque))

    def _annotation_files(self, location: str | None) -> dict[str, list[str]]:
        """The files with the annotations of each page."""
        files: dict[str, list[str]] = defaultdict(list)
        index = self._package.find(self._root, location)
        for page in children(self._package.xml(index) if index else None, "Page"):
            file = self._package.find(index or "", text_of(page, "FileLoc"))
            files[page.get("PageID", "")] += [file] if file else []
        return files

    def _annotations_of(self, page: str) -> Iterator[etree._Element]:
        for file in self._annotations.get(page, ()):
            for annotation in children(self._package.xml(file), "Annot"):
                if annotation.get("Type") not in _MARKS and annotation.get("Visible") != "false":
                    yield from children(annotation, "Appearance")


def _sides(area: etree._Element | None) -> tuple[float, float] | None:
    """Width and height of a page in millimetres, where they are given."""
    match numbers(text_of(area, "PhysicalBox")):
        case [_, _, width, height] if 0 < width < _LARGEST and 0 < height < _LARGEST:
            return width, height
    return None


def _is_opaque(head: bytes) -> bool:
    """Say whether a picture hides all that is below it; PNG and GIF may have holes."""
    if head.startswith(b"\x89PNG"):
        return head[25] in (0, 2) or (head[25] == 3 and b"tRNS" not in head)
    return not head.startswith(b"GIF")
