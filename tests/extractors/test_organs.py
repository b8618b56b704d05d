"""Two names of one body agree; two bodies' names do not."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractors import read
from extractors.organs import clearly_another, kind_of, level_of, same_organ


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


@pytest.mark.parametrize(
    ("name", "code", "level", "kind"),
    [
        ("山东省教育厅", "370000", "province", "department"),
        ("枣庄市人民政府", "370400", "prefecture", "government"),
        ("滕州市人民政府办公室", "370481", "county", "department"),
        ("滕州市西岗镇人民政府", "370481", "township", "township"),
        ("中山市石岐街道办事处", "442000", "township", "township"),
        ("滕州经济开发区管理委员会", "370481", "county", "government"),
        ("滕州市发展和改革委员会", "370481", "county", "department"),
        ("滕州市融媒体中心（滕州市广播电视台）", "370481", "county", "institution"),
        ("滕州市自来水有限公司", "370481", "county", "enterprise"),
        ("中国人民银行滕州市支行", "370481", "county", "department"),
        ("市中区某某", None, None, None),
    ],
)
def test_level_and_kind(name: str, code: str | None, level: str | None, kind: str | None) -> None:
    assert (level_of(name, code), kind_of(name)) == (level, kind)
