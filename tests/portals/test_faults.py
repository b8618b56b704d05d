"""Portals that fail: what passes is asked for again, what does not is said, and nothing wrong is taken."""

from __future__ import annotations

import datetime
import gzip
import ssl
import warnings
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from time import monotonic

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID

from crawler.document import PortalVisit, VisitOutcome
from tests.crawler.crawling import Crawl, crawl
from tests.crawler.sites import Answer
from tests.portals import simulated
from tests.portals.markup import article, home, menu, page, reports, row
from tests.portals.serving import Asked, Broken, Reply, Running, serve

_REPORTS = {f"/nb/{report.number}.html": report for report in reports()[:6]}
_FIRST, *_ = _REPORTS


@dataclass
class Failing:
    """A small portal; ``fault`` is given each request, how often it came, and the answer there would have been."""

    fault: Callable[[Asked, int, Reply], Reply]
    times: Counter[str] = field(default_factory=Counter)
    moments: list[float] = field(default_factory=list)

    def answer(self, asked: Asked) -> Reply:
        self.times[asked.target] += 1
        self.moments.append(monotonic())
        return self.fault(asked, self.times[asked.target], _sound(asked))


def _sound(asked: Asked) -> Reply:
    if asked.path == "/":
        return home(("/nb/", "政府信息公开年报"))
    if asked.path == "/nb/":
        return page("政府信息公开年报", "".join(row(url, report.title) for url, report in _REPORTS.items()))
    report = _REPORTS.get(asked.path)
    return article(report) if report else None


def _at_first(reply: Callable[[Reply], Reply]) -> Callable[[Asked, int, Reply], Reply]:
    return lambda asked, times, sound: reply(sound) if times == 1 and asked.path in _REPORTS else sound


def _always(reply: Callable[[Reply], Reply]) -> Callable[[Asked, int, Reply], Reply]:
    return lambda asked, _, sound: reply(sound) if asked.path == _FIRST else sound


def _whole(sound: Reply) -> Answer:
    assert isinstance(sound, str)
    return Answer(sound)


def _trap(asked: Asked, _: int, sound: Reply) -> Reply:
    """Lay a calendar beneath the column, whose every day leads to another month."""
    if asked.path == "/nb/":
        assert isinstance(sound, str)
        return (
            sound.replace("</ul>", "</ul><a href='/nb/rl/2024/1/'>日历</a>", 1)
            + "<a href='/nb/rl/2024/1/'>日历</a>"
        )
    if asked.path.startswith("/nb/rl/"):
        return page("日历", menu(*((f"{asked.path}{day}/", f"{day}日") for day in range(1, 32))))
    return sound


def _impossible(asked: Asked, _: int, sound: Reply) -> Reply:
    """List a report at an address no client can ask, before all others."""
    bad = row("http://127.0.0.1:99999/1.html", "某县税务局2023年政府信息公开工作年度报告")
    return (
        sound.replace("<li>", f"{bad}<li>", 1) if isinstance(sound, str) and asked.path == "/nb/" else sound
    )


_CHALLENGE = gzip.compress(b"<script>document.cookie='__jsl_clearance_s=1'</script>")
_BOMB = gzip.compress(gzip.compress(bytes(60 << 20), 1))
_LEAVE = {"Retry-After": "1"}
FAULTS: dict[str, tuple[Callable[[Asked, int, Reply], Reply], VisitOutcome, int, str]] = {
    # name: fault, outcome, reports archived, part of the reason
    "500 once": (_at_first(lambda _: Answer("error", 500)), VisitOutcome.OK, 6, ""),
    "503 once": (_at_first(lambda _: Answer("busy", 503, _LEAVE)), VisitOutcome.OK, 6, ""),
    "reset once": (_at_first(lambda _: Broken("reset")), VisitOutcome.OK, 6, ""),
    "truncated once": (_at_first(lambda sound: Broken("truncated", _whole(sound))), VisitOutcome.OK, 6, ""),
    "slow": (_always(lambda sound: Broken("slow", _whole(sound))), VisitOutcome.OK, 6, ""),
    "500 always": (_always(lambda _: Answer("error", 500)), VisitOutcome.PARTIAL, 5, "status 500"),
    "reset always": (
        _always(lambda _: Broken("reset")),
        VisitOutcome.PARTIAL,
        5,
        "1 addresses could not be had",
    ),
    "truncated always": (
        _always(lambda s: Broken("truncated", _whole(s))),
        VisitOutcome.PARTIAL,
        5,
        "1 addresses",
    ),
    "error page with 200": (
        _always(lambda _: page("404", "您访问的页面不存在")),
        VisitOutcome.PARTIAL,
        5,
        "status 404",
    ),
    "come back in an hour": (
        _always(lambda _: Answer("busy", 503, {"Retry-After": "3600"})),
        VisitOutcome.BLOCKED,
        -1,
        "3600 seconds",
    ),
    "challenge on the way": (
        _always(lambda _: Answer("<script>document.cookie='__jsl_clearance_s=1'</script>", 521)),
        VisitOutcome.BLOCKED,
        -1,
        "status 521",
    ),
    "a packed challenge": (
        _always(lambda _: Answer(_CHALLENGE, 200, {"Content-Encoding": "gzip"})),
        VisitOutcome.BLOCKED,
        -1,
        "challenge",
    ),
    "headers without end": (_always(lambda _: Broken("headers")), VisitOutcome.PARTIAL, 5, "1 addresses"),
    "a bomb in a bomb": (
        _always(lambda _: Answer(_BOMB, 200, {"Content-Encoding": "gzip, gzip"})),
        VisitOutcome.PARTIAL,
        5,
        "1 addresses",
    ),
    "a redirect to nonsense": (
        _always(lambda _: Answer("", 302, {"Location": "http://[::1"})),
        VisitOutcome.PARTIAL,
        5,
        "1 addresses",
    ),
    "a port that cannot be": (_impossible, VisitOutcome.PARTIAL, 6, "99999/1.html: leads off the portal"),
    "a calendar without end": (_trap, VisitOutcome.PARTIAL, 6, "sub-columns"),
    "a list by an unknown script": (
        lambda asked, _, sound: (
            page("年报", "<div id=list></div><script>load()</script>") if asked.path == "/nb/" else sound
        ),
        VisitOutcome.UNRECOGNISED,
        0,
        "no report in it",
    ),
}


@pytest.fixture(scope="module")
def visited() -> Iterator[tuple[Crawl, dict[str, tuple[Failing, Running]]]]:
    with ExitStack() as stack:
        portals = {}
        for number, (name, (fault, *_)) in enumerate(FAULTS.items()):
            failing = Failing(fault)
            portals[name] = failing, stack.enter_context(serve(f"127.0.1.{number + 1}", failing.answer))
        slugs = {name: f"fault-{number}" for number, name in enumerate(portals)}
        yield crawl(*((slugs[name], running.url) for name, (_, running) in portals.items())), portals


def _visit(done: Crawl, name: str) -> PortalVisit:
    return next(visit for visit in done.visits if visit.portal == f"fault-{list(FAULTS).index(name)}")


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_survived_or_said(
    visited: tuple[Crawl, dict[str, tuple[Failing, Running]]], name: str
) -> None:
    done, portals = visited
    _, outcome, archived, reason = FAULTS[name]
    visit = _visit(done, name)
    assert (visit.outcome, reason in (visit.reason or "")) == (outcome, True), visit
    bodies = [document.body for document in done.documents if document.portal == visit.portal]
    assert archived in (len(bodies), -1)
    assert all(b"</html>" in body for body in bodies)
    assert portals[name][1].most_at_once == 1
    assert len(portals[name][1].asked) < 700


def test_headers_without_end_are_not_listened_to(
    visited: tuple[Crawl, dict[str, tuple[Failing, Running]]],
) -> None:
    assert visited[1]["headers without end"][1].headers_sent < 50_000  # of 200,000; what fits into sockets


def test_of_a_huge_robots_txt_only_the_beginning_is_read() -> None:
    """All of it would take as long as to crawl some portals, and hold up every other one."""
    robots = f"User-agent: *\nDisallow: {_FIRST}\n" + "Disallow: /a*b*c*d*\n" * 30_000 + "Disallow: /nb/\n"
    failing = Failing(lambda asked, _, sound: robots if asked.path == "/robots.txt" else sound)
    with serve("127.0.1.99", failing.answer) as running:
        done = crawl(("huge", running.url))
    assert len(done.documents) == 5
    assert _FIRST not in running.targets()


def test_who_asks_for_a_pause_gets_it(visited: tuple[Crawl, dict[str, tuple[Failing, Running]]]) -> None:
    moments = visited[1]["503 once"][0].moments
    assert max(after - before for before, after in pairwise(moments)) >= 0.99
    times = visited[1]["come back in an hour"][0].times
    assert times[_FIRST] == 1


def test_a_server_with_old_tls_is_understood_after_the_standard_handshake_failed(tmp_path: Path) -> None:
    portal = simulated()["single"]
    with serve("127.0.2.1", portal.answer, _old_tls(tmp_path)) as running:
        done = crawl(("old", running.url))
    assert {"/" + url.removeprefix(running.url) for url in done.urls()} == set(portal.PUBLISHED)
    assert done.visit.outcome is VisitOutcome.OK


def _old_tls(folder: Path) -> ssl.SSLContext:
    """Make a context for TLS 1.0 only, with a certificate nobody vouches for."""
    key = rsa.generate_private_key(65537, 2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "old.example")])
    now = datetime.datetime.now(datetime.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - datetime.timedelta(days=2))
        .not_valid_after(now - datetime.timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    plain = serialization.NoEncryption()
    pem = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.TraditionalOpenSSL, plain)
    file = folder / "server.pem"
    file.write_bytes(pem + certificate.public_bytes(serialization.Encoding.PEM))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    context.set_ciphers("DEFAULT:@SECLEVEL=0")
    with warnings.catch_warnings(
        action="ignore", category=DeprecationWarning
    ):  # it is what the test is about
        context.minimum_version = context.maximum_version = ssl.TLSVersion.TLSv1
    return context
