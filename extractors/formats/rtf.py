"""Rich Text Format (.rtf), as Word, WPS and LibreOffice write it, often under the name .doc."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from extractors.content import Content, ContentBuilder, UnreadableError
from extractors.formats.rtf_tables import DEEPEST, Blocks, Definition, Frame, Story, write
from extractors.formats.rtf_tokens import Token, Tokens

MEDIA_TYPES = ("application/rtf",)

_DEEPEST_GROUP = 2_000  # Word stays under 50
_MOST_EDGES = 1_000  # a row's

# Groups that say nothing of the text. Those that begin with \* are left out too, unless they are known.
_LEFT_OUT = frozenset(
    (
        "stylesheet", "colortbl", "filetbl", "info", "listtable", "listoverridetable", "revtbl", "themedata", "datastore",
        "header", "headerl", "headerr", "headerf", "footer", "footerl", "footerr", "footerf", "footnote", "annotation",
        "ftnsep", "ftnsepc", "aftnsep", "aftnsepc", "pict", "nonshppict", "object", "shprslt", "sp", "fldinst",
        "nonesttables", "pn", "xe", "tc", "rxe",
    )
)  # fmt: skip
_KNOWN = frozenset(("shpinst", "nesttableprops", "do"))
_BOXES = frozenset(("shptxt", "dptxbxtext"))
_PLACES = _BOXES | {"fonttbl", "listtext", "pntext"}
_FONT_WORDS = frozenset(("f", "fcharset", "deff", "ansicpg", "uc"))
_TEXT_WORDS = frozenset(("plain", "super", "sub", "nosupersub", "v", "deleted", "strike", "striked"))
_SAID = {
    "tab": "\t", "line": "\n", "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’", "ldblquote": "“",
    "rdblquote": "”", "bullet": "•", "emspace": "\u2003", "enspace": "\u2002", "~": "\u00a0", "_": "-",
    "\\": "\\", "{": "{", "}": "}",
}  # fmt: skip
_SYMBOLS = 2  # \fcharset of fonts whose letters are pictures
_CODECS = {  # by \fcharset
    77: "mac_roman", 128: "cp932", 129: "cp949", 130: "johab", 134: "gb18030", 136: "cp950", 161: "cp1253",
    162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874", 238: "cp1250",
}  # fmt: skip
_PAGES = {936: "gb18030", 65001: "utf-8", 10000: "mac_roman", 10008: "gb2312"}  # by \ansicpg, else cpN
_GB2312 = re.compile(rb"(?:[\x00-\x7f]|[\xa1-\xf7][\xa1-\xfe])+")


def content(body: bytes) -> Content:
    """Read a file. Raises UnreadableError where it is nested too deeply or too large."""
    reader = _Reader(body)
    reader.read()
    builder = ContentBuilder()
    write(reader.story.close(), builder)
    return Content(tuple(builder.blocks), pictures=reader.pictures)


@dataclass(frozen=True, slots=True)
class _State:
    """What a group may change and its end restores."""

    font: int | None = None
    fallback: int = 1  # characters after \u for readers without Unicode
    unsaid: frozenset[str] = frozenset()  # hidden, deleted, struck out: the switches that are on
    raised: bool = False
    in_table: bool = False
    depth: int | None = None  # \itap
    inner: bool = False  # in the definition of a row of a table in a table
    place: str = ""  # font table, list number or text box we are in


class _Reader:
    def __init__(self, body: bytes) -> None:
        self.story = Story()
        self.pictures = 0
        self._tokens = Tokens(body)
        self._state = _State()
        self._groups: list[_State] = []
        self._outside: list[tuple[Story, list[str]]] = []  # stories around the text box we are in
        self._after: Blocks = []  # text boxes of the present paragraph
        self._fonts: dict[int, int] = {}  # font -> \fcharset
        self._page = "cp1252"
        self._first_font: int | None = None
        self._text: list[str] = []
        self._bytes = bytearray()
        self._charset: int | None = None  # of the bytes
        self._raised = False
        self._skip = 0
        self._starred = False
        self._definitions: dict[bool, Definition] = {}  # of rows: of tables in tables, of others
        self._merged: set[str] = set()
        self._in_row = False
        self._deleted = False  # something in the present row was

    def read(self) -> None:
        for token in self._tokens:
            if token.text:
                self._say_bytes(token.text)
            elif token.brace:
                self._brace(token.brace)
            else:
                self._word(token)
        if not self._groups:  # else the file was cut off, perhaps within a number
            self._end_paragraph()

    # Groups

    def _brace(self, brace: str) -> None:
        self._skip, self._starred = 0, False
        if brace == "{":
            if len(self._groups) >= _DEEPEST_GROUP:
                raise UnreadableError("RTF 文件嵌套过深", "the RTF file is nested too deeply")
            self._groups.append(self._state)
        elif self._groups:
            ended, self._state = self._state, self._groups.pop()
            if ended.place in _BOXES and self._state.place not in _BOXES:
                self._end_box()

    def _begin_box(self) -> None:
        self._flush()
        self._outside.append((self.story, self._text))
        self.story, self._text = Story(), []
        self._state = replace(self._state, in_table=False, depth=None)

    def _end_box(self) -> None:
        self._end_paragraph()
        box = self.story.close()
        self.story, self._text = self._outside.pop()
        self._after += box

    # Words

    def _word(self, token: Token) -> None:
        word, number = token.word, token.number
        starred, self._starred = self._starred, word == "*"
        if self._starred:
            return
        if word in _LEFT_OUT or (starred and word not in _KNOWN):
            self.pictures += word in ("pict", "shppict", "object")
            self._tokens.leave_group()
        elif word in _SAID:
            self._say(_SAID[word])
        elif word == "u":
            self._say(chr((number or 0) % 0x10000))
            self._skip = self._state.fallback
        elif word in ("par", "sect", "\n", "\r"):
            self._end_paragraph()
        elif word in ("cell", "row", "nestcell", "nestrow"):
            self._end_part(word)
        elif word.startswith(("tr", "cl", "cellx")):
            self._define(word, number or 0)
        else:
            self._change(word, number)

    def _change(self, word: str, number: int | None) -> None:
        if word in _FONT_WORDS:
            self._change_font(word, number or 0)
        elif word in _TEXT_WORDS:
            self._change_text(word, on=number != 0)
        elif word in _PLACES:
            if word in _BOXES:
                self._begin_box()
            self._state = replace(self._state, place=word)
        else:
            self._change_paragraph(word, number or 0)

    def _change_font(self, word: str, number: int) -> None:
        if word == "f":
            self._state = replace(self._state, font=number)
        elif word == "fcharset" and self._state.font is not None:
            self._fonts[self._state.font] = number
        elif word == "deff":
            self._first_font = number
        elif word == "ansicpg":
            self._page = _PAGES.get(number, f"cp{number}")
        elif word == "uc":
            self._state = replace(self._state, fallback=max(0, min(number, 16)))

    def _change_text(self, word: str, *, on: bool) -> None:
        state = self._state
        if word == "plain":
            self._state = replace(state, font=None, unsaid=frozenset(), raised=False)
        elif word in ("super", "sub", "nosupersub"):
            self._state = replace(state, raised=on and word != "nosupersub")
        else:
            self._state = replace(state, unsaid=state.unsaid | {word} if on else state.unsaid - {word})

    def _change_paragraph(self, word: str, number: int) -> None:
        if word == "pard":
            self._state = replace(self._state, in_table=False, depth=None)
        elif word == "intbl":
            self._state = replace(self._state, in_table=True)
        elif word == "itap":
            self._state = replace(self._state, depth=max(0, min(number, DEEPEST)))
        elif word == "nesttableprops":
            self._state = replace(self._state, inner=True)

    def _define(self, word: str, number: int) -> None:
        """A word of the definition of a row."""
        inner = self._state.inner
        if word == "trowd":
            self._definitions[inner] = Definition()
            self._merged = set()
            self._in_row = self._in_row or not inner
        definition = self._definitions.setdefault(inner, Definition())
        if word == "trleft":
            definition.left = number
        elif word in ("clvmrg", "clmrg"):
            self._merged.add(word)
        elif word == "cellx":
            if len(definition.frames) >= _MOST_EDGES:
                raise UnreadableError("表格过大", "a table is too large")
            definition.frames.append(Frame(number, "clvmrg" in self._merged, "clmrg" in self._merged))
            self._merged = set()

    # Paragraphs, cells and rows

    def _depth(self) -> int:
        state = self._state
        if state.depth is not None:
            return state.depth
        return int(state.in_table or (self._in_row and state.place not in _BOXES))

    def _end_paragraph(self) -> None:
        self.story.add([self._taken(), *self._after], self._depth())  # an empty one ends a table too
        self._after = []

    def _end_part(self, word: str) -> None:
        nested = word.startswith("nest")
        depth = max(2, self._state.depth or self.story.depth) if nested else 1
        self.story.add([self._taken(), *self._after], depth)
        self._after = []
        if word.endswith("cell"):
            self.story.end_cell(depth)
            return
        definition = self._definitions.get(nested, Definition())
        self.story.end_row(definition, depth, gone=self._deleted)
        self._deleted = False
        self._in_row = self._in_row and nested

    # Characters

    def _say_bytes(self, text: str) -> None:
        if self._skip:
            skipped = min(self._skip, len(text))
            self._skip -= skipped
            text = text[skipped:]
        if not text or not self._is_said():
            return
        charset = self._font_charset()
        if charset != self._charset or self._state.raised != self._raised:
            self._flush()
            self._charset = charset
            self._raise()
        self._bytes += text.encode("latin-1")

    def _say(self, text: str) -> None:
        if self._skip:
            self._skip -= 1
        elif self._is_said() and not (text == "\t" and self._state.place in ("listtext", "pntext")):
            self._flush()
            self._raise()
            self._text.append(text)

    def _is_said(self) -> bool:
        self._deleted = self._deleted or "deleted" in self._state.unsaid
        return not (self._state.unsaid or self._state.place == "fonttbl" or self._font_charset() == _SYMBOLS)

    def _font_charset(self) -> int | None:
        font = self._first_font if self._state.font is None else self._state.font
        return None if font is None else self._fonts.get(font)

    def _raise(self) -> None:
        """A note's mark is no digit of the number before it."""
        if self._state.raised != self._raised:
            self._text.append("（" if self._state.raised else "）")
            self._raised = self._state.raised

    def _flush(self) -> None:
        if self._bytes:
            self._text.append(self._decoded(bytes(self._bytes)))
            self._bytes.clear()

    def _decoded(self, raw: bytes) -> str:
        """Decode by the font's charset; fonts of Western charset often hold the Chinese of the code page."""
        named = _CODECS.get(self._charset or 0)
        guess = "gb18030" if _GB2312.fullmatch(raw) else "cp1252"
        for codec in (named, self._page if self._page != "cp1252" else guess):
            try:
                if codec is not None:
                    return raw.decode(codec)
            except (UnicodeDecodeError, LookupError):
                continue
        return raw.decode(named or guess, "replace")

    def _taken(self) -> str:
        """The text since the last paragraph's end."""
        self._flush()
        if self._raised:
            self._text.append("）")
            self._raised = False
        text = "".join(self._text)
        self._text = []
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
