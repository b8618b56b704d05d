"""Writes a report as OCR and document converters do: a cell a line, tab rows, Markdown, aligned columns."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from html import escape

from tests.corpus.making import Medium
from tests.corpus.model import Mess, Paragraph, Report, Table

STYLES: dict[str, Medium] = {
    "cell_a_line": Medium(lossy=True),
    "cell_a_line_no_tabs": Medium(blanks=False, breaks=False, lossy=True),
    "tab_rows": Medium(breaks=False, lossy=True),
    "pipes": Medium(breaks=False, lossy=True),
    "markdown_html": Medium(lossy=True),
    "aligned": Medium(spaces=False, blanks=False, breaks=False, lossy=True),
}


def write_text(report: Report, style: str, mess: Mess) -> bytes:
    writers: dict[str, Callable[[Table, Mess], str]] = {
        "cell_a_line": _cell_a_line,
        "cell_a_line_no_tabs": _bare_lines,
        "tab_rows": _tab_rows,
        "pipes": _pipes,
        "markdown_html": _markdown_html,
        "aligned": _aligned,
    }
    markdown = style in ("pipes", "markdown_html") or (
        style == "tab_rows" and mess.has("markdown_headings", 0.5)
    )
    levels = {"title": "# ", "heading": "## ", "sub": "### "} if markdown else {}
    bookmarks = mess.has("bookmarks", 0.15)
    images = mess.has("image_lines", 0.1)
    page_lines = mess.has("page_number_lines", 0.06)
    spaced = mess.has("blank_lines", 0.5)
    parts: list[str] = []
    for number, block in enumerate(report.blocks):
        if isinstance(block, Paragraph):
            mark = (
                f"[bookmark: _Hlk{mess.rng.randint(10**7, 10**8)}]"
                if bookmarks and mess.rng.random() < 0.2
                else ""
            )
            indent = mess.rng.choice(("", "\u3000\u3000")) if not markdown and block.kind == "body" else ""
            parts.append(
                f"{levels.get(block.kind, '')}{indent}{mark}{block.whole}"
                + ("\n" if spaced or markdown else "")
            )
            if images and block.kind == "body" and mess.rng.random() < 0.1:
                parts.append("[image: 公众号部分发表记录]")
        else:
            printed = writers[style](block, mess)
            if page_lines and style != "markdown_html":
                printed = _with_page_number(printed, mess)
            parts.append(printed + mess.rng.choice(("\n", "\n\n")))
            if number + 1 < len(report.blocks) and mess.level == 0:
                parts.append("")
    text = "\n".join(parts)
    if mess.has("crlf", 0.15):
        text = text.replace("\n", "\r\n")
    encoding = mess.pick("encoding", "utf-8", ("gb18030", "utf-8-sig", "utf-16"), 0.15)
    return text.encode(encoding)


def _with_page_number(printed: str, mess: Mess) -> str:
    """A page number that a converter left between two rows."""
    lines = printed.split("\n")
    ends = [n for n, line in enumerate(lines) if n and not line.strip()] or list(range(2, len(lines)))
    if not ends:
        return printed
    at = mess.rng.choice(ends)
    return "\n".join([*lines[:at], f"— {mess.rng.randint(2, 9)} —", *lines[at:]])


def _one_line(text: str) -> str:
    return re.sub(r"\s*\n\s*", " ", text)


def _covered(table: Table) -> Iterator[list[str]]:
    """Yield each row as converters see it: a merged cell's text once, then blanks."""
    for row, line in enumerate(table.grid()):
        yield [
            c.text if c is not None and (c.row, c.column) == (row, column) else ""
            for column, c in enumerate(line)
        ]


def _docx_rows(table: Table) -> Iterator[list[str]]:
    """Yield each row as Word stores it: cells merged to the right are one, those merged down are empty."""
    for row, line in enumerate(table.grid()):
        cells: list[str] = []
        for column, c in enumerate(line):
            if c is None:
                cells.append("")
            elif c.column == column:
                cells.append(c.text if c.row == row else "")
        yield cells


def _cell_a_line(table: Table, mess: Mess) -> str:
    rows = ["".join(f"\t{cell}\n" for cell in row) for row in _docx_rows(table)]
    return "\n".join(rows)


def _bare_lines(table: Table, mess: Mess) -> str:
    return "\n".join(_one_line(cell.text) for line in table.lines() for cell in line if cell.text.strip())


def _tab_rows(table: Table, mess: Mess) -> str:
    source = _covered if mess.has("tab_rows_padded", 0.6) else _docx_rows
    return "\n".join("\t".join(_one_line(cell) for cell in row) for row in source(table))


def _pipes(table: Table, mess: Mess) -> str:
    rows = [[_one_line(cell).replace("|", "\\|") for cell in row] for row in _covered(table)]
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    if mess.has("pipes_without_rule", 0.2):
        return "\n".join(lines)
    if mess.has("pipes_empty_head", 0.2):
        lines.insert(0, "|" + " |" * table.columns)
    return "\n".join([lines[0], "|" + " --- |" * table.columns, *lines[1:]])


def _markdown_html(table: Table, mess: Mess) -> str:
    rows = []
    for line in table.lines():
        cells = ""
        for cell in line:
            spans = "".join(
                f' {name}="{n}"'
                for name, n in (("rowspan", cell.rowspan), ("colspan", cell.colspan))
                if n > 1
            )
            cells += f"<td{spans}>{escape(cell.text, quote=False).replace(chr(10), '<br>')}</td>"
        rows.append(f"<tr>{cells}</tr>")
    joint = "\n" if mess.rng.random() < 0.5 else ""
    return f"<table>{joint}" + joint.join(rows) + f"{joint}</table>"


def _aligned(table: Table, mess: Mess) -> str:
    rows = [[_one_line(cell) for cell in row] for row in _covered(table)]
    widths = [max(_width(row[at]) for row in rows) + 3 for at in range(table.columns)]
    return "\n".join(
        "".join(cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    )


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)
