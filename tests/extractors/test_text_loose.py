"""One cell a line and no borders: what an empty line, a number behind a label or a broken word of the head is."""

from __future__ import annotations

import pytest

from extractors.content import Paragraph
from extractors.form import forms
from extractors.formats.text import content
from tests.extractors.test_text import PROACTIVE, ROWS, read, requests

INDICATORS = [row.label.text for row in forms()["2008"].blocks[0].rows[:8]]
RESULTS = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
DISPUTES = ["行政复议", "行政诉讼", *RESULTS, "未经复议直接起诉", "复议后起诉", *RESULTS, *RESULTS]


@pytest.mark.parametrize("between", ["\n", "\n\n"])
@pytest.mark.parametrize("unit", [["条"], []])
def test_the_codes_behind_the_labels_are_no_figures(between: str, unit: list[str]) -> None:
    lines = ["指标名称", "代码", "计量单位", "2011年度"]
    for code, label in enumerate(INDICATORS, 1):
        lines += [label, f"{code:02}", *unit, str(code + 30)]
    assert read(between.join(lines), "statistics_2008")["proactive_items"] == [31]


def test_words_of_a_head_broken_over_lines_are_whole() -> None:
    lines = ["指标", "名称", "计量单位", "200", "9年", "历年", "累计"]
    for label in INDICATORS:
        lines += [label, "条", "5", "8"]
    figures = read("\n".join(lines), "statistics_2008")
    assert (figures["proactive_items"], figures["proactive_items_cumulative"]) == ([5], [8])


def test_pieces_of_the_heads_first_words_belong_to_the_table() -> None:
    text = "四、行政复议、行政诉讼情况\n" + "\n".join(["行政", "复议", *DISPUTES[1:], *"012340123401234"])
    paragraphs = [b.text for b in content(text.encode()).blocks if isinstance(b, Paragraph)]
    assert paragraphs == ["四、行政复议、行政诉讼情况"]


def test_what_one_table_proves_of_empty_lines_holds_for_the_others() -> None:
    row = ["2.重复申请", "", "5", "", "", "", "", "5"]
    first = [*PROACTIVE, "规章", "", "", "", "行政规范性文件", "", "", "7"]
    text = "\n".join(
        [
            "二、主动公开政府信息情况",
            *first,
            "三、收到和处理政府信息公开申请情况",
            requests(not_processed_duplicate=row),
            "四、行政复议、行政诉讼情况",
            *DISPUTES,
            *[""] * 16,
            "五、存在的主要问题及改进情况",
        ]
    )
    proactive = read(text, "proactive_disclosure")
    assert proactive["art20_1.regulations"] == ["blank"] * 3
    assert proactive["art20_1.normative_documents"] == ["blank", "blank", 7]
    assert read(text, "reconsideration_litigation")["litigation_direct"] == ["blank"] * 5


def test_a_blank_cell_may_be_an_empty_line_that_an_empty_line_follows() -> None:
    kept = ["2.重复申请", "", "5", "", "", "", "", ""]
    row = read(requests(between="\n\n", not_processed_duplicate=kept))["not_processed_duplicate"]
    assert row == ["blank", 5, *["blank"] * 5]


def test_an_indicator_without_a_figure_behind_its_unit_is_blank() -> None:
    lines = ["统计指标", "单位", "统计数", "一、主动公开情况", "——"]
    for label in [row.label.text for row in forms()["2014"].blocks[0].rows[:6]]:
        lines += [label, "条", "3"]
    del lines[-4]  # the last but one has none
    figures = read("\n".join(lines), "statistics_2014")
    assert [*figures.values()][3:6] == [[3], ["blank"], [3]]


def test_rows_that_any_table_has_are_not_of_the_requests() -> None:
    text = "\n".join(["公开渠道", "数量（条）", "政府网站", "272", "其他", "145", "总计", "777"])
    rows = read("\n".join([text, "二、主动公开政府信息情况", *PROACTIVE, "规章", *"123"]))
    assert rows["closed_other"] == ["absent"] * 7


def test_the_number_of_a_label_cut_from_it_is_no_figure() -> None:
    cut = ["6.", "属于四类过程性信息", *"1234567"]
    assert read(requests(refused_deliberative_process=cut))["refused_deliberative_process"] == [
        1,
        2,
        3,
        4,
        5,
        6,
        7,
    ]


def test_every_row_may_end_with_an_empty_line() -> None:
    rows = [[row.label.text, *"1234567", ""] for row in ROWS]
    rows[3] = [ROWS[3].label.text, "", "5", "", "", "", "", "5", ""]
    results = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
    head = [
        ["行政复议", "行政诉讼", ""],
        [*results, "未经复议直接起诉", "复议后起诉", ""],
        [*results, *results, ""],
    ]
    text = "\n".join(["申请人情况", "", *(cell for row in rows for cell in row)])
    disputes = [cell for row in [*head, ["1", "", *"2345678901234", ""]] for cell in row]
    text = "\n".join([text, "四、行政复议、行政诉讼情况", *disputes])
    assert read(text)[ROWS[3].key] == ["blank", 5, *["blank"] * 4, 5]
    assert read(text, "reconsideration_litigation")["reconsideration"] == [1, "blank", 2, 3, 4]


def test_a_blank_cell_is_not_made_up_where_words_part_a_row() -> None:
    parted = ["2.重复申请", "", *"12345", "", "另见说明", "15"]
    blank = ["3.要求提供公开出版物", *"123", "", *"456"]
    found = read(requests(not_processed_duplicate=parted, not_processed_published=blank))
    assert found["not_processed_published"] == [1, 2, 3, "blank", 4, 5, 6]
    assert not any(value == "blank" for value in found["not_processed_duplicate"])


def test_the_words_at_every_pages_top_are_in_no_cell() -> None:
    title = "滕州市教育局2021年政府信息公开工作年度报告"
    row = [
        "2.重复申请",
        *"1234",
        "2022/1/12 10:22 政府信息公开",
        "http://www.tengzhou.gov.cn/a.html 3/9",
        title,
        *"567",
    ]
    found = read(f"{title}\n\n" + requests(not_processed_duplicate=row))
    assert found["not_processed_duplicate"] == [1, 2, 3, 4, 5, 6, 7]


def test_a_miswritten_label_with_blanks_inside_is_one_cell() -> None:
    row = ["一、本年 度新收政府信息 公开申请数 量", *"1234567"]
    assert read(requests(requests_received=row))["requests_received"] == [1, 2, 3, 4, 5, 6, 7]


def test_a_row_with_all_its_figures_and_a_blank_one_is_unsure_of_them() -> None:
    page_number = ["2.重复申请", "", *"12345", "9", "15"]
    blank = ["3.要求提供公开出版物", *"123", "", *"456"]
    found = read(requests(not_processed_duplicate=page_number, not_processed_published=blank))
    assert not any(isinstance(value, int) for value in found["not_processed_duplicate"])


def test_the_head_of_two_blocks_is_no_running_head() -> None:
    text = "\n".join(["|信息内容|本年处理决定数量|", "2", "|信息内容|本年处理决定数量|", "3"])
    assert "".join(c.text for t in content(text.encode()).tables for c in t.cells).count("信息内容") == 2
