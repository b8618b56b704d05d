"""What stops a command, said to its user as one sentence in either language.

Loaded before anything else, so it loads nothing itself.
"""

from __future__ import annotations

import errno
import os
import sqlite3
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from extractors.report import Language

BETWEEN = " | "


def locale_language() -> Language:
    """Return the language the environment asks for, in the order POSIX gives the variables."""
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(variable):
            return "zh" if value.lower().startswith("zh") else "en"
    return "en"


class UserError(Exception):
    """A command cannot go on, for a reason its user can act on.

    The command line prints it and leaves with status 2.
    """

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.zh = zh
        self.en = en

    def text(self, language: Language) -> str:
        return self.zh if language == "zh" else self.en


INTERRUPTED = UserError(
    "已中断；已保存的内容完好，可再次运行", "interrupted; what is kept is whole, just run it again"
)
INTERRUPTED_STATUS = 130  # as shells have it: 128 and SIGINT


def explained(error: UserError | sqlite3.Error | OSError) -> UserError:
    """Return what stopped the command as a sentence."""
    if isinstance(error, UserError):
        return error
    zh, en = reason(error)
    if isinstance(error, OSError):
        name = f" ({error.filename})" if error.filename else ""
        return UserError(f"系统错误：{zh}{name}", f"system error: {en}{name}")
    if _code(error) in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return UserError(zh, en)
    return UserError(f"数据库错误：{zh}", f"database error: {en}")


def both(text: str) -> tuple[str, str]:
    """Return a stored sentence, ``中文 | English``, in its two languages."""
    zh, _, en = text.partition(BETWEEN)
    return zh, en or zh


def reason(error: sqlite3.Error | OSError) -> tuple[str, str]:
    """Say in Chinese and in English what the system, or SQLite, had against it."""
    if isinstance(error, OSError):
        number = error.errno or 0
        return _SYSTEM.get(number, f"错误编号 {number}"), error.strerror or str(error)
    code = _code(error)
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return (
            "数据库正被另一个程序占用，请稍后再试",
            "another program is using the database; try again later",
        )
    return _SQLITE.get(code, f"错误编号 {code}"), str(error)


def _code(error: sqlite3.Error) -> int:
    return getattr(error, "sqlite_errorcode", 0) & 0xFF  # the rest is detail


_SYSTEM = {
    errno.EACCES: "没有权限",
    errno.EPERM: "不允许这样操作",
    errno.ENOENT: "文件或文件夹不存在",
    errno.EEXIST: "已有同名文件",
    errno.ENOTDIR: "路径中有一段不是文件夹",
    errno.EISDIR: "这是文件夹，不是文件",
    errno.ENAMETOOLONG: "名称过长",
    errno.ELOOP: "符号链接循环",
    errno.ENOSPC: "磁盘空间不足",
    errno.EDQUOT: "超出磁盘配额",
    errno.EROFS: "文件系统只读",
    errno.EIO: "读写出错",
    errno.EMFILE: "打开的文件过多",
    errno.ENFILE: "系统打开的文件过多",
    errno.ENOMEM: "内存不足",
    errno.EADDRINUSE: "端口已被占用",
}
_SQLITE = {
    sqlite3.SQLITE_NOTADB: "这不是数据库文件",
    sqlite3.SQLITE_CORRUPT: "数据库文件已损坏",
    sqlite3.SQLITE_FULL: "磁盘空间不足",
    sqlite3.SQLITE_READONLY: "数据库只读",
    sqlite3.SQLITE_CANTOPEN: "数据库文件无法打开",
    sqlite3.SQLITE_IOERR: "读写出错",
}
