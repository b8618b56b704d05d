"""Rules about the report as a whole: its form, its sections, its dates, the notice it cites."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from datetime import date

from extractors.checks.facts import Facts
from extractors.findings import warn
from extractors.form import forms
from extractors.outline import OFFICIAL_SECTIONS
from extractors.report import Finding

_CITED = re.compile(r"国\S{0,3}公开\S{0,2}函\s*[〔\[【(（]?\s*(20\d\d)\s*[〕\]】)）]?\s*第?(\d{1,3})\s*号")


def form_against_year(facts: Facts) -> Iterator[Finding]:
    """F.FORM_VS_YEAR: the form printed is not the one ordered for the year."""
    form = forms().get(facts.report.form)
    year = facts.report.year
    if form is not None and year is not None and year not in form.years:
        yield warn(
            "F.FORM_VS_YEAR",
            f"{year}年的报告使用了{form.notice}的旧表或他年表格",
            f"a report for {year} on the form of {form.notice}",
        )


def cited_notice(facts: Facts) -> Iterator[Finding]:
    """F.CITED_NOTICE_VS_FORM and L.DOCNO_TYPO."""
    form = forms().get(facts.report.form)
    notices = {f.notice for f in forms().values()}
    for match in _CITED.finditer(facts.text):
        official = next((n for n in notices if f"〔{match[1]}〕{match[2]}号" in n), None)
        if official is None:
            continue
        if unicodedata.normalize("NFKC", re.sub(r"\s+", "", match[0])) != unicodedata.normalize(
            "NFKC", official
        ):
            yield warn(
                "L.DOCNO_TYPO",
                f"文号印作“{match[0]}”，应为“{official}”",
                f"the notice is cited as {match[0]}, officially {official}",
            )
        if form is not None and form.notice != official and form.notice in notices:
            yield warn(
                "F.CITED_NOTICE_VS_FORM",
                f"引用{official}，表格却是{form.notice}的",
                f"cites {official}, but prints the form of {form.notice}",
            )


def missing_sections(facts: Facts) -> Iterator[Finding]:
    """S.SECTION_MISSING: a heading of the six is not printed."""
    if facts.report.form not in ("2021", "2019", "mixed"):
        return
    found = {s.number for s in facts.report.sections}
    missing = [title for number, title, _ in OFFICIAL_SECTIONS if number not in found]
    if missing:
        yield warn(
            "S.SECTION_MISSING",
            "缺少标题：" + "、".join(missing),
            "headings not printed: " + ", ".join(missing),
        )


def date_after_year(facts: Facts) -> Iterator[Finding]:
    """M.DATE_AFTER_YEAR: written between 1 January and 31 March of the next year."""
    year, written = facts.report.year, facts.report.written_on
    if year and written and not date(year + 1, 1, 1) <= written <= date(year + 1, 3, 31):
        yield warn(
            "M.DATE_AFTER_YEAR",
            f"{year}年的报告落款日期为{written}",
            f"the report for {year} is dated {written}",
        )


RULES: tuple[Callable[[Facts], Iterator[Finding]], ...] = (
    form_against_year,
    cited_notice,
    missing_sections,
    date_after_year,
)
