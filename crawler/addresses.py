"""Where a portal's requests may go, and when two addresses are one document."""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass
from urllib.parse import SplitResult, parse_qsl, urlencode, urlsplit

from tldextract import TLDExtract

# The snapshot inside the package: an answer must not depend on the network, nor wait for it.
_suffixes = TLDExtract(suffix_list_urls=(), cache_dir=None, include_psl_private_domains=True)

LONGEST_URL = 2000  # Scrapy drops longer ones without telling anybody (URLLENGTH_LIMIT)
_DEFAULT_PORTS = {"http": 80, "https": 443}
_HANDED_OUT = ipaddress.IPv6Network("2000::/3")


class ForbiddenAddressError(ValueError):
    """Raised when a portal's own address is none that may be visited."""


@dataclass(frozen=True, slots=True)
class Territory:
    """The addresses one portal's requests may reach.

    A public portal: every host of its registrable domain, over http or https. A portal on loopback (the
    sample portal, tests): exactly its own scheme, host and port.
    """

    domain: str  # registrable domain, or the host itself when it is an IP address or on loopback
    loopback_origin: tuple[str, str, int] | None = None

    @classmethod
    def of(cls, url: str) -> Territory:
        """Work out the territory of the portal at ``url``.

        Raises:
            ForbiddenAddressError: not http(s), no host, or an address that is neither public nor loopback.

        """
        parts = _split(url)
        if parts is None:
            raise ForbiddenAddressError(f"not a web address: {url}")
        host = parts.hostname or ""
        if is_loopback_name(host):
            return cls(host, _origin(parts))
        address = _literal(host)
        if address is not None and not is_public(address):
            raise ForbiddenAddressError(f"not a public address: {url}")
        domain = host if address is not None else registrable_domain(host)
        if not domain:
            raise ForbiddenAddressError(f"not a public host name: {url}")
        return cls(domain)

    def allows(self, url: str) -> bool:
        """Tell whether a request to ``url`` stays on the portal. Says nothing about what DNS will answer."""
        parts = _split(url)
        if parts is None or len(url) > LONGEST_URL:
            return False
        if self.loopback_origin is not None:
            return _origin(parts) == self.loopback_origin
        host = parts.hostname or ""
        return host == self.domain if _literal(host) else registrable_domain(host) == self.domain


def registrable_domain(host: str) -> str:
    """Give ``tengzhou.gov.cn`` for ``www.tengzhou.gov.cn``; empty for IP addresses and bare names."""
    return _suffixes(host).top_domain_under_public_suffix


def is_loopback_name(host: str) -> bool:
    address = _literal(host)
    return host == "localhost" if address is None else address.is_loopback


def is_public(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    """Tell whether an address is on the public internet: no loopback, private, link-local, multicast.

    Of IPv6 only what is handed out to networks, and no tunnel: its end may be any IPv4 address.
    """
    if isinstance(address, ipaddress.IPv6Address) and (address not in _HANDED_OUT or address.sixtofour):
        return False
    return address.is_global and not address.is_multicast


def is_loopback_portal(url: str) -> bool:
    parts = _split(url)
    return parts is not None and is_loopback_name(parts.hostname or "")


def host_of(url: str) -> str:
    parts = _split(url)
    return (parts.hostname or "") if parts else ""


def _split(url: str) -> SplitResult | None:
    """Split an address that is safe to understand; null for all others.

    User info and escapes are refused because clients disagree about where the host then begins and ends.
    """
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        return None
    if parts.scheme not in _DEFAULT_PORTS or not parts.hostname or "\\" in url:
        return None
    if "@" in parts.netloc or "%" in parts.netloc:
        return None
    return parts


def _origin(parts: SplitResult) -> tuple[str, str, int]:
    return parts.scheme, parts.hostname or "", parts.port or _DEFAULT_PORTS[parts.scheme]


def _literal(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        return None


# The same page under several addresses, as seen on real portals: phone editions, display switches, sessions.
_DISPLAY_PARAMETERS = frozenset({"ismobile", "xxgkhide", "ddtab"})
_SESSION = re.compile(r";jsessionid=[^/?#]*", re.I)
_PHONE_PAGE = re.compile(r"_wap(\.s?html?)$")
_PHONE_POST = re.compile(r"/mpost_(\d+)")
_DIRECTORY_PAGE = re.compile(r"/index\.s?html?$")


def identity(url: str) -> str:
    """Give one key for all addresses of one document; for comparing only, never for fetching.

    Leaves out the scheme, ``www.``, a default port, the fragment, doubled slashes, session ids and the
    parameters and name parts that only choose the phone or desktop edition.
    """
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:  # nobody can ask for it
        return url
    host = (parts.hostname or "").removeprefix("www.")
    if port and port not in _DEFAULT_PORTS.values():
        host = f"{host}:{port}"
    path = re.sub(r"/{2,}", "/", _SESSION.sub("", parts.path)) or "/"
    path = _PHONE_POST.sub(r"/post_\1", _PHONE_PAGE.sub(r"\1", path))
    path = _DIRECTORY_PAGE.sub("/", path)
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    query = urlencode([(key, value) for key, value in pairs if key.lower() not in _DISPLAY_PARAMETERS])
    return f"{host}{path}?{query}" if query else f"{host}{path}"
