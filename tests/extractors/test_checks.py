"""The rules catch what a calculator would; a report that adds up is left alone."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

import pytest

from extractors.checks import check
from extractors.content import Content, Paragraph
from extractors.form import forms
from extractors.report import CellKey, Contact, Figure, Finding, Number, Report, Result, Severity, Status
from extractors.statements import find_statements

FORM = forms()["2021"]
APPLICANTS = [c.key for c in FORM.blocks[4].columns[:6]]
OUTCOMES = [r.key for r in FORM.blocks[4].rows[2:23]]


def consistent(seed: int) -> dict[CellKey, Number]:
    """Every cell of the form of 2021 with figures that add up, none of tables 2 and 3 zero."""
    rng = random.Random(seed)  # noqa: S311
    cells: dict[CellKey, Number] = {key: 1 for block in FORM.blocks for _, _, key in block.cells()}
    for column in APPLICANTS:
        for row in OUTCOMES:
            cells[CellKey("requests", row, column)] = rng.randint(1, 99)
        total = sum(cells[CellKey("requests", row, column)] for row in OUTCOMES)
        carried_in, carried_out = rng.randint(1, 9), rng.randint(10, 19)
        cells[CellKey("requests", "outcomes_total", column)] = total
        cells[CellKey("requests", "requests_carried_in", column)] = carried_in
        cells[CellKey("requests", "requests_carried_out", column)] = carried_out
        cells[CellKey("requests", "requests_received", column)] = total + carried_out - carried_in
    for line in FORM.blocks[4].rows:
        cells[CellKey("requests", line.key, "total")] = sum(
            cells[CellKey("requests", line.key, c)] for c in APPLICANTS
        )
    for line in FORM.blocks[5].rows:
        cells[CellKey("reconsideration_litigation", line.key, "total")] = 4
    return cells


def report(cells: dict[CellKey, Number], *blank: CellKey) -> Report:
    figures = tuple(
        Figure(key, None, Status.BLANK, "", None)
        if key in blank
        else Figure(key, value, Status.NUMBER, str(value), "件")
        for key, value in cells.items()
    )
    return Report(
        "X市人民政府2023年度报告",
        "X市人民政府",
        "370400",
        2023,
        "2021",
        None,
        None,
        None,
        Contact(),
        figures,
        (),
        (),
        (),
    )


def errors(cells: dict[CellKey, Number], *blank: CellKey) -> list[Finding]:
    return [f for f in check(report(cells, *blank)).findings if f.severity is Severity.ERROR]


def summed(cells: dict[CellKey, Number]) -> Iterator[CellKey]:
    return (key for key in cells if key.table in ("requests", "reconsideration_litigation"))


@pytest.mark.parametrize("seed", range(3))
def test_a_report_that_adds_up_has_no_error(seed: int) -> None:
    assert errors(consistent(seed)) == []


@pytest.mark.parametrize("seed", range(2))
def test_every_single_changed_cell_of_tables_2_and_3_is_caught_and_named(seed: int) -> None:
    cells = consistent(seed)
    for key in summed(cells):
        found = errors({**cells, key: cells[key] + 7})
        assert any(key in f.places for f in found), key


def test_a_finding_says_what_was_found_and_what_was_expected() -> None:
    cells = consistent(0)
    key = CellKey("requests", "granted_full", "total")
    (found,) = [f for f in errors({**cells, key: cells[key] - 1}) if f.rule == "T2.ROW.granted_full"]
    assert (found.expected, found.actual) == (cells[key], cells[key] - 1)
    assert str(cells[key]) in found.message.zh
    assert str(cells[key]) in found.message.en


def test_a_blank_counts_as_nothing_only_one_level_milder() -> None:
    cells = consistent(1)
    key = CellKey("requests", "granted_full", "business")
    findings = check(report(cells, key)).findings
    assert not [f for f in findings if f.severity is Severity.ERROR and key in f.places]
    assert {f.severity for f in findings if f.rule == "T2.ROW.granted_full"} == {Severity.WARN}


def test_a_blank_that_makes_the_sum_right_is_no_finding() -> None:
    cells = consistent(1)
    keys = [CellKey("reconsideration_litigation", "litigation_direct", c) for c in ("upheld", "total")]
    assert not errors({**cells, keys[0]: 0, keys[1]: 3}, keys[0])


def test_what_cannot_be_checked_is_said_not_passed_over() -> None:
    cells = consistent(0)
    key = CellKey("requests", "outcomes_total", "business")
    whole = report(cells)
    figures = tuple(
        Figure(key, None, Status.ABSENT, None, None) if f.key == key else f for f in whole.figures
    )
    found = [f for f in check(replace(whole, figures=figures)).findings if f.rule == "T2.OUT.business"]
    assert [(f.result, f.severity) for f in found] == [(Result.NOT_EVALUABLE, Severity.INFO)]


def test_the_one_wrong_cell_is_named_with_the_value_that_mends_the_sums() -> None:
    cells = consistent(0)
    for row, column, sums in (("granted_full", "business", 2), ("outcomes_total", "other_org", 3)):
        key = CellKey("requests", row, column)
        found = check(report({**cells, key: cells[key] + 30})).findings
        (named,) = [f for f in found if f.rule == "T.ONE_CELL"]
        assert (named.places, named.expected, named.actual) == ((key,), cells[key], cells[key] + 30)
        assert f"{sums} failing sums" in named.message.en


def test_no_cell_is_blamed_where_nothing_tells_cells_apart() -> None:
    cells = consistent(0)
    keys = [CellKey("requests", row, "business") for row in ("granted_full", "granted_partial")]
    moved = {**cells, keys[0]: cells[keys[0]] + 5, keys[1]: cells[keys[1]] - 5}  # the column still adds up
    assert not [f for f in check(report(moved)).findings if f.rule == "T.ONE_CELL"]


def test_the_parts_of_the_statistics_of_2014_add_up() -> None:
    values = {"staff_total": 5, "staff_full_time": 2, "staff_part_time": 2, "replies": 3}
    cells: dict[CellKey, Number] = {CellKey("statistics_2014", r, "value"): n for r, n in values.items()}
    (found,) = errors(cells)
    assert (found.rule, found.expected, found.actual) == ("S14.SUM.staff_total", 4, 5)


@pytest.mark.parametrize(
    ("key", "value", "rule"),
    [
        (CellKey("proactive_disclosure", "art20_1.normative_documents", "in_force"), -1, "T.NEGATIVE"),
        (CellKey("requests", "granted_full", "business"), 10**6, "T2.CELL_GT_TOTAL"),
        (CellKey("requests", "outcomes_total", "total"), 10**6, "T2.OUT_GT_IN"),
    ],
)
def test_impossible_figures(key: CellKey, value: int, rule: str) -> None:
    assert rule in {f.rule for f in errors({**consistent(0), key: value})}


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("全年共主动公开政府信息410条。其中，网站公开204条，平台公开79条，微信公开127条。", set()),
        (
            "全年共发布信息874条，其中：概况类信息4条、动态类信息1127条。",
            {"N.PROACTIVE_PARTS", "N.PART_GT_TOTAL"},
        ),
        ("全年共主动公开政府信息100条，其中包括规划类信息3条、人事类信息4条。", set()),
        ("主动公开信息79条，其中网站公开63条，其他渠道公开16条，召开新闻发布会1次。", set()),
        ("依据国公开办函[2021]30号编制", {"L.DOCNO_TYPO"}),
        ("依据国办公开办函〔2021〕30号编制", set()),
        ("依据国办公开办函〔2019〕60号编制", {"F.CITED_NOTICE_VS_FORM"}),
    ],
)
def test_rules_on_prose(text: str, rules: set[str]) -> None:
    found = {f.rule for f in check(replace(report(consistent(0)), prose=(text,))).findings}
    assert found & {"N.PROACTIVE_PARTS", "N.PART_GT_TOTAL", "L.DOCNO_TYPO", "F.CITED_NOTICE_VS_FORM"} == rules


def told(text: str, changes: dict[CellKey, Number] | None = None, form: str = "2021") -> list[Finding]:
    """What is found in a report that adds up, but for ``changes``, and says ``text``."""
    blocks = (Paragraph(text),)
    whole = report({**(consistent(0) if form == "2021" else {}), **(changes or {})})
    statements = find_statements(Content(blocks), 2023, ())
    return list(check(replace(whole, form=form, prose=(text,), statements=statements)).findings)


def t2(row: str, value: int) -> dict[CellKey, Number]:
    return {CellKey("requests", row, "total"): value}


NORMATIVE = "art20_1.normative_documents"


def t1(row: str, column: str, value: Number) -> dict[CellKey, Number]:
    return {CellKey("proactive_disclosure", row, column): value}


@pytest.mark.parametrize(
    ("rule", "right", "wrong", "changes"),
    [
        ("N.REQUESTS_VS_T2", "收到政府信息公开申请9件。", "收到政府信息公开申请8件。", t2("requests_received", 9)),
        ("N.REQUESTS_VS_T2", "收到政府信息公开申请12件（含上年结转3件）。", "收到政府信息公开申请12件。", {**t2("requests_received", 9), **t2("requests_carried_in", 3)}),
        ("N.CLOSED_VS_T2", "收到申请，办结9件。", "收到申请，办结8件。", t2("outcomes_total", 9)),
        ("N.CLOSED_VS_T2", "办理人大建议12件，均已答复12件。", "收到申请，答复12件。", t2("outcomes_total", 9)),
        ("N.CLOSED_VS_T2", "收到申请，按时办结8件，延期办结1件。", "收到申请，按时办结8件，延期办结2件。", t2("outcomes_total", 9)),
        ("N.CARRY_VS_T2", "结转下年度办理4件。", "结转下年度办理5件。", t2("requests_carried_out", 4)),
        ("N.GRANTED_VS_T2", "予以公开及部分公开共7件。", "予以公开及部分公开共4件。", {**t2("granted_full", 4), **t2("granted_partial", 3)}),
        ("N.GRANTED_VS_T2", "予以公开4件，部分公开3件。", "予以公开4件，部分公开2件。", {**t2("granted_full", 4), **t2("granted_partial", 3)}),
        ("N.REFUSED_VS_T2", "不予公开8件。", "不予公开1件。", {k: 1 for k in consistent(0) if k.row.startswith("refused") and k.column == "total"}),
        ("N.UNAVAILABLE_VS_T2", "无法提供3件。", "无法提供1件。", {k: 1 for k in consistent(0) if k.row.startswith("unavailable") and k.column == "total"}),
        ("N.NOT_PROCESSED_VS_T2", "不予处理5件。", "不予处理1件。", {k: 1 for k in consistent(0) if k.row.startswith("not_processed") and k.column == "total"}),
        ("N.CLOSED_OTHER_VS_T2", "其他处理3件。", "其他处理1件。", {k: 1 for k in consistent(0) if k.row.startswith("closed") and k.column == "total"}),
        ("N.RECON_VS_T3", "发生行政复议4件。", "发生行政复议3件。", {}),
        ("N.RECON_VS_T3", "全年审结行政复议案件300件。", "全年收到政府信息公开行政复议案件300件。", {}),
        ("N.LITIG_VS_T3", "行政诉讼8件。", "行政诉讼4件。", {}),
        ("N.NORMDOC_VS_T1", "制定行政规范性文件4件。", "制定行政规范性文件0件。", t1(NORMATIVE, "issued", 4)),
        ("N.NORMDOC_VS_T1", "现行有效规范性文件32件。", "现行有效规范性文件0件。", t1(NORMATIVE, "in_force", 32)),
        ("N.DECISIONS_VS_T1", "作出行政许可决定20件。", "作出行政许可决定2件。", t1("art20_5.administrative_licensing", "decisions", 20)),
        ("N.DECISIONS_VS_T1", "作出行政处罚决定3件。", "作出行政处罚决定13件。", t1("art20_6.administrative_penalty", "decisions", 3)),
        ("N.FEE_VS_T1", "行政事业性收费共计12.53万元。", "行政事业性收费共计12.54万元。", t1("art20_8.administrative_fees", "amount_wan_yuan", Decimal("12.5264"))),
        ("N.PERCENT", "受理申请8件，其中自然人申请5件，占62.5%。", "受理申请8件，其中自然人申请5件，占65.2%。", t2("requests_received", 8)),
        ("N.PERCENT", "共收到3件，网上申请1件，约占33%。", "共收到3件，网上申请1件，占43%。", {}),
        ("N.PERCENT", "网站公开200条，占50%；微信公开200条，占50%。", "公开400条，其中网站200条，占60%。", {}),
        ("M.STALE_YEAR", "2022年，我局收到申请3件；2023年收到申请5件。", "2022年，我局收到申请3件；均已办结。", {}),
        ("N.PROPOSALS_PARTS", "承办建议提案30件。其中，人大代表建议13件，政协提案17件。", "承办建议提案40件。其中，人大代表建议13件，政协提案17件。", {}),
        ("N.PROACTIVE_PARTS", "主动公开政府信息30条，网站公开信息10条，微信公众号公开信息20条。", "主动公开政府信息50条，网站公开信息10条，微信公众号公开信息20条。", {}),
        ("N.CHANNELS_GE_TOTAL", "主动公开政府信息30条，网站公开信息10条，微信公众号公开信息20条。", "主动公开政府信息30条，网站公开信息30条，微信公众号公开信息20条。", {}),
        ("M.DUPLICATE_STATEMENT", "全年主动公开政府信息30条。总之，主动公开政府信息30条。", "全年主动公开政府信息30条。总之，主动公开政府信息31条。", {}),
        ("M.STALE_YEAR", "2023年，我局未收到申请。2022年10月召开会议。", "2022年，我局没有收取信息处理费。", {}),
        ("M.STALE_YEAR", "2022年度考核优秀。2024年，我局将公开信息3条。", "2021年全年主动公开信息3条。", {}),
    ],
)  # fmt: skip
def test_the_prose_against_the_tables_and_itself(
    rule: str, right: str, wrong: str, changes: dict[CellKey, Number]
) -> None:
    assert rule not in {f.rule for f in told(right, changes)}
    assert rule in {f.rule for f in told(wrong, changes)}


@pytest.mark.parametrize(
    ("text", "fails"),
    [
        ("公开信息100条。其中，网站60条，比上年增加20条，微信40条。", False),
        ("公开信息100条，其中网站60条，平台20条，微信20篇。", False),
        ("公开信息100条，其中网站60条、平台20条等。", False),
        ("公开信息100条，其中网站60条，平台40条，回复留言5条。", False),
        ("公开信息100条，其中网站60条；平台20条；微信20条。", False),
        ("公开信息100条，其中网站60条、微博等平台30条。", True),
    ],
)
def test_what_counts_as_the_parts_of_a_total(text: str, fails: bool) -> None:
    assert ("N.PROACTIVE_PARTS" in {f.rule for f in told(text)}) is fails


def s14(**values: int) -> dict[CellKey, Number]:
    return {CellKey("statistics_2014", row, "value"): value for row, value in values.items()}


@pytest.mark.parametrize(
    ("cells", "rule", "severity"),
    [
        (s14(proactive_items=5, via_website=6), "S14.LE.via_website", Severity.ERROR),
        (s14(press_conferences=1, press_conferences_principal=2), "S14.LE.press_conferences_principal", Severity.ERROR),
        (s14(requests_received=1, requests_closed=2), "S14.LE.requests_closed", Severity.WARN),
        (s14(normative_documents_issued=1, proactive_normative_documents=2), "S14.LE.proactive_normative_documents", Severity.WARN),
    ],
)  # fmt: skip
def test_no_indicator_of_2014_exceeds_what_it_is_part_of(
    cells: dict[CellKey, Number], rule: str, severity: Severity
) -> None:
    (found,) = [f for f in told("", cells, form="2014") if f.rule == rule]
    assert found.severity is severity
    assert rule not in {f.rule for f in told("", dict.fromkeys(cells, 3), form="2014")}


def test_money_may_have_a_fraction_a_count_may_not() -> None:
    cells: dict[CellKey, Number] = {
        CellKey("statistics_2014", row, "value"): Decimal("1.5")
        for row in ("fees_collected_wan_yuan", "trainees")
    }
    found = [f for f in told("", cells, form="2014") if f.rule == "T.DECIMAL_COUNT"]
    assert [key.row for f in found for key in f.places] == ["trainees"]


def test_a_column_that_is_nowhere_printed_is_missing() -> None:
    whole = report(consistent(0))
    figures = tuple(
        Figure(f.key, None, Status.ABSENT, None, None) if f.key.column == "legal_service_org" else f
        for f in whole.figures
    )
    (found,) = [f for f in check(replace(whole, figures=figures)).findings if f.rule == "T2.COLS_MISSING"]
    assert "法律服务机构" in found.message.zh


def test_what_was_evaluated_and_holds_is_told_too() -> None:
    cells = consistent(0)
    blank = CellKey("reconsideration_litigation", "litigation_direct", "upheld")
    total = CellKey("reconsideration_litigation", "litigation_direct", "total")
    held = {h.rule: h.blanks for h in check(report({**cells, total: 3}, blank)).held}
    assert held["T2.ROW.granted_full"] is False
    assert held["T3.SUM.litigation_direct"] is True
    assert held["T2.BAL.total"] is False


def test_a_figure_that_may_be_misread_is_not_held_against_the_report() -> None:
    cells = consistent(0)
    key = CellKey("requests", "granted_full", "business")
    whole = report({**cells, key: cells[key] + 1})
    figures = tuple(f._replace(doubt="position") if f.key == key else f for f in whole.figures)
    found = check(replace(whole, figures=figures)).findings
    assert all("compare the document" in f.message.en for f in found if key in f.places)
