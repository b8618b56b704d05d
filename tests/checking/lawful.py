"""Figures that keep every rule of their form, not only its sums."""

from __future__ import annotations

import random
from decimal import Decimal

from extractors.checks.limits import AT_MOST_2014
from extractors.form import PROACTIVE, Block, forms
from extractors.report import CellKey, Number
from tests.corpus.figures import Density, Figures, make_figures

_DOCUMENTS = "art20_1.normative_documents"
_STATISTICS = "statistics_2014"
FORM_IDS = ("2021", "2019", "2014")


def lawful_figures(form: str, rng: random.Random, density: Density) -> tuple[list[Block], Figures]:
    """The blocks of a form and figures for every cell, as a careful county bureau would fill them in."""
    blocks = list(forms()[form].blocks)
    figures = make_figures(blocks, rng, density)
    if form == "2014":
        _keep_limits(figures)
        return blocks, figures
    for key in figures:
        if key.row == "art20_1.regulations":
            figures[key] = 0
        elif key.column == "amount_wan_yuan":
            figures[key] = min(figures[key], Decimal(9999))
        elif key.column == "items_change":
            before = figures[CellKey(PROACTIVE, key.row, "items_prior_year")]
            figures[key] = max(figures[key], -before)
    if form == "2021":
        issued, repealed = (figures[CellKey(PROACTIVE, _DOCUMENTS, c)] for c in ("issued", "repealed"))
        _raise(figures, CellKey(PROACTIVE, _DOCUMENTS, "in_force"), issued - repealed)
    else:
        new = figures[CellKey(PROACTIVE, _DOCUMENTS, "newly_disclosed")]
        _raise(figures, CellKey(PROACTIVE, _DOCUMENTS, "total_disclosed"), new)
        _raise(figures, CellKey(PROACTIVE, _DOCUMENTS, "created"), new)
        _keep_procurement(figures)
    return blocks, figures


def _raise(figures: Figures, key: CellKey, least: Number) -> None:
    figures[key] = max(figures[key], least)


def _keep_procurement(figures: Figures) -> None:
    count, amount = (
        CellKey(PROACTIVE, "art20_9.central_procurement", c) for c in ("project_count", "total_amount")
    )
    if not figures[count] or not figures[amount]:
        figures[count] = figures[amount] = 0


def _keep_limits(figures: Figures) -> None:
    """Raise what is at least something else, along with the part of its sum that takes the difference."""
    takes = {"requests_received": "received_online", "requests_closed": "closed_on_time"}
    for less, more, _ in reversed(AT_MOST_2014):
        key, least = CellKey(_STATISTICS, more, "value"), figures[CellKey(_STATISTICS, less, "value")]
        gap = least - figures[key]
        if gap > 0:
            figures[key] += gap
            if more in takes:
                figures[CellKey(_STATISTICS, takes[more], "value")] += gap
