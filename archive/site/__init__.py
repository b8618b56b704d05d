"""The site people browse: Datasette on ``public.db``, with pages of our own for reports and kept files.

Nothing here reads the working archive. The pages know two things: the public database and, for downloads,
the folders of kept files and of snapshots beside it.
"""

from __future__ import annotations

from pathlib import Path

SITE = Path(__file__).parent

# Datasette's own settings, as (name, value); each with the reason why it is not the default.
SETTINGS: tuple[tuple[str, str], ...] = (
    ("sql_time_limit_ms", "2000"),  # questions that scan every figure need a little more than a second
    ("facet_time_limit_ms", "400"),  # a facet that is slower is left out, the page still comes
    ("suggest_facets", "off"),  # tries every column of every page view; metadata.yaml names the useful ones
    ("default_page_size", "50"),  # keeps a table page under 300 kB
    ("max_returned_rows", "2000"),  # one screenful of SQL result or JSON; whole tables stream as CSV
    ("max_csv_mb", "0"),  # a CSV that stops half-way would be a silent error
    ("truncate_cells_html", "160"),  # prose belongs on the report's page
    ("allow_download", "on"),  # the whole database is public: take it
    ("default_cache_ttl", "60"),  # the database changes once a night
)


def arguments(public_db: Path, host: str, port: int) -> list[str]:
    """Give the arguments that follow ``python -m datasette`` to serve ``public_db``.

    Where kept files and snapshots lie is read from $GONGKAI_DATA: Datasette has no option for it, and would
    show a value written in the metadata to everyone.
    """
    settings = [word for name, value in SETTINGS for word in ("--setting", name, value)]
    return [
        "serve",
        *("--immutable", str(public_db)),  # read-only for SQLite itself, and never locked
        *("--host", host),
        *("--port", str(port)),
        *("--metadata", str(SITE / "metadata.yaml")),
        *("--template-dir", str(SITE / "templates")),
        *("--plugins-dir", str(SITE / "plugins")),
        *("--static", f"static:{SITE / 'static'}"),
        *settings,
    ]
