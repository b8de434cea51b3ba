"""Whether the process lives, and whether it can do its work."""

from aiohttp import web
from sqlalchemy.exc import SQLAlchemyError

from feed.api.respond import json_response
from feed.keys import DATABASE, WORD
from feed.store.migrations import is_current


async def livez(_request: web.Request) -> web.Response:
    """GET /livez: the loop turns."""
    return json_response({"status": "alive"})


async def readyz(request: web.Request) -> web.Response:
    """GET /readyz: the database answers with today's tables, and workers hear each other; else 503."""
    wrong = {}
    try:
        if not await is_current(request.app[DATABASE]):
            wrong["database"] = "its tables are not of this version: kurumatomo-feed migrate"
    except (SQLAlchemyError, OSError) as error:
        wrong["database"] = f"it does not answer ({type(error).__name__})"
    if not request.app[WORD].is_connected:
        wrong["streaming"] = "no connection to the other workers"
    return json_response(
        {"status": "not ready" if wrong else "ready", "wrong": wrong}, status=503 if wrong else 200
    )
