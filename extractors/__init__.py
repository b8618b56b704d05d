"""Read: bytes in, values out. Pure: no network, no database, no Scrapy, no clock.

The one door is :func:`read`. A file goes through these rooms::

    media -> formats -> Content -> fitting   -> figures
                                   identity  -> organ, year, period, contact
                                   outline   -> sections
                                   statements-> claims
                                   checks    -> findings
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from extractors import bundles, media
from extractors.checks import check
from extractors.content import Content, UnreadableError, in_simplified
from extractors.findings import warn
from extractors.fitting.fit import fit
from extractors.formats import readers
from extractors.identity import identify
from extractors.outline import sections
from extractors.pictures import lacks_a_table, with_pictures_read
from extractors.recognition import is_error_page, why_no_report
from extractors.report import Finding, Hints, Message, Outcome, Reading, Report
from extractors.statements import find_statements
from extractors.trust import weigh
from extractors.without_tables import fit_without_tables

__all__ = ["Hints", "Reading", "read"]

MAX_BYTES = 100 << 20


@dataclass(frozen=True, slots=True)
class _Read:
    outcome: Outcome
    reason: Message | None = None
    report: Report | None = None


def read(body: bytes, hints: Hints | None = None) -> Reading:
    """Read one file. Never raises on bad input: a file that cannot be read is an outcome with its reason.

    A bundle of files is no report; what is in it, :func:`extractors.bundles.members` unpacks, to be read file by file.
    """
    sha256 = hashlib.sha256(body).hexdigest()
    media_type: str | None = None
    try:
        media_type = media.sniff(body)
        _check_size(body)
        if media_type in bundles.MEDIA_TYPES:
            result = _Read(Outcome.NOT_A_REPORT, bundles.summary(body))
        else:
            result = _interpret(_content(body, media_type), hints or Hints())
    except UnreadableError as e:
        result = _Read(Outcome.UNREADABLE, e.message)
    except RecursionError:
        result = _Read(Outcome.UNREADABLE, Message("文件结构嵌套过深", "the file is nested too deeply"))
    return Reading(sha256, media_type, result.outcome, result.reason, result.report)


def _unread(content: Content) -> Iterator[Finding]:
    reasons: dict[Message | None, list[str]] = {}
    for page, why in content.unread:
        reasons.setdefault(why, []).append(str(page))
    for why, pages in reasons.items():
        yield warn(
            "S.PAGES_UNREAD",
            f"第 {'、'.join(pages)} 页是图片，没有识别" + (f"：{why.zh}" if why else ""),
            f"pages {', '.join(pages)} are pictures and were not recognised" + (f": {why.en}" if why else ""),
        )


def _check_size(body: bytes) -> None:
    if len(body) > MAX_BYTES:
        raise UnreadableError("文件超过 100 MB 上限", "the file is larger than 100 MB")


def _content(body: bytes, media_type: str) -> Content:
    reader = readers().get(media_type)
    if reader is None:
        raise UnreadableError(
            f"尚不能读取这种文件（{media_type}）", f"files of this type cannot be read yet ({media_type})"
        )
    content = in_simplified(reader(body))
    if is_error_page(content):
        raise UnreadableError(
            "这是网站的错误页面，不是文件本身", "a web server's error page, not the document itself"
        )
    return content


def _interpret(content: Content, hints: Hints) -> _Read:
    fitted = fit(content)
    if content.shown and lacks_a_table(fitted):
        content = with_pictures_read(content)
        fitted = fit(content)
    identity = identify(content, hints)
    reason = why_no_report(content, identity.title, fitted)
    if reason is not None:
        return _Read(Outcome.NOT_A_REPORT, reason)
    if fitted.form is None:
        fitted = fit_without_tables(content, identity.year)
    cut = sections(content)
    report = Report(
        title=identity.title,
        organ=identity.organ,
        division_code=identity.division_code,
        year=identity.year,
        form=fitted.form or "local",
        period=identity.period,
        written_on=identity.written_on,
        published_on=identity.published_on,
        contact=identity.contact,
        figures=fitted.figures,
        statements=find_statements(content, identity.year, cut, identity.organ),
        sections=cut,
        findings=(*fitted.findings, *identity.findings, *_unread(content)),
        prose=tuple(p.text for p in content.paragraphs),
    )
    if content.recognised:
        report = weigh(report)
    return _Read(Outcome.REPORT, report=check(report))
