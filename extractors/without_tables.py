"""Reports that print no table of an official form: which form they follow, by their chapters."""

from __future__ import annotations

import re

from extractors.content import Content, Table
from extractors.findings import warn
from extractors.fitting.figures import absent
from extractors.fitting.fit import Fit
from extractors.form import REQUESTS, Form, forms
from extractors.labels import normalise
from extractors.numbers import parse_cell
from extractors.outline import headings, official_number
from extractors.report import Status

_FEWEST = 5  # of the six official sections
_TABLED = {2, 3, 4}  # the sections that are tables
# Chapters that only article 32 of the Regulations of 2008 orders.
_ARTICLE_32 = re.compile("收费|减免|不予公开")


def fit_without_tables(content: Content, year: int | None) -> Fit:
    """The form the report's chapters are of, every figure of it absent; null where they are of no official form."""
    titles = [heading.title for heading in headings(content)]
    if any(_ARTICLE_32.search(normalise(title)) for title in titles):
        if any(map(_has_figures, content.tables)):
            return Fit(None, (), ())  # a table of its own
        form = _form_of(year, current=False) or forms()["2008"]
        # The Regulations of 2008 ordered no table: what is not printed is not missing.
        return Fit(form.id, (), ()) if form.id == "2008" else _nothing_printed(form, content)
    numbers = {official_number(title, numbered=True) for title in titles} - {None}
    if len(numbers) >= _FEWEST and numbers >= _TABLED:
        return _nothing_printed(_form_of(year, current=True), content)
    return Fit(None, (), ())


def _has_figures(table: Table) -> bool:
    return sum(parse_cell(cell.text).status is Status.NUMBER for cell in table.cells) > 1


def _form_of(year: int | None, *, current: bool) -> Form | None:
    return next(
        (f for f in forms().values() if year in f.years and (f.block(REQUESTS) is not None) is current), None
    )


def _nothing_printed(form: Form | None, content: Content) -> Fit:
    if form is None:
        return Fit(None, (), ())
    keys = [key for block in form.blocks for _, _, key in block.cells()]
    hidden = ("，可能在图片中", ", they may be in its pictures") if content.pictures else ("", "")
    finding = warn(
        "F.NO_TABLES",
        f"正文没有{form.notice}规定的表格{hidden[0]}；格式按章节和年度判断",
        f"the tables of {form.notice} are not printed{hidden[1]}; its form is known by its chapters and year alone",
        keys,
    )
    return Fit(form.id, tuple(absent(key) for key in keys), (finding,))
