"""Programs that run beside a command, and end with it however it ends: in order, by SIGTERM, by kill -9."""

from __future__ import annotations

import os
import runpy
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

_GRACE = 10  # seconds a program that is told to stop may take to end in order
_STDIN = 0


@contextmanager
def running(
    module: str, arguments: Sequence[str], environment: Mapping[str, str], log: Path
) -> Iterator[subprocess.Popen[bytes]]:
    """Run ``python -m module`` while the block lasts; what it prints goes to ``log``, written anew."""
    with ExitStack() as ending, log.open("wb") as output:
        with deaf():
            child = subprocess.Popen(  # noqa: S603  our own
                [sys.executable, "-m", __name__, module, *arguments],
                env={**os.environ, **environment},
                stdin=subprocess.PIPE,  # nothing is ever sent: see _end_with_parent
                stdout=output,
                stderr=output,
            )
            ending.callback(_stop, child)
        yield child


@contextmanager
def deaf() -> Iterator[None]:
    """Start programs that do not hear Ctrl-C: a terminal sends it to them too, but their parent ends them."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _stop(child: subprocess.Popen[bytes]) -> None:
    child.terminate()
    try:
        child.wait(_GRACE)
    except subprocess.TimeoutExpired:  # a reader who takes his time over a download holds Datasette for ever
        child.kill()
        child.wait()
    finally:
        assert child.stdin  # noqa: S101  a pipe was asked for
        child.stdin.close()


def _main() -> None:
    threading.Thread(target=_end_with_parent, daemon=True).start()
    sys.argv = sys.argv[1:]
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)


def _end_with_parent() -> None:
    """End at once when the pipe does, which the kernel closes for a killed parent too.

    Without ceremony: the next command may hold the folder already, and what is kept is whole at any time.
    """
    while os.read(_STDIN, 1):
        pass
    os._exit(1)


if __name__ == "__main__":
    _main()
