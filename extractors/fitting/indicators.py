"""Fitting the tables of indicators (统计指标 | 单位 | 统计数) of the years before 2019."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractors.content import Cell
from extractors.findings import info, warn
from extractors.fitting.aligning import Match, align
from extractors.fitting.figures import absent, read_cell
from extractors.fitting.neighbours import with_rest_beside
from extractors.fitting.rows import DocRow
from extractors.form import Block
from extractors.numbers import Kind
from extractors.report import CellKey, Figure, Finding

MOST_COLUMNS = 6  # this year, cumulative, by kind of organ
FEWEST = 5  # rows that must be found before a table counts as this one
_CUMULATIVE = re.compile(r"累计|历年|以来")
_YEAR = re.compile(r"统计数|本年|年度|本期|当年|数量|数值|合计|\d{4}年")
_MONEY = ("万元", "元")
_CODE = re.compile(r"(?:指标)?(?:代码|编号|序号)|行次|栏次")
_UNIT_HEAD = re.compile(r"(?:计量)?单位")


def fit(block: Block, printed: Sequence[DocRow]) -> tuple[tuple[Figure, ...], tuple[Finding, ...]] | None:
    """Fit the rows of a statistics block; None where too few of them are printed."""
    # A head without figures (一、主动公开情况 | ——) is no indicator.
    matches = [m for m in align(printed, block.rows, MOST_COLUMNS, FEWEST) if m.score >= 0.7]
    if len(matches) < FEWEST:
        return None
    year, cumulative = _value_columns(matches, printed)
    by_row = {m.row.key: m for m in matches}
    figures: list[Figure] = []
    findings: list[Finding] = []
    for row, _, key in block.cells():
        match = by_row.get(row.key)
        if match is None:
            figures.append(absent(key))
            continue
        match = with_rest_beside(match, matches, printed)
        figure = _figure(match, key, year)
        figures.append(figure)
        if cumulative is not None:
            figures.append(_figure(match, key._replace(row=f"{key.row}_cumulative"), cumulative))
        findings += _label_findings(match, key)
        if figure.doubt == "position":
            findings.append(
                warn(
                    "S.ROW_SHIFT",
                    f"“{row.label.text}”一行有不止一个数字",
                    f"the row {row.label.text} has more than one figure",
                    [key],
                )
            )
    return tuple(figures), tuple(findings)


def _value_columns(
    matches: Sequence[Match], printed: Sequence[DocRow]
) -> tuple[_Under | None, _Under | None]:
    """Where this year's and the cumulative figures stand, from the head above the first row."""
    first = min(m.printed.position for m in matches)
    year = cumulative = None
    heads: list[Cell] = []
    for row in printed:
        if row.position >= first or row.position < first - 3:
            continue
        for rank, cell in enumerate((*row.words, *row.values)):
            text = "".join(cell.text.split())
            if _UNIT_HEAD.fullmatch(text):  # what stands before the unit is none of the figures
                heads = [head for head in heads if head in (year, cumulative)]
            if _CODE.fullmatch(text) and rank:
                pass
            elif _CUMULATIVE.search(text):
                cumulative = cell
            elif _YEAR.search(text) and len(text) < 12:
                year = cell
            else:
                continue
            heads.append(cell)
    if year is None:
        return None, None
    order = tuple(heads)
    return _Under(year, order), _Under(cumulative, order) if cumulative is not None else None


@dataclass(frozen=True, slots=True)
class _Under:
    """A column of figures: the cell that heads it, and the heads of all such columns and of codes in their order."""

    head: Cell
    heads: tuple[Cell, ...]


def _figure(match: Match, key: CellKey, under: _Under | None) -> Figure:
    cell, doubt = _value_cell(match.printed, under)
    if cell is None:
        return absent(key, doubt)
    if match.printed.table.unruled and not cell.text:
        doubt = "unruled"  # where no rules are drawn, the figure may stand beside another line of the label
    unit = match.printed.unit or match.row.unit
    kind = Kind.MONEY if unit in _MONEY else Kind.COUNT
    return read_cell(key, kind, cell, doubt, match.printed.place(cell), unit)


def _value_cell(printed: DocRow, under: _Under | None) -> tuple[Cell | None, str | None]:
    cells = printed.values
    heads = under.heads if under is not None else ()
    in_order = len(cells) >= len(heads) and not any(c.text for c in cells[len(heads) :])
    if under is not None and in_order and (printed.table.ragged or all(c.text for c in cells[: len(heads)])):
        return cells[heads.index(under.head)], None  # the order of figures is that of their heads
    if under is not None and not printed.table.ragged:
        at = under.head.column
        below = [c for c in cells if c.column <= at < c.column + c.colspan]
        if below and len(cells) > 1:
            return below[0], None
    if len(cells) == 1:
        return cells[0], "position" if printed.table.ragged and len(heads) > 1 else None
    filled = [c for c in cells if c.text]
    if len(filled) == 1:
        return filled[0], None if under is not None else "position"  # without a head it may be a code
    return (filled[0], "position") if filled else (cells[0] if cells else None, None)


def _label_findings(match: Match, key: CellKey) -> list[Finding]:
    if match.score > 0.9:
        return []
    label, official = match.printed.label, match.row.label.text
    return [
        info(
            "L.LABEL_TYPO",
            f"指标印作“{label}”，按“{official}”读取",
            f"indicator printed as {label}, read as {official}",
            [key],
        )
    ]
