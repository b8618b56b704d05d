"""What machines read of the site: Atom feeds of what is new, a sitemap, and schema.org's description of the data."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from xml.etree import ElementTree as ET

from archive.site.cells import organ_url, report_url
from archive.terminal import printable

PART = 20_000  # addresses in one part of the sitemap; the protocol allows 50,000

ATOM = "http://www.w3.org/2005/Atom"
SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
ADDRESSES = """
SELECT 'report', report_id FROM reports UNION ALL SELECT 'organ', organ_id FROM organs ORDER BY 1, 2 LIMIT ? OFFSET ?
"""
HOW_MANY = "SELECT (SELECT count(*) FROM reports) + (SELECT count(*) FROM organs)"
REPORTS = """
SELECT report_id AS id, coalesce(title, report_id) AS title, first_seen AS at, organ AS about, report_id
FROM reports ORDER BY first_seen DESC, report_id LIMIT 50
"""
CHANGES = """
SELECT c.report_id || '-' || c.to_version AS id, coalesce(r.title, c.report_id) AS title, v.first_seen AS at,
  count(*) AS about, c.report_id
FROM changes c JOIN reports r USING (report_id) JOIN versions v ON v.report_id = c.report_id AND v.version = c.to_version
GROUP BY c.report_id, c.to_version ORDER BY at DESC, id LIMIT 50
"""


@dataclass(frozen=True, slots=True)
class Feed:
    """One Atom feed: its address, its title, and the rows it is made of; ``about`` is put into ``summary``."""

    path: str
    title: str
    sql: str
    summary: str


FEEDS = {
    feed.path: feed
    for feed in (
        Feed("/feeds/reports.xml", "公开：新收录的报告 | Gongkai: new reports", REPORTS, "{}"),
        Feed("/feeds/changes.xml", "公开：改动过的报告 | Gongkai: reports that were changed", CHANGES,
             "{} 格有变化 | {} cells changed"),
    )
}  # fmt: skip


def atom(feed: Feed, rows: Sequence[Mapping[str, Any]], base: str) -> bytes:
    """Write a feed; ``base`` is the site's address without a slash at its end."""
    root = ET.Element("feed", xmlns=ATOM)
    _add(root, "title", feed.title)
    _add(root, "id", f"{base}{feed.path}")
    _add(root, "updated", max((row["at"] for row in rows), default="1970-01-01T00:00:00Z"))
    ET.SubElement(root, "link", rel="self", href=f"{base}{feed.path}")
    _add(ET.SubElement(root, "author"), "name", "Gongkai")
    for row in rows:
        entry = ET.SubElement(root, "entry")
        _add(entry, "title", row["title"])
        _add(entry, "id", f"{base}{feed.path}#{row['id']}")
        _add(entry, "updated", row["at"])
        ET.SubElement(entry, "link", href=f"{base}{report_url(row['report_id'])}")
        _add(entry, "summary", feed.summary.format(row["about"], row["about"]))
    return _document(root)


def sitemap_index(addresses: int, base: str) -> bytes:
    """Name the parts of the sitemap."""
    root = ET.Element("sitemapindex", xmlns=SITEMAP)
    for part in range(-(-addresses // PART) or 1):
        _add(ET.SubElement(root, "sitemap"), "loc", f"{base}/sitemap-{part + 1}.xml")
    return _document(root)


def sitemap(pages: Iterable[str], rows: Iterable[Sequence[str]], base: str) -> bytes:
    """List pages of ours, then those of reports and bodies: (``report`` or ``organ``, id)."""
    root = ET.Element("urlset", xmlns=SITEMAP)
    urls = {"report": report_url, "organ": organ_url}
    for path in [*pages, *(urls[kind](key) for kind, key in rows)]:
        _add(ET.SubElement(root, "url"), "loc", f"{base}{path}")
    return _document(root)


def dataset(base: str, years: Sequence[Mapping[str, Any]], snapshot: str | None) -> str:
    """Describe the data as schema.org's ``Dataset``, to stand in a page."""
    files = [("reports.csv", "text/csv"), ("reports.parquet", "application/vnd.apache.parquet"),
             ("datapackage.json", "application/json")]  # fmt: skip
    described = {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "name": "中国政府信息公开工作年度报告 | Annual reports of China's government bodies on information disclosure",
        "description": "Every table cell of the annual reports under the Regulation on Government Information "
        "Disclosure, with its place in the source file, the claims of the prose, and the checks that fail.",
        "url": f"{base}/",
        "license": "https://creativecommons.org/publicdomain/zero/1.0/",
        "inLanguage": ["zh-CN", "en"],
        "isAccessibleForFree": True,
        "temporalCoverage": f"{years[-1]['year']}/{years[0]['year']}" if years else None,
        "version": snapshot,
        "distribution": [
            {
                "@type": "DataDownload",
                "encodingFormat": kind,
                "contentUrl": f"{base}/snapshot/{snapshot}/{name}",
            }
            for name, kind in files
            if snapshot
        ],
    }
    # "</script>" in a text would end the element it stands in
    return json.dumps(described, ensure_ascii=False).replace("<", "\\u003c")


def _add(parent: ET.Element, tag: str, text: str) -> None:
    ET.SubElement(parent, tag).text = printable(text)  # control characters would make it no XML


def _document(root: ET.Element) -> bytes:
    return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True))
