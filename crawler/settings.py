"""Scrapy settings: only what differs from Scrapy's defaults, each with its reason."""

from __future__ import annotations

import os

BOT_NAME = "gongkai"
SPIDER_MODULES = ["crawler.spiders"]
# The one thing the crawler knows of the archive: where what it finds is kept.
ITEM_PIPELINES = {"archive.intake.KeepDocuments": 100}

# Manners. Portals are public servants' servers, some of them one old machine.
# Who we are, and whom to ask: whoever runs this sets GONGKAI_CONTACT to a web or mail address of theirs.
_contact = os.environ.get("GONGKAI_CONTACT", "see this address in whois")
USER_AGENT = f"gongkai/0.1 (annual report archive; contact: {_contact})"
DEFAULT_REQUEST_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,*/*;q=0.8",
    "Accept-Language": "zh-CN,zh;q=0.9",  # some portals answer others with their English edition
    "Accept-Encoding": "gzip, deflate",  # what every reader of the kept WARC files can undo
}
ROBOTSTXT_OBEY = True  # default False
CONCURRENT_REQUESTS_PER_DOMAIN = 1  # one request in flight per host
DOWNLOAD_DELAY = 1.0  # seconds between two requests to one host
DOWNLOAD_DELAY_JITTER = 0  # the delay is a promise: the default would go down to half of it
CONCURRENT_REQUESTS = 128  # many portals at once, each at its own slow pace
COOKIES_ENABLED = False  # nothing we read needs a session

# Nobody's time is endless.
DOWNLOAD_TIMEOUT = 90  # seconds; scans of 20 MB come from slow servers
DOWNLOAD_MAXSIZE = 50 * 1024 * 1024  # bytes, also after decompression: no report is larger
DOWNLOAD_WARNSIZE = 0  # the limit above says enough
REDIRECT_MAX_TIMES = 5  # real chains are http, https, www
METAREFRESH_MAXDELAY = 5  # seconds; slower ones are pages that reload themselves
RETRY_HTTP_CODES = [
    500,
    502,
    503,
    504,
    408,
    429,
]  # without 522 and 524: a firewall's, and asking again annoys it
HTTPERROR_ALLOW_ALL = True  # every answer is evidence: 521 says blocked, 404 ends a list

# Safety. What is fetched is hostile, and so may be what DNS says.
DOWNLOADER_MIDDLEWARES = {
    "crawler.guard.StayOnPortal": 40,  # before robots.txt is asked (100), and after every redirect
    "crawler.manners.Manners": 880,  # next to the downloader: also answers that are asked for again (550)
}
TWISTED_DNS_RESOLVER = "crawler.guard.PublicAddressResolver"
HTTPPROXY_ENABLED = False  # behind a proxy the address check would mean nothing
DOWNLOAD_HANDLERS = {
    "http": "crawler.guard.LastDoor",
    "https": "crawler.guard.LastDoor",
    "file": None,  # no other schemes
    "ftp": None,
    "s3": None,
    "data": None,
}
TELNETCONSOLE_ENABLED = False  # no doors into the process
REMOTE_CONTROL_ENABLED = False

PORTAL_REQUEST_BUDGET = 20_000  # our own: requests one visit may ask for, against traps

LOG_LEVEL = "INFO"  # DEBUG prints a line a request
LOG_VERSIONS: list[str] = []
