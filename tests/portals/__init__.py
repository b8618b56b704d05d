"""Simulated portals on loopback, one a module, each true to the addresses, markup and pagers of its system.

A module holds ``HOST`` (an address of its own), ``PLATFORM`` (as the visit must name it), ``PUBLISHED`` (paths of the
reports and their files: these must be archived, and nothing else) and ``answer``.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Collection
from typing import Protocol, cast

from tests.portals.serving import Asked, Reply

_HELPERS = {"serving", "markup"}


class Simulated(Protocol):
    """What a module in this folder holds."""

    HOST: str
    PLATFORM: str
    PUBLISHED: Collection[str]

    def answer(self, asked: Asked) -> Reply:
        """Answer a request; null is 404."""


def simulated() -> dict[str, Simulated]:
    names = [info.name for info in pkgutil.iter_modules(__path__)]
    portals = [name for name in names if name not in _HELPERS and not name.startswith("test_")]
    return {name: cast("Simulated", importlib.import_module(f"{__name__}.{name}")) for name in portals}
