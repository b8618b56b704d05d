"""What a sheet shows beside its values, and what the library that reads them keeps quiet about."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass, field

Position = tuple[int, int]  # row and column, from 0


@dataclass(frozen=True)
class Frame:
    """The lines drawn in a sheet, what is hidden, and formulas without a value and errors: the library says nothing
    there, and a blank they are not.
    """

    bordered: Set[Position] = frozenset()
    hidden_rows: Set[int] = frozenset()
    hidden_columns: Set[int] = frozenset()
    uncomputed: Mapping[Position, str] = field(default_factory=dict)
