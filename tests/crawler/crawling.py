"""Runs the real spider in a process of its own: a reactor can be started once, and never in pytest's."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from crawler.document import Document, List, PortalVisit

ROOT = Path(__file__).parents[2]
COLLECT = "tests.crawler.crawling.Collect"


class Collect:
    """Item pipeline that appends what it is given to the file named by the environment."""

    def __init__(self) -> None:
        self._file = Path(os.environ["GONGKAI_TEST_ITEMS"])

    def process_item(self, item: object) -> object:
        with self._file.open("ab") as out:
            pickle.dump(item, out)
        return item


@dataclass(frozen=True)
class Crawl:
    """What one run of the spider handed over, and what it printed."""

    documents: list[Document]
    visits: list[PortalVisit]
    lists: list[List]
    log: str = field(repr=False)

    @property
    def visit(self) -> PortalVisit:
        assert len(self.visits) == 1, self.visits
        return self.visits[0]

    def urls(self) -> list[str]:
        return sorted(document.url for document in self.documents)


def crawl(
    *portals: tuple[str, str],
    extra: str = "",
    settings: Sequence[str] = (),
    delay: str = "0",
    arguments: Sequence[str] = (),
    prelude: str = "",
) -> Crawl:
    """Crawl portals given as (name, url). ``extra`` is TOML added to the last; ``prelude`` Python run first."""
    with tempfile.TemporaryDirectory() as folder:
        catalogue, items = Path(folder) / "portals.toml", Path(folder) / "items"
        catalogue.write_text("".join(map(_entry, portals)) + extra, encoding="utf-8")
        options = [f'ITEM_PIPELINES={{"{COLLECT}": 1}}', "RETRY_TIMES=1", *settings]
        command = [sys.executable, "-c", f"{prelude}\nfrom scrapy.cmdline import execute; execute()"]
        command += ["crawl", "portals", "-a", f"catalogue={catalogue}", "-a", f"delay={delay}", *arguments]
        for option in options:
            command += ["-s", option]
        done = subprocess.run(
            command,
            cwd=ROOT,
            env=os.environ | {"GONGKAI_TEST_ITEMS": str(items)},
            capture_output=True,
            text=True,
            timeout=60,
            check=True,
        )
        found = list(_items(items))
    return Crawl(
        [item for item in found if isinstance(item, Document)],
        [item for item in found if isinstance(item, PortalVisit)],
        [item for item in found if isinstance(item, List)],
        done.stderr,
    )


def _entry(portal: tuple[str, str]) -> str:
    name, url = portal
    return f'[[portal]]\nname = "{name}"\ntitle = "{name}"\ndivision = "370481"\nurl = "{url}"\n'


def _items(file: Path) -> Iterator[object]:
    if not file.exists():
        return
    with file.open("rb") as source:
        while True:
            try:
                yield pickle.load(source)  # noqa: S301  # written by our own child
            except EOFError:
                return
