"""Every example folder: the file as served, read, against its reviewed expectation.

A folder without ``expected.json`` gets one written **and fails**: read it against the document by eye, then
commit it. Never loosen an expectation to pass.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from extractors import read
from tests.extractors.snapshot import grids, snapshot

EXAMPLES = Path(__file__).parent / "examples"
SITE = Path(__file__).parents[2] / "crawler" / "sample" / "site" / "zwgk" / "zfxxgknb"
CASES = sorted(p for p in EXAMPLES.iterdir() if p.is_dir())

# The sample portal publishes the seeds as Word, PDF and HTML; each must read like the seed's own text.
DRESSED = {
    "202401/P020240126398214560137.docx": "seed-000",
    "202401/t20240126_10131405.html": "seed-000",
    "202401/P020240122551206873114.pdf": "seed-001",
    "202201/P020220120322904118852.docx": "seed-002",
    "202401/P020240115388120947760.docx": "seed-003",
    "202401/t20240115_10128877.html": "seed-003",
    "202101/P020210128524470136093.pdf": "seed-004",
}


def document(case: Path) -> Path:
    (file,) = (p for p in case.iterdir() if p.name not in ("expected.json", "source.toml"))
    return file


@pytest.mark.parametrize("case", CASES, ids=lambda p: p.name)
def test_example(case: Path) -> None:
    actual = snapshot(read(document(case).read_bytes()))
    expected = case / "expected.json"
    if not expected.exists():
        expected.write_text(json.dumps(actual, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        pytest.fail(f"wrote {expected}: review it against the document, then commit it")
    assert actual == json.loads(expected.read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda p: p.name)
def test_example_says_where_it_is_from(case: Path) -> None:
    assert (case / "source.toml").exists()


@pytest.mark.parametrize(("path", "seed"), DRESSED.items())
def test_dressed_seed_reads_like_its_text(path: str, seed: str) -> None:
    dressed = read((SITE / path).read_bytes()).report
    plain = read((EXAMPLES / seed / "report.txt").read_bytes()).report
    assert dressed is not None
    assert plain is not None
    assert grids(dressed.figures) == grids(plain.figures)
    assert [(s.number, _folded(s.title), _folded(s.text)) for s in dressed.sections] == [
        (s.number, _folded(s.title), _folded(s.text)) for s in plain.sections
    ]
    for name in ("title", "organ", "division_code", "year", "form", "period", "written_on", "contact"):
        assert getattr(dressed, name) == getattr(plain, name), name
    assert {(s.name, s.value) for s in dressed.statements} == {(s.name, s.value) for s in plain.statements}
    assert {(f.rule, f.severity) for f in dressed.findings} == {(f.rule, f.severity) for f in plain.findings}


def _folded(text: str) -> str:
    return "".join(text.split())


def test_every_number_of_a_pdf_has_its_box() -> None:
    report = read((SITE / "202401/P020240122551206873114.pdf").read_bytes()).report
    assert report is not None
    for figure in report.figures:
        assert figure.place is not None
        assert figure.place.page is not None
        assert figure.place.box is not None
        x0, top, x1, bottom = figure.place.box
        assert 0 < x0 < x1 < 842
        assert 0 < top < bottom < 842


def test_seed_004_lost_rows_are_absent_not_zero() -> None:
    report = read((EXAMPLES / "seed-004" / "report.txt").read_bytes()).report
    assert report is not None
    lost = [
        f
        for f in report.figures
        if f.key.row in ("outcomes_total", "requests_carried_out", "closed_other_total")
    ]
    assert len(lost) == 21
    assert {(f.status.value, f.value, f.raw) for f in lost} == {("absent", None, None)}
