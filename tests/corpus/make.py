"""Makes the corpus: one document from one seed, format and number. Same arguments, same document."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator

from tests.corpus.docx import write_docx
from tests.corpus.html import write_html
from tests.corpus.making import FORM_IDS, Medium, make_report
from tests.corpus.model import Document, Format, Mess
from tests.corpus.pdf import write_pdf
from tests.corpus.text import STYLES, write_text

_FORM_WEIGHTS = (45, 22, 10, 15, 8)
_LEVELS = (0.0, 0.4, 1.0, 1.5)
_LEVEL_WEIGHTS = (10, 30, 40, 20)


def make(fmt: Format, seed: int, number: int, form: str | None = None) -> Document:
    rng = random.Random(f"{fmt}/{seed}/{number}")  # noqa: S311  documents, no secrets
    form = form or rng.choices(FORM_IDS, _FORM_WEIGHTS)[0]
    mess = Mess(rng, rng.choices(_LEVELS, _LEVEL_WEIGHTS)[0])
    name = f"{fmt}-{seed}-{number:04}"
    return _MAKERS[fmt](name, form, rng, mess)


def _html(name: str, form: str, rng: random.Random, mess: Mess) -> Document:
    report = make_report(rng, form, mess, Medium())
    body = write_html(report, mess)
    return Document(name, "html", body, report.truth, tuple(mess.features))


def _text(name: str, form: str, rng: random.Random, mess: Mess) -> Document:
    style = rng.choice(tuple(STYLES))
    mess.note(f"text:{style}")
    report = make_report(rng, form, mess, STYLES[style])
    body = write_text(report, style, mess)
    return Document(name, "text", body, report.truth, tuple(mess.features))


def _docx(name: str, form: str, rng: random.Random, mess: Mess) -> Document:
    report = make_report(rng, form, mess, Medium())
    return Document(name, "docx", write_docx(report, mess), report.truth, tuple(mess.features))


def _pdf(name: str, form: str, rng: random.Random, mess: Mess) -> Document:
    report = make_report(rng, form, mess, Medium(spaces=False))
    return Document(name, "pdf", write_pdf(report, mess), report.truth, tuple(mess.features))


_MAKERS: dict[Format, Callable[[str, str, random.Random, Mess], Document]] = {
    "html": _html,
    "text": _text,
    "docx": _docx,
    "pdf": _pdf,
}


def make_all(fmt: Format, seed: int, numbers: Iterable[int]) -> Iterator[Document]:
    for number in numbers:
        yield make(fmt, seed, number)
