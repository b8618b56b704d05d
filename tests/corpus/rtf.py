r"""Writes a report as RTF, the ways Word, WPS and older programs do: characters in the font's charset or as \u, rows
defined before their cells, after them or both, and what years of editing leave between the words.
"""

from __future__ import annotations

from tests.corpus.model import Cell, Mess, Paragraph, Report, Table
from tests.corpus.places import pick_organ

_FONTS = (
    r"{\fonttbl{\f0\froman\fcharset0 Times New Roman;}{\f3\froman\fcharset2 Symbol;}"
    r"{\f13\fnil\fcharset134{\*\falt SimSun}\'cb\'ce\'cc\'e5;}{\f31\fnil\fcharset134 @\'b7\'c2\'cb\'ce;}}"
)
_CHARSETS = ("unicode", "unicode_two_bytes", "raw_bytes", "western_font")
_PICTURE = r"{\*\shppict{\pict\pngblip 89504e470d0a1a0a}}{\nonshppict{\pict\wmetafile8 0100090000}}"
_AROUND = (  # what stands around some words: name, chance, pattern
    ("tracked_changes", 0.12, r"{{\deleted\revauthdel1 7}}{{\revised\revauth1 {0}}}"),
    ("hidden_text", 0.06, r"{0}{{\v 9}}"),
    (
        "hyperlinks",
        0.1,
        r'{{\field{{\*\fldinst HYPERLINK "http://www.example.gov.cn/2019/"}}{{\fldrslt {0}}}}}',
    ),
    ("bookmarks", 0.3, r"{{\*\bkmkstart _GoBack}}{0}{{\*\bkmkend _GoBack}}"),
    ("pictures", 0.05, "{0}" + _PICTURE.replace("{", "{{").replace("}", "}}")),
    ("comments", 0.05, r"{0}{{\*\atnid a}}{{\*\annotation \pard 2019 8}}"),
    ("split_runs", 0.4, r"{{\rtlch\fcs1 \af0 \ltrch\fcs0 \fs24 {0}}}"),
)
_WIDTH = 9000  # twips


def write_rtf(report: Report, mess: Mess) -> bytes:
    return _Writer(mess).document(report).encode("latin-1")


class _Writer:
    def __init__(self, mess: Mess) -> None:
        self._mess, self._rng = mess, mess.rng
        self._charset = mess.pick("charset", "gbk", _CHARSETS, 0.5)
        self._defined = mess.pick("row_defined", "twice", ("before", "after"), 0.4)
        self._wide = mess.pick("wide_cells", "edges", ("merged",), 0.25)
        self._jitter = self._rng.choice((20, 60)) if mess.has("uneven_edges", 0.3) else 0
        self._auto = mess.has("automatic_numbering", 0.15)
        self._box = mess.has("title_in_text_box", 0.06)
        self._nested = mess.has("nested:one_cell", 0.05)
        self._lines = mess.has("broken_lines", 0.4)
        self._around = [pattern for name, chance, pattern in _AROUND if mess.has(name, chance)]

    def document(self, report: Report) -> str:
        depth = 2 if self._nested else 1
        body = "\n".join(
            self._table(b, depth) if isinstance(b, Table) else self._paragraph(b, depth)
            for b in report.blocks
        )
        if self._nested:
            body = rf"\trowd\cellx{_WIDTH} {body}\pard\intbl\cell\row\pard\par"
        header = ""
        if self._mess.has("header_of_another_report", 0.15):
            other = f"{pick_organ(self._rng).name}{(report.truth.year or 2020) - 1}年政府信息公开工作年度报告"
            header = rf"{{\header \pard\plain {self._text(other)}\par}}{{\footerr \pard\plain 3\par}}"
        page = r"\ansicpg936" if self._charset != "western_font" or self._rng.random() < 0.5 else ""
        uc = {"unicode_two_bytes": r"\uc2", "unicode": r"\uc1"}.get(self._charset, "")
        whole = (
            rf"{{\rtf1\ansi{page}{uc}\deff0{_FONTS}{{\stylesheet{{\s0 Normal;}}}}{{\info{{\title 2018}}}}{header}"
            rf"\viewkind4 {body}\pard\par}}"
        )
        return whole.replace(r"\pard", "\r\n\\pard") if self._lines else whole

    # Words

    def _paragraph(self, paragraph: Paragraph, depth: int) -> str:
        number, text = "", paragraph.whole
        if self._auto and paragraph.kind == "heading" and paragraph.number.endswith("、"):
            number = rf"{{\listtext\pard\plain {self._text(paragraph.number)}\tab}}\ls1\ilvl0 "
            text = paragraph.text
        words = self._inline(text)
        if self._box and paragraph.kind == "title":
            shape = rf"{{\shp{{\*\shpinst\shpleft0{{\sp{{\sn shapeType}}{{\sv 202}}}}{{\shptxt \pard\plain {words}\par}}}}"
            words = shape + rf"{{\shprslt{{\*\do{{\dptxbxtext \pard\plain {words}\par}}}}}}}}"
        place = r"\intbl" if depth == 2 else ""
        return rf"\pard\plain{place} {number}{words}\par"

    def _inline(self, text: str) -> str:
        pieces = [text]
        if len(text) > 2 and self._around:
            cut = self._rng.randint(1, len(text) - 1)
            pieces = [text[:cut], text[cut:]]
        return "".join(self._wrapped(self._text(piece)) for piece in pieces)

    def _wrapped(self, rtf: str) -> str:
        if self._around and self._rng.random() < 0.25:
            return self._rng.choice(self._around).format(rtf)
        return rtf

    def _text(self, text: str) -> str:
        """Write characters; Chinese ones switch to a Chinese font and back."""
        out, chinese = [], False
        for character in text:
            own = not character.isascii()
            if own != chinese and self._charset != "western_font":
                out.append(r"\f13 " if own else r"\f0 ")
            chinese = own
            out.append(self._character(character))
        return "".join((*out, r"\f0 " if chinese else ""))

    def _character(self, character: str) -> str:
        if character == "\n":
            return r"\line "
        if character.isascii():
            return f"\\{character}" if character in "\\{}" else character
        if character == "\xa0":
            return r"\~"
        raw = character.encode("gb18030")
        quoted = "".join(f"\\'{byte:02x}" for byte in raw)
        unit = ord(character) - 0x10000 if ord(character) > 0x7FFF else ord(character)
        if self._charset == "unicode" or len(raw) != 2:
            return rf"{{\uc1\u{unit}?}}"
        if self._charset == "unicode_two_bytes":
            return rf"\u{unit}{quoted}"
        return (
            raw.decode("latin-1") if self._charset == "raw_bytes" and not set(raw) & set(b"\\{}") else quoted
        )

    # Tables

    def _table(self, table: Table, depth: int) -> str:
        step = _WIDTH // max(table.columns, 1)
        rows = "".join(self._row(number, line, step, depth) for number, line in enumerate(table.grid()))
        return rows + (r"\pard\intbl " if depth == 2 else r"\pard\par")

    def _row(self, number: int, line: list[Cell | None], step: int, depth: int) -> str:
        frames, contents = [], []
        for column, cell in enumerate(line):
            first = cell is None or cell.column == column
            if not first and self._wide == "edges":
                continue
            last = column + (cell.colspan if cell is not None and self._wide == "edges" else 1)
            frames.append(
                rf"{self._merge(cell, number, column)}\clbrdrt\brdrs\cellx{self._edge(last * step)}"
            )
            here = cell is not None and first and cell.row == number
            contents.append(self._inline(cell.text) if cell is not None and here else "")
        row = r"\trowd\trgaph108\trleft0" + "".join(frames)
        place = r"\intbl" + (rf"\itap{depth}" if depth > 1 else "")
        end = r"\nestcell{\nonesttables\par}" if depth > 1 else r"\cell"
        cells = "".join(rf"\pard\plain{place} {text}{end}" for text in contents)
        if depth > 1:
            return cells + rf"{{\*\nesttableprops{row}\nestrow}}{{\nonesttables\par}}"
        before, after = (row if self._defined != "after" else ""), (row if self._defined != "before" else "")
        return rf"{before}{cells}{{{after}\row}}" if after else rf"{before}{cells}\row"

    def _merge(self, cell: Cell | None, row: int, column: int) -> str:
        if cell is None:
            return ""
        words = ""
        if cell.rowspan > 1:
            words += r"\clvmgf" if cell.row == row else r"\clvmrg"
        if cell.colspan > 1 and self._wide == "merged":
            words += r"\clmgf" if cell.column == column else r"\clmrg"
        return words

    def _edge(self, edge: int) -> int:
        return edge + self._rng.randint(-self._jitter, self._jitter)
