"""Table 3, 行政复议和行政诉讼: fifteen numbers in one row under a head of three groups."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from extractors.content import Cell
from extractors.findings import warn
from extractors.fitting.aligning import align
from extractors.fitting.figures import absent, read_cell
from extractors.fitting.placing import Frame, Grid, learn_frame, lined_up, place_values
from extractors.fitting.rows import DocRow
from extractors.fitting.vocabulary import known
from extractors.form import Block
from extractors.labels import normalise, similarity
from extractors.numbers import looks_like_value
from extractors.report import CellKey, Figure, Finding

Printed = tuple[DocRow, Cell]


@dataclass(frozen=True, slots=True)
class _Fifteen:
    """The printed cells in the form's order, and why they may not be."""

    cells: list[Printed]
    doubt: str | None


WIDTH = 15
HEAD_REACH = 8  # rows between the head's first line and the numbers


def fit(block: Block, printed: Sequence[DocRow]) -> tuple[tuple[Figure, ...], tuple[Finding, ...]]:
    """Find the fifteen numbers, however the table is laid out. All figures are absent where there are none."""
    keys = [key for _, _, key in block.cells()]
    printed = [_all_figures(row) for row in printed]
    headed = _after_head(block, printed)
    found = (
        _under_heads(block, printed, blank=False)
        or _by_groups(block, printed)
        or _down_the_page(block, printed)
        or _under_heads(block, printed, blank=True)
        or _fifteen(headed)
        or _fifteen(_unheaded(printed))
        or _blank_frame(printed)
    )
    if found is None:
        missing = warn(
            "T3.WIDTH", "表中未能找到完整的15个数字", "the row of fifteen numbers was not found whole", keys
        )
        return tuple(absent(key) for key in keys), (missing,) if headed else ()
    figures = tuple(
        read_cell(key, column.kind, cell, found.doubt, row.place(cell), column.unit)
        for (_, column, key), (row, cell) in zip(block.cells(), found.cells, strict=True)
    )
    findings = () if headed else (_headless(keys),)
    if headed and found.doubt:
        findings = (
            warn(
                "S.ROW_SHIFT",
                "行政复议、行政诉讼表的表头与规定的栏目不能一一对应",
                "the head of the table on disputes does not match the official columns",
                keys,
            ),
        )
    return figures, findings


def _all_figures(row: DocRow) -> DocRow:
    """The row without words where those it has stand among figures, such as 详见附件, and are no labels."""
    labelled = row.words[:1] == row.cells[:1] and len(row.cells) < WIDTH
    if not row.words or labelled:
        return row
    figures = sum(bool(c.text) and looks_like_value(c.text) for c in row.cells)
    if figures < len(row.cells) / 2 or any(known(c.text) for c in row.cells):
        return row
    return replace(row, words=(), values=row.cells)


def _unheaded(printed: Sequence[DocRow]) -> list[DocRow]:
    """The rows of exactly fifteen figures and no words: they can be nothing else in these reports."""
    return [row for row in map(_without_empty_end, printed) if not row.words and len(row.values) == WIDTH]


def _without_empty_end(row: DocRow) -> DocRow:
    """The row without blank cells after its fifteenth: an empty column at the table's end."""
    if len(row.values) <= WIDTH or any(c.text for c in row.values[WIDTH:]):
        return row
    return replace(row, values=row.values[:WIDTH]) if all(c.text for c in row.values[:WIDTH]) else row


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
    words = [c.text for c in _names(row)]
    results = {column.key for column in block.columns[:4]}
    return len(words) > 1 and (
        sum([_result_key(block, word) in results for word in words]) >= 4
        or sum([_group_key(block, word) is not None for word in words]) >= 2
    )


@lru_cache(maxsize=1024)  # asked by each of the layouts
def _names(row: DocRow) -> Sequence[Cell]:
    """The row's cells that may name something: the names of a head have several letters, most figures one digit."""
    return [c for c in (*row.words, *row.values) if len(c.text) > 1]


def _fifteen(rows: Sequence[DocRow]) -> _Fifteen | None:
    """One row of fifteen whose columns no head explains: read in the form's order, with a doubt."""
    for row in rows:
        cells = list(row.values)
        while len(cells) > WIDTH and not cells[-1].text:
            cells.pop()
        while len(cells) > WIDTH and not cells[0].text:
            cells.pop(0)
        if len(cells) == WIDTH and row.has_numbers:
            return _Fifteen([(row, cell) for cell in cells], "position")
    return None


def _blank_frame(printed: Sequence[DocRow]) -> _Fifteen | None:
    """A table of nothing but fifteen empty cells: its head is lost, and nobody filled it in."""
    for row in printed:
        if len(row.cells) == WIDTH == len(row.table.cells) and not any(c.text for c in row.cells):
            return _Fifteen([(row, cell) for cell in row.cells], "position")
    return None


def _under_heads(block: Block, printed: Sequence[DocRow], *, blank: bool) -> _Fifteen | None:
    """The numbers under each head's results: one head of fifteen, or the table cut into two or three, each
    with a head of its own. ``blank`` admits a row in which nothing is filled in.
    """
    found: list[Printed] = []
    heads: list[Cell] = []
    leaves: list[Cell] = []
    for row in printed:
        leaves += _results(block, row)
        wanted = leaves[-WIDTH:] if row.table.ragged else sorted(leaves[-WIDTH:], key=lambda c: c.column)
        if not wanted or len(wanted) % len(block.columns):
            continue
        cells = _under(wanted, row)
        if any(map(_is_filled, cells)) or (blank and cells and not row.words):
            found += [(row, cell) for cell in cells]
            heads += wanted
            leaves = []
    if len(found) != WIDTH:
        return None
    ends = {row.position for row, _ in found}
    order = _order(block, heads, _groups(block, printed, ends))
    return _Fifteen(found, "position") if order is None else _Fifteen([found[i] for i in order], None)


def _under(leaves: Sequence[Cell], row: DocRow) -> Sequence[Cell]:
    """The row's cells under the head's results, words such as 另行公布 among them; none where they do not line up."""
    if not row.table.ragged:
        grid = Grid(tuple(c.column for c in leaves), row.end)
        cells = [c for c in row.cells if c.column >= leaves[0].column]
        if under := lined_up(row, cells, grid):
            return under
    slots = place_values(row, len(leaves), Frame(None, len(leaves), {}, {}))
    sure = [cell for cell, doubt in slots if cell is not None and doubt is None]
    own = () if any(known(c.text) for c in row.cells) else row.cells  # a head's words are nobody's figures
    return next((cells for cells in (sure, own) if len(cells) == len(leaves)), ())


def _is_filled(cell: Cell) -> bool:
    return bool(cell.text) and looks_like_value(cell.text)


def _order(block: Block, heads: Sequence[Cell], groups: Sequence[str] | None) -> list[int] | None:
    """For each of the form's fifteen cells, which printed one it is; None where the head does not say."""
    if groups is None:
        return None
    width = len(block.columns)
    names = [_result_key(block, cell.text) for cell in heads]
    order: list[int] = []
    for row in block.rows:
        start = groups.index(row.key) * width
        for column in block.columns:
            if names[start : start + width].count(column.key) != 1:
                return None
            order.append(names.index(column.key, start, start + width))
    return order


def _groups(block: Block, printed: Sequence[DocRow], ends: Container[int]) -> list[str] | None:
    """The three groups in printed order, the form's where not all are named; None where a ragged head puts
    litigation first, so that its groups cannot be told from their order. Each of the rows of figures ``ends`` a head.
    """
    seen: dict[str, tuple[int, int, int, int]] = {}
    head = 0
    for row in printed:
        head += row.position in ends
        litigation = next((c.column for c in row.words if normalise(c.text) == "行政诉讼"), None)
        for cell in _names(row):
            key = _group_key(block, cell.text)
            if key is None or key in seen:
                continue
            if (
                row.table.ragged
                and key == block.rows[0].key
                and litigation is not None
                and litigation < cell.column
            ):
                return None
            at = (row.position, cell.column) if row.table.ragged else (cell.column, row.position)
            seen[key] = (row.table.number, head, *at)
    if len(seen) < len(block.rows):
        return [row.key for row in block.rows]
    return sorted(seen, key=lambda key: seen[key])


def _results(block: Block, row: DocRow) -> list[Cell]:
    """The head's cells that name results, where a row names a group of them."""
    names = _names(row)
    cells = [c for c in names if _result_key(block, c.text)] if len(names) >= len(block.columns) else []
    return cells if len(cells) >= len(block.columns) else []


@lru_cache(maxsize=4096)
def _result_key(block: Block, text: str) -> str | None:
    return next(
        (c.key for c in block.columns if max(similarity(text, w) for w in c.label.wordings) >= 0.8), None
    )


@lru_cache(maxsize=4096)
def _group_key(block: Block, text: str) -> str | None:
    return next((r.key for r in block.rows if similarity(text, r.label.text) >= 0.8), None)


def _by_groups(block: Block, printed: Sequence[DocRow]) -> _Fifteen | None:
    """Three rows, one a group, each with its five results."""
    width = len(block.columns)
    matches = [m for m in align(printed, block.rows, width) if len(m.printed.values) >= width]
    if len(matches) != len(block.rows):
        return None
    first = matches[0].printed.position
    above = (row for row in reversed(printed) if row.position < first)
    head, names = next(((row, names) for row in above if (names := _results(block, row))), (None, []))
    told = head is not None and len(names) == width and not head.table.ragged
    grid = Grid(tuple(c.column for c in names), head.end) if head is not None and told else None
    frame = learn_frame([m.printed for m in matches], width, grid)
    slots = [(m.printed, slot) for m in matches for slot in place_values(m.printed, width, frame)]
    found = [(row, cell) for row, (cell, doubt) in slots if cell is not None and doubt is None]
    if len(found) != WIDTH:
        return None
    in_order = [_result_key(block, cell.text) for cell in names] == [column.key for column in block.columns]
    return _Fifteen(found, None if in_order else "position")


def _down_the_page(block: Block, printed: Sequence[DocRow]) -> _Fifteen | None:
    """The table turned on its side: fifteen rows of a result and its number, in the form's order."""
    found: list[Printed] = []
    for row in printed:
        wanted = block.columns[len(found) % len(block.columns)]
        if len(row.values) == 1 and _result_key(block, row.label) == wanted.key:
            found.append((row, row.values[0]))
        if len(found) == WIDTH:
            return _Fifteen(found, None)
    return None
