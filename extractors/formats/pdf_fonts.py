"""The font pdfium gets for Chinese ones that a file names but does not hold: every character is the same box.

Many reports name 宋体 or 仿宋 without holding them. pdfium would then take a font of the machine, and what it finds
on the page would depend on which are installed: without any Chinese font it passes over Chinese text. With this one
the same bytes give the same reading everywhere, and nothing has to be loaded; how wide a character is and how tall
its line stands in the file itself. To draw pages for the eye it is of no use.
"""

from __future__ import annotations

import ctypes
from struct import pack
from typing import Any

from pypdfium2 import raw

_CHINESE = (128, 129, 134, 136)  # Windows' numbers of Japanese, Korean, simplified and traditional Chinese
_EM = 1000
_LEFT, _BOTTOM, _RIGHT, _TOP = 50, 0, 450, 700  # the box: no wider than a digit, no taller than a line
_GLYPHS = 2  # one for what no character is, and the box


def use_own_font() -> None:
    """Have pdfium ask us, not the machine, for fonts. For a whole process; once is enough."""
    raw.FPDF_SetSystemFontInfo(_SOURCE)


def font() -> bytes:
    """A TrueType file of one glyph."""
    tables = {
        b"cmap": _every_character(),
        b"glyf": _box(),
        b"head": _head(),
        b"hhea": pack(
            ">IhhhHhhhhhhhhhhhH", 0x10000, 880, -120, 0, _EM, 0, 0, _RIGHT, 1, 0, 0, 0, 0, 0, 0, 0, _GLYPHS
        ),
        b"hmtx": pack(">Hh", _EM, _LEFT) * _GLYPHS,
        b"loca": pack(">III", 0, 0, len(_box())),
        b"maxp": pack(">IHHHHHHHHHHHHHH", 0x10000, _GLYPHS, 4, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0),
    }
    at = 12 + 16 * len(tables)
    directory = pack(">IHHHH", 0x10000, len(tables), 64, 2, 16 * len(tables) - 64)
    for tag, table in tables.items():
        directory += pack(">4sIII", tag, 0, at, len(table))
        at += len(table)
    return directory + b"".join(tables.values())


def _every_character() -> bytes:
    """A map of one group (format 13): all of Unicode is the first glyph after the missing one."""
    groups = pack(">III", 0x20, 0x10FFFF, 1)
    table = pack(">HHIII", 13, 0, 16 + len(groups), 0, 1) + groups
    return pack(">HHHHI", 0, 1, 3, 10, 12) + table


def _box() -> bytes:
    """Four corners, on the curve, each as its distance from the one before."""
    width, height = _RIGHT - _LEFT, _TOP - _BOTTOM
    corners = pack(">4h", _LEFT, 0, width, 0) + pack(">4h", _BOTTOM, height, 0, -height)
    return pack(">hhhhhHH", 1, _LEFT, _BOTTOM, _RIGHT, _TOP, 3, 0) + bytes([1] * 4) + corners


def _head() -> bytes:
    return pack(
        ">IIIIHHQQhhhhHHhhh",
        0x10000, 0x10000, 0, 0x5F0F3CF5, 0, _EM, 0, 0, _LEFT, _BOTTOM, _RIGHT, _TOP, 0, 8, 2, 1, 0,
    )  # fmt: skip


_FONT = font()


def _map_font(*request: Any) -> int | None:
    """A handle of our font where a Chinese one is wanted; else pdfium takes one of its own."""
    _this, _weight, _italic, charset, *_ = request
    return 1 if charset in _CHINESE else None


def _font_data(_this: Any, _handle: Any, table: int, buffer: Any, size: int) -> int:
    """Copy the font into pdfium's buffer, if that is large enough, and say how large it must be."""
    if table:
        return 0  # not in parts
    if buffer and size >= len(_FONT):
        ctypes.memmove(buffer, _FONT, len(_FONT))
    return len(_FONT)


_CALLBACKS: dict[str, Any] = dict(raw.FPDF_SYSFONTINFO._fields_)
_SOURCE = raw.FPDF_SYSFONTINFO(
    version=1, MapFont=_CALLBACKS["MapFont"](_map_font), GetFontData=_CALLBACKS["GetFontData"](_font_data)
)
