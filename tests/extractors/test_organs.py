"""Two names of one body agree; two bodies' names do not."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractors import read
from extractors.organs import clearly_another, same_organ


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("滕州市工业和信息化局", "滕州市工信局"),
        ("滕州市工业和信息化局", "市工信局综合法规科"),
        ("沂南县人民政府", "沂南县人民政府办公室"),
        ("沂南县大庄镇人民政府", "大庄镇党政办公室"),
        ("沂南县发展和改革委员会", "沂南县发改委"),
        ("某市公安局东城分局", "东城公安分局"),
        ("某市经济技术开发区管理委员会", "某市经开区管委会"),
    ],
)
def test_the_same_body_under_two_names(name: str, other: str) -> None:
    assert same_organ(name, other)
    assert not clearly_another(name, other)


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("沂南县大庄镇人民政府", "沂南县铜井镇人民政府"),
        ("沂南县财政局", "沂南县教育局"),
        ("甲县财政局", "乙县财政局"),
    ],
)
def test_two_bodies(name: str, other: str) -> None:
    assert not same_organ(name, other)
    assert clearly_another(name, other)


SEED = Path(__file__).parent / "examples" / "seed-003" / "report.txt"


@pytest.mark.parametrize(("signed", "found"), [("市工信局", False), ("鄂尔多斯市教育局", True)])
def test_a_report_signed_by_another_body_is_found(signed: str, found: bool) -> None:
    before, _, after = SEED.read_text(encoding="utf-8").rpartition("鄂尔多斯市工业和信息化局")
    report = read((before + signed + after).encode()).report
    assert report is not None
    assert ("M.ORGAN_MISMATCH" in {f.rule for f in report.findings}) is found
