"""What stops a command, said to its user as one sentence in either language."""

from __future__ import annotations

from extractors.report import Message


class UserError(Exception):
    """A command cannot go on, for a reason its user can act on.

    The command line prints ``message`` and leaves with status 2.
    """

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.message = Message(zh, en)
