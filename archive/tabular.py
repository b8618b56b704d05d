"""One public table as files: CSV that a spreadsheet opens safely, and Parquet with its types."""

from __future__ import annotations

import csv
import hashlib
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from io import TextIOWrapper
from itertools import islice
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from archive.dictionary import Table

_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")
# What a spreadsheet takes for a formula, after OWASP's advice on CSV injection; full-width signs count there too.
_FORMULA = tuple("=+-@\t\r\n＝＋－＠")
# Days and times stay text, as in the database: a report that claims the year 9999 is due in 10000. A column that
# holds both numbers and text is text.
_ARROW = {"TEXT": pa.string(), "INTEGER": pa.int64(), "NUMERIC": pa.float64(), "": pa.string()}
_BATCH = 20_000  # rows of a Parquet row group

Row = Sequence[Any]


def write(table: Table, rows: Iterable[Row], folder: Path) -> int:
    """Write ``<table>.csv`` and ``<table>.parquet``, unless there is no row; return the number of rows."""
    rows = iter(rows)
    batch = list(islice(rows, _BATCH))
    if not batch:
        return 0
    count = 0
    with _csv(table, folder) as text, _parquet(table, folder) as typed:
        while batch:
            text.writerows([harmless(cell) for cell in row] for row in batch)
            typed.write_batch(_arrow(table, batch))
            count += len(batch)
            batch = list(islice(rows, _BATCH))
    return count


def harmless(cell: Any) -> Any:
    """Return a cell no spreadsheet runs: text that looks like a formula gets an apostrophe before it."""
    if isinstance(cell, str) and cell.startswith(_FORMULA) and not _NUMBER.fullmatch(cell):
        return f"'{cell}"
    return cell


def settle(path: Path) -> None:
    """See that a file that was written is on the disk, and stays as it is."""
    with path.open("rb") as file:
        os.fsync(file.fileno())
        os.fchmod(file.fileno(), 0o444)


def digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@contextmanager
def _csv(table: Table, folder: Path) -> Iterator[Any]:
    path = folder / f"{table.name}.csv"
    with path.open("wb") as raw, TextIOWrapper(raw, encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([column.name for column in table.columns])
        yield writer
    settle(path)


@contextmanager
def _parquet(table: Table, folder: Path) -> Iterator[Any]:
    path = folder / f"{table.name}.parquet"
    with pq.ParquetWriter(path, _schema(table), compression="zstd") as writer:
        yield writer
    settle(path)


def _schema(table: Table) -> Any:
    """Return the table's Arrow schema; each column is described in both languages."""
    return pa.schema(
        [
            pa.field(column.name, _ARROW[column.type], metadata={"zh": column.text.zh, "en": column.text.en})
            for column in table.columns
        ],
        metadata={"zh": table.text.zh, "en": table.text.en},
    )


def _arrow(table: Table, rows: Sequence[Row]) -> Any:
    columns = [
        [cell if cell is None or column.type else str(cell) for cell in cells]
        for column, cells in zip(table.columns, zip(*rows, strict=True), strict=True)
    ]
    return pa.record_batch(columns, schema=_schema(table))
