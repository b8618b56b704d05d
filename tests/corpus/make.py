"""Makes the corpus: one document from one format, seed and number. Same arguments, same document.

Documents by LibreOffice and Chromium are drafted here and made in batches; without the program they are left out.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from extractors.report import Outcome
from tests.corpus import converted, oddities
from tests.corpus.docx import write_docx
from tests.corpus.html import write_html
from tests.corpus.making import FORM_IDS, Medium, make_report
from tests.corpus.model import Document, Format, Mess, Truth
from tests.corpus.ofd import write_ofd
from tests.corpus.pdf import write_pdf
from tests.corpus.rtf import write_rtf
from tests.corpus.scan import scan
from tests.corpus.text import STYLES, write_text
from tests.corpus.xlsx import write_xlsx

_FORM_WEIGHTS = (45, 22, 10, 15, 8)
_LEVELS = (0.0, 0.4, 1.0, 1.5)
_LEVEL_WEIGHTS = (10, 30, 40, 20)
_MAKERS: dict[Format, tuple[tuple[str, ...], tuple[int, ...]]] = {
    "html": (("own",), (1,)),
    "docx": (("own", "office_html", "office_docx"), (70, 15, 15)),
    "doc": (("office_html", "office_docx"), (20, 80)),
    "rtf": (("own", "office_html", "office_docx"), (60, 10, 30)),
    "xlsx": (("own", "office_xlsx"), (75, 25)),
    "xls": (("office_xlsx",), (1,)),
    "pdf": (("own", "office_html", "office_docx", "chromium"), (60, 12, 14, 14)),
    "ofd": (("own",), (1,)),
    "text": (("own",), (1,)),
    "scan": (("office_docx", "chromium"), (50, 50)),
}
# What a converter would show differently from what it means: struck out text, spans it does not forgive.
_NOT_CONVERTED = frozenset(
    {"spans", "hidden_duplicate", "missing_end_tags", "stray_tags", "wrapped", "cell_markup", "br_paragraphs"}
    | {"content_controls", "fields"}
)
# What a page cannot say, and another word processor's file can.
_NOT_PRINTED = frozenset(
    {"tracked_changes", "hidden_text", "merging", "nested", "title_in_text_box", "grid_before_after"}
    | {"header_of_another_report"}
)
_WORD: tuple[Format, ...] = ("doc", "rtf")
_SHEETS: tuple[Format, ...] = ("xlsx", "xls")
WRITTEN = tuple(
    fmt for fmt, (makers, _) in _MAKERS.items() if "own" in makers
)  # by ourselves, no program needed


@dataclass(frozen=True, slots=True)
class Draft:
    """A document, or the source a program has yet to make it of: ``by`` own, office_html, office_docx, chromium."""

    document: Document
    by: str = "own"


def make_all(fmt: Format, seed: int, numbers: Iterable[int]) -> Iterator[Document]:
    yield from finished([draft(fmt, seed, number) for number in numbers])


def finished(drafts: Sequence[Draft]) -> Iterator[Document]:
    """Have the programs make what is only drafted; then print and scan what is to be a scan."""
    for document in _made(drafts):
        yield _scanned(document) if document.format == "scan" else document


def _scanned(document: Document) -> Document:
    mess = Mess(random.Random(document.name))  # noqa: S311  documents, no secrets
    body = scan(document.body, mess)
    return replace(document, body=body, features=(*document.features, *mess.features))


def _made(drafts: Sequence[Draft]) -> Iterator[Document]:
    yield from (d.document for d in drafts if d.by == "own")
    yield from _made_by_office([d for d in drafts if d.by.startswith("office")])
    if converted.has_chromium():
        for d in drafts:
            if d.by == "chromium":
                yield replace(d.document, body=converted.chromium(d.document.body))


def _made_by_office(drafts: Sequence[Draft]) -> Iterator[Document]:
    if not converted.has_libreoffice():
        return
    for by, to in sorted({(d.by, d.document.format) for d in drafts}, reverse=True):
        if by == "office_xlsx" and not converted.has_calc():
            continue
        mine = {d.document.name: d.document for d in drafts if (d.by, d.document.format) == (by, to)}
        kind = "pdf" if to == "scan" else to
        bodies = converted.office({n: d.body for n, d in mine.items()}, by.removeprefix("office_"), kind)
        yield from (replace(mine[name], body=body) for name, body in bodies.items())


def draft(
    fmt: Format,
    seed: int,
    number: int,
    form: str | None = None,
    by: str | None = None,
    level: float | None = None,
) -> Draft:
    """Decide what the document is and write it, as far as that is ours to do; a form asked for is a whole report."""
    rng = random.Random(f"{fmt}/{seed}/{number}")  # noqa: S311  documents, no secrets
    form_drawn = rng.choices(FORM_IDS, _FORM_WEIGHTS)[0]
    level_drawn = rng.choices(_LEVELS, _LEVEL_WEIGHTS)[0]
    makers, weights = _MAKERS[fmt]
    by_drawn = rng.choices(makers, weights)[0]
    kind = 1.0 if form else rng.random()
    form, by = form or form_drawn, by or by_drawn
    mess = Mess(rng, level_drawn if level is None else level, _without(fmt, by))
    name = f"{fmt}-{seed}-{number:04}"
    if by != "own":
        mess.note(f"made_by:{by}")
    if kind < 0.03 and by == "own":
        return Draft(_malformed(name, fmt, mess))
    if kind < 0.05 and by == "own":
        return Draft(_cut_off(name, fmt, form, mess))
    return Draft(_written(name, fmt, form if kind > 0.1 else None, mess, by), by)


def _without(fmt: Format, by: str) -> frozenset[str]:
    if by == "own":
        return frozenset()
    return _NOT_CONVERTED if fmt in _WORD else _NOT_CONVERTED | _NOT_PRINTED


def _written(name: str, fmt: Format, form: str | None, mess: Mess, by: str) -> Document:
    """Write a report, or with no form a look-alike."""
    style = mess.rng.choice(tuple(STYLES))
    framed = fmt not in _SHEETS or not mess.has("no_borders", 0.2)
    medium = {"text": STYLES[style], "pdf": Medium(spaces=False), "ofd": Medium(spaces=False)}.get(
        fmt, Medium(blanks=framed)
    )
    if fmt == "text":
        mess.note(f"text:{style}")
    report = make_report(mess.rng, form, mess, medium) if form else oddities.look_alike(mess)
    writers: dict[str, Callable[[], bytes]] = {
        "html": lambda: write_html(report, mess),
        "docx": lambda: write_docx(report, mess),
        "rtf": lambda: write_rtf(report, mess),
        "xlsx": lambda: write_xlsx(report, mess, framed=framed),
        "pdf": lambda: write_pdf(report, mess),
        "ofd": lambda: write_ofd(report, mess),
        "text": lambda: write_text(report, style, mess),
        "office_html": lambda: write_html(report, mess, chrome=False),
        "office_docx": lambda: write_docx(report, mess),
        "office_xlsx": lambda: write_xlsx(report, mess, framed=framed),
        "chromium": lambda: write_html(report, mess, chrome=False),
    }
    body = writers[fmt if by == "own" else by]()
    return Document(name, fmt, body, report.truth, tuple(mess.features))


def _malformed(name: str, fmt: Format, mess: Mess) -> Document:
    kind = mess.rng.choice(tuple(oddities.MALFORMED))
    body = oddities.malformed(kind, mess.rng)
    return Document(name, fmt, body, Truth(Outcome.UNREADABLE), (f"malformed:{kind}",))


def _cut_off(name: str, fmt: Format, form: str, mess: Mess) -> Document:
    """A download that broke off: any outcome will do, a wrong figure will not."""
    whole = _written(name, fmt, form, mess, "own")
    body = whole.body[: int(len(whole.body) * mess.rng.uniform(0.05, 0.95))]
    body = body[: body.rfind(b"\n") + 1]  # not inside a number: nobody could tell
    return replace(whole, body=body, truth=replace(whole.truth, cut_off=True), features=("cut_off",))
