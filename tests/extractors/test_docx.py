"""Word files: what of their XML is said, and what is not."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence

import pytest

from extractors.content import Paragraph, Table
from extractors.formats import docx

MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"


def package(body: str, numbering: str = "", chunk: str = "", name: str = "word/document.xml") -> bytes:
    related = [("numbering", "numbering.xml"), ("aFChunk", "chunk.htm")]
    links = "".join(
        f'<Relationship Id="{kind}" Type="{OFFICE}/{kind}" Target="{at}"/>' for kind, at in related
    )
    parts = {
        "_rels/.rels": f'<Relationships xmlns="{RELATIONS}"><Relationship Id="a" Type="{OFFICE}/officeDocument" Target="/{name}"/></Relationships>',
        name: f'<w:document xmlns:w="{MAIN}" xmlns:r="{OFFICE}" xmlns:mc="{MC}"><w:body>{body}</w:body></w:document>',
        name.replace("word/", "word/_rels/")
        + ".rels": f'<Relationships xmlns="{RELATIONS}">{links}</Relationships>',
        "word/numbering.xml": f'<w:numbering xmlns:w="{MAIN}">{numbering}</w:numbering>',
        "word/chunk.htm": chunk,
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for path, text in parts.items():
            file.writestr(path, text)
    return out.getvalue()


def p(runs: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{runs}</w:p>"


def t(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


def field(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def said(body: bytes) -> list[str]:
    return [b.text for b in docx.content(body).blocks if isinstance(b, Paragraph)]


@pytest.mark.parametrize(
    ("xml", "text"),
    [
        (field("begin") + t("SUM(ABOVE)9") + field("separate") + t("7") + field("end"), "7"),
        (field("begin") + t("IF ") + field("begin") + t("PAGE") + field("separate") + t("1") + field("end")
         + field("separate") + t("甲") + field("end"), "甲"),
        ("<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>" + t("单击此处输入文字") + "</w:sdtContent></w:sdt>" + t("0"), "0"),
        ("<w:ins>" + t("3") + "</w:ins><w:del><w:r><w:delText>5</w:delText></w:r></w:del>", "3"),
        ("<w:r><mc:AlternateContent><mc:Choice><w:t>1</w:t></mc:Choice><mc:Fallback><w:t>1</w:t></mc:Fallback></mc:AlternateContent></w:r>", "1"),
        ("<w:ruby><w:rt>" + t("gui") + "</w:rt><w:rubyBase>" + t("规章") + "</w:rubyBase></w:ruby>", "规章"),
        ('<w:r><w:t>5</w:t></w:r><w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>1</w:t></w:r>', "5（1）"),
    ],
)  # fmt: skip
def test_a_paragraph_says_what_its_reader_sees(xml: str, text: str) -> None:
    assert said(package(p(xml))) == [text]


def test_paragraphs_whose_end_is_deleted_go_on() -> None:
    assert said(package(p(t("一、总体"), "<w:rPr><w:del/></w:rPr>") + p(t("情况")))) == ["一、总体情况"]


@pytest.mark.parametrize("name", ["word/document.xml", "word/document2.xml"])
def test_strict_files_and_parts_of_other_names_are_read_alike(name: str) -> None:
    usual = package(p(t("规章")), name=name)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(usual)) as file, zipfile.ZipFile(out, "w") as strict:
        for part in file.namelist():
            xml = file.read(part).replace(MAIN.encode(), b"http://purl.oclc.org/ooxml/wordprocessingml/main")
            xml = xml.replace(OFFICE.encode(), b"http://purl.oclc.org/ooxml/officeDocument/relationships")
            strict.writestr(part, xml)
    assert said(usual) == said(out.getvalue()) == ["规章"]


def test_a_page_put_into_the_document_is_part_of_it() -> None:
    body = package(
        p(t("前")) + '<w:altChunk r:id="aFChunk"/>',
        chunk="<p>后</p><table><tr><td>1</td><td>2</td></tr></table>",
    )
    first, second, table = docx.content(body).blocks
    assert isinstance(table, Table)
    assert [b.text for b in (first, second) if isinstance(b, Paragraph)] == ["前", "后"]


def numbered(number: int, text: str) -> str:
    return p(t(text), f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>')


@pytest.mark.parametrize(
    ("override", "numbers"),
    [("", ["一、", "二、", "三、"]), ('<w:startOverride w:val="1"/>', ["一、", "二、", "一、"])],
)
def test_lists_that_share_their_numbers_count_on_unless_told_to_begin_anew(
    override: str, numbers: Sequence[str]
) -> None:
    level = '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>'
    lists = f'<w:abstractNum w:abstractNumId="0">{level}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    lists += f'<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0">{override}</w:lvlOverride></w:num>'
    body = numbered(1, "甲") + numbered(1, "") + numbered(2, "乙")
    assert said(package(body, numbering=lists)) == [f"{numbers[0]}甲", f"{numbers[2]}乙"]


def test_rows_and_cells_that_are_deleted_or_hidden_are_no_cells() -> None:
    def tr(*cells: str, mark: str = "") -> str:
        return f"<w:tr><w:trPr>{mark}</w:trPr>{''.join(f'<w:tc>{cell}</w:tc>' for cell in cells)}</w:tr>"

    gone = "<w:tcPr><w:cellDel/></w:tcPr>" + p(t("9"))
    rows = (
        tr(p(t("规章")), gone, p(t("1"))) + tr(p(t("8")), mark="<w:del/>") + tr(p(t("8")), mark="<w:hidden/>")
    )
    (table,) = docx.content(package(f"<w:tbl>{rows}</w:tbl>")).blocks
    assert isinstance(table, Table)
    assert [c.text for c in table.cells] == ["规章", "1"]


UNEVEN = [("信息内容", 1), ("制发", 2), ("废止", 1)], [("规章", 2), ("1", 1), ("2", 1)]


def columns(grid: Sequence[int]) -> list[list[tuple[int, int]]]:
    """Where the cells of a table of two uneven rows stand on a grid of these widths."""
    lines = "".join(f'<w:gridCol w:w="{width}"/>' for width in grid)
    rows = (
        "".join(
            f'<w:tc><w:tcPr><w:gridSpan w:val="{span}"/></w:tcPr>{p(t(text))}</w:tc>' for text, span in row
        )
        for row in UNEVEN
    )
    table = f"<w:tbl><w:tblGrid>{lines}</w:tblGrid>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"
    (made,) = docx.content(package(table)).tables
    return [[(c.column, c.colspan) for c in row] for row in made.rows]


def test_rows_that_are_not_drawn_to_a_hair_share_their_columns() -> None:
    assert columns([2000, 40, 2000, 2000]) == [[(0, 1), (1, 1), (2, 1)]] * 2


def test_columns_that_are_apart_stay_apart() -> None:
    assert columns([2000, 900, 2000, 2000])[0] == [(0, 1), (1, 2), (3, 1)]


@pytest.mark.parametrize("grid", [[], [0, 0, 0, 0], [2000, 40]])
def test_a_grid_without_widths_is_taken_as_it_is(grid: Sequence[int]) -> None:
    assert columns(grid)[1] == [(0, 2), (2, 1), (3, 1)]
