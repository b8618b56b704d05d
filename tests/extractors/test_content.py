from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.content import MAX_CELLS, RawCell, UnreadableError, clean, lay_out

cells = st.tuples(st.sampled_from(["", "0", "规章"]), st.integers(0, 5), st.integers(1, 5))
tables = st.lists(st.lists(cells, max_size=6), max_size=8)


def raw(text: str, rowspan: int = 1, colspan: int = 1) -> RawCell:
    return text, rowspan, colspan


def test_spans_push_cells_right_and_down_as_in_a_browser() -> None:
    rows = [
        [raw("组", rowspan=3), raw("a"), raw("b", colspan=2)],
        [raw("c"), raw("d", rowspan=2), raw("e")],
        [raw("f"), raw("g")],
    ]
    assert [(c.text, c.row, c.column) for c in lay_out(rows)] == [
        ("组", 0, 0), ("a", 0, 1), ("b", 0, 2),
        ("c", 1, 1), ("d", 1, 2), ("e", 1, 3),
        ("f", 2, 1), ("g", 2, 3),
    ]  # fmt: skip


def test_rowspan_zero_reaches_the_end_and_no_further() -> None:
    laid = list(lay_out([[raw("a", rowspan=0)], [raw("b")], [raw("c", rowspan=9)]]))
    assert [(c.text, c.rowspan, c.column) for c in laid] == [("a", 3, 0), ("b", 1, 1), ("c", 1, 1)]


@given(tables)
def test_every_cell_is_kept_in_its_row_and_in_order(rows: list[list[RawCell]]) -> None:
    laid = list(lay_out(rows))
    assert [c.text for c in laid] == [text for row in rows for text, _, _ in row]
    for r, row in enumerate(rows):
        columns = [c.column for c in laid if c.row == r]
        assert len(columns) == len(row)
        assert columns == sorted(set(columns))


@given(tables)
def test_no_cell_begins_inside_another(rows: list[list[RawCell]]) -> None:
    taken: set[tuple[int, int]] = set()
    for cell in lay_out(rows):
        assert (cell.row, cell.column) not in taken
        taken |= {
            (r, c)
            for r in range(cell.row, cell.row + cell.rowspan)
            for c in range(cell.column, cell.column + cell.colspan)
        }


def test_a_table_bomb_is_refused() -> None:
    with pytest.raises(UnreadableError):
        list(lay_out([[raw("0")] * 1000] * (MAX_CELLS // 1000 + 1)))


def test_converters_marks_and_invisible_characters_go_inner_spaces_stay() -> None:
    assert clean("\ufeff[bookmark: _GoBack] 2020 年\u200b[image: 图1] ") == "2020 年"
