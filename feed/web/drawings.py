"""Pictures of those who brought none of their own. They say nothing that their address does not."""

from aiohttp import web

from feed.web.paging import identifier
from feed.web.portraits import portrait
from feed.web.render import picture
from feed.web.visitor import Visitor


async def car(request: web.Request, _visitor: Visitor) -> web.Response:
    """GET /portraits/car/:id.svg: a car seen from the front."""
    return picture(request, "car", portrait=portrait(identifier(request.match_info["id"])))


async def person(request: web.Request, _visitor: Visitor) -> web.Response:
    """GET /portraits/person/:id.svg: head and shoulders."""
    return picture(request, "person", portrait=portrait(identifier(request.match_info["id"])))


async def header(request: web.Request, _visitor: Visitor) -> web.Response:
    """GET /portraits/header.svg: hills and a low sun, for the top of a profile in an app."""
    return picture(request, "header")
