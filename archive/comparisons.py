"""Reports against each other: the rules ``Y.*`` of the forms' specification, for one body's reports of two years that
follow each other, and prose that stands in other bodies' reports as well.

A comparison is a finding about the later report, or about each of those that share their prose.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal

from rapidfuzz import fuzz

from archive.labels import column_label, row_label
from archive.site.language import Say
from extractors.checks.facts import milder, not_evaluable
from extractors.checks.sums import APPLICANTS
from extractors.findings import finding
from extractors.form import DISPUTES, PROACTIVE, REQUESTS, forms
from extractors.report import CellKey, Figure, Finding, Language, Message, Number, Severity, Status

LONG_ENOUGH = 200  # characters of prose, without figures, under which likeness says nothing
ALIKE = 95  # per cent of the characters, in the same order
MANY = 50  # a count above which a tenfold change is worth a look
TIMES = 10

_DOCUMENTS = ("art20_1.regulations", "art20_1.normative_documents")
_FIGURES = re.compile(r"[\W\d_零〇一二三四五六七八九十百千万亿两]+")


@dataclass(frozen=True, slots=True)
class Year:
    """One body's report of one year, as far as it is compared."""

    report_id: str
    organ: str
    year: int
    form: str
    figures: Mapping[CellKey, Figure] = field(repr=False)
    prose: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Link:
    """A cell of the later report that is equal to, or at least, a sum of cells of both years."""

    rule: str
    severity: Severity
    cell: CellKey
    earlier: tuple[CellKey, ...]
    why: Message
    added: tuple[CellKey, ...] = ()  # of the later report
    taken: tuple[CellKey, ...] = ()
    relation: Literal["=", "≥"] = "="


def _printed(column: str) -> tuple[CellKey, ...]:
    """The cells of a column of table 1, over all forms."""
    cells = (key for form in forms().values() for block in form.blocks for _, _, key in block.cells())
    return tuple(dict.fromkeys(key for key in cells if key.table == PROACTIVE and key.column == column))


def _links() -> Iterator[Link]:
    why = Message(
        "本年“上年结转政府信息公开申请数量”应等于上年“结转下年度继续办理”",
        "requests carried in should equal those carried out the year before",
    )
    for column in (*APPLICANTS, "total"):
        out, into = (CellKey(REQUESTS, f"requests_carried_{way}", column) for way in ("out", "in"))
        yield Link("Y.CARRY", Severity.ERROR, into, (out,), why)
    for row in _DOCUMENTS:
        in_force, issued, repealed = (CellKey(PROACTIVE, row, c) for c in ("in_force", "issued", "repealed"))
        why = Message(
            "本年现行有效件数应等于上年现行有效加本年制发减本年废止",
            "documents in force should be those of the year before plus issued minus repealed",
        )
        yield Link("Y.INFORCE", Severity.WARN, in_force, (in_force,), why, (issued,), (repealed,))
        disclosed = CellKey(PROACTIVE, row, "total_disclosed")
        why = Message(
            "对外公开总数量一般不少于上年", "documents disclosed in all are seldom fewer than before"
        )
        yield Link("Y.DISCLOSED", Severity.INFO, disclosed, (disclosed,), why, relation="≥")
    for prior in _printed("items_prior_year"):
        change = prior._replace(column="items_change")
        why = Message(
            "本年所填上一年项目数量应等于上年的项目数量加增减",
            "items of the year before should be what that year's report makes them",
        )
        yield Link("Y.ITEMS", Severity.WARN, prior, (prior, change), why)
    for row in ("reconsideration", "litigation_direct", "litigation_after_reconsideration"):
        why = Message("上年尚未审结的应计入本年总计", "cases pending the year before should be in this total")
        total, pending = CellKey(DISPUTES, row, "total"), CellKey(DISPUTES, row, "pending")
        yield Link("Y.T3_PENDING", Severity.INFO, total, (pending,), why, relation="≥")


LINKS = tuple(_links())
# Counts whose sudden change is worth a look: of every kind one, not each of its parts.
WATCHED = (
    *(CellKey(REQUESTS, row, "total") for row in ("requests_received", "outcomes_total")),
    *(CellKey(DISPUTES, row, "total") for row in ("reconsideration", "litigation_direct")),
    *(CellKey(PROACTIVE, row, c) for row in _DOCUMENTS for c in ("in_force", "total_disclosed")),
    *_printed("decisions"),
)
COMPARED = frozenset(
    {*WATCHED, *(key for link in LINKS for key in (link.cell, *link.earlier, *link.added, *link.taken))}
)


def across_years(years: Sequence[Year]) -> Iterator[tuple[str, Finding]]:
    """Compare one body's reports, oldest first; years that do not follow each other say nothing of each other."""
    for earlier, later in pairwise(years):
        if later.year == earlier.year + 1:
            for rule in _RULES:
                yield from ((later.report_id, found) for found in rule(earlier, later))


def across_organs(reports: Iterable[tuple[str, str, int, str]]) -> Iterator[tuple[str, Finding]]:
    """Find bodies whose prose of a year is the same but for figures and their own names.

    Takes (report_id, organ, year, prose) of every report.
    """
    same: dict[tuple[int, bytes], list[tuple[str, str]]] = {}
    for report_id, organ, year, prose in reports:
        words = _words(prose.replace(organ, ""))
        if len(words) >= LONG_ENOUGH:
            key = year, hashlib.sha256(words.encode("utf-8", "replace")).digest()
            same.setdefault(key, []).append((report_id, organ))
    for shared in same.values():
        for report_id, organ in shared if len(shared) > 1 else ():
            other = next(name for other, name in shared if other != report_id)
            others = len(shared) - 1
            yield (
                report_id,
                _identical(
                    f"除数字和名称外，正文与另外 {others} 个机关的报告相同，如{other}（本机关：{organ}）",
                    f"but for figures and names, the prose is that of {others} other bodies' reports, for instance {other}",
                ),
            )


def _linked(earlier: Year, later: Year) -> Iterator[Finding]:
    """Y.CARRY, Y.INFORCE, Y.ITEMS, Y.DISCLOSED, Y.T3_PENDING. Blank-as-zero is one level milder."""
    for link in LINKS:
        before = [earlier.figures.get(key) for key in link.earlier]
        now = [later.figures.get(key) for key in (link.cell, *link.added, *link.taken)]
        figures = [figure for figure in (*before, *now) if figure]
        if len(figures) == len(before) + len(now) and any(figure.value is not None for figure in figures):
            yield from _judged(link, earlier, figures)


def _judged(link: Link, earlier: Year, figures: Sequence[Figure]) -> Iterator[Finding]:
    """Judge a link; ``figures`` are its cells: those of the year before, then the later one's."""
    first = len(link.earlier)
    places = tuple(figure.key for figure in figures[first:])
    unread = any(figure.status in (Status.ABSENT, Status.UNPARSED) for figure in figures)
    if unread or all(figure.value is None for figure in figures[:first]) or figures[first].value is None:
        yield not_evaluable(link.rule, places, link.why.zh, link.why.en)
        return
    signs = [1] * (first + len(link.added)) + [-1] * len(link.taken)
    terms = [figure for number, figure in enumerate(figures) if number != first]
    expected: Number = sum((figure.value or 0) * sign for figure, sign in zip(terms, signs, strict=True))
    actual = figures[first].value
    assert actual is not None  # noqa: S101  seen above
    if actual == expected or (link.relation == "≥" and actual > expected):
        return
    blanks = any(figure.value is None for figure in figures)
    note = _note(blanks, any(figure.doubt for figure in figures))
    yield finding(
        link.rule,
        milder(link.severity, blanks),
        f"{link.why.zh}（{_named(link.cell, 'zh')}）：据 {earlier.year} 年报告应{'' if link.relation == '=' else '不少于'}为 {expected}，本报告为 {actual}{note.zh}",
        f"{link.why.en} ({_named(link.cell, 'en')}): {'' if link.relation == '=' else 'at least '}{expected} after the report of {earlier.year}, "
        f"{actual} in this one{note.en}",
        places=places,
        expected=expected,
        actual=actual,
    )


def _jumps(earlier: Year, later: Year) -> Iterator[Finding]:
    """Y.JUMP: more than ten times, or less than a tenth, of a count above fifty."""
    for key in WATCHED:
        before, now = (year.figures.get(key) for year in (earlier, later))
        if before is None or now is None or before.value is None or now.value is None:
            continue
        less, more = sorted((before.value, now.value))
        if more > MANY and more > TIMES * less:
            note = _note(blanks=False, doubtful=bool(before.doubt or now.doubt))
            yield finding(
                "Y.JUMP",
                Severity.INFO,
                f"{_named(key, 'zh')}与上年相差十倍以上：{earlier.year} 年为 {before.value}，本年为 {now.value}{note.zh}",
                f"more than tenfold change of {_named(key, 'en')}: {before.value} in {earlier.year}, {now.value} this year{note.en}",
                places=(key,),
                expected=before.value,
                actual=now.value,
            )


def _form_changed(earlier: Year, later: Year) -> Iterator[Finding]:
    """Y.FORM_CHANGE: what the two years count is not the same."""
    if earlier.form != later.form:
        yield finding(
            "Y.FORM_CHANGE",
            Severity.INFO,
            f"格式与上年不同（{earlier.year} 年：{earlier.form}，本年：{later.form}），数列在此中断",
            f"not the form of the year before ({earlier.form} in {earlier.year}, {later.form} now): the series breaks",
            expected=earlier.form,
            actual=later.form,
        )


def _repeated(earlier: Year, later: Year) -> Iterator[Finding]:
    """Y.IDENTICAL_TEXT, of the same body: 国办公开办函〔2021〕30号 forbids 内容雷同."""
    before, now = _words(earlier.prose), _words(later.prose)
    likeness = fuzz.ratio(before, now, score_cutoff=ALIKE) if min(len(before), len(now)) >= LONG_ENOUGH else 0
    if likeness:
        yield _identical(
            f"除数字外，正文与 {earlier.year} 年报告有 {likeness:.0f}% 相同",
            f"but for figures, {likeness:.0f} % of the prose is that of the report of {earlier.year}",
        )


_RULES: tuple[Callable[[Year, Year], Iterator[Finding]], ...] = (_linked, _jumps, _form_changed, _repeated)


def _named(key: CellKey, language: Language) -> str:
    """Call a cell by its row and column."""
    say = Say(language)
    labels = row_label(key.table, key.row, say), column_label(key.table, key.column, say)
    return f"“{'、'.join(labels)}”" if language == "zh" else ", ".join(labels)


def _identical(zh: str, en: str) -> Finding:
    return finding("Y.IDENTICAL_TEXT", Severity.INFO, zh, en)


def _words(prose: str) -> str:
    """Prose without figures, marks and blanks: what is left when only the numbers are new."""
    return _FIGURES.sub("", unicodedata.normalize("NFKC", prose))


def _note(blanks: bool, doubtful: bool) -> Message:
    zh = ("（空白按0计）" if blanks else "") + ("（有的数字读取存疑，请先核对原件）" if doubtful else "")
    en = (" (blanks counted as 0)" if blanks else "") + (
        " (some of these figures are doubtful: compare the documents first)" if doubtful else ""
    )
    return Message(zh, en)
