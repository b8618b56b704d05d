"""How a report is cut: its sections by their headings, its end by its signature."""

from __future__ import annotations

import pytest

from extractors import read
from extractors.closing import find_signature
from extractors.content import Cell, Content, Paragraph, Table
from extractors.outline import headings, sections

TABLE_1 = Table(1, (Cell("第二十条第（一）项", 0, 0), Cell("信息内容", 1, 0)))


def content(*blocks: str | Table) -> Content:
    return Content(tuple(b if isinstance(b, Table) else Paragraph(b) for b in blocks))


def cut(*blocks: str | Table) -> dict[int, str]:
    return {s.number: s.text for s in sections(content(*blocks))}


def test_numbered_items_of_the_last_section_are_none_of_its_headings() -> None:
    found = cut(
        "一、总体情况",
        "甲。",
        "五、存在的问题及改进措施",
        "乙。",
        "六、其他需要报告的事项",
        "1.未收费。",
        "2.无其他需要报告的事项。",
    )
    assert found == {1: "甲。", 5: "乙。", 6: "1.未收费。\n2.无其他需要报告的事项。"}


def test_parts_of_a_report_with_bare_headings_are_none() -> None:
    found = cut(
        "总体情况", "（一）主动公开情况", "甲。", "（二）依申请公开情况", "乙。", "收到和处理政府信息公开申请情况", TABLE_1,
        "存在问题及改进情况", "（一）2023年主要问题的改进情况", "丙。", "其他需报告的事项", "无其他需要报告的事项。",
    )  # fmt: skip
    assert found == {
        1: "（一）主动公开情况\n甲。\n（二）依申请公开情况\n乙。",
        3: "",
        5: "（一）2023年主要问题的改进情况\n丙。",
        6: "无其他需要报告的事项。",
    }


@pytest.mark.parametrize(
    ("heading", "text"),
    [
        (("四、因政府信息公开工作被申请行政复议、", "提起行政诉讼情况"), ""),
        (("四、政府信息公开行政复议、行政诉讼情况：无。",), "无。"),
        (("四、政府信息公开行政复议、行政诉讼情况 本年度未发生行政复议。本年度未发生行政诉讼。",), "本年度未发生行政复议。本年度未发生行政诉讼。"),
        (("第四部分 政府信息公开行政复议、行政诉讼情况",), ""),
        (("四丶政府信息公开行政复议、行政诉讼情况", "政府信息公开行政复议、行政诉讼情况", "- 4 -"), ""),
    ],
)  # fmt: skip
def test_headings_as_offices_print_them(heading: tuple[str, ...], text: str) -> None:
    assert cut("一、总体情况", "甲。", TABLE_1, *heading, "五、存在的主要问题及改进情况", "乙。")[4] == text


def test_words_count_where_the_numbering_begins_again_before_the_tables() -> None:
    found = headings(
        content(
            "—、总体情况", "甲。", "一、主动公开政府信息情况", TABLE_1, "二、收到和处理政府信息公开申请情况",
            "三、政府信息公开行政复议、行政诉讼情况", "四、存在的主要问题及改进情况", "乙。", "五、其他需要报告的事项",
        )
    )  # fmt: skip
    assert [h.number for h in found] == [1, 2, 3, 4, 5, 6]


def test_chapters_of_older_reports_keep_their_printed_numbers() -> None:
    found = cut(
        "一、概述", "甲。", "二、主动公开政府信息情况", "乙。", "三、政府信息公开申请办理情况", "结转下年度继续办理0件。",
        "四、行政复议、行政诉讼情况", "无。", "五、存在的主要问题及改进情况", "丙。",
        "大荔县白云乡人民政府", "二〇一九年一月十九日", "附：", "统计表", "单位负责人：李伟",
    )  # fmt: skip
    assert found == {1: "甲。", 2: "乙。", 3: "结转下年度继续办理0件。", 4: "无。", 5: "丙。"}


@pytest.mark.parametrize("page", [" 2", "\t12", "……3", "4", ""])
def test_a_table_of_contents_is_passed_over(page: str) -> None:
    lines = [
        "一、总体情况",
        "二、主动公开政府信息情况",
        "三、收到和处理政府信息公开申请情况",
        "五、存在的问题及改进措施",
    ]
    assert cut(*(line + page for line in lines), lines[0], "甲。", *lines[1:])[1] == "甲。"


def test_chapters_not_among_the_six_count_too() -> None:
    chapters = (
        "概述",
        "主动公开政府信息的情况",
        "收费及减免情况",
        "行政复议、诉讼情况",
        "存在的主要问题及改进情况",
    )
    found = headings(content(*(f"{n}、{title}" for n, title in zip("一二三四五", chapters, strict=True))))
    assert [(h.number, h.title) for h in found] == list(enumerate(chapters, 1))


@pytest.mark.parametrize(
    "tail",
    [
        ("无锡市教育局", "2024年1月5日"),
        ("无锡市教育局", "2024年1月"),
        ("无锡市教育局",),
        ("2024-01-05",),
        ("附件：统计表.xls",),
        ("上一篇：没有了", "无锡市2022年年报"),
        ("主办：无锡市教育局　承办：无锡市大数据局", "苏ICP备05006788号"),
        ("来源：无锡市教育局", "2024年1月5日"),
    ],
)
def test_what_stands_below_the_report_is_none_of_it(tail: tuple[str, ...]) -> None:
    assert cut("一、总体情况", "甲。", "六、其他需要报告的事项", "无。", *tail)[6] == "无。"


def test_a_signature_is_found_above_the_annexes() -> None:
    signed = find_signature(
        content("丙。", "三明市旅游局", "2015年3月28日", "附表", TABLE_1, "审核人：李敏"), None
    )
    assert signed is not None
    assert (signed.first, signed.organ, str(signed.day)) == (1, "三明市旅游局", "2015-03-28")


def test_a_section_in_a_frame_is_prose() -> None:
    page = "<p>滕州市财政局2023年政府信息公开年报</p><p>一、总体情况</p><p>甲。</p><p>二、主动公开政府信息情况</p><p>乙。</p>"
    framed = "<table><tr><td>六、其他需要报告的事项</td></tr><tr><td>无</td></tr></table>"
    report = read(f"<body>{page}{framed}</body>".encode()).report
    assert report is not None
    assert [(s.number, s.text) for s in report.sections] == [(1, "甲。"), (2, "乙。"), (6, "无")]
