"""File formats, one module each: MEDIA_TYPES and ``content(body) -> Content``. Found by walking the folder."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable
from functools import cache

from extractors.content import Content


@cache
def readers() -> dict[str, Callable[[bytes], Content]]:
    """Every media type that can be read, with the function that reads it. It raises UnreadableError."""
    found: dict[str, Callable[[bytes], Content]] = {}
    for info in pkgutil.iter_modules(__path__):
        module = importlib.import_module(f"{__name__}.{info.name}")
        for media_type in getattr(module, "MEDIA_TYPES", ()):
            found[media_type] = module.content
    return found
