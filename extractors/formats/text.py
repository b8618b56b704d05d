"""Plain text and Markdown, as office converters, document converters and OCR write it.

Tables come as one cell a line, as tab rows, as ``|`` rows or as HTML inside Markdown; the spans of merged
cells are lost in all but the last, so these tables are ragged.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto
from functools import lru_cache
from html import unescape
from itertools import groupby, pairwise

from extractors.charset import decode
from extractors.content import Cell, Content, ContentBuilder, UnreadableError, clean, without_markers
from extractors.fitting.vocabulary import known
from extractors.formats import html, text_aligned, text_loose
from extractors.formats.text_loose import LONGEST_CELL
from extractors.numbers import looks_like_value
from extractors.outline import is_section_heading
from extractors.traditional import is_traditional, simplified

MEDIA_TYPES = ("text/plain", "text/markdown")

_HEADING = re.compile(r"^\s*#{1,6}\s+")
_RULE = re.compile(r"[\s|:+=-]*[-=]{3,}[\s|:+=-]*")
_BAR = re.compile(r"(?<!\\)\|")
_ALIGNMENT = re.compile(r"\s*:?-+:?\s*")  # of a column, below a Markdown table's first row
_HTML_TABLE = re.compile(r"<table\b.*?</table\s*>", re.IGNORECASE | re.DOTALL)
_EMPHASIS = re.compile(r"(\*\*|__)(.+?)\1")
_ALL_EMPHASISED = re.compile(r"\s*([*_`])([^*_`]+)\1\s*")
_LINK = re.compile(r"(?<!!)\[([^\[\]\n]*)\]\((?:[^()\s]|\([^()\s]*\))*(?:\s+\"[^\"\n]*\")?\)")
_MENU_ITEM = re.compile(rf"\s*[-*+]\s+{_LINK.pattern}[\s\d年月日()（）./-]*")
_FEWEST_ITEMS = 3  # of a menu, or of a list of other pages
_ESCAPED = re.compile(r"\\([|.*#()\[\]+~<>_-])")
_BOXES = str.maketrans("┌┬┐├┼┤└┴┘┏┳┓┣╋┫┗┻┛╔╦╗╠╬╣╚╩╝│┃║━═", "+" * 27 + "|||--")
_TAG = re.compile(r"</?(?:html|body|div|p|span|center|font|img|a|u|b|i|strong|em)\b[^<>]*>", re.IGNORECASE)
_RAISED = re.compile(
    r"<(sup|del|s)\b[^<>]*>.*?</\1\s*>|~~.+?~~", re.IGNORECASE
)  # marks of notes, struck words
_MARK = re.compile(  # what converters print between the pages: a page's number, a comment, a picture
    r"\s*(?:[-—–－─·]+\s*\d{1,3}\s*[-—–－─·]+|第\s*\d{1,3}\s*页[\s,，/|(（]*(?:共\s*\d{1,3}\s*页)?[)）]?|\d{1,3}\s*/\s*\d{1,3}"
    r"|\d{4}/\d{1,2}/\d{1,2},?\s+\d{1,2}:\d{2}(?:\s.*)?|(?:https?|file)://\S+\s+\d{1,3}/\d{1,3}"  # of a browser
    r"|page\s+\d{1,3}(?:\s+of\s+\d{1,3})?|<!--.*-->|!\[[^\]]*\]\([^)]*\)|```\w*)\s*",
    re.IGNORECASE,
)
_LONGEST_HEAD_WORD = 14
_SHORTEST_RUNNING_HEAD = 5
_INDENTED = " " * 6  # further than a paragraph: a word in one of the columns
_MOST_BETWEEN_ROWS = 3  # lines that one broken cell may take


class _Kind(Enum):
    CELL = auto()  # a cell on a line of its own, behind a tab
    ROW = auto()
    RULE = auto()
    BLANK = auto()
    PLAIN = auto()
    BOX = auto()  # +---+
    SPACED = auto()  # a row whose cells only wide gaps part


@dataclass(frozen=True, slots=True)
class _Line:
    kind: _Kind
    cells: tuple[str, ...] = ("",)
    printed: str = ""

    text: str = ""


def content(body: bytes) -> Content:
    """Read text. Raises UnreadableError where there is none, or its encoding cannot be determined."""
    builder = ContentBuilder()
    text = _plain(decode(body))
    if not text.strip():
        raise UnreadableError("文件是空的", "the file is empty")
    traditional = is_traditional([text])
    if traditional:  # before its lines are known by the forms' own words
        text = simplified(text)
    position = 0
    for match in _HTML_TABLE.finditer(text):
        _add_lines(builder, text[position : match.start()])
        html.add_markup(builder, match[0])
        position = match.end()
    _add_lines(builder, text[position:])
    return Content(tuple(builder.blocks), traditional=traditional)


def _plain(text: str) -> str:
    """The text with one kind of line end and of box, without markup other than tables."""
    text = without_markers(re.sub(r"\r\n?|\f", "\n", text)).translate(_BOXES)
    return _TAG.sub("", _RAISED.sub("", text))


def _add_lines(builder: ContentBuilder, text: str) -> None:
    printed = list(_without_menus(_without_running_heads(text.split("\n"))))
    # Where no line ends in a blank cell, blank cells at the ends of rows were trimmed.
    trimmed = not any(line.endswith("\t") and line.strip() for line in printed)
    lines = [_classify(line) for line in printed]
    at = 0
    while at < len(lines):
        start = at
        if (end := _rows_end(lines, at)) > at:
            _add_rows(builder, lines[at:end], trimmed=trimmed)
            at = end
        elif lines[at].kind is _Kind.CELL:
            rows, at = _take_cells(lines, at)
            _add_cells(builder, rows)
        elif lines[at].kind is _Kind.BOX:
            while at < len(lines) and lines[at].printed.lstrip().startswith(("|", "+")):
                at += 1
            builder.table(text_aligned.boxed([line.printed for line in lines[start:at]]))
        else:
            while (
                at < len(lines)
                and lines[at].kind not in (_Kind.CELL, _Kind.BOX)
                and _rows_end(lines, at) == at
            ):
                at += 1
            _add_plain(builder, [line.text for line in lines[start:at] if line.kind is not _Kind.RULE])


def _without_running_heads(lines: Sequence[str]) -> Iterator[str]:
    """The lines without those that a page prints at its ends: its number, and words that other pages print too.

    Words are dropped only where a table's figures follow: a signature may repeat the title's words as well.
    """
    often = {line for line, times in Counter(map(str.strip, lines)).items() if times > 1 and _may_head(line)}
    kept = [line for line in lines if not _MARK.fullmatch(line)]
    said = [i for i, line in enumerate(kept) if line.strip()]
    for_figures = {
        i for i, below in pairwise(said) if kept[i].strip() in often and looks_like_value(kept[below].strip())
    }
    yield from (line for i, line in enumerate(kept) if i not in for_figures)


def _may_head(line: str) -> bool:
    words = _SHORTEST_RUNNING_HEAD <= len(line) <= LONGEST_CELL and not (
        known(line) or looks_like_value(line)
    )
    return words and _classify(line).kind is _Kind.PLAIN


def _without_menus(lines: Iterable[str]) -> Iterator[str]:
    """The lines without the lists in which every item is a link."""
    for is_link, run in groupby(lines, lambda line: "](" in line and _MENU_ITEM.fullmatch(line) is not None):
        items = list(run)
        yield from items if not is_link or len(items) < _FEWEST_ITEMS else ()


@lru_cache(maxsize=4096)  # most lines of a report are the same few numbers
def _classify(line: str) -> _Line:
    kind, cells = _kind(line)
    cells = tuple(map(_unmarked, cells))
    return _Line(kind, cells, line, clean(cells[0]))


def _kind(line: str) -> tuple[_Kind, Sequence[str]]:  # noqa: PLR0911  one return a kind of line
    tabs = line.count("\t")
    if not line.strip():
        # A lone tab is an empty cell; a line of spaces is nothing.
        return (_Kind.ROW, [""] * (tabs + 1)) if tabs > 1 else (_Kind.CELL if tabs else _Kind.BLANK, [""])
    if text_aligned.BOX_RULE.fullmatch(line):
        return _Kind.BOX, [""]
    if _RULE.fullmatch(line):
        return _Kind.RULE, [line]
    if line.lstrip().startswith("|") and line.count("|") >= 2:
        return _Kind.ROW, _BAR.split(line.strip()[1:].removesuffix("|"))
    if (bars := line.count("|")) > 1 or (bars and known(clean(line.partition("|")[0])).row):
        return _Kind.ROW, _BAR.split(line.rstrip())  # without bars at its sides
    if "\t" in line.strip("\t") or tabs > 1 or (line.endswith("\t") and known(clean(line)).row):
        return _Kind.ROW, line.split("\t")
    if line.startswith("\t") and len(line) <= LONGEST_CELL:
        return _Kind.CELL, [line[1:]]
    if spaced := text_aligned.spaced(line):
        return _Kind.SPACED, spaced
    return _Kind.PLAIN, [_HEADING.sub("", line)]


def _unmarked(text: str) -> str:
    """The text without Markdown's marks."""
    text = re.sub(r"<br\s*/?>", " ", unescape(text))
    if emphasised := _ALL_EMPHASISED.fullmatch(text):
        text = emphasised[2]
    return _ESCAPED.sub(r"\1", _EMPHASIS.sub(r"\2", _LINK.sub(r"\1", text)))


def _take_cells(lines: Sequence[_Line], at: int) -> tuple[list[list[Cell]], int]:
    """Collect the rows of a table of one cell a line behind a tab; return them and where it ends.

    A blank line ends a row, and the next cell begins another. A line without a tab right after a cell goes on
    with that cell, unless it is a section's heading; a number that goes on with a number is doubted.
    """
    rows: list[list[Cell]] = [[]]
    while at < len(lines):
        line = lines[at]
        if line.kind is _Kind.CELL:
            rows[-1].append(Cell(line.text, len(rows) - 1, len(rows[-1])))
        elif line.kind is _Kind.BLANK and _breaks_a_label(rows, lines[at + 1 :]):
            pass
        elif line.kind is _Kind.BLANK:
            if at + 1 >= len(lines) or lines[at + 1].kind is not _Kind.CELL:
                break
            rows.append([])
        elif line.kind is _Kind.PLAIN and rows[-1] and _continues(line):
            cell = rows[-1][-1]
            cut = looks_like_value(line.text) and looks_like_value(cell.text)
            rows[-1][-1] = cell._replace(text=cell.text + line.text, cut=cut)
        else:
            break
        at += 1
    return [row for row in rows if row], at


def _breaks_a_label(rows: Sequence[Sequence[Cell]], ahead: Sequence[_Line]) -> bool:
    """Say whether a blank line stands inside a label, whose pieces and cells go on below it."""
    end = next((n for n, line in enumerate(ahead) if line.kind is not _Kind.PLAIN or not _continues(line)), 0)
    label = rows[-1][-1].text if rows[-1] else ""
    return 0 < end <= _MOST_BETWEEN_ROWS and ahead[end].kind is _Kind.CELL and not looks_like_value(label)


def _continues(line: _Line) -> bool:
    return len(line.text) <= LONGEST_CELL and not is_section_heading(line.text)


def _add_cells(builder: ContentBuilder, rows: Sequence[Sequence[Cell]]) -> None:
    if any(len(row) > 1 for row in rows):
        builder.table((cell for row in rows for cell in row), ragged=True)
        return
    for row in rows:  # single tab-indented lines are prose
        builder.paragraph(row[0].text)


def _rows_end(lines: Sequence[_Line], at: int) -> int:
    """Where the table of rows ends that begins at ``at``; ``at`` where none does.

    A line without a tab among them is a row whose other cells are blank, or a piece of a broken cell.
    """
    end = at
    for i in range(at, len(lines)):
        beside = {lines[j].kind for j in (i - 1, i + 1) if at <= j < len(lines)}
        if lines[i].kind in (_Kind.ROW, _Kind.SPACED) or (
            lines[i].kind is _Kind.CELL and _Kind.ROW in beside
        ):
            end = i + 1
        elif not (lines[i].kind is _Kind.RULE and end) and not _is_row_too(lines[i], begun=end > at):
            break
        elif known(lines[i].text).row and end > at:
            end = i + 1
        if i - end >= _MOST_BETWEEN_ROWS:
            break
    return end


def _is_row_too(line: _Line, *, begun: bool) -> bool:
    if line.kind is _Kind.RULE:
        return begun
    text = line.text
    short = line.kind is _Kind.PLAIN and len(text) <= LONGEST_CELL and not text.endswith("。")
    begins = bool(known(text)) or line.printed.startswith(_INDENTED)
    return short and (begun or begins) and not is_section_heading(text, bare=True)


def _add_rows(builder: ContentBuilder, lines: Sequence[_Line], *, trimmed: bool) -> None:
    short_rule = len(lines) > 1 and all(_ALIGNMENT.fullmatch(cell) for cell in lines[1].cells)
    lines = [
        line for i, line in enumerate(lines) if line.kind is not _Kind.RULE and not (short_rule and i == 1)
    ]
    if any(line.kind is _Kind.SPACED for line in lines):
        _add_spaced(builder, lines)
        return
    if any("|" in line.printed and not line.printed.lstrip().startswith("|") for line in lines):
        lines = [_without_sides(line) for line in lines]
    rows = [["", *line.cells] if line.kind is _Kind.CELL else list(line.cells) for line in lines]
    if trimmed:
        most = max(map(len, rows))
        rows = [row + [""] * (most - len(row)) for row in rows]
    builder.ragged_table(rows)


def _without_sides(line: _Line) -> _Line:
    """A row of a table without bars at its sides: one in front stands behind a blank cell."""
    bare = line.kind is _Kind.ROW and line.printed.lstrip().startswith("|")
    return replace(line, cells=("", *line.cells)) if bare else line


def _add_spaced(builder: ContentBuilder, lines: Sequence[_Line]) -> None:
    """Rows whose cells only blanks part: in columns if they stand in columns, else in order."""
    for cells in (in_columns := text_aligned.aligned([line.printed for line in lines]) or ()):
        builder.table(cells)
    if not in_columns:
        rows = (
            (r, line.cells, any(map(text_aligned.is_several, line.cells))) for r, line in enumerate(lines)
        )
        cells = [
            Cell(clean(t), r, c, doubt="position" if unsure else None)
            for r, row, unsure in rows
            for c, t in enumerate(row)
        ]
        builder.table(cells, ragged=True)


def _add_plain(builder: ContentBuilder, lines: Sequence[str]) -> None:
    """Lines of text: prose, and tables with one cell a line."""
    position = 0
    for zone, cells in text_loose.tables(lines):
        for line in lines[position : zone.start]:
            builder.paragraph(line)
        builder.table(cells, ragged=True)
        position = zone.end
    for line in lines[position:]:
        builder.paragraph(line)
