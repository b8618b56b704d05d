"""Random figures for the cells of a form that obey the form's own arithmetic, unless asked not to."""

from __future__ import annotations

import random
from collections.abc import Iterable
from decimal import Decimal
from typing import Literal

from extractors.form import DISPUTES, REQUESTS, Block
from extractors.numbers import Kind
from extractors.report import CellKey, Number

Density = Literal["zero", "sparse", "dense", "huge"]
Figures = dict[CellKey, Number]

_PARTS_2014 = {  # total: its parts, smallest totals first
    "requests_received": ("received_in_person", "received_fax", "received_online", "received_mail"),
    "requests_closed": ("closed_on_time", "closed_extended"),
    "reply_refused": (
        "refused_state_secret",
        "refused_trade_secret",
        "refused_personal_privacy",
        "refused_security_stability",
        "refused_not_government_information",
        "refused_other_legal",
    ),
    "replies": (
        "reply_already_public",
        "reply_granted_full",
        "reply_granted_partial",
        "reply_refused",
        "reply_not_this_organ",
        "reply_nonexistent",
        "reply_clarification_requested",
        "reply_other_channel",
    ),
    "reconsideration_total": ("reconsideration_upheld", "reconsideration_corrected", "reconsideration_other"),
    "litigation_total": ("litigation_upheld", "litigation_corrected", "litigation_other"),
    "staff_total": ("staff_full_time", "staff_part_time"),
}
_PARTS_2008 = {
    "requests_received": (
        "received_in_person",
        "received_fax",
        "received_email",
        "received_online",
        "received_mail",
        "received_other",
    ),
    "replies": ("reply_granted_full", "reply_granted_partial", "reply_refused"),
}


def make_figures(blocks: Iterable[Block], rng: random.Random, density: Density) -> Figures:
    figures: Figures = {}
    for block in blocks:
        if block.key == REQUESTS:
            figures |= _requests(block, rng, density)
        elif block.key == DISPUTES:
            figures |= _disputes(block, rng, density)
        elif block.key.startswith("statistics"):
            parts = _PARTS_2014 if block.key == "statistics_2014" else _PARTS_2008
            figures |= _statistics(block, parts, rng, density)
        else:
            figures |= {key: _single(column.kind, rng, density) for _, column, key in block.cells()}
    return figures


def tamper(figures: Figures, rng: random.Random) -> None:
    """Make one printed count wrong, as offices do: the truth is still what is printed."""
    key = rng.choice([k for k, v in figures.items() if isinstance(v, int) and k.column != "items_change"])
    value = figures[key]
    figures[key] = value + rng.choice((1, 2, 10)) if rng.random() < 0.5 or value == 0 else value - 1


def _count(rng: random.Random, density: Density) -> int:
    filled = {"zero": 0.0, "sparse": 0.12, "dense": 0.6, "huge": 0.85}[density]
    if rng.random() >= filled:
        return 0
    if density == "huge" and rng.random() < 0.5:
        return rng.choice(
            (rng.randint(1000, 9999), rng.randint(10000, 999999), rng.randint(1_000_000, 12_000_000))
        )
    return rng.choice((rng.randint(1, 9), rng.randint(1, 60), rng.randint(10, 999)))


def _single(kind: Kind, rng: random.Random, density: Density) -> Number:
    count = _count(rng, "dense" if density == "sparse" else density)
    if kind is Kind.SIGNED:
        return count % 60 * rng.choice((1, 1, -1))
    if kind is Kind.MONEY and count and rng.random() < 0.7:
        return (Decimal(count * 10_000 + rng.randint(1, 9999)) / 10_000).quantize(
            rng.choice((Decimal("0.1"), Decimal("0.01"), Decimal("0.0001")))
        )
    return count


def _requests(block: Block, rng: random.Random, density: Density) -> Figures:
    rows = [row.key for row in block.rows]
    first, last = rows.index("granted_full"), rows.index("outcomes_total")
    columns = [column.key for column in block.columns]
    figures: Figures = {}
    for column in columns[:-1]:
        outcomes = {row: _count(rng, density) for row in rows[first:last]}
        total, carried_out = sum(outcomes.values()), _count(rng, density) % 500
        carried_in = rng.randint(0, total + carried_out) if rng.random() < 0.3 else 0
        outcomes |= {
            "requests_received": total + carried_out - carried_in,
            "requests_carried_in": carried_in,
            "outcomes_total": total,
            "requests_carried_out": carried_out,
        }
        figures |= {CellKey(block.table, row, column): value for row, value in outcomes.items()}
    for row in rows:
        figures[CellKey(block.table, row, columns[-1])] = sum(
            figures[CellKey(block.table, row, column)] for column in columns[:-1]
        )
    return figures


def _disputes(block: Block, rng: random.Random, density: Density) -> Figures:
    figures: Figures = {}
    for row in block.rows:
        parts = {column.key: _count(rng, density) % 5000 for column in block.columns[:-1]}
        parts[block.columns[-1].key] = sum(parts.values())
        figures |= {CellKey(block.table, row.key, column): value for column, value in parts.items()}
    return figures


def _statistics(
    block: Block, parts: dict[str, tuple[str, ...]], rng: random.Random, density: Density
) -> Figures:
    values: dict[str, Number] = {}
    for row in block.rows:
        values[row.key] = _single(Kind.MONEY if row.unit == "万元" else Kind.COUNT, rng, density)
    for total, names in parts.items():
        values[total] = sum(values[name] for name in names)
    return {CellKey(block.table, row, "value"): value for row, value in values.items()}
