"""What every request passes and every response carries, Datasette's own pages included."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping
from http.cookies import CookieError, SimpleCookie
from typing import Any, cast

from archive.site.language import COOKIE, preferred
from extractors.report import Language

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

LANGUAGE = "gongkai_language"  # key in the ASGI scope
METHODS = ("GET", "HEAD", "OPTIONS")
YEAR = 365 * 24 * 3600

# No script but our own files. Datasette and its SQL editor write style attributes, so those stay allowed.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS: tuple[tuple[bytes, bytes], ...] = (
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"same-origin"),
)
REFUSAL = "本站只读，只接受 GET 请求。\nThis site is read-only and answers GET requests.\n".encode()


def guard(app: App) -> App:
    """Wrap Datasette: refuse anything but reading, settle the language, add the safety headers."""

    async def guarded(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await app(scope, receive, send)
        elif scope["method"] not in METHODS:
            await _refuse(_with_headers(send, None))
        else:
            inner, chosen = _settle_language(scope)
            await app(inner, receive, _with_headers(send, chosen))

    return guarded


async def _refuse(send: Send) -> None:
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"allow", ", ".join(METHODS).encode())]
    await send({"type": "http.response.start", "status": 405, "headers": headers})
    await send({"type": "http.response.body", "body": REFUSAL})


def _settle_language(scope: Scope) -> tuple[Scope, Language | None]:
    """Give the scope with its language set, and the language if this very request chose it.

    ``?lang=`` is taken out of the query, where Datasette would read it as a filter on a column.
    """
    parts = cast(bytes, scope.get("query_string") or b"").split(b"&")
    asked = [part[5:].decode() for part in parts if part in (b"lang=zh", b"lang=en")]
    rest = b"&".join(part for part in parts if not part.startswith(b"lang="))
    chosen = cast(Language, asked[-1]) if asked else None
    language = chosen or _remembered(scope) or preferred(_header(scope, b"accept-language"))
    return dict(scope, query_string=rest, **{LANGUAGE: language}), chosen


def _remembered(scope: Scope) -> Language | None:
    try:
        cookie = SimpleCookie(_header(scope, b"cookie")).get(COOKIE)
    except CookieError:
        return None
    return cast(Language, cookie.value) if cookie and cookie.value in ("zh", "en") else None


def _header(scope: Scope, name: bytes) -> str:
    return b",".join(value for key, value in scope["headers"] if key == name).decode("latin-1")


def _with_headers(send: Send, chosen: Language | None) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            given = {key.lower() for key, _ in message.get("headers", [])}
            headers = [*message.get("headers", []), *(pair for pair in HEADERS if pair[0] not in given)]
            headers.append((b"vary", b"accept-language"))
            if chosen:
                headers = [(key, value) for key, value in headers if key.lower() != b"cache-control"]
                cookie = f"{COOKIE}={chosen}; Path=/; Max-Age={YEAR}; SameSite=Lax; HttpOnly"
                headers += [(b"cache-control", b"private, no-store"), (b"set-cookie", cookie.encode())]
            message = dict(message, headers=headers)
        await send(message)

    return sending
