"""What people see: sentences and tables in their language, progress on a terminal, plain lines elsewhere."""

from __future__ import annotations

import json
import re
import sys
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    from archive.errors import UserError
    from archive.records import Record
    from extractors.report import Language

_T = TypeVar("_T")
_WIDTH = 160  # columns of a table that goes into a file or a pipe
_DIRECTIONS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_SURROGATE = re.compile("[\ud800-\udfff]")
_LINE_EVERY = 100  # a plain progress line each so many files


def printable(text: object, keep: str = "") -> str:
    """Return text without control characters but those to keep: much of what is shown was written by strangers."""
    return "".join(c if c in keep or not _controls(c) else "�" for c in str(text))


def _controls(character: str) -> bool:
    """Tell what moves the cursor, breaks the line, turns the direction of writing, or cannot be printed."""
    return unicodedata.category(character) in ("Cc", "Cs", "Zl", "Zp") or character in _DIRECTIONS


class Terminal:
    """Speaks to the person at the command line; results go to stdout, everything else to stderr."""

    def __init__(self, language: Language) -> None:
        self.language = language
        for stream in (sys.stdout, sys.stderr):
            if hasattr(stream, "reconfigure"):
                stream.reconfigure(errors="replace")  # a narrow locale must not stop the work
        self.out = _console(stderr=False)
        self.err = _console(stderr=True)

    def pick(self, zh: str, en: str) -> str:
        return zh if self.language == "zh" else en

    def say(self, zh: str, en: str) -> None:
        """Print one line of the command's result."""
        self.out.print(Text(printable(self.pick(zh, en))), soft_wrap=True)

    def note(self, zh: str, en: str) -> None:
        """Print one line about how the work goes."""
        self.err.print(Text(printable(self.pick(zh, en))), soft_wrap=True)

    def complain(self, error: UserError) -> None:
        """Print what went wrong."""
        text = f"gongkai: {printable(error.text(self.language))}"
        self.err.print(Text(text, style="bold red"), soft_wrap=True)

    def json(self, record: Record) -> None:
        """Print a record as one line of UTF-8 JSON, whatever the locale."""
        line = _SURROGATE.sub("�", json.dumps(record, ensure_ascii=False)) + "\n"  # half a pair is no text
        sys.stdout.flush()
        sys.stdout.buffer.write(line.encode())
        sys.stdout.buffer.flush()

    def table(self, head: Sequence[str], rows: Iterable[Sequence[object]], title: str | None = None) -> None:
        """Print a table; None is shown as an empty cell, numbers are set to the right."""
        if title:
            self.out.print(Text(printable(title), style="bold"), soft_wrap=True)
        table = Table(header_style="bold")
        body = [list(row) for row in rows]
        for number, name in enumerate(head):
            numeric = any(isinstance(row[number], int | float) for row in body)
            table.add_column(Text(name), justify="right" if numeric else "left", overflow="fold")
        for row in body:
            table.add_row(*(Text("" if cell is None else printable(cell, keep="\n")) for cell in row))
        self.out.print(table)

    @contextmanager
    def waiting(self, zh: str, en: str) -> Iterator[None]:
        """Show that something is going on while it goes on; only on a terminal."""
        if not self.err.is_terminal:
            yield
            return
        with self.err.status(self.pick(zh, en)):
            yield

    def progress(self, items: Iterable[_T], total: int, zh: str, en: str) -> Iterator[_T]:
        """Yield the items while showing how far the work has come."""
        if not self.err.is_terminal:
            yield from self._lines(items, total, zh, en)
            return
        columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn()
        with Progress(*columns, console=self.err) as bar:
            yield from bar.track(items, total=total, description=self.pick(zh, en))

    def _lines(self, items: Iterable[_T], total: int, zh: str, en: str) -> Iterator[_T]:
        for number, item in enumerate(items, 1):
            yield item
            if number == total or number % _LINE_EVERY == 0:
                self.note(f"{zh} {number}/{total}", f"{en} {number}/{total}")


def _console(*, stderr: bool) -> Console:
    console = Console(stderr=stderr, highlight=False)
    if not console.is_terminal:
        console.width = _WIDTH
    return console
