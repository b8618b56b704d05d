"""Web pages saved with all that belongs to them in one file (.mht), as Word and browsers do."""

from __future__ import annotations

from email import policy
from email.errors import MessageError
from email.parser import BytesParser

from extractors.content import Content, UnreadableError
from extractors.formats import html
from extractors.media import MHTML

MEDIA_TYPES = (MHTML,)


def content(body: bytes) -> Content:
    """Read the page of it. Raises UnreadableError where there is none."""
    try:
        message = BytesParser(policy=policy.compat32).parsebytes(body.lstrip())
        pages = [
            part.get_payload(decode=True) for part in message.walk() if part.get_content_type() == "text/html"
        ]
    except (MessageError, ValueError, LookupError):
        pages = []
    for page in pages:
        if isinstance(page, bytes) and page.strip():
            return html.content(
                page
            )  # the bytes say in which letters they are, whatever the message declares
    raise UnreadableError("MHT 文件中没有网页", "the MHT file holds no page")
