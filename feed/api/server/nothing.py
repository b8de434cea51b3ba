"""What clients ask for on their way in, and what there is none of here: each gets an honest empty answer."""

from aiohttp import web

from feed.api.auth import Member
from feed.api.respond import json_response


async def empty_list(_request: web.Request, _member: Member | None) -> web.Response:
    """None of these: other servers, blocks of them."""
    return json_response([])
