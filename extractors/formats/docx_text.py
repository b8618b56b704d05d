"""What a Word paragraph says: its runs without what is deleted, hidden, struck out or only an instruction."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"


def w(name: str) -> str:
    """A name of WordprocessingML with its namespace."""
    return f"{{{_MAIN}}}{name}"


def attribute(parent: etree._Element, child: str) -> str | None:
    """``w:val`` of a property."""
    found = parent.find(w(child))
    return None if found is None else found.get(w("val"))


def is_on(properties: etree._Element | None, *names: str) -> bool:
    """Say whether one of these switches is set; ``w:val`` may turn it off again."""
    found = () if properties is None else (properties.find(w(name)) for name in names)
    return any(p is not None and p.get(w("val"), "1") not in ("0", "false", "off", "none") for p in found)


_T, _R, _SYMBOL, _FIELD = w("t"), w("r"), w("sym"), w("fldChar")
_BREAKS = {w("br"): "\n", w("cr"): "\n", w("tab"): "\t", w("ptab"): "\t", w("noBreakHyphen"): "-"}
_UNSAID = frozenset(
    map(w, ("del", "moveFrom", "pPr", "rPr", "delText", "instrText", "sdtPr", "rt", "txbxContent", "p", "tbl"))
)  # fmt: skip


class Fields:
    """Which fields (page numbers, sums, links) are open where we read: their instructions are not said."""

    def __init__(self) -> None:
        self._open: list[bool] = []  # for each whether its result has begun

    @property
    def instructing(self) -> bool:
        return not all(self._open)

    def mark(self, kind: str | None) -> None:
        if kind == "begin":
            self._open.append(False)
        elif self._open and kind == "separate":
            self._open[-1] = True
        elif self._open and kind == "end":
            self._open.pop()

    def end_paragraph(self) -> None:
        """An instruction that goes on after its paragraph has lost its end."""
        self._open = [True for _ in self._open]


def text_of(paragraph: etree._Element, fields: Fields) -> str:
    text = "".join(_said(paragraph, fields))
    fields.end_paragraph()
    return text


def _said(element: etree._Element, fields: Fields) -> Iterator[str]:
    for child in element:
        tag = child.tag
        if tag == _T:
            yield "" if fields.instructing else child.text or ""
        elif tag == _R:
            yield from _run(child, fields)
        elif tag == _FIELD:
            fields.mark(child.get(w("fldCharType")))
        elif tag in _BREAKS:
            yield _BREAKS[tag]
        elif tag == _SYMBOL:
            yield "·"  # a picture of a font that we do not have
        elif is_said(child):
            yield from _said(child, fields)


def _run(run: etree._Element, fields: Fields) -> Iterator[str]:
    properties = run.find(w("rPr"))
    if is_on(properties, "vanish", "strike", "dstrike"):
        for field in run.iter(_FIELD):
            fields.mark(field.get(w("fldCharType")))
        return
    raised = properties is not None and attribute(properties, "vertAlign") in ("superscript", "subscript")
    if raised and run.find(_T) is not None:
        yield from ("（", *_said(run, fields), "）")  # a note's mark is no digit of the number before it
    else:
        yield from _said(run, fields)


def is_said(element: etree._Element) -> bool:
    """Say whether what an element holds is part of the text: not deleted, no property, no second rendering."""
    if not isinstance(element.tag, str) or element.tag in _UNSAID:
        return False
    if element.tag == w("sdt"):  # “click here to enter text”
        return not is_on(element.find(w("sdtPr")), "showingPlcHdr")
    if element.tag in (f"{_MC}Fallback", f"{_MC}Choice"):
        siblings = element.getparent()
        return siblings is None or next(iter(siblings)) is element
    return True


def text_boxes(paragraph: etree._Element) -> Iterator[etree._Element]:
    """The text boxes anchored in a paragraph, each once."""
    for child in paragraph:
        if child.tag == w("txbxContent"):
            yield child
        elif is_said(child):
            yield from text_boxes(child)


def mark_is_deleted(paragraph: etree._Element) -> bool:
    """Say whether the paragraph's end is deleted: it goes on with the next."""
    properties = paragraph.find(f"{w('pPr')}/{w('rPr')}")
    return properties is not None and any(
        properties.find(w(name)) is not None for name in ("del", "moveFrom")
    )
