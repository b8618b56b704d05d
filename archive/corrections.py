"""Corrections by people: ``corrections.csv`` in the data folder, laid over what was read each time it is published.

A line names a cell by its report, table, row and column, gives its right value, and says why and on what evidence. What
was read stays beside it, and the line goes on to hold however often the file is read again.
"""

from __future__ import annotations

import csv
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path

from archive.errors import UserError
from archive.records import plain
from extractors.report import CellKey

COLUMNS = ("report_id", "table", "row", "column", "value", "reason", "evidence")

_CORRECT = """
UPDATE figures SET value = :value, status = 'number', doubt = NULL,
  correction = json_object('read', value, 'status', status, 'reason', :reason, 'evidence', :evidence)
WHERE report_id = :report_id AND "table" = :table AND row = :row AND "column" = :column
"""

_COUNT = """
UPDATE reports SET (numbers, doubts) = (
  SELECT sum(status = 'number'), sum(doubt IS NOT NULL) FROM figures f WHERE f.report_id = reports.report_id
) WHERE report_id IN (SELECT report_id FROM figures WHERE correction IS NOT NULL)
"""


@dataclass(frozen=True, slots=True)
class Correction:
    """One cell's right value; ``line`` is where in the file it stands."""

    line: int
    report_id: str
    key: CellKey
    value: int | float
    reason: str
    evidence: str


def load(path: Path) -> tuple[Correction, ...]:
    """Read the file, which need not exist. Raises UserError naming the line that cannot be understood."""
    if not path.exists():
        return ()
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            if missing := [name for name in COLUMNS if name not in (reader.fieldnames or ())]:
                names = ", ".join(missing)
                raise UserError(f"{path} 缺少列：{names}", f"{path} lacks these columns: {names}")
            return tuple(_corrections(path, reader))
    except (UnicodeDecodeError, csv.Error) as error:
        raise UserError(f"{path} 不是 UTF-8 的 CSV 表", f"{path} is not a CSV table in UTF-8") from error


def apply(connection: sqlite3.Connection, corrections: Iterable[Correction]) -> tuple[Correction, ...]:
    """Lay corrections over the table ``figures``; return those whose cell is not there."""
    unused = []
    for one in corrections:
        values = {"report_id": one.report_id, **one.key._asdict(), "value": one.value, "reason": one.reason}
        if connection.execute(_CORRECT, {**values, "evidence": one.evidence}).rowcount == 0:
            unused.append(one)
    connection.execute(_COUNT)
    return tuple(unused)


def _corrections(path: Path, reader: csv.DictReader[str]) -> Iterator[Correction]:
    for row in reader:
        told = {name: (row[name] or "").strip() for name in COLUMNS}
        if absent := [name for name in COLUMNS if not told[name]]:
            raise UserError(
                f"{path} 第 {reader.line_num} 行没有填写 {absent[0]}",
                f"{path}, line {reader.line_num}: {absent[0]} is empty",
            )
        try:
            value = Decimal(told["value"])
        except InvalidOperation:
            value = Decimal("NaN")
        if not value.is_finite():
            raise UserError(
                f"{path} 第 {reader.line_num} 行的 value 不是数字：{told['value']}",
                f"{path}, line {reader.line_num}: value is not a number: {told['value']}",
            )
        key = CellKey(told["table"], told["row"], told["column"])
        number = int(value) if value == value.to_integral_value() else value
        yield Correction(
            reader.line_num, told["report_id"], key, plain(number), told["reason"], told["evidence"]
        )
