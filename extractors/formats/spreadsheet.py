"""Spreadsheets (.xlsx, .xls, .et) a report was pasted into: on one sheet, or on one for each table."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from itertools import product

from extractors.content import Cell, Content, ContentBuilder, UnreadableError, clean
from extractors.formats import libreoffice, spreadsheet_xls, spreadsheet_xlsx
from extractors.formats.spreadsheet_blocks import Sheet, add_sheet
from extractors.formats.spreadsheet_frame import Frame
from extractors.formats.spreadsheet_values import DamagedError, EncryptedError, Position, Values, read
from extractors.media import XLS, XLSX

MEDIA_TYPES = (XLSX, XLS)

_BLANK_ROWS = 3  # drawn below the last value they may be a table's last row, in which nothing is filled in


def content(body: bytes) -> Content:
    """Read a workbook. Raises UnreadableError where it is damaged, encrypted or too large."""
    try:
        frames = spreadsheet_xlsx.frames(body) if body.startswith(b"PK") else spreadsheet_xls.frames(body)
        sheets = [_sheet(v, f) for v, f in zip(read(body), frames, strict=True) if v.is_shown]
    except EncryptedError:
        return _unlocked(body)
    except (DamagedError, ValueError):
        raise UnreadableError(
            "电子表格文件已损坏或过大，无法打开",
            "the spreadsheet is damaged or too large and cannot be opened",
        ) from None
    builder = ContentBuilder()
    for sheet in sheets:
        add_sheet(builder, sheet)
    return Content(tuple(builder.blocks))


def _unlocked(body: bytes) -> Content:
    """A workbook that is only protected against changes is encrypted too, with a password all programs know."""
    made = libreoffice.convert(body, "MS Excel 97", "xlsx")
    if made is None:
        raise UnreadableError("电子表格已加密，需要密码", "the spreadsheet is encrypted and needs a password")
    return content(made)


def _sheet(values: Values, frame: Frame) -> Sheet:
    """The cells where they stand once hidden rows and columns are left out."""
    texts: Mapping[Position, str] = values.texts | dict(frame.uncomputed)
    height, width = (max((place[i] for place in texts), default=-1) + 1 for i in (0, 1))
    rows = [r for r in range(height + _BLANK_ROWS) if r not in frame.hidden_rows]
    columns = [c for c in range(width) if c not in frame.hidden_columns]
    cells: dict[Position, Cell] = {}
    taken: set[Position] = set()
    bordered: set[Position] = set()
    for first, last in values.merged.items():
        top, left = bisect_left(rows, first[0]), bisect_left(columns, first[1])
        bottom, right = bisect_right(rows, last[0]), bisect_right(columns, last[1])
        if top < bottom and left < right:
            cells[top, left] = Cell(clean(texts.get(first, "")), top, left, bottom - top, right - left)
            taken.update(product(range(top, bottom), range(left, right)))
            bordered.update({(top, left)} if first in frame.bordered else ())
    row_at, column_at = ({n: i for i, n in enumerate(shown)} for shown in (rows, columns))
    for at in {*texts, *frame.bordered}:
        place = row_at.get(at[0], -1), column_at.get(at[1], -1)
        if min(place) >= 0 and place not in taken:
            cells[place] = Cell(clean(texts.get(at, "")), *place)
            bordered.update({place} if at in frame.bordered else ())
    return Sheet(values.name, cells, bordered)
