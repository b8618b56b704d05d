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
from typing import Any, TypeVar, get_args

import click

from archive.errors import UserError
from archive.folder import Folder, default_folder
from archive.terminal import Terminal, locale_language
from extractors.report import Language, Message

_F = TypeVar("_F", bound=Callable[..., object])


@dataclass
class Session:
    """One run of the command line."""

    data: Path = field(default_factory=default_folder)
    language: Language = field(default_factory=locale_language)

    @property
    def folder(self) -> Folder:
        return Folder(self.data.absolute())

    @cached_property
    def terminal(self) -> Terminal:
        return Terminal(self.language)


class Commands(click.Group):
    """Turns whatever stops a command into one sentence and an exit status."""

    def invoke(self, ctx: click.Context) -> Any:
        session = ctx.ensure_object(Session)
        signal.signal(signal.SIGTERM, _interrupt)  # systemd's way of saying Ctrl-C
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            session.terminal.complain(
                Message(
                    "已中断；已保存的内容完好，可再次运行",
                    "interrupted; what is kept is whole, just run it again",
                )
            )
            return ctx.exit(130)
        except (UserError, sqlite3.Error, OSError) as error:
            if isinstance(error, OSError) and error.errno == errno.EPIPE:
                raise  # whoever read our output has left: click ends quietly
            session.terminal.complain(_sentence(error))
            return ctx.exit(2)


def common(command: _F) -> _F:
    """Give a command the options that all have, before or after its name."""
    language = click.option(
        "--lang",
        "language",
        type=click.Choice(get_args(Language)),
        is_eager=True,
        expose_value=False,
        callback=_store,
        help="Language of messages; default from the locale. 界面语言。",
    )
    data = click.option(
        "--data",
        type=click.Path(path_type=Path),
        is_eager=True,
        expose_value=False,
        callback=_store,
        help="Data folder; default $GONGKAI_DATA or ./data. 数据文件夹。",
    )
    return language(data(command))


def _store(ctx: click.Context, parameter: click.Parameter, value: Any) -> None:
    if value is not None and parameter.name:
        setattr(ctx.ensure_object(Session), parameter.name, value)


def _interrupt(_: int, __: FrameType | None) -> None:
    raise KeyboardInterrupt


def _sentence(error: UserError | sqlite3.Error | OSError) -> Message:
    if isinstance(error, UserError):
        return error.message
    if isinstance(error, OSError):
        detail = f"{error.strerror or error}{f' ({error.filename})' if error.filename else ''}"
        return Message(f"系统错误：{detail}", f"system error: {detail}")
    if "locked" in str(error) or "busy" in str(error):
        return Message(
            "数据库正被另一个程序占用，请稍后再试", "another program is using the database; try again later"
        )
    return Message(f"数据库错误：{error}", f"database error: {error}")
