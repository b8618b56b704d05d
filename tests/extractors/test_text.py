"""What converters leave of a table in a text file: cells a line, trimmed tabs, page numbers, broken labels."""

from __future__ import annotations

from extractors.fitting.fit import fit
from extractors.form import forms
from extractors.formats.text import content
from extractors.formats.text_aligned import columns
from extractors.media import sniff
from extractors.report import Status

BLOCKS = {block.key: block for block in forms()["2021"].blocks}
ROWS = BLOCKS["requests"].rows
APPLICANTS = [
    "自然人",
    "法人或其他组织",
    "总计",
    "商业企业",
    "科研机构",
    "社会公益组织",
    "法律服务机构",
    "其他",
]
PROACTIVE = ["第二十条第（一）项", "信息内容", "本年制发件数", "本年废止件数", "现行有效件数"]


def read(text: str, table: str = "requests") -> dict[str, list[object]]:
    """The figures of a table by row: a value, or else a status; a doubted one as ``value?``."""
    found: dict[str, list[object]] = {}
    for figure in fit(content(text.encode())).figures:
        if figure.key.table == table:
            value = figure.value if figure.status is Status.NUMBER else figure.status.value
            found.setdefault(figure.key.row, []).append(f"{value}?" if figure.doubt else value)
    return found


def requests(*, between: str = "\n", **instead: list[str]) -> str:
    """Table 2 a cell a line, its rows numbered from 10; ``instead`` replaces all lines of a row."""
    lines = ["申请人情况", *APPLICANTS]
    for number, row in enumerate(ROWS, 10):
        lines += instead.get(row.key, [row.label.text, *[str(number)] * 7])
    return between.join(lines)


def test_every_row_is_read_from_cells_without_borders() -> None:
    assert read(requests()) == {row.key: [n] * 7 for n, row in enumerate(ROWS, 10)}
    assert read(requests(between="\n\n")) == {row.key: [n] * 7 for n, row in enumerate(ROWS, 10)}


def test_a_label_broken_over_lines_is_one() -> None:
    broken = ["2.其他法律", "行政法规", "禁止公开", *"1234567"]
    assert read(requests(refused_prohibited_by_law=broken))["refused_prohibited_by_law"] == [
        1,
        2,
        3,
        4,
        5,
        6,
        7,
    ]


def test_words_in_a_cell_are_no_label() -> None:
    words = ["2.重复申请", "1", "2", "详见附件", *"4567"]
    assert read(requests(not_processed_duplicate=words))["not_processed_duplicate"] == [
        1,
        2,
        "unparsed",
        4,
        5,
        6,
        7,
    ]


def test_empty_lines_are_blank_cells_where_all_rows_agree() -> None:
    kept = ["2.重复申请", "", "5", "", "", "", "", "5"]
    blank = ["blank"]
    row = read(requests(not_processed_duplicate=kept))["not_processed_duplicate"]
    assert row == [*blank, 5, *blank * 4, 5]
    lost = ["2.重复申请", "5", "5"]
    assert read(requests(not_processed_duplicate=lost))["not_processed_duplicate"][:2] == ["5?", "5?"]


def test_page_numbers_stand_in_no_cell() -> None:
    numbered = ["2.重复申请", *"1234", "— 7 —", "第 8 页 共 9 页", *"567"]
    assert read(requests(not_processed_duplicate=numbered))["not_processed_duplicate"] == [
        1,
        2,
        3,
        4,
        5,
        6,
        7,
    ]


def test_figures_of_table_3_follow_those_of_the_last_row_where_its_head_is_lost() -> None:
    fifteen = [str(n) for n in range(101, 116)]
    text = requests(between="\n") + "\n" + "\n".join(fifteen)
    assert read(text)["requests_carried_out"] == [34] * 7
    assert read(text, "reconsideration_litigation")["reconsideration"] == [f"{n}?" for n in range(101, 106)]


def test_labels_without_figures_are_rows_of_blanks() -> None:
    figures = read("\n".join([*PROACTIVE, "规章", "行政规范性文件", *"123"]), "proactive_disclosure")
    assert figures["art20_1.regulations"] == ["blank"] * 3
    assert figures["art20_1.normative_documents"] == [1, 2, 3]


def test_trimmed_tabs_are_blank_cells() -> None:
    rows = [PROACTIVE[:1], PROACTIVE[1:], ["规章"], ["行政规范性文件", "1", "", "3"]]
    rows += [["第二十条第（五）项"], ["信息内容", "本年处理决定数量"], ["行政许可"]]
    figures = read("\n".join("\t".join(row) for row in rows), "proactive_disclosure")
    assert figures["art20_1.regulations"] == ["blank"] * 3
    assert figures["art20_1.normative_documents"] == [1, "blank", 3]
    assert figures["art20_5.administrative_licensing"] == ["blank"]
    padded = "\n".join(["\t\t\t".join(["", *APPLICANTS[:1], *APPLICANTS[3:], "总计"])])
    full = [f"{row.label.text}\t\t\t" + "\t".join("1234567") for row in ROWS[:3]]
    short = f"{ROWS[3].label.text}\t\t\t\t2\t\t\t5"
    assert read("\n".join([padded, *full, short]))[ROWS[3].key] == [
        "blank",
        2,
        "blank",
        "blank",
        5,
        "blank",
        "blank",
    ]


WIDTHS = (44, 9, 9, 9, 9, 9, 9, 9)


def set_in_columns(*rows: list[str]) -> str:
    """Cells set under each other with blanks, Chinese characters two columns wide."""
    lines = ("".join(c + " " * (w - columns(c)) for c, w in zip(row, WIDTHS, strict=True)) for row in rows)
    return "\n".join(line.rstrip() for line in lines)


def test_what_stands_in_columns_keeps_its_column() -> None:
    labels = [row.label.text for row in ROWS if columns(row.label.text) < WIDTHS[0]]
    full = [[label, *"1234567"] for label in labels[:3]]
    text = set_in_columns(*full, [labels[3], "", "5", "", "", "", "", "5"])
    assert read(text)[ROWS[4].key] == ["blank", 5, *["blank"] * 4, 5]


def test_single_blanks_part_cells_but_say_nothing_of_columns() -> None:
    lines = ["第二十条第（一）项", "信息内容 本年制发件数 本年废止件数 现行有效件数", "规章 0 1 2"]
    figures = read("\n".join([*lines, "行政 规范性文件 5 7"]), "proactive_disclosure")
    assert figures["art20_1.regulations"] == [0, 1, 2]
    assert figures["art20_1.normative_documents"] == ["5?", "7?", "absent?"]


def test_boxes_of_characters_are_tables() -> None:
    box = """
+--------------------+--------------+--------------+--------------+
| 第二十条第（一）项                                              |
+====================+==============+==============+==============+
| 信息内容           | 本年制发件数 | 本年废止件数 | 现行有效件数 |
+--------------------+--------------+--------------+--------------+
| 规章               | 1            |              | 3            |
+--------------------+--------------+--------------+--------------+
| 行政规范性         | 4            | 5            | 6            |
| 文件               |              |              |              |
+--------------------+--------------+--------------+--------------+
"""
    figures = read(box, "proactive_disclosure")
    assert figures["art20_1.regulations"] == [1, "blank", 3]
    assert figures["art20_1.normative_documents"] == [4, 5, 6]


def test_line_breaks_and_tables_do_not_make_a_page_of_markdown() -> None:
    assert sniff("# 报告\n\n| 信息<br>内容 | 0 |\n".encode()) == "text/plain"
    assert (
        sniff("## 二、主动公开\n\n<div><table><tr><td>0</td></tr></table></div>\n".encode()) == "text/plain"
    )
    assert sniff("<div>报告<br>0</div>".encode()) == "text/html"


def test_an_indicators_code_is_no_figure() -> None:
    head = ["指标名称\t代码\t单位\t本年度\t历年累计"]
    rows = [row.label.text for row in forms()["2008"].blocks[0].rows[:6]]
    lines = head + [f"{label}\t{n:02}\t条\t{n + 10}\t{n + 20}\t" for n, label in enumerate(rows, 1)]
    figures = read("\n".join(lines), "statistics_2008")
    assert figures["proactive_items"] == [11]
    assert figures["proactive_items_cumulative"] == [21]


def test_figures_that_do_not_follow_their_labels_row_by_row_are_unsure() -> None:
    columnwise = [*PROACTIVE, "规章", "行政规范性文件", *"123456"]
    figures = read("\n".join(columnwise), "proactive_disclosure")
    assert not any(isinstance(value, int) for row in figures.values() for value in row)
    crowded = requests(not_processed_duplicate=["2.重复申请", *"12345678"])
    assert read(crowded)["not_processed_published"] == ["27?"] * 7


def test_words_of_a_head_are_nobodys_figures() -> None:
    results = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
    head = ["行政复议", "行政诉讼", *results, "未经复议直接起诉", "复议后起诉", *results, *results]
    figures = read(requests() + "\n" + "\n".join([*head, "0", "34", "34", "0"]), "reconsideration_litigation")
    assert figures["reconsideration"] == ["absent"] * 5


def test_fifteen_figures_without_a_head_may_have_an_empty_column_behind_them() -> None:
    text = "四、政府信息公开行政复议、行政诉讼情况\n\n" + "\t".join("120030045600789") + "\t\n"
    assert read(text, "reconsideration_litigation") == {
        "reconsideration": ["1?", "2?", "0?", "0?", "3?"],
        "litigation_direct": ["0?", "0?", "4?", "5?", "6?"],
        "litigation_after_reconsideration": ["0?", "0?", "7?", "8?", "9?"],
    }


def test_words_in_the_last_column_do_not_shift_the_figures_before_them() -> None:
    head = "\t".join(
        [
            "（本列数据的勾稽关系）",
            "",
            "自然人",
            "商业企业",
            "科研机构",
            "社会公益组织",
            "法律服务机构",
            "其他",
            "总计",
        ]
    )
    rows = [f"{row.label.text}\t\t1\t2\t3\t4\t5\t6\t21" for row in ROWS]
    rows[3] = f"{ROWS[3].label.text}\t\t\t2\t3\t4\t5\t6\t另行公布"
    rows[4] = f"{ROWS[4].label.text}\t\t\t\t3\t4\t5\t6\t18\t无"
    rows[5] = f"{ROWS[5].label.text}\t\t1\t2\t3\t4\t5\t6\t21\t无"
    found = read("\n".join([head, *rows]))
    assert found[ROWS[4].key] == ["blank", "blank", 3, 4, 5, 6, 18]
    assert found["granted_full"] == [1, 2, 3, 4, 5, 6, 21]
    assert found["granted_partial"] == ["blank", 2, 3, 4, 5, 6, "unparsed"]


def test_a_break_in_a_markdown_cell_makes_no_page_of_it_whatever_ends_its_lines() -> None:
    assert sniff("一、总体情况\r\n\r\n| 现行有<br>效件数 | 0 |\r\n".encode()) == "text/plain"


def test_tables_in_pages_of_their_own_do_not_make_a_page_of_the_text() -> None:
    table = "<html><body><table><tr><td>0</td></tr></table></body></html>"
    assert sniff(f"二、主动公开\n\n{table}\n\n三、依申请公开\n".encode()) == "text/plain"
    assert sniff(table.encode()) == "text/html"
    assert sniff("# 报告\r\r| 信息<br>内容 | 0 |\r".encode("utf-16")) == "text/plain"


def test_what_converters_left_in_brackets_is_gone_however_it_is_broken() -> None:
    broken = requests(
        requests_carried_in=["[bookm", "ark: _Hlk5083951]二、上年结转政府信息公开申请数量", *"1234567"]
    )
    assert read(broken)["requests_carried_in"] == [1, 2, 3, 4, 5, 6, 7]
    boxed = "+------------+---+\n| [bookmark: | 1 |\n| _Hlk]规章  |   |\n+------------+---+"
    (table,) = content(boxed.encode()).tables
    assert [cell.text for cell in table.cells] == ["规章", "1"]


def test_a_row_of_fifteen_empty_cells_is_table_3_that_nobody_filled_in() -> None:
    row = "|" + "  |" * 15
    text = f"四、行政复议、行政诉讼情况\n\n{row}\n{row.replace('  ', ' --- ')}\n\n五、存在的主要问题\n"
    assert read(requests() + "\n" + text, "reconsideration_litigation")["reconsideration"] == ["blank?"] * 5


def test_a_head_may_have_a_word_that_is_not_the_forms() -> None:
    lines = ["信息内容 本年制发件数 本年废止件数 现行有效数", "规章  0  1 2", "行政规范性文件 6 1 6"]
    blocks = content("\n".join(["第二十条第（一）项", *lines]).encode()).blocks
    assert len(blocks) == 1


FORM_2019 = """
| 第二十条第（一）项 |  |  |  |
|---|---|---|---|
| 信息内容 | 本年新制作数量 | 本年新公开数量 | 对外公开总数量 |
| 规章 | 1 | 2 | 3 |
| 规范性文件 | `4` | *5* | **6** |
| 第二十条第（八）项 |  |  |  |
| 信息内容 | 上一年项目数量 |  | 本年增/减 |
| 行政事业性收费 | 7 |  | 增1 |
"""


def test_blank_cells_that_a_merged_one_left_are_no_columns() -> None:
    figures = read(FORM_2019, "proactive_disclosure")
    assert figures["art20_8.administrative_fees"] == [7, 1]
    assert figures["art20_1.normative_documents"] == [4, 5, 6]


def test_merged_cells_printed_in_all_their_places_are_one() -> None:
    rows = [["第二十条第（五）项"] * 4, ["信息内容", *["本年处理决定数量"] * 3], ["行政许可", *"777"]]
    first = ["|".join(["", *row, ""]) for row in rows]
    blocks = [PROACTIVE[:1] * 4, PROACTIVE[1:], ["规章", *"123"], ["行政规范性文件", *"123"]]
    text = "\n".join([*("|".join(["", *row, ""]) for row in blocks), *first])
    assert read(text, "proactive_disclosure")["art20_5.administrative_licensing"] == [7]


def test_rows_may_have_no_bars_at_their_sides() -> None:
    bare = FORM_2019.replace("\n| ", "\n").replace(" |\n", "\n").replace("规章 | 1", "规章 | ")
    assert read(bare, "proactive_disclosure")["art20_1.regulations"] == ["blank", 2, 3]


def test_full_width_blanks_part_columns() -> None:
    labels = [row.label.text for row in ROWS if columns(row.label.text) < WIDTHS[0]]
    full = [[label, *"1234567"] for label in labels[:3]]
    text = set_in_columns(*full, [labels[3], "", "5", "", "", "", "", "5"]).replace("  ", "\u3000")
    assert read(text)[ROWS[4].key] == ["blank", 5, *["blank"] * 4, 5]


def test_a_figure_that_only_touches_the_next_column_is_not_in_it() -> None:
    lines = [
        "信息内容    本年制发件数  本年废止件数  现行有效件数",
        "规章                     0              5",
    ]
    figures = read("\n".join(["第二十条第（一）项", *lines]), "proactive_disclosure")["art20_1.regulations"]
    assert not any(isinstance(value, int) or value == "blank" for value in figures)


def test_a_head_above_a_pages_end_names_the_columns_below_it() -> None:
    rows = [PROACTIVE[:1] * 4, PROACTIVE[1:], ["规章", *"123"], ["行政规范性文件", *"123"]]
    rows += [["第二十条第（六）项"] * 4, ["信息内容", *["本年处理决定数量"] * 3], ["行政处罚", *"777"]]
    above, below = (
        "\n".join("|".join(["", *row, ""]) for row in part) for part in (rows, [["行政强制", *"888"]])
    )
    found = read(f"{above}\n\n政府信息公开\n\n{below}", "proactive_disclosure")
    assert found["art20_6.administrative_compulsion"] == [8]


def test_a_figure_before_a_group_without_a_serial_number_is_none_though_it_would_fit() -> None:
    labels = [row.label.text for row in forms()["2014"].blocks[0].rows[:9]]
    lines = ["序号", "统计指标", "单位", "统计数"]
    for number, label in enumerate(labels, 1):
        lines += [str(number), label, "条", "4" if number == 3 else str(number + 30)]
        if number == 3:
            lines.append("（二）通过不同渠道和方式公开政府信息的情况")
    found = {f.key.row: f.value for f in fit(content("\n".join(lines).encode())).figures}
    assert found["normative_documents_issued"] == 4
    assert found["via_gazette"] == 34
