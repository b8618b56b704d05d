"""Rules about the report as a whole: its form, its sections, its dates, the notice it cites."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date

from extractors.checks.facts import Facts, Verdict, folded
from extractors.findings import finding, warn
from extractors.form import forms
from extractors.outline import OFFICIAL_SECTIONS
from extractors.report import Held, Severity

_CITED = re.compile(r"国\S{0,3}公开\S{0,2}函\s*[〔\[【(（]?\s*(20\d\d)\s*[〕\]】)）]?\s*第?(\d{1,3})\s*号")


def form_against_year(facts: Facts) -> Iterator[Verdict]:
    """F.FORM_VS_YEAR: the form printed is not the one ordered for the year."""
    form = forms().get(facts.report.form)
    year = facts.report.year
    if form is None or year is None:
        return
    if year in form.years:
        yield Held("F.FORM_VS_YEAR")
    else:
        yield warn(
            "F.FORM_VS_YEAR",
            f"{year}年的报告使用了{form.notice}的旧表或他年表格",
            f"a report for {year} on the form of {form.notice}",
        )


def cited_notice(facts: Facts) -> Iterator[Verdict]:
    """F.CITED_NOTICE_VS_FORM and L.DOCNO_TYPO."""
    form = forms().get(facts.report.form)
    notices = {f.notice for f in forms().values()}
    for match in _CITED.finditer("\n".join(facts.report.prose)):
        official = next((n for n in notices if f"〔{match[1]}〕{match[2]}号" in n), None)
        if official is None:
            continue
        if folded(match[0]) == folded(official):
            yield Held("L.DOCNO_TYPO")
        else:
            yield finding(
                "L.DOCNO_TYPO",
                Severity.INFO if _bare(match[0]) == _bare(official) else Severity.WARN,
                f"文号印作“{match[0]}”，应为“{official}”",
                f"the notice is cited as {match[0]}, officially {official}",
                expected=official,
                actual=match[0],
                quote=match[0],
            )
        if form is None:
            continue
        if form.notice == official:
            yield Held("F.CITED_NOTICE_VS_FORM")
        else:
            yield finding(
                "F.CITED_NOTICE_VS_FORM",
                Severity.WARN,
                f"引用{official}，表格却是{form.notice}的",
                f"cites {official}, but prints the form of {form.notice}",
                expected=form.notice,
                actual=official,
                quote=match[0],
            )


def _bare(notice: str) -> str:
    """The notice without its brackets: 〔〕 are often typed as others."""
    return re.sub(r"\W", "", folded(notice))


def missing_sections(facts: Facts) -> Iterator[Verdict]:
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
    else:
        yield Held("S.SECTION_MISSING")


def date_after_year(facts: Facts) -> Iterator[Verdict]:
    """M.DATE_AFTER_YEAR: written between 1 January and 31 March of the next year."""
    year, written = facts.report.year, facts.report.written_on
    if not year or not written:
        return
    if date(year + 1, 1, 1) <= written <= date(year + 1, 3, 31):
        yield Held("M.DATE_AFTER_YEAR")
    else:
        yield warn(
            "M.DATE_AFTER_YEAR",
            f"{year}年的报告落款日期为{written}",
            f"the report for {year} is dated {written}",
        )


RULES: tuple[Callable[[Facts], Iterator[Verdict]], ...] = (
    form_against_year,
    cited_notice,
    missing_sections,
    date_after_year,
)
