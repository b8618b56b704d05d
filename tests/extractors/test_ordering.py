"""A head's order is believed where the rows' totals bear it out."""

from __future__ import annotations

import pytest

from extractors.content import Cell
from extractors.fitting.ordering import in_order
from extractors.form import REQUESTS, forms

BLOCK = next(b for b in forms()["2021"].blocks if b.table == REQUESTS)
TOTAL_SECOND = (0, 2, 3, 4, 5, 6, 1)  # a head that prints 总计 after 自然人


def ordered(*rows: list[int], ragged: bool) -> list[list[str]]:
    slots = [[(Cell(str(n), 0, c), None) for c, n in enumerate(row)] for row in rows]
    found = in_order(BLOCK, TOTAL_SECOND, slots, ragged=ragged)  # type: ignore[arg-type]
    return [[f"{cell.text if cell else ''}{'?' if doubt else ''}" for cell, doubt in row] for row in found]


@pytest.mark.parametrize("ragged", [True, False])
def test_totals_tell_the_order_whatever_the_head_says(*, ragged: bool) -> None:
    assert ordered([4, 7, 0, 0, 0, 0, 11], ragged=ragged) == [["4", "7", "0", "0", "0", "0", "11"]]
    assert ordered([4, 11, 7, 0, 0, 0, 0], ragged=ragged) == [["4", "7", "0", "0", "0", "0", "11"]]


def test_where_totals_say_nothing_a_head_that_lost_its_cells_is_doubted() -> None:
    assert ordered([1, 2, 3, 0, 0, 0, 9], ragged=True) == [["1?", "2?", "3?", "0?", "0?", "0?", "9?"]]
    assert ordered([1, 2, 3, 0, 0, 0, 9], ragged=False) == [["1", "3", "0", "0", "0", "9", "2"]]


def test_zeros_are_the_same_in_any_order() -> None:
    assert ordered([0] * 7, ragged=True) == [["0"] * 7]
