"""A few dozen documents of the corpus, every format and form: read rightly, or at least never wrongly in silence."""

from __future__ import annotations

import random
import time

import pytest

from extractors import read
from extractors.form import REQUESTS, forms
from extractors.report import CellKey, Status
from tests.corpus import converted, oddities
from tests.corpus.figures import Density, make_figures
from tests.corpus.html import write_html
from tests.corpus.make import WRITTEN, draft, make_all
from tests.corpus.making import FORM_IDS, Medium, make_report
from tests.corpus.model import Document, Format, Mess
from tests.corpus.scoring import Score, score

SEED = 1


def check(result: Score) -> None:
    __tracebackhide__ = True
    assert not result.silent, "\n".join(result.differences)
    assert result.outcome_right, "\n".join(result.differences)


@pytest.mark.parametrize("fmt", WRITTEN)
@pytest.mark.parametrize("form", FORM_IDS)
@pytest.mark.parametrize("number", range(2))
def test_no_figure_is_silently_wrong(fmt: Format, form: str, number: int) -> None:
    check(score(draft(fmt, SEED, number, form, by="own").document))


@pytest.mark.parametrize("fmt", WRITTEN)
@pytest.mark.parametrize("form", FORM_IDS)
def test_a_clean_document_is_read_whole(fmt: Format, form: str) -> None:
    result = score(draft(fmt, SEED, 1, form, by="own", level=0).document)
    assert result.exact, "\n".join(result.differences)


@pytest.mark.skipif(not converted.has_libreoffice(), reason="needs Debian's libreoffice-writer")
@pytest.mark.parametrize(
    ("fmt", "by"), [("docx", "office_html"), ("doc", "office_docx"), ("pdf", "office_docx")]
)
def test_documents_made_by_libreoffice(fmt: Format, by: str) -> None:
    numbers = [n for n in range(60) if draft(fmt, SEED, n).by == by][:3]
    documents = list(make_all(fmt, SEED, numbers))
    assert len(documents) == len(numbers)
    for document in documents:
        check(score(document))


@pytest.mark.skipif(not converted.has_calc(), reason="needs Debian's libreoffice-calc")
def test_workbooks_made_by_libreoffice() -> None:
    for document in make_all("xls", SEED, range(3)):
        check(score(document))


@pytest.mark.skipif(not converted.has_chromium(), reason="needs Debian's chromium")
def test_a_document_printed_by_chromium() -> None:
    number = next(n for n in range(60) if draft("pdf", SEED, n).by == "chromium")
    (document,) = make_all("pdf", SEED, [number])
    check(score(document))


@pytest.mark.parametrize("kind", oddities.LOOK_ALIKES)
def test_look_alikes_are_no_reports(kind: str) -> None:
    mess = Mess(random.Random(kind), 0)  # noqa: S311
    report = oddities.look_alike(mess, kind)
    check(score(Document(kind, "html", write_html(report, mess), report.truth)))


@pytest.mark.parametrize("kind", oddities.MALFORMED)
def test_malformed_files_have_an_outcome_with_a_reason(kind: str) -> None:
    body = oddities.malformed(kind, random.Random(kind))  # noqa: S311
    started = time.perf_counter()
    reading = read(body)
    assert reading.outcome == "unreadable"
    assert reading.reason is not None
    assert time.perf_counter() - started < 30


@pytest.mark.parametrize("kind", oddities.HOSTILE)
def test_hostile_files_cost_no_time(kind: str) -> None:
    started = time.process_time()
    read(oddities.HOSTILE[kind])
    assert time.process_time() - started < 10


def test_same_seed_same_document() -> None:
    for fmt in WRITTEN:
        first, again = (draft(fmt, SEED, 7, by="own").document for _ in range(2))
        assert first.body == again.body
        assert first.truth == again.truth


@pytest.mark.parametrize("density", ["sparse", "dense", "huge"])
def test_figures_add_up_as_the_form_says(density: Density) -> None:
    block = next(b for b in forms()["2021"].blocks if b.key == REQUESTS)
    figures = make_figures([block], random.Random(density), density)  # noqa: S311
    rows = [row.key for row in block.rows]
    for column in block.columns:
        value = {row: figures[CellKey(REQUESTS, row, column.key)] for row in rows}
        outcomes = rows[rows.index("granted_full") : rows.index("outcomes_total")]
        assert value["outcomes_total"] == sum(value[row] for row in outcomes)
        received = value["requests_received"] + value["requests_carried_in"]
        assert received == value["outcomes_total"] + value["requests_carried_out"]


def test_what_is_lost_in_printing_is_absent_in_the_truth() -> None:
    mess = Mess(random.Random(5), 1)  # noqa: S311
    report = make_report(mess.rng, "2021", mess, Medium())
    bare = report.with_blocks(b for b in report.blocks if b not in tuple(report.tables))
    assert {p.status for p in bare.truth.figures.values()} == {Status.ABSENT}
