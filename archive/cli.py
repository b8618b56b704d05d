"""Where ``gongkai`` starts: ready for Ctrl-C before the rest is loaded, which takes its time."""

from __future__ import annotations

import os
import signal
from types import FrameType

from archive.errors import INTERRUPTED, INTERRUPTED_STATUS, locale_language

_STDERR = 2


def main() -> None:
    """Run the command line."""
    if signal.getsignal(signal.SIGINT) is not signal.SIG_IGN:  # a script's background job is not to hear it
        signal.signal(signal.SIGINT, _leave)
    from archive.commands import main as command  # noqa: PLC0415  not before somebody listens

    command()


def _leave(_: int, __: FrameType | None) -> None:
    """Leave at once: an exception would come out of whatever module is being loaded."""
    os.write(_STDERR, f"gongkai: {INTERRUPTED.text(locale_language())}\n".encode())
    os._exit(INTERRUPTED_STATUS)
