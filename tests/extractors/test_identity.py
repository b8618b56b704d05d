from __future__ import annotations

import pytest

from extractors import Hints, read
from extractors.contact import find_contact
from extractors.content import Content, Paragraph
from extractors.report import Contact, Report

FORM = "".join(
    f"<p>{text}</p>"
    for text in ("一、总体情况", "2022年，我局主动公开政府信息10条。", "二、主动公开政府信息情况")
) + (
    "<table><tr><td colspan=4>第二十条第（五）项</td></tr><tr><td>信息内容</td><td colspan=3>本年处理决定数量</td></tr>"
    "<tr><td>行政许可</td><td colspan=3>1</td></tr></table>"
)


def _report(*lines: str, hints: Hints | None = None) -> Report:
    page = "<html><body>" + "".join(f"<p>{line}</p>" for line in lines) + FORM + "</body></html>"
    reading = read(page.encode(), hints)
    assert reading.report, reading.reason
    return reading.report


def test_a_homonym_is_settled_by_the_catalogue_or_found() -> None:
    title = "市中区教育局2022年政府信息公开工作年度报告"
    assert _report(title, hints=Hints(division_code="370402")).division_code == "370402"
    report = _report(title)
    assert report.division_code is None
    [finding] = [f for f in report.findings if f.rule == "M.DIVISION_UNKNOWN"]
    assert "山东省枣庄市市中区370402" in finding.message.zh


@pytest.mark.parametrize("catalogue", ["370402", "110000"])
def test_the_catalogue_never_overrules_the_name(catalogue: str) -> None:
    report = _report("滕州市教育局2022年政府信息公开工作年度报告", hints=Hints(division_code=catalogue))
    assert report.division_code == "370481"


@pytest.mark.parametrize(
    ("lines", "contact"),
    [
        (
            ["如有疑问，请联系：泰兴市财政局办公室，电话(0523) 89118222。"],
            Contact(unit="泰兴市财政局办公室", phone="0523-89118222"),
        ),
        (["如有疑问，请致电027-82826308。"], Contact(phone="027-82826308")),
        (
            ["欢迎提出意见。地址位于善国北路1号（邮编：277 500），电话：0632 550 2160。"],
            Contact(address="善国北路1号", postcode="277500", phone="0632-5502160"),
        ),
        (
            ["联系单位：某局办公室，电话：+86-632-5502160"],
            Contact(unit="某局办公室", phone="+86-632-5502160"),
        ),
        (
            ["联系方式：电话 010-65090000；地址 日坛北街33号(西侧)，邮编 100020"],
            Contact(phone="010-65090000", address="日坛北街33号(西侧)", postcode="100020"),
        ),
        (
            ["联系人：张三", "联系电话：0873—7236877", "办公地点：县政府大院", "办公时间：8:30-12:00"],
            Contact(phone="0873-7236877", address="县政府大院"),
        ),
        # labels alone, in every place and with every mark between
        (
            [
                "本报告所列数据的统计期限为2021年。联系地址：舟山市庙根路8号，邮编：316111，联系电话：0580-6031015。"
            ],
            Contact(address="舟山市庙根路8号", postcode="316111", phone="0580-6031015"),
        ),
        (
            ["咨询电话：0353-5152233 传真：0353-5152211 邮编： 0450 11"],
            Contact(phone="0353-5152233", fax="0353-5152211", postcode="045011"),
        ),
        (
            [
                "单位地址：济南市建新南路15号",
                "邮政编码：250001",
                "咨询电话：0531-82078731",
                "电子邮箱：szq@jn.cn",
            ],
            Contact(
                address="济南市建新南路15号", postcode="250001", phone="0531-82078731", email="szq@jn.cn"
            ),
        ),
        # the first value that is one; a road beside another is no body to ask
        (
            [
                "联系方式：内蒙古自治区水利厅办公室，呼和浩特市赛罕区乌兰察布东街与丰州路交汇处，电话0471-5259718，邮编010020。"
            ],
            Contact(phone="0471-5259718", postcode="010020"),
        ),
        # the website's own lines, telephones to complain by, and prose about telephones
        (
            ["六、其他", "无。", "主办：平原县政府办", "联系电话：0534-4211234", "鲁ICP备05012345号"],
            Contact(),
        ),
        (["监督电话：0534-4211234", "开通咨询电话，全年接听电话3000余次。"], Contact()),
    ],
)
def test_contacts(lines: list[str], contact: Contact) -> None:
    assert find_contact(Content(tuple(map(Paragraph, lines)))) == contact


@pytest.mark.parametrize(
    "head",
    [
        "<meta name='SiteName' content='枣庄市市中区人民政府'>",
        "<title>市中区教育局2022年政府信息公开工作年度报告_枣庄市市中区人民政府</title>",
    ],
)
def test_the_site_breaks_a_tie(head: str) -> None:
    title = "<p>市中区教育局2022年政府信息公开工作年度报告</p>"
    report = read(f"<html><head>{head}</head><body>{title}{FORM}</body></html>".encode()).report
    assert report
    assert report.division_code == "370402"
