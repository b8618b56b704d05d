"""Charts draw the numbers there are in proportion, and mark where there is none."""

from __future__ import annotations

from archive.site.charts import HEIGHT, TOP, Series, columns

TITLE = ("新收", "received")


def test_columns_stand_in_proportion_on_one_another() -> None:
    chart = columns(TITLE, ["2022", "2023"], [Series(("甲", "a"), [30, 10]), Series(("乙", "b"), [10, 0])])
    assert chart
    assert chart.ticks[-1][1] == "40"
    assert [(bar.label, bar.series, bar.height / HEIGHT) for bar in chart.bars] == [
        ("2022", 0, 0.75),
        ("2022", 1, 0.25),
        ("2023", 0, 0.25),
    ]
    lower, upper, _ = chart.bars
    assert (upper.y, upper.y + upper.height, lower.y + lower.height) == (TOP, lower.y, TOP + HEIGHT)


def test_a_number_that_was_not_read_is_marked_and_a_zero_is_not() -> None:
    chart = columns(TITLE, ["2021", "2022", "2023"], [Series(TITLE, [5, None, 0])])
    assert chart
    assert [x for x, _ in chart.gaps] == [chart.labels[1][0]]
    assert len(chart.bars) == 1


def test_nothing_but_zeros_is_no_chart() -> None:
    assert columns(TITLE, ["2022", "2023"], [Series(TITLE, [0, None])]) is None
    assert columns(TITLE, [], [Series(TITLE, [])]) is None


def test_scales_end_above_the_highest_column() -> None:
    for highest in (1, 3, 7, 49, 51, 999, 1_234_567):
        chart = columns(TITLE, ["2023"], [Series(TITLE, [highest])])
        assert chart
        assert 3 <= len(chart.ticks) <= 6 or highest < 3
        assert int(chart.ticks[-1][1].replace(",", "")) >= highest
        assert chart.bars[0].y >= TOP
