"""Ink on pages -> paragraphs and tables: what is drawn, what is not, and what a page's end cuts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractors.content import Paragraph, Table
from extractors.lattice import Rule
from extractors.layout import Page, in_reading_order
from extractors.lines import Glyph

SIZE = 10.0


def ink(text: str, x: float, top: float, size: float = SIZE) -> Iterator[Glyph]:
    """A line of text: Chinese characters are square, others half as wide."""
    for character in text:
        width = size / 2 if character.isascii() else size
        if character != " ":
            yield Glyph(character, x, top, x + width, top + size)
        x += width


def page(number: int, glyphs: Sequence[Glyph], rules: Sequence[Rule] = ()) -> Page:
    return Page(number, 600, 800, list(glyphs), list(rules), 0)


def ruled(xs: Sequence[float], ys: Sequence[float]) -> list[Rule]:
    """Every rule of a plain grid."""
    down = [Rule(x, ys[0], x, ys[-1]) for x in xs]
    return down + [Rule(xs[0], y, xs[-1], y) for y in ys]


def tables(pages: Sequence[Page]) -> list[Table]:
    return [block for block in in_reading_order(pages) if isinstance(block, Table)]


def rows(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row] for row in table.rows]


def test_a_table_goes_on_over_a_pages_end_in_the_same_columns() -> None:
    first = [*ink("规章", 110, 105), *ink("1", 210, 105), *ink("2", 260, 105)]
    second = [*ink("合计", 110, 105), *ink("7", 210, 105)]  # its columns are merged on this page
    (table,) = tables(
        [
            page(1, first, ruled([100, 200, 250, 300], [100, 120])),
            page(2, second, ruled([100, 200, 300], [100, 120])),
        ]
    )
    assert rows(table) == [["规章", "1", "2"], ["合计", "7"]]
    assert [(c.row, c.column, c.colspan, c.page) for c in table.cells][-1] == (1, 1, 2, 2)


def test_a_table_under_a_line_of_text_is_another() -> None:
    grid = ruled([100, 200, 300], [100, 120])
    glyphs = [*ink("规章", 110, 105), *ink("1", 210, 105)]
    found = in_reading_order([page(1, glyphs, grid), page(2, [*ink("四、其他", 100, 60), *glyphs], grid)])
    assert [type(block) for block in found] == [Table, Paragraph, Table]
