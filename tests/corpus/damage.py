"""Damages tables as editors, converters and page ends do: each function leaves what a human can still read."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import replace

from extractors.form import DISPUTES, PROACTIVE, REQUESTS
from tests.corpus.model import Block, Cell, Mess, Paragraph, Report, Table

Change = Callable[[Table, random.Random], list[Table]]


def damage(report: Report, mess: Mess, *, lossy: bool) -> Report:
    """Return the report with its tables damaged; ``lossy`` formats may lose rows altogether."""
    for alternatives in (*(_LOSSES if lossy else ()), *_DAMAGES):
        for feature, chance, change in alternatives:
            if mess.has(feature, chance):
                report = _each(report, change, mess.rng)
                break
    return _headings_inside(report) if mess.has("headings_in_tables", 0.03) else report


def _each(report: Report, change: Change, rng: random.Random) -> Report:
    blocks: list[Block] = []
    for block in report.blocks:
        blocks.extend(change(block, rng) if isinstance(block, Table) else (block,))
    return report.with_blocks(blocks)


def _long(table: Table) -> bool:
    return table.name == REQUESTS or table.name.startswith("statistics")


def _first_data_row(table: Table) -> int:
    return min((c.row for c in table.cells if c.key is not None), default=0)


def _data_rows(table: Table) -> list[int]:
    return sorted({c.row for c in table.cells if c.key is not None})


def _slice(table: Table, start: int, stop: int) -> Table:
    """Cut rows out; a cell that spans the cut goes on without its text, as page breaks leave it."""
    cells = []
    for cell in table.cells:
        top, bottom = max(cell.row, start), min(cell.row + cell.rowspan, stop)
        if top < bottom:
            text = cell.text if cell.row >= start else ""
            cells.append(replace(cell, text=text, row=top - start, rowspan=bottom - top))
    return replace(table, cells=tuple(cells))


def _below(table: Table, more: Table) -> Table:
    shift = table.rows
    return replace(table, cells=table.cells + tuple(replace(c, row=c.row + shift) for c in more.cells))


def _lose_tail(table: Table, rng: random.Random) -> Table:
    return _slice(table, 0, table.rows - rng.randint(1, 7))


def _lose_head(table: Table) -> Table:
    """Fifteen figures without a head; nobody would know them from fifteen blanks."""
    if len(table.keys) != 15 or not any(c.text.strip() for c in table.cells if c.key):
        return table
    return _slice(table, _first_data_row(table), table.rows)


def _split_head(table: Table) -> list[Table]:
    """A head that stands in a table of its own."""
    at = _first_data_row(table)
    if table.name != REQUESTS or at == 0:
        return [table]
    return [_slice(table, 0, at), _slice(table, at, table.rows)]


def _split(table: Table, rng: random.Random, *, repeat_head: bool) -> list[Table]:
    first = _first_data_row(table)
    rows = [row for row in _data_rows(table) if row > first]
    if not rows or not _long(table):
        return [table]
    at = rng.choice(rows)
    rest = _slice(table, at, table.rows)
    if repeat_head:
        rest = _below(_slice(table, 0, first), rest)
    return [_slice(table, 0, at), rest]


def _page_cut(table: Table, rng: random.Random) -> list[Table]:
    """A page ends inside a row: its label goes on in a row of the next table that has no figures."""
    rows = [row for row in _data_rows(table)[2:-1] if len(_label(table, row).text) > 5]
    if not rows or table.name != REQUESTS:
        return [table]
    at = rng.choice(rows)
    label = _label(table, at)
    text = "".join(label.text.split())
    tail = rng.randint(1, 3)
    above = _slice(table, 0, at + 1).map(
        lambda c: replace(c, text=text[:-tail]) if (c.row, c.column) == (at, label.column) else c
    )
    rest = _slice(table, at, table.rows)
    cut = Table(
        table.name,
        tuple(
            replace(
                c,
                key=None if c.row == 0 else c.key,
                text=(text[-tail:] if c.column == label.column else "") if c.row == 0 else c.text,
            )
            for c in rest.cells
        ),
    )
    return [above, cut]


def _label(table: Table, row: int) -> Cell:
    """Return the row's own label: the last cell before its figures."""
    cells = [c for c in table.cells if c.row <= row < c.row + c.rowspan]
    first = min(c.column for c in cells if c.key is not None)
    return max((c for c in cells if c.column < first), key=lambda c: c.column)


def _shift_label(table: Table, rng: random.Random) -> Table:
    """A label that slid to the left edge, out of its merged groups."""
    rows = [r for r in _data_rows(table) if _label(table, r).column > 0]
    last_of_group = [
        r for r in rows if r + 1 not in rows or _label(table, r + 1).column != _label(table, r).column
    ]
    if not last_of_group:
        return table
    at = rng.choice(last_of_group)
    label = _label(table, at)
    cells = []
    for cell in table.cells:
        if cell is label:
            cells.append(replace(cell, column=0, colspan=label.column + label.colspan))
        elif cell.column < label.column and cell.row <= at < cell.row + cell.rowspan:
            above, below = at - cell.row, cell.row + cell.rowspan - at - 1
            if above:
                cells.append(replace(cell, rowspan=above))
            if below:
                cells.append(replace(cell, text=cell.text if not above else "", row=at + 1, rowspan=below))
        else:
            cells.append(cell)
    return replace(table, cells=tuple(cells))


def _unmerge(table: Table, *, repeat: bool) -> Table:
    """No merged cells: the text stands in the first place, or in every one."""
    cells = []
    for row, line in enumerate(table.grid()):
        for column, cell in enumerate(line):
            if cell is None:
                cells.append(Cell("", row, column))
                continue
            first = (cell.row, cell.column) == (row, column)
            if first or (repeat and cell.key is None):
                cells.append(replace(cell, row=row, column=column, rowspan=1, colspan=1))
            else:
                cells.append(Cell("", row, column))
    return replace(table, cells=tuple(cells))


def _add_column(table: Table, at: int) -> Table:
    """An empty column of the editor's making, passed by the cells that span it."""
    cells: list[Cell] = []
    taken: set[int] = set()
    for cell in table.cells:
        if cell.column >= at:
            cells.append(replace(cell, column=cell.column + 1))
        elif cell.column + cell.colspan > at:
            cells.append(replace(cell, colspan=cell.colspan + 1))
            taken |= set(range(cell.row, cell.row + cell.rowspan))
        else:
            cells.append(cell)
    cells += [Cell("", row, at) for row in range(table.rows) if row not in taken]
    return replace(table, cells=tuple(sorted(cells, key=lambda c: (c.row, c.column))))


def _add_rows(table: Table, rng: random.Random) -> Table:
    """An empty row under the table, and one before its last."""
    at = _data_rows(table)[-1] if table.keys and rng.random() < 0.5 else table.rows
    width = table.columns
    below = _slice(table, at, table.rows)
    empty = Table(table.name, tuple(Cell("", 0, column) for column in range(width)))
    return _below(_below(_slice(table, 0, at), empty), below)


def _insert(table: Table, at: int, texts: dict[int, str]) -> Table:
    """Put a row of the office's own before row ``at``: column: text. Labels that end above it go on over it."""
    covering = {c for c in table.cells if c.row < at <= c.row + c.rowspan and c.column < min(texts)}
    cells = [
        replace(c, rowspan=c.rowspan + 1)
        if c in covering
        else replace(c, row=c.row + 1)
        if c.row >= at
        else c
        for c in table.cells
    ]
    width = dict.fromkeys(texts, 1)
    first, second, *_ = [*sorted(texts), table.columns, table.columns]
    width[first] = second - first
    cells += [Cell(text, at, column, 1, width[column]) for column, text in texts.items()]
    return replace(table, cells=tuple(sorted(cells, key=lambda c: (c.row, c.column))))


def _subtotal(table: Table, rng: random.Random) -> Table:
    """A line 小计 under a group, which the form does not have."""
    groups = [
        c
        for c in table.cells
        if c.column > 0 and c.key is None and c.rowspan > 1 and c.row >= _first_data_row(table)
    ]
    if not groups:
        return table
    group = rng.choice(groups)
    end = group.row + group.rowspan
    figures = [c for c in table.cells if c.row == end - 1 and c.key is not None]
    above = [c for c in table.cells if c.key is not None and group.row <= c.row < end]
    sums = {f.column: str(sum(_digits(c.text) for c in above if c.column == f.column)) for f in figures}
    return _insert(
        table, end, {group.column + group.colspan: rng.choice(("小计", "合计", "本项小计")), **sums}
    )


def _digits(text: str) -> int:
    """Return a printed count for summing up; 0 where none is printed."""
    plain = re.sub(r"[（(].*|[\s,，]", "", text)
    return int(plain) if plain.isdecimal() else 0


def _own_row(table: Table, rng: random.Random) -> Table:
    """A document type of the office's own among those of the form."""
    labels = [c for c in table.cells if c.key is None and "规范性文件" in "".join(c.text.split())]
    if not labels:
        return table
    row = labels[0].row
    figures = [c for c in table.cells if c.row == row and c.key is not None]
    if any(c.colspan > 1 for c in figures):
        return table
    return _insert(
        table, row + 1, {0: "其他主动公开文件", **{c.column: str(rng.randint(0, 99)) for c in figures}}
    )


def _remarks(table: Table, rng: random.Random) -> Table:
    """A last column 备注, empty or nearly so."""
    first = _first_data_row(table)
    if not table.keys or first == 0:
        return table
    at = table.columns
    cells = [Cell("备注", 0, at, first)]
    cells += [Cell(rng.choice(("", "", "", "无", "含上年结转")), row, at) for row in range(first, table.rows)]
    return replace(table, cells=tuple(sorted((*table.cells, *cells), key=lambda c: (c.row, c.column))))


def _serials(table: Table, rng: random.Random) -> Table:
    """A first column 序号."""
    first = _first_data_row(table)
    if not table.keys or first == 0:
        return table
    moved = [replace(c, column=c.column + 1) for c in table.cells]
    cells = [Cell("序号", 0, 0, first)] + [
        Cell(str(row - first + 1), row, 0) for row in range(first, table.rows)
    ]
    return replace(table, cells=tuple(sorted((*moved, *cells), key=lambda c: (c.row, c.column))))


def _headings_inside(report: Report) -> Report:
    """The section's heading is the first row of its table."""
    blocks: list[Block] = []
    for block in report.blocks:
        above = blocks[-1] if blocks else None
        if isinstance(block, Table) and isinstance(above, Paragraph) and above.kind == "heading":
            row = Cell(above.whole, 0, 0, 1, block.columns)
            blocks[-1] = _below(Table(block.name, (row,)), block)
        else:
            blocks.append(block)
    return report.with_blocks(blocks)


def _only(name: str, change: Callable[[Table, random.Random], Table]) -> Change:
    return lambda table, rng: [change(table, rng) if table.name == name else table]


# Each line holds alternatives: the first that happens excludes the others.
_LOSSES: tuple[tuple[tuple[str, float, Change], ...], ...] = (
    (("lost_last_rows", 0.06, _only(REQUESTS, _lose_tail)),),
    (("lost_head", 0.04, _only(DISPUTES, lambda table, _: _lose_head(table))),),
)
_DAMAGES: tuple[tuple[tuple[str, float, Change], ...], ...] = (
    (("subtotal_row", 0.04, _only(REQUESTS, _subtotal)),),
    (("own_row", 0.04, _only(PROACTIVE, _own_row)),),
    (("remarks_column", 0.04, _only(REQUESTS, _remarks)),),
    (("serial_numbers", 0.03, _only(REQUESTS, _serials)),),
    (("shifted_label", 0.08, _only(REQUESTS, _shift_label)),),
    (("head_split_off", 0.03, lambda table, _: _split_head(table)),),
    (
        ("split_table", 0.07, lambda table, rng: _split(table, rng, repeat_head=False)),
        ("split_table_head_repeated", 0.05, lambda table, rng: _split(table, rng, repeat_head=True)),
        ("page_cut_row", 0.08, _page_cut),
    ),
    (
        ("unmerged_blank", 0.12, lambda table, _: [_unmerge(table, repeat=False)]),
        ("unmerged_repeated", 0.08, lambda table, _: [_unmerge(table, repeat=True)]),
    ),
    (("empty_last_column", 0.1, lambda table, _: [_add_column(table, table.columns)]),),
    (("empty_second_column", 0.06, _only(REQUESTS, lambda table, _: _add_column(table, 1))),),
    (("empty_rows", 0.06, lambda table, rng: [_add_rows(table, rng)]),),
)
