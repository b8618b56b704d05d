"""What a made report is: blocks to print, and the truth of everything printed."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Literal

from extractors.report import CellKey, Contact, Number, Outcome, Period, Status

Format = Literal["html", "docx", "doc", "rtf", "xlsx", "xls", "pdf", "ofd", "text", "scan"]
FORMATS: tuple[Format, ...] = ("html", "docx", "doc", "rtf", "xlsx", "xls", "pdf", "ofd", "text", "scan")


class Mess:
    """Decides every deviation from a clean document and remembers which were taken.

    ``level`` scales all chances: 0 makes a clean document, 1 the usual mess. ``without`` never happen.
    """

    def __init__(self, rng: random.Random, level: float = 1.0, without: frozenset[str] = frozenset()) -> None:
        self.rng = rng
        self.level = level
        self._without = without
        self.features: list[str] = []

    def has(self, feature: str, chance: float) -> bool:
        taken = self.rng.random() < min(chance * self.level, 0.95) and feature not in self._without
        if taken:
            self.note(feature)
        return taken

    def pick(self, name: str, usual: str, odd: Iterable[str], chance: float) -> str:
        """Return ``usual``, or with the chance given one of the odd ones, remembered as ``name:odd``."""
        options = tuple(odd)
        choice = self.rng.choice(options)
        if self.rng.random() >= min(chance * self.level, 0.95) or name in self._without:
            return usual
        self.note(f"{name}:{choice}")
        return choice

    def note(self, feature: str) -> None:
        if feature not in self.features:
            self.features.append(feature)


@dataclass(frozen=True, slots=True)
class Printed:
    """How one cell of the form is printed, and what a careful human reads there."""

    text: str
    status: Status
    value: Number | None = None
    unit: str | None = None  # only where the form leaves the unit to the cell

    @property
    def as_number(self) -> Number:
        return self.value if self.value is not None else 0


ABSENT = Printed("", Status.ABSENT)


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a printed table; rows and columns count from 0."""

    text: str
    row: int
    column: int
    rowspan: int = 1
    colspan: int = 1
    key: CellKey | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A printed table: which part of the form it shows, and its cells in reading order."""

    name: str
    cells: tuple[Cell, ...]

    @property
    def rows(self) -> int:
        return max((c.row + c.rowspan for c in self.cells), default=0)

    @property
    def columns(self) -> int:
        return max((c.column + c.colspan for c in self.cells), default=0)

    def lines(self) -> Iterator[tuple[Cell, ...]]:
        """Yield the cells that begin in each row."""
        for row in range(self.rows):
            yield tuple(sorted((c for c in self.cells if c.row == row), key=lambda c: c.column))

    def grid(self) -> list[list[Cell | None]]:
        """Return every place with the cell that covers it."""
        places: list[list[Cell | None]] = [[None] * self.columns for _ in range(self.rows)]
        for cell in self.cells:
            for row in range(cell.row, cell.row + cell.rowspan):
                for column in range(cell.column, cell.column + cell.colspan):
                    places[row][column] = cell
        return places

    @property
    def keys(self) -> set[CellKey]:
        return {c.key for c in self.cells if c.key is not None}

    def map(self, change: Callable[[Cell], Cell | None]) -> Table:
        changed = (change(cell) for cell in self.cells)
        return replace(self, cells=tuple(c for c in changed if c is not None))


Kind = Literal["title", "date", "heading", "sub", "body", "caption", "note", "signature", "toc"]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A printed paragraph. ``number`` is its enumerator (一、), which Word may print by itself."""

    text: str
    kind: Kind = "body"
    number: str = ""

    @property
    def whole(self) -> str:
        return self.number + self.text


Block = Paragraph | Table


@dataclass(frozen=True, slots=True)
class SectionTruth:
    """One section as it must be cut. ``loose`` lines may stand in its text or not (captions of tables)."""

    title: str
    text: str
    loose: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Truth:
    """What a careful human reads from the document."""

    outcome: Outcome
    form: str | None = None
    title: str | None = None
    organ: str | None = None
    division_code: str | None = None
    year: int | None = None
    period: Period | None = None
    contact: Contact | None = None
    figures: dict[CellKey, Printed] = field(default_factory=dict)
    sections: dict[int, SectionTruth] = field(default_factory=dict)
    claims: tuple[tuple[str, Number], ...] = ()
    cut_off: bool = False  # the file breaks off somewhere: what is left must not be read wrongly, no more


@dataclass(frozen=True, slots=True)
class Report:
    """A report ready to be printed: its blocks in order, and their truth."""

    blocks: tuple[Block, ...]
    truth: Truth

    @property
    def paragraphs(self) -> Iterator[Paragraph]:
        return (b for b in self.blocks if isinstance(b, Paragraph))

    @property
    def tables(self) -> Iterator[Table]:
        return (b for b in self.blocks if isinstance(b, Table))

    def with_blocks(self, blocks: Iterable[Block]) -> Report:
        """Return the report printed differently; cells no longer printed become absent."""
        kept = tuple(blocks)
        printed = {key for b in kept if isinstance(b, Table) for key in b.keys}
        figures = {key: p if key in printed else ABSENT for key, p in self.truth.figures.items()}
        return Report(kept, replace(self.truth, figures=figures))


@dataclass(frozen=True, slots=True)
class Document:
    """One file of the corpus."""

    name: str
    format: Format
    body: bytes = field(repr=False)
    truth: Truth = field(repr=False)
    features: tuple[str, ...] = ()

    @property
    def form(self) -> str:
        if self.truth.cut_off:
            return "cut off"
        return self.truth.form or self.truth.outcome.value
