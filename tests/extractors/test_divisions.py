from __future__ import annotations

import pytest

from extractors.divisions import locate


@pytest.mark.parametrize(
    ("organ", "evidence", "code"),
    [
        ("滕州市工业和信息化局", [], "370481"),
        ("山东省教育厅", [], "370000"),
        ("济宁市工业和信息化局", [], "370800"),
        ("枣庄市市中区教育局", [], "370402"),
        ("市中区工业和信息化局", ["地址:枣庄市市中区龙头西路"], "370402"),
        ("通州区生态环境局", ["南通市通州区世纪大道"], "320612"),
        ("积石山保安族东乡族撒拉族自治县财政局", [], "622927"),
        ("镇沅彝族哈尼族拉祜族自治县医疗保障局", [], "530825"),
    ],
)
def test_organs_are_placed(organ: str, evidence: list[str], code: str) -> None:
    assert locate(organ, evidence) == code


@pytest.mark.parametrize("organ", ["市中区工业和信息化局", "朝阳区教育局", "市财政局", "某某局", "", None])
def test_a_homonym_without_its_parent_is_nowhere(organ: str | None) -> None:
    assert locate(organ, ["电话：12345678"]) is None
