"""Writes a report pasted into a spreadsheet, the XML by hand: one sheet or many, prose in merged cells or running over
the columns' edges, figures as numbers, as text, as formulas, and what lies about in real sheets.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from xml.sax.saxutils import escape, quoteattr

from tests.corpus.model import Block, Cell, Mess, Paragraph, Report, Table
from tests.corpus.places import pick_organ

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_PLAIN, _FRAMED, _DATE, _THOUSANDS = range(4)  # cellXfs
_LINE = '<{0} style="thin"><color indexed="64"/></{0}>'
_STYLES = (
    f'<styleSheet xmlns="{_MAIN}"><numFmts count="1"><numFmt numFmtId="176" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/></numFmts>'
    '<fonts count="1"><font><sz val="11"/><name val="宋体"/></font></fonts><fills count="1"><fill/></fills>'
    f'<borders count="2"><border><left/></border><border>{"".join(_LINE.format(s) for s in ("left", "right", "top", "bottom"))}'
    '</border></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="4"><xf/><xf borderId="1" applyBorder="1"/>'
    '<xf numFmtId="176" applyNumberFormat="1"/><xf numFmtId="3" borderId="1"/></cellXfs></styleSheet>'
)
_DAY = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日")
_STAMP = (2000, 1, 1, 0, 0, 0)


def write_xlsx(report: Report, mess: Mess, *, framed: bool = True) -> bytes:
    return _Writer(report, mess, framed=framed).book()


@dataclass(slots=True)
class Sheet:
    name: str
    cells: dict[tuple[int, int], str] = field(default_factory=dict)  # place -> XML after the reference
    merged: list[str] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_column: int | None = None
    hidden: bool = False
    row: int = 0


class _Writer:
    def __init__(self, report: Report, mess: Mess, *, framed: bool) -> None:
        self._report, self._mess, self._rng = report, mess, mess.rng
        self._frame = _FRAMED if framed else _PLAIN
        self._sheets_for = mess.pick("sheets", "one", ("per_table", "per_section"), 0.4)
        self._left = 1 if mess.has("empty_first_column", 0.12) else 0
        self._spread = mess.has("spread_over_columns", 0.3)
        self._merge_prose = not mess.has("prose_over_edges", 0.3)
        self._gaps = mess.has("blank_rows_between", 0.5)
        self._text = mess.has("numbers_as_text", 0.25)
        self._formulas = mess.has("formulas", 0.15)
        self._thousands = mess.has("number_format", 0.15)
        self._dates = mess.has("dates_as_numbers", 0.3)
        self._strings = mess.pick("strings", "shared", ("inline", "rich"), 0.3)
        self._hidden_rows = mess.has("hidden_rows", 0.06)
        self._hidden_column = mess.has("hidden_column", 0.05)
        self._shared: list[str] = []
        self._width = max([t.columns for t in report.tables], default=6)

    def book(self) -> bytes:
        sheets = self._sheets()
        if self._mess.has("hidden_sheet", 0.12):
            sheets.insert(0, self._other())
        if self._mess.has("empty_sheets", 0.3):
            sheets.append(Sheet("Sheet9"))
        if self._mess.has("styled_far_away", 0.1):
            sheets[-1].cells[4000, 30] = ' s="3"/>'
        return packed(sheets, self._shared)

    def _sheets(self) -> list[Sheet]:
        sheets = [Sheet(self._rng.choice(("Sheet1", "年报", "政府信息公开年报")))]
        for block in self._report.blocks:
            begins = (
                isinstance(block, Paragraph) and block.kind == "heading"
                if self._sheets_for == "per_section"
                else isinstance(block, Table)
            )
            if self._sheets_for != "one" and begins and sheets[-1].cells:
                sheets.append(Sheet(f"Sheet{len(sheets) + 1}"))
            self._block(sheets[-1], block)
        for sheet in sheets:
            if self._hidden_column:
                sheet.hidden_column = self._left + self._width
                for row in range(3, 9):
                    sheet.cells[row, sheet.hidden_column] = f' s="{self._frame}"><v>77</v></c>'
        return sheets

    def _other(self) -> Sheet:
        sheet = Sheet("上年", hidden=True)
        year = (self._report.truth.year or 2020) - 1
        sheet.cells[0, 0] = self._string(
            f"{pick_organ(self._rng).name}{year}年政府信息公开工作年度报告", _PLAIN
        )
        for row, label in enumerate(("规章", "行政规范性文件"), 1):
            sheet.cells[row, 0] = self._string(label, _FRAMED)
            sheet.cells[row, 1] = ' s="1"><v>88</v></c>'
        return sheet

    def _block(self, sheet: Sheet, block: Block) -> None:
        if isinstance(block, Table):
            self._table(sheet, block)
        else:
            self._paragraph(sheet, block)
        sheet.row += self._gaps and isinstance(block, Table)

    # Prose

    def _paragraph(self, sheet: Sheet, paragraph: Paragraph) -> None:
        text = paragraph.whole
        at = self._left
        if paragraph.kind == "signature" and self._rng.random() < 0.5:
            at += max(self._width - 3, 0)
        day = _DAY.fullmatch(text)
        if day and self._dates:
            serial = (date(int(day[1]), int(day[2]), int(day[3])) - date(1899, 12, 30)).days
            sheet.cells[sheet.row, at] = f' s="{_DATE}"><v>{serial}</v></c>'
        else:
            sheet.cells[sheet.row, at] = self._string(text, _PLAIN)
        if self._merge_prose and at == self._left and self._width > 1:
            sheet.merged.append(f"{_ref(sheet.row, at)}:{_ref(sheet.row, at + self._width - 1)}")
        sheet.row += 1

    # Tables

    def _table(self, sheet: Sheet, table: Table) -> None:
        edges = [self._left + c for c in range(table.columns + 1)]
        if self._spread:
            edges = [self._left + c * self._width // table.columns for c in range(table.columns + 1)]
        rows = self._rows(sheet, table)
        for cell in table.cells:
            top, bottom = rows[cell.row], rows[cell.row + cell.rowspan - 1]
            left, right = edges[cell.column], edges[cell.column + cell.colspan] - 1
            for row in range(top, bottom + 1):
                for column in range(left, right + 1):
                    sheet.cells.setdefault((row, column), f' s="{self._frame}"/>')
            sheet.cells[top, left] = self._value(cell)
            if (top, left) != (bottom, right):
                sheet.merged.append(f"{_ref(top, left)}:{_ref(bottom, right)}")

    def _rows(self, sheet: Sheet, table: Table) -> list[int]:
        """Where each row of the table stands: hidden ones with figures of their own may lie between."""
        rows = []
        for number in range(table.rows):
            if self._hidden_rows and number > 2 and self._rng.random() < 0.1:
                sheet.hidden_rows.add(sheet.row)
                for column in range(table.columns):
                    sheet.cells[sheet.row, self._left + column] = f' s="{self._frame}"><v>66</v></c>'
                sheet.row += 1
            rows.append(sheet.row)
            sheet.row += 1
        return rows

    def _value(self, cell: Cell) -> str:
        text = cell.text
        if not text:
            return f' s="{self._frame}"/>'
        if cell.key is None or self._text or re.fullmatch(r"0|[1-9]\d{0,14}(?:\.\d*[1-9])?", text) is None:
            return self._string(text, self._frame)
        style = _THOUSANDS if self._thousands and self._frame == _FRAMED else self._frame
        if cell.key.column == "total" and self._formulas:
            return f' s="{style}"><f>SUM(A1:A2)</f><v>{text}</v></c>'
        shown = f"{text}.0" if text.isdigit() and self._rng.random() < 0.2 else text
        return f' s="{style}"><v>{shown}</v></c>'

    def _string(self, text: str, style: int) -> str:
        quoted = f'<t xml:space="preserve">{escape(text)}</t>'
        if self._strings == "rich" and len(text) > 1:
            cut = self._rng.randint(1, len(text) - 1)
            pieces = (escape(text[:cut]), escape(text[cut:]))
            quoted = "".join(
                f'<r><rPr><sz val="11"/></rPr><t xml:space="preserve">{p}</t></r>' for p in pieces
            )
            quoted += '<rPh sb="0" eb="1"><t>pinyin</t></rPh>'
        if self._strings == "inline":
            return f' s="{style}" t="inlineStr"><is>{quoted}</is></c>'
        self._shared.append(quoted)
        return f' s="{style}" t="s"><v>{len(self._shared) - 1}</v></c>'


def _ref(row: int, column: int) -> str:
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row + 1}"


# The package


def packed(sheets: Sequence[Sheet], shared: Sequence[str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for path, xml in _parts(sheets, shared):
            info = zipfile.ZipInfo(path, _STAMP)
            package.writestr(info, f'<?xml version="1.0" encoding="UTF-8"?>\n{xml}', zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _parts(sheets: Sequence[Sheet], shared: Sequence[str]) -> Iterator[tuple[str, str]]:
    numbers = range(1, len(sheets) + 1)
    kinds = [("workbook", "sheet.main"), ("styles", "styles"), ("sharedStrings", "sharedStrings")]
    kinds += [(f"worksheets/sheet{n}", "worksheet") for n in numbers]
    yield (
        "[Content_Types].xml",
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        + "".join(
            f'<Override PartName="/xl/{name}.xml" ContentType="{_TYPES}.{kind}+xml"/>' for name, kind in kinds
        )
        + "</Types>",
    )
    yield "_rels/.rels", _relations([("rId1", "officeDocument", "xl/workbook.xml")])
    related = [("rId1", "styles", "styles.xml"), ("rId2", "sharedStrings", "sharedStrings.xml")]
    related += [(f"rId{n + 2}", "worksheet", f"worksheets/sheet{n}.xml") for n in numbers]
    yield "xl/_rels/workbook.xml.rels", _relations(related)
    shown = next(n for n, sheet in enumerate(sheets) if not sheet.hidden)
    listed = "".join(
        f'<sheet name={quoteattr(s.name)} sheetId="{n}"{" state=" + quoteattr("hidden") if s.hidden else ""} r:id="rId{n + 2}"/>'
        for n, s in zip(numbers, sheets, strict=True)
    )
    yield (
        "xl/workbook.xml",
        (
            f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><bookViews><workbookView activeTab="{shown}"/></bookViews>'
            f"<sheets>{listed}</sheets></workbook>"
        ),
    )
    yield "xl/styles.xml", _STYLES
    strings = "".join(f"<si>{text}</si>" for text in shared)
    yield (
        "xl/sharedStrings.xml",
        f'<sst xmlns="{_MAIN}" count="{len(shared)}" uniqueCount="{len(shared)}">{strings}</sst>',
    )
    for n, sheet in zip(numbers, sheets, strict=True):
        yield f"xl/worksheets/sheet{n}.xml", _sheet_xml(sheet)


def _sheet_xml(sheet: Sheet) -> str:
    rows: dict[int, list[str]] = {}
    for (row, column), xml in sorted(sheet.cells.items()):
        rows.setdefault(row, []).append(f'<c r="{_ref(row, column)}"{xml}')
    columns = ""
    if sheet.hidden_column is not None:
        at = sheet.hidden_column + 1
        columns = f'<cols><col min="{at}" max="{at}" width="9" hidden="1" customWidth="1"/></cols>'
    data = "".join(
        f'<row r="{row + 1}"{" hidden=" + quoteattr("1") if row in sheet.hidden_rows else ""}>{"".join(cells)}</row>'
        for row, cells in rows.items()
    )
    merged = "".join(f'<mergeCell ref="{ref}"/>' for ref in sheet.merged)
    merges = f'<mergeCells count="{len(sheet.merged)}">{merged}</mergeCells>' if merged else ""
    return f'<worksheet xmlns="{_MAIN}">{columns}<sheetData>{data}</sheetData>{merges}</worksheet>'


def _relations(targets: Sequence[tuple[str, str, str]]) -> str:
    items = "".join(
        f'<Relationship Id="{i}" Type="{_OFFICE}/{kind}" Target="{target}"/>' for i, kind, target in targets
    )
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{items}</Relationships>'
