"""Where a number stands decides what it is: the layouts offices print, one small table each."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import pytest

from extractors.content import Cell, Content, Table
from extractors.fitting.fit import Fit, fit
from extractors.form import forms
from extractors.formats import html, text
from extractors.labels import similarity
from extractors.report import CellKey, Figure, Status

APPLICANTS = ["自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"]
REQUEST_ROWS = [row.label.text for row in forms()["2021"].blocks[4].rows]
RESULTS = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]


def table(*rows: Sequence[object]) -> str:
    cells = ("".join(f"<td>{cell}</td>" for cell in row) for row in rows)
    return "<table>" + "".join(f"<tr>{row}</tr>" for row in cells) + "</table>"


def requests_table(**changes: Sequence[object]) -> str:
    """Table 2 with row n holding n, n+1 … n+6; ``r3=[…]`` prints other cells after the label of row 3."""
    rows: list[Sequence[object]] = [["（本列数据的勾稽关系为：…）", *APPLICANTS]]
    for n, label in enumerate(REQUEST_ROWS):
        rows.append([label, *changes.get(f"r{n}", [n + i for i in range(7)])])
    return table(*rows)


def fit_html(*parts: str) -> Fit:
    return fit(html.content(f"<html><body><p>总体情况</p>{''.join(parts)}</body></html>".encode()))


def figure(fitted: Fit, table_key: str, row: str, column: str) -> Figure:
    (found,) = (f for f in fitted.figures if f.key == CellKey(table_key, row, column))
    return found


def values(fitted: Fit, table_key: str, row: str) -> list[object]:
    return [
        f.value if f.status is Status.NUMBER else f.status.value
        for f in fitted.figures
        if (f.key.table, f.key.row) == (table_key, row)
    ]


def test_every_cell_of_the_form_has_exactly_one_figure() -> None:
    fitted = fit_html(requests_table())
    expected = [key for block in forms()["2021"].blocks for _, _, key in block.cells()]
    assert sorted(f.key for f in fitted.figures) == sorted(expected)
    assert values(fitted, "requests", "granted_partial") == [3, 4, 5, 6, 7, 8, 9]


def test_a_place_names_table_row_and_column_from_one() -> None:
    place = figure(
        fit_html("<table><tr><td>x</td></tr></table>", requests_table()),
        "requests",
        "requests_received",
        "total",
    ).place
    assert place is not None
    assert (place.table, place.row, place.column, place.page) == (2, 2, 8, None)


@pytest.mark.parametrize("extra", [[""], ["", ""]])
def test_blank_columns_before_or_after_the_figures_do_not_shift_them(extra: list[str]) -> None:
    fitted = fit_html(requests_table(r2=[*extra, 1, 2, 3, 4, 5, 6, 21], r4=[1, 2, 3, 4, 5, 6, 21, *extra]))
    assert values(fitted, "requests", "granted_full") == [1, 2, 3, 4, 5, 6, 21]
    assert values(fitted, "requests", "refused_state_secret") == [1, 2, 3, 4, 5, 6, 21]


@pytest.mark.parametrize("cells", [[2, 3, 4, 5, 6, 20], ["02", 3, 4, 5, 6, 7, 20]])
def test_cells_that_ran_together_or_got_lost_make_doubts(cells: list[object]) -> None:
    fitted = fit_html(requests_table(r2=cells))
    assert figure(fitted, "requests", "granted_full", "natural_person").doubt in ("position", "digits")
    assert figure(fitted, "requests", "granted_partial", "total").doubt is None


def test_blanks_stay_blank_and_in_their_column() -> None:
    fitted = fit_html(requests_table(r2=["", 2, "", "/", "", 6, 8]))
    assert values(fitted, "requests", "granted_full") == [
        "blank",
        2,
        "blank",
        "not_applicable",
        "blank",
        6,
        8,
    ]


def test_words_in_a_value_cell_are_not_a_label() -> None:
    fitted = fit_html(requests_table(r0=["另行公布", 2, 3, 4, 5, 6, 7]))
    assert values(fitted, "requests", "requests_received") == ["unparsed", 2, 3, 4, 5, 6, 7]


def test_a_figure_merged_over_columns_is_nobodys() -> None:
    markup = requests_table(r2=["@"]).replace("<td>@</td>", "<td colspan=7>5</td>")
    assert values(fit_html(markup), "requests", "granted_full") == ["unparsed"] * 7


def test_a_row_that_is_not_printed_is_absent_and_reported() -> None:
    rows = requests_table().split("<tr>")
    fitted = fit_html("<tr>".join(rows[:11] + rows[12:]))
    (lost,) = {
        REQUEST_ROWS.index(r.label.text) for r in forms()["2021"].blocks[4].rows if r.label.text in rows[11]
    }
    key = forms()["2021"].blocks[4].rows[lost].key
    assert values(fitted, "requests", key) == ["absent"] * 7
    assert any(f.rule == "T2.ROWS_MISSING" and {p.row for p in f.places} == {key} for f in fitted.findings)


def test_a_label_cut_over_two_rows_is_one_row() -> None:
    markup = (
        requests_table()
        .replace("<tr><td>8.属于行政查询事项</td>", "<tr><td>8.属于行政查询事</td>")
        .replace(
            "<tr><td>1.本机关不掌握", "<tr><td>项</td>" + "<td></td>" * 7 + "</tr><tr><td>1.本机关不掌握"
        )
    )
    fitted = fit_html(markup)
    assert values(fitted, "requests", "refused_administrative_inquiry") == [11, 12, 13, 14, 15, 16, 17]
    assert "S.SPLIT_LABEL" in {f.rule for f in fitted.findings}


def test_numbers_on_the_groups_line_go_to_its_first_row_with_a_doubt() -> None:
    markup = requests_table(r4=[""] * 7).replace(
        "<tr><td>1.属于国家秘密",
        "<tr><td>（三）不予公开</td>" + "<td>9</td>" * 7 + "</tr><tr><td>1.属于国家秘密",
    )
    fitted = fit_html(markup)
    assert values(fitted, "requests", "refused_state_secret") == [9] * 7
    assert figure(fitted, "requests", "refused_state_secret", "total").doubt == "position"


def test_the_older_single_row_of_other_outcomes_means_the_older_form() -> None:
    labels = [row.label.text for row in forms()["2019"].blocks[5].rows]
    markup = table(["（本列数据的勾稽关系为：…）", *APPLICANTS], *([label, *range(7)] for label in labels))
    fitted = fit_html(markup)
    assert fitted.form == "2019"
    assert values(fitted, "requests", "closed_other_total") == [0, 1, 2, 3, 4, 5, 6]


def test_blocks_of_different_forms_make_a_mixed_report() -> None:
    new = table(
        ["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"],
        ["规章", 1, 2, 3],
        ["行政规范性文件", 4, 5, 6],
    )
    old = table(
        ["信息内容", "上一年项目数量", "本年增/减", "处理决定数量"],
        ["行政处罚", 7, "增8", 9],
        ["行政强制", 0, "减1", 2],
    )
    fitted = fit_html(new, old, requests_table())
    assert fitted.form == "mixed"
    assert values(fitted, "proactive_disclosure", "art20_1.regulations") == [1, 2, 3]
    assert values(fitted, "proactive_disclosure", "art20_6.administrative_compulsion") == [0, -1, 2]
    assert "F.MIXED_BLOCKS" in {f.rule for f in fitted.findings}


def test_a_block_whose_columns_have_no_names_is_of_the_form_of_the_others() -> None:
    first = table(
        ["第二十条第（一）项", "", "", ""],
        ["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"],
        ["规章", 8, "", 2],
        ["行政规范性文件", 875, "", ""],
        ["第二十条第（五）项", "", "", ""],
        ["信息内容", "本年处理决定数量", "", ""],
        ["行政许可", 3, "", ""],
        ["第二十条第（六）项", "", "", ""],  # its names were lost at a page's end
        ["行政处罚", 21, "", ""],
        ["行政强制", "", "", ""],
    )
    fitted = fit_html(first, requests_table())
    assert fitted.form == "2021"
    assert values(fitted, "proactive_disclosure", "art20_6.administrative_penalty") == [21]


def test_how_much_something_changed_is_no_figure_of_a_form_that_asks_how_much_it_is() -> None:
    old = table(["信息内容", "上一年项目数量", "本年增/减", "处理决定数量"], ["行政许可", 7, "增8", 9])
    fees = table(["第二十条第（八）项", ""], ["行政事业性收费", "增加8"])
    fitted = fit_html(old, fees, requests_table())
    assert not [f for f in fitted.figures if f.key.column == "amount_wan_yuan"]
    new = table(["信息内容", "本年处理决定数量"], ["行政许可", "增8"])
    assert values(
        fit_html(new, requests_table()), "proactive_disclosure", "art20_5.administrative_licensing"
    ) == ["unparsed"]


def test_a_head_reaches_over_a_row_of_figures_without_a_label() -> None:
    numbered = table(
        ["信息内容", "采购项目数量", "采购总金额"], ["", 1, 2], ["政府集中采购", 3, "532.4 万元"]
    )
    assert values(
        fit_html(numbered, requests_table()), "proactive_disclosure", "art20_9.central_procurement"
    ) == [3, Decimal("532.4")]


def test_a_row_of_figures_alone_may_stand_within_a_head() -> None:
    rows = [["规章", 4, 5, 6], ["行政规范性文件", 7, 8, 9]]
    head = ["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"]
    fitted = fit_html(table(["第二十条第（一）项"], [1, 2, 3, 4], head, *rows), requests_table())
    assert values(fitted, "proactive_disclosure", "art20_1.regulations") == [4, 5, 6]


def test_a_table_put_together_of_two_has_two_grids() -> None:
    def row(label: str, figures: Sequence[object], remark: str, wide: int) -> str:
        cells = [f"<td colspan={wide}>{label}</td>", *(f"<td colspan=2>{v}</td>" for v in figures[:-1])]
        return f"<tr>{''.join(cells)}<td colspan={4 - wide}>{figures[-1]}</td><td>{remark}</td></tr>"

    rows = [row("（本列数据的勾稽关系为：…）", APPLICANTS, "备注", 2)]
    for n, label in enumerate(REQUEST_ROWS):
        remark = "无" if n % 3 else ""
        rows.append(row(label, [n + i for i in range(7)], remark, 2 if n < 15 else 3))
    fitted = fit_html(f"<table>{''.join(rows)}</table>")
    assert values(fitted, "requests", "requests_carried_in") == [1, 2, 3, 4, 5, 6, 7]
    assert values(fitted, "requests", "closed_other") == [22, 23, 24, 25, 26, 27, 28]
    assert not [f for f in fitted.figures if f.key.table == "requests" and f.doubt]


def test_columns_printed_in_another_order_are_read_by_their_head() -> None:
    fitted = fit_html(
        table(
            ["信息内容", "现行有效件数", "本年制发件数", "本年废止件数"],
            ["规章", 1, 2, 3],
            ["行政规范性文件", 4, 5, 6],
        ),
        requests_table(),
    )
    assert figure(fitted, "proactive_disclosure", "art20_1.regulations", "in_force").value == 1
    assert figure(fitted, "proactive_disclosure", "art20_1.regulations", "issued").value == 2


FIFTEEN = list(range(15))
DISPUTES = {
    "one row": table(["行政复议", "行政诉讼"], RESULTS * 3, FIFTEEN),
    "a blank column": table(["行政复议", "行政诉讼"], [*RESULTS * 3, ""], [*FIFTEEN, ""]),
    "a labelled row": table(["", *RESULTS * 3], ["数量", *FIFTEEN]),
    "in parts": table(["行政复议"], RESULTS, FIFTEEN[:5])
    + table(["未经复议直接起诉", "复议后起诉"], RESULTS * 2, FIFTEEN[5:]),
    "a row a group": table(
        ["类别", *RESULTS],
        ["行政复议", *FIFTEEN[:5]],
        ["未经复议直接起诉", *FIFTEEN[5:10]],
        ["复议后起诉", *FIFTEEN[10:]],
    ),
    "down the page": table(*([label, n] for n, label in enumerate(RESULTS * 3))),
}


@pytest.mark.parametrize("layout", DISPUTES)
def test_table_3_in_every_layout(layout: str) -> None:
    fitted = fit_html(requests_table(), DISPUTES[layout])
    read = [f for f in fitted.figures if f.key.table == "reconsideration_litigation"]
    assert [f.value for f in read] == FIFTEEN
    assert {f.doubt for f in read} == {None}


def test_groups_under_heads_of_their_own_are_in_the_order_of_the_heads() -> None:
    """Two heads in one table: what stands further left in the second comes after all of the first."""
    rows: list[Sequence[object]] = [
        ["", "", "", "行政复议", ""],
        RESULTS,
        FIFTEEN[:5],
        ["行政诉讼"],
        ["", "未经复议直接起诉", "", "", "", "", "复议后起诉", "", "", ""],
        RESULTS * 2,
        FIFTEEN[5:],
    ]
    fitted = fit_html(requests_table(), table(*rows))
    read = [f for f in fitted.figures if f.key.table == "reconsideration_litigation"]
    assert [f.value for f in read] == FIFTEEN


def test_blank_groups_of_table_3_stand_under_its_head_beside_a_blank_column() -> None:
    rows: list[list[object]] = [["行政复议", *[""] * 6], ["未经复议直接起诉", 27, "", "", "", 27, ""]]
    rows.append(["复议后起诉", *[""] * 6])
    fitted = fit_html(requests_table(), table(["类别", *RESULTS, ""], *rows))
    read = [f for f in fitted.figures if f.key.table == "reconsideration_litigation"]
    assert [f.value for f in read] == [*[None] * 5, 27, None, None, None, 27, *[None] * 5]
    assert {f.status for f in read} == {Status.BLANK, Status.NUMBER}


def test_words_in_a_cell_of_table_3_leave_the_others_readable() -> None:
    cells: list[object] = ["另行公布", *FIFTEEN[1:7], "见附表", *FIFTEEN[8:]]
    fitted = fit_html(requests_table(), table(["行政复议", "行政诉讼"], RESULTS * 3, cells))
    read = [f for f in fitted.figures if f.key.table == "reconsideration_litigation"]
    assert [f.value for f in read] == [None, *FIFTEEN[1:7], None, *FIFTEEN[8:]]


def test_fifteen_numbers_without_a_head_are_read_with_a_doubt() -> None:
    fitted = fit_html(requests_table(), table(FIFTEEN))
    read = [f for f in fitted.figures if f.key.table == "reconsideration_litigation"]
    assert [f.value for f in read] == FIFTEEN
    assert {f.doubt for f in read} == {"position"}


def test_a_lone_label_elsewhere_is_no_block() -> None:
    fitted = fit_html(requests_table(), table(["项目", "数量", "备注"], ["行政许可", 12, "较上年"]))
    assert values(fitted, "proactive_disclosure", "art20_5.administrative_licensing") == ["absent"]


def test_rows_stand_under_their_own_head_not_where_the_same_words_come_first() -> None:
    told = table(
        ["类别", "数量（条）"], ["规范性文件", 278], ["行政许可", 262], ["行政处罚", 36], ["总计", 664]
    )
    block = table(
        ["第二十条第（六）项", ""], ["信息内容", "本年处理决定数量"], ["行政处罚", 1], ["行政强制", 2]
    )
    fitted = fit_html(told, block, requests_table())
    assert values(fitted, "proactive_disclosure", "art20_6.administrative_penalty") == [1]
    assert values(fitted, "proactive_disclosure", "art20_5.administrative_licensing") == ["absent"]


def test_a_figure_repeated_under_the_repeated_name_of_its_column_is_one_figure() -> None:
    def block(number: str, name: str, *rows: Sequence[object]) -> list[Sequence[object]]:
        wide = [[row[0], *[row[1]] * 3] for row in rows]
        return [[f"第二十条第（{number}）项"] * 4, ["信息内容", *[name] * 3], *wide]

    decisions = block("五", "本年处理决定数量", ["行政许可", 75])
    decisions += block("六", "本年处理决定数量", ["行政处罚", 7], ["行政强制", 0])
    fees = block("八", "本年收费金额（单位：万元）", ["行政事业性收费", 1.5])
    fitted = fit_html(table(*decisions, *fees), requests_table())
    assert fitted.form == "2021"
    read = [f.value for f in fitted.figures if f.key.table == "proactive_disclosure" and f.value is not None]
    assert [float(value) for value in read] == [75, 7, 0, 1.5]


def test_figures_that_happen_to_be_the_same_are_not_one_under_a_wide_name() -> None:
    """The label takes the first column's place, so both figures stand under the second's name."""
    purchases = (
        "<tr><td colspan=4>第二十条第（九）项</td></tr>"
        "<tr><td>信息内容</td><td>采购项目数量</td><td colspan=2>采购总金额</td></tr>"
        "<tr><td colspan=2>政府集中采购</td><td>0</td><td>0</td></tr>"
    )
    fitted = fit_html(f"<table>{purchases}</table>", requests_table())
    assert values(fitted, "proactive_disclosure", "art20_9.central_procurement") == [0, 0]


def test_a_head_repeated_in_several_lines_is_no_row_of_other_outcomes() -> None:
    rows = requests_table().split("<tr>")
    at = next(i for i, row in enumerate(rows) if "3.其他<" in row)
    lines = "<td>商业</td><td>科研</td><td>社会</td><td>法律服务机构</td><td>其他</td><td></td></tr><tr><td>企业</td><td>机构</td><td>团体</td></tr>"
    head = "<td></td><td>自然人</td><td>法人或其他组织</td><td>总计</td></tr><tr>" + lines
    fitted = fit_html("<tr>".join([*rows[:at], "</table><table>" + head, *rows[at:]]))
    assert values(fitted, "requests", "closed_other") == [22, 23, 24, 25, 26, 27, 28]


def test_a_label_that_goes_on_below_a_repeated_head_is_one_row() -> None:
    rows = requests_table().split("<tr>")
    at = next(i for i, row in enumerate(rows) if "执法案卷" in row)
    rows[at] = rows[at].replace("属于行政执法案卷", "属于行").replace("</table>", "")
    rest = "<td>政执法案卷</td>" + "<td></td>" * 7 + "</tr>"
    fitted = fit_html("<tr>".join([*rows[: at + 1], "</table><table>", rows[1], rest, *rows[at + 1 :]]))
    assert values(fitted, "requests", "refused_enforcement_file") == [10, 11, 12, 13, 14, 15, 16]


def test_one_cell_a_line_without_tabs() -> None:
    lines = [
        "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）",
        "申请人情况",
        *APPLICANTS,
    ]
    for n, label in enumerate(REQUEST_ROWS):
        lines += [label, *(str(n + i) for i in range(7))]
    fitted = fit(text.content("\n".join(lines).encode()))
    assert values(fitted, "requests", "requests_carried_out") == [24, 25, 26, 27, 28, 29, 30]
    assert values(fitted, "requests", "closed_other") == [22, 23, 24, 25, 26, 27, 28]


@pytest.mark.parametrize(
    ("markup", "value"),
    [
        ("5<sup>1</sup>", 5),
        ("<del>7</del>8", 8),
        ("<s>5</s>3", 3),
        ("1<span style='visibility:hidden'>9</span>", 1),
        ("4<span style='font-size:0'>9</span>", 4),
        ("<span style='text-decoration:line-through'>6</span>2", 2),
        ("<span>2</span><span>0</span>", 20),
        ("<table><tr><td>7</td></tr></table>", 7),
    ],
)
def test_a_cell_says_what_its_reader_sees(markup: str, value: int) -> None:
    fitted = fit_html(requests_table(r0=[markup, 2, 3, 4, 5, 6, 7]))
    assert values(fitted, "requests", "requests_received") == [value, 2, 3, 4, 5, 6, 7]


def test_groups_and_results_in_another_order_are_read_by_their_head() -> None:
    results = ["结果纠正", "结果维持", "其他结果", "尚未审结", "总计"]
    markup = (
        "<table><tr><td colspan=10>行政诉讼</td><td colspan=5 rowspan=2>行政复议</td></tr>"
        "<tr><td colspan=5>未经复议直接起诉</td><td colspan=5>复议后起诉</td></tr>"
        + "".join("<tr>" + "".join(f"<td>{c}</td>" for c in row) + "</tr>" for row in (results * 3, FIFTEEN))
        + "</table>"
    )
    fitted = fit_html(requests_table(), markup)
    assert values(fitted, "reconsideration_litigation", "reconsideration") == [11, 10, 12, 13, 14]
    assert values(fitted, "reconsideration_litigation", "litigation_direct") == [1, 0, 2, 3, 4]
    assert values(fitted, "reconsideration_litigation", "litigation_after_reconsideration") == [6, 5, 7, 8, 9]


def test_applicants_in_another_order_are_read_by_their_head() -> None:
    swapped = requests_table().replace(
        "<td>商业企业</td><td>科研机构</td>", "<td>科研机构</td><td>商业企业</td>"
    )
    fitted = fit_html(swapped)
    assert figure(fitted, "requests", "requests_received", "business").value == 2
    assert figure(fitted, "requests", "requests_received", "research_institution").value == 1


def test_a_number_cut_in_two_by_a_pages_end_is_put_together_and_doubted() -> None:
    rows = requests_table().split("<tr>")
    at = next(i for i, row in enumerate(rows) if "大量反复" in row)
    cut = "<td>4.无正当理</td>" + "<td>12</td>" * 7 + "</tr></table><table>"
    rest = "<td>由大量反复申请</td><td>34</td>" + "<td></td>" * 6 + "</tr>"
    fitted = fit_html("<tr>".join([*rows[:at], cut, rest, *rows[at + 1 :]]))
    read = [f for f in fitted.figures if f.key.row == "not_processed_excessive"]
    assert [(f.value, f.doubt) for f in read] == [(1234, "cut"), *[(12, None)] * 6]


def test_a_blank_first_figure_and_a_remark_at_the_end_are_no_full_row() -> None:
    head = requests_table().replace("<td>总计</td></tr>", "<td>总计</td><td>备注</td></tr>")
    rows = head.split("<tr>")
    sparse = [row.replace("</tr>", "<td>无</td></tr>") for row in rows[2:]]
    sparse = ["<td>".join([*(cells := row.split("<td>"))[:2], "</td>", *cells[3:]]) for row in sparse]
    fitted = fit_html("<tr>".join([*rows[:2], *sparse]))
    assert values(fitted, "requests", "granted_full") == ["blank", 3, 4, 5, 6, 7, 8]


def test_words_in_the_last_cell_of_a_row_with_blank_cells_under_its_group_shift_nothing() -> None:
    blanks = {f"r{n}": ["", "", n, *[0] * 5, n] for n in range(len(REQUEST_ROWS))}
    markup = requests_table(**{**blanks, "r4": ["", 3, 0, 0, 0, 6, 0, "另行公布"]})
    markup = markup.replace("<td>自然人</td>", "<td></td><td></td><td>自然人</td>")
    markup = markup.replace("<td>1.属于国家秘密</td>", "<td></td><td>1.属于国家秘密</td>")
    fitted = fit_html(markup)
    assert values(fitted, "requests", "refused_state_secret") == [3, 0, 0, 0, 6, 0, "unparsed"]


def test_rows_with_a_total_alone_and_a_column_too_many_stand_under_their_head() -> None:
    totals = {f"r{n}": [*[""] * 6, n, ""] for n in range(len(REQUEST_ROWS))}
    halves = "<td>商业</td><td>科研</td><td rowspan=2>社会公益组织</td>"
    halves += "<td rowspan=2>法律服务机构</td><td rowspan=2>其他</td><td></td></tr>"
    head = (
        "<tr><td rowspan=3></td><td rowspan=3>自然人</td><td colspan=5>法人或其他组织</td><td rowspan=3>总计</td><td></td></tr>"
        f"<tr>{halves}<tr><td>企业</td><td>机构</td><td></td></tr>"
    )
    rows = requests_table(**totals).split("<tr>")
    for split in ("", "</table><table>"):
        fitted = fit_html("<table>", head, split, "<tr>".join(["", *rows[2:]]))
        assert values(fitted, "requests", "granted_full") == [*["blank"] * 6, 2]
        assert not any(f.doubt for f in fitted.figures)


def test_blank_blocks_in_tables_of_their_own_are_blank_not_absent() -> None:
    fitted = fit_html(
        table(
            ["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"],
            ["规章", "", "", ""],
            ["行政规范性文件", "", "", ""],
        ),
        table(["信息内容", "本年处理决定数量"], ["行政许可", ""]),
        table(["信息内容", "本年处理决定数量"], ["行政处罚", "－"], ["行政强制", "－"]),
        table(["信息内容", "本年收费金额（单位：万元）"], ["行政事业性收费", ""]),
        requests_table(),
    )
    read = [f.status.value for f in fitted.figures if f.key.table == "proactive_disclosure"]
    assert read == ["blank"] * 7 + ["not_applicable"] * 2 + ["blank"]


def test_rows_that_lost_their_label_are_those_that_are_missing_between_two_others_with_a_doubt() -> None:
    fitted = fit_html(requests_table().replace(REQUEST_ROWS[22], "（六）其他处理"))
    assert values(fitted, "requests", "closed_other") == [22, 23, 24, 25, 26, 27, 28]
    assert figure(fitted, "requests", "closed_other", "total").doubt == "position"


def test_a_group_whose_label_stands_before_a_blank_cell_speaks_for_its_form() -> None:
    labels = [row.label.text for row in forms()["2019"].blocks[5].rows]
    printed = [
        [label, *range(7)] if label != "（六）其他处理" else [label, "", 1, "", *range(5)] for label in labels
    ]
    fitted = fit_html(table(["（本列数据的勾稽关系为：…）", *APPLICANTS], *printed))
    assert fitted.form == "2019"


def test_a_code_is_no_figure_where_the_figure_is_blank() -> None:
    labels = [row.label.text for row in forms()["2008"].blocks[0].rows[:6]]
    rows = [[label, f"{n:02}", n + 30 if n != 3 else ""] for n, label in enumerate(labels, 1)]
    fitted = fit_html(table(["指标名称", "代码", "数量"], *rows))
    found = [f.value for f in fitted.figures if f.status is not Status.ABSENT]
    assert found == [31, 32, None, 34, 35, 36]


def test_blanks_of_a_table_with_a_grid_of_its_own_stand_under_the_head_of_the_one_above() -> None:
    def drawn(number: int, sides: Sequence[float], *rows: Sequence[object]) -> Table:
        cells = (
            Cell(str(text), r, c, page=1, box=(sides[c], r, sides[c + 1], r + 1))
            for r, row in enumerate(rows)
            for c, text in enumerate(row)
        )
        return Table(number, tuple(cells))

    sides = [100.0 + 20 * n for n in range(9)]
    above = drawn(
        1, [0, *sides], ["（本列数据的勾稽关系为：…）", *APPLICANTS, ""], [REQUEST_ROWS[0], *[""] * 6, 5, ""]
    )
    below = drawn(
        2, [0, 50, *sides], *(["", label, "", "", 3, "", "", "", 3, ""] for label in REQUEST_ROWS[4:8])
    )
    fitted = fit(Content((above, below)))
    blank = Status.BLANK.value
    assert values(fitted, "requests", "refused_state_secret") == [blank, blank, 3, blank, blank, blank, 3]
    assert figure(fitted, "requests", "refused_state_secret", "total").doubt is None


def test_a_label_that_reaches_under_a_columns_head_leaves_its_figures_in_doubt() -> None:
    """A row of another grid that ends where the others do: nothing says which column its figures are of."""
    odd = "<td colspan=3>（一）予以公开</td><td>5</td><td>0</td><td>0</td><td>0</td><td>5</td>"
    rows = requests_table().split("<tr>")
    at = next(i for i, row in enumerate(rows) if "予以公开" in row)
    fitted = fit_html("<tr>".join([*rows[:at], odd + "</tr>", *rows[at + 1 :]]))
    row = [f for f in fitted.figures if f.key.row == "granted_full"]
    assert all(f.doubt == "position" for f in row if f.status is Status.NUMBER)


def test_a_label_of_many_lines_that_no_rules_keep_together_is_one() -> None:
    lines = ["（二）部分公", "开（区分处理", "的，只计这一", "情形，不计其", "他情形）"]
    rows: list[list[object]] = [
        ["一、本年新收政府信息公开申请数量", *[9] * 7],
        ["（一）予以公开", *[8] * 7],
    ]
    rows += [[line, *([n] * 7 if n == 0 else [""] * 7)] for n, line in enumerate(lines)]
    rows += [["1.属于国家秘密", *[7] * 7], ["2.其他法律行政法规禁止公开", *[6] * 7]]
    head: list[object] = ["（本列数据的勾稽关系为：…）", *APPLICANTS]
    cells = (Cell(str(t), r, c, page=1) for r, row in enumerate([head, *rows]) for c, t in enumerate(row))
    fitted = fit(Content((Table(1, tuple(cells), unruled=True),)))
    assert values(fitted, "requests", "granted_partial") == [0] * 7


def _over_a_pages_end(
    first: Sequence[object], rest: Sequence[object], *, torn: bool = True, unruled: bool = False
) -> Fit:
    """Table 2 in one grid with its second row from （一）予以公开 on printed in two, over a page's end if ``torn``."""
    head = ["（本列数据的勾稽关系为：…）", *APPLICANTS]
    above = [[label, *[9] * 7] for label in REQUEST_ROWS[:2]]
    below = [[label, *[8] * 7] for label in REQUEST_ROWS[3:7]]
    rows: list[Sequence[object]] = [head, *above, first, rest, *below]
    cells = (
        Cell(str(text), r, c, page=1 + (torn and r > 3))
        for r, row in enumerate(rows)
        for c, text in enumerate(row)
    )
    return fit(Content((Table(1, tuple(cells), unruled=unruled),)))


@pytest.mark.parametrize(
    ("first", "rest"),
    [
        ("（一）予", ["以公开", "", "失效3件）", *[""] * 5]),
        ("（一）予以公开", ["", "", "失效3件）", *[""] * 5]),
    ],
)
def test_a_remark_cut_by_a_pages_end_is_put_together(first: str, rest: list[object]) -> None:
    fitted = _over_a_pages_end([first, 7, "18（含", *[7] * 5], rest)
    read = [f for f in fitted.figures if f.key.row == "granted_full"]
    assert [(f.value, f.doubt) for f in read] == [(7, None), (18, "cut"), *[(7, None)] * 5]
    assert read[1].raw == "18（含失效3件）"


def test_figures_that_are_no_indicators_leave_those_above_in_doubt_where_no_rules_part_them() -> None:
    labels = [row.label.text for row in forms()["2014"].blocks[0].rows[:8]]
    rows: list[Sequence[str]] = [(label, "件", "54") for label in labels]
    rows.insert(4, ("量", "", "9"))
    cells = tuple(Cell(text, r, c, page=1) for r, row in enumerate(rows) for c, text in enumerate(row))
    read = fit(Content((Table(1, cells, unruled=True),))).figures[:8]
    assert [(f.value, f.doubt) for f in read[2:6]] == [(54, None), (54, "cut"), (54, "cut"), (54, None)]


def test_figures_that_are_no_rows_leave_those_above_in_doubt_where_no_rules_part_them() -> None:
    rest = ["", "，420", "", "", "", "", "", "，385"]
    fitted = _over_a_pages_end(["（一）予以公开", 9, 1, 1, 3, 2, 3, 19], rest, torn=False, unruled=True)
    assert {f.doubt for f in fitted.figures if f.key.row == "granted_full"} == {"cut"}


def test_a_subtotal_above_a_pages_end_has_no_part_of_the_row_below() -> None:
    at = next(i for i, label in enumerate(REQUEST_ROWS) if "不补正" in label)
    rows: list[Sequence[object]] = [["（本列数据的勾稽关系为：…）", *APPLICANTS]]
    rows += [[label, *[9] * 7] for label in REQUEST_ROWS[:at]]
    rows += [["小计", 925, 1377, *[349] * 4, 5815], [REQUEST_ROWS[at], "", 703, *[""] * 4, 703]]
    rows += [[label, *[8] * 7] for label in REQUEST_ROWS[at + 1 :]]
    cells = (
        Cell(str(text), r, c, page=1 + (r > at + 1))
        for r, row in enumerate(rows)
        for c, text in enumerate(row)
    )
    fitted = fit(Content((Table(1, tuple(cells)),)))
    read = [(f.value, f.doubt) for f in fitted.figures if f.key.row == "closed_uncorrected"]
    assert read == [(None, None), (703, None), *[(None, None)] * 4, (703, None)]


def test_the_first_row_of_a_wider_table_without_a_head_is_not_the_rest_of_a_blank_row() -> None:
    blank = "\n\t".join([f"\t{REQUEST_ROWS[-1]}", *[""] * 7])
    rows = [f"\t{label}\n" + "\n".join(f"\t{n}" for n in range(1, 8)) for label in REQUEST_ROWS[:3]]
    others = "\n\t".join(["\t", "5", "743", "", "748", *[""] * 11])
    printed = "\n\n".join(
        ["三、收到和处理政府信息公开申请情况", *rows, blank, "四、行政复议、行政诉讼情况", others]
    )
    fitted = fit(text.content(printed.encode()))
    row = [f for f in fitted.figures if f.key.row == "requests_carried_out"]
    assert all(f.value is None or f.doubt for f in row)


def test_a_total_under_a_groups_rows_is_the_groups_own() -> None:
    rows = [[label, *[2] * 7] for label in REQUEST_ROWS[:3]]
    group = [["", "（三）不予公开", REQUEST_ROWS[4], *[3] * 7], ["", "", "合计", *[3] * 7]]
    markup = table(
        ["（本列数据的勾稽关系为：…）", "", "", *APPLICANTS], *([a, "", "", *b] for a, *b in rows), *group
    )
    assert values(fit_html(markup), "requests", "outcomes_total") == ["absent"] * 7


def test_a_note_that_a_scan_has_without_its_bracket_is_a_note_and_half_of_one_is_not() -> None:
    official = "（二）部分公开（区分处理的，只计这一情形，不计其他情形）"
    assert similarity("(二)部分公\n开(区分处理的，只计\n这一情形\n不计其他情形", official) == 1.0
    assert similarity("(二)部分公开(区分处理的，只计", official) < 1.0
