from __future__ import annotations

import pytest

from archive.site.tables import Grid, Head, Value, draw
from extractors.form import DISPUTES, PROACTIVE, REQUESTS, Form, forms
from extractors.report import CellKey


def _keys(form: Form) -> list[CellKey]:
    return [key for block in form.blocks for _, _, key in block.cells()]


def _grid(form: str, table: str) -> Grid:
    grids, _ = draw(form, _keys(forms()[form]))
    return next(grid for grid in grids if grid.table == table)


def _head(grid: Grid, text: str) -> Head:
    return next(cell for row in grid.rows for cell in row if isinstance(cell, Head) and cell.text == text)


def _occupied(grid: Grid) -> dict[tuple[int, int], Head | Value]:
    """Lay the cells out as a browser does; a cell that would cover another one fails."""
    taken: dict[tuple[int, int], Head | Value] = {}
    for r, row in enumerate(grid.rows):
        column = 0
        for cell in row:
            while (r, column) in taken:
                column += 1
            for down in range(getattr(cell, "rowspan", 1)):
                for right in range(cell.colspan):
                    assert (r + down, column + right) not in taken
                    taken[r + down, column + right] = cell
            column += cell.colspan
    return taken


@pytest.mark.parametrize("form", ["2021", "2019"])
@pytest.mark.parametrize(("table", "width"), [(PROACTIVE, 4), (REQUESTS, 10), (DISPUTES, 15)])
def test_every_table_is_a_full_rectangle(form: str, table: str, width: int) -> None:
    grid = _grid(form, table)
    assert set(_occupied(grid)) == {(r, c) for r in range(len(grid.rows)) for c in range(width)}


@pytest.mark.parametrize("form", ["2021", "2019"])
def test_every_cell_of_the_form_is_drawn_once(form: str) -> None:
    grids, others = draw(form, _keys(forms()[form]))
    drawn = [cell.key for grid in grids for row in grid.rows for cell in row if isinstance(cell, Value)]
    assert sorted(drawn) == sorted(_keys(forms()[form]))
    assert others == ()


def test_groups_of_the_request_table_span_the_rows_the_form_gives_them() -> None:
    new, old = _grid("2021", REQUESTS), _grid("2019", REQUESTS)
    assert [
        _head(new, text).rowspan for text in ("三、本年度办理结果", "（三）不予公开", "（六）其他处理")
    ] == [22, 8, 3]
    assert [
        _head(old, text).rowspan for text in ("三、本年度办理结果", "（五）不予处理", "（六）其他处理")
    ] == [20, 5, 1]
    assert _head(old, "（六）其他处理").colspan == 2


def test_values_stand_under_their_column_and_beside_their_row() -> None:
    grid = _grid("2021", REQUESTS)
    cells = _occupied(grid)
    (row, column), _ = next(
        (place, cell)
        for place, cell in cells.items()
        if isinstance(cell, Value)
        and cell.key == CellKey(REQUESTS, "refused_internal_affairs", "legal_service_org")
    )
    above, beside = cells[2, column], cells[row, 2]
    assert isinstance(above, Head)
    assert above.text == "法律服务机构"
    assert isinstance(beside, Head)
    assert beside.text == "5.属于三类内部事务信息"


def test_a_mixed_report_takes_each_block_from_the_form_it_follows() -> None:
    keys = [
        key
        for form, block_keys in (("2019", ("art20_1",)), ("2021", ("art20_5", "requests")))
        for name in block_keys
        if (block := forms()[form].block(name))
        for _, _, key in block.cells()
    ]
    grids, others = draw("mixed", keys)
    assert [grid.table for grid in grids] == [PROACTIVE, REQUESTS]
    assert others == ()


def test_figures_of_no_known_table_are_not_lost() -> None:
    unknown = CellKey("statistics_2008", "零", "value")
    assert draw("local", [unknown]) == ((), (unknown,))
