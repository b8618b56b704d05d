"""Fitting a document's tables to an official form: every cell of the form gets exactly one figure.

Labels, their order, groups and the head's columns are used together. What cannot be placed with certainty
carries a doubt or is absent, and a finding says so. The form is decided block by block from what is printed,
never from the year.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from itertools import islice

from extractors.content import Content
from extractors.findings import info, warn
from extractors.fitting import disputes, indicators
from extractors.fitting.aligning import Match, align
from extractors.fitting.columns import Header, find_header, header_score
from extractors.fitting.figures import absent, read_cell
from extractors.fitting.neighbours import (
    with_group_numbers,
    with_rest_beside,
    with_unlabelled,
    without_subtotal,
)
from extractors.fitting.ordering import in_order
from extractors.fitting.placing import Frame, Slot, full_grids, learn_frame, place_values
from extractors.fitting.rows import DocRow, doc_rows
from extractors.fitting.stretches import Heads, heads_of, rows_of, with_labels
from extractors.fitting.vocabulary import known
from extractors.form import DISPUTES, PROACTIVE, REQUESTS, Block, Form, Row, forms
from extractors.labels import normalise, similarity
from extractors.numbers import Kind, is_change
from extractors.report import CellKey, Figure, Finding, Status


@dataclass(frozen=True, slots=True)
class Fit:
    """What was read of the tables. ``form`` is null where no block of any official form was found."""

    form: str | None
    figures: tuple[Figure, ...]
    findings: tuple[Finding, ...]


_Read = tuple[tuple[Figure, ...], tuple[Finding, ...]]
_Part = tuple[int, int | None]  # a table's number and a page
_Found = tuple[float, bool, Callable[[], _Read]]


@dataclass(frozen=True, slots=True)
class BlockFit:
    """One block of one form as found in the document; ``score`` says how well it fits.

    ``columned``: names of its columns are printed. ``read`` gives its figures and findings: most blocks of most forms are only weighed.
    """

    form: Form
    block: Block
    score: float
    columned: bool
    read: Callable[[], _Read]


def fit(content: Content) -> Fit:
    """Fit the tables to the forms of 2019 and 2021, block by block, or else to the statistics of earlier years."""
    printed = tuple(doc_rows(content))
    if (statistics := _fit_statistics(printed)) is not None:
        return statistics
    annual = [form for form in forms().values() if form.block(REQUESTS)]
    labelled, heads = with_labels(printed), heads_of(printed)
    blocks = dict.fromkeys(block for form in annual for block in form.blocks)  # some forms share some
    found = {block: _find(block, printed, labelled, heads) for block in blocks}
    fits = {form.id: [BlockFit(form, block, *found[block]) for block in form.blocks] for form in annual}
    winners = _choose(annual, fits)
    if not winners:
        return Fit(None, (), ())
    form_id = _form_of(winners)
    ids = {w.form.id for w in winners if w.score > 0 and w.block.key != DISPUTES}
    figures: list[Figure] = []
    findings: list[Finding] = []
    for winner in winners:
        read, notes = winner.read()
        figures += read
        findings += notes
    if form_id == "mixed":
        findings.append(
            warn(
                "F.MIXED_BLOCKS",
                "各部分所用格式不一致：" + "、".join(sorted(ids)),
                "blocks follow different forms: " + ", ".join(sorted(ids)),
            )
        )
    return Fit(form_id, tuple(figures), tuple(findings))


def _fit_statistics(printed: Sequence[DocRow]) -> Fit | None:
    """The statistics form of which the most rows are printed; None where none is."""
    best: Fit | None = None
    most = 0
    for form in forms().values():
        for block in form.blocks if form.block(REQUESTS) is None else ():
            fitted = indicators.fit(block, printed)
            found = sum(f.status is not Status.ABSENT for f in fitted[0]) if fitted else 0
            if fitted and found > most:
                best, most = Fit(form.id, *fitted), found
    return best


def _choose(annual: Sequence[Form], fits: dict[str, list[BlockFit]]) -> list[BlockFit]:
    """Take for each block the form it fits best; blocks that fit equally go with the majority, and so do those whose
    columns have no names: how many there are is not enough to tell one form from another.
    """
    scores: Counter[str] = Counter()
    for form in annual:
        scores[form.id] = sum(1 for b in fits[form.id] if b.score > _best_elsewhere(b, form, annual, fits))
    if not any(b.score > 0 for blocks in fits.values() for b in blocks):
        return []
    totals = {form.id: sum(b.score for b in fits[form.id]) for form in annual}
    main = max(annual, key=lambda f: (scores[f.id], totals[f.id]))
    winners: list[BlockFit] = []
    for own in fits[main.id]:
        rivals = [b for form in annual for b in fits[form.id] if b.block.key == own.block.key]
        best = max(rivals, key=lambda b: b.score)
        winners.append(best if best.score > own.score and (best.columned or own.score <= 0) else own)
    # Blocks only another form has (2019's 第九项) count when they are printed.
    keys = {w.block.key for w in winners}
    for form in annual:
        winners += [b for b in fits[form.id] if b.block.key not in keys and b.score > 0]
    return winners


def _best_elsewhere(
    own: BlockFit, form: Form, annual: Sequence[Form], fits: dict[str, list[BlockFit]]
) -> float:
    return max(
        (b.score for f in annual if f.id != form.id for b in fits[f.id] if b.block.key == own.block.key),
        default=0.0,
    )


def _form_of(winners: Sequence[BlockFit]) -> str:
    ids = {w.form.id for w in winners if w.score > 0 and w.block.key != DISPUTES}
    return next(iter(ids)) if len(ids) == 1 else "mixed" if ids else winners[0].form.id


def _find(block: Block, printed: Sequence[DocRow], labelled: Sequence[DocRow], heads: Heads) -> _Found:
    """How well a block fits, and how to read it; ``labelled`` are the printed rows that may be its own."""
    if block.key == DISPUTES:
        read = disputes.fit(block, printed)
        found = any(f.status is not Status.ABSENT for f in read[0])
        return 1.0 if found else 0.0, True, lambda: read
    aligned = (align(rows, block.rows, len(block.columns)) for rows in rows_of(block, labelled, heads))
    matches = without_subtotal(with_group_numbers(next(filter(None, aligned), []), printed))
    header = find_header(block, matches, printed)
    told_apart = header is not None and (header.score >= 0.5 or header.headed)
    if block.table == PROACTIVE and not told_apart and (len(matches) < len(block.rows) or len(matches) == 1):
        matches = []  # a lone 行政许可 in some other table is not this block
    if not told_apart and all(known(m.wording).column for m in matches):
        matches = []  # 其他 and 总计 alone are rows of any table
    if not matches:
        return 0.0, False, partial(_not_printed, block)
    score = (
        sum(m.score for m in matches) / _most_rows(block.key)
        + 2 * header_score(header)
        + _width_score(block, matches) / _most_rows(block.key)
    )
    columned = header is not None and header.score > 0
    return score, columned, partial(_read, block, matches, header, printed)


def _not_printed(block: Block) -> _Read:
    missing = info(
        "F.BLOCK_MISSING", f"未见{block.heading}的表格", f"the block {block.heading} is not printed"
    )
    return tuple(absent(key) for _, _, key in block.cells()), (missing,)


def _read(block: Block, labelled: Sequence[Match], header: Header | None, printed: Sequence[DocRow]) -> _Read:
    found = with_unlabelled(block, labelled, printed)
    matches = [with_rest_beside(match, found, printed) for match in found]
    figures, findings = _figures(block, matches, header)
    labels = _missing_rows(block, matches) + _label_findings(block, matches) + _shifted_labels(block, matches)
    return figures, (*findings, *labels)


@cache
def _most_rows(key: str) -> int:
    """The rows of the form that has the most of them: what is printed counts, not what one form lacks."""
    return max(len(block.rows) for form in forms().values() if (block := form.block(key)) is not None)


def _width_score(block: Block, matches: Sequence[Match]) -> float:
    """How many rows print as many value cells as the block has columns, and no change where none of these holds one."""
    wanted = len(block.columns)
    changes = any(column.kind is Kind.SIGNED for column in block.columns)
    cells = [m.printed.values for m in matches]
    return sum(
        wanted in (len(row), sum(bool(c.text) for c in row))
        and (changes or not any(is_change(c.text) for c in row))
        for row in cells
    )


def _figures(
    block: Block, matches: Sequence[Match], header: Header | None
) -> tuple[tuple[Figure, ...], list[Finding]]:
    frames = _frames(block, matches, header)
    by_row = {m.row.key: m for m in matches}
    width = len(block.columns)
    placed = {m.row.key: place_values(m.printed, width, frames[_part_of(m.printed)]) for m in matches}
    if header is not None and header.order is not None:
        ragged = matches[0].printed.table.ragged
        placed = dict(
            zip(placed, in_order(block, header.order, [*placed.values()], ragged=ragged), strict=True)
        )
    figures: list[Figure] = []
    findings: list[Finding] = list(header.findings if header else ())
    cells = iter(block.cells())
    for row in block.rows:
        match = by_row.get(row.key)
        slots = placed.get(row.key, [(None, None)] * width)
        inferred = match is not None and _is_inferred(match)
        place = match.printed.table.place if match is not None else None
        for (cell, doubt), (_, column, key) in zip(slots, islice(cells, width), strict=True):
            if cell is None or place is None:
                figures.append(absent(key, doubt))
            else:
                why = doubt or ("position" if inferred else None)
                figures.append(read_cell(key, column.kind, cell, why, place(cell), column.unit))
        findings += _row_findings(block, row, match, slots)
    return tuple(figures), findings


def _frames(block: Block, matches: Sequence[Match], header: Header | None) -> dict[_Part, Frame]:
    """Where the value columns stand, table by table: the parts of a table cut by pages have grids of their own, or
    columns of their own in one grid.
    """
    width = len(block.columns)
    numbers = {m.printed.table.number for m in matches}
    whole = (
        learn_frame([m.printed for m in matches], width) if len(numbers) > 1 else Frame(None, width, {}, {})
    )
    frames: dict[_Part, Frame] = {}
    for number in numbers:
        rows = [m.printed for m in matches if m.printed.table.number == number]
        ragged = {matches[0].printed.table.ragged, rows[0].table.ragged}
        head = header.grid_in(rows) if header is not None and len(ragged) == 1 else None
        own = learn_frame(rows, width, head)
        windows, ranks = {**whole.windows, **own.windows}, {**whole.ranks, **own.ranks}
        frame = replace(own, windows=windows, ranks=ranks)
        for page in {_part_of(row) for row in rows}:
            grids = full_grids([row for row in rows if _part_of(row) == page], width)
            frames[page] = replace(frame, grid=grids[0], others=tuple(grids[1:])) if grids else frame
    return frames


def _part_of(row: DocRow) -> _Part:
    return row.table.number, row.cells[0].page


def _is_inferred(match: Match) -> bool:
    """Say whether a row was found by its place alone, or its numbers stand on the line of its group."""
    printed, groups = match.printed, match.row.groups
    lent = printed.joined and printed.has_numbers and len(printed.words) > 1 and bool(groups)
    return not match.wording or (lent and similarity(printed.words[-2].text, groups[-1]) > 0.8)


def _row_findings(block: Block, row: Row, match: Match | None, slots: Sequence[Slot]) -> list[Finding]:
    shifted = any(doubt for _, doubt in slots)
    if match is None or not (match.printed.joined or shifted):
        return []
    keys = [CellKey(block.table, row.key, c.key) for c in block.columns]
    found: list[Finding] = []
    if match.printed.joined:
        found.append(
            warn(
                "S.SPLIT_LABEL",
                f"“{row.label.text}”一行被拆成两行印出",
                f"the row {row.label.text} is printed in two pieces",
                keys,
            )
        )
    if shifted:
        found.append(
            warn(
                "S.ROW_SHIFT",
                f"“{row.label.text}”一行的数字与表头各栏不能一一对应",
                f"the figures of the row {row.label.text} do not line up with the columns",
                keys,
            )
        )
    return found


def _shifted_labels(block: Block, matches: Sequence[Match]) -> list[Finding]:
    """A label that stands in another column than its group's others has lost its group cell."""
    findings: list[Finding] = []
    for group in dict.fromkeys(m.row.groups for m in matches if m.row.groups):
        members = [m for m in matches if m.row.groups == group and m.printed.words and not m.printed.joined]
        usual, count = (
            Counter(m.printed.words[-1].column for m in members).most_common(1)[0] if members else (0, 0)
        )
        for match in members:
            if count > 1 and match.printed.words[-1].column < usual:
                label = match.row.label.text
                keys = [CellKey(block.table, match.row.key, c.key) for c in block.columns]
                findings.append(
                    warn(
                        "S.ROW_SHIFT",
                        f"“{label}”的行名印在了“{group[-1]}”一栏",
                        f"the label {label} is printed in the column of its group {group[-1]}",
                        keys,
                    )
                )
    return findings


def _missing_rows(block: Block, matches: Sequence[Match]) -> list[Finding]:
    found = {m.row.key for m in matches}
    missing = [row for row in block.rows if row.key not in found]
    if not missing:
        return []
    rule = "T2.ROWS_MISSING" if block.table == REQUESTS else "F.BLOCK_MISSING"
    labels = "、".join(row.label.text for row in missing)
    say = warn if block.table == REQUESTS else info
    keys = [CellKey(block.table, row.key, c.key) for row in missing for c in block.columns]
    return [say(rule, f"表中缺少这些行：{labels}", f"rows missing from the table: {labels}", keys)]


def _label_findings(block: Block, matches: Sequence[Match]) -> list[Finding]:
    findings: list[Finding] = []
    for match in matches:
        label = match.row.label
        exact = normalise(match.printed.label) in {normalise(w) for w in (label.text, *label.same)}
        if exact or (match.score == 1 and match.wording not in label.typos):
            continue
        inferred = match.wording in label.typos
        say = warn if inferred else info
        keys = [CellKey(block.table, match.row.key, c.key) for c in block.columns]
        findings.append(
            say(
                "L.LABEL_TYPO",
                f"行名印作“{match.printed.label}”，应为“{label.text}”",
                f"row label printed as {match.printed.label}, official wording {label.text}",
                keys,
            )
        )
    return findings
