"""Prints figures as offices do: a zero as a blank, a dash or 无, thousands with commas, notes in cells."""

from __future__ import annotations

import unicodedata
from decimal import Decimal

from extractors.form import Column, Row
from extractors.numbers import Kind
from extractors.report import CellKey, Number, Status
from tests.corpus.model import Mess, Printed

_DASHES = ("/", "／", "—", "——", "-", "－", "无", "\\", "_")
_WORDS = ("详见附件", "另行公布", "见附表")
_GROUPED = {"comma": ",", "fullwidth_comma": "，", "space": " ", "nbsp": "\xa0"}


class Printer:
    """Prints the cells of one report in one hand: the same habits from the first cell to the last."""

    def __init__(self, mess: Mess, *, spaces: bool, blanks: bool) -> None:
        """``spaces``: a blank inside a cell cannot be taken for a new cell. ``blanks``: an empty cell shows."""
        self._mess = mess
        self._rng = mess.rng
        zeros = ["dash", "dash_table_1"]
        if blanks:
            zeros += ["blank", "blank_applicants", "blank_table_1"]
        self._zero = mess.pick("zero", "0", zeros, 0.3)
        self._dash = self._rng.choice(_DASHES)
        groupings = ["comma", "fullwidth_comma", *(["space", "nbsp"] if spaces else [])]
        self._grouping = mess.pick("thousands", "none", groupings, 0.4)
        self._fullwidth = mess.has("fullwidth_digits", 0.06)
        self._units = mess.has("unit_in_cell", 0.06)
        self._notes = mess.has("note_in_cell", 0.1)
        self._pads = spaces and mess.has("padded_numbers", 0.12)
        self._invisible = spaces and mess.has("invisible_characters", 0.05)
        self._words = mess.has("words_in_cell", 0.05)
        self._amount_unit = self._rng.choice(("万元", " 万元", "元", None))

    def print(self, row: Row, column: Column, key: CellKey, value: Number) -> Printed:
        if key.column == "total_amount":
            return self._amount(value)
        if value == 0:
            return self._print_zero(key)
        if self._words and column.kind is Kind.COUNT and self._rng.random() < 0.01:
            return Printed(self._rng.choice(_WORDS), Status.UNPARSED)
        text = self._signed(int(value)) if column.kind is Kind.SIGNED else self._digits(value)
        return Printed(
            self._decorated(text, column.unit or row.unit, column.kind, value), Status.NUMBER, value
        )

    def _print_zero(self, key: CellKey) -> Printed:
        table_1 = key.row.startswith("art20")
        if self._zero == "dash" or (self._zero == "dash_table_1" and table_1):
            return Printed(self._dash, Status.NOT_APPLICABLE)
        applicant = key.column not in ("total", "value") and not table_1
        if (
            self._zero == "blank"
            or (self._zero == "blank_applicants" and applicant)
            or (self._zero == "blank_table_1" and table_1)
        ):
            return Printed(self._rng.choice(("", " ", "\u3000")) if self._pads else "", Status.BLANK)
        return Printed(self._padded("０" if self._fullwidth else "0"), Status.NUMBER, 0)

    def _digits(self, value: Number) -> str:
        mark = _GROUPED.get(self._grouping)
        text = f"{value:,}" if mark else f"{value}"
        if mark:
            text = text.replace(",", mark)
        return _wide(text) if self._fullwidth else text

    def _signed(self, value: int) -> str:
        number = str(abs(value))
        up, down = self._rng.choice(
            (("增", "减"), ("+", "-"), ("增加", "减少"), ("", "-"), ("↑", "↓"), ("+", "−"))
        )
        return (up if value > 0 else down) + number

    def _decorated(self, text: str, unit: str | None, kind: Kind, value: Number) -> str:
        if self._notes and kind is Kind.COUNT and value > 1 and self._rng.random() < 0.04:
            part = self._rng.randint(1, int(value) - 1)
            text += self._rng.choice(
                (f"（其中修订{part}件）", f"（含自然失效{part}件）", f"(其中网上{part}件)")
            )
        elif self._units and unit is not None and kind is Kind.COUNT:
            text += unit
        return self._padded(text)

    def _padded(self, text: str) -> str:
        if self._invisible and self._rng.random() < 0.1:
            text = self._rng.choice(("\u200b", "\ufeff", "\u200e")) + text
        if not self._pads:
            return text
        pad = self._rng.choice(("", " ", "\xa0", "\u3000", "\u2002"))
        return pad + text + self._rng.choice(("", pad))

    def _amount(self, value: Number) -> Printed:
        unit = (self._amount_unit or "").strip() or None
        if unit == "元":
            value = int(value * 10_000)
        elif isinstance(value, Decimal):
            value = value.normalize() if value != value.to_integral() else int(value)
        if value == 0:
            return Printed("0", Status.NUMBER, 0)
        number = f"{value:f}" if isinstance(value, Decimal) else str(value)
        return Printed(number + (self._amount_unit or ""), Status.NUMBER, value, unit)


def _wide(text: str) -> str:
    """Print ASCII digits and marks full width."""
    return "".join(
        chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in unicodedata.normalize("NFKC", text)
    )
