"""What a visit hands over: documents, or of known ones the word that they are as they were."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from crawler.addresses import identity
from crawler.document import Again, Document, PageClaims
from crawler.steps import Fetched, Step
from crawler.visits import Visit


def hand_over(visit: Visit, found: Document) -> Iterator[Document | Again]:
    """Hand a document over, or say of a known one that it is as it was."""
    known = visit.memory.documents.get(identity(found.url))
    if known and known.sha256 == hashlib.sha256(found.body).hexdigest():
        yield Again(known.url, found.portal, found.fetched_at, gone=False)
    else:
        visit.documents += 1
        yield found


def document(visit: Visit, step: Step, fetched: Fetched, claims: PageClaims) -> Document:
    return Document(
        url=fetched.url,
        portal=visit.portal.name,
        body=fetched.body,
        fetched_at=fetched.at,
        status=fetched.status,
        content_type=fetched.content_type,
        found_on=step.found_on,
        link_text=step.link_text,
        article_url=step.article[0] if step.article else None,
        claims=claims,
        etag=fetched.etag,
        last_modified=fetched.last_modified,
    )
