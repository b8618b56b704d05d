"""The document's table rows as one stream, each split into its words and its values."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from extractors.content import Cell, Content, Table
from extractors.fitting.repeats import without_repeats
from extractors.numbers import is_number, looks_like_value
from extractors.report import Place


@dataclass(frozen=True, eq=False)
class DocRow:
    """One printed row: leading ``words`` (labels, outermost first), then ``values``, blank cells included.

    ``position`` is the row's rank among all rows of the document. A row is the same only as itself.
    """

    position: int
    table: Table
    cells: tuple[Cell, ...]
    words: tuple[Cell, ...]
    values: tuple[Cell, ...]
    unit: str | None = None  # a cell of its own between label and figures: 条, 件, 万元
    joined: bool = False  # its label was printed in two rows

    @cached_property
    def label(self) -> str:
        return self.words[-1].text if self.words else ""

    @cached_property
    def end(self) -> int:
        """The grid column after the row's last cell."""
        return self.table.ends[self.cells[0].row]

    @cached_property
    def has_numbers(self) -> bool:
        return any(cell.text for cell in self.values)

    @cached_property
    def numbers(self) -> int:
        """How many of the values are numbers."""
        return sum([is_number(cell.text) for cell in self.values])

    def without_last_word(self) -> DocRow | None:
        """The same row where its last word is what stands in the first value cell, such as 另行公布."""
        if len(self.words) < 2:
            return None
        label_at = self.cells.index(self.words[-2])
        return replace(self, words=self.words[:-1], values=self.cells[label_at + 1 :])

    def place(self, cell: Cell) -> Place:
        return self.table.place(cell)

    @cached_property
    def pair(self) -> str | None:
        """The last two words run together: some print one label in two cells."""
        return self.words[-2].text + self.label if len(self.words) > 1 else None


SHORTEST_CUT = 3  # digits above a page's end of a number that goes on below it
NEVER_CUT = frozenset(("", "0", "０"))  # no number goes on behind its zero
UNIT = re.compile(r"[（(]?(?:条|件|次|篇|个|人|人次|份|项|场|期|万元|元)[)）]?")


def doc_rows(content: Content) -> Iterator[DocRow]:
    position = 0
    for table in without_repeats(content.tables):
        for cells in table.rows:
            yield split_row(position, table, cells)
            position += 1


@lru_cache(maxsize=4096)
def is_unit(text: str) -> bool:
    return UNIT.fullmatch(re.sub(r"\s", "", text)) is not None


# What a page's end may leave of a label: its number alone.
_NUMBER_OF_LABEL = re.compile(r"\s*\d{1,2}\s*[.．、]\s*")


@lru_cache(maxsize=4096)
def _is_figure(text: str) -> bool:
    return looks_like_value(text) and _NUMBER_OF_LABEL.fullmatch(text) is None


def split_row(position: int, table: Table, cells: tuple[Cell, ...]) -> DocRow:
    """Split a row after its last word before its first figure; a leading serial number is passed over."""
    figures: list[int] = []
    words: list[int] = []
    for i, cell in enumerate(cells):
        if cell.text:
            (figures if _is_figure(cell.text) else words).append(i)
    if words and figures and figures[0] < words[0]:
        figures = [i for i in figures if i > words[0]]
    first = figures[0] if figures else len(cells)
    leading = [i for i in words if i < first]
    end = leading[-1] + 1 if leading else 0
    unit = None
    # A code may stand between an indicator and its unit, words behind the unit are its figure.
    at = next((i for i in words[1:] if is_unit(cells[i].text)), None)
    if leading and at is not None:
        unit, end = cells[at].text, at + 1
        leading = [i for i in leading if i < at]
    return DocRow(position, table, cells, tuple(cells[i] for i in leading), cells[end:], unit)


@lru_cache(maxsize=1024)  # every block of every form asks about the same rows
def join_rows(first: DocRow, second: DocRow) -> DocRow | None:
    """Join a row with the next where it goes on there.

    Over a page's end, where the table begins anew, the row below may have no words but a group's, and single
    numbers may be cut in two: those are put together and marked as cut.
    """
    torn = second.table is not first.table or second.cells[0].page != first.cells[0].page
    if not first.words:
        return None
    if torn:
        second = _with_rest_of_values(first, second)
    if torn and first.has_numbers and second.has_numbers and not _has_label_under(first, second):
        return _with_rest_of_numbers(first, second)
    if not second.words:
        if not torn or not second.has_numbers or not first.values or second.end > first.end:
            return None  # a wider row is another table's
        return replace(second, words=first.words, joined=True)
    if first.has_numbers and second.has_numbers:
        if not torn or len(first.values) != len(second.values):
            return None
        first = replace(first, values=tuple(map(_put_together, first.values, second.values)))
        second = replace(second, values=())
    word = first.words[-1]._replace(text=first.label + second.label)
    source = second if second.has_numbers else first
    return replace(source, words=(*first.words[:-1], word), joined=True)


def _with_rest_of_values(first: DocRow, second: DocRow) -> DocRow:
    """A row whose last words stand under figures: the rest of what was written there, such as a remark."""
    if not first.has_numbers or second.has_numbers or second.table is not first.table or first.table.ragged:
        return second
    start = first.values[0].column
    words = tuple(word for word in second.words if word.column < start)
    if len(words) == len(second.words):
        return second
    return replace(second, words=words, values=tuple(cell for cell in second.cells if cell.column >= start))


def _has_label_under(first: DocRow, second: DocRow) -> bool:
    """Say whether a row's label stands under the label of the row above, or may: without a grid nothing says."""
    if second.words and second.table is first.table and not first.table.ragged:
        return second.words[-1].column >= first.words[-1].column
    return bool(second.words)


def _with_rest_of_numbers(first: DocRow, second: DocRow) -> DocRow | None:
    """A row with the last digits of its long numbers, which are all that the second prints beside no label of its
    own. Where that is not certain the numbers above are in doubt.
    """
    below = second.values
    if second.table is first.table:
        below = tuple(c for c in below if c.column >= first.values[0].column)
    if len(below) != len(first.values):
        return None
    pairs = list(zip(first.values, below, strict=True))
    if all(_goes_on(upper, lower) for upper, lower in pairs if lower.text):
        return replace(first, values=tuple(_put_together(*pair) for pair in pairs), joined=True)
    if second.words:
        return None
    unsure = (a._replace(doubt="cut") if a.text and b.text else a for a, b in pairs)
    return replace(first, values=tuple(unsure), joined=True)


def _goes_on(upper: Cell, lower: Cell) -> bool:
    """Say whether a number above a page's end had no room for the digits below it, or is long enough to be cut."""
    if _is_open(upper.text) and lower.text[-1:] in ")）":
        return True  # a remark in brackets
    enough = upper.full or len(upper.text) >= max(SHORTEST_CUT, len(lower.text))
    return upper.text not in NEVER_CUT and enough and lower.text[-1:].isdigit()


def _is_open(text: str) -> bool:
    """Say whether a bracket that opens is not closed."""
    return sum(map(text.count, "(（")) > sum(map(text.count, ")）"))


PRINTED_RULE = re.compile(r"[(（]?本列数据的勾稽关系")
_SHORTEST_RULE = 9  # letters


def is_printed_rule(text: str) -> bool:
    return len(text) >= _SHORTEST_RULE and PRINTED_RULE.match("".join(text.split())) is not None


def _put_together(above: Cell, below: Cell) -> Cell:
    if not above.text or not below.text:
        return above if above.text else below
    return above._replace(text=above.text + below.text, cut=True)


_BLOCK_HEADING = re.compile(r"第?二十条第?[(]?([一二三四五六七八九十])[)]?项")


@lru_cache(maxsize=4096)  # the same cells are asked about again and again
def block_number(text: str) -> str | None:
    """The （…） of 第二十条第（…）项 where that is printed here, whatever its blanks and brackets."""
    match = _BLOCK_HEADING.search("".join(unicodedata.normalize("NFKC", text).split()))
    return match[1] if match else None


def is_block_heading(text: str) -> bool:
    return block_number(text) is not None
