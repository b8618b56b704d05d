"""How an official form is declared. One module in ``extractors/forms`` holds one constant ``FORM``."""

from __future__ import annotations

import importlib
import pkgutil
from dataclasses import dataclass
from functools import cache

from extractors.numbers import Kind
from extractors.report import CellKey

PROACTIVE = "proactive_disclosure"
REQUESTS = "requests"
DISPUTES = "reconsideration_litigation"


# Labels, rows, columns and blocks are constants of their forms: compared by identity, they make cheap cache keys.
@dataclass(frozen=True, slots=True, eq=False)
class Label:
    """An official label and the other wordings offices print.

    ``same`` means the same and needs no comment; a ``typos`` match is reported as L.LABEL_TYPO because its
    meaning had to be inferred, a ``renamed`` one (a column called by another name) as L.COLUMN_RELABEL.
    """

    text: str
    same: tuple[str, ...] = ()
    typos: tuple[str, ...] = ()
    renamed: tuple[str, ...] = ()

    @property
    def wordings(self) -> tuple[str, ...]:
        return (self.text, *self.same, *self.typos, *self.renamed)


@dataclass(frozen=True, slots=True, eq=False)
class Row:
    """One row of a block: its key, its label, and the group labels printed to its left, outermost first."""

    key: str
    label: Label
    groups: tuple[str, ...] = ()
    unit: str | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Column:
    """One value column of a block."""

    key: str
    label: Label
    kind: Kind = Kind.COUNT
    unit: str | None = "件"


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """A part of a form that is printed and recognised as one: every row has every column.

    ``key`` names the block over all forms (``art20_1``, ``requests`` …), ``heading`` is what is printed
    above it.
    """

    key: str
    table: str
    heading: str
    rows: tuple[Row, ...]
    columns: tuple[Column, ...]

    def cells(self) -> tuple[tuple[Row, Column, CellKey], ...]:
        return _cells(self)


@cache  # blocks are few, and asked for their cells with every report
def _cells(block: Block) -> tuple[tuple[Row, Column, CellKey], ...]:
    return tuple(
        (row, column, CellKey(block.table, row.key, column.key))
        for row in block.rows
        for column in block.columns
    )


@dataclass(frozen=True, slots=True)
class Form:
    """An official form: the notice that ordered it, the years it is for, and its blocks in printed order."""

    id: str
    notice: str
    years: range
    blocks: tuple[Block, ...]

    def block(self, key: str) -> Block | None:
        return next((b for b in self.blocks if b.key == key), None)


def statistics(table: str, heading: str, rows: tuple[Row, ...]) -> Block:
    """A block of indicators: one figure a row, its unit given row by row."""
    return Block(table, table, heading, rows, (Column("value", Label("统计数"), Kind.MONEY, unit=None),))


@cache
def forms() -> dict[str, Form]:
    """Every declared form by id, newest first, found by walking ``extractors/forms``."""
    from extractors import forms as package  # noqa: PLC0415  the modules there import this one

    found: list[Form] = []
    for module in pkgutil.iter_modules(package.__path__):
        declared = getattr(importlib.import_module(f"{package.__name__}.{module.name}"), "FORM", None)
        if isinstance(declared, Form):
            found.append(declared)
    return {form.id: form for form in sorted(found, key=lambda f: f.years.start, reverse=True)}
