"""Spreadsheets: what their cells show, and which rows of them are tables."""

from __future__ import annotations

import struct
import time
import zipfile
from collections.abc import Iterable
from io import BytesIO

import pytest

from extractors import read
from extractors.content import Content, Paragraph, Table, UnreadableError
from extractors.formats import libreoffice, spreadsheet
from extractors.report import Outcome
from tests.corpus.xlsx import Sheet, packed
from tests.extractors.test_doc import storage

PLAIN, FRAMED, DATE = range(3)  # styles of the corpus's workbooks


def text(words: str, style: int = PLAIN) -> str:
    return f' s="{style}" t="inlineStr"><is><t>{words}</t></is></c>'


def number(value: str, style: int = PLAIN) -> str:
    return f' s="{style}"><v>{value}</v></c>'


def blank(style: int) -> str:
    return f' s="{style}"/>'


def book(*rows: Iterable[str | None], merged: Iterable[str] = (), name: str = "Sheet1") -> bytes:
    cells = {(r, c): xml for r, row in enumerate(rows) for c, xml in enumerate(row) if xml}
    return packed([Sheet(name, cells, list(merged))], [])


def shown(content: Content) -> list[str | list[list[str]]]:
    return [
        b.text if isinstance(b, Paragraph) else [[c.text for c in row] for row in b.rows]
        for b in content.blocks
    ]


@pytest.mark.parametrize(
    ("xml", "printed"),
    [
        (number("3"), "3"),
        (number("3.0"), "3"),
        (number("0.5"), "0.5"),
        (number("0.30000000000000004"), "0.3"),
        (number("1E+3"), "1000"),
        (number("45306", DATE), "2024年1月15日"),
        (text("３"), "３"),
        (' t="b"><v>1</v></c>', "TRUE"),
        (' t="e"><v>#REF!</v></c>', "#REF!"),
        ("><f>SUM(A1:A2)</f><v>7</v></c>", "7"),
        ("><f>SUM(A1:A2)</f></c>", "=SUM(A1:A2)"),  # never computed: no blank, and no zero
    ],
)
def test_a_cell_says_what_it_shows(xml: str, printed: str) -> None:
    assert shown(spreadsheet.content(book([text("规章"), xml])))[0] == [["规章", printed]]


def test_what_is_hidden_is_not_said() -> None:
    rows = {(r, c): number(str(10 * r + c)) for r in range(4) for c in range(4)}
    first = Sheet("a", rows, ["B1:D3"], hidden_rows={1}, hidden_column=2)
    other = Sheet("b", {(0, 0): text("x")}, hidden=True)
    (table,) = spreadsheet.content(packed([first, other], [])).blocks
    assert isinstance(table, Table)
    assert [[(c.text, c.column, c.rowspan, c.colspan) for c in row] for row in table.rows] == [
        [("0", 0, 1, 1), ("1", 1, 2, 2)],
        [("20", 0, 1, 1)],
        [("30", 0, 1, 1), ("31", 1, 1, 1), ("33", 2, 1, 1)],
    ]


def test_lines_tell_a_table_from_prose_and_keep_its_blank_cells() -> None:
    body = book(
        [text("年报")],
        [text("单位"), text("负责人")],
        [text("结果维持", FRAMED), text("结果纠正", FRAMED)],
        [blank(FRAMED), blank(FRAMED)],
        [text("局办公室")],
    )
    assert shown(spreadsheet.content(body)) == [
        "年报",
        "单位",
        "负责人",
        [["结果维持", "结果纠正"], ["", ""]],
        "局办公室",
    ]


def test_where_no_lines_are_drawn_words_tell() -> None:
    body = book(
        [text("X局2023年年报")],
        [text("2.主动公开政府信息情况")],
        [text("第二十条第（一）项")],
        [text("信息内容"), text("本年制发件数"), text("本年废止件数")],
        [text("规章"), None, number("2")],
        [text("行政规范性文件")],
        [text("三、收到和处理政府信息公开申请情况")],
        [],
        [None, text("局办公室")],
        merged=["A3:C3"],
    )
    assert shown(spreadsheet.content(body)) == [
        "X局2023年年报",
        "2.主动公开政府信息情况",
        [
            ["第二十条第（一）项"],
            ["信息内容", "本年制发件数", "本年废止件数"],
            ["规章", "", "2"],
            ["行政规范性文件", "", ""],
        ],
        "三、收到和处理政府信息公开申请情况",
        "局办公室",
    ]


def test_a_sheets_name_is_its_heading_where_it_has_no_other() -> None:
    row = [text("规章"), number("1")]
    name = "二、主动公开政府信息情况"
    assert shown(spreadsheet.content(book(row, name=name)))[0] == name
    assert shown(spreadsheet.content(book([text(name)], row, name=name))).count(name) == 1
    assert len(spreadsheet.content(book(row)).blocks) == 1


def records(*items: tuple[int, bytes]) -> bytes:
    return b"".join(struct.pack("<HH", kind, len(data)) + data for kind, data in items)


BOF, EOF = (0x809, struct.pack("<HHHHII", 0x600, 5, 0, 0, 0, 0)), (0x0A, b"")


def xls(*cells: tuple[int, bytes], locked: bool = False) -> bytes:
    """A workbook of one sheet as BIFF records; its two cell styles are plain and framed."""
    styles = [(0xE0, bytes(20)), (0xE0, bytes(10) + b"\x11\x11" + bytes(8))]
    lock = [(0x2F, bytes(6))] if locked else []
    named = b"\0\0\x01\0S"
    size = len(records(BOF, *lock, *styles, (0x85, bytes(4) + named), EOF))
    head = records(BOF, *lock, *styles, (0x85, struct.pack("<I", size) + named), EOF)
    return storage("Workbook", body=head + records(BOF, *cells, EOF))


def test_xls_says_the_same_of_lines_hidden_rows_and_errors() -> None:
    def at(row: int, column: int) -> bytes:
        return struct.pack("<HHH", row, column, 1)

    body = xls(
        (0x208, struct.pack("<HHHHHHI", 1, 0, 2, 300, 0, 0, 0x20)),  # row 1 is hidden
        (0x203, at(0, 0) + struct.pack("<d", 3)),
        (0x203, at(0, 1) + struct.pack("<d", 0.5)),
        (0x203, at(1, 0) + struct.pack("<d", 66)),
        (0x203, at(2, 0) + struct.pack("<d", 4)),
        (0x205, at(2, 1) + b"\x17\x01"),
        (0xBE, struct.pack("<HHHHH", 3, 0, 1, 1, 1)),
    )
    assert shown(spreadsheet.content(body)) == [[["3", "0.5"], ["4", "#ERROR"], ["", ""]]]


def test_an_encrypted_workbook_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(libreoffice, "is_installed", lambda: False)
    reading = read(xls(locked=True))
    assert reading.outcome is Outcome.UNREADABLE
    assert reading.reason is not None
    assert reading.reason.en == "the spreadsheet is encrypted and needs a password"


def test_a_workbook_only_protected_against_changes_is_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(libreoffice, "convert", lambda *_: book([text("规章"), number("1")]))
    assert shown(spreadsheet.content(xls(locked=True))) == [[["规章", "1"]]]


def changed(body: bytes, part: str, old: bytes, new: bytes) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(body)) as source, zipfile.ZipFile(out, "w") as made:
        for name in source.namelist():
            made.writestr(name, source.read(name).replace(old, new) if name == part else source.read(name))
    return out.getvalue()


BOOK = book([text("规章"), number("1")])
SHEET, STRINGS = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"


@pytest.mark.parametrize(
    "body",
    [
        changed(BOOK, SHEET, b'r="B1"', b'r="XFD1048576"'),
        changed(BOOK, STRINGS, b'Count="0"', b'Count="4294967295"'),
        changed(BOOK, SHEET, b"</sheetData>", b"</sheet>"),
        BOOK[: len(BOOK) // 2] + BOOK[-400:],
        xls((0x203, struct.pack("<HHHd", 65535, 65535, 0, 1)), (0x200, b"\xff" * 14)),
        xls((0xFD, b"\0")),
        storage("Workbook"),
    ],
    ids=["far", "strings", "ill_formed", "holes", "vast", "short", "no_records"],
)
def test_damaged_and_hostile_workbooks_end_in_a_sentence(body: bytes) -> None:
    started = time.perf_counter()
    with pytest.raises(UnreadableError):
        spreadsheet.content(body)
    assert time.perf_counter() - started < 15


def test_a_vast_merge_costs_nothing() -> None:
    started = time.perf_counter()
    body = book([text("规章"), number("1")], merged=["C1:XFD1048576"])
    assert shown(spreadsheet.content(body)) == [[["规章", "1"]]]
    assert time.perf_counter() - started < 5
