"""Table 3, 行政复议和行政诉讼: fifteen numbers in one row under a head of three groups."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.aligning import align
from extractors.content import Cell
from extractors.findings import warn
from extractors.form import Block
from extractors.labels import similarity
from extractors.numbers import parse_cell
from extractors.placing import Frame, learn_frame, place_values
from extractors.report import CellKey, Figure, Finding, Status
from extractors.rows import DocRow

Printed = tuple[DocRow, Cell]

WIDTH = 15
HEAD_REACH = 8  # rows between the head's first line and the numbers


def fit(block: Block, printed: Sequence[DocRow]) -> tuple[tuple[Figure, ...], tuple[Finding, ...]]:
    """Find the fifteen numbers, however the table is laid out. All figures are absent where there are none."""
    keys = [key for _, _, key in block.cells()]
    headed = _after_head(block, printed)
    for found in (
        _under_heads(block, printed, blank=False),
        _fifteen(headed),
        _by_groups(block, printed),
        _down_the_page(block, printed),
        _under_heads(block, printed, blank=True),
    ):
        if found is not None:
            return _figures(block, found, doubt=None), ()
    # A row of exactly fifteen figures and no words can be nothing else in these reports.
    unheaded = _fifteen([row for row in printed if not row.words and len(row.values) == WIDTH])
    if unheaded is not None:
        return _figures(block, unheaded, doubt="position"), (_headless(keys),)
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


def _fifteen(rows: Sequence[DocRow]) -> list[Printed] | None:
    """One row of fifteen; a row of blanks only where there is no other."""
    blank: list[Printed] | None = None
    for row in rows:
        cells = list(row.values)
        while len(cells) > WIDTH and not cells[-1].text:
            cells.pop()
        while len(cells) > WIDTH and not cells[0].text:
            cells.pop(0)
        if len(cells) == WIDTH and row.has_numbers:
            return [(row, cell) for cell in cells]
        if len(cells) == WIDTH and not row.words:
            blank = [(row, cell) for cell in cells]
    return blank


def _under_heads(block: Block, printed: Sequence[DocRow], *, blank: bool) -> list[Printed] | None:
    """The numbers under each head's results: one head of fifteen, or the table cut into two or three, each
    with a head of its own. ``blank`` admits a row in which nothing is filled in.
    """
    found: list[Printed] = []
    leaves: list[Cell] = []
    for row in printed:
        leaves += _results(block, row)
        if not leaves or not row.values or not (row.has_numbers or (blank and not row.words)):
            continue
        wanted = leaves[-WIDTH:]
        slots = place_values(row, len(wanted), _frame(row, wanted))
        if len(wanted) % len(block.columns) == 0 and all(cell and not doubt for cell, doubt in slots):
            found += [(row, cell) for cell, _ in slots if cell is not None]
            leaves = []
    return found if len(found) == WIDTH else None


def _results(block: Block, row: DocRow) -> list[Cell]:
    """The head's cells that name results, where a row names a group of them."""
    cells = [c for c in (*row.words, *row.values) if _is_result(block, c.text)]
    return cells if len(cells) >= len(block.columns) else []


def _frame(row: DocRow, leaves: Sequence[Cell]) -> Frame:
    return Frame(None if row.table.ragged else tuple(sorted(c.column for c in leaves)), {})


def _by_groups(block: Block, printed: Sequence[DocRow]) -> list[Printed] | None:
    """Three rows, one a group, each with its five results."""
    width = len(block.columns)
    matches = [m for m in align(printed, block.rows, width) if len(m.printed.values) >= width]
    if len(matches) != len(block.rows):
        return None
    frame = learn_frame([m.printed for m in matches], width)
    slots = [(m.printed, slot) for m in matches for slot in place_values(m.printed, width, frame)]
    found = [(row, cell) for row, (cell, doubt) in slots if cell is not None and doubt is None]
    return found if len(found) == WIDTH else None


def _down_the_page(block: Block, printed: Sequence[DocRow]) -> list[Printed] | None:
    """The table turned on its side: fifteen rows of a result and its number, in the form's order."""
    found: list[Printed] = []
    for row in printed:
        wanted = block.columns[len(found) % len(block.columns)].label
        if len(row.values) == 1 and max(similarity(row.label, w) for w in wanted.wordings) >= 0.8:
            found.append((row, row.values[0]))
        if len(found) == WIDTH:
            return found
    return None


def _is_result(block: Block, text: str) -> bool:
    return any(similarity(text, w) >= 0.8 for c in block.columns for w in c.label.wordings)


def _figures(block: Block, found: Sequence[Printed], doubt: str | None) -> tuple[Figure, ...]:
    figures: list[Figure] = []
    for (_, column, key), (row, cell) in zip(block.cells(), found, strict=True):
        value = parse_cell(cell.text, column.kind)
        unit = (value.unit or column.unit) if value.status is Status.NUMBER else None
        figures.append(Figure(key, value.number, value.status, cell.text, unit, doubt, row.place(cell)))
    return tuple(figures)


def _absent(block: Block) -> tuple[Figure, ...]:
    return tuple(Figure(key, None, Status.ABSENT, None, None) for _, _, key in block.cells())
