"""The frames of .xlsx sheets, from their XML."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from extractors.content import UnreadableError
from extractors.formats.docx_package import DAMAGE, parse, refuse_bombs, related
from extractors.formats.spreadsheet_frame import Frame, Position

_MAX_SHEET = 50_000_000  # bytes of XML
_REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def frames(body: bytes) -> list[Frame]:
    """The frame of every sheet, in the workbook's order. Raises ValueError where the file is damaged."""
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as package:
            refuse_bombs(package.infolist())
            main = next(path for _, kind, path in related(package, "") if kind == "officeDocument")
            parts = related(package, main)
            styles = next((path for _, kind, path in parts if kind == "styles"), None)
            bordered = _bordered(parse(package.read(styles))) if styles else set()
            paths = {relation: path for relation, _, path in parts}
            sheets = [s.get(_RELATION, "") for s in parse(package.read(main)).iter("{*}sheet")]
            return [_frame(package.read(paths[sheet]), bordered) for sheet in sheets]
    except (*DAMAGE, StopIteration) as damage:
        raise ValueError from damage


def _bordered(styles: etree._Element) -> set[int]:
    """The numbers of the cell styles that draw a line on some side."""
    drawn = [
        any(side.get("style", "none") != "none" for side in border)
        for borders in styles.iter("{*}borders")
        for border in borders
    ]
    cells = [xf for group in styles.iter("{*}cellXfs") for xf in group]
    return {
        n for n, xf in enumerate(cells) if (at := int(xf.get("borderId", "0"))) < len(drawn) and drawn[at]
    }


@dataclass(slots=True)
class _Scan:
    """What was seen so far of a sheet."""

    styles: set[int]
    row: int = -1
    column: int = -1
    bordered: set[Position] = field(default_factory=set)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    uncomputed: dict[Position, str] = field(default_factory=dict)

    def begin_row(self, row: etree._Element) -> None:
        number = row.get("r", "")
        self.row = int(number) - 1 if number.isdecimal() else self.row + 1
        self.column = -1
        if row.get("hidden") in ("1", "true"):
            self.hidden_rows.add(self.row)

    def cell(self, cell: etree._Element) -> None:
        match = _REFERENCE.fullmatch(cell.get("r", ""))
        self.column = _column(match[1]) if match else self.column + 1
        at = (int(match[2]) - 1 if match else self.row), self.column
        style = cell.get("s", "0")
        if style.isdecimal() and int(style) in self.styles:
            self.bordered.add(at)
        value, formula = cell.findtext("{*}v") or "", cell.findtext("{*}f")
        if cell.get("t") == "e":
            self.uncomputed[at] = value or "#ERROR"
        elif formula is not None and not value:
            self.uncomputed[at] = f"={formula}"

    def columns(self, group: etree._Element) -> None:
        if group.get("hidden") in ("1", "true"):
            first, last = int(group.get("min", "1")), int(group.get("max", "1"))
            self.hidden_columns.update(range(first - 1, min(last, 16_384)))


def _frame(xml: bytes, styles: set[int]) -> Frame:
    if len(xml) > _MAX_SHEET:
        raise UnreadableError("工作表过大", "a sheet is too large")
    scan = _Scan(styles)
    for event, element in _walk(xml):
        name = etree.QName(element).localname
        if event == "start":
            if name == "row":
                scan.begin_row(element)
            continue
        if name == "c":
            scan.cell(element)
        elif name == "col":
            scan.columns(element)
        if name in ("c", "row"):
            element.clear()
    return Frame(scan.bordered, scan.hidden_rows, scan.hidden_columns, scan.uncomputed)


def _walk(xml: bytes) -> Iterator[tuple[str, etree._Element]]:
    yield from etree.iterparse(
        io.BytesIO(xml),
        events=("start", "end"),
        tag=("{*}row", "{*}c", "{*}col"),
        resolve_entities=False,
        no_network=True,
    )


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1
