"""How values become links and words, on our pages and on Datasette's."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlsplit

from datasette.utils import tilde_encode
from markupsafe import Markup

from archive.site import words
from archive.site.report_page import MAX_PROSE, unnamed_line
from archive.site.tables import gloss


def report_url(report_id: str) -> str:
    return f"/report/{tilde_encode(str(report_id))}"


def organ_url(organ_id: str) -> str:
    return f"/organ/{tilde_encode(str(organ_id))}"


_PAGES = {"report_id": report_url, "organ_id": organ_url}


def is_web_address(text: Any) -> bool:
    """Tell whether a text may become a link: addresses come from the web, and ``javascript:`` is one."""
    try:
        return urlsplit(str(text)).scheme in ("http", "https")
    except ValueError:
        return False


def render(row: Any, value: Any, column: str, table: str | None) -> Markup | None:
    """Render one cell of Datasette's tables; None leaves it to Datasette."""
    key = value["value"] if isinstance(value, dict) else value  # a foreign key comes with its label
    if not isinstance(key, str) or not key:
        return None
    if column == "title" and table == "reports":
        return Markup('<a href="{}">{}</a>').format(report_url(row["report_id"]), key)
    if column in _PAGES:
        label = value["label"] if isinstance(value, dict) else key
        return Markup('<a href="{}">{}</a>').format(_PAGES[column](key), label)
    if column == "sha256":
        return Markup('<a href="/file/{}" download title="{}">{}…</a>').format(key, key, key[:12])
    if column in ("row", "column") and key in words.official_labels():
        return Markup("{}<br><code>{}</code>").format(words.official_labels()[key], key)
    return None


def word(vocabulary: words.Words, key: str) -> tuple[str, str]:
    """Look a key up; an unknown one speaks for itself."""
    return vocabulary.get(key, (key, gloss(key)))


def facet_label(column: str, value: Any) -> Markup | str:
    """Name a facet's value: form rows by their official label and their key."""
    text = "–" if value in (None, "") else str(value)
    if column in ("row", "column") and text in words.official_labels():
        return Markup("{} <code>{}</code>").format(words.official_labels()[text], text)
    return text


HELPERS: Mapping[str, Callable[..., Any] | Any] = {
    "report_url": report_url,
    "organ_url": organ_url,
    "facet_label": facet_label,
    "is_web_address": is_web_address,
    "word": word,
    "words": words,
    "tilde_encode": tilde_encode,
    "max_prose": MAX_PROSE,
    "gloss": gloss,
    "unnamed_line": unnamed_line,
}
