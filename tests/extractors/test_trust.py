"""A recognised report's own sums settle what may be trusted."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extractors.report import CellKey, Figure, Status
from extractors.trust import weigh
from tests.extractors.test_checks import consistent, report

INNER = CellKey("requests", "granted_full", "business")
ELSEWHERE = CellKey("proactive_disclosure", "art20_5.administrative_licensing", "decisions")


def weighed(cells: dict[CellKey, int], *unsure: CellKey) -> dict[CellKey, Figure]:
    read = report(dict(cells))
    figures = tuple(f._replace(doubt="ocr") if f.key in unsure else f for f in read.figures)
    return {f.key: f for f in weigh(replace(read, figures=figures)).figures}


@pytest.fixture
def cells() -> dict[CellKey, int]:
    return {key: int(value) for key, value in consistent(0).items()}


def test_a_sum_that_holds_vouches_for_an_unsure_figure(cells: dict[CellKey, int]) -> None:
    assert weighed(cells, INNER)[INNER].doubt is None


def test_a_sum_says_nothing_of_a_zero(cells: dict[CellKey, int]) -> None:
    totals = [
        CellKey("requests", r, c) for r, c in (("granted_full", "total"), ("outcomes_total", "business"))
    ]
    others = [
        CellKey("requests", "requests_carried_out", "business"),
        CellKey("requests", "requests_carried_out", "total"),
    ]
    gone = cells[INNER]
    changed = {
        **cells,
        INNER: 0,
        **{k: cells[k] - gone for k in totals},
        **{k: cells[k] + gone for k in others},
    }
    assert weighed(changed, INNER)[INNER].doubt == "ocr"


def test_a_blank_is_doubted_where_a_figure_is_missing(cells: dict[CellKey, int]) -> None:
    read = report(dict(cells))
    figures = tuple(
        f._replace(value=None, status=Status.BLANK) if f.key == INNER else f for f in read.figures
    )
    assert {f.key: f.doubt for f in weigh(replace(read, figures=figures)).figures}[INNER] == "ocr"


def test_no_sum_vouches_for_what_none_covers(cells: dict[CellKey, int]) -> None:
    assert weighed(cells, ELSEWHERE)[ELSEWHERE].doubt == "ocr"


def test_a_sure_figure_is_doubted_where_every_sum_it_is_part_of_fails(cells: dict[CellKey, int]) -> None:
    figures = weighed({**cells, INNER: cells[INNER] + 50})
    assert figures[INNER].doubt == "ocr"
    assert figures[INNER].value == cells[INNER] + 50  # never changed to make a sum fit
    assert figures[CellKey("requests", "granted_full", "natural_person")].doubt is None  # its column adds up
