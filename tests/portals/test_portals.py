"""From the home page of every simulated portal to its reports: all of them, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from urllib.parse import unquote

import pytest

from crawler.document import VisitOutcome
from tests.crawler.crawling import Crawl, crawl
from tests.portals import simulated
from tests.portals.serving import Running, serve


@pytest.fixture(scope="module")
def visited() -> Iterator[tuple[Crawl, dict[str, Running]]]:
    with ExitStack() as stack:
        portals = {
            name: stack.enter_context(serve(portal.HOST, portal.answer))
            for name, portal in simulated().items()
        }
        yield crawl(*((name.replace("_", "-"), running.url) for name, running in portals.items())), portals


@pytest.mark.parametrize("name", simulated())
def test_every_report_is_archived_and_nothing_else(
    visited: tuple[Crawl, dict[str, Running]], name: str
) -> None:
    done, portals = visited
    portal, running, slug = simulated()[name], portals[name], name.replace("_", "-")
    found = [
        "/" + document.url.removeprefix(running.url) for document in done.documents if document.portal == slug
    ]
    visit = next(visit for visit in done.visits if visit.portal == slug)
    assert sorted(map(unquote, found)) == sorted(map(unquote, portal.PUBLISHED)), visit
    assert (visit.outcome, visit.reason, visit.platform) == (VisitOutcome.OK, None, portal.PLATFORM)


@pytest.mark.parametrize("name", simulated())
def test_a_portal_is_asked_for_one_thing_at_a_time_and_never_twice(
    visited: tuple[Crawl, dict[str, Running]], name: str
) -> None:
    running = visited[1][name]
    asked = [(asked.target, asked.body) for asked in running.asked]
    assert len(asked) == len(set(asked))
    assert running.most_at_once == 1


def test_even_without_a_pause_a_host_is_asked_for_one_thing_at_a_time() -> None:
    portal = simulated()["php"]
    hurried = "import crawler.spiders.portals as spider; spider.SHORTEST_DELAY = 0"
    with serve("127.0.0.33", portal.answer) as running:
        done = crawl(("hurried", running.url), prelude=hurried)
    assert len(done.documents) == len(portal.PUBLISHED)
    assert running.most_at_once == 1
