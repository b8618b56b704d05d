"""A small public database with its kept files and one snapshot: three reports, every kind of cell."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

from archive import fulltext, packing
from archive.database import PUBLIC_SCHEMA
from archive.wide import widen
from extractors.form import REQUESTS, forms
from extractors.report import CellKey

ORDINARY, HOSTILE, OLD = "370481-a1-2023", "370481-b2-2022", "370481-a1-2020"
ATTACK = "<script>document.title='owned'</script>=1+1年报"
PDF = b"%PDF-1.4 a report"
PAGE = b"<html><script>alert('live')</script></html>"
UNLISTED = b"kept, but of no document"

# Cells that are not a plain zero: (row, column) -> value, status, raw, doubt.
SPECIAL: Mapping[tuple[str, str], tuple[int | None, str, str | None, str | None]] = {
    ("requests_received", "natural_person"): (7, "number", "7", None),
    ("requests_received", "business"): (None, "blank", "", None),
    ("requests_received", "research_institution"): (None, "not_applicable", "/", None),
    ("requests_received", "public_interest_org"): (None, "unparsed", "详见附件", None),
    ("requests_received", "total"): (8, "number", "8", None),
    ("granted_full", "natural_person"): (3, "number", "3", "ocr"),
    ("requests_carried_out", "total"): (None, "absent", None, None),
}


def build(folder: Path) -> Path:
    """Write ``public.db``, ``files`` and ``snapshots`` into ``folder``; return the database's path."""
    for body in (PDF, PAGE, UNLISTED):
        _keep(folder, body)
    snapshot = folder / "snapshots" / "2026-03-31"
    snapshot.mkdir(parents=True)
    (snapshot / "reports.csv").write_bytes("\ufeffreport_id,organ\r\n".encode())
    path = folder / "public.db"
    with closing(sqlite3.connect(path)) as database, database:
        database.executescript(PUBLIC_SCHEMA)
        _fill(database)
        widen(database)
        packing.pack(database)
        fulltext.build(database)
    return path


def sha256(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()


def _keep(folder: Path, body: bytes) -> None:
    name = sha256(body)
    path = folder / "files" / name[:2] / name[2:]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(body)


def _fill(database: sqlite3.Connection) -> None:
    for organ, name in (("a1", "滕州市工业和信息化局"), ("b2", "某局")):
        insert(
            database,
            "organs",
            organ_id=organ,
            organ=name,
            division_code="370481",
            reports=1,
            first_year=2020,
            last_year=2023,
        )
    for year in range(2020, 2024):
        found = {2020: OLD, 2023: ORDINARY}.get(year)
        insert(
            database, "register", organ_id="a1", year=year, organ="滕州市工业和信息化局", due=f"{year + 1}-01-31",
            published_on=f"{year + 1}-01-15" if found else None, missing=not found, removed=0, report_id=found,
        )  # fmt: skip
    insert(database, "portals", portal="tengzhou", title="滕州市人民政府", documents=3, reports=3)
    _report(database, ORDINARY, "滕州市工业和信息化局2023年政府信息公开工作年度报告", "2021", PDF)
    _report(database, HOSTILE, ATTACK, "2021", PAGE)
    _report(database, OLD, "滕州市工业和信息化局2020年政府信息公开工作年度报告", "2019", PDF)
    concerned = {"table": REQUESTS, "row": "requests_received", "column": "total"}
    insert(
        database, "findings", report_id=ORDINARY, number=1, rule="T2.ROW.requests_received", severity="error",
        result="fail", message="合计应为 7，印为 8", message_en="the total should be 7, it is printed as 8",
        expected=7, actual=8, places=json.dumps([concerned]),
    )  # fmt: skip
    insert(
        database, "findings", report_id=ORDINARY, number=2, rule="T2.COL.business", severity="error",
        result="not_evaluable", message="无法核对", message_en="cannot be evaluated",
        places=json.dumps([{**concerned, "column": "natural_person"}]),
    )  # fmt: skip
    insert(
        database, "findings", report_id=ORDINARY, number=3, rule="T2.ROW.granted_full", severity="warn", result="fail",
        message="总计有误", message_en="the total is wrong", places=json.dumps([{**concerned, "row": "granted_full"}]),
    )  # fmt: skip
    insert(
        database, "findings", report_id=ORDINARY, number=4, rule="T2.BAL.business", severity="info", places="[]",
        result="not_evaluable", message="缺少数字", message_en="figures are missing",
    )  # fmt: skip
    insert(
        database, "statements", report_id=ORDINARY, number=1, name="proactive_total", value=410, unit="条",
        quote="全年共主动公开政府信息410条", section=1,
    )  # fmt: skip
    insert(
        database,
        "statements",
        report_id=ORDINARY,
        number=2,
        name="problems",
        text="一是公开不够及时",
        quote="一",
    )
    for report in (ORDINARY, HOSTILE):
        text = ATTACK if report == HOSTILE else "2023年，我局严格按照《条例》要求，推进政府信息公开。" * 8
        insert(database, "sections", report_id=report, position=1, number=1, title="一、总体情况", text=text)


def _report(database: sqlite3.Connection, report_id: str, title: str, form: str, body: bytes) -> None:
    _, organ, year = report_id.split("-")
    url = (
        "javascript:alert(1)"
        if title == ATTACK
        else f"https://www.example.gov.cn/{report_id}/t20240115_1.html"
    )
    media_type = "text/html" if body == PAGE else "application/pdf"
    seen = {"first_seen": "2026-03-30T01:00:00Z", "last_seen": "2026-03-31T01:00:00Z"}
    insert(
        database, "reports", report_id=report_id, organ_id=organ, organ="滕州市工业和信息化局", year=int(year),
        division_code="370481", form=form, title=title, published_on=f"{int(year) + 1}-01-15", portal="tengzhou",
        source_url=url, article_url=url.replace("t2024", "article2024"), written_on=f"{int(year) + 1}-01-08",
        contact_unit="办公室", contact_phone="0632-5502160" if title != ATTACK else ATTACK, sha256=sha256(body), files=1, versions=1, cells=200, numbers=190, doubts=1, errors=int(report_id == ORDINARY),
        warnings=0, first_seen=seen["first_seen"],
    )  # fmt: skip
    insert(
        database, "documents", url=url, sha256=sha256(body), portal="tengzhou", media_type=media_type,
        bytes=len(body), outcome="report", report_id=report_id, **seen,
    )  # fmt: skip
    insert(
        database, "versions", report_id=report_id, version=1, sha256=sha256(body), url=url, current=1, **seen
    )
    _figures(database, report_id, form, sha256(body))


def _figures(database: sqlite3.Connection, report_id: str, form: str, file: str) -> None:
    for number, block in enumerate(forms()[form].blocks, start=1):
        for index, (_, column, key) in enumerate(block.cells()):
            value, status, raw, doubt = _cell(key)
            down, right = divmod(index, len(block.columns))
            insert(
                database, "figures", report_id=report_id, table=key.table, row=key.row, column=key.column, value=value,
                status=status, raw=raw, unit=column.unit, doubt=doubt, sha256=file, page=2, table_number=number,
                row_number=down + 2, column_number=right + 2,
            )  # fmt: skip
        for row in block.rows if block.key == REQUESTS else ():
            cells = {c.key: _cell(CellKey(REQUESTS, row.key, c.key))[0] for c in block.columns}
            insert(database, "requests", report_id=report_id, row=row.key, **cells)


def _cell(key: CellKey) -> tuple[int | None, str, str | None, str | None]:
    plain = (0, "number", "0", None)
    return SPECIAL.get((key.row, key.column), plain) if key.table == REQUESTS else plain


def insert(database: sqlite3.Connection, into: str, /, **values: Any) -> None:
    columns = ", ".join(f'"{name}"' for name in values)
    marks = ", ".join("?" * len(values))
    database.execute(f"INSERT INTO {into} ({columns}) VALUES ({marks})", list(values.values()))  # noqa: S608
