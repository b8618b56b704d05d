"""Claims in the prose, each with its quote."""

from __future__ import annotations

from extractors.content import Content
from extractors.report import Statement


def find_statements(content: Content) -> tuple[Statement, ...]:
    return ()
