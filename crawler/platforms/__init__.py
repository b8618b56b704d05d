"""Publishing systems that many portals share: one module each, found by walking this folder.

A platform module offers ``NAME`` and three functions, see :class:`Platform`. ``static`` is the one that every
page fits and therefore asked last.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Generator
from dataclasses import dataclass
from functools import cache
from typing import Protocol, cast

from crawler.page import Link, Page

FALLBACK = "static"


@dataclass(frozen=True, slots=True)
class Ask:
    """A further page of a list to fetch."""

    url: str
    method: str = "GET"
    body: bytes = b""
    headers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of an :class:`Ask`: the page (null when it could not be had) and how much of it was new."""

    page: Page | None
    fresh: int  # rows of this column not seen on its earlier pages; 0 also for a page seen before


# A column's further pages: yields what to fetch next, is sent what came of it, returns at the list's end.
Pages = Generator[Ask, Answer, None]


class Platform(Protocol):
    """What a module in this folder offers."""

    NAME: str

    def recognise(self, page: Page) -> bool:
        """Tell from a column's first page whether this system made it."""

    def rows(self, page: Page) -> list[Link]:
        """Read the entries of one page of a list, or of an answer to an :class:`Ask`."""

    def pages(self, first: Page) -> Pages:
        """Walk a list behind its first page. Need not watch for endless lists: the caller ends those."""


@cache
def platforms() -> dict[str, Platform]:
    """All platforms by name, the fallback last."""
    names = sorted((info.name for info in pkgutil.iter_modules(__path__)), key=lambda name: name == FALLBACK)
    modules = (importlib.import_module(f"{__name__}.{name}") for name in names)
    return {module.NAME: cast("Platform", module) for module in modules}


def recognise(page: Page, named: str | None = None) -> Platform:
    """Choose the platform of a column: the one the catalogue names, else the first that knows the page."""
    if named in platforms():
        return platforms()[named]
    return next(platform for platform in platforms().values() if platform.recognise(page))
