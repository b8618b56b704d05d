"""Web pages saved with their pictures in one file (.mht), as Word and browsers do."""

from __future__ import annotations

from collections.abc import Iterator
from email import policy
from email.errors import MessageError
from email.message import Message
from email.parser import BytesParser

from extractors.content import Content, UnreadableError
from extractors.formats import html
from extractors.media import MHTML

MEDIA_TYPES = (MHTML,)


def content(body: bytes) -> Content:
    """Read the page of it. Raises UnreadableError where there is none."""
    try:
        message = BytesParser(policy=policy.compat32).parsebytes(body.lstrip())
        parts = [(part, part.get_payload(decode=True)) for part in message.walk()]
    except (MessageError, ValueError, LookupError):
        parts = []
    pictures = {
        name: data
        for part, data in parts
        if part.get_content_maintype() == "image" and isinstance(data, bytes)
        for name in _names(part)
    }
    for part, page in parts:
        if part.get_content_type() == "text/html" and isinstance(page, bytes) and page.strip():
            # The bytes say in which letters they are, whatever the message declares.
            return html.content(page, pictures)
    raise UnreadableError("MHT 文件中没有网页", "the MHT file holds no page")


def _names(part: Message) -> Iterator[str]:
    """What a page may call a picture: by its number in the message, or by the last part of its address."""
    if number := part.get("Content-ID"):
        yield f"cid:{str(number).strip(' <>')}"
    if location := part.get("Content-Location"):
        yield html.last_part(str(location))
