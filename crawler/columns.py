"""Walking one 年报 column to its end, and no further: the stop rules that hold on every platform."""

from __future__ import annotations

from crawler.addresses import identity
from crawler.discovery import is_beneath
from crawler.page import Link, Page
from crawler.platforms import Answer, Ask, Platform
from crawler.titles import Kind, is_year_label

MOST_PAGES = 500  # a prefecture's ten years fill some hundred; beyond is a trap


class Column:
    """One list of reports being walked, page after page.

    A further page counts for what it adds. One that shows nothing of the column that was not there before is
    the end, whatever its pager says: past the end servers repeat page 1, show other columns or answer 200 to
    anything.
    """

    def __init__(self, first: Page, platform: Platform) -> None:
        self.url = first.url
        self.platform = platform
        self._seen: set[str] = set()
        self._turned = 0
        self._pages = platform.pages(first)
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
            return self._pages.send(Answer(page, self._fresh(page) if page else 0))
        except StopIteration:
            return None

    def _fresh(self, page: Page) -> int:
        rows = {identity(link.url) for link in self.platform.rows(page) if self._is_row(link)}
        new = rows - self._seen
        self._seen |= new
        return len(new)

    def _is_row(self, link: Link) -> bool:
        title = link.judged
        return (
            title.kind in (Kind.REPORT, Kind.LOOK_ALIKE)
            or is_year_label(link.title)
            or (title.kind is Kind.OTHER and is_beneath(link.url, self.url))
        )
