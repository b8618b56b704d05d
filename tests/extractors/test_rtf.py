"""RTF: characters in any charset, tables from the edges of their cells, and what is not part of the text."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from extractors.content import Content, Table, UnreadableError
from extractors.formats import docx, libreoffice, rtf, rtf_tokens

REPORT = (Path(__file__).parent / "examples" / "rtf" / "report.doc").read_bytes()
FONTS = r"{\fonttbl{\f0\fcharset0 Arial;}{\f1\fcharset134 \'cb\'ce\'cc\'e5;}{\f2\fcharset2 Symbol;}{\f3\fcharset136 Ming;}}"


def content(text: str, head: str = r"\ansi\deff0") -> Content:
    return rtf.content(rf"{{\rtf1{head}{FONTS}{text}}}".encode("gb18030"))


def said(text: str, head: str = r"\ansi\deff0") -> list[str]:
    return [p.text for p in content(text, head).paragraphs]


def grid(table: Table) -> list[list[tuple[str, int, int, int]]]:
    return [[(c.text, c.column, c.rowspan, c.colspan) for c in row] for row in table.rows]


@pytest.mark.parametrize(
    ("text", "head"),
    [
        (r"\f1\'b9\'e6\'d5\'c2", ""),
        (r"{\f1 \'b9}{\f1 \'e6\'d5\'c2}", ""),  # cut between the bytes of a character
        (r"\u-30268?\u31456?", ""),
        (r"\uc2\u-30268\'b9\'e6\u31456\'d5\'c2", ""),
        (r"{\uc0\u-30268}{\upr{\u31456?}{\*\ud\u31456 }}", ""),
        (r"\'b9\'e6\'d5\'c2", r"\ansi\ansicpg936\deff0"),
        (r"\'b9\'e6\'d5\'c2", ""),  # a Western font that holds Chinese, and no word of the code page
        ("规章", r"\ansi\ansicpg936\deff0"),  # bytes as they are
        (r"\f3\'b3\'57\f1\'d5\'c2", ""),
    ],
)
def test_characters_are_those_of_the_font(text: str, head: str) -> None:
    (paragraph,) = said(text + r"\par", head or r"\ansi\deff0")
    assert paragraph in ("规章", "規章")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (r"{\header 2019\par}{\footnote 8}12\par", ["12"]),
        (r"1{\v 9}2{\deleted 7}{\*\atnid a}{\strike 5}\par", ["12"]),
        (r"{\v 9\v0 12}\plain\par", ["12"]),
        (r"12{\super 3}\par", ["12（3）"]),
        (r"{\listtext\pard\plain\f1\'d2\'bb\'a1\'a2\tab}\ls1 {\f1\'b8\'c5\'ca\'f6}\par", ["一、概述"]),
        (r"{\listtext\f2\'b7\tab}12\par", ["12"]),
        (r'{\field{\*\fldinst HYPERLINK "2019"}{\fldrslt 12}}\par', ["12"]),
        (r"{\shp{\*\shpinst{\sp{\sn a}{\sv 1}}{\shptxt T\par}}{\shprslt{\*\do{\dptxbxtext T\par}}}}12\par", ["12", "T"]),
        (r"{\*\shppict{\pict\bin4 }}}}}}12\par", ["12"]),
        ("1\r\n2\\line 3\\\n4\\par", ["12", "3", "4"]),
    ],
)  # fmt: skip
def test_what_is_printed_is_said_and_nothing_else(text: str, expected: list[str]) -> None:
    assert said(text) == expected


CELLS = r"\pard\intbl a\cell b\cell c\cell"


@pytest.mark.parametrize(
    "row",
    [
        r"\trowd\cellx100\cellx900\cellx2000" + CELLS + r"\row",
        CELLS + r"{\trowd\cellx100\cellx900\cellx2000\row}",
        r"\trowd\cellx100\cellx900\cellx2000" + CELLS + r"\cell\cell\row",  # ends too many
        r"\trowd\cellx100\cellx900\cellx2000 a\cell b\cell c\cell\row",  # without \intbl
    ],
)
def test_a_row_is_defined_before_or_after_its_cells(row: str) -> None:
    (table,) = content(row + r"\pard x\par").tables
    assert grid(table) == [[("a", 0, 1, 1), ("b", 1, 1, 1), ("c", 2, 1, 1)]]
    assert not table.ragged


def test_columns_are_the_edges_of_all_rows_and_near_edges_are_one() -> None:
    rows = (
        r"\trowd\clvmgf\cellx1000\cellx3000 a\cell b\cell\row"
        r"\trowd\clvmrg\cellx1010\cellx1990\cellx3020 \cell c\cell d\cell\row"
        r"\trowd\trleft-15\cellx980\clmgf\cellx2000\clmrg\cellx3000 e\cell f\cell\cell\row"
    )
    (table,) = content(rows + r"\pard x\par").tables
    assert grid(table) == [
        [("a", 0, 2, 1), ("b", 1, 1, 2)],
        [("c", 1, 1, 1), ("d", 2, 1, 1)],
        [("e", 0, 1, 1), ("f", 1, 1, 2)],
    ]


def test_more_cells_than_edges_have_no_columns() -> None:
    (table,) = content(r"\trowd\cellx1000 a\cell b\cell\row\pard x\par").tables
    assert table.ragged


def test_an_empty_paragraph_parts_two_tables() -> None:
    row = r"\trowd\cellx1000\cellx2000 a\cell b\cell\row\pard"
    assert len(content(rf"{row}\par{row}\par").tables) == 2
    assert len(content(rf"{row}{row}\par").tables) == 1


INNER = r"\pard\intbl\itap2 {0}\nestcell {1}\nestcell{{\*\nesttableprops\trowd\cellx500\cellx1000\nestrow}}{{\nonesttables\par}}"


def test_a_table_of_tables_arranges_the_page_and_a_table_of_one_cell_is_a_frame() -> None:
    outer = r"\trowd\cellx2000\cellx4000 {}\pard\intbl\cell b\cell\row\pard x\par"
    arranged = content(outer.format("T\\par" + INNER.format("1", "2")))
    assert [p.text for p in arranged.paragraphs] == ["T", "b", "x"]
    assert grid(arranged.tables[0]) == [[("1", 0, 1, 1), ("2", 1, 1, 1)]]
    frame = r"\pard\intbl\itap2 7\nestcell{\*\nesttableprops\trowd\cellx500\nestrow}"
    (table,) = content(outer.format(frame)).tables
    assert grid(table) == [[("7", 0, 1, 1), ("b", 1, 1, 1)]]


def test_a_deleted_row_is_no_row() -> None:
    rows = r"\trowd\cellx1000\cellx2000 a\cell 1\cell\row\trowd\cellx1000\cellx2000 {\deleted b}\cell{\deleted 2}\cell\row"
    (table,) = content(rows + r"\pard x\par").tables
    assert len(table.rows) == 1


def test_a_file_cut_within_a_row_gives_no_half_number() -> None:
    rows = r"\trowd\cellx1000\cellx2000 a\cell 12\cell\row\trowd\cellx1000\cellx2000 b\cell 34"
    (table,) = rtf.content(rf"{{\rtf1\ansi{rows}".encode()).tables
    assert grid(table) == [[("a", 0, 1, 1), ("12", 1, 1, 1)]]


@pytest.mark.parametrize(
    "body",
    [
        b"{\\rtf1" + b"{" * 1_000_000,
        b"{\\rtf1" + b"\\b" * (rtf_tokens.MOST + 1),
        b"{\\rtf1\\trowd" + b"\\cellx9" * 100_000,
        b"{\\rtf1\\trowd\\cellx9" + b"\\cell" * 100_000,
    ],
    ids=["groups", "words", "edges", "cells"],
)
def test_what_no_report_needs_is_refused(body: bytes) -> None:
    started = time.perf_counter()
    with pytest.raises(UnreadableError):
        rtf.content(body)
    assert time.perf_counter() - started < 15


@pytest.mark.parametrize(
    "body",
    [
        b"{\\rtf1" + b"\\itap99999999 x\\par" * 1000 + b"\\bin999999999 ",
        b"{\\rtf1" + b"{\\*\\x" * 100_000,
        b"{\\rtf1\\trowd\\cellx-9\\cellx-99999999 a\\cell\\row}",
    ],
    ids=["depth", "left_out", "negative"],
)
def test_nonsense_costs_no_time(body: bytes) -> None:
    started = time.perf_counter()
    rtf.content(body)
    assert time.perf_counter() - started < 5


@pytest.mark.skipif(not libreoffice.is_installed(), reason="needs Debian's libreoffice-writer")
def test_libreoffice_finds_the_same() -> None:
    made = libreoffice.convert(REPORT, "Rich Text Format", "docx")
    assert made is not None
    assert docx.content(made).tables == rtf.content(REPORT).tables
