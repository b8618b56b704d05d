"""Draw the official tables as the forms print them, merged heads and all, from what was read.

The labels are those of ``extractors.forms``; only the heads that the forms print above and beside their
columns are described here.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby

from extractors.form import DISPUTES, PROACTIVE, REQUESTS, Block, forms
from extractors.report import CellKey

BALANCE_NOTE = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
ORGANISATIONS = "法人或其他组织"
TITLES = {
    PROACTIVE: "主动公开政府信息情况",
    REQUESTS: "收到和处理政府信息公开申请情况",
    DISPUTES: "政府信息公开行政复议、行政诉讼情况",
}
# English for what has no key to speak for it; rows and columns are glossed by their keys.
GLOSSES = {
    TITLES[PROACTIVE]: "Information disclosed proactively",
    TITLES[REQUESTS]: "Requests for information received and handled",
    TITLES[DISPUTES]: "Administrative reconsideration and litigation",
    BALANCE_NOTE: "in each column, 一 plus 二 equals 三（七） plus 四",
    "申请人情况": "applicants",
    ORGANISATIONS: "legal persons and other organisations",
    "信息内容": "content",
    "三、本年度办理结果": "outcomes this year",
    "（三）不予公开": "refused",
    "（四）无法提供": "could not be provided",
    "（五）不予处理": "not processed",
    "（六）其他处理": "otherwise closed",
    "行政复议": "administrative reconsideration",
    "行政诉讼": "administrative litigation",
    "未经复议直接起诉": "without prior reconsideration",
    "复议后起诉": "after reconsideration",
}


@dataclass(frozen=True, slots=True)
class Head:
    """A printed label; ``scope`` as in HTML, ``gloss`` in English."""

    text: str
    gloss: str = ""
    scope: str = "col"
    rowspan: int = 1
    colspan: int = 1


@dataclass(frozen=True, slots=True)
class Value:
    """The place of one figure; ``names`` are the row and column labels a reader needs to find it."""

    key: CellKey
    names: tuple[str, str]
    colspan: int = 1


@dataclass(frozen=True, slots=True)
class Grid:
    """One official table: rows of heads and values, from the top."""

    table: str
    title: str
    gloss: str
    rows: tuple[tuple[Head | Value, ...], ...] = field(repr=False)


def draw(form: str, keys: Iterable[CellKey]) -> tuple[tuple[Grid, ...], tuple[CellKey, ...]]:
    """Lay out the tables of ``form``; also give the keys among ``keys`` that no table shows."""
    wanted = tuple(keys)
    by_table = groupby(_blocks(form, frozenset(wanted)), key=lambda block: block.table)
    grids = tuple(_grid(table, tuple(blocks)) for table, blocks in by_table)
    drawn = {cell.key for grid in grids for row in grid.rows for cell in row if isinstance(cell, Value)}
    return grids, tuple(key for key in wanted if key not in drawn)


def _blocks(form: str, keys: frozenset[CellKey]) -> tuple[Block, ...]:
    """Give the blocks of a form; of a mixed or local one, each block from the form that explains it best."""
    if form in forms():
        return forms()[form].blocks
    best: dict[str, tuple[int, Block]] = {}
    for declared in forms().values():
        for block in declared.blocks:
            score = sum(1 if key in keys else -1 for _, _, key in block.cells())
            if score > best.get(block.key, (0,))[0]:
                best[block.key] = (score, block)
    order = list(TITLES)
    found = (block for _, block in best.values() if block.table in order)
    return tuple(sorted(found, key=lambda block: (order.index(block.table), block.key)))


def _grid(table: str, blocks: tuple[Block, ...]) -> Grid:
    if table == PROACTIVE:
        rows = [row for block in blocks for row in _proactive(block, max(len(b.columns) for b in blocks))]
    elif table == REQUESTS:
        rows = [row for block in blocks for row in _requests(block)]
    elif table == DISPUTES:
        rows = [row for block in blocks for row in _disputes(block)]
    else:
        rows = [row for block in blocks for row in _proactive(block, len(block.columns))]
    title = TITLES.get(table, table)
    return Grid(table, title, GLOSSES.get(title, gloss(table)), tuple(tuple(row) for row in rows))


def _proactive(block: Block, width: int) -> Iterable[list[Head | Value]]:
    """Table 1: under each article its own heads; the last column takes what room is left."""
    spans = [1] * (len(block.columns) - 1) + [width - len(block.columns) + 1]
    yield [Head(block.heading, _article(block.key), "colgroup", colspan=width + 1)]
    yield [
        _head("信息内容"),
        *(
            Head(c.label.text, gloss(c.key), colspan=span)
            for c, span in zip(block.columns, spans, strict=True)
        ),
    ]
    for row in block.rows:
        values = (
            Value(CellKey(block.table, row.key, c.key), (row.label.text, c.label.text), span)
            for c, span in zip(block.columns, spans, strict=True)
        )
        yield [Head(row.label.text, gloss(row.key), "row"), *values]


def _requests(block: Block) -> Iterable[list[Head | Value]]:
    """Table 2: applicants across, outcomes down in groups of groups."""
    depth = max(len(row.groups) for row in block.rows) + 1
    columns = [Head(c.label.text, gloss(c.key)) for c in block.columns]
    first, *organisations, total = columns
    yield [
        Head(BALANCE_NOTE, GLOSSES[BALANCE_NOTE], rowspan=3, colspan=depth),
        Head("申请人情况", GLOSSES["申请人情况"], "colgroup", colspan=len(columns)),
    ]
    yield [
        Head(first.text, first.gloss, rowspan=2),
        Head(ORGANISATIONS, GLOSSES[ORGANISATIONS], "colgroup", colspan=len(organisations)),
        Head(total.text, total.gloss, rowspan=2),
    ]
    yield list(organisations)
    for index, row in enumerate(block.rows):
        heads = [
            Head(group, GLOSSES.get(group, ""), "rowgroup", rowspan=_group_size(block, index, level))
            for level, group in enumerate(row.groups)
            if index == 0 or block.rows[index - 1].groups[: level + 1] != row.groups[: level + 1]
        ]
        values = (
            Value(CellKey(block.table, row.key, c.key), (row.label.text, c.label.text)) for c in block.columns
        )
        label = Head(row.label.text, gloss(row.key), "row", colspan=depth - len(row.groups))
        yield [*heads, label, *values]


def _group_size(block: Block, start: int, level: int) -> int:
    """Count the rows from ``start`` that stay in the same group."""
    group = block.rows[start].groups[: level + 1]
    size = 0
    for row in block.rows[start:]:
        if row.groups[: level + 1] != group:
            break
        size += 1
    return size


def _disputes(block: Block) -> Iterable[list[Head | Value]]:
    """Table 3: the declared rows stand side by side, their columns under them, one row of values."""
    width = len(block.columns)
    top: list[Head | Value] = []
    middle: list[Head | Value] = []
    for groups, of_group in groupby(block.rows, key=lambda row: row.groups):
        rows = tuple(of_group)
        if groups:
            top.append(_head(groups[0], "colgroup", colspan=width * len(rows)))
            middle += [_head(row.label.text, "colgroup", colspan=width) for row in rows]
        else:
            top += [_head(row.label.text, "colgroup", rowspan=2, colspan=width) for row in rows]
    yield top
    yield middle
    yield [Head(c.label.text, gloss(c.key)) for _ in block.rows for c in block.columns]
    yield [Value(key, (row.label.text, column.label.text)) for row, column, key in block.cells()]


def _head(text: str, scope: str = "col", rowspan: int = 1, colspan: int = 1) -> Head:
    return Head(text, GLOSSES.get(text, ""), scope, rowspan, colspan)


def gloss(key: str) -> str:
    """Say a key in English: ``art20_1.normative_documents`` becomes ``normative documents``."""
    return key.rpartition(".")[2].replace("_", " ")


def _article(block_key: str) -> str:
    """Name an article's item in English: ``art20_1`` becomes ``Article 20 (1)``."""
    article, _, item = block_key.removeprefix("art").partition("_")
    return f"Article {article} ({item})" if article.isdigit() else gloss(block_key)
