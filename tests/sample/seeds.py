"""The five seed reports as paragraphs and tables with merged cells, ready to be printed in any format.

The seed texts are what converters left of real documents: one cell a line (000, 002, 003) or tab rows (001,
004), merges lost. The merges are put back from the official form's layout; words and numbers stay untouched.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

EXAMPLES = Path(__file__).parents[1] / "extractors" / "examples"

LABELS = 3  # label columns of the table of requests
NUMBERS = 7  # its number columns

_BOOKMARK = re.compile(r"\[bookmark: (\w+)\]")
_IMAGE = re.compile(r"^\[image: (.+)\]$")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Text as printed; ``bookmark`` is the name of one that starts here."""

    text: str
    bookmark: str | None = None


@dataclass(frozen=True, slots=True)
class Image:
    """A picture; its words are gone, only the alternative text is known."""

    alt: str


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a grid; ``row`` and ``column`` count from 0."""

    row: int
    column: int
    text: str
    colspan: int = 1
    rowspan: int = 1
    bookmark: str | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A grid of ``rows`` × ``columns`` covered by ``cells`` without gaps."""

    rows: int
    columns: int
    cells: tuple[Cell, ...]

    def row(self, number: int) -> list[Cell]:
        return [cell for cell in self.cells if cell.row == number]


@dataclass(frozen=True, slots=True)
class PageBreak:
    """The page ends here, whatever it cuts."""


Block = Paragraph | Image | Table | PageBreak

# A cell before its place is known: its text (None: the cell above goes on) and how many columns it takes.
RawCell = tuple[str | None, int]


def text_of(number: str) -> str:
    return (EXAMPLES / f"seed-{number}" / "report.txt").read_text(encoding="utf-8")


def read_lines(number: str) -> list[Block]:
    """Read a seed that prints one cell a line (000, 002, 003)."""
    blocks: list[Block] = []
    rows: list[list[str]] = []
    open_row = False
    for line in text_of(number).split("\n"):
        if line.startswith("\t"):
            if not open_row:
                rows.append([])
            rows[-1].append(line[1:])
            open_row = True
        elif line and open_row and "、政府信息公开" not in line:
            rows[-1][-1] += f"\n{line}"
        elif rows and not line:
            open_row = False
        else:
            if rows:
                blocks.append(_table(rows))
                rows, open_row = [], False
            if line.endswith("分布图（局官方网站）"):
                blocks[-1] = Image("")  # what left an empty line above its caption
            blocks.append(_paragraph(line))
    return blocks


def read_tabs(number: str) -> list[Block]:
    """Read a seed that prints tab rows and Markdown headings (001, 004). Empty lines mean nothing here."""
    blocks: list[Block] = []
    rows: list[list[str]] = []
    for line in [*text_of(number).split("\n"), ""]:
        if "\t" in line:
            rows.append(line.split("\t"))
            continue
        if rows:
            blocks.extend(_tab_tables(rows))
            rows = []
        if line.strip():
            blocks.append(Paragraph(re.sub(r"^#+ ", "", line)))
    return blocks


def place(raw: Sequence[Sequence[RawCell]]) -> Table:
    """Give every cell its place; a None stretches the cell above it."""
    cells: list[Cell] = []
    for number, row in enumerate(raw):
        column = 0
        for text, colspan in row:
            if text is None:
                _stretch(cells, column)
            else:
                cells.append(_cell(number, column, text, colspan))
            column += colspan
    return Table(len(raw), sum(span for _, span in raw[0]), tuple(cells))


def _cell(row: int, column: int, text: str, colspan: int) -> Cell:
    mark = _BOOKMARK.search(text)
    return Cell(row, column, _BOOKMARK.sub("", text), colspan, bookmark=mark[1] if mark else None)


def _stretch(cells: list[Cell], column: int) -> None:
    """Lengthen the lowest cell that starts in ``column`` by one row."""
    at = max((i for i, cell in enumerate(cells) if cell.column == column), key=lambda i: cells[i].row)
    old = cells[at]
    cells[at] = Cell(old.row, old.column, old.text, old.colspan, old.rowspan + 1, old.bookmark)


def _paragraph(line: str) -> Paragraph | Image:
    if image := _IMAGE.match(line):
        return Image(image[1])
    mark = _BOOKMARK.search(line)
    return Paragraph(_BOOKMARK.sub("", line), mark[1] if mark else None)


def _table(rows: list[list[str]]) -> Table:
    """Put the merges back into one of the three official tables, told by its first words."""
    first = rows[0][0]
    if first.startswith("第二十条"):
        return place([_padded(row, 4) for row in rows])
    if first == "行政复议":
        return place(list(_reconsideration(rows)))
    return place(list(_requests(rows)))


def _padded(row: list[str], columns: int) -> list[RawCell]:
    """Let the last cell of a short row take the columns that are left."""
    *head, last = row
    return [*((text, 1) for text in head), (last, columns - len(head))]


def _requests(rows: list[list[str]]) -> Iterable[list[RawCell]]:
    """Table of requests: three label columns, seven numbers, and in seed 000 a stray empty column."""
    stray = len(rows[2]) - NUMBERS - 1
    yield [(rows[0][0], LABELS), (rows[0][1], NUMBERS + stray)]
    yield [(None, LABELS), (rows[1][1], 1), (rows[1][2], 5), (rows[1][3], 1), *[("", 1)] * stray]
    yield [(None, LABELS), (None, 1), *((t, 1) for t in rows[2][2:7]), (None, 1), *[("", 1)] * stray]
    for row in rows[3:]:
        labels, numbers = row[: -NUMBERS - stray], row[-NUMBERS - stray :]
        spans = [1] * (len(labels) - 1) + [LABELS - len(labels) + 1]
        yield [*((t or None, s) for t, s in zip(labels, spans, strict=True)), *((t, 1) for t in numbers)]


def _reconsideration(rows: list[list[str]]) -> Iterable[list[RawCell]]:
    yield [(rows[0][0], 5), (rows[0][1], 10)]
    yield [*((t, 1) for t in rows[1][:5]), (rows[1][5], 5), (rows[1][6], 5)]
    yield [*[(None, 1)] * 5, *((t, 1) for t in rows[2][-10:])]
    yield [(t, 1) for t in rows[3]]


def _tab_tables(rows: list[list[str]]) -> Iterable[Table]:
    """Put the merges back into the tables of one run of tab rows."""
    width = len(rows[0])
    if width == 15:
        yield place(list(_tab_reconsideration([row for row in rows if row[0] != "---"])))
    elif width > 4:
        lost_group = next((i for i, row in enumerate(rows) if row[0] == "3. 其他"), len(rows))
        for part in (rows[:lost_group], rows[lost_group:]):  # 001: a page ended here
            if part:
                yield place(list(_tab_requests(part)))
    else:
        yield place([_padded(_rstrip(row), width) for row in rows])


def _rstrip(row: list[str]) -> list[str]:
    """Drop the empty cells a merged cell left behind it."""
    return row[: max(i for i, text in enumerate(row) if text) + 1]


def _tab_requests(rows: list[list[str]]) -> Iterable[list[RawCell]]:
    """One page's part of the table of requests: two or three labels, then seven numbers."""
    if rows[0][0].startswith("(本列"):
        top, middle, low = ([text for text in row if text] for row in rows[:3])
        yield [(top[0], LABELS), (top[1], 6), (top[2], 1)]
        yield [(None, LABELS), (middle[0], 1), (middle[1], 5), (None, 1)]
        yield [(None, LABELS), (None, 1), *((text, 1) for text in low), (None, 1)]
        rows = rows[3:]
    cut_group = rows[0][0] in ("开", "")  # 004: the group began on the page before
    for number, row in enumerate(rows):
        three = not row[2].isdigit() and bool(row[2])
        labels = row[:3] if three else row[:2]
        numbers = row[len(labels) :][:NUMBERS]
        if cut_group:
            labels = ["", *labels]
        yield [*_labels(labels, first=cut_group and number == 0), *((_wrapped(t), 1) for t in numbers)]


def _labels(labels: list[str], *, first: bool) -> list[RawCell]:
    """Spread a row's labels over the three label columns; an empty one continues the cell above, if any."""
    if len(labels) == 2 and not labels[1]:
        return [(_wrapped(labels[0]), LABELS)]
    *groups, label = labels
    empty = "" if first else None
    return [*((_wrapped(text) or empty, 1) for text in groups), (_wrapped(label), LABELS - len(groups))]


def _tab_reconsideration(rows: list[list[str]]) -> Iterable[list[RawCell]]:
    *head, numbers = rows
    if head:
        top, middle, low = ([_wrapped(text) for text in row if text] for row in head)
        yield [(top[0], 5), (top[1], 10)]
        yield [*((text, 1) for text in middle[:5]), (middle[5], 5), (middle[6], 5)]
        yield [*[(None, 1)] * 5, *((text, 1) for text in low)]
    yield [(text, 1) for text in numbers]


def _wrapped(text: str) -> str:
    """Turn the blank a converter put where a narrow cell's line ended back into the end of the line."""
    return re.sub(r"(?<=[\u4e00-\u9fff]) (?=[\u4e00-\u9fff])", "\n", text)
