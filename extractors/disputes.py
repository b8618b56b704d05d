"""Table 3, 行政复议和行政诉讼: fifteen numbers in one row under a head of three groups."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractors.content import Cell
from extractors.findings import warn
from extractors.form import Block
from extractors.labels import similarity
from extractors.numbers import parse_cell
from extractors.placing import Slot
from extractors.report import CellKey, Figure, Finding, Status
from extractors.rows import DocRow

WIDTH = 15
HEAD_REACH = 8  # rows between the head's first line and the numbers


def fit(block: Block, printed: Sequence[DocRow]) -> tuple[tuple[Figure, ...], tuple[Finding, ...]]:
    """Find the fifteen numbers. All figures are absent where there is no such row."""
    keys = [key for _, _, key in block.cells()]
    headed = _after_head(block, printed)
    for candidates, doubt in ((headed, None), (_unheaded(printed), "position")):
        for row, cells in _fifteen(candidates):
            slots: list[Slot] = [(cell, doubt) for cell in cells]
            findings: tuple[Finding, ...] = ()
            if doubt:
                findings = (_headless(keys),)
            return _figures(block, row, slots), findings
    if headed:
        narrow = warn(
            "T3.WIDTH", "表中未能找到完整的15个数字", "the row of fifteen numbers was not found whole", keys
        )
        return _absent(block), (narrow,)
    return _absent(block), ()


def _headless(keys: Sequence[CellKey]) -> Finding:
    return warn(
        "S.SECTION_MISSING",
        "行政复议、行政诉讼表缺少表头，按15个数字的顺序读取",
        "the head of the table on reconsideration and litigation is missing; its fifteen numbers were read in order",
        keys,
    )


def _after_head(block: Block, printed: Sequence[DocRow]) -> list[DocRow]:
    """The rows that follow the head: within reach of the last row that names results or groups."""
    last_head = None
    rows: list[DocRow] = []
    for i, row in enumerate(printed):
        if _is_head(block, row):
            last_head = i
            if row.has_numbers:
                rows.append(row)
        elif last_head is not None and i - last_head <= HEAD_REACH:
            rows.append(row)
    return rows


def _is_head(block: Block, row: DocRow) -> bool:
    words = [c.text for c in (*row.words, *row.values) if c.text]
    results = sum(
        any(similarity(w, x) >= 0.8 for c in block.columns[:4] for x in c.label.wordings) for w in words
    )
    groups = sum(any(similarity(w, r.label.text) >= 0.8 for r in block.rows) for w in words)
    return results >= 4 or groups >= 2


def _unheaded(printed: Sequence[DocRow]) -> list[DocRow]:
    """A row of exactly fifteen figures and no words can be nothing else in these reports."""
    return [row for row in printed if not row.words and len(row.values) == WIDTH]


def _fifteen(rows: Sequence[DocRow]) -> Iterator[tuple[DocRow, list[Cell]]]:
    for row in rows:
        cells = list(row.values)
        while len(cells) > WIDTH and not cells[-1].text:
            cells.pop()
        while len(cells) > WIDTH and not cells[0].text:
            cells.pop(0)
        if len(cells) == WIDTH and any(c.text for c in cells):
            yield row, cells


def _figures(block: Block, printed: DocRow, slots: Sequence[Slot]) -> tuple[Figure, ...]:
    figures: list[Figure] = []
    for (_, column, key), (cell, doubt) in zip(block.cells(), slots, strict=True):
        if cell is None:
            figures.append(Figure(key, None, Status.ABSENT, None, None, doubt))
            continue
        value = parse_cell(cell.text, column.kind)
        unit = (value.unit or column.unit) if value.status is Status.NUMBER else None
        figures.append(Figure(key, value.number, value.status, cell.text, unit, doubt, printed.place(cell)))
    return tuple(figures)


def _absent(block: Block) -> tuple[Figure, ...]:
    return tuple(Figure(key, None, Status.ABSENT, None, None) for _, _, key in block.cells())
