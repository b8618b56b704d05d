"""Walking one 年报 column to its end, and no further: the stop rules that hold on every platform."""

from __future__ import annotations

from crawler import discovery
from crawler.addresses import identity
from crawler.page import Link, Page
from crawler.platforms import Answer, Ask, Pages, Platform, rows, static
from crawler.titles import Kind, is_year_label

MOST_PAGES = 500  # a prefecture's ten years fill some hundred; beyond is a trap


class Column:
    """One list of reports being walked, page after page.

    A further page counts for what it adds. One that shows nothing of the column that was not there before is
    the end, whatever its pager says: past the end servers repeat page 1, show other columns or answer 200 to
    anything. ``named``: it is called 年报, so that every row an interface lists for it belongs to it.
    """

    def __init__(
        self,
        first: Page,
        platform: Platform,
        *,
        named: bool = True,
        title: str | None = None,
        validators: tuple[str | None, str | None] = (None, None),
    ) -> None:
        self.url = first.url
        self.platform = platform
        self.named = named
        self.title = title
        self.is_twin = False  # what it would ask for, another list has asked for
        self.validators = validators  # ETag and Last-Modified of its first page, where that is all of it
        self._seen: set[str] = set()
        self._reports: set[str] = set()
        self._turned = 0
        self._brought = 0
        self._pages = self._walk(first)
        self._fresh(first)

    def start(self) -> Ask | None:
        """Give the first further page to fetch, null when there is none."""
        return next(self._pages, None)

    def turn(self, page: Page | None) -> Ask | None:
        """Take in what came of the last ask (null: nothing); give the next, null at the end of the list."""
        self._turned += 1
        if self._turned >= MOST_PAGES:
            return None
        try:
            fresh = self._fresh(page) if page else 0
            self._brought += fresh
            return self._pages.send(Answer(page, fresh))
        except StopIteration:
            return None

    @property
    def size(self) -> int:
        """Say how many reports and sub-columns were found in it."""
        return len(self._reports)

    def reports(self, page: Page) -> list[Link]:
        """Give the rows that are reports, and those of short title which an interface lists among them."""
        bare = self._is_bare(page)
        kinds = (Kind.REPORT, Kind.OTHER) if bare else (Kind.REPORT,)
        return [link for link in rows(self.platform, page) if link.judged.kind in kinds]

    def branches(self, page: Page) -> list[Link]:
        """Find the sub-columns on one of the column's pages; an interface's answer may hold short titles too."""
        found = rows(self.platform, page)
        if self._is_bare(page):
            return [link for link in found if link.judged.kind is Kind.OTHER]
        return discovery.branches(found, self.url)

    def _is_bare(self, page: Page) -> bool:
        return self.named and not page.is_whole and self.platform.NAME != static.NAME

    def _walk(self, first: Page) -> Pages:
        """Walk as the platform knows to; where that brings nothing, as lists in plain HTML go on."""
        yield from self.platform.pages(first)
        if not self._brought and self.platform.NAME != static.NAME:
            yield from static.pages(first)

    def _fresh(self, page: Page) -> int:
        bare = self._is_bare(page)
        found = {identity(link.url) for link in rows(self.platform, page) if bare or self._is_row(link)}
        self._reports |= {identity(link.url) for link in [*self.reports(page), *self.branches(page)]}
        new = found - self._seen
        self._seen |= new
        return len(new)

    def _is_row(self, link: Link) -> bool:
        title = link.judged
        return (
            title.kind in (Kind.REPORT, Kind.LOOK_ALIKE, Kind.COLUMN)
            or is_year_label(link.title)
            or (title.kind is Kind.OTHER and discovery.is_beneath(link.url, self.url))
        )
