"""The frames of .xls sheets (.et the same), from their BIFF records: [MS-XLS] 2.4."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from doc2docx.cfb import CompoundFile
from doc2docx.errors import Doc2DocxError, StreamNotFound

from extractors.formats.spreadsheet_frame import Frame, Position
from extractors.formats.spreadsheet_values import EncryptedError

_BOF, _EOF, _SHEET, _LOCKED, _STYLE, _ROW, _COLUMNS = 0x809, 0x0A, 0x85, 0x2F, 0xE0, 0x208, 0x7D
_CELLS = frozenset(
    (0x06, 0x201, 0x203, 0x204, 0x205, 0x27E, 0xD6, 0xFD)
)  # each begins with row, column, style
_FORMULA, _ERROR = 0x06, 0x205
_NUMBERS, _BLANKS = 0xBD, 0xBE  # runs of cells: row, first column, cells, last column
_BIFF8 = 0x600


class _Record(NamedTuple):
    kind: int
    data: memoryview


def frames(body: bytes) -> list[Frame]:
    """The frame of every sheet, in the workbook's order. Raises EncryptedError, or ValueError where it is damaged."""
    try:
        stream = _stream(body)
        starts, styles = _globals(stream)
        return [_frame(stream, start, styles) for start in starts]
    except (Doc2DocxError, struct.error, IndexError) as damage:
        raise ValueError from damage


def _stream(body: bytes) -> memoryview:
    storage = CompoundFile(body)
    try:
        return memoryview(storage.open_stream("Workbook"))
    except StreamNotFound:
        return memoryview(storage.open_stream("Book"))


def _records(stream: memoryview, at: int) -> Iterator[_Record]:
    """The records from a substream's begin to its end; those of charts in it are left out."""
    depth = 0
    while at + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, at)
        data = stream[at + 4 : at + 4 + size]
        at += 4 + size
        depth += (kind == _BOF) - (kind == _EOF)
        if depth <= 0:
            return
        if depth == 1:
            yield _Record(kind, data)


def _globals(stream: memoryview) -> tuple[list[int], set[int]]:
    """Where the worksheets begin, and which cell styles draw a line."""
    starts: list[int] = []
    styles: set[int] = set()
    number, version = 0, 0
    for kind, data in _records(stream, 0):
        if kind == _BOF:
            (version,) = struct.unpack_from("<H", data)
        elif kind == _LOCKED:
            raise EncryptedError
        elif kind == _SHEET:
            starts.append(struct.unpack_from("<I", data)[0])
        elif kind == _STYLE:
            if version == _BIFF8 and struct.unpack_from("<H", data, 10)[0]:
                styles.add(number)
            number += 1
    return starts, styles


@dataclass(slots=True)
class _Scan:
    """What was seen so far of a sheet."""

    styles: set[int]
    bordered: set[Position] = field(default_factory=set)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    uncomputed: dict[Position, str] = field(default_factory=dict)

    def row(self, data: memoryview) -> None:
        if data[12] & 0x20:
            self.hidden_rows.add(struct.unpack_from("<H", data)[0])

    def columns(self, data: memoryview) -> None:
        first, last, _, _, flags = struct.unpack_from("<5H", data)
        if flags & 1:
            self.hidden_columns.update(range(first, min(last, 255) + 1))

    def cell(self, kind: int, data: memoryview) -> None:
        row, column, style = struct.unpack_from("<3H", data)
        self._draw(row, column, style)
        if (kind == _ERROR and data[7]) or (
            kind == _FORMULA and bytes(data[12:14]) == b"\xff\xff" and data[6] == 2
        ):
            self.uncomputed[row, column] = "#ERROR"

    def run(self, kind: int, data: memoryview) -> None:
        row, first = struct.unpack_from("<2H", data)
        size = 6 if kind == _NUMBERS else 2
        for n in range((len(data) - 6) // size):
            (style,) = struct.unpack_from("<H", data, 4 + n * size)
            self._draw(row, first + n, style)

    def _draw(self, row: int, column: int, style: int) -> None:
        if style in self.styles:
            self.bordered.add((row, column))


def _frame(stream: memoryview, start: int, styles: set[int]) -> Frame:
    scan = _Scan(styles)
    for kind, data in _records(stream, start):
        if kind == _ROW:
            scan.row(data)
        elif kind == _COLUMNS:
            scan.columns(data)
        elif kind in _CELLS:
            scan.cell(kind, data)
        elif kind in (_NUMBERS, _BLANKS):
            scan.run(kind, data)
    return Frame(scan.bordered, scan.hidden_rows, scan.hidden_columns, scan.uncomputed)
