"""What Gongkai adds to Datasette, hook by hook; the work is done in ``archive.site``."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from functools import partial
from typing import Any

from datasette import Response
from datasette.database import QueryInterrupted
from datasette.plugins import pm
from datasette.utils.asgi import Base400
from datasette.views.base import DatasetteError
from pluggy import HookimplMarker

from archive import fulltext
from archive.site import cells, described, excerpts, guard, language, pages
from extractors.report import Language

hookimpl = HookimplMarker("datasette")  # what `datasette.hookimpl` is, with its types
logger = logging.getLogger(__name__)


@hookimpl
def startup() -> None:
    """Take out Datasette's own answer to errors: it prints every 404 with all local variables."""
    if pm.has_plugin("datasette.handle_exception"):
        pm.unregister(name="datasette.handle_exception")


@hookimpl(trylast=True)
def prepare_connection(conn: Any) -> None:
    """Have searches asked as the index answers them, in place of Datasette's own function of that name."""
    conn.create_function("escape_fts", 1, fulltext.match, deterministic=True)


@hookimpl
def register_routes() -> list[tuple[str, Any]]:
    """Add our pages; they come before Datasette's own."""
    return list(pages.ROUTES)


@hookimpl
def asgi_wrapper() -> Any:
    """Stand between the network and Datasette."""
    return guard.guard


@hookimpl
def extra_template_vars(request: Any, datasette: Any) -> dict[str, Any]:
    """Let every template, Datasette's included, speak the visitor's language."""
    chosen: Language = request.scope[guard.LANGUAGE] if request else "zh"
    return {
        "say": language.Say(chosen),
        "language": chosen,
        "table_title": lambda table: datasette.table_metadata(pages.DATABASE, table).get("title"),
        "excerpts": partial(excerpts.of_reports, datasette.get_database(pages.DATABASE)),
        **cells.HELPERS,
    }


@hookimpl
def get_metadata() -> dict[str, Any]:
    """Describe every table and column in the words of the data dictionary."""
    return described.metadata(pages.DATABASE)


@hookimpl
def render_cell(row: Any, value: Any, column: str, table: str | None) -> Any:
    """Lead from every row to its report, its kept file and its original address."""
    return cells.render(row, value, column, table)


@hookimpl
def handle_exception(datasette: Any, request: Any, exception: Exception) -> Any:
    """Answer bad requests with a sentence and without a traceback in the operator's log."""

    async def answer() -> Any:
        status, message = _explain(exception)
        if status == 500:
            logger.error("could not answer %s", request.path, exc_info=exception)
        body: Mapping[str, Any] = {"ok": False, "error": message, "status": status, "title": None}
        if request.path.endswith(".json"):
            return Response.json(body, status=status)
        page = await datasette.render_template("error.html", body, request=request)
        return Response.html(page, status=status)

    return answer


def _explain(exception: Exception) -> tuple[int, str]:
    if isinstance(exception, DatasetteError) and not exception.message_is_html:
        # Without a status Datasette means 500, for instance for a column that cannot be sorted by.
        return 400 if exception.status == 500 else exception.status, str(exception.message)
    if isinstance(exception, (DatasetteError, QueryInterrupted)):  # the only message in HTML says the same
        return 400, "查询超过时限 | The query took too long"
    if isinstance(exception, Base400):
        return exception.status, str(exception)
    return 500, "出错了，已记入日志 | Something went wrong; it is in the log"
