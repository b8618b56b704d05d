"""Plain text and Markdown, as office converters, document converters and OCR write it.

Tables come as one cell a line, as tab rows, as ``|`` rows or as HTML inside Markdown; the spans of merged
cells are lost in all but the last, so these tables are ragged.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractors.charset import decode
from extractors.content import Content, ContentBuilder, clean
from extractors.form import forms
from extractors.formats import html
from extractors.labels import similarity
from extractors.numbers import looks_like_value
from extractors.outline import is_section_heading
from extractors.rows import PRINTED_RULE, UNIT

MEDIA_TYPES = ("text/plain", "text/markdown")

_HEADING = re.compile(r"^\s*#{1,6}\s+")
_RULE = re.compile(r"^[\s|:+-]*-{3,}[\s|:+-]*$")
_SECTION = re.compile(r"^\s*[一二三四五六七八九十—]、")
_HTML_TABLE = re.compile(r"<table\b.*?</table\s*>", re.IGNORECASE | re.DOTALL)
_EMPHASIS = re.compile(r"(\*\*|__)(.+?)\1")
_TABLE_HEAD = re.compile(r"第二十条第|[(（]?本列数据的勾稽关系|行政复议$|类别$|统计指标$|指标名称$")
_LONGEST_HEAD = 30  # lines of words between two numbers: the head of table 3 has 18, of table 2 fourteen
_KNOWN_LABEL = re.compile(r"信息内容|统计指标|指标名称|行政复议$")
_LONGEST_HEAD_WORD = 14
_LONGEST_CELL = 80  # a longer line that begins with a tab is an indented paragraph


@dataclass(frozen=True, slots=True)
class _Line:
    kind: str  # "cell", "row", "rule", "blank", "number" (a bare number on its own line) or "prose"
    cells: tuple[str, ...] = ()


def content(body: bytes) -> Content:
    """Read text. Raises UnreadableError where the encoding cannot be determined."""
    builder = ContentBuilder()
    text = decode(body).replace("\r\n", "\n").replace("\r", "\n")
    position = 0
    for match in _HTML_TABLE.finditer(text):
        _add_lines(builder, text[position : match.start()])
        html.add_markup(builder, match[0])
        position = match.end()
    _add_lines(builder, text[position:])
    return Content(tuple(builder.blocks))


def _add_lines(builder: ContentBuilder, text: str) -> None:
    lines = [_classify(line) for line in text.split("\n")]
    at = 0
    while at < len(lines):
        if lines[at].kind in ("cell", "row"):
            rows, at = _take_table(lines, at)
            _add_table(builder, rows)
        elif (end := _loose_end(lines, at)) > at:
            builder.ragged_table(_loose_rows(lines[at:end]))
            at = end
        else:
            if lines[at].kind in ("prose", "number"):
                builder.paragraph(lines[at].cells[0])
            at += 1


def _add_table(builder: ContentBuilder, rows: list[list[str]]) -> None:
    if any(len(row) > 1 for row in rows):
        builder.ragged_table(rows)
        return
    for row in rows:  # single tab-indented lines are prose
        builder.paragraph(row[0])


def _classify(line: str) -> _Line:  # noqa: PLR0911  one return a kind of line
    if not line.strip():
        # A lone tab is an empty cell; a line of spaces is nothing.
        return (
            _Line("cell", ("",)) if line.startswith("\t") and line.count("\t") == 1 else _row_or_blank(line)
        )
    if _RULE.match(line) and ("|" in line or "\t" in line):
        return _Line("rule")
    if line.lstrip().startswith("|") and line.count("|") >= 2:
        return _Line(
            "row", tuple(c.replace("\\|", "|") for c in re.split(r"(?<!\\)\|", line.strip().strip("|")))
        )
    if "\t" in line.strip("\t") or (line.count("\t") > 1):
        return _Line("row", tuple(line.split("\t")))
    if line.startswith("\t") and len(line) <= _LONGEST_CELL:
        return _Line("cell", (line[1:],))
    spaced = re.split(r"\s{2,}|\u3000+", line.strip())
    if _is_spaced_row(spaced):
        return _Line("row", tuple(spaced))
    text = _EMPHASIS.sub(r"\2", _HEADING.sub("", line))
    number = len(text.strip()) <= 12 and looks_like_value(text)
    return _Line("number" if number else "prose", (text,))


def _is_spaced_row(fields: list[str]) -> bool:
    """Say whether words set apart by wide gaps are a table's row: figures, a head, or one indicator."""
    if len(fields) > 1 and PRINTED_RULE.match("".join(fields[0].split())):
        return True
    figures = sum(looks_like_value(f) for f in fields[1:])
    if len(fields) >= 3:
        indicator = figures == 1 and looks_like_value(fields[-1]) and UNIT.fullmatch(fields[-2]) is not None
        return indicator or figures >= 2 or all(len(f) <= _LONGEST_HEAD_WORD for f in fields)
    return len(fields) == 2 and (
        _KNOWN_LABEL.match(fields[0]) is not None or (figures == 1 and _is_label(fields[0]))
    )


def _is_label(text: str) -> bool:
    rows = (row.label for form in forms().values() for block in form.blocks for row in block.rows)
    return any(similarity(text, wording) > 0.9 for label in rows for wording in label.wordings)


def _row_or_blank(line: str) -> _Line:
    return _Line("row", tuple(line.split("\t"))) if line.count("\t") > 1 else _Line("blank")


def _take_table(lines: list[_Line], at: int) -> tuple[list[list[str]], int]:
    """Collect the rows of the table that begins at ``at``; return them and where it ends.

    One cell a line: a blank line ends a row, and the next cell begins another. A line without a tab right
    after a cell goes on with that cell, unless it is a section's heading. Tab rows: a row a line, a blank
    line ends the table.
    """
    if lines[at].kind == "row":
        end = at
        while end < len(lines) and lines[end].kind in ("row", "rule"):
            end += 1
        return [list(line.cells) for line in lines[at:end] if line.kind == "row"], end
    rows: list[list[str]] = [[]]
    while at < len(lines):
        line = lines[at]
        if line.kind == "cell":
            rows[-1].append(line.cells[0])
        elif line.kind == "blank":
            if at + 1 >= len(lines) or lines[at + 1].kind != "cell":
                break
            rows.append([])
        elif line.kind in ("prose", "number") and rows[-1] and _continues(line):
            rows[-1][-1] += line.cells[0]
        else:
            break
        at += 1
    return [row for row in rows if row], at


def _continues(line: _Line) -> bool:
    return not _SECTION.match(clean(line.cells[0])) and len(line.cells[0]) <= _LONGEST_CELL


def _loose_end(lines: list[_Line], at: int) -> int:
    """Where a table ends whose cells were written one a line without tabs; ``at`` where none begins there.

    It begins with the official words of a table's head and goes on while numbers keep coming.
    """
    head = _TABLE_HEAD.match(re.sub(r"\s", "", lines[at].cells[0])) if lines[at].kind == "prose" else None
    if head is None:
        return at
    # A table of indicators has chapters of its own, worded like the report's.
    has_chapters = head[0].startswith(("统计", "指标"))
    end, since_number = at, 0
    for i in range(at, len(lines)):
        line = lines[i]
        if line.kind in ("cell", "row") or since_number > _LONGEST_HEAD:
            break
        if line.kind == "number":
            end, since_number = i + 1, 0
        elif line.kind == "prose":
            if len(line.cells[0]) > _LONGEST_CELL or (
                not has_chapters and is_section_heading(clean(line.cells[0]))
            ):
                break
            since_number += 1
    return end


def _loose_rows(lines: list[_Line]) -> list[list[str]]:
    """A label after a number begins a new row."""
    rows: list[list[str]] = [[]]
    numbers = False
    for line in lines:
        if line.kind not in ("prose", "number"):
            continue
        if line.kind == "prose" and numbers:
            rows.append([])
        numbers = line.kind == "number"
        rows[-1].append(line.cells[0])
    return rows
