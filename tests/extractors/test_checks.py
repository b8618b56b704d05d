"""The rules catch what a calculator would; a report that adds up is left alone."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace

import pytest

from extractors.checks import check
from extractors.form import forms
from extractors.report import CellKey, Contact, Figure, Finding, Number, Report, Result, Severity, Status

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
    return [f for f in check(report(cells, *blank), "").findings if f.severity is Severity.ERROR]


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
    findings = check(report(cells, key), "").findings
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
    found = [f for f in check(replace(whole, figures=figures), "").findings if f.rule == "T2.OUT.business"]
    assert [(f.result, f.severity) for f in found] == [(Result.NOT_EVALUABLE, Severity.INFO)]


def test_the_one_wrong_cell_is_named_with_the_value_that_mends_the_sums() -> None:
    cells = consistent(0)
    for row, column, sums in (("granted_full", "business", 2), ("outcomes_total", "other_org", 3)):
        key = CellKey("requests", row, column)
        found = check(report({**cells, key: cells[key] + 30}), "").findings
        (named,) = [f for f in found if f.rule == "T.ONE_CELL"]
        assert (named.places, named.expected, named.actual) == ((key,), cells[key], cells[key] + 30)
        assert f"{sums} failing sums" in named.message.en


def test_no_cell_is_blamed_where_nothing_tells_cells_apart() -> None:
    cells = consistent(0)
    keys = [CellKey("requests", row, "business") for row in ("granted_full", "granted_partial")]
    moved = {**cells, keys[0]: cells[keys[0]] + 5, keys[1]: cells[keys[1]] - 5}  # the column still adds up
    assert not [f for f in check(report(moved), "").findings if f.rule == "T.ONE_CELL"]


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
    found = {f.rule for f in check(report(consistent(0)), text).findings}
    assert found & {"N.PROACTIVE_PARTS", "N.PART_GT_TOTAL", "L.DOCNO_TYPO", "F.CITED_NOTICE_VS_FORM"} == rules
