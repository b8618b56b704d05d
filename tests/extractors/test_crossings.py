"""Cells out of crossing rules: ours and pdfplumber's are the same."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from pdfplumber.table import edges_to_intersections, intersections_to_cells, merge_edges

from extractors.ink import crossings

_spot = st.integers(0, 8).map(lambda n: n * 20.0)


def _edge(horizontal: bool, across: float, start: float, end: float) -> dict[str, Any]:
    start, end = min(start, end), max(start, end) + 20
    x0, x1, top, bottom = (start, end, across, across) if horizontal else (across, across, start, end)
    orientation = "h" if horizontal else "v"
    return {"x0": x0, "x1": x1, "top": top, "bottom": bottom, "orientation": orientation} | {
        "width": x1 - x0,
        "height": bottom - top,
    }


@given(st.lists(st.builds(_edge, st.booleans(), _spot, _spot, _spot), max_size=40))
def test_the_cells_are_those_pdfplumber_finds(edges: list[dict[str, Any]]) -> None:
    found = edges_to_intersections(merge_edges(edges, 3, 3, 3, 3), 3, 3)
    assert list(crossings.cells(found)) == intersections_to_cells(found)
