"""What all commands share: the data folder, the language, and one way to end when something goes wrong."""

from __future__ import annotations

import errno
import signal
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Any, TypeVar

import click

from archive.errors import INTERRUPTED, INTERRUPTED_STATUS, UserError, explained, locale_language
from archive.folder import Folder, default_folder
from archive.terminal import Terminal

if TYPE_CHECKING:
    from extractors.report import Language

_F = TypeVar("_F", bound=Callable[..., object])


@dataclass
class Session:
    """One run of the command line."""

    data: Path = field(default_factory=default_folder)
    language: Language = field(default_factory=locale_language)

    @property
    def folder(self) -> Folder:
        if self.data.exists() and not self.data.is_dir():
            raise UserError(f"{self.data} 不是文件夹", f"{self.data} is not a folder")
        return Folder(self.data.absolute())

    @cached_property
    def terminal(self) -> Terminal:
        return Terminal(self.language)


class Commands(click.Group):
    """Turns whatever stops a command into one sentence and an exit status."""

    def invoke(self, ctx: click.Context) -> Any:
        session = ctx.ensure_object(Session)
        try:
            _hear_interrupts()
            return super().invoke(ctx)
        except KeyboardInterrupt:
            signal.signal(signal.SIGINT, signal.SIG_IGN)  # we are leaving already
            session.terminal.complain(INTERRUPTED)
            return ctx.exit(INTERRUPTED_STATUS)
        except (UserError, sqlite3.Error, OSError) as error:
            if isinstance(error, OSError) and error.errno == errno.EPIPE:
                raise  # whoever read our output has left: click ends quietly
            session.terminal.complain(explained(error))
            return ctx.exit(2)


def common(command: _F) -> _F:
    """Give a command the options that all have, before or after its name."""
    language = click.option(
        "--lang",
        "language",
        type=click.Choice(["zh", "en"]),
        is_eager=True,
        expose_value=False,
        callback=_store,
        help="Language of messages; default from the locale. 界面语言。",
    )
    data = click.option(
        "--data",
        type=click.Path(),
        is_eager=True,
        expose_value=False,
        callback=_store,
        help="Data folder; default $GONGKAI_DATA or ./data. 数据文件夹。",
    )
    return language(data(command))


def _store(ctx: click.Context, parameter: click.Parameter, value: Any) -> None:
    if value == "":
        raise click.BadParameter("must not be empty 不能为空", ctx, parameter)
    if value is not None and parameter.name:
        kept = Path(value) if parameter.name == "data" else value
        setattr(ctx.ensure_object(Session), parameter.name, kept)


def _hear_interrupts() -> None:
    signal.signal(signal.SIGTERM, _interrupt)  # systemd's way of saying Ctrl-C
    if signal.getsignal(signal.SIGINT) is not signal.SIG_IGN:
        signal.signal(signal.SIGINT, _interrupt)


def _interrupt(_: int, __: FrameType | None) -> None:
    raise KeyboardInterrupt
