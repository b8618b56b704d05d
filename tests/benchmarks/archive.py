"""Print what a large archive costs: ``python -m tests.benchmarks.archive --reports 10000``.

Makes an archive of synthetic reports (ten years of each body, the form of 2021 in full, some twelve hundred characters
of prose, one in five with the boxes of a PDF) and measures taking them in, publishing and the snapshot.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import shutil
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

from archive import runs
from archive.database import opened
from archive.folder import Folder
from archive.publishing import publish
from archive.reading import save
from archive.snapshot import snapshot
from extractors.divisions import divisions
from extractors.form import forms
from extractors.report import (
    Contact,
    Figure,
    Finding,
    Message,
    Outcome,
    Period,
    Place,
    Reading,
    Report,
    Result,
    Section,
    Severity,
    Statement,
    Status,
)  # fmt: skip

BYTES_A_REPORT = 12 * 1024
YEARS = range(2016, 2026)

_RANDOM = random.Random(0)  # noqa: S311
_DEPARTMENTS = [
    "财政局",
    "教育局",
    "民政局",
    "司法局",
    "公安局",
    "审计局",
    "统计局",
    "水利局",
    "农业农村局",
    "生态环境局",
    "交通运输局",
    "卫生健康局",
]
_CELLS = tuple(key for block in forms()["2021"].blocks for _, _, key in block.cells())
# Where each stands: a row of the form is a row of its table.
_PLACES = tuple(
    (number, 3 + index // len(block.columns), 3 + index % len(block.columns))
    for number, block in enumerate(forms()["2021"].blocks, 1)
    for index, _ in enumerate(block.cells())
)
# Cells that are the same every year: else every report would contradict the one before.
_STEADY = (
    "requests_carried_in",
    "requests_carried_out",
    "art20_1.regulations",
    "art20_1.normative_documents",
)
_PHRASES = (
    "{year}年，{organ}认真贯彻落实《中华人民共和国政府信息公开条例》，不断健全工作机制，拓宽公开渠道。",
    "全年主动公开政府信息{n}条，其中通过政府网站公开{m}条，通过政务新媒体公开{k}条。",
    "全年共收到政府信息公开申请{k}件，均在法定期限内予以答复。",
    "完善信息发布审核制度，坚持“先审查、后公开，谁公开、谁负责”，确保公开内容准确、规范。",
    "加强政府网站和政务新媒体管理，及时更新栏目，回应群众关切，办理留言{k}条。",
    "组织政府信息公开业务培训{k}次，提升工作人员的能力和水平，参加培训{m}人次。",
    "对照上级部署，逐项梳理重点领域信息，做到应公开尽公开，方便企业和群众查询。",
    "将政府信息公开纳入年度考核，定期通报，督促各科室按时保质完成任务。",
    "一是公开的内容还不够全面，部分栏目更新不够及时；二是工作人员业务能力有待提高。",
    "下一步，我们将健全长效机制，丰富公开形式，加强解读回应，自觉接受社会监督。",
)
_HEADINGS = ("总体情况", "主动公开政府信息情况", "收到和处理政府信息公开申请情况", "政府信息公开行政复议、行政诉讼情况",
             "存在的主要问题及改进情况", "其他需要报告的事项")  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.archive", description=__doc__)
    parser.add_argument("--reports", type=int, default=10_000)
    parser.add_argument("--into", type=Path, help="keep the archive in this folder")
    options = parser.parse_args()
    path = options.into or Path(tempfile.mkdtemp())
    folder = Folder(path)
    folder.prepare()
    try:
        taking_in = _took(lambda: _take_in(folder, options.reports))
        publishing = _took(lambda: publish(folder))
        writing = _took(lambda: snapshot(folder, date(2026, 4, 1)))
        size = folder.public.stat().st_size / options.reports
        each = 1000 / options.reports
        _say(
            f"{options.reports:,} reports. A report costs {taking_in * each:.1f} ms to take in, "
            f"{publishing * each:.2f} ms to publish, {writing * each:.2f} ms in the snapshot.",
            f"public.db has {size / 1024:.1f} kB a report (bar {BYTES_A_REPORT / 1024:.0f}).",
            *_largest(folder.public, options.reports),
        )
    finally:
        if not options.into:
            shutil.rmtree(path)


def _take_in(folder: Folder, reports: int) -> None:
    """Fill an archive as crawling and reading would, but for the files."""
    with opened(folder.archive) as database:
        run = runs.begin(database, "benchmark")
        for number, (year, report) in enumerate(_reports(reports)):
            sha256 = hashlib.sha256(str(number).encode()).hexdigest()
            seen = datetime(year + 1, 1, 20, tzinfo=UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
            url = f"http://www.example.gov.cn/{report.division_code}/zwgk/nb/{year}/t{number}.html"
            with database.atomic():
                database.table("documents").insert(
                    {"url": url, "sha256": sha256, "portal": "example", "bytes": 40_000, "link_text": report.title,
                     "run_id": run, "first_seen": seen, "last_seen": seen, "year": year}
                )  # fmt: skip
                database.table("captures").insert(
                    {"url": url, "sha256": sha256, "run_id": run, "first_seen": seen, "last_seen": seen}
                )
            save(database, sha256, Reading(sha256, "text/html", Outcome.REPORT, None, report))
        runs.end(database, run)


def _reports(count: int) -> Iterator[tuple[int, Report]]:
    counties = [division for division in divisions() if division.level == "county"]
    for number in range(count):
        body, year = divmod(number, len(YEARS))
        county = counties[body % len(counties)]
        department = _DEPARTMENTS[body // len(counties) % len(_DEPARTMENTS)]
        serial = body // len(counties) // len(_DEPARTMENTS)
        organ = f"{county.name}{f'第{serial}' if serial else ''}{department}"
        yield YEARS[year], _report(organ, county.code, YEARS[year], boxes=number % 5 == 0)


def _report(organ: str, division: str, year: int, *, boxes: bool) -> Report:
    values = [0 if key.row in _STEADY else _RANDOM.choice((0, 0, 0, 0, 0, 1, 2, 7, 31)) for key in _CELLS]
    figures = tuple(
        Figure(key, value, Status.NUMBER, str(value), "件", None, _place(*place, boxes=boxes))
        for key, value, place in zip(_CELLS, values, _PLACES, strict=True)
    )
    sections = tuple(Section(n, title, _prose(organ, year, n)) for n, title in enumerate(_HEADINGS, 1))
    quote = f"全年主动公开政府信息{values[0]}条"
    claims = (
        "proactive_total",
        "proactive_website",
        "requests_received",
        "training_sessions",
        "messages_handled",
    )
    items = tuple(
        sentence + "，需要继续努力改进和完善"
        for sentence in ("公开内容不够全面", "更新不够及时", "业务能力有待提高")
    )
    return Report(
        title=f"{organ}{year}年政府信息公开工作年度报告", organ=organ, division_code=division, year=year, form="2021",
        period=Period(date(year, 1, 1), date(year, 12, 31)), written_on=date(year + 1, 1, 18), published_on=None,
        contact=Contact(phone="0632-5502160", address="人民路1号"), figures=figures, sections=sections,
        statements=(
            *(Statement(name, values[n], None, "条", quote, 1) for n, name in enumerate(claims)),
            Statement("problems", items, None, None, "一是公开的内容还不够全面", 5),
        ),
        findings=(
            Finding("M.CONTACT_MISSING", Severity.INFO, Result.FAIL, Message("没有写明联系方式", "no contact is given")),
            Finding("T2.ROW.granted_full", Severity.ERROR, Result.FAIL,
                    Message("各类申请人之和应等于总计：3+12=15 ≠ 14", "applicants should add up: 3+12=15 ≠ 14"), 15, 14,
                    (_CELLS[50], _CELLS[51])),
        ),
    )  # fmt: skip


def _place(table: int, row: int, column: int, *, boxes: bool) -> Place:
    box = (72.0 + 40 * column, 90.5 + 18 * row, 110.25 + 40 * column, 108.5 + 18 * row) if boxes else None
    return Place(2 if boxes else None, table, row, column, box)


def _prose(organ: str, year: int, section: int) -> str:
    sentences = _RANDOM.choices(_PHRASES, k=(14, 3, 3, 1, 6, 2)[section - 1])
    numbers = {"n": _RANDOM.randint(10, 2000), "m": _RANDOM.randint(5, 900), "k": _RANDOM.randint(0, 60)}
    return "\n".join(sentence.format(organ=organ, year=year, **numbers) for sentence in sentences)


def _largest(public: Path, reports: int) -> Iterator[str]:
    """Say where the bytes are."""
    sql = "SELECT name, sum(pgsize) AS bytes FROM dbstat GROUP BY name ORDER BY bytes DESC LIMIT 12"
    with closing(sqlite3.connect(public)) as connection:
        for name, size in connection.execute(sql):
            yield f"  {size / reports:7.0f} bytes  {name}"


def _took(work: Callable[[], object]) -> float:
    start = time.monotonic()
    work()
    return time.monotonic() - start


def _say(*lines: str) -> None:
    sys.stdout.write("".join(f"{line}\n" for line in lines))


if __name__ == "__main__":
    main()
