"""Which portals to visit: data in ``portals/*.toml``, read and checked here."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from crawler.addresses import ForbiddenAddressError, Territory

SHIPPED = Path(__file__).parent / "portals"

_SLUG = re.compile(r"[a-z0-9][a-z0-9-]*")
_DIVISION = re.compile(r"\d{6}")
_KEYS = {"name", "title", "division", "url", "platform", "expect"}


class CatalogueError(Exception):
    """Raised when a catalogue cannot be used; the message is one sentence naming the file and the entry."""


@dataclass(frozen=True, slots=True)
class Portal:
    """One website of a government body. ``url`` is its home page, or the 年报 column itself."""

    name: str  # slug, unique in the catalogue
    title: str
    division: str  # GB/T 2260, six digits
    url: str
    platform: str | None = None  # null: recognised from the pages
    expect: tuple[int, int] | None = None  # reports a year, fewest and most; fewer is an alarm


def load(path: Path | None = None) -> tuple[Portal, ...]:
    """Read the catalogue that ships with the project, or the given file.

    Raises:
        CatalogueError: a file is missing or malformed, an entry is wrong, or a name is used twice.

    """
    files = sorted(SHIPPED.glob("*.toml")) if path is None else [path]
    portals = [portal for file in files for portal in _read(file)]
    names = [portal.name for portal in portals]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise CatalogueError(f"{path or SHIPPED}: the name {twice[0]} is used twice")
    return tuple(portals)


def select(portals: Sequence[Portal], names: Iterable[str]) -> tuple[Portal, ...]:
    """Pick the named portals, in the catalogue's order; all of them when no name is given.

    Raises:
        CatalogueError: a name is not in the catalogue.

    """
    wanted = [name.strip() for name in names if name.strip()]
    known = {portal.name for portal in portals}
    missing = [name for name in wanted if name not in known]
    if missing:
        raise CatalogueError(f"no portal named {', '.join(missing)} in the catalogue")
    return tuple(portal for portal in portals if not wanted or portal.name in wanted)


def _read(file: Path) -> list[Portal]:
    try:
        data = tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise CatalogueError(f"{file}: cannot be read ({error.strerror})") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise CatalogueError(f"{file}: not valid TOML ({error})") from error
    entries = data.pop("portal", None)
    if data or not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise CatalogueError(f"{file}: must hold [[portal]] entries and nothing else")
    return [_portal(entry, f"{file}, entry {number}") for number, entry in enumerate(entries, start=1)]


def _portal(entry: dict[str, Any], where: str) -> Portal:
    where = f"{where} ({entry.get('name', 'no name')})"
    unknown = sorted(set(entry) - _KEYS)
    if unknown:
        raise CatalogueError(f"{where}: unknown key {unknown[0]}")
    name, title, division, url = (_text(entry, key, where) for key in ("name", "title", "division", "url"))
    if not _SLUG.fullmatch(name):
        raise CatalogueError(f"{where}: name must be lower-case letters, digits and hyphens")
    if not _DIVISION.fullmatch(division):
        raise CatalogueError(f"{where}: division must be the six digits of GB/T 2260")
    try:
        Territory.of(url)
    except ForbiddenAddressError as error:
        raise CatalogueError(f"{where}: url is {error}") from error
    platform = _text(entry, "platform", where) if "platform" in entry else None
    return Portal(name, title, division, url, platform, _expect(entry, where))


def _text(entry: dict[str, Any], key: str, where: str) -> str:
    value = entry.get(key)
    if not isinstance(value, str) or not value.strip():
        raise CatalogueError(f"{where}: {key} must be a text")
    return value


def _expect(entry: dict[str, Any], where: str) -> tuple[int, int] | None:
    match entry.get("expect"):
        case None:
            return None
        case [int(fewest), int(most)] if 0 <= fewest <= most:
            return fewest, most
    raise CatalogueError(f"{where}: expect must be two whole numbers, fewest and most reports a year")
