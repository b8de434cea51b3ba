"""Who we are, for clients that are about to sign in."""

from aiohttp import web

from feed.api.respond import json_response
from feed.keys import SETTINGS


async def v2(request: web.Request) -> web.Response:
    """Mastodon's newer description of a server."""
    return json_response({"title": request.app[SETTINGS].title})
