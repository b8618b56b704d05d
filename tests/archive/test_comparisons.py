"""Reports beside each other: what two years' reports of one body, or two bodies' prose, say together."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from archive.comparisons import Year, across_organs, across_years
from extractors.report import CellKey, Figure, Finding, Number, Result, Section, Severity, Status
from tests.archive.archives import Archive
from tests.archive.reports import document, figure, report

TOTAL = ("requests", "requests_carried_out", "total"), ("requests", "requests_carried_in", "total")
DOCUMENTS = "proactive_disclosure", "art20_1.normative_documents"
ITEMS = "proactive_disclosure", "art20_5.administrative_licensing"
PENDING = "reconsideration_litigation", "litigation_direct"
PROSE = "本局严格执行条例，健全制度，拓宽渠道，及时公开群众关心的信息，主动接受社会监督。" * 8

Cells = Mapping[tuple[str, str, str], Number | None]


def year(number: int, cells: Cells, form: str = "2021", prose: str = "", organ: str = "某局") -> Year:
    figures = {CellKey(*key): figure(*key, value) for key, value in cells.items()}
    return Year(f"{organ}-{number}", organ, number, form, figures, prose)


def compared(*years: Year) -> list[tuple[str, str, Severity]]:
    return [(report, found.rule, found.severity) for report, found in across_years(years)]


@pytest.mark.parametrize(
    ("before", "now", "rule", "severity"),
    [
        ({TOTAL[0]: 121}, {TOTAL[1]: 118}, "Y.CARRY", Severity.ERROR),
        (
            {(*DOCUMENTS, "in_force"): 597},
            {(*DOCUMENTS, "in_force"): 421, (*DOCUMENTS, "issued"): 50, (*DOCUMENTS, "repealed"): 227},
            "Y.INFORCE",
            Severity.WARN,
        ),
        (
            {(*DOCUMENTS, "in_force"): 11},
            {(*DOCUMENTS, "in_force"): 13, (*DOCUMENTS, "issued"): 3, (*DOCUMENTS, "repealed"): None},
            "Y.INFORCE",
            Severity.INFO,  # a blank was counted as 0
        ),
        (
            {(*ITEMS, "items_prior_year"): 40, (*ITEMS, "items_change"): -2},
            {(*ITEMS, "items_prior_year"): 40},
            "Y.ITEMS",
            Severity.WARN,
        ),
        ({(*DOCUMENTS, "total_disclosed"): 9}, {(*DOCUMENTS, "total_disclosed"): 8}, "Y.DISCLOSED", Severity.INFO),
        ({(*PENDING, "pending"): 3}, {(*PENDING, "total"): 2}, "Y.T3_PENDING", Severity.INFO),
        (
            {("requests", "requests_received", "total"): 5},
            {("requests", "requests_received", "total"): 51},
            "Y.JUMP",
            Severity.INFO,
        ),
    ],
)  # fmt: skip
def test_what_two_years_say_of_each_other(before: Cells, now: Cells, rule: str, severity: Severity) -> None:
    assert compared(year(2022, before), year(2023, now)) == [("某局-2023", rule, severity)]


@pytest.mark.parametrize(
    ("before", "now"),
    [
        ({TOTAL[0]: 121}, {TOTAL[1]: 121}),
        (
            {(*DOCUMENTS, "in_force"): 597},
            {(*DOCUMENTS, "in_force"): 420, (*DOCUMENTS, "issued"): 50, (*DOCUMENTS, "repealed"): 227},
        ),
        (
            {(*ITEMS, "items_prior_year"): 40, (*ITEMS, "items_change"): -2},
            {(*ITEMS, "items_prior_year"): 38},
        ),
        ({(*PENDING, "pending"): 3}, {(*PENDING, "total"): 7}),
        ({("requests", "requests_received", "total"): 5}, {("requests", "requests_received", "total"): 50}),
        ({TOTAL[0]: 4}, {}),  # the later form prints nothing to hold it against
        ({TOTAL[0]: None}, {TOTAL[1]: None}),
    ],
)
def test_what_agrees_is_no_finding(before: Cells, now: Cells) -> None:
    assert compared(year(2022, before), year(2023, now)) == []


def test_only_years_that_follow_each_other_are_compared() -> None:
    assert compared(year(2021, {TOTAL[0]: 1}), year(2023, {TOTAL[1]: 9})) == []


LOST = Figure(CellKey(*TOTAL[0]), None, Status.ABSENT, None, "件")


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        (Year("某局-2022", "某局", 2022, "2021", {LOST.key: LOST}, ""), year(2023, {TOTAL[1]: 9})),
        (year(2022, {TOTAL[0]: 3}), year(2023, {TOTAL[1]: None})),
    ],
)
def test_what_was_not_read_or_left_blank_is_not_held_against_anybody(earlier: Year, later: Year) -> None:
    [(_, found)] = across_years([earlier, later])
    assert (found.rule, found.result, found.severity) == ("Y.CARRY", Result.NOT_EVALUABLE, Severity.INFO)


def test_a_finding_names_both_numbers_the_year_and_the_cell() -> None:
    [(report_id, found)] = across_years([year(2022, {TOTAL[0]: 121}), year(2023, {TOTAL[1]: 118})])
    assert report_id == "某局-2023"
    assert (found.expected, found.actual, found.places) == (121, 118, (CellKey(*TOTAL[1]),))
    assert "2022" in found.message.zh
    assert "121" in found.message.en


def test_a_new_form_breaks_the_series() -> None:
    assert compared(year(2020, {}, "2019"), year(2021, {})) == [("某局-2021", "Y.FORM_CHANGE", Severity.INFO)]


def test_prose_that_is_last_years_but_for_its_figures() -> None:
    years = (
        year(2022, {}, prose=f"2022年收到申请12件。{PROSE}"),
        year(2023, {}, prose=f"2023年收到申请7件。{PROSE}"),
    )
    assert compared(*years) == [("某局-2023", "Y.IDENTICAL_TEXT", Severity.INFO)]
    assert compared(years[0], year(2023, {}, prose=f"{PROSE[:160]}{'今年另辟蹊径。' * 30}")) == []


def test_prose_that_other_bodies_print_as_well() -> None:
    reports = [
        ("a", "甲局", 2023, f"甲局收到申请3件。{PROSE}"),
        ("b", "乙局", 2023, f"乙局收到申请十件。{PROSE}"),
        ("c", "丙局", 2022, f"丙局收到申请3件。{PROSE}"),  # another year
        ("d", "丁局", 2023, "未收到申请。"),
        ("e", "戊局", 2023, "未收到申请。"),  # too short to say anything
    ]
    found: list[tuple[str, Finding]] = [*across_organs(reports)]
    assert [(report_id, one.rule) for report_id, one in found] == [
        ("a", "Y.IDENTICAL_TEXT"),
        ("b", "Y.IDENTICAL_TEXT"),
    ]
    assert "乙局" in found[0][1].message.zh


def test_published_reports_carry_what_they_show_beside_each_other(archive: Archive) -> None:
    texts = {number: (Section(1, "总体情况", f"{number}年。{PROSE}"),) for number in (2022, 2023)}
    archive.reports = {
        b"A": report(year=2022, figures=(figure(*TOTAL[0], 5),), sections=texts[2022], findings=()),
        b"B": report(year=2023, figures=(figure(*TOTAL[1], 4),), sections=texts[2023]),
    }
    archive.crawl(
        document("http://example.gov.cn/1.html", b"A"), document("http://example.gov.cn/2.html", b"B")
    )
    archive.publish()
    found = archive.rows(
        "SELECT r.year, rule, f.severity, expected, actual FROM findings f JOIN reports r USING (report_id)"
    )
    assert [tuple(row.values()) for row in found if row["rule"].startswith("Y.")] == [
        (2023, "Y.CARRY", "error", 5, 4),
        (2023, "Y.IDENTICAL_TEXT", "info", None, None),
    ]
    counted = archive.rows("SELECT year, errors, warnings FROM reports ORDER BY year")
    assert [tuple(row.values()) for row in counted] == [(2022, 0, 0), (2023, 2, 0)]
