"""Publishing systems that many portals share: one module each, found by walking this folder.

A platform module offers ``NAME`` and three functions, see :class:`Platform`, and may offer a fourth, see
:class:`Scripted`. ``static`` is the one that every page fits and therefore asked last.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Generator, Iterable
from dataclasses import dataclass, replace
from functools import cache
from itertools import count
from typing import Protocol, cast, runtime_checkable

from crawler.page import Link, Page

FALLBACK = "static"


@dataclass(frozen=True, slots=True)
class Ask:
    """A further page of a list to fetch."""

    url: str
    method: str = "GET"
    body: bytes = b""
    headers: tuple[tuple[str, str], ...] = ()
    shared: bool = False  # a script that several lists need: what came of it is kept for the others


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
        """Read the entries of an answer to an :class:`Ask`, and what a page holds beside its anchors."""

    def pages(self, first: Page) -> Pages:
        """Walk a list behind its first page. Need not watch for endless lists: the caller ends those."""


@runtime_checkable
class Scripted(Protocol):
    """A module whose system leads on by script, from any page of the portal."""

    def hidden(self, page: Page) -> list[Link]:
        """Name the addresses that a person would reach from this page and no anchor shows, each with a title."""


@cache
def platforms() -> dict[str, Platform]:
    """All platforms by name, the fallback last."""
    names = sorted((info.name for info in pkgutil.iter_modules(__path__)), key=lambda name: name == FALLBACK)
    modules = (importlib.import_module(f"{__name__}.{name}") for name in names)
    return {module.NAME: cast("Platform", module) for module in modules}


def page_after_page(
    asking: Callable[[int], Ask],
    rows: Callable[[Page], list[Link]],
    known: Iterable[Link] = (),
    start: int = 1,
) -> Generator[Ask, Answer, bool]:
    """Ask an interface for its pages from ``start`` on, until one shows no row that is not ``known`` from those before.

    Return whether there were any. Not told by ``Answer.fresh``: a column's own page often shows the first rows, too.
    """
    seen, brought = {link.url for link in known}, False
    for number in count(start):
        answer = yield asking(number)
        found = {link.url for link in rows(answer.page)} if answer.page else set()
        if found <= seen:
            break
        seen |= found
        brought = True
    return brought


def recognise(page: Page, named: str | None = None) -> Platform:
    """Choose the platform of a column: the one the catalogue names, else the first that knows the page."""
    if named in platforms():
        return platforms()[named]
    return next(platform for platform in platforms().values() if platform.recognise(page))


def rows(platform: Platform, page: Page) -> list[Link]:
    """Read the entries of a page: what only its system knows, and the anchors of a whole page."""
    own = platform.rows(page)
    if platform.NAME == FALLBACK or not page.is_whole:
        return own
    known = {link.url for link in own}
    return [*own, *(link for link in page.links if link.url not in known)]


def complete(page: Page) -> Page:
    """Add to a page's links those that its system leads to by script."""
    found = [
        link
        for platform in platforms().values()
        if isinstance(platform, Scripted)
        for link in platform.hidden(page)
    ]
    return replace(page, hidden=tuple(found)) if found else page
