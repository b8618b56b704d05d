"""Who reports, for which year and period, and whom to ask."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from extractors.closing import Signature, find_signature, only_date
from extractors.contact import contact_findings, find_contact
from extractors.content import Content, words_of
from extractors.dates import (
    find_period,
    is_damaged_period,
    parse_date,
    speaks_of_period,
    year_in_title,
)
from extractors.divisions import Division, parents
from extractors.findings import error, info, warn
from extractors.locating import Clues, Located, locate
from extractors.organs import clearly_another, same_organ
from extractors.outline import Heading, headings
from extractors.report import Contact, Finding, Hints, Period
from extractors.titles import ORGAN_NAME, find_title, is_title, strip_title

_OPENING = 12  # paragraphs
_INTRODUCED = re.compile(
    r"(?:由|，|。|现将|现公布|特编制|编制)([\u4e00-\u9fff（）]{3,30}?)(?:组织编制|编制|(?:关于)?\d{4}\s*年)"
)
_REPORT_OF_YEAR = re.compile(r"(20\d\d)年度?(?:政府信息公开|政务公开)(?:工作)?(?:年度)?(?:报告|年报)")


@dataclass(frozen=True, slots=True)
class Identity:
    title: str | None
    organ: str | None
    division_code: str | None
    year: int | None
    period: Period | None
    written_on: date | None
    published_on: date | None
    contact: Contact
    findings: tuple[Finding, ...]


def identify(content: Content, hints: Hints) -> Identity:
    found = headings(content)
    title, title_end = find_title(content, found[0].index if found else None)
    signature = find_signature(content, found[-1].index + 1 if found else None)
    printed_title = title or _claimed_title(content, hints)
    organ = _organ(printed_title, content, signature)
    period, period_findings = _period(content, found)
    year, year_findings = _year((title, _claimed_title(content, hints)), period, content)
    contact = find_contact(content)
    place = locate(
        organ, year, _clues(content, hints, (printed_title, signature.organ if signature else None), contact)
    )
    return Identity(
        title=printed_title,
        organ=organ,
        division_code=place.code,
        year=year,
        period=period,
        written_on=(signature.day if signature else None) or _day_under_title(content, title_end),
        published_on=parse_date(content.published_on or hints.published_on or ""),
        contact=contact,
        findings=(
            *period_findings,
            *year_findings,
            *contact_findings(contact),
            *_organ_findings(organ, signature, contact),
            *_place_findings(organ, place),
            *_script_findings(content),
        ),
    )


def _claimed_title(content: Content, hints: Hints) -> str | None:
    return next((t for t in (content.title, hints.title) if t and is_title(t)), None)


def _organ(title: str | None, content: Content, signature: Signature | None) -> str | None:
    candidates = [
        strip_title(title) if title else "",
        signature.organ if signature else None,
        *_introduced(content),
        content.source,
    ]
    return next((c for c in candidates if c and len(c) >= 3 and ORGAN_NAME.search(c)), None)


def _organ_findings(organ: str | None, signature: Signature | None, contact: Contact) -> Iterator[Finding]:
    """M.ORGAN_MISMATCH: another body signed than the title names, or is to be asked."""
    signed = signature.organ if signature and signature.day else None
    if organ and signed and not same_organ(organ, signed):
        yield warn(
            "M.ORGAN_MISMATCH",
            f"标题为“{organ}”，落款为“{signed}”",
            f"the title names {organ}, the signature {signed}",
        )
    if organ and contact.unit and clearly_another(organ, contact.unit):
        yield warn(
            "M.ORGAN_MISMATCH",
            f"标题为“{organ}”，联系单位为“{contact.unit}”",
            f"the title names {organ}, the contact {contact.unit}",
        )


def _clues(content: Content, hints: Hints, names: Iterable[str | None], contact: Contact) -> Clues:
    return Clues(
        names=tuple(n for n in (*names, contact.unit, content.source, content.site) if n),
        address=contact.address,
        phones=" ".join(n for n in (contact.phone, contact.fax) if n),
        catalogue=hints.division_code,
        prose=tuple(paragraph.text for paragraph in content.paragraphs),
    )


def _place_findings(organ: str | None, place: Located) -> Iterator[Finding]:
    """M.DIVISION_UNKNOWN: the organ's division could not be told, and between which ones nothing decides."""
    if organ is None or place.code is not None:
        return
    if not place.possible:
        yield info(
            "M.DIVISION_UNKNOWN",
            f"无法确定“{organ}”所在的行政区划",
            f"the administrative division of {organ} cannot be told",
        )
        return
    possible = "、".join("".join(d.name for d in (*_line(p), p)) + p.code for p in place.possible)
    yield info(
        "M.DIVISION_UNKNOWN",
        f"“{organ}”有同名的行政区划，无法确定是哪一个：{possible}",
        f"several divisions fit {organ}, and nothing decides: {possible}",
    )


def _line(division: Division) -> list[Division]:
    """Its parents, each by one name."""
    return list({p.code: p for p in reversed(parents(division))}.values())[::-1]


def _introduced(content: Content) -> Iterator[str]:
    """Whom the opening names: 由X编制, 现公布X2023年度报告."""
    for paragraph in content.paragraphs[:_OPENING]:
        if match := _INTRODUCED.search(paragraph.text):
            yield re.sub(r"^(?:现将|现公布|特编制|特公布|编制|公布|由)+", "", match[1])


def _year(
    titles: Iterable[str | None], period: Period | None, content: Content
) -> tuple[int | None, list[Finding]]:
    titled = next((year for title in titles if title and (year := year_in_title(title))), None)
    if titled is None:
        return (period.end.year if period else _introduced_year(content)), []
    if period is not None and period.end.year != titled:
        message = (
            f"标题为{titled}年，统计期限却到{period.end.isoformat()}",
            f"the title says {titled}, the period ends on {period.end.isoformat()}",
        )
        return titled, [error("M.YEAR_TITLE_VS_PERIOD", *message)]
    return titled, []


def _introduced_year(content: Content) -> int | None:
    """The one year of which the opening says that this is the report."""
    text = "".join(paragraph.text for paragraph in content.paragraphs[:_OPENING])
    years = {int(match[1]) for match in _REPORT_OF_YEAR.finditer("".join(text.split()))}
    return years.pop() if len(years) == 1 else None


def _script_findings(content: Content) -> list[Finding]:
    if not content.traditional:
        return []
    return [
        info(
            "L.TRADITIONAL",
            "原文为繁体字，按简体读取",
            "written in traditional characters, read in simplified ones",
        )
    ]


def _period(content: Content, found: Sequence[Heading]) -> tuple[Period | None, list[Finding]]:
    periods: list[Period] = []
    damaged = False
    for paragraph in content.paragraphs:
        for sentence in re.split(r"[。；;]", paragraph.text) if speaks_of_period(paragraph.text) else ():
            if not speaks_of_period(sentence):
                continue
            if (period := find_period(sentence)) is not None:
                periods.append(period)
            damaged = damaged or is_damaged_period(sentence)
    if not periods and damaged:
        return None, [
            warn(
                "S.GLYPH_LOSS",
                "统计期限的文字有缺损，无法确认日期",
                "the stated period has lost characters; no date can be read from it",
            )
        ]
    if not periods:
        return None, [
            info("M.PERIOD_MISSING", "未写明数据的统计期限", "the period the figures cover is not stated")
        ]
    return periods[0], _period_findings(periods)


def _period_findings(periods: Sequence[Period]) -> list[Finding]:
    findings: list[Finding] = []
    first = periods[0]
    if (first.start.month, first.start.day, first.end.month, first.end.day) != (
        1,
        1,
        12,
        31,
    ) or first.start.year != first.end.year:
        findings.append(
            warn(
                "M.PERIOD_FULL_YEAR",
                f"统计期限{first.start}至{first.end}不是完整的一年",
                f"the period {first.start} to {first.end} is not a full year",
            )
        )
    if len(periods) > 1:
        consistent = all(p == first for p in periods)
        say = info if consistent else warn
        findings.append(
            say(
                "M.DUPLICATE_STATEMENT",
                "统计期限重复写明" + ("，内容一致" if consistent else "，内容不一致"),
                "the period is stated more than once, "
                + ("consistently" if consistent else "inconsistently"),
            )
        )
    return findings


def _day_under_title(content: Content, after: int) -> date | None:
    for block in content.blocks[after : after + 2]:
        day = only_date(words_of(block))
        if day is not None:
            return day
    return None
