"""What a fetched page means for a visit: documents to hand over, and what to ask for next.

Knows nothing of Scrapy. A ``Want`` is reserved with the visit when it is made, so nothing is asked for twice.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from urllib.parse import urlsplit

from crawler import article, asking, discovery, handover, platforms
from crawler.addresses import identity
from crawler.claims import claims_of
from crawler.columns import Column
from crawler.discovery import Role
from crawler.document import Again, Document, List, PageClaims
from crawler.memory import Shelf
from crawler.page import Link, Page
from crawler.platforms import Ask, Platform, static
from crawler.steps import Fetched, Step, Want
from crawler.titles import Kind, classify
from crawler.visits import Visit, challenge

DEEPEST_WAY = 3  # 首页 → 政务公开 → 政府信息公开 → 年报
DEEPEST_BRANCH = 4  # 年报 → 部门 → 单位 → 年份

_NO_LOSS = (
    "status 404",
    "leads off",
)  # for a page past a list's end, and for one that only might have led on
_GONE = (404, 410)


Found = Document | Again | List | Want


def begin(visit: Visit, now: datetime) -> Iterator[Found]:
    """Start at the portal's first page, or where earlier runs found everything there was."""
    if visit.thorough:
        yield from asking.ask(visit, visit.portal.url, Step(Role.START), now)
    else:
        for shelf in visit.memory.shelves.values():
            if shelf.rows is not None:
                yield from asking.reserve(visit, shelf.url, Step(Role.COLUMN, 0, None, shelf.title))
    for known in visit.memory.documents.values():
        if visit.recheck and not known.attached:
            role = (
                Role.COLUMN if visit.is_known_list(known.url) else Role.ARTICLE
            )  # some columns are articles
            yield from asking.reserve(visit, known.url, Step(role, 0, None, known.claims.title))


def unanswered(visit: Visit, step: Step, url: str, reason: str, now: datetime) -> Iterator[Found]:
    """Try the other of http and https once where nobody answers, or what answers is no TLS we know."""
    if other := visit.other_scheme(url):
        yield Want(Ask(other), step)
    else:
        yield from lost(visit, step, url, reason, now)


def lost(visit: Visit, step: Step, url: str, reason: str, now: datetime) -> Iterator[Found]:
    """Note that an address could not be had."""
    if visit.blocked:
        return
    if step.role is Role.START:
        visit.unreachable = reason
    elif visit.memory.shelves.get(identity(url)) and not visit.thorough:
        yield from _start_over(visit, now)
    elif not ((step.column or step.role is Role.WAY) and reason.startswith(_NO_LOSS)):
        visit.troubles[url] = reason
    if step.column:
        yield from _turn(visit, step, step.column, None, now)


def read(visit: Visit, step: Step, fetched: Fetched) -> Iterator[Found]:
    """Take in an answer."""
    if blocked := _blocked(fetched, step):
        other = visit.other_scheme(fetched.url) if step.role is Role.START else None
        if other:  # some refuse https and answer http
            yield Want(Ask(other), step)
        else:
            visit.blocked = blocked
        return
    known = visit.memory.documents.get(identity(fetched.url))
    if fetched.status == 304:
        yield from _unchanged(visit, step, fetched)
    elif fetched.status in _GONE and known and not step.column:
        yield Again(known.url, visit.portal.name, fetched.at, gone=True)
    elif fetched.status >= 300:
        yield from lost(visit, step, fetched.url, f"status {fetched.status}", fetched.at)
    else:
        yield from _understand(visit, step, fetched)


def _understand(visit: Visit, step: Step, fetched: Fetched) -> Iterator[Found]:
    page = Page(fetched.url, fetched.body, fetched.content_type)
    if step.column:
        yield from _list_page(visit, step, step.column, page, fetched.at)
        yield from _turn(visit, step, step.column, page, fetched.at)
    elif not page.is_markup and not _is_search(step, page):
        yield from _take_file(visit, step, fetched)
    elif step.article:
        yield from _take_markup_file(visit, step, fetched, page)
    elif discovery.is_error_page(page):
        yield from _missing(visit, step, fetched)
    elif (target := discovery.redirect_in_script(page)) and step.depth < DEEPEST_BRANCH:
        yield from asking.want(visit, target, replace(step, depth=step.depth + 1), fetched.at)
    else:
        yield from _explore(visit, step, fetched, platforms.complete(page))


def _unchanged(visit: Visit, step: Step, fetched: Fetched) -> Iterator[Found]:
    """Take the server's word that a page is as it was: a report with the files on it, or a list."""
    key = identity(fetched.url)
    if known := visit.memory.documents.get(key):
        yield Again(known.url, visit.portal.name, fetched.at, gone=False)
        yield from asking.files_of(visit, known, fetched.at)
    if (shelf := visit.memory.shelves.get(key)) and not step.article:
        visit.column_found = True
        validators = (shelf.etag, shelf.last_modified)
        yield List(shelf.url, visit.portal.name, shelf.title, shelf.rows, fetched.at, *validators)


def _missing(visit: Visit, step: Step, fetched: Fetched) -> Iterator[Found]:
    """Treat a page that says "not found" with status 200 as what it says."""
    if known := visit.memory.documents.get(identity(fetched.url)):
        yield Again(known.url, visit.portal.name, fetched.at, gone=True)
    else:
        yield from lost(visit, step, fetched.url, "status 404", fetched.at)


def _explore(visit: Visit, step: Step, fetched: Fetched, page: Page) -> Iterator[Found]:
    """Take a report's page, follow a list, or look for the way to one; some pages are all of it."""
    column, now = _is_column(step, page), fetched.at
    alone = step.role is Role.START  # told to begin at a report: that one is meant
    if not column and (title := _own_title(step, page)):
        step = replace(step, role=Role.ARTICLE, link_text=title)
    if article.is_report(page) or (step.role is Role.ARTICLE and not discovery.is_list(page)):
        yield from _take_article(visit, step, fetched, page)
        if not column:
            if not alone:
                yield from _other_years(visit, step, page, now)
            return
    elif step.role is Role.BRANCH and article.is_article(page):
        _refuse(visit, page)
        yield List(page.url, visit.portal.name, step.link_text, None, now)
        return
    platform = platforms.recognise(page, visit.portal.platform)
    rows = platforms.rows(platform, page)
    if column or step.role in (Role.BRANCH, Role.ARTICLE) or _is_list(page, rows):
        yield from _enter_column(visit, step, fetched, page, platform)
    elif step.role is Role.START and _names_a_list(page, platform):
        yield from _enter_column(visit, replace(step, depth=DEEPEST_BRANCH), fetched, page, platform)
    else:
        for link in discovery.titled(rows, Kind.REPORT):
            yield from asking.ask(visit, link.url, Step(Role.ARTICLE, 0, page.url, link.title), now)
    if step.role in (Role.START, Role.WAY) and not column:
        yield from _search(visit, step, page, rows, now)


def _is_list(page: Page, rows: list[Link]) -> bool:
    """Tell a list whatever it is called: by its length, or by a few reports and its pager."""
    several = len(discovery.titled(rows, Kind.REPORT)) > 1
    return discovery.is_long_list(page, rows) or (
        several and discovery.is_list(page) and (static.page_count(page) or 1) > 1
    )


def _own_title(step: Step, page: Page) -> str | None:
    """Give the title of a page that is a report by what it calls itself, where the link to it did not say."""
    title = discovery.report_titled(page) if step.role in (Role.START, Role.WAY, Role.BRANCH) else None
    # A list of a year's reports may be called 2023年政府信息公开年报, too, and name no office.
    return title if title and (step.role is Role.START or classify(title).organ) else None


def _other_years(visit: Visit, step: Step, page: Page, now: datetime) -> Iterator[Found]:
    """From a report that is an office's whole column, go on to the office's other years."""
    if step.depth >= DEEPEST_BRANCH:
        return
    for link in discovery.other_years(page):
        if visit.may_branch(max(step.depth, 1)):
            yield from asking.ask(
                visit, link.url, Step(Role.BRANCH, step.depth + 1, page.url, link.title), now
            )


def _search(visit: Visit, step: Step, page: Page, rows: list[Link], now: datetime) -> Iterator[Found]:
    """From a page that is no column: follow what is called 年报, and what may lead there."""
    for link in discovery.columns(rows):
        yield from asking.ask(visit, link.url, Step(Role.COLUMN, 0, page.url, link.title), now)
    if step.depth >= DEEPEST_WAY:
        return
    ways = discovery.ways(page, rows)
    if step.role is Role.WAY:  # 政府信息公开 → 部门 → 年报
        ways += discovery.offices(rows, page.url)
    yield from _ask_ways(visit, step, page, ways, now)


def _ask_ways(visit: Visit, step: Step, page: Page, links: list[Link], now: datetime) -> Iterator[Found]:
    for link in links:
        if visit.ways < discovery.MOST_WAYS:
            for want in asking.ask(
                visit, link.url, Step(Role.WAY, step.depth + 1, page.url, link.title), now
            ):
                visit.ways += 1
                yield want


def _enter_column(
    visit: Visit, step: Step, fetched: Fetched, page: Page, platform: Platform
) -> Iterator[Found]:
    if visit.platform in (None, platforms.FALLBACK):
        visit.platform = platform.NAME
    visit.column_found = True
    # Only what is called a column has sub-columns: a page that merely lists reports lists other things too.
    named = _is_column(step, page) or step.role is Role.BRANCH
    validators = (
        (fetched.etag, fetched.last_modified) if platform.NAME == platforms.FALLBACK else (None, None)
    )
    column = Column(page, platform, named=named, title=step.link_text, validators=validators)
    depth = step.depth if named else DEEPEST_BRANCH
    walking = replace(step, role=Role.COLUMN, depth=depth, found_on=page.url, column=column)
    yield from _list_page(visit, walking, column, page, fetched.at)
    if not discovery.is_long_list(page, platforms.rows(platform, page)):  # it may stand in a frame
        for url in discovery.frames(page):
            yield from asking.ask(visit, url, Step(Role.BRANCH, depth + 1, page.url), fetched.at)
    if shelf := _known_shelf(visit, column, page):
        yield replace(_list(visit, column, fetched.at), rows=shelf.rows)
    else:
        yield from _next_page(visit, walking, column, column.start(), fetched.at)


def _turn(visit: Visit, step: Step, column: Column, page: Page | None, now: datetime) -> Iterator[Found]:
    if step.shared:
        yield from _share(visit, step.shared, page, now)
        step = replace(step, shared=None)
    if page and (shelf := _known_shelf(visit, column, page)):
        yield replace(_list(visit, column, now), rows=shelf.rows)
    else:
        yield from _next_page(visit, step, column, column.turn(page), now)


def _share(visit: Visit, url: str, page: Page | None, now: datetime) -> Iterator[Found]:
    """Give a script that came, or did not, to the lists that waited for it."""
    visit.shared[url] = page
    for waiting in visit.waiting.pop(url, []):
        if waiting.column:
            yield from _turn(visit, waiting, waiting.column, page, now)


def _known_shelf(visit: Visit, column: Column, page: Page) -> Shelf | None:
    """Give what is known of a list that shows nothing new here, so that its further pages will not either."""
    shelf = visit.memory.shelves.get(identity(column.url))
    rows = column.reports(page)
    by_script = page.is_whole and column.platform.NAME != platforms.FALLBACK
    if visit.thorough or not shelf or not (rows or (column.size and not by_script)):
        return None
    return shelf if all(visit.memory.knows(link.url) for link in rows) else None


def _next_page(visit: Visit, step: Step, column: Column, ask: Ask | None, now: datetime) -> Iterator[Found]:
    while ask:
        if ask.shared and ask.url in visit.shared:
            ask = column.turn(visit.shared[ask.url])
            continue
        if ask.shared and ask.url in visit.waiting:
            visit.waiting[ask.url].append(step)
            return
        if ask.shared:
            visit.waiting[ask.url] = []
            step = replace(step, shared=ask.url)
        if visit.has_asked(ask.url, ask.body):
            column.is_twin = True
        if visit.claim(ask.url, ask.body):
            headers = (("Referer", column.url), *ask.headers)  # some interfaces answer no others
            yield Want(replace(ask, headers=headers), step)
            return
        ask = column.turn(None)
    yield from _walked(visit, column, now)


def _walked(visit: Visit, column: Column, now: datetime) -> Iterator[Found]:
    shelf = visit.memory.shelves.get(identity(column.url))
    if column.is_twin and not column.size:  # another address of a list walked already
        yield replace(_list(visit, column, now), rows=None)
    elif shelf and shelf.rows and not column.size and not visit.thorough:
        yield from _start_over(visit, now)
    else:
        yield _list(visit, column, now)


def _list(visit: Visit, column: Column, now: datetime) -> List:
    return List(column.url, visit.portal.name, column.title, column.size, now, *column.validators)


def _start_over(visit: Visit, now: datetime) -> Iterator[Found]:
    """Go to the portal's first page after all: a list that was there is not, or is empty."""
    visit.thorough = True
    yield from asking.reserve(visit, visit.portal.url, Step(Role.START))


def _list_page(visit: Visit, step: Step, column: Column, page: Page, now: datetime) -> Iterator[Found]:
    """Read one page of a column: its reports, the look-alikes it lists, and its sub-columns."""
    rows = platforms.rows(column.platform, page)
    for link in rows:
        if link.judged.kind is Kind.LOOK_ALIKE:
            visit.refused.add(identity(link.url))
        elif link.judged.kind is Kind.REPORT:
            yield from asking.want(visit, link.url, Step(Role.ARTICLE, 0, page.url, link.title), now)
    if step.depth >= DEEPEST_BRANCH:
        return
    for link in discovery.columns(rows):
        yield from asking.ask(visit, link.url, Step(Role.COLUMN, step.depth + 1, page.url, link.title), now)
    for link in column.branches(page):
        if visit.may_branch(step.depth):
            yield from asking.ask(
                visit, link.url, Step(Role.BRANCH, step.depth + 1, page.url, link.title), now
            )
    if visit.thorough:
        ways = discovery.offices(rows, page.url)
        yield from _ask_ways(visit, replace(step, depth=DEEPEST_WAY - 1), page, ways, now)


def _refuse(visit: Visit, page: Page) -> None:
    if classify(page.metas.get("articletitle", "")).kind is Kind.LOOK_ALIKE:
        visit.refused.add(identity(page.url))


def _take_article(visit: Visit, step: Step, fetched: Fetched, page: Page) -> Iterator[Found]:
    claims = claims_of(page, step.link_text)
    title = classify(claims.title or "")
    if title.kind is Kind.LOOK_ALIKE:
        visit.refused.add(identity(page.url))
        yield List(page.url, visit.portal.name, step.link_text, None, fetched.at)
        return
    if not visit.keep(page.url):
        return
    year = title.year or classify(step.link_text or "").year
    visit.count_year(page.url, year)
    files = article.attachments(page, title)
    document = handover.document(visit, step, fetched, claims)
    yield from handover.hand_over(
        visit, replace(document, year=year, files=tuple(link.url for link in files))
    )
    for link in files:
        attached = Step(Role.ARTICLE, 0, page.url, link.title or None, article=(page.url, claims))
        yield from asking.want(visit, link.url, attached, fetched.at)


def _take_file(visit: Visit, step: Step, fetched: Fetched) -> Iterator[Found]:
    """Take a file: an attachment, or a list's row that is no page but the report itself."""
    if not fetched.body:
        yield from lost(visit, step, fetched.url, "empty answer", fetched.at)
    elif step.role is not Role.WAY and visit.keep(fetched.url):
        year = classify((step.article[1].title if step.article else step.link_text) or "").year
        if not step.article:
            visit.count_year(fetched.url, year)
        claims = step.article[1] if step.article else PageClaims(step.link_text)
        yield from handover.hand_over(
            visit, replace(handover.document(visit, step, fetched, claims), year=year)
        )


def _take_markup_file(visit: Visit, step: Step, fetched: Fetched, page: Page) -> Iterator[Found]:
    """Take an attachment that is markup when it is a report saved as such; else it is an error page."""
    if article.is_report(page):
        yield from _take_file(visit, step, fetched)
    else:
        yield from lost(visit, step, fetched.url, "a web page instead of the file", fetched.at)


def _is_search(step: Step, page: Page) -> bool:
    """Tell the answer of a portal's own search, which discovery asks for, from a file."""
    return step.role in (Role.START, Role.WAY, Role.COLUMN) and page.is_data


def _names_a_list(page: Page, platform: Platform) -> bool:
    """Tell that the catalogue gave a list's address though nothing on the page calls it one."""
    return urlsplit(page.url).path.count("/") > 1 and platform.NAME != platforms.FALLBACK


def _is_column(step: Step, page: Page) -> bool:
    """Tell a page that is called a column, by the link to it or, where discovery goes on foot, by itself."""
    by_itself = step.role in (Role.START, Role.WAY) and discovery.is_column(page)
    by_address = step.role is Role.START and discovery.is_told_column(page)
    return step.role is Role.COLUMN or by_itself or by_address


def _blocked(fetched: Fetched, step: Step) -> str | None:
    if step.role is Role.START and fetched.status in (401, 403, 405):
        return f"status {fetched.status} on the first page"
    return challenge(fetched.status, fetched.body)
