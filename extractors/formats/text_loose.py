"""Tables of which a converter left one cell a line and no borders: rows begin where the forms' labels say so."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from typing import TypeVar

from extractors.content import Cell
from extractors.fitting.rows import is_unit
from extractors.fitting.vocabulary import Known, is_label, is_year, known
from extractors.labels import normalise
from extractors.numbers import looks_like_value
from extractors.outline import is_section_heading

LONGEST_CELL = 80
LONGEST_STRANGER = 40  # a line that is no word of the forms
MOST_STRANGERS = 8  # such lines in a row; beyond these a table has ended
MOST_PIECES = 16  # lines that one label may be broken into, one character a line
FEWEST_SERIALS = 4
MOST_ROWS = 200  # of any table that counts its rows
MOST_OF = 0.8
FEWEST_ALIKE = 5  # rows whose count of lines is right are no chance
MOST_MERGED = 3  # empty lines in front of a label: cells merged with those above
MOST_FIGURES = 7  # in a row of any form but table 3
FIFTEEN = 15  # the figures of table 3, which may have lost their head
_STATISTICS = ("统计指标", "指标名称", "指标")
_SERIALS = ("序号", "代码", "编号")
_TOTAL = ("总计", "合计")
_DISPUTES = ("行政复议", "行政诉讼")
_NUMBER_OF_LABEL = re.compile(r"\s*\d{1,2}\s*[.．、]\s*")  # the rest of it stands on the next line
_BEGINS_HEAD = ("信息内容", "申请人情况")
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Zone:
    """lines[start:end] are the cells of a table."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    value: bool = False
    gap: bool = False  # an empty line
    unsure: bool = False  # one of the figures of its row may be none

    @property
    def known(self) -> Known:
        return known(self.text)


def zones(lines: Sequence[str]) -> Iterator[Zone]:
    """Where cells stand one a line among the lines of a text; empty lines part nothing."""
    start: int | None = None
    last = strangers = free = 0  # free: the first line after what ended the zone above
    statistics = False
    for i, line in enumerate([*lines, None]):
        ends = line is None or _is_prose(line) or (_is_heading(line) and not statistics)
        if start is not None and (ends or strangers > MOST_STRANGERS):
            empty = _run(lines, last + 1, lambda text: not text)
            zone = Zone(_with_pieces(lines, free, start), last + 1 + empty)
            if _is_table([_token(text) for text in lines[zone.start : zone.end] if text]):
                yield zone
            start, statistics, free = None, False, zone.end
        if ends:
            free = i + 1
        if ends or not line:
            continue
        if known(line) or _is_value(line):
            statistics = statistics or normalise(line) in _STATISTICS
            start = i if start is None else start
            last, strangers = i, 0
        else:
            strangers += 1


def _with_pieces(lines: Sequence[str], free: int, start: int) -> int:
    """Where a zone begins if the lines in front of it are pieces of the head's words."""
    above = [i for i in range(free, start) if lines[i]][-MOST_PIECES:]
    for n in range(len(above)):
        text = "".join(lines[i] for i in above[n:])
        if is_label(text) or is_label(text + lines[start]):
            return _with_pieces(lines, free, above[n])
    return start


def _is_prose(line: str) -> bool:
    return len(line) > LONGEST_CELL or (
        not known(line) and (len(line) > LONGEST_STRANGER or line.endswith("。"))
    )


def _is_heading(line: str) -> bool:
    return is_section_heading(line, bare=True) and not known(line).row


def _is_value(line: str) -> bool:
    return (
        0 < len(line) <= LONGEST_STRANGER and looks_like_value(line) and not _NUMBER_OF_LABEL.fullmatch(line)
    )


def _is_table(tokens: Sequence[_Token]) -> bool:
    """Say whether figures stand behind labels, or fifteen of them alone, or many labels that nobody filled in."""
    runs = max((len(list(run)) for value, run in groupby(tokens, key=lambda t: t.value) if value), default=0)
    labels = [i for i, token in enumerate(tokens) if token.known.row]
    filled = sum(
        i + 1 < len(tokens) and (tokens[i + 1].value or (is_unit(tokens[i + 1].text) and i + 2 < len(tokens)))
        for i in labels
    )
    return (
        runs >= FIFTEEN
        or len(labels) >= 6
        or filled >= 2
        or (filled >= 1 and any(t.known.head for t in tokens))
    )


def tables(lines: Sequence[str]) -> Iterator[tuple[Zone, list[Cell]]]:
    """The zones of a text with their cells. One of them may prove what its empty lines are, for all of them."""
    found = [(zone, _tokens(lines[zone.start : zone.end])) for zone in zones(lines)]
    proven = any(_are_cells_proven(list(_spans(tokens))) for _, tokens in found)
    for zone, tokens in found:
        yield zone, _cells(_with_blank_cells(tokens, proven=proven))


def _tokens(lines: Sequence[str]) -> list[_Token]:
    """A zone's lines with whole labels, without serial numbers and the empty lines that stand behind every line.

    Where every line is followed by empty ones, a blank cell is an empty line that is followed by such ones too, or
    an empty line alone.
    """
    whole = _with_whole_labels([_token(line) for line in lines])
    whole_cells, lines_alone = (
        _without_serials(_without_spacing(whole, followed=followed)) for followed in (True, False)
    )
    return whole_cells if _fit(list(_spans(whole_cells))) else lines_alone


def _cells(tokens: Sequence[_Token]) -> list[Cell]:
    """Put a zone's cells into rows. What stand between two labels of the forms are the first one's figures.

    Where a row has more figures than it can have, the zone was not written row by row: all of it is unsure.
    """
    widths = _widths(tokens)
    rows = _rows(tokens, widths)
    unsure = not all(_is_plausible(row, widths) for row in rows)
    counts = [(sum(t.value for t in row), widths.get(id(_label(row)))) for row in rows]
    if not unsure and all(width is None or figures in (0, width, FIFTEEN) for figures, width in counts):
        blank = _Token("", value=True)
        for row, below in pairwise([*rows, [blank]]):
            # A label that is printed without figures, and another behind it: its cells are empty.
            if not any(t.value for t in row) and (below[0].known or below[0] is blank):
                row.extend([blank] * widths.get(id(_label(row)), 0))
    return [
        Cell(t.text, r, c, doubt="position" if unsure or t.unsure else None)
        for r, row in enumerate(rows)
        for c, t in enumerate(row)
    ]


def _label(row: Sequence[_Token]) -> _Token | None:
    return next((t for t in reversed(row) if not (t.value or is_unit(t.text))), None)


def _is_plausible(row: Sequence[_Token], widths: dict[int, int]) -> bool:
    """Say whether a row has no more figures than its label allows, any form's row has, or table 3."""
    label, figures = _label(row), sum(t.value for t in row)
    if label is None:
        return figures == FIFTEEN
    return figures <= (FIFTEEN if label.known.head else widths.get(id(label), MOST_FIGURES))


def _rows(tokens: Sequence[_Token], widths: dict[int, int]) -> list[list[_Token]]:
    found: list[list[_Token]] = [[]]
    for i, token in enumerate(tokens):
        row = found[-1]
        if row and (_is_full(row, tokens, i, widths) if token.value else _begins_row(row, tokens, i)):
            found.append([])
        found[-1].append(token)
    return [row for row in found if row]


def _token(line: str) -> _Token:
    return _Token(line, value=_is_value(line), gap=not line)


def _with_whole_labels(tokens: Sequence[_Token]) -> list[_Token]:
    """Put together the labels that were broken over lines."""
    whole: list[_Token] = []
    at = 0
    while at < len(tokens):
        words = 0 if tokens[at].gap else _run(tokens[at : at + MOST_PIECES], 0, lambda t: not t.value)
        used = next((n for n in range(words, 1, -1) if _is_broken_label(tokens[at : at + n])), 1)
        if tokens[at].value and is_year("".join(t.text for t in tokens[at : at + 2])):
            used = 2  # 200 over 9年
        whole.append(_Token("".join(t.text for t in tokens[at : at + used])) if used > 1 else tokens[at])
        at += used
    return whole


def _is_broken_label(pieces: Sequence[_Token]) -> bool:
    whole = not pieces[-1].gap and is_label("".join(p.text for p in pieces))
    return whole and not all(p.known for p in pieces if not p.gap)


def _without_serials(tokens: Sequence[_Token]) -> list[_Token]:
    """Drop the numbers of the column 序号 or 代码: those before the labels, or behind them, that go up one by one."""
    if not any(normalise(t.text) in _SERIALS for t in tokens):
        return list(tokens)
    cells = [i for i, t in enumerate(tokens) if not t.gap]
    words = {i for i in cells if not tokens[i].value and not is_unit(tokens[i].text)}
    before = {i: j for i, j in pairwise(cells) if tokens[i].value and j in words}
    behind = {j: i for i, j in pairwise(cells) if i in words and tokens[j].value}
    serials = max(_serials(tokens, before), _serials(tokens, behind), key=len)
    return [t for i, t in enumerate(tokens) if i not in serials]


def _serials(tokens: Sequence[_Token], places: Mapping[int, int]) -> list[int]:
    """Those of the places whose numbers go up one by one; none where too few of them do. With each place comes that of
    its words: of two the one beside a row's label is the serial number, a group may have none.
    """

    def worth(run: Sequence[int]) -> tuple[int, int]:
        return len(run), sum(tokens[places[i]].known.row for i in run)

    best: dict[int, list[int]] = {}  # a number -> the longest run of tokens that goes up to it
    for i in places:
        if (text := tokens[i].text).isdecimal() and (number := int(text)) <= MOST_ROWS:
            below = max(best.get(number - 1, []), best.get(number - 2, []), key=worth)
            best[number] = max(best.get(number, []), [*below, i], key=worth)
    longest: list[int] = max(best.values(), key=worth, default=[])
    return longest if len(longest) >= max(FEWEST_SERIALS, MOST_OF * len(places)) else []


def _begins_row(row: Sequence[_Token], tokens: Sequence[_Token], at: int) -> bool:
    token = tokens[at]
    what = token.known
    words = [t for t in row if not t.value]
    if words and not row[-1].value and normalise(token.text) == normalise(words[-1].text):
        return False  # the label of a merged cell, printed again for each of its places
    if any(t.value for t in row):
        return bool(what) or not _completes(row, tokens, at)
    if what.row and what.column:  # 其他 and 总计 are rows as well as columns
        what = Known(column=True) if words[-1].known.column or words[-1].known.head else Known(what.widths)
    if what.row or what.group:
        return not all(t.known.group for t in words)
    if what.head and (any(t.known.row for t in words) or normalise(token.text) in _BEGINS_HEAD):
        return True
    # The head's second line: what 法人或其他组织 are, behind the last word of its first line.
    return (
        what.column
        and normalise(words[-1].text) in _TOTAL
        and any(normalise(t.text) == "法人或其他组织" for t in words)
    )


def _completes(row: Sequence[_Token], tokens: Sequence[_Token], at: int) -> bool:
    """Say whether words that are none of the forms', with the figures behind them, are what the row still lacks."""
    widths = next((t.known.widths for t in reversed(row) if t.known.row), frozenset())
    lacks = min(widths, default=0) - sum(t.value for t in row)
    return len(widths) == 1 and _run(tokens, at, lambda t: not t.known) == lacks


def _run(tokens: Sequence[_T], at: int, belongs: Callable[[_T], bool]) -> int:
    """How many tokens or lines from one on belong together."""
    return next((i for i in range(at, len(tokens)) if not belongs(tokens[i])), len(tokens)) - at


def _is_full(row: Sequence[_Token], tokens: Sequence[_Token], at: int, widths: dict[int, int]) -> bool:
    """Say whether table 3's fifteen figures begin: behind its head, or behind a full row where its head is lost."""
    if widths.get(id(row[-1])) == FIFTEEN:
        return True
    wanted = next((t.known.widths for t in reversed(row) if t.known.row), frozenset())
    return sum(t.value for t in row) in wanted and _run(tokens, at, lambda t: t.value) == FIFTEEN


def _with_blank_cells(tokens: Sequence[_Token], *, proven: bool) -> list[_Token]:
    """Read empty lines as the blank cells they are where every row's count of lines agrees with it; else drop them.

    ``proven``: the rows of this zone or another show that this text keeps its blank cells.
    """
    rows = list(_spans(tokens))
    if not proven or not _fit(rows):
        return [t for t in tokens if not t.gap]
    cells = {i for r in rows if r.is_short for i in range(r.start, r.start + r.width)}
    crowded = {i for r in rows if r.is_crowded for i in range(r.start, r.start + len(r.items))}
    kept = ((i, t) for i, t in enumerate(tokens) if not t.gap or i in cells)
    return [
        _Token("", value=True) if t.gap else replace(t, unsure=i in crowded) if t.value else t
        for i, t in kept
    ]


def _are_cells_proven(rows: Sequence[_Span]) -> bool:
    short = [r for r in rows if r.is_short]
    full = any(r.width > 1 and all(t.value for t in r.items[: r.width]) for r in rows)
    alike = len(short) >= FEWEST_ALIKE and all(len(r.items) <= r.width + MOST_MERGED for r in short)
    return bool(short) and _fit(rows) and (alike or full)


def _fit(rows: Sequence[_Span]) -> bool:
    """Say whether the rows that lack figures have an empty line for each, and only empty lines more."""
    return all(len(r.items) >= r.width and all(t.gap for t in r.items[r.width :]) for r in rows if r.is_short)


@dataclass(frozen=True, slots=True)
class _Span:
    """The figures and empty lines behind a label whose row has ``width`` figures."""

    start: int
    items: tuple[_Token, ...]
    width: int
    torn: bool  # words that are none of the forms' stand behind them, and perhaps more figures behind those

    @property
    def figures(self) -> int:
        return sum(t.value for t in self.items)

    @property
    def is_short(self) -> bool:
        fewer = 0 < self.figures < self.width or (not self.figures and len(self.items) >= min(self.width, 2))
        return fewer and not self.torn

    @property
    def is_crowded(self) -> bool:
        """Say whether it has all its figures and a blank cell as well: a page's number may stand among them."""
        inner = next((n for n, t in enumerate(reversed(self.items)) if not t.gap), 0)
        return self.figures >= self.width and any(t.gap for t in self.items[: len(self.items) - inner])


def _spans(tokens: Sequence[_Token]) -> Iterator[_Span]:
    widths = _widths(tokens)
    for i, token in enumerate(tokens):
        if width := widths.get(id(token)):
            unit = i + 1 + _run(tokens, i + 1, lambda t: t.gap)
            start = unit + 1 if unit < len(tokens) and is_unit(tokens[unit].text) else i + 1
            if width == FIFTEEN:
                start += _row_ends(tokens[:start])
            rest = range(start, len(tokens))
            end = next((j for j in rest if not (tokens[j].value or tokens[j].gap)), len(tokens))
            torn = end < len(tokens) and not (tokens[end].known or is_unit(tokens[end].text))
            yield _Span(start, tuple(tokens[start:end]), width, torn)


def _row_ends(head: Sequence[_Token]) -> int:
    """How many empty lines end each row of a head."""
    return min((sum(1 for _ in run) for gap, run in groupby(head, key=lambda t: t.gap) if gap), default=0)


def _widths(tokens: Sequence[_Token]) -> dict[int, int]:
    """How many figures belong behind each label, by the token's id; what may be no label at all is left out.

    Where forms differ, the head says how many columns it has. The last name of table 3's columns has all its figures.
    """
    widths: dict[int, int] = {}
    columns = 0
    above: _Token | None = None  # empty lines are nothing
    for i, token in enumerate(tokens):
        what = token.known
        behind_figures = above is not None and (above.value or id(above) in widths)
        if what.column and not (what.row and behind_figures):
            columns += 1
            if columns == FIFTEEN:
                widths[id(token)] = FIFTEEN
        elif normalise(token.text) in ("信息内容", *_STATISTICS, *_DISPUTES):
            columns = 0
        elif what.row and not (what.head or token.value) and (not what.group or _is_row_alone(tokens, i)):
            if len(what.widths) == 1:
                widths[id(token)] = min(what.widths)
            elif columns in what.widths:
                widths[id(token)] = columns
        above = above if token.gap else token
    return widths


def _is_row_alone(tokens: Sequence[_Token], at: int) -> bool:
    """Say whether a label that one form gives to a group is the row that it is in another: no row of a group follows."""
    below = next((t for t in tokens[at + 1 :] if not t.gap), None)
    return below is None or below.value or normalise(below.text) in _TOTAL


def _without_spacing(tokens: Sequence[_Token], *, followed: bool) -> list[_Token]:
    """Drop the empty lines that stand behind every line, blank ones too where they are ``followed`` by such lines."""
    gaps = [sum(1 for _ in run) for gap, run in groupby(tokens, key=lambda t: t.gap) if gap]
    lines = sum(not t.gap for t in tokens)
    if len(gaps) < lines - 1:
        return list(tokens)
    spacing = min(gaps)
    kept: list[_Token] = []
    for gap, run in groupby(tokens, key=lambda t: t.gap):
        left = list(run)[spacing if gap else 0 :]
        kept += left[:: spacing + 1] if gap and followed else left
    return kept
