"""Prints blocks as HTML pasted out of Word: mso styles, o:p, spans that split numbers, merged cells.

Word breaks its source lines inside tags, never inside Chinese text, so the words stay what they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import escape

from tests.sample.seeds import Block, Cell, Paragraph, Table

_HEAD = """<!--[if gte mso 9]><xml>
 <w:WordDocument><w:View>Normal</w:View><w:Zoom>0</w:Zoom><w:PunctuationKerning/>
 <w:DisplayHorizontalDrawingGridEvery>0</w:DisplayHorizontalDrawingGridEvery></w:WordDocument>
</xml><![endif]-->
<style>
 /* Style Definitions */
 p.MsoNormal, li.MsoNormal, div.MsoNormal
\t{mso-style-parent:""; margin:0cm; text-align:justify; text-justify:inter-ideograph;
\tmso-pagination:none; font-size:10.5pt; mso-bidi-font-size:12.0pt; mso-font-kerning:1.0pt;}
 table.MsoNormalTable
\t{mso-style-name:普通表格; mso-tstyle-rowband-size:0; mso-padding-alt:0cm 5.4pt 0cm 5.4pt; font-size:10.0pt;}
</style>
<div class=WordSection1 style='layout-grid:15.6pt'>
"""
_FACE = "font-family:仿宋_GB2312;mso-bidi-font-family:宋体"
_LATIN = re.compile(r"[0-9A-Za-z%.:/\xa0 -]+")
_PIECE = 38  # characters of Chinese text in one span, roughly as edits leave them


def word_html(blocks: Iterable[Block]) -> str:
    """Return the blocks as Word pastes them, ready to stand in a page's body."""
    return _HEAD + "\n".join(_block(block) for block in blocks) + "\n</div>"


def _block(block: Block) -> str:
    if isinstance(block, Table):
        return _table(block)
    if not isinstance(block, Paragraph):
        raise TypeError(block)
    if not block.text:
        return "<p class=MsoNormal><span lang=EN-US><o:p>&nbsp;</o:p></span></p>"
    mark = f"<a name={block.bookmark}></a>" if block.bookmark else ""
    text = block.text.lstrip(" ")
    indent = "text-indent:32.0pt;mso-char-indent-count:2.0"
    if len(text) < len(block.text):  # a signature set off with blanks
        indent = "text-align:right"
    return f"<p class=MsoNormal\nstyle='{indent};line-height:28.0pt'>{mark}{_spans(text, 16)}</p>"


def _spans(text: str, size: int) -> str:
    return "".join(_runs(text, size)) + "<span lang=EN-US><o:p></o:p></span>"


def _runs(text: str, size: int) -> Iterator[str]:
    """Split text into spans the way Word does: script by script, and wherever somebody once edited."""
    style = f"font-size:{size}.0pt;{_FACE}"
    at = 0
    for latin in [*_LATIN.finditer(text), None]:
        end = latin.start() if latin else len(text)
        for start in range(at, end, _PIECE):
            piece = escape(text[start : min(start + _PIECE, end)], quote=False)
            yield f"<span\nstyle='{style}'>{piece}</span>"
        if latin:
            middle = (len(latin[0]) + 1) // 2
            # A hard blank in front is written as an entity; one behind goes out as the character itself.
            first = escape(latin[0][:middle], quote=False).replace("\xa0", "&nbsp;")
            second = escape(latin[0][middle:], quote=False)
            for piece in filter(None, (first, second)):
                yield f"<span\nlang=EN-US style='{style}'>{piece}</span>"
            at = latin.end()


def _table(table: Table) -> str:
    rows = "\n".join(
        f" <tr style='mso-yfti-irow:{number};height:22.5pt'>\n{''.join(map(_cell, table.row(number)))} </tr>"
        for number in range(table.rows)
    )
    style = "border-collapse:collapse;border:none;mso-border-alt:solid windowtext .5pt"
    opening = f"<table class=MsoNormalTable border=1 cellspacing=0\ncellpadding=0 style='{style}'>"
    return f"{opening}\n{rows}\n</table>"


def _cell(cell: Cell) -> str:
    attributes = {"colspan": cell.colspan, "rowspan": cell.rowspan}
    spans = "".join(f" {name}={value}" for name, value in attributes.items() if value > 1)
    text = _spans(cell.text, 10) if cell.text else "<span lang=EN-US><o:p>&nbsp;</o:p></span>"
    return (
        f"  <td{spans} style='border:solid windowtext 1.0pt;padding:0cm 5.4pt 0cm 5.4pt'>\n"
        f"  <p class=MsoNormal align=center style='text-align:center'>{text}</p>\n  </td>\n"
    )
