"""What the rows beside a matched one say of it: a group's line, a group's own total, a row that lost its label, figures
that are no row's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from itertools import pairwise

from extractors.fitting.aligning import Match
from extractors.fitting.rows import DocRow
from extractors.form import Block, Row
from extractors.labels import normalise, similarity


def with_group_numbers(matches: list[Match], printed: Sequence[DocRow]) -> list[Match]:
    """Give a group's first row the numbers printed on the group's own line, where its own cells are blank."""
    mended: list[Match] = []
    for match in matches:
        position = match.printed.position
        above = printed[position - 1] if position else None
        if (
            match.row.groups
            and not match.printed.has_numbers
            and above is not None
            and above.has_numbers
            and similarity(above.label, match.row.groups[-1]) > 0.8
        ):
            words = (*above.words, *match.printed.words)
            lent = replace(above, words=words, joined=True)
            mended.append(replace(match, printed=lent))
        else:
            mended.append(match)
    return mended


def without_subtotal(matches: list[Match]) -> list[Match]:
    """The matches without a total that is a group's own: it stands under the group's rows, and has no number of its
    own.
    """
    return matches[:1] + [below for above, below in pairwise(matches) if not _is_subtotal(above, below)]


def _is_subtotal(above: Match, below: Match) -> bool:
    label, under = below.printed.words[-1], above.printed.words[-1]
    return (
        below.row.key == "outcomes_total"
        and len(above.row.groups) > len(below.row.groups)
        and label.column == under.column > 0
        and label.text.strip() in ("合计", "小计", "总计")
    )


def with_rest_beside(match: Match, matches: Sequence[Match], printed: Sequence[DocRow]) -> Match:
    """The match, its figures in doubt where no rules part the rows and figures above or below are no row's: they may
    be a part of these.
    """
    row = match.printed
    if not row.table.unruled or row.joined:
        return match
    own = {m.printed.position for m in matches}
    beside = (printed[at] for at in (row.position - 1, row.position + 1) if 0 <= at < len(printed))
    if not any(r.table is row.table and r.position not in own and _has_digits(r) for r in beside):
        return match
    values = tuple(c._replace(doubt=c.doubt or "cut") if c.text else c for c in row.values)
    return replace(match, printed=replace(row, values=values))


def _has_digits(row: DocRow) -> bool:
    return any(character.isdigit() for cell in row.values for character in cell.text)


def with_unlabelled(block: Block, matches: Sequence[Match], printed: Sequence[DocRow]) -> list[Match]:
    """The matches, and between two of them the rows without a label where just as many of the form's are missing."""
    ranks = {row: rank for rank, row in enumerate(block.rows)}
    found = list(matches[:1])
    for above, below in pairwise(matches):
        missing = block.rows[ranks[above.row] + 1 : ranks[below.row]]
        between = printed[above.printed.position + 1 : below.printed.position] if missing else ()
        if len(missing) == len(between) and all(map(partial(_is_unlabelled, block), missing, between)):
            found += [Match(row, line, "", 0.0) for row, line in zip(missing, between, strict=True)]
        found.append(below)
    return found


def _is_unlabelled(block: Block, row: Row, printed: DocRow) -> bool:
    """Say whether a printed row has all its figures and no words but those of the row's groups."""
    groups = {normalise(group) for group in row.groups}
    full = sum(bool(c.text) for c in printed.values) == len(block.columns)
    return full and all(normalise(word.text) in groups for word in printed.words if word.text)
