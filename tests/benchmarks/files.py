"""The files that are read: reports of our own corpus by every maker, and long ones with more prose."""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import groupby

from tests.corpus.docx import write_docx
from tests.corpus.html import write_html
from tests.corpus.make import Draft, draft, finished
from tests.corpus.making import Medium, make_report
from tests.corpus.model import Block, Document, Format, Mess, Paragraph, Report
from tests.corpus.pdf import write_pdf

SEED = 20
FORMS = ("2021", "2019", "2014", "mixed")
_PROSE = 4  # a long report says as much as this many
_MAKERS: dict[Format, tuple[str, ...]] = {
    "pdf": ("own", "office_docx", "office_html", "chromium"),
    "docx": ("own", "office_docx"),
    "html": ("own",),
}
Files = dict[tuple[Format, str], list[bytes]]


def make_files(each: int) -> Files:
    """Make ``each`` files of every format and maker; makers that are not installed are left out."""
    drafts = [
        draft(fmt, SEED, number, form=FORMS[number % len(FORMS)], by=by)
        for fmt, makers in _MAKERS.items()
        for by in makers
        for number in range(each)
    ]
    files: Files = {}
    for document in finished([*drafts, *_long(each)]):
        files.setdefault((document.format, _maker(document)), []).append(document.body)
    return dict(sorted(files.items()))


def _maker(document: Document) -> str:
    long = "long " if document.name.startswith("long") else ""
    made = next((f.removeprefix("made_by:") for f in document.features if f.startswith("made_by:")), "own")
    names = {
        "own": "our writer",
        "office_docx": "LibreOffice",
        "office_html": "LibreOffice",
        "chromium": "Chromium",
    }
    return long + names[made]


def _long(each: int) -> Iterator[Draft]:
    """Reports of six to ten pages, as PDF by every maker."""
    for number in range(each):
        rng = random.Random(f"long/{SEED}/{number}")  # noqa: S311  documents, no secrets
        mess = Mess(rng, 0.0, frozenset())
        report = _with_more_prose(make_report(rng, "2021", mess, Medium(spaces=False)))
        for by, body in (
            ("own", write_pdf(report, mess)),
            ("office_docx", write_docx(report, mess)),
            ("chromium", write_html(report, mess, chrome=False)),
        ):
            yield Draft(Document(f"long-{by}-{number}", "pdf", body, report.truth, (f"made_by:{by}",)), by)


def _with_more_prose(report: Report) -> Report:
    blocks: list[Block] = []
    for is_prose, group in groupby(report.blocks, lambda b: isinstance(b, Paragraph) and b.kind == "body"):
        members = list(group)
        blocks += members * (_PROSE if is_prose else 1)
    return report.with_blocks(blocks)
