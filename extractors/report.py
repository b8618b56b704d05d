"""The values a report is made of. Everything downstream speaks in these; nothing here does anything.

Keys of tables, rows, columns, rules and their severities are those of the official forms as declared in
``extractors/forms``: 国办公开办函〔2021〕30号, 国办公开办函〔2019〕60号, 国办发〔2014〕32号.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Literal, NamedTuple

Language = Literal["zh", "en"]
Number = int | Decimal


@dataclass(frozen=True, slots=True)
class Message:
    """One sentence for people, in both languages of the interface."""

    zh: str
    en: str

    def text(self, language: Language) -> str:
        return self.zh if language == "zh" else self.en


class Status(StrEnum):
    """What a cell of the form turned out to be. Only NUMBER carries a value: a blank is not a zero."""

    NUMBER = "number"
    BLANK = "blank"
    NOT_APPLICABLE = "not_applicable"  # printed as / — 无
    UNPARSED = "unparsed"  # something is printed that is no number
    ABSENT = "absent"  # the form has this cell, the document does not print it


class Severity(StrEnum):
    """How bad a finding is."""

    ERROR = "error"
    WARN = "warn"
    INFO = "info"


class Result(StrEnum):
    """What became of a check; findings hold no passes."""

    FAIL = "fail"
    NOT_EVALUABLE = "not_evaluable"


class Outcome(StrEnum):
    """What became of a file."""

    REPORT = "report"
    NOT_A_REPORT = "not_a_report"
    UNREADABLE = "unreadable"


class Place(NamedTuple):
    """Where in the file a cell is printed. A report has hundreds: tuples are light.

    ``page`` counts from 1 and is null where the format has no pages. ``table`` is the table's number in the
    document, ``row`` and ``column`` the cell's position in its grid, all from 1. ``box`` is (left, top, right,
    bottom) in points from the page's top left corner, PDF only.
    """

    page: int | None
    table: int
    row: int
    column: int
    box: tuple[float, float, float, float] | None = None


class CellKey(NamedTuple):
    """Names one cell of a form: ``requests`` / ``granted_full`` / ``total``. A tuple: it is looked up all the time."""

    table: str
    row: str
    column: str


class Figure(NamedTuple):
    """One cell of the recognised form. ``value`` is null unless ``status`` is NUMBER. A tuple: a report has hundreds."""

    key: CellKey
    value: Number | None
    status: Status
    raw: str | None  # as printed; null when absent
    unit: str | None
    doubt: str | None = None  # why the value should not be trusted yet: "position", "sum", "ocr" …
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """One claim of the prose, with the words it was read from. Lists (problems, improvements) are tuples."""

    name: str
    value: Number | tuple[str, ...]
    qualifier: Literal["approx", "at_least"] | None
    unit: str | None
    quote: str  # exact substring of the document
    section: int | None


@dataclass(frozen=True, slots=True)
class Section:
    """One of the six numbered sections; ``text`` is its prose, paragraphs joined by newlines, tables left out."""

    number: int
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Finding:
    """A check that failed or could not be evaluated. Rule names and severities: ``extractors/checks``.

    ``quote`` is the passage of the prose it is about, as printed or without its white space.
    """

    rule: str
    severity: Severity
    result: Result
    message: Message
    expected: Number | str | None = None
    actual: Number | str | None = None
    places: tuple[CellKey, ...] = ()
    quote: str | None = None


@dataclass(frozen=True, slots=True)
class Held:
    """A check that was evaluated and holds; ``blanks`` were counted as 0 in it."""

    rule: str
    blanks: bool = False


@dataclass(frozen=True, slots=True)
class Period:
    """The days the report's figures cover, both inclusive."""

    start: date
    end: date


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom the report says to ask; each null unless printed."""

    unit: str | None = None
    address: str | None = None
    postcode: str | None = None
    phone: str | None = None
    fax: str | None = None
    email: str | None = None
    website: str | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """One annual report, as printed in one file. Every cell of its form has exactly one figure."""

    title: str | None
    organ: str | None
    division_code: str | None  # GB/T 2260, six digits
    year: int | None
    form: str  # 2021, 2019, 2014, 2008, mixed, local
    period: Period | None
    written_on: date | None
    published_on: date | None
    contact: Contact
    figures: tuple[Figure, ...]
    statements: tuple[Statement, ...]
    sections: tuple[Section, ...]
    findings: tuple[Finding, ...]
    prose: tuple[str, ...] = field(repr=False, default=())  # every paragraph, as printed
    held: tuple[Held, ...] = field(repr=False, default=())


@dataclass(frozen=True, slots=True)
class Reading:
    """What became of one file: a report, or the reason why there is none."""

    sha256: str
    media_type: str | None
    outcome: Outcome
    reason: Message | None
    report: Report | None


@dataclass(frozen=True, slots=True)
class Hints:
    """What is known of a file from outside; breaks ties, never overrules what the file itself says."""

    file_name: str | None = None
    title: str | None = None
    content_type: str | None = None
    published_on: str | None = None
    division_code: str | None = None  # of the portal that published it
