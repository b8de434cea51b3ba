"""Timelines: home, public, by hashtag, by list, and what one liked or kept."""

from aiohttp import web
from pydantic import Field

from feed.api.auth import Member
from feed.api.paging import page_of
from feed.api.params import Params, Texts, read_query
from feed.api.show import id_in, statuses_response, viewer_id_of
from feed.keys import DATABASE
from feed.store import timelines


class Tags(Params):
    """More hashtags that will do as well."""

    any: Texts = Field(default_factory=list)


async def home(request: web.Request, member: Member) -> web.Response:
    """GET /api/v1/timelines/home: what those one follows said."""
    async with request.app[DATABASE].reading() as session:
        page = await timelines.home(session, member.account_id, page_of(request))
        return await statuses_response(request, session, page)


async def public(request: web.Request, member: Member | None) -> web.Response:
    """GET /api/v1/timelines/public: what everybody may read."""
    viewer_id = viewer_id_of(member)
    async with request.app[DATABASE].reading() as session:
        page = await timelines.public(session, viewer_id, page_of(request))
        return await statuses_response(request, session, page)


async def tagged(request: web.Request, member: Member | None) -> web.Response:
    """GET /api/v1/timelines/tag/:name: public statuses with a hashtag."""
    viewer_id = viewer_id_of(member)
    names = {name.lower() for name in (request.match_info["name"], *read_query(request, Tags).any)}
    async with request.app[DATABASE].reading() as session:
        page = await timelines.tagged(session, names, viewer_id, page_of(request))
        return await statuses_response(request, session, page)


async def on_list(request: web.Request, member: Member) -> web.Response:
    """GET /api/v1/timelines/list/:id: what the members of one's list said."""
    async with request.app[DATABASE].reading() as session:
        page = await timelines.on_list(session, id_in(request), member.account_id, page_of(request))
        return await statuses_response(request, session, page)


async def favourites(request: web.Request, member: Member) -> web.Response:
    """GET /api/v1/favourites: what one likes."""
    async with request.app[DATABASE].reading() as session:
        page = await timelines.favourites(session, member.account_id, page_of(request))
        return await statuses_response(request, session, page)


async def bookmarks(request: web.Request, member: Member) -> web.Response:
    """GET /api/v1/bookmarks: what one kept."""
    async with request.app[DATABASE].reading() as session:
        page = await timelines.bookmarks(session, member.account_id, page_of(request))
        return await statuses_response(request, session, page)
