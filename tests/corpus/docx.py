"""Writes a report as a Word file, part by part: what Word, WPS and years of editing leave in document.xml."""

from __future__ import annotations

import io
import random
import re
import zipfile
from collections.abc import Iterable
from dataclasses import replace
from xml.sax.saxutils import escape

from tests.corpus.model import Cell, Mess, Paragraph, Report, Table
from tests.corpus.places import pick_organ

_NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
_CELL_SIZE = 16
_BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:color="000000"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
_NUMBERED = re.compile(r"(\d)([.、．])\s*([^\d\s].*)", re.DOTALL)
_STAMP = (2000, 1, 1, 0, 0, 0)  # the same document from the same seed
_WORD = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PARTS = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def write_docx(report: Report, mess: Mess) -> bytes:
    writer = _Writer(mess)
    body = writer.body(report)
    return _pack(body, writer.numbering(), mess, report)


class _Writer:
    def __init__(self, mess: Mess) -> None:
        self._mess = mess
        self._rng = mess.rng
        self._runs = mess.has("split_runs", 0.4)
        self._tracked = mess.has("tracked_changes", 0.12)
        self._controls = mess.has("content_controls", 0.1)
        habits = {
            "tracked": self._tracked,
            "controls": self._controls,
            "links": mess.has("hyperlinks", 0.12),
            "hidden": mess.has("hidden_text", 0.06),
            "smart": mess.has("smart_tags", 0.05),
        }
        self._around = [name for name, has in habits.items() if has]
        self._fields = mess.has("fields", 0.08)
        self._bookmarks = mess.has("bookmarks", 0.4)
        self._auto = mess.has("automatic_numbering", 0.15)
        self._auto_cells = mess.has("automatic_numbering_in_cells", 0.06)
        self._merging = mess.pick("merging", "gridSpan", ("hMerge", "no_grid"), 0.12)
        self._nested = mess.pick("nested", "no", ("cell_tables", "one_cell"), 0.06)
        self._gap_columns = mess.has("grid_before_after", 0.05)
        self._deleted_rows = self._tracked and mess.has("tracked_row_deletion", 0.4)
        self._cell_paragraphs = mess.has("cell_of_paragraphs", 0.25)
        self._borders = "" if mess.has("no_borders", 0.04) else f"<w:tblBorders>{_BORDERS}</w:tblBorders>"
        self._lists: list[tuple[str, str]] = [("chineseCounting", "%1、")]

    def body(self, report: Report) -> str:
        box = self._mess.has("title_in_text_box", 0.06)
        parts: list[str] = []
        for block in report.blocks:
            if isinstance(block, Table):
                parts.append(self._table(block))
            elif box and block.kind == "title":
                parts.append(_text_box(self._paragraph(block)))
            else:
                parts.append(self._control(self._paragraph(block)))
        text = "".join(parts)
        if self._nested == "one_cell":
            text = f"<w:tbl><w:tblGrid><w:gridCol/></w:tblGrid><w:tr><w:tc>{text}<w:p/></w:tc></w:tr></w:tbl><w:p/>"
        return text

    def numbering(self) -> str:
        """Return numbering.xml: the lists whose numbers Word prints by itself, (number format, its text) each."""
        lists = "".join(
            f'<w:abstractNum w:abstractNumId="{n}"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
            f'<w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/></w:lvl></w:abstractNum>'
            for n, (kind, text) in enumerate(self._lists)
        )
        uses = "".join(
            f'<w:num w:numId="{n + 1}"><w:abstractNumId w:val="{n}"/></w:num>'
            for n in range(len(self._lists))
        )
        return f"<w:numbering {_NAMESPACES}>{lists}{uses}</w:numbering>"

    # Paragraphs

    def _paragraph(self, paragraph: Paragraph) -> str:
        style = {"title": "<w:jc w:val='center'/>", "signature": "<w:jc w:val='right'/>"}.get(
            paragraph.kind, ""
        )
        text = paragraph.whole
        if (
            self._auto
            and paragraph.kind == "heading"
            and paragraph.number.endswith("、")
            and paragraph.number != "—、"
        ):
            style = self._numbered(0) + style
            text = paragraph.text
        return f"<w:p><w:pPr>{style}</w:pPr>{self._inline(text)}</w:p>"

    def _numbered(self, number: int) -> str:
        return f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number + 1}"/></w:numPr>'

    def _label(self, text: str) -> str:
        """A label in a cell, its 1. 2. 3. left to Word where the report does so."""
        match = _NUMBERED.match(text) if self._auto_cells else None
        if match is None:
            return f"<w:p>{self._lines(text)}</w:p>"
        if match[1] == "1":
            self._lists.append(("decimal", f"%1{match[2]}"))
        numbers = self._numbered(len(self._lists) - 1)
        return f"<w:p><w:pPr>{numbers}</w:pPr>{self._lines(match[3])}</w:p>"

    def _lines(self, text: str) -> str:
        return "<w:r><w:br/></w:r>".join(self._inline(line, _CELL_SIZE) for line in text.split("\n"))

    def _inline(self, text: str, size: int = 28) -> str:
        """Print one line of text with everything Word may put around its runs; ``size`` in half points."""
        runs = "".join(self._wrapped(piece, size) for piece in self._pieces(text))
        if self._bookmarks and self._rng.random() < 0.1:
            runs = f'<w:bookmarkStart w:id="0" w:name="_GoBack"/>{runs}<w:bookmarkEnd w:id="0"/>'
        if self._fields and self._rng.random() < 0.15:
            runs += (
                '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> PAGE 2023 </w:instrText></w:r>'
                '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t></w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
            )
        return runs

    def _pieces(self, text: str) -> list[str]:
        if not self._runs or len(text) < 2:
            return [text]
        cuts = sorted(self._rng.sample(range(1, len(text)), min(len(text) - 1, self._rng.randint(1, 4))))
        return [text[a:b] for a, b in zip([0, *cuts], [*cuts, len(text)], strict=True)]

    def _wrapped(self, text: str, size: int) -> str:
        """Put around one run what editors leave there; at most one thing."""
        run = _run(text, size)
        around = {
            "tracked": [
                f'<w:ins w:id="1" w:author="a" w:date="2022-01-05T09:00:00Z">{run}</w:ins>',
                '<w:del w:id="2" w:author="a"><w:r><w:delText>'
                f"{self._rng.choice(('0', '7', '12', '原有文字'))}</w:delText></w:r></w:del>{run}",
            ],
            "links": [f'<w:hyperlink r:id="rId9">{run}</w:hyperlink>'],
            "hidden": [f"{run}<w:r><w:rPr><w:vanish/></w:rPr><w:t>9</w:t></w:r>"],
            "smart": [f'<w:smartTag w:uri="urn:x" w:element="date">{run}</w:smartTag>'],
            "controls": [f"<w:sdt><w:sdtPr/><w:sdtContent>{run}</w:sdtContent></w:sdt>"],
        }
        possible = [xml for name in self._around for xml in around[name]]
        return self._rng.choice(possible) if possible and self._rng.random() < 0.2 else run

    def _control(self, xml: str) -> str:
        if self._controls and self._rng.random() < 0.3:
            return (
                f"<w:sdt><w:sdtPr><w:alias w:val='内容'/></w:sdtPr><w:sdtContent>{xml}</w:sdtContent></w:sdt>"
            )
        return xml

    # Tables

    def _table(self, table: Table) -> str:
        columns = 0 if self._merging == "no_grid" else table.columns
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in _widths(table)[:columns])
        rows = []
        for number, line in enumerate(table.grid()):
            rows.append(self._control(self._row(number, line)))
            if self._deleted_rows and self._rng.random() < 0.08:
                gone = [Cell("删除", 0, column) for column in range(table.columns)]
                cells = "".join(self._cell(replace(c, text="88"), None) for c in gone)
                rows.append(f'<w:tr><w:trPr><w:del w:id="3" w:author="a"/></w:trPr>{cells}</w:tr>')
        return f"<w:tbl><w:tblPr><w:tblW w:w='0' w:type='auto'/>{self._borders}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl><w:p/>"

    def _row(self, number: int, line: list[Cell | None]) -> str:
        cells = ""
        column = 0
        before = after = 0
        while column < len(line):
            cell = line[column]
            width = cell.colspan if cell is not None else 1
            empty = cell is not None and not cell.text.strip() and cell.key is None and cell.rowspan == 1
            if self._gap_columns and empty and column + width == len(line):
                after = width
            else:
                cells += self._placed(cell, number)
            column += width
        gaps = f'<w:gridBefore w:val="{before}"/>' if before else ""
        gaps += f'<w:gridAfter w:val="{after}"/>' if after else ""
        return f"<w:tr><w:trPr>{gaps}</w:trPr>{cells}</w:tr>"

    def _placed(self, cell: Cell | None, row: int) -> str:
        """Print a cell, or its continuation in the rows it spans."""
        if cell is None:
            return self._cell(Cell("", row, 0), None)
        merge = None if cell.rowspan == 1 else "restart" if cell.row == row else "continue"
        shown = cell if cell.row == row else replace(cell, text="")
        if cell.colspan == 1 or self._merging in ("gridSpan", "no_grid"):
            return self._cell(shown, merge)
        if self._merging == "hMerge":
            rest = replace(shown, text="", colspan=1)
            return self._cell(replace(shown, colspan=1), merge, "restart") + "".join(
                self._cell(rest, merge, "continue") for _ in range(cell.colspan - 1)
            )
        return self._cell(shown, merge)

    def _cell(self, cell: Cell, merge: str | None, across: str | None = None) -> str:
        properties = ""
        if cell.colspan > 1:
            properties += f'<w:gridSpan w:val="{cell.colspan}"/>'
        if across:
            properties += f'<w:hMerge w:val="{across}"/>'
        if merge == "restart":
            properties += '<w:vMerge w:val="restart"/>'
        elif merge == "continue":
            properties += self._rng.choice(("<w:vMerge/>", '<w:vMerge w:val="continue"/>'))
        xml = f"<w:tc><w:tcPr>{properties}</w:tcPr>{self._content(cell)}</w:tc>"
        if self._controls and self._rng.random() < 0.1:
            return f"<w:sdt><w:sdtPr/><w:sdtContent>{xml}</w:sdtContent></w:sdt>"
        return xml

    def _content(self, cell: Cell) -> str:
        lines = cell.text.split("\n")
        if self._cell_paragraphs and len(lines) > 1:
            return "".join(f"<w:p>{self._inline(line, _CELL_SIZE)}</w:p>" for line in lines)
        if self._nested == "cell_tables" and cell.text and self._rng.random() < 0.1:
            inner = f"<w:tr><w:tc><w:p>{self._lines(cell.text)}</w:p></w:tc></w:tr>"
            return f"<w:tbl><w:tblGrid><w:gridCol/></w:tblGrid>{inner}</w:tbl><w:p/>"
        return self._label(cell.text)


def _widths(table: Table) -> list[int]:
    """Return the columns' widths in twentieths of a point: figures narrow, labels what is left."""
    figures = {c.column for c in table.cells if c.key is not None and c.colspan == 1}
    labels = table.columns - len(figures)
    narrow = 1500 if table.columns < 8 else 800 if table.columns < 13 else 600
    wide = max((9000 - narrow * len(figures)) // labels, 400) if labels else narrow
    return [narrow if column in figures else wide for column in range(table.columns)]


def _run(text: str, size: int = 18) -> str:
    properties = f"<w:rPr><w:rFonts w:eastAsia='仿宋_GB2312'/><w:sz w:val='{size}'/></w:rPr>"
    return f"<w:r>{properties}<w:t xml:space='preserve'>{escape(text)}</w:t></w:r>" if text else ""


def _text_box(paragraph: str) -> str:
    """A title in a box: once for new Word, once more for old. Without its size LibreOffice loses it and its text."""
    content = f"<w:txbxContent>{paragraph}</w:txbxContent>"
    size = "cx='5000000' cy='600000'"
    shape = (
        f"<wps:cNvSpPr txBox='1'/><wps:spPr><a:xfrm><a:off x='0' y='0'/><a:ext {size}/></a:xfrm>"
        f"<a:prstGeom prst='rect'><a:avLst/></a:prstGeom></wps:spPr><wps:txbx>{content}</wps:txbx><wps:bodyPr/>"
    )
    return (
        "<w:p><w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing>"
        f"<wp:inline><wp:extent {size}/><wp:docPr id='1' name='title'/><a:graphic><a:graphicData "
        f"uri='http://schemas.microsoft.com/office/word/2010/wordprocessingShape'><wps:wsp>{shape}</wps:wsp>"
        "</a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice><mc:Fallback><w:pict>"
        f"<v:shape style='width:394pt;height:47pt'><v:textbox>{content}</v:textbox></v:shape></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r></w:p>"
    )


# The package around document.xml


def _pack(body: str, numbering: str, mess: Mess, report: Report) -> bytes:
    header = mess.has("header_of_another_report", 0.15)
    section = "<w:sectPr>"
    if header:
        section += '<w:headerReference w:type="default" r:id="rId2"/><w:footerReference w:type="default" r:id="rId3"/>'
    section += '<w:pgSz w:w="11906" w:h="16838"/></w:sectPr>'
    parts = {
        "word/document.xml": f"<w:document {_NAMESPACES}><w:body>{body}{section}</w:body></w:document>",
        "word/numbering.xml": numbering,
        "word/styles.xml": f"<w:styles {_NAMESPACES}/>",
    }
    if header:
        other = f"{pick_organ(mess.rng).name}{(report.truth.year or 2020) - 1}年政府信息公开工作年度报告"
        parts["word/header1.xml"] = f"<w:hdr {_NAMESPACES}><w:p>{_run(other)}</w:p></w:hdr>"
        parts["word/footer1.xml"] = f"<w:ftr {_NAMESPACES}><w:p>{_run('— 3 —')}</w:p></w:ftr>"
    return _zip(parts, mess.rng)


def _zip(parts: dict[str, str], rng: random.Random) -> bytes:
    kinds = {
        "document": "document.main",
        "numbering": "numbering",
        "styles": "styles",
        "header1": "header",
        "footer1": "footer",
    }
    names = {path.split("/")[1].removesuffix(".xml"): path for path in parts}
    types = "".join(
        f'<Override PartName="/{path}" ContentType="{_PARTS}.{kinds[name]}+xml"/>'
        for name, path in names.items()
    )
    content = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{types}</Types>'
    )
    related = [("rId9", "hyperlink", 'http://www.example.gov.cn/2019/" TargetMode="External')]
    ids = {"header1": "rId2", "footer1": "rId3", "numbering": "rId4", "styles": "rId5"}
    related += [(ids[name], name.rstrip("1"), f"{name}.xml") for name in names if name in ids]
    files: Iterable[tuple[str, str]] = [
        ("[Content_Types].xml", content),
        ("_rels/.rels", _relations([("rId1", "officeDocument", "word/document.xml")])),
        ("word/_rels/document.xml.rels", _relations(related)),
        *parts.items(),
    ]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for path, xml in files:
            package.writestr(
                zipfile.ZipInfo(path, _STAMP),
                f'<?xml version="1.0" encoding="UTF-8"?>\n{xml}',
                zipfile.ZIP_DEFLATED,
            )
    return out.getvalue()


def _relations(targets: Iterable[tuple[str, str, str]]) -> str:
    items = "".join(
        f'<Relationship Id="{i}" Type="{_WORD}/{kind}" Target="{target}"/>' for i, kind, target in targets
    )
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{items}</Relationships>'
