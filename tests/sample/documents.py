"""Makes the sample portal's documents and pictures with LibreOffice and chromium.

Word files are laid out with python-docx, then opened and saved by LibreOffice, so that they are what a word
processor writes. One PDF comes from LibreOffice, the other from chromium.
"""

from __future__ import annotations

import re
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

from docx import Document
from docx.document import Document as Docx
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, Twips
from docx.table import _Cell as TableCell
from docx.text.paragraph import Paragraph as DocxParagraph
from docx.text.run import Run

from tests.sample.content import PICTURES
from tests.sample.markup import table_html
from tests.sample.seeds import Block, Image, PageBreak, Paragraph, Table, place, read_lines, read_tabs

_TITLE = re.compile(r"年度报告$|^\S+局$|部门决算$")
_HEADING = re.compile(r"^\s*[一二三四五六—]、")
_SUBHEADING = re.compile(r"^[（(][一二三四五六1][）)]")
_CAPTION = re.compile(r"（(局官方网站|部分)）$")
_DATE_LINE = re.compile(r"^\(?\d{4} ?年 ?\d+ ?月 ?\d+ ?日\)?$")
_OFFICE_FONTS = ("方正小标宋简体", "黑体", "楷体_GB2312", "仿宋_GB2312")  # as offices have them; not embedded
_PDF_FONTS = ("Noto Serif CJK SC", "Noto Sans CJK SC", "Noto Serif CJK SC", "Noto Serif CJK SC")
_WIDTHS = {  # of the official tables' columns, in twentieths of a point, by the number of columns
    2: [4300, 4540],
    4: [2380, 2150, 2150, 2150],
    10: [680, 1130, 2150] + [690] * 7,
    11: [680, 1130, 2040] + [690] * 7 + [170],
    15: [590] * 15,
}


def documents() -> Iterator[tuple[str, bytes]]:
    """Yield every document and picture: its path from the site's root, and its bytes."""
    folder = "zwgk/zfxxgknb/"
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        for alt, html in _DRAWINGS.items():
            yield f"{folder}202401/{PICTURES[alt]}", _draw(work, PICTURES[alt], html)
        yield f"{folder}202401/P020240126398214560137.docx", _office(work, read_lines("000"), "docx")
        yield f"{folder}202401/P020240115388120947760.docx", _office(work, read_lines("003"), "docx")
        yield f"{folder}202201/P020220120322904118852.docx", _office(work, read_lines("002"), "docx")
        yield f"{folder}202401/P020240122551206873114.pdf", _office(work, _cut_001(), "pdf")
        yield f"{folder}202101/P020210128524470136093.pdf", _print(work, _html_004())
        yield "zwgk/fdzdgknr/202309/P020230920402118736651.docx", _office(work, _accounts(), "docx")


def _cut_001() -> list[Block]:
    """Let a page end where the table of requests lost its group cells."""
    blocks = read_tabs("001")
    at = next(i for i, (a, b) in enumerate(pairwise(blocks)) if isinstance(a, Table) and isinstance(b, Table))
    return [*blocks[: at + 1], PageBreak(), *blocks[at + 1 :]]


def _accounts() -> list[Block]:
    """Return the departmental accounts: an annual publication with a table, but another one."""
    rows = [
        ("一、一般公共预算财政拨款收入", "1286.45", "一、一般公共服务支出", "36.20"),
        ("二、政府性基金预算财政拨款收入", "0.00", "二、社会保障和就业支出", "148.77"),
        ("三、其他收入", "0.00", "三、资源勘探工业信息等支出", "1101.48"),
        ("本年收入合计", "1286.45", "本年支出合计", "1286.45"),
    ]
    head = [[("收入", 2), ("支出", 2)], [("项目", 1), ("金额（万元）", 1), ("项目", 1), ("金额（万元）", 1)]]
    return [
        Paragraph("样例县工业和信息化局2022年度部门决算"),
        Paragraph("一、部门概况"),
        Paragraph("样例县工业和信息化局是县政府工作部门，负责全县工业经济运行和信息化工作。"),
        Paragraph("二、收入支出决算总表"),
        place([*head, *([(text, 1) for text in row] for row in rows)]),
        Paragraph("三、其他重要事项的情况说明"),
        Paragraph("2022年度机关运行经费支出58.31万元，政府采购支出总额21.60万元。"),
    ]


# Word, and what LibreOffice makes of it


def _office(work: Path, blocks: Sequence[Block], suffix: str) -> bytes:
    """Return the blocks as a file LibreOffice wrote: ``docx`` or ``pdf``."""
    source = work / "source.docx"
    _docx(work, blocks, _PDF_FONTS if suffix == "pdf" else _OFFICE_FONTS).save(str(source))
    kind = {"docx": "docx:MS Word 2007 XML", "pdf": "pdf"}[suffix]
    out = work / "out"
    profile = f"-env:UserInstallation={(work / 'profile').as_uri()}"
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", kind, "--outdir", str(out), str(source)],
        check=True,
        stdout=subprocess.DEVNULL,
    )
    return (out / f"source.{suffix}").read_bytes()


def _docx(work: Path, blocks: Sequence[Block], fonts: Sequence[str]) -> Docx:
    document = Document()
    document.core_properties.author = document.core_properties.comments = ""
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.7)
    section.top_margin = section.bottom_margin = Cm(3)
    for block in blocks:
        if isinstance(block, Table):
            _docx_table(document, block, fonts[-1])
        elif isinstance(block, PageBreak):
            document.add_paragraph().paragraph_format.page_break_before = True
        elif isinstance(block, Image):
            _docx_picture(document, work / PICTURES[block.alt], block.alt)
        else:
            _docx_paragraph(document, block, fonts)
    return document


def _docx_paragraph(document: Docx, block: Paragraph, fonts: Sequence[str]) -> None:
    title, heading, subheading, body = fonts
    paragraph = document.add_paragraph()
    form = paragraph.paragraph_format
    form.space_after, form.line_spacing = Pt(0), Pt(28)
    _bookmark(paragraph, block.bookmark)
    run = paragraph.add_run(block.text)
    font, size = body, 16.0
    if len(document.paragraphs) <= 2 and _TITLE.search(block.text):
        font, size, form.alignment = title, 20.0, WD_ALIGN_PARAGRAPH.CENTER
    elif _CAPTION.search(block.text):
        size, form.alignment = 12.0, WD_ALIGN_PARAGRAPH.CENTER
    elif _DATE_LINE.match(block.text) or _TITLE.search(block.text):
        form.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    else:
        form.first_line_indent = Pt(32)
        if _HEADING.match(block.text):
            font = heading
        elif _SUBHEADING.match(block.text) and len(block.text) < 30:
            font = subheading
    _dress(run, font, size)


def _docx_picture(document: Docx, file: Path, alt: str) -> None:
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    shape = paragraph.add_run().add_picture(str(file), width=Cm(11))
    shape._inline.docPr.set("descr", alt)


def _docx_table(document: Docx, table: Table, font: str) -> None:
    widths = _WIDTHS[table.columns]
    grid = document.add_table(table.rows, table.columns, style="Table Grid")
    grid.alignment, grid.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    for column, width in zip(grid.columns, widths, strict=True):
        column.width = Twips(width)
        for part in column.cells:
            part.width = Twips(width)
    for cell in table.cells:
        box = grid.cell(cell.row, cell.column)
        if cell.rowspan > 1 or cell.colspan > 1:
            box = box.merge(grid.cell(cell.row + cell.rowspan - 1, cell.column + cell.colspan - 1))
        box.width = Twips(sum(widths[cell.column : cell.column + cell.colspan]))
        _fill(box, cell.text, cell.bookmark, font, size=9 if table.columns == 15 else 10.5)


def _fill(box: TableCell, text: str, bookmark: str | None, font: str, *, size: float) -> None:
    box.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    paragraph = box.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.space_after = Pt(0)
    _bookmark(paragraph, bookmark)
    _dress(paragraph.add_run(text), font, size)


def _dress(run: Run, font: str, size: float) -> None:
    run.font.size, run.font.name = Pt(size), font
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)


def _bookmark(paragraph: DocxParagraph, name: str | None) -> None:
    if name is None:
        return
    for tag in ("w:bookmarkStart", "w:bookmarkEnd"):
        mark = OxmlElement(tag)
        mark.set(qn("w:id"), "0")
        if tag == "w:bookmarkStart":
            mark.set(qn("w:name"), name)
        paragraph._p.append(mark)


# Chromium


def _chromium(work: Path, html: str, *options: str) -> None:
    page = work / "page.html"
    page.write_text(html, encoding="utf-8")
    subprocess.run(
        ["chromium", "--headless", "--no-sandbox", "--hide-scrollbars", *options, page.as_uri()],
        check=True,
        stderr=subprocess.DEVNULL,
    )


def _print(work: Path, html: str) -> bytes:
    out = work / "page.pdf"
    _chromium(work, html, f"--print-to-pdf={out}", "--no-pdf-header-footer", "--disable-pdf-tagging")
    return out.read_bytes()


_STYLE_004 = """<!DOCTYPE html><html lang="zh-CN"><meta charset="utf-8">
<title>济宁市工业和信息化局</title><style>
@page { size: A4; margin: 29mm 26mm 24mm }
body { margin: 0; font: 16pt/25.5pt "WenQuanYi Zen Hei" }
p { margin: 0; text-indent: 2em; text-align: justify }
.title { text-align: center; text-indent: 0; font-size: 20pt; line-height: 34pt }
.cut { text-align-last: justify }
.on { text-indent: 0 }
.new { break-before: page }
table { width: 99.6%; border-collapse: collapse; table-layout: fixed; font-size: 12pt; line-height: 16pt }
td { border: 1px solid #000; padding: 3pt 2pt; text-align: center }
.tall td { padding: 9pt 2pt }
.tall tr:first-child td[rowspan] { vertical-align: top }
tr { break-inside: avoid }
</style>"""


def _html_004() -> str:
    """Print seed 004 with its pages ending where the seed's did; the page with the end of table 2 is lost."""
    body: list[str] = []
    blocks = read_tabs("004")
    for number, (block, following) in enumerate(zip(blocks, [*blocks[1:], None], strict=True)):
        if isinstance(block, Table):
            body.append(_table_004(block, after=blocks[number - 1]))
        elif isinstance(block, Paragraph):
            cut = isinstance(following, Paragraph) and following.text.startswith("格式下载")
            kinds = {"title": number < 3, "cut": cut, "on new": block.text.startswith("格式下载")}
            name = " ".join(kind for kind, holds in kinds.items() if holds)
            body.append(f'<p class="{name}">{block.text}</p>')
    return _STYLE_004 + "\n".join(body)


def _table_004(table: Table, after: Block) -> str:
    first_on_page = isinstance(after, Table) or table.rows == 1
    tall = isinstance(after, Table) and table.columns == 10
    name = " ".join(["new"] * first_on_page + ["tall"] * tall)
    widths = {10: [34, 46, 62] + [42] * 7}.get(table.columns, [1] * table.columns)
    columns = "".join(f'<col style="width:{100 * width / sum(widths):.2f}%">' for width in widths)
    return table_html(table, f'<table class="{name}"><colgroup>{columns}</colgroup>')


_DRAWING_STYLE = """<!DOCTYPE html><meta charset="utf-8"><style>
body { margin: 0; width: 560px; height: 280px; background: #fff; font: 15px "Noto Sans CJK SC"; color: #333 }
.pie { position: absolute; left: 50px; top: 35px; width: 210px; height: 210px; border-radius: 50%;
  background: conic-gradient(#3b76c4 0 49.8%, #e0833a 49.8% 69%, #9aa3ad 69%) }
ul { position: absolute; left: 320px; top: 70px; line-height: 44px; margin: 0; padding: 0; list-style: none }
i { display: inline-block; width: 13px; height: 13px; margin-right: 10px }
.post { margin: 14px 30px; height: 52px; border-bottom: 1px solid #ddd; position: relative }
.post b, .post u { position: absolute; left: 0; top: 6px; height: 12px; background: #b9c4d3 }
.post u { top: 28px; height: 9px; width: 120px; background: #dfe4ea }
.post s { position: absolute; right: 0; top: 0; width: 66px; height: 42px; background: #cfdcec }
</style>"""
_DRAWINGS = {  # by alternative text; the posts are grey bars, for their words are not known
    "": _DRAWING_STYLE
    + """<div class="pie"></div><ul>
<li><i style="background:#3b76c4"></i>局官方网站 204条</li>
<li><i style="background:#e0833a"></i>信息公开网站 79条</li>
<li><i style="background:#9aa3ad"></i>微信公众号 127条</li></ul>""",
    "公众号部分发表记录": _DRAWING_STYLE
    + "".join(
        f'<div class="post"><b style="width:{w}px"></b><u></u><s></s></div>' for w in (340, 290, 370, 310)
    ),
}


def _draw(work: Path, name: str, html: str) -> bytes:
    """Draw a picture and keep it in the work folder, where the Word file takes it from."""
    out = work / name
    _chromium(work, html, f"--screenshot={out}", "--window-size=560,280")
    return out.read_bytes()
