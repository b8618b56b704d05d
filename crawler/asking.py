"""What to ask for next, and what not: what is known and cannot be expected to have changed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from crawler.addresses import identity
from crawler.discovery import Role
from crawler.memory import Known
from crawler.platforms import Ask
from crawler.steps import Step, Want
from crawler.visits import Visit


def want(visit: Visit, url: str, step: Step, now: datetime) -> Iterator[Want]:
    """Ask for what belongs to the portal's reports; that it lies elsewhere is a loss to be noted."""
    if not visit.territory.allows(url):
        visit.troubles[url] = "leads off the portal"
    yield from ask(visit, url, step, now)


def ask(visit: Visit, url: str, step: Step, now: datetime) -> Iterator[Want]:
    """Ask for what a page links to, unless it is known and cannot be expected to have changed."""
    visit.met.add(identity(url))
    known = visit.memory.documents.get(identity(url))
    if visit.is_settled(url, now):
        if known:
            yield from files_of(visit, known, now)
    else:
        yield from reserve(visit, url, step)


def reserve(visit: Visit, url: str, step: Step) -> Iterator[Want]:
    if visit.claim(url):
        yield Want(Ask(url, headers=visit.validators(url)), step)


def files_of(visit: Visit, known: Known, now: datetime) -> Iterator[Want]:
    """Count a known report, and ask for such of its files as are due, or a killed run did not come to."""
    if not known.attached:
        visit.count_year(known.url, known.year)
    for file in known.files:
        step = Step(Role.ARTICLE, 0, known.url, None, article=(known.url, known.claims))
        yield from ask(visit, file, step, now)
