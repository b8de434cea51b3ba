"""The small pictures of this server's own."""

from aiohttp import web

from feed.api import present
from feed.api.auth import Member
from feed.api.respond import json_response
from feed.keys import SITE


async def index(request: web.Request, _member: Member | None) -> web.Response:
    """GET /api/v1/custom_emojis: by category and name."""
    site = request.app[SITE]
    return json_response(present.emojis(site.emojis.values(), site))
