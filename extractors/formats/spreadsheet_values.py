"""The values and merged cells of a workbook, read by python-calamine in a process of its own.

The library is fast and right, and it ends the whole process over a damaged file: it asks for all memory, or panics.
This file is both sides: :func:`read` starts it as a program, which reads a workbook and writes JSON.
"""

from __future__ import annotations

import io
import json
import resource
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

_SECONDS = 20
_MEMORY = 1 << 30
_ENCRYPTED = 3  # exit status

Position = tuple[int, int]  # row and column, from 0


class EncryptedError(Exception):
    """The workbook is encrypted."""


class DamagedError(Exception):
    """The workbook is damaged, or too large."""


@dataclass(frozen=True)
class Values:
    """What a sheet's cells say, and which are merged: upper left -> lower right place."""

    name: str
    is_shown: bool
    texts: dict[Position, str]
    merged: dict[Position, Position]


def read(body: bytes) -> list[Values]:
    """The sheets of a workbook, in order. Raises EncryptedError and DamagedError."""
    command = [sys.executable, "-I", __file__]
    try:
        done = subprocess.run(command, check=False, input=body, capture_output=True, timeout=_SECONDS)  # noqa: S603
    except subprocess.TimeoutExpired:
        raise DamagedError from None
    if done.returncode == _ENCRYPTED:
        raise EncryptedError
    if done.returncode:
        raise DamagedError
    return [
        Values(name, is_shown, {(r, c): t for r, c, t in texts}, {(a, b): (c, d) for a, b, c, d in merged})
        for name, is_shown, texts, merged in json.loads(done.stdout)
    ]


def _main() -> int:
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    from python_calamine import CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum  # noqa: PLC0415

    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(sys.stdin.buffer.read()))
    except PasswordError:
        return _ENCRYPTED
    sheets = []
    for n, about in enumerate(workbook.sheets_metadata):
        is_shown = about.typ == SheetTypeEnum.WorkSheet and about.visible == SheetVisibleEnum.Visible
        sheet = workbook.get_sheet_by_index(n) if is_shown else None
        texts = list(_texts(sheet.to_python(skip_empty_area=False))) if sheet else []
        merged = [(*first, *last) for first, last in (sheet.merged_cell_ranges or ())] if sheet else []
        sheets.append((about.name, is_shown, texts, merged))
    json.dump(sheets, sys.stdout)
    return 0


def _texts(rows: Iterable[Iterable[object]]) -> Iterator[tuple[int, int, str]]:
    for r, row in enumerate(rows):
        for c, value in enumerate(row):
            if value != "":
                yield r, c, _printed(value)


def _printed(value: object) -> str:
    """A value as the sheet shows it, as far as that does not depend on number formats: 3.0 is 3."""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int | float):
        return format(Decimal(f"{value:.15g}").normalize(), "f")  # no program shows more digits
    if isinstance(value, date):  # also with a time
        return f"{value.year}年{value.month}月{value.day}日"
    return str(value)


if __name__ == "__main__":
    sys.exit(_main())
