"""Small portals on loopback for the spider to visit, each a mapping of paths to what is answered there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

HEADINGS = "一、总体情况 二、主动公开政府信息情况 三、收到和处理政府信息公开申请情况"
PDF = b"%PDF-1.7\n" + b"0" * 2000


@dataclass(frozen=True)
class Answer:
    """An answer that is more than a page: its body, status and headers."""

    body: str | bytes = ""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


Content = Mapping[str, str | bytes | Answer]


@dataclass
class Site:
    """A running site: where it is, and the paths it was asked for, in order."""

    url: str
    asked: list[str] = field(default_factory=list)

    def pages_asked(self) -> list[str]:
        return sorted(path for path in self.asked if path != "/robots.txt")


class _Server(HTTPServer):
    def thread_target(self) -> None:
        """Look for the order to stop more often than twice a second: some tests run a dozen servers."""
        assert self.server
        self.server.serve_forever(poll_interval=0.02)


@contextmanager
def site(content: Content, host: str = "127.0.0.1") -> Iterator[Site]:
    """Serve a site. ``{base}`` in pages and headers becomes its address; unknown paths answer 404."""
    server = _Server(host=host, port=0)
    server.start()
    running = Site(server.url_for("/"))

    def answer(request: Request) -> Response:
        path = request.full_path.removesuffix("?")
        running.asked.append(path)
        return _response(content.get(path, Answer("<title>404</title>", 404)), running.url)

    server.expect_request(re.compile(".*")).respond_with_handler(answer)
    try:
        yield running
    finally:
        server.stop()


def article(title: str, body: str = HEADINGS, metas: str = "") -> str:
    """Write a report's page with the meta tags every article must carry."""
    return (
        f'<html><head><meta charset="utf-8"><meta name="ArticleTitle" content="{title}">{metas}<title>{title}</title>'
        f"</head><body><h1>{title}</h1><p>{body}</p></body></html>"
    )


def links(*pairs: tuple[str, str]) -> str:
    """Write a page of links given as (address, text)."""
    anchors = "".join(f'<li><a href="{url}">{text}</a></li>' for url, text in pairs)
    return f'<html><head><meta charset="utf-8"></head><body><ul>{anchors}</ul></body></html>'


def report(organ: str, year: int = 2023) -> str:
    return f"{organ}{year}年政府信息公开工作年度报告"


def _response(content: str | bytes | Answer, base: str) -> Response:
    given = content if isinstance(content, Answer) else Answer(content)
    body = given.body.replace("{base}", base) if isinstance(given.body, str) else given.body
    headers = {name: value.replace("{base}", base) for name, value in given.headers.items()}
    kind = "text/html; charset=utf-8" if isinstance(given.body, str) else "application/octet-stream"
    return Response(body, given.status, headers, content_type=headers.get("Content-Type", kind))
