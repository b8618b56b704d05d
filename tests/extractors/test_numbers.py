from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.numbers import Kind, Value, is_change, looks_like_value, parse_cell
from extractors.report import Number, Status

NUMBERS: list[tuple[str, Number]] = [
    ("0", 0),
    ("０", 0),
    ("0\u00a0", 0),
    ("\u30003 ", 3),
    ("1,234", 1234),
    ("1，234", 1234),
    ("1 234", 1234),
    ("11398889", 11398889),
    ("0件", 0),
    ("12人", 12),
    ("22（其中修订16件）", 22),
    ("55(含自然失效29件)", 55),
    ("-1", -1),
    ("282.1", Decimal("282.1")),
    ("3.0", 3),
]


@pytest.mark.parametrize(("raw", "value"), NUMBERS)
def test_counts(raw: str, value: Number) -> None:
    parsed = parse_cell(raw)
    assert (parsed.status, parsed.number) == (Status.NUMBER, value)


@pytest.mark.parametrize(
    ("raw", "value"), [("增14", 14), ("减3", -3), ("+2", 2), ("−1", -1), ("↑2", 2), ("增加2", 2), ("0", 0)]
)
def test_changes(raw: str, value: int) -> None:
    assert parse_cell(raw, Kind.SIGNED).number == value


@pytest.mark.parametrize("raw", ["增14", "减少3", "+2", "↑2"])
def test_a_change_is_no_count(raw: str) -> None:
    assert is_change(raw)
    assert parse_cell(raw, Kind.COUNT) == parse_cell(raw, Kind.MONEY) == Value(Status.UNPARSED)


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("104.9987 万元", Value(Status.NUMBER, Decimal("104.9987"), "万元")),
        ("251000元", Value(Status.NUMBER, 251000, "元")),
        ("59237.2449", Value(Status.NUMBER, Decimal("59237.2449"))),
    ],
)
def test_money_keeps_the_unit_printed_in_its_cell(raw: str, value: Value) -> None:
    assert parse_cell(raw, Kind.MONEY) == value


@pytest.mark.parametrize("raw", ["", " ", "\u00a0", "\u3000\n"])
def test_a_blank_is_no_zero(raw: str) -> None:
    assert parse_cell(raw) == Value(Status.BLANK)


@pytest.mark.parametrize("raw", ["/", "／", "—", "——", "-", "_", "无", "\\"])
def test_a_dash_is_no_zero(raw: str) -> None:
    assert parse_cell(raw) == Value(Status.NOT_APPLICABLE)


@pytest.mark.parametrize(
    "raw", ["O", "l0", "约500", "3 5", "1\n2", "一", "见附件", "1,23", "1.2.3", "12-", "2023年"]
)
def test_what_is_no_number_is_never_guessed(raw: str) -> None:
    assert parse_cell(raw) == Value(Status.UNPARSED)


def test_note_beside_a_number_is_kept() -> None:
    assert parse_cell("22（其中修订16件）").note == "其中修订16件"


@pytest.mark.parametrize("raw", ["O", "〇", "约500", "", "无", "1,234"])
def test_values_are_told_from_labels(raw: str) -> None:
    assert looks_like_value(raw)


@pytest.mark.parametrize("raw", ["规章", "3.其他", "（七）总计", "1.属于国家秘密", "8.属于行政查询事", "项"])
def test_labels_are_told_from_values(raw: str) -> None:
    assert not looks_like_value(raw)


@given(st.integers(0, 10**12), st.sampled_from(["{}", " {} ", "\u3000{}", "{:,}", "{}件"]))
def test_any_count_comes_back(number: int, layout: str) -> None:
    assert parse_cell(layout.format(number)).number == number


@given(st.text(max_size=30))
def test_any_text_is_read_without_error_and_only_numbers_have_a_value(raw: str) -> None:
    value = parse_cell(raw)
    assert (value.number is None) == (value.status is not Status.NUMBER)


@pytest.mark.parametrize("raw", ["3²", "5①", "①", "9" * 19, "1." + "3" * 30])
def test_notes_marks_and_endless_digits_are_no_numbers(raw: str) -> None:
    assert parse_cell(raw) == Value(Status.UNPARSED)
