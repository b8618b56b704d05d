"""Aligning printed rows with a form's rows: the best order-keeping match of labels (dynamic programming)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extractors.form import Row
from extractors.rows import DocRow, join_rows

THRESHOLD = 0.62  # below this two labels are not the same label
ADJACENT = 0.05  # of two equal matches the one that goes on where the last row ended is right


@dataclass(frozen=True, slots=True)
class Match:
    """A form's row found in the document; ``score`` 1.0 is the official or an accepted wording."""

    row: Row
    printed: DocRow
    wording: str
    score: float


def align(printed: Sequence[DocRow], rows: Sequence[Row]) -> list[Match]:
    """Match printed rows with form rows so that order is kept and the sum of scores is highest.

    O(printed × rows). A printed row may be used alone, or joined with the next where a page or cell border
    cut its label in two.
    """
    candidates = [_candidates(printed, i, rows) for i in range(len(printed))]
    # best[i][j]: the best (score, last printed row used) with printed[:i] and rows[:j]
    n, m = len(printed), len(rows)
    best = [[0.0] * (m + 1) for _ in range(n + 1)]
    back: list[list[tuple[int, int, Match | None]]] = [[(0, 0, None)] * (m + 1) for _ in range(n + 1)]
    for i in range(n + 1):
        for j in range(m + 1):
            if i:
                best[i][j], back[i][j] = best[i - 1][j], (i - 1, j, None)
            if j and best[i][j - 1] > best[i][j]:
                best[i][j], back[i][j] = best[i][j - 1], (i, j - 1, None)
            for used in (1, 2):
                if not j or i < used:
                    continue
                match = candidates[i - used].get((j - 1, used))
                if match is None:
                    continue
                follows = back[i - used][j - 1][2] is not None
                score = best[i - used][j - 1] + match.score - THRESHOLD / 2 + (ADJACENT if follows else 0)
                if score > best[i][j]:
                    best[i][j], back[i][j] = score, (i - used, j - 1, match)
    return _trace(back, n, m)


def _candidates(printed: Sequence[DocRow], i: int, rows: Sequence[Row]) -> dict[tuple[int, int], Match]:
    found: dict[tuple[int, int], Match] = {}
    alone = printed[i]
    if not alone.words:
        return found
    joined = join_rows(alone, printed[i + 1]) if i + 1 < len(printed) else None
    for j, row in enumerate(rows):
        wording, score = best_wording(alone, row)
        if score >= THRESHOLD and alone.values:
            found[j, 1] = Match(row, alone, wording, score)
        if joined is not None and score < 1:
            wording_2, score_2 = best_wording(joined, row)
            if score_2 > max(score, 0.9):
                found[j, 2] = Match(row, joined, wording_2, score_2)
    return found


def best_wording(printed: DocRow, row: Row) -> tuple[str, float]:
    best = ("", 0.0)
    for wording in row.label.wordings:
        score = printed.match(wording)
        if score > best[1]:
            best = (wording, score)
    return best


def _trace(back: list[list[tuple[int, int, Match | None]]], i: int, j: int) -> list[Match]:
    matches: list[Match] = []
    while i or j:
        i, j, match = back[i][j]
        if match is not None:
            matches.append(match)
    return matches[::-1]
