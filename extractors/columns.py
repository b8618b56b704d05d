"""The head of a block: which printed column is which, and which form its words belong to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extractors.aligning import Match
from extractors.content import Cell
from extractors.findings import info, warn
from extractors.form import Block, Column
from extractors.labels import normalise, similarity
from extractors.report import CellKey, Finding
from extractors.rows import BLOCK_HEADING, DocRow

SAME_COLUMN = 0.75
LOOK_BACK = 8  # rows a head may stand above its first data row


@dataclass(frozen=True, slots=True)
class Header:
    """``score`` is the share of the block's columns whose words were found, each as well as it matched.

    ``order`` says for each column of the form which printed value column it is; None means as in the form.
    """

    score: float
    order: tuple[int, ...] | None
    columns: (
        tuple[int, ...] | None
    )  # grid column of each, where all were found in one row and spans are known
    findings: tuple[Finding, ...]
    headed: bool  # its 第二十条第（）项 is printed above


def header_score(header: Header | None) -> float:
    return 0.0 if header is None else header.score


def find_header(block: Block, matches: Sequence[Match], printed: Sequence[DocRow]) -> Header | None:
    """Read the head above the block's first row. None where the block was not found."""
    if not matches:
        return None
    first = min(m.printed.position for m in matches)
    cells = _head_cells(printed, first)
    found: list[tuple[Column, Cell, str, float]] = []
    left = list(cells)
    for column in block.columns:
        best = max(
            ((cell, w, similarity(cell.text, w)) for cell in left for w in column.label.wordings),
            key=lambda t: t[2],
            default=None,
        )
        if best is not None and best[2] >= SAME_COLUMN:
            found.append((column, *best))
            left.remove(best[0])
    score = sum(f[3] for f in found) / len(block.columns)
    findings = tuple(f for item in found if (f := _column_finding(block, *item[:3])) is not None)
    ragged = matches[0].printed.table.ragged
    order = _order(block, found, cells, ragged=ragged)
    known = not ragged and len(found) == len(block.columns) and order is None
    columns = tuple(cell.column for _, cell, _, _ in found) if known else None
    headed = any(BLOCK_HEADING.search(cell.text) for cell in cells)
    return Header(score, order, columns, findings, headed)


def _head_cells(printed: Sequence[DocRow], first: int) -> list[Cell]:
    """The words above a row, back to the heading of its block; a row's own words but its label count too."""
    at = next(i for i, row in enumerate(printed) if row.position == first)
    cells: list[Cell] = []
    for i in range(at, max(-1, at - LOOK_BACK), -1):
        row = printed[i]
        words = list(row.words[:-1]) if i == at else [*row.words, *(c for c in row.values if c.text)]
        if i != at and any(_is_figure_row(row)):
            break
        cells = words + cells
        if any(BLOCK_HEADING.search(c.text) for c in words):
            break
    return cells


def _is_figure_row(row: DocRow) -> list[bool]:
    return [True for c in row.values if c.text and any(ch.isdigit() for ch in c.text)]


def _order(
    block: Block, found: Sequence[tuple[Column, Cell, str, float]], cells: Sequence[Cell], *, ragged: bool
) -> tuple[int, ...] | None:
    """The printed order of the columns, where it differs from the form's and every column was found."""
    heads = [cell for _, cell, _, _ in found]
    texts = [normalise(cell.text) for cell in cells]
    told_apart = all(texts.count(normalise(cell.text)) == 1 for cell in heads)
    if ragged or len(found) != len(block.columns) or not told_apart or len({cell.row for cell in heads}) != 1:
        return None
    ranks = sorted(range(len(heads)), key=lambda i: heads[i].column)
    order = tuple(ranks.index(i) for i in range(len(heads)))
    return None if order == tuple(range(len(heads))) else order


def _column_finding(block: Block, column: Column, cell: Cell, wording: str) -> Finding | None:
    keys = [CellKey(block.table, row.key, column.key) for row in block.rows]
    label = column.label
    if wording in label.renamed:
        return warn(
            "L.COLUMN_RELABEL",
            f"栏目印作“{cell.text}”，应为“{label.text}”",
            f"column printed as {cell.text}, official wording {label.text}",
            keys,
        )
    if wording in label.typos:
        return warn(
            "L.LABEL_TYPO",
            f"栏目印作“{cell.text}”，应为“{label.text}”",
            f"column printed as {cell.text}, official wording {label.text}",
            keys,
        )
    if similarity(cell.text, wording) < 1:
        return info(
            "L.LABEL_TYPO",
            f"栏目印作“{cell.text}”，按“{label.text}”读取",
            f"column printed as {cell.text}, read as {label.text}",
            keys,
        )
    return None
