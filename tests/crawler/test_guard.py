"""Nothing leaves its portal, at whatever level one tries; every test counts what really arrived elsewhere."""

from __future__ import annotations

import time
from collections.abc import Iterator
from itertools import pairwise

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from crawler.document import VisitOutcome
from tests.crawler.crawling import crawl
from tests.crawler.sites import Answer, Content, Site, article, links, report, site

STOLEN: Content = {
    "/": links(("/nb/", "年报")),
    "/stolen.html": article(report("教育局")),
    "/robots.txt": Answer("User-agent: *"),
}


@pytest.fixture
def outside() -> Iterator[Site]:
    """Some other server on this machine, that nothing may ever reach."""
    with site(STOLEN) as running:
        yield running


@pytest.fixture
def neighbour() -> Iterator[Site]:
    """A server on another loopback address."""
    with site(STOLEN, host="127.0.0.2") as running:
        yield running


def test_links_redirects_and_robots_stay_on_a_loopback_portal(outside: Site, neighbour: Site) -> None:
    away = [
        outside.url + "stolen.html",
        neighbour.url + "stolen.html",
        "file:///etc/passwd",
        "ftp://127.0.0.1/x",
    ]
    away += [outside.url.replace("127.0.0.1", "localhost") + "stolen.html", "http://169.254.169.254/latest/"]
    rows = [(url, report(f"第{number}局")) for number, url in enumerate(away)]
    hops = [(f"hop{number}.html", report(f"第{number}街道")) for number in range(len(away))]
    content: dict[str, str | Answer] = {
        "/": links(("/nb/", "政府信息公开年报"), (outside.url, "政府信息公开")),
        "/robots.txt": Answer("", 302, {"Location": outside.url + "robots.txt"}),
        "/nb/": links(("good.html", report("教育局")), ("meta.html", report("民政局")), *rows, *hops),
        "/nb/good.html": article(report("教育局"), f'<a href="{outside.url}stolen.pdf">年报.pdf</a>'),
        "/nb/meta.html": f'<html><meta http-equiv="refresh" content="0;url={outside.url}stolen.html"></html>',
    }
    content |= {
        f"/nb/hop{number}.html": Answer("", 302, {"Location": url}) for number, url in enumerate(away)
    }
    with site(content) as running:
        done = crawl(("inside", running.url))
    assert done.urls() == [running.url + "nb/good.html"]
    assert done.visit.outcome is VisitOutcome.PARTIAL
    assert outside.asked == []
    assert neighbour.asked == []


# What DNS answers is beyond our control, so it is what these two runs pretend; all else is as always.
LYING_DNS = "import socket; socket.gethostbyname = lambda name: '127.0.0.1'"


def _public_name(running: Site) -> str:
    return running.url.replace("127.0.0.1", "www.tengzhou.gov.cn")


def test_a_public_name_that_resolves_to_loopback_is_not_connected_to(outside: Site) -> None:
    done = crawl(("rebound", _public_name(outside)), prelude=LYING_DNS, settings=["RETRY_TIMES=0"])
    assert done.visit.outcome is VisitOutcome.UNREACHABLE
    assert "www.tengzhou.gov.cn resolves to 127.0.0.1, which is no public address" in done.log
    assert outside.asked == []


def test_without_the_resolver_it_would_have_been(outside: Site) -> None:
    usual = "TWISTED_DNS_RESOLVER=scrapy.resolver.CachingThreadedResolver"
    crawl(("rebound", _public_name(outside)), prelude=LYING_DNS, settings=["RETRY_TIMES=0", usual])
    assert "/" in outside.asked


def test_one_request_at_a_time_and_a_delay_between_two() -> None:
    times: list[tuple[float, float]] = []

    def slow(request: Request) -> Response:
        begun = time.monotonic()
        time.sleep(0.1)
        times.append((begun, time.monotonic()))
        if request.path == "/robots.txt":
            return Response("User-agent: *\nCrawl-delay: 0.4\n", content_type="text/plain")
        return Response(
            links(*((f"/{n}.html", report(f"第{n}局")) for n in range(4))), content_type="text/html"
        )

    server = HTTPServer(port=0, threaded=True)
    server.expect_request("/robots.txt").respond_with_handler(slow)
    for path in ["/", *(f"/{n}.html" for n in range(4))]:
        server.expect_request(path).respond_with_handler(slow)
    server.start()
    try:
        crawl(("slow", server.url_for("/")), delay="0.3")
    finally:
        server.stop()
    times.sort()
    assert len(times) == 6
    assert all(end <= begun for (_, end), (begun, _) in pairwise(times))
    begun = [time for time, _ in times]
    assert begun[1] - begun[0] > 0.25  # as asked for
    assert begun[5] - begun[1] > 4 * 0.4 - 0.1  # as robots.txt asks for; a busy machine blurs single waits


@pytest.mark.parametrize(("asked", "kept"), [("0", "0.5"), ("0.8", "0.8")])
def test_a_public_host_is_never_hurried(asked: str, kept: str) -> None:
    done = crawl(
        ("public", "http://www.tengzhou.gov.cn/"), delay=asked, settings=["RETRY_TIMES=0"], prelude=LYING_DNS
    )
    assert f"'DOWNLOAD_DELAY': {kept}," in done.log


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["-a", "only=nowhere"], "no portal named nowhere in the catalogue"),
        (["-a", "catalogue=/none.toml"], "/none.toml: cannot be read"),
        (["-a", "delay=fast"], "delay must be a number of seconds, not fast"),
    ],
)
def test_wrong_arguments_give_a_sentence(arguments: list[str], sentence: str) -> None:
    done = crawl(("portal", "http://127.0.0.1:1/"), arguments=arguments)
    assert sentence in done.log
    assert "Traceback" not in done.log
    assert done.visits == []
