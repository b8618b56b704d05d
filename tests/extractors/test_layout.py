"""Ink on pages -> paragraphs and tables: what is drawn, what is not, and what a page's end cuts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

import pytest

from extractors.content import Paragraph, Table
from extractors.fitting.rows import join_rows, split_row
from extractors.ink.lattice import Rule
from extractors.ink.layout import Page, in_reading_order
from extractors.ink.lines import Glyph, text_lines
from extractors.ink.unruled import has_figures, is_prose

SIZE = 10.0


def ink(text: str, x: float, top: float, size: float = SIZE) -> Iterator[Glyph]:
    """A line of text: Chinese characters are square, others half as wide."""
    for character in text:
        width = size / 2 if character.isascii() else size
        if character != " ":
            yield Glyph(character, x, top, x + width, top + size)
        x += width


def page(number: int, glyphs: Sequence[Glyph], rules: Sequence[Rule] = ()) -> Page:
    return Page(number, 600, 800, list(glyphs), list(rules), 0)


def ruled(xs: Sequence[float], ys: Sequence[float]) -> list[Rule]:
    """Every rule of a plain grid."""
    down = [Rule(x, ys[0], x, ys[-1]) for x in xs]
    return down + [Rule(xs[0], y, xs[-1], y) for y in ys]


def tables(pages: Sequence[Page]) -> list[Table]:
    return [block for block in in_reading_order(pages) if isinstance(block, Table)]


def rows(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row] for row in table.rows]


def test_a_table_goes_on_over_a_pages_end_in_the_same_columns() -> None:
    first = [*ink("规章", 110, 105), *ink("1", 210, 105), *ink("2", 260, 105)]
    second = [*ink("合计", 110, 105), *ink("7", 210, 105)]  # its columns are merged on this page
    (table,) = tables(
        [
            page(1, first, ruled([100, 200, 250, 300], [100, 120])),
            page(2, second, ruled([100, 200, 300], [100, 120])),
        ]
    )
    assert rows(table) == [["规章", "1", "2"], ["合计", "7"]]
    assert [(c.row, c.column, c.colspan, c.page) for c in table.cells][-1] == (1, 1, 2, 2)


def test_a_table_under_a_line_of_text_is_another() -> None:
    grid = ruled([100, 200, 300], [100, 120])
    glyphs = [*ink("规章", 110, 105), *ink("1", 210, 105)]
    found = in_reading_order([page(1, glyphs, grid), page(2, [*ink("四、其他", 100, 60), *glyphs], grid)])
    assert [type(block) for block in found] == [Table, Paragraph, Table]


def test_a_gap_between_two_tables_is_no_row_of_one() -> None:
    rules = [*ruled([100, 200, 300], [100, 120, 140]), *ruled([100, 200, 300], [155, 175, 195])]
    glyphs = [
        g
        for n, top in enumerate((105, 125, 160, 180))
        for g in [*ink("规章", 110, top), *ink(str(n), 210, top)]
    ]
    cells = [cell for table in tables([page(1, glyphs, rules)]) for cell in table.cells]
    assert [cell.text for cell in cells] == ["规章", "0", "规章", "1", "规章", "2", "规章", "3"]


LABELS = ["规章", "行政规范性文件", "其他文件"]


def figures_table(xs: Sequence[float], top: float, pitch: float = 20) -> list[Glyph]:
    """A head, then a row a label with 1, 2; 11, 12; 21, 22 under it."""
    rows_ = [["信息内容", "制发件数", "废止件数"], *([w, f"{r}1", f"{r}2"] for r, w in enumerate(LABELS))]
    return [
        glyph
        for r, row in enumerate(rows_)
        for x, text in zip(xs, row, strict=True)
        for glyph in ink(text, x, top + r * pitch)
    ]


WHOLE = [["信息内容", "制发件数", "废止件数"], *([w, f"{r}1", f"{r}2"] for r, w in enumerate(LABELS))]
XS, YS = [100, 200, 280, 360], [100, 120, 140, 160, 180]
GLYPHS = figures_table([105, 215, 295], 105)
DRAWN = {
    "all": ruled(XS, YS),
    "no rules down": [r for r in ruled(XS, YS) if r.horizontal],
    "no rules across": [r for r in ruled(XS, YS) if not r.horizontal or r.top in (100, 180)],
    "no outer sides": [r for r in ruled(XS, YS) if r.x0 != r.x1 or r.x0 in (200, 280)],
    "no outer rules": [r for r in ruled(XS, YS) if r.top in (120, 140, 160) or r.x0 in (200, 280)],
    "only a frame": ruled([100, 360], [100, 180]),
    "three lines": [Rule(100, y, 360, y) for y in (100, 120, 180)],
    "nothing": [],
}  # fmt: skip


@pytest.mark.parametrize("rules", DRAWN.values(), ids=DRAWN)
def test_rows_and_columns_are_found_whatever_is_drawn(rules: list[Rule]) -> None:
    (table,) = tables([page(1, GLYPHS, rules)])
    assert rows(table) == WHOLE


def test_a_label_of_two_lines_is_one_row_without_rules() -> None:
    glyphs = [
        *figures_table([105, 215, 295], 105),
        *ink("要求提供", 105, 185),
        *ink("公开出版物", 105, 197),
        *ink("31", 215, 191),
        *ink("32", 295, 191),
    ]
    (table,) = tables([page(1, glyphs)])
    assert [[text.replace("\n", "") for text in row] for row in rows(table)][-1] == [
        "要求提供公开出版物",
        "31",
        "32",
    ]


def test_a_blank_without_rules_stays_in_its_column() -> None:
    glyphs = [g for g in figures_table([105, 215, 295], 105) if not (g.top == 145 and 200 < g.x0 < 250)]
    (table,) = tables([page(1, glyphs)])
    assert rows(table)[2] == [LABELS[1], "", "12"]


def test_a_figure_close_behind_anothers_note_is_a_cell_of_its_own() -> None:
    row = [*ink("其他文件", 105, 185), *ink("7(其中3件)", 215, 185), *ink("9", 267, 185)]
    (table,) = tables([page(1, [*figures_table([105, 215, 267], 105), *row])])
    assert rows(table)[-1] == ["其他文件", "7(其中3件)", "9"]


def test_a_column_without_figures_has_its_head_alone_where_nothing_is_drawn() -> None:
    head = [*ink("信息内容", 110, 105), *ink("上一年", 300, 105), *ink("增减", 340, 105)]
    fees = [*ink("行政事业性收费", 105, 125), *ink("增加8", 340, 125)]
    (table,) = tables([page(1, [*head, *fees])])
    assert rows(table) == [["信息内容", "上一年", "增减"], ["行政事业性收费", "", "增加8"]]


def test_a_number_of_two_lines_stands_beside_its_label() -> None:
    """The only figures of the block: no line has both a label and a figure."""
    head = [*ink("信息内容", 110, 105), *ink("项目数", 220, 105), *ink("总金额", 260, 105)]
    amount = [*ink("664000", 260, 125), *ink("政府集中采购", 105, 132), *ink("0元", 267, 139)]
    (table,) = tables([page(1, [*head, *amount])])
    assert rows(table) == [["信息内容", "项目数", "总金额"], ["政府集中采购", "", "6640000元"]]


def test_digits_above_each_other_in_a_row_that_nothing_parts_are_one_number_in_doubt() -> None:
    """A dash stands in place of a unit; the number begins where a page's number might stand."""
    glyphs: list[Glyph] = []
    for n, (label, unit) in enumerate(
        [("申请数", "件"), ("办结数", "件"), ("经费情况", "—"), ("会议数", "次")]
    ):
        top = 60 + 26 * n
        glyphs += [*ink(label, 100, top), *ink(unit, 205, top)]
        if n == 3:
            glyphs += ink("7", 260, top)
        elif unit != "—":
            glyphs += [*ink("87", 260, top - 6), *ink(str(n), 262, top + 6)]
    (table,) = tables([page(1, glyphs)])
    assert [(row[-1].text, row[-1].cut) for row in table.rows] == [
        ("870", True),
        ("871", True),
        ("", False),
        ("7", False),
    ]


def test_a_row_of_many_figures_that_a_pages_end_left_open_is_the_tables() -> None:
    """No line of the row has both words and figures, and no rule is drawn below it."""
    xs = [100, 200, *range(230, 440, 30)]
    figures = [(str(111 + n), 205 + 30 * n) for n in range(7)]

    def printed(top: float) -> list[Glyph]:
        return [g for text, x in figures for g in ink(text, x, top)]

    drawn = [*ink("无法提供", 105, 705), *printed(705), *ink("重复申请", 105, 725), *printed(725)]
    left_open = [*ink("要求行政机关确认", 105, 745), *ink("信息", 105, 757), *printed(751)]
    (table,) = tables([page(1, [*drawn, *left_open], ruled(xs, [700, 720, 740]))])
    assert [row[1:] for row in rows(table)] == [[text for text, _ in figures]] * 3


def test_a_head_that_ends_with_a_colon_is_no_prose() -> None:
    head = [*ink("本年收费金", 260, 94), *ink("信息内容", 110, 106), *ink("额（单位：", 260, 106)]
    fees = [*ink("万元）", 270, 118), *ink("行政事业性收费", 105, 138), *ink("9", 280, 138)]
    (table,) = tables([page(1, [*head, *fees])])
    assert rows(table)[-1] == ["行政事业性收费", "9"]


def test_a_head_whose_words_stand_near_each_other_is_one() -> None:
    head = [*ink("信息内容", 110, 105), *ink("总金额", 157, 105)]
    (table,) = tables([page(1, [*head, *ink("政府集中采购", 90, 125), *ink("301万元", 160, 125)])])
    assert rows(table) == [["信息内容", "总金额"], ["政府集中采购", "301万元"]]


def test_long_figures_near_each_other_are_no_prose() -> None:
    (line,) = text_lines([*ink("（七）总计合计", 105, 185), *ink("143217360  196262689", 205, 185)])
    assert has_figures(line)
    assert not is_prose(line, 105, 300)


def test_shaded_cells_with_white_between_them_are_a_table() -> None:
    fills = [
        Rule(x0 + 0.8, y0 + 0.8, x1 - 0.8, y1 - 0.8) for x0, x1 in pairwise(XS) for y0, y1 in pairwise(YS)
    ]
    (table,) = tables([replace(page(1, GLYPHS), fills=fills)])
    assert rows(table) == WHOLE
    assert not table.unruled


def test_rules_down_that_end_show_where_a_table_does() -> None:
    """Two tables without outer rules: only the ends of the rules down say where the first one ends."""
    glyphs = [*GLYPHS, *ink("第二十条第（五）项", 150, 195), *figures_table([105, 215, 295], 215)]
    across = [Rule(100, y, 360, y) for y in (120, 140, 160, 210, 230, 250, 270)]
    down = [Rule(x, y0, x, y1) for x in (200, 280) for y0, y1 in ((100, 180), (210, 290))]
    texts = [row for table in tables([page(1, glyphs, [*across, *down])]) for row in rows(table) if any(row)]
    assert texts == [*WHOLE, ["第二十条第（五）项"], *WHOLE]


def test_the_foot_of_a_table_is_as_wide_as_all_rules_that_end_there() -> None:
    """The head's rules stand at two heights and no outer side is drawn: the last row has all its cells."""
    across = [Rule(100, 120, 360, 120), Rule(100, 160.5, 200, 160.5), Rule(200, 140, 360, 140)]
    down = [Rule(200, 100, 200, 120), Rule(150, 120, 150, 161), Rule(200, 120, 200, 161)]
    down += [Rule(280, 140, 280, 161), *(Rule(x, 161, x, 181) for x in (150, 200, 280))]
    words = [("行政复议", 110, 105), ("行政诉讼", 250, 105), ("维持", 110, 135), ("总计", 160, 135)]
    words += [("复议后起诉", 250, 125), ("维持", 210, 145), ("总计", 300, 145)]
    words += [(str(n), x, 165) for n, x in enumerate((120, 170, 230, 310))]
    (table,) = tables([page(1, [g for word in words for g in ink(*word)], [*across, *down])])
    assert rows(table)[-1] == ["0", "1", "2", "3"]


@pytest.mark.parametrize("step", [1.0, 3.5])
def test_dots_and_dashes_are_rules(step: float) -> None:
    marks = []
    for rule in ruled(XS, YS):
        long, across = (rule.x1 - rule.x0, True) if rule.horizontal else (rule.bottom - rule.top, False)
        for n in range(int(long / (2 * step)) + 1):
            a = n * 2 * step
            marks.append(
                Rule(rule.x0 + a, rule.top, rule.x0 + a + step, rule.top + 0.8)
                if across
                else Rule(rule.x0, rule.top + a, rule.x0 + 0.8, rule.top + a + step)
            )
    (table,) = tables([page(1, GLYPHS, marks)])
    assert rows(table) == WHOLE
    assert not table.unruled


def test_a_comma_over_the_cells_side_belongs_to_its_line() -> None:
    glyphs = [*ink("一二三四五六七八九、", 105, 105), *ink("十", 105, 117), *ink("7", 220, 110)]
    (table,) = tables([page(1, glyphs, ruled([100, 199, 300], [100, 130]))])
    assert rows(table) == [["一二三四五六七八九、十", "7"]]


BODY = "本单位认真贯彻落实政府信息公开条例要求，扎实推进各项工作，现"  # 31 characters


def paragraphs(pages: Sequence[Page]) -> list[str]:
    return [block.text for block in in_reading_order(pages) if isinstance(block, Paragraph)]


@pytest.mark.parametrize("size", [10, 16])
def test_a_title_broken_at_the_lines_end_is_one(size: int) -> None:
    """A larger title may break anywhere; one of the text's size only where its line is full."""
    first = {
        10: "某某自治县人力资源和社会保障局二〇二三年政府信息公开工作年",
        16: "某某县人力资源和社会保障局20",
    }[size]
    width = sum(size / 2 if c.isascii() else size for c in first)
    title = [*ink(first, 250 - width / 2, 60, size), *ink("报告", 250 - size, 60 + 1.5 * size, size)]
    text = [glyph for n in range(5) for glyph in ink(BODY, 95, 140 + 16 * n)]
    assert paragraphs([page(1, [*title, *text])])[0] == first + "报告"


def test_a_full_heading_is_not_one_with_its_text() -> None:
    heading = "三、依申请公开政府信息和不予公开政府信息的情况说明与分"
    text = [*ink(heading, 115, 100), *ink(BODY[:29], 115, 116), *ink(BODY, 95, 132)]
    assert paragraphs([page(1, text)])[0] == heading


def test_what_a_browser_prints_around_a_page_is_not_its_text() -> None:
    around = [
        *ink("11/21/26, 1:29 PM 某局年报", 20, 10),
        *ink("https://www.example.gov.cn/1.html 1/2", 20, 780),
    ]
    assert paragraphs([page(1, [*around, *ink(BODY, 95, 100)])]) == [BODY]


RESULTS = ["结果维", "结果纠", "其他结", "尚未审"]


@pytest.mark.parametrize(
    "rules", [[], ruled([100, 160, 220, 280, 340], [100, 170])], ids=["no rules", "no rules across"]
)
def test_a_head_of_several_lines_stands_over_one_row_of_figures(rules: list[Rule]) -> None:
    glyphs = [*ink("行政复议", 170, 105)]
    for n, words in enumerate(RESULTS):
        x = 115 + 60 * n
        glyphs += [*ink(words, x, 125), *ink("持正果结"[n], x + 10, 137), *ink(str(n + 4), x + 12, 155)]
    (table,) = tables([page(1, glyphs, rules)])
    assert [t.replace("\n", "") for t in rows(table)[-2]] == ["结果维持", "结果纠正", "其他结果", "尚未审结"]
    assert rows(table)[-1] == ["4", "5", "6", "7"]


def test_a_head_printed_again_on_the_next_page_is_not_printed_twice() -> None:
    grid = ruled(XS, YS)
    (table,) = tables([page(1, GLYPHS, grid), page(2, figures_table([105, 215, 295], 105), grid)])
    assert [row[0] for row in rows(table)] == ["信息内容", *LABELS, *LABELS]


def test_columns_begin_where_rules_across_do() -> None:
    """No rules down; the words of the first column end far from where the second's rules begin."""
    glyphs = [
        *ink("三", 102, 105),
        *ink("甲乙丙丁", 150, 105),
        *ink("丙", 150, 125),
        *ink("1", 230, 105),
        *ink("2", 230, 125),
    ]
    rules = [Rule(100, 100, 260, 100), Rule(148, 120, 260, 120), Rule(100, 140, 260, 140)]
    (table,) = tables([page(1, glyphs, rules)])
    assert rows(table) == [["三", "甲乙丙丁", "1"], ["丙", "2"]]


def test_digits_below_a_pages_end_belong_to_the_numbers_above() -> None:
    glyphs = [*ink("规章", 105, 105), *ink("8559", 205, 105), *ink("0", 265, 105)]
    below = [*ink("063", 205, 105), *ink("合计", 105, 125), *ink("7", 205, 125), *ink("8", 265, 125)]
    (table,) = tables(
        [
            page(1, glyphs, ruled([100, 200, 260, 300], [100, 120])),
            page(2, below, ruled([100, 200, 260, 300], [100, 120, 140])),
        ]
    )
    first, second = (split_row(n, table, cells) for n, cells in enumerate(table.rows[:2]))
    joined = join_rows(first, second)
    assert joined is not None
    assert [(c.text, c.cut) for c in joined.values] == [("8559063", True), ("0", False)]


def test_a_number_before_a_label_begins_another_row() -> None:
    """Rows without figures stand as near as the lines of one label; their numbers tell them apart."""
    glyphs = [
        *figures_table([105, 215, 295], 105, 24),
        *ink("1.国家秘密", 105, 201),
        *ink("2.商业秘密", 105, 215),
    ]
    (table,) = tables([page(1, [*glyphs, *ink("总计", 105, 239), *ink("7", 215, 239), *ink("8", 295, 239)])])
    assert [row[0] for row in rows(table)][-3:] == ["1.国家秘密", "2.商业秘密", "总计"]


def test_the_blank_rest_of_a_row_at_a_pages_end_is_no_row() -> None:
    head = [*ink("第二十条第（一）项", 150, 105)]
    frame = [Rule(100, y, 360, y) for y in (100, 120)] + [Rule(x, 100, x, 120) for x in (100, 360)]
    blank = [Rule(100, 120, 100, 126), Rule(360, 120, 360, 126), Rule(100, 126, 360, 126)]
    (table,) = tables([page(1, head, [*frame, *blank]), page(2, GLYPHS, ruled(XS, YS))])
    assert rows(table) == [["第二十条第（一）项"], *WHOLE]


def test_a_label_whose_number_alone_stands_above_a_pages_end_keeps_its_figures() -> None:
    grid = ruled(XS, [100, 120])
    above = [*ink("3.", 105, 105), *ink("5", 215, 105), *ink("6", 295, 105)]
    (table,) = tables([page(1, above, grid), page(2, list(ink("危及三安全一稳定", 105, 105)), grid)])
    first, second = (split_row(n, table, cells) for n, cells in enumerate(table.rows))
    joined = join_rows(first, second)
    assert joined is not None
    assert joined.label == "3.危及三安全一稳定"
    assert [c.text for c in joined.values] == ["5", "6"]


def test_a_rule_through_a_number_does_not_part_its_digits_and_leaves_both_cells_in_doubt() -> None:
    glyphs = [*ink("总计", 52, 52), *ink("45", 105, 52), *ink("72", 147, 52), *ink("8", 205, 52)]
    (table,) = tables([page(1, glyphs, ruled([50, 100, 151, 200, 250], [50, 70, 90]))])
    row = [(c.text, c.doubt) for c in table.cells if c.row == 0]
    assert row == [("总计", None), ("45", "cut"), ("72", "cut"), ("8", None)]


def test_a_blank_beside_a_cell_with_two_figures_is_in_doubt() -> None:
    glyphs = [*ink("总计", 52, 52), *ink("4", 105, 52), *ink("5", 140, 52), *ink("8", 255, 52)]
    (table,) = tables([page(1, glyphs, ruled([50, 100, 150, 200, 250, 300], [50, 70, 90]))])
    row = [(c.text, c.doubt) for c in table.cells if c.row == 0]
    assert row == [("总计", None), ("4 5", None), ("", "position"), ("", None), ("8", None)]


def test_columns_begin_where_rules_across_do_though_nothing_stands_beside_them() -> None:
    """No rules down, and the name of the group is printed on the page before."""
    glyphs = [
        *ink("3.其他", 200, 105),
        *ink("1", 330, 105),
        *ink("（七）总计", 152, 125),
        *ink("2", 330, 125),
    ]
    rules = [Rule(100, 100, 360, 100), Rule(148, 120, 360, 120), Rule(100, 140, 360, 140)]
    (table,) = tables([page(1, glyphs, rules)])
    assert rows(table) == [["", "3.其他", "1"], ["（七）总计", "2"]]


@pytest.mark.parametrize(("above", "below", "value"), [("40", "7", ("407", "cut")), ("4", "7", ("4", "cut"))])
def test_a_digit_below_a_pages_end_is_its_numbers_or_leaves_it_in_doubt(
    above: str, below: str, value: tuple[str, str]
) -> None:
    """40 fills its cell, so 7 had to go on below; 4 does not."""
    glyphs = [*ink("四、结转下年度继续办理", 102, 105), *ink(above, 307, 105), *ink("0", 332, 105)]
    (table,) = tables(
        [
            page(1, glyphs, ruled([100, 300, 325, 350], [100, 120])),
            page(2, list(ink(below, 307, 105)), ruled([100, 300, 325, 350], [100, 120])),
        ]
    )
    first, second = (split_row(n, table, cells) for n, cells in enumerate(table.rows))
    joined = join_rows(first, second)
    assert joined is not None
    read = [(c.text, c.doubt or ("cut" if c.cut else None)) for c in joined.values]
    assert read == [value, ("0", None)]


@pytest.mark.parametrize("row", [["合计", "7", "8"], ["（五）", "不予处理", "7", "8"]])
@pytest.mark.parametrize("above", [True, False])
def test_a_row_that_a_pages_end_left_outside_of_the_rules_is_its_tables(
    row: list[str], *, above: bool
) -> None:
    label, values = row[:-2], row[-2:]
    torn = [*ink(label[0], 105, 125), *ink("".join(label[1:]), 145, 125)]
    torn += [*ink(values[0], 215, 125), *ink(values[1], 295, 125)]
    grid, whole = ruled(XS, [100, 120]), [*ink("规章", 105, 105), *ink("1", 215, 105), *ink("2", 295, 105)]
    below = ruled(XS, [150, 170]) if not above else grid
    other = [*ink("规范性文件", 105, 155 if not above else 105), *ink("3", 215, 155 if not above else 105)]
    (table,) = tables(
        [
            page(1, [*whole, *(torn if above else [])], grid),
            page(2, [*(torn if not above else []), *other], below),
        ]
    )
    assert rows(table)[1] == [" ".join(label), *values]
    assert [c.column for c in table.rows[1]] == [0, 1, 2]


def test_rules_of_two_tables_that_touch_do_not_part_their_figures_elsewhere() -> None:
    above, below = [50, 103.5, 200], [50, 100, 150, 200]
    rules = [*ruled(above, [50, 70, 90, 110]), *ruled(below, [110, 130])]
    figures = [*ink("1", 90, 112), *ink("2", 100.5, 112), *ink("3", 180, 112)]
    labels = [g for top in (52, 72, 92) for g in [*ink("规章", 52, top), *ink("5", 150, top)]]
    (table,) = tables([page(1, [*labels, *figures], rules)])
    assert rows(table)[-1] == ["1", "2", "3"]


@pytest.mark.parametrize(
    ("lines", "read", "cut"),
    [
        (["1", "1,927"], "11,927", True),
        (["1", "264件"], "1264件", True),
        (["1", "264"], "1\n264", False),
        (["1", "1"], "1\n1", False),
    ],
)
def test_a_number_written_in_pieces_is_one_where_they_had_no_room_and_doubted(
    lines: list[str], read: str, cut: bool
) -> None:
    glyphs = [*ink("总计", 52, 52), *ink(lines[0], 106, 52), *ink(lines[1], 106, 64)]
    (table,) = tables([page(1, glyphs, ruled([50, 100, 139], [50, 78]))])
    assert [(c.text, c.cut) for c in table.cells] == [("总计", False), (read, cut)]


def test_a_rule_under_a_group_of_columns_is_within_its_table() -> None:
    head = [*ink("自然人", 105, 117), *ink("法人或其他组织", 165, 105), *ink("总计", 265, 117)]
    names = [*ink("商业企业", 155, 124), *ink("科研机构", 205, 124)]
    row = [
        g
        for x, text in ((60, "新收"), (110, "1"), (170, "2"), (220, "3"), (270, "6"))
        for g in ink(text, x, 140)
    ]
    rules = [Rule(x, y, 300, y) for x, y in ((50, 102), (50, 138), (50, 153))] + [Rule(150, 120, 250, 120)]
    (table,) = tables([page(1, [*head, *names, *row], rules)])
    assert rows(table)[-1] == ["新收", "1", "2", "3", "6"]
    assert "自然人" in [cell.text for cell in table.cells]


def test_a_line_that_comes_again_elsewhere_on_the_page_is_not_a_running_head() -> None:
    said = "有关数据如下表所示："
    pages = [page(n, [*ink("某局文件", 95, 30), *ink(said, 95, 100 * n)]) for n in (1, 2)]
    assert "".join(paragraphs(pages)) == said + said
    pages = [page(n, [*ink(said, 95, 100 * n), *ink("某局文件", 95, 760)]) for n in (1, 2)]
    assert "".join(paragraphs(pages)) == said + said


def test_a_nearly_full_title_in_the_middle_is_not_one_with_the_text() -> None:
    title = "某某县人力资源和社会保障局二〇二三年政府信息公开年度报告"
    text = [*ink(title, 105, 60), *(g for n in range(3) for g in ink(BODY, 95, 76 + 16 * n))]
    assert paragraphs([page(1, text)])[0] == title


def test_a_line_stops_short_where_a_whole_number_or_bracket_had_no_room() -> None:
    text = [*ink(BODY, 95, 60), *ink(BODY[:29], 95, 76), *ink("2023年", 95, 92), *ink(BODY, 95, 140)]
    assert paragraphs([page(1, text)])[0] == BODY + BODY[:29] + "2023年"


@pytest.mark.parametrize(("others", "rest"), [([], [["7"]]), ([1, 3], [])])
def test_digits_under_a_figure_of_the_page_before_are_no_page_number(
    others: list[int], rest: list[list[str]]
) -> None:
    """Without rules around them they stand where some print the number of the page, but these on every page."""
    first, last = (list(ink(str(n), 215, 20)) if n in others else [] for n in (1, 3))
    above = [*ink("规章", 105, 745), *ink("40", 215, 745), *ink("2", 295, 745)]
    below = [*ink("2" if others else "7", 215, 20), *figures_table([105, 215, 295], 45)]
    (table,) = tables(
        [
            page(1, [*first, *above], ruled(XS, [740, 760])),
            page(2, below, ruled(XS, [40, 60, 80, 100, 120])),
            page(3, [*last, *ink("六、其他需要报告的事项", 105, 105)]),
        ]
    )
    assert rows(table) == [["规章", "40", "2"], *rest, *WHOLE]


def test_a_table_that_begins_with_rows_outside_of_the_rules_at_a_pages_end() -> None:
    """A label of two lines, its figures beside the middle, and no table on the page but that."""
    torn = [
        *ink("主动公开规范", 105, 762),
        *ink("1", 215, 768),
        *ink("2", 295, 768),
        *ink("性文件数", 105, 774),
    ]
    (table,) = tables([page(1, torn), page(2, GLYPHS, ruled(XS, YS))])
    assert rows(table) == [["主动公开规范 性文件数", "1", "2"], *WHOLE]


def test_a_table_goes_on_to_the_next_page_without_rules_or_another_table_there() -> None:
    """A row of three lines whose figures stand beside the middle one, a group's name, and the rest overleaf."""
    torn = [*ink("（四）专项", 105, 125), *ink("5", 215, 137), *ink("6", 295, 137), *ink("经费", 105, 149)]
    torn += [*ink("九、会议和培训情况", 105, 170), *ink("（一）会议", 105, 190), *ink("7", 215, 190)]
    over = [*ink("（二）培训班", 105, 50), *ink("8", 215, 50), *ink("9", 295, 50)]
    whole = [*ink("规章", 105, 105), *ink("1", 215, 105), *ink("2", 295, 105)]
    (table,) = tables([page(1, [*whole, *torn], ruled(XS, [100, 120])), page(2, over)])
    assert rows(table)[1:] == [
        ["（四）专项 经费", "5", "6"],
        ["九、会议和培训情况"],
        ["（一）会议", "7"],
        ["（二）培训班", "8", "9"],
    ]


def test_a_page_with_the_last_row_of_a_table_under_a_stamp_is_no_picture() -> None:
    row = page(8, list(ink("接受培训人员数", 105, 105)), ruled(XS, [100, 120]))
    assert not replace(row, pictures=1).is_picture
    assert replace(row, pictures=1, rules=[]).is_picture


def test_a_blocks_heading_alone_in_a_box_at_a_pages_end_is_its_tables() -> None:
    head = [*ink("第二十条", 150, 105), *ink("第（一）项", 150, 117)]
    (table,) = tables([page(1, head, ruled([100, 360], [100, 132])), page(2, GLYPHS, ruled(XS, YS))])
    assert rows(table) == [["第二十条\n第（一）项"], *WHOLE]


def test_a_mark_lower_than_the_first_characters_of_its_line_is_in_it() -> None:
    tall = [Glyph(c, 116 + 16 * n, 102, 132 + 16 * n, 133) for n, c in enumerate("年度认真落实")]
    digits = [Glyph(c, 100 + 8 * n, 100, 108 + 8 * n, 120) for n, c in enumerate("23")]
    assert paragraphs([page(1, [*digits, *tall, Glyph("。", 212, 112.5, 228, 133)])]) == ["23年度认真落实。"]


def test_columns_that_a_page_draws_a_little_aside_are_the_same() -> None:
    aside = ruled([100, 202, 278.5, 360], [100, 120])
    below = [*ink("合计", 105, 105), *ink("7", 215, 105), *ink("8", 295, 105)]
    (table,) = tables([page(1, GLYPHS, ruled(XS, YS)), page(2, below, aside)])
    assert [(c.column, c.colspan) for c in table.rows[-1]] == [(0, 1), (1, 1), (2, 1)]


def test_numbers_that_wrap_without_rules_are_one_row_with_their_label() -> None:
    """Their lines stand above and below those of figures that have room; so do lines of labels that wrap."""
    labels = ["1.属于国家秘密", "2.保护第三方\n合法权益", "3.其他"]
    figures = [["304520\n3", "55", "0"], ["7", "988622\n4", "8"], ["12", "0", "304537\n5"]]
    glyphs: list[Glyph] = []
    top = 100.0
    for label, row in zip(labels, figures, strict=True):
        for x, text in zip((120, 200, 240, 280), (label, *row), strict=True):
            lines = text.split("\n")
            for n, line in enumerate(lines):
                glyphs += ink(line, x, top + 6 * (2 - len(lines)) + 12 * n)
        top += 32
    (table,) = tables([page(1, glyphs)])
    assert rows(table) == [
        [label.replace("\n", ""), *(f.replace("\n", "") for f in row)]
        for label, row in zip(labels, figures, strict=True)
    ]


def test_rules_across_that_meet_show_the_columns_blank_ones_too() -> None:
    """Drawn cell by cell, they end and begin where cells do; a label over two of them is no less one cell."""
    xs = [100, 140, 200, 230, 260, 290]
    across = [Rule(a, y, b, y) for y in (100, 120, 140, 160) for a, b in pairwise(xs)]
    glyphs = [
        *(g for n in range(5) for g in ink("甲乙丙丁戊"[n], xs[n] + 5, 105)),
        *ink("本年制发件数", 110, 125),
        *ink("7", 265, 125),
        *ink("规章", 145, 145),
        *ink("3", 205, 145),
    ]
    (table,) = tables([page(1, glyphs, across)])
    assert not table.unruled
    assert [(c.text, c.column, c.colspan) for row in table.rows[1:] for c in row] == [
        ("本年制发件数", 0, 2), ("", 2, 1), ("", 3, 1), ("7", 4, 1),
        ("", 0, 1), ("规章", 1, 1), ("3", 2, 1), ("", 3, 1), ("", 4, 1),
    ]  # fmt: skip


def test_two_tables_that_touch_are_two_where_all_columns_change() -> None:
    upper, lower = [100, 110, 140, 170, 200, 230, 260], [100, 125, 155, 184, 215, 245, 260]
    rules = [*ruled(upper, [100, 120, 140]), *ruled(lower, [141, 161, 181])]
    glyphs = [g for x in upper[1:-1] for g in ink("1", x + 5, 125)]
    glyphs += [g for x in lower[1:-1] for g in ink("2", x + 5, 145)]
    found = tables([page(1, glyphs, rules)])
    assert [len(table.rows[0]) for table in found] == [6, 6]
    assert rows(found[1])[0] == ["", "2", "2", "2", "2", "2"]


def test_short_rules_between_long_ones_are_sides_of_narrow_cells() -> None:
    xs = [100, 160, 165, 170, 230]
    rules = [Rule(a + 0.4, y, b - 0.4, y) for y in (100, 120, 140) for a, b in pairwise(xs)]
    rules += [Rule(x, 100, x, 140) for x in xs]
    (table,) = tables([page(1, [*ink("规章", 110, 105), *ink("7", 180, 105)], rules)])
    assert rows(table) == [["规章", "", "", "7"], ["", "", "", ""]]


def test_a_head_over_a_blank_is_no_label_where_figures_have_none() -> None:
    """The first figure of 行政复议 may be blank."""
    heads = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
    glyphs = [g for n, head in enumerate(heads) for g in ink(head, 100 + 60 * n, 100)]
    glyphs += [g for n in (1, 2, 3, 4) for g in ink("830", 110 + 60 * n, 120)]
    (table,) = tables([page(1, glyphs)])
    assert rows(table) == [heads, ["", "830", "830", "830", "830"]]


def test_a_groups_name_written_downwards_has_no_figure() -> None:
    glyphs = [g for n, name in enumerate("四无法提供") for g in ink(name, 100, 94 + 12 * n)]
    for n, label in enumerate(("1.本机关不掌握", "2.没有现成信息")):
        glyphs += [*ink(label, 130, 106 + 24 * n), *ink("7", 230, 106 + 24 * n), *ink("8", 260, 106 + 24 * n)]
    (table,) = tables([page(1, glyphs)])
    assert [row[-2:] for row in rows(table)] == [["7", "8"], ["7", "8"]]


def test_columns_that_are_blank_on_one_page_are_those_of_the_page_before() -> None:
    xs = [105, 215, 295, 375]
    first = [*figures_table(xs[:3], 705), *ink("总计", xs[3], 705)]
    first += [g for n in (1, 2, 3) for g in ink(f"{n}3", xs[3], 705 + 20 * n)]
    second = [
        g for n in range(3) for x, t in ((105, "公报期刊"), (375, f"4{n}")) for g in ink(t, x, 60 + 20 * n)
    ]
    second += [*ink("合计", 105, 120), *ink("7", 215, 120), *ink("8", 375, 120)]
    (table,) = tables([page(1, first), page(2, second)])
    assert rows(table)[0] == [*WHOLE[0], "总计"]
    assert rows(table)[4:] == [*(["公报期刊", "", "", f"4{n}"] for n in range(3)), ["合计", "7", "", "8"]]


def test_a_head_alone_at_a_pages_end_is_the_next_pages() -> None:
    below = [g._replace(top=g.top - 665, bottom=g.bottom - 665) for g in figures_table([105, 215, 295], 725)]
    head = [g for g in figures_table([105, 215, 295], 725) if g.top == 725]
    (table,) = tables([page(1, head), page(2, [g for g in below if g.top > 65])])
    assert rows(table) == WHOLE


def test_two_rows_whose_lines_touch_are_two() -> None:
    """No white parts them, but both have a number, and figures."""
    labels = ["1.属于国家秘密", "2.保护第三方\n合法权益", "3.其他"]
    glyphs: list[Glyph] = []
    top = 100.0
    for n, label in enumerate(labels):
        glyphs += [*ink(str(n), 215, top), *ink("0", 255, top), *ink("5", 295, top)]
        for line in label.split("\n"):
            glyphs += ink(line, 105, top)
            top += 9.9
    (table,) = tables([page(1, glyphs)])
    figures = [row[1:] for row in rows(table) if row[1]]
    assert figures == [[str(n), "0", "5"] for n in range(3)]
