"""What is packed unfolds to what it was, cell by cell."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from archive import packing
from archive.database import PUBLIC_SCHEMA
from archive.dictionary import tables

COLUMNS = [column.name for column in tables()["figures"].columns]
SHA256 = "ab" * 32

small = st.integers(1, 4)
figures = st.one_of(
    st.integers(-3, 10**12).map(lambda n: (n, "number", str(n), "件", None)),
    st.just((None, "blank", "", "件", None)),
    st.just((None, "absent", None, "件", None)),
    st.tuples(
        st.one_of(st.none(), st.integers(0, 9), st.sampled_from([0.5, 104.9987, 1e30])),
        st.sampled_from(["number", "blank", "not_applicable", "unparsed", "absent"]),
        st.one_of(st.none(), st.sampled_from(["", "0", "１２", "3件", "/", '"“\\', "\n"])),
        st.sampled_from(["件", "万元", None]),
        st.sampled_from([None, "ocr", "position"]),
    ),
)
places = st.one_of(
    st.tuples(st.none(), small, small, small, st.none()),
    st.tuples(small, small, small, small, st.just([72.0, 90.5, 110.25, 108.5])),
    st.just((None, None, None, None, None)),
)
corrections = st.sampled_from([None, None, None, '{"read":4}'])
cells = st.tuples(st.sampled_from("ab"), st.sampled_from("xyz"), st.sampled_from("pqr"))


def unfolded(rows: Sequence[Sequence[Any]]) -> list[dict[str, Any]]:
    with closing(sqlite3.connect(":memory:")) as database:
        database.executescript(PUBLIC_SCHEMA)
        for report in sorted({str(row[0]) for row in rows}):
            names = ("report_id", "organ_id", "organ", "year", "form", "portal", "source_url", "sha256", "files",
                     "versions", "cells", "numbers", "doubts", "errors", "warnings", "first_seen")  # fmt: skip
            values = [report, "o", "o", 2023, "2021", "p", "u", SHA256, *[0] * 7, "then"]
            marks = ", ".join("?" * len(names))
            database.execute(f"INSERT INTO reports ({', '.join(names)}) VALUES ({marks})", values)  # noqa: S608
        database.executemany(f"INSERT INTO figures VALUES ({', '.join('?' * len(COLUMNS))})", rows)  # noqa: S608
        packing.pack(database)
        database.row_factory = sqlite3.Row
        return [dict(row) for row in database.execute("SELECT * FROM figures")]


@given(
    st.dictionaries(
        st.sampled_from(["r1", "r2", "r3"]), st.dictionaries(cells, st.tuples(figures, places, corrections))
    )
)
def test_packed_figures_unfold_to_what_they_were(
    reports: dict[str, dict[tuple[str, str, str], tuple[Any, Any, Any]]],
) -> None:
    rows = [
        (
            report,
            *key,
            *figure,
            SHA256,
            *place[:4],
            json.dumps(place[4], separators=(",", ":")) if place[4] else None,
            correction,
        )
        for report, of in sorted(reports.items())
        for key, (figure, place, correction) in of.items()
    ]
    assert unfolded(rows) == [dict(zip(COLUMNS, row, strict=True)) for row in rows]


def test_a_row_of_figures_is_one_run() -> None:
    rows = [
        (
            "r1",
            "requests",
            "requests_received",
            column,
            n,
            "number",
            str(n),
            "件",
            None,
            SHA256,
            None,
            5,
            4,
            3 + n,
            None,
            None,
        )
        for n, column in enumerate(["natural_person", "business", "total"])
    ]
    with closing(sqlite3.connect(":memory:")) as database:
        database.executescript(PUBLIC_SCHEMA)
        database.executemany(f"INSERT INTO figures VALUES ({', '.join('?' * len(COLUMNS))})", rows)  # noqa: S608
        packing.pack(database)
        assert database.execute("SELECT runs FROM packed_figures").fetchall() == [
            ("[[1,null,5,4,3,[0,1,2]]]",)
        ]
