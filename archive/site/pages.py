"""The pages of our own: home, one report, downloads, files. Each is one function from request to response."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Mapping
from typing import Any

from datasette import NotFound, Response
from datasette.utils import tilde_decode

from archive.dictionary import tables
from archive.health import VISITS
from archive.labels import column_label, row_label, table_title
from archive.rules import RULES
from archive.site import compare_page, feeds, organ_page, place_page, quality_page
from archive.site.kept import kept_file, snapshot_file, snapshots
from archive.site.report_page import load
from archive.site.words import FORMS
from archive.snapshot import LATEST
from extractors.form import forms

DATABASE = "public"  # Datasette's name for public.db, first part of its addresses

BY_YEAR = """
SELECT year, count(*) AS reports, sum(errors > 0) AS with_errors, sum(doubts > 0) AS with_doubts,
       sum(errors) AS errors, sum(doubts) AS doubts, sum(cells) AS cells
FROM reports GROUP BY year ORDER BY year DESC
"""
NEWEST = """
SELECT report_id, title, organ, year, form, published_on, errors, warnings, doubts
FROM reports ORDER BY published_on DESC NULLS LAST, report_id LIMIT 12
"""

ROBOTS = """User-agent: *
Disallow: /-/
Disallow: /*?
Crawl-delay: 2
Sitemap: {base}/sitemap.xml
"""
OPEN = ("/", "/quality", "/methods", "/downloads")  # pages of ours that are always there


async def home(request: Any, datasette: Any) -> Any:
    """Show what this is, how much it holds, and where to begin."""
    database = datasette.get_database(DATABASE)
    queries = await datasette.get_canned_queries(DATABASE, request.actor)
    years = (await database.execute(BY_YEAR)).rows
    rows = await database.table_counts()  # of an immutable database: counted once, then remembered
    return await _page(
        "home.html",
        {
            "rows": rows,
            "errors": sum(year["errors"] for year in years),
            "doubts": sum(year["doubts"] for year in years),
            "cells": sum(year["cells"] for year in years),
            "years": years,
            "coverage": place_page.coverage((await database.execute(place_page.COVERAGE)).rows),
            "latest": (await database.execute(NEWEST)).rows,
            "queries": queries.values(),
            "snapshot": (snapshot := next(iter(snapshots()), None)),
            "dataset": feeds.dataset(_base(request, datasette), years, snapshot[0] if snapshot else None),
        },
        request,
        datasette,
    )


async def report(request: Any, datasette: Any) -> Any:
    """Show one report."""
    page = await load(datasette.get_database(DATABASE), tilde_decode(request.url_vars["report_id"]))
    if page is None:
        raise NotFound("没有这份报告 | There is no such report")
    return await _page("report.html", {"page": page}, request, datasette)


async def organ(request: Any, datasette: Any) -> Any:
    """Show one body: all its years beside each other."""
    page = await organ_page.load(datasette.get_database(DATABASE), tilde_decode(request.url_vars["organ_id"]))
    if page is None:
        raise NotFound("没有这个机关 | There is no such body")
    return await _page("organ.html", {"page": page}, request, datasette)


async def place(request: Any, datasette: Any) -> Any:
    """Show one place: what lies in it, and its own bodies side by side."""
    year = request.args.get("year") or ""
    database = datasette.get_database(DATABASE)
    asked = request.url_vars["code"], int(year) if re.fullmatch(r"[0-9]{4}", year) else None
    page = await place_page.load(database, *asked)
    if page is None:
        raise NotFound("没有这个地区 | There is no such place")
    return await _page("place.html", {"page": page}, request, datasette)


async def compare(request: Any, datasette: Any) -> Any:
    """Show two reports next to each other."""
    asked = request.args.get("one") or "", request.args.get("other")
    page = await compare_page.load(datasette.get_database(DATABASE), *asked)
    if page is None:
        raise NotFound("没有这份报告 | There is no such report")
    names = {"table_name": table_title, "row_label": row_label, "column_label": column_label}
    return await _page("compare.html", {"page": page, **names}, request, datasette)


async def quality(request: Any, datasette: Any) -> Any:
    """Show what checks found, what is doubtful or missing, and how the crawl went."""
    page = await quality_page.load(datasette.get_database(DATABASE))
    return await _page("quality.html", {"page": page, "visits": VISITS}, request, datasette)


async def methods(request: Any, datasette: Any) -> Any:
    """Say how the data came to be and what its words mean."""
    return await _page("methods.html", {"rules": RULES, "forms": [*forms(), *FORMS]}, request, datasette)


async def downloads(request: Any, datasette: Any) -> Any:
    """List the snapshots and say how else to take the data."""
    database = datasette.get_database(DATABASE)
    context = {
        "snapshots": snapshots(),
        "tables": await _described_tables(database, datasette),
        "size": database.size,
        "base": _base(request, datasette),
    }
    return await _page("downloads.html", context, request, datasette)


async def _described_tables(database: Any, datasette: Any) -> list[Mapping[str, Any]]:
    counts = await database.table_counts()  # of tables only; a view's rows are not counted
    return [
        {
            "name": name,
            "rows": counts.get(name),
            "title": datasette.table_metadata(DATABASE, name).get("title"),
        }
        for name in tables()
    ]


async def file(request: Any, datasette: Any) -> Any:
    """Send a kept file."""
    return await kept_file(datasette.get_database(DATABASE), request.url_vars["sha256"])


async def snapshot(request: Any) -> Any:
    """Send a file of a snapshot; ``latest`` leads to the newest one's."""
    date, name = request.url_vars["date"], request.url_vars["name"]
    if date == LATEST:
        newest = next((day for day, _ in snapshots()), "-")
        return Response.redirect(f"/snapshot/{newest}/{name}")
    return snapshot_file(date, name)


async def feed(request: Any, datasette: Any) -> Any:
    """Send an Atom feed."""
    chosen = feeds.FEEDS.get(request.path)
    if chosen is None:
        raise NotFound("没有这个订阅源 | There is no such feed")
    rows = (await datasette.get_database(DATABASE).execute(chosen.sql)).rows
    return _xml(feeds.atom(chosen, rows, _base(request, datasette)), "application/atom+xml")


async def sitemap(request: Any, datasette: Any) -> Any:
    """Send the sitemap, or one part of it."""
    database, base = datasette.get_database(DATABASE), _base(request, datasette)
    addresses = (await database.execute(feeds.HOW_MANY)).single_value()
    if not request.url_vars["part"]:
        return _xml(feeds.sitemap_index(addresses, base))
    part = int(request.url_vars["part"]) - 1
    if part < 0 or part * feeds.PART >= max(addresses, 1):
        raise NotFound("没有这一部分 | There is no such part")

    def read(connection: sqlite3.Connection) -> list[tuple[str, str]]:  # more rows than a page may have
        return connection.execute(feeds.ADDRESSES, [feeds.PART, part * feeds.PART]).fetchall()

    return _xml(feeds.sitemap(OPEN if part == 0 else (), await database.execute_fn(read), base))


async def robots(request: Any, datasette: Any) -> Any:
    """Ask machines to keep to pages that are cheap to make."""
    return Response.text(ROBOTS.format(base=_base(request, datasette)))


async def closed() -> Any:
    """Keep to ourselves what Datasette tells developers, for instance the folder the database lies in."""
    raise NotFound("没有这个页面 | There is no such page")


def _base(request: Any, datasette: Any) -> str:
    return str(datasette.absolute_url(request, "/")).rstrip("/")


def _xml(body: bytes, content_type: str = "application/xml") -> Any:
    return Response(body, content_type=f"{content_type}; charset=utf-8")


async def _page(template: str, context: Mapping[str, Any], request: Any, datasette: Any) -> Any:
    context = {"database": DATABASE, **context}
    return Response.html(await datasette.render_template(template, context, request=request))


ROUTES = (
    (r"^/$", home),
    (r"^/report/(?P<report_id>[^/]+)$", report),
    (r"^/organ/(?P<organ_id>[^/]+)$", organ),
    (r"^/place/(?P<code>[0-9]{6})$", place),
    (r"^/compare$", compare),
    (r"^/quality$", quality),
    (r"^/methods$", methods),
    (r"^/downloads$", downloads),
    (r"^/file/(?P<sha256>[0-9a-f]{64})$", file),
    (r"^/snapshot/(?P<date>[0-9.-]+|latest)/(?P<name>[A-Za-z0-9_.-]+)$", snapshot),
    (r"^/robots\.txt$", robots),
    (r"^/feeds/\w+\.xml$", feed),
    (r"^/sitemap(?:-(?P<part>[0-9]{1,6}))?\.xml$", sitemap),
    (
        r"^/-/(databases|threads|messages|patterns|allow-debug|permissions|auth-token|logout)(\.json)?$",
        closed,
    ),
)
