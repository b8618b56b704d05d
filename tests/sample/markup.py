"""Tables and text of a report as plain HTML."""

from __future__ import annotations

from html import escape

from tests.sample.seeds import Cell, Paragraph, Table


def table_html(table: Table, opening: str = "<table>", cell_style: str = "") -> str:
    """Return the table with its merged cells; ``opening`` is its start tag and whatever precedes the rows."""
    rows = "\n".join(
        "<tr>" + "".join(_cell(cell, cell_style) for cell in table.row(number)) + "</tr>"
        for number in range(table.rows)
    )
    return f"{opening}<tbody>\n{rows}\n</tbody></table>"


def _cell(cell: Cell, style: str) -> str:
    attributes = {"colspan": cell.colspan, "rowspan": cell.rowspan}
    spans = "".join(f' {name}="{value}"' for name, value in attributes.items() if value > 1)
    dress = f' style="{style}"' if style else ""
    return f"<td{spans}{dress}>{marked(cell)}</td>"


def marked(block: Paragraph | Cell) -> str:
    """Return the text, escaped, behind its bookmark if it has one."""
    mark = f'<a name="{block.bookmark}"></a>' if block.bookmark else ""
    return mark + escape(block.text).replace("\n", "<br>")
