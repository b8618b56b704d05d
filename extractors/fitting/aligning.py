"""Aligning printed rows with a form's rows: the best order-keeping match of labels (dynamic programming)."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import accumulate

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from extractors.fitting.rows import DocRow, join_rows
from extractors.fitting.vocabulary import known
from extractors.form import Row, forms
from extractors.labels import normalise

THRESHOLD = 0.62  # below this two labels are not the same label
OTHER_WORDING = 0.06  # a group's own 合计 is not （七）总计 while that is printed below
SURE = 0.9
MOST_LINES = 12  # of a label that no rules keep together
COLUMNS_OF_A_HEAD = 3  # names of columns in one row
ADJACENT = 0.05  # of two equal matches the one that goes on where the last row ended is right


@dataclass(frozen=True, slots=True)
class Match:
    """A form's row found in the document; ``score`` 1.0 is the official or an accepted wording.

    Without a wording it was found by its place between two others alone.
    """

    row: Row
    printed: DocRow
    wording: str
    score: float


@dataclass(frozen=True, slots=True)
class _Candidate:
    """One way to read a form's row out of ``used`` printed rows beginning with the ``index``-th."""

    index: int
    used: int
    column: int  # the form row's rank
    match: Match


@dataclass(frozen=True, slots=True)
class _Path:
    """The best way to have come to a state; ``last`` is the candidate taken there, ``before`` the way to it."""

    score: float
    last: _Candidate | None = None
    before: _Path | None = None

    def take(self, candidate: _Candidate) -> _Path:
        follows = self.last is not None and self.last.index + self.last.used == candidate.index
        match = candidate.match
        gain = match.score - THRESHOLD / 2 + (ADJACENT if follows else 0)
        if match.wording != match.row.label.text:
            gain -= OTHER_WORDING
        return _Path(self.score + gain, candidate, self)


def align(printed: Sequence[DocRow], rows: Sequence[Row], width: int, fewest: int = 1) -> list[Match]:
    """Match printed rows with form rows so that order is kept and the sum of scores is highest.

    A row that prints more than ``width`` figures belongs to another table. Fewer matches than ``fewest`` are none.
    A printed row may be used alone, or joined with the next where a page or cell border cut its label in two.
    O(candidates × rows): printed rows that look like none of the form's take no part.
    """
    found = [c for c in _candidates(printed, rows, width) if c.match.printed.numbers <= width]
    if len({candidate.column for candidate in found}) < fewest:
        return []
    path = _Path(0.0)
    for rivals in _rivals(found):
        path = path.take(rivals[0]) if len(rivals) == 1 else _best_way(path, rivals)
    return _trace(path)


def _rivals(candidates: Sequence[_Candidate]) -> Iterator[Sequence[_Candidate]]:
    """Cut the candidates where all that come before end before all that follow begin: most rivals are alone, and
    none alone is worth leaving out.
    """
    start, used, rank = 0, 0, -1  # how far those before reach
    least = [*accumulate([c.column for c in reversed(candidates)], min)][::-1]
    for i, candidate in enumerate(candidates):
        if i > start and used <= candidate.index and rank < least[i]:
            yield candidates[start:i]
            start = i
        used, rank = max(used, candidate.index + candidate.used), max(rank, candidate.column)
    if candidates:
        yield candidates[start:]


def _best_way(path: _Path, rivals: Sequence[_Candidate]) -> _Path:
    """The path, and the best of the ways on from it that these candidates leave."""
    by_index: dict[int, list[_Candidate]] = {}
    for candidate in rivals:
        by_index.setdefault(candidate.index, []).append(candidate)
    first = min(candidate.column for candidate in rivals)
    width = max(candidate.column for candidate in rivals) - first + 2
    # states[i][j]: the best path over the printed rows before the i-th and the form rows before the j-th from the first
    states: dict[int, list[_Path]] = {}
    current = [path] * width
    for index in sorted(by_index):
        current = _better(current, *(states.pop(i) for i in sorted(states) if i <= index))
        for candidate in by_index[index]:
            end = states.setdefault(index + candidate.used, [_Path(-1.0)] * width)
            way = current[candidate.column - first].take(candidate)
            for j in range(candidate.column - first + 1, width):
                if way.score > end[j].score:
                    end[j] = way
    return _better(current, *(states[i] for i in sorted(states)))[-1]


def _better(first: list[_Path], *others: list[_Path]) -> list[_Path]:
    """State by state the better path; of equal ones the one that came first."""
    best = list(first)
    for other in others:
        best = [b if b.score >= o.score else o for b, o in zip(best, other, strict=True)]
    return best


def _trace(path: _Path | None) -> list[Match]:
    matches: list[Match] = []
    while path is not None:
        if path.last is not None:
            matches.append(path.last.match)
        path = path.before
    return matches[::-1]


def _candidates(printed: Sequence[DocRow], rows: Sequence[Row], width: int) -> Iterator[_Candidate]:
    ranks = {row: rank for rank, row in enumerate(rows)}
    rest: DocRow | None = None  # a row that only ends the label of the one above, on the page before
    for i, row in enumerate(printed):
        below = printed[i + 1] if i + 1 < len(printed) else None
        same_page = below is None or below.cells[0].page == row.cells[0].page
        if not row.words or row is rest or _is_anothers(row, below, ranks.keys(), width, same_page=same_page):
            continue
        alone = _with_its_label(row, ranks)
        joined = _joined(alone, below, width) if below is not None else None
        if not alone.values and joined is None:
            continue
        like = likeness(alone.label, alone.pair)
        whole = likeness(joined.label, joined.pair) if joined is not None else {}
        if below is not None and not like and alone.has_numbers and not same_page:
            own = likeness(below.label, below.pair) if below.words else {}
            rest = below if _best(whole) > _best(own) else None
        for j in sorted(ranks[form_row] for form_row in {*like, *whole} & ranks.keys()):
            form_row = rows[j]
            wording, score = like.get(form_row, ("", 0.0))
            if joined is not None and joined.label == alone.label and score:
                yield _Candidate(i, 2, j, Match(form_row, joined, wording, score))
            elif alone.values and score:
                yield _Candidate(i, 1, j, Match(form_row, alone, wording, score))
            if joined is not None and form_row in whole and whole[form_row][1] > max(score, SURE):
                yield _Candidate(i, 2, j, Match(form_row, joined, *whole[form_row]))
        yield from _of_many_lines(i, joined, printed[i + 2 : i + MOST_LINES], ranks, width)


def _is_anothers(row: DocRow, below: DocRow | None, rows: Set[Row], width: int, *, same_page: bool) -> bool:
    """Say at first sight whether a printed row is none of these, nor goes on below as one."""
    if (
        row.numbers > width
        and same_page
        and below is not None
        and below.table is row.table
        and below.has_numbers
    ):
        return True  # too many figures, and those below are another row's
    whole_here = same_page and not row.table.unruled  # a label takes two lines at most
    return (whole_here and rows.isdisjoint(_may_be(row, below))) or _is_head(row)


def _best(like: Mapping[Row, tuple[str, float]]) -> float:
    return max((score for _, score in like.values()), default=0.0)


def _of_many_lines(
    index: int, joined: DocRow | None, below: Sequence[DocRow], ranks: Mapping[Row, int], width: int
) -> Iterator[_Candidate]:
    """A label's lines that no rules keep together, where all of them make a label and one has the figures."""
    longer = joined
    for used, line in enumerate(below, 3):
        if longer is None or not longer.table.unruled or not line.words:
            return
        longer = _joined(longer, line, width)
        if longer is None or not longer.values:
            continue
        for row, (wording, score) in likeness(longer.label, longer.pair).items():
            if row in ranks and score > SURE:
                yield _Candidate(index, used, ranks[row], Match(row, longer, wording, score))


@lru_cache(maxsize=1024)  # blocks of two forms ask about the same rows
def _joined(first: DocRow, second: DocRow, width: int) -> DocRow | None:
    """The row with the one below, where that is no row of its own nor another table's."""
    joined = join_rows(first, second)
    if joined is None or joined.numbers > width:
        return None
    own = joined.label == first.label and second.words and likeness(second.label, second.pair)
    return None if own else joined


def _is_head(printed: DocRow) -> bool:
    """A head's 其他 and 总计 are no labels of rows."""
    return not printed.has_numbers and sum(known(w.text).column for w in printed.words) >= COLUMNS_OF_A_HEAD


def _with_its_label(printed: DocRow, rows: Container[Row]) -> DocRow:
    """The row as printed, or with its last word among the values where only the word before is a label."""
    other = _without_value(printed)
    if other is None:
        return printed
    sure = any(score > SURE for row, (_, score) in likeness(other.label, other.pair).items() if row in rows)
    return other if sure else printed


@lru_cache(maxsize=1024)  # every block of every form asks about the same rows
def _without_value(printed: DocRow) -> DocRow | None:
    # What is a label in any form is no value.
    return None if likeness(printed.label, None) else printed.without_last_word()


@lru_cache(maxsize=1024)
def _may_be(printed: DocRow, below: DocRow | None) -> frozenset[Row]:
    """The rows of all forms that a printed row may be at all, alone or with the one below."""
    alone = [row for row in (printed, _without_value(printed)) if row is not None]
    labels = [(row.label, row.pair) for row in alone]
    if below is not None and not (printed.table is below.table and printed.has_numbers and below.has_numbers):
        labels += [(label + below.label, pair and pair + below.label) for label, pair in labels]
    return frozenset[Row]().union(*(likeness(*label) for label in labels))


@lru_cache(maxsize=4096)  # the same official labels come again in every report
def likeness(label: str, pair: str | None) -> dict[Row, tuple[str, float]]:
    """The rows of all forms that a printed label may be, each with its likest wording, and how like it is.

    ``pair`` is the label with the word before it, where one label is printed in two cells.
    """
    alone, together = _scores(label), _scores(pair) if pair is not None else {}
    best: dict[Row, tuple[str, float]] = {}
    for rank in sorted({*alone, *together}):
        row, wording, _ = _wordings()[rank]
        score = max(alone.get(rank, 0.0), together.get(rank, 0.0))
        if row not in best or score > best[row][1]:
            best[row] = (wording, score)
    return best


def _scores(text: str) -> dict[int, float]:
    """How like the official wordings a text is, by their rank; only those that are like it enough."""
    folded = normalise(text)
    choices = [official for _, _, official in _wordings()] if folded else []
    found = process.extract(
        folded, choices, scorer=Levenshtein.normalized_similarity, score_cutoff=THRESHOLD, limit=None
    )
    return {rank: score for _, score, rank in found}


@cache
def _wordings() -> tuple[tuple[Row, str, str], ...]:
    """Every wording of every form's rows, as declared and normalised."""
    return tuple(
        (row, wording, normalise(wording))
        for form in forms().values()
        for block in form.blocks
        for row in block.rows
        for wording in row.label.wordings
    )
