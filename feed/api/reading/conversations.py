"""Talks between few: which there are, how far one has read them, and those one puts away."""

from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncSession

from feed.api.assemble import talks_json
from feed.api.auth import Member
from feed.api.paging import page_of, paged
from feed.api.respond import json_response
from feed.api.show import id_in
from feed.errors import NotFoundError
from feed.keys import DATABASE, SITE
from feed.store import glimpses, talks, timelines
from feed.store.shown import look_closer


async def index(request: web.Request, member: Member) -> web.Response:
    """GET /api/v1/conversations: the one spoken in last comes first."""
    site = request.app[SITE]
    async with request.app[DATABASE].reading() as session:
        page = await timelines.talks(session, member.account_id, page_of(request))
        newest = await look_closer(session, page.rows)
        return paged(request, await talks_json(session, newest, member.account_id, site), page)


async def read(request: web.Request, member: Member) -> web.Response:
    """POST /api/v1/conversations/:id/read: one has seen all of it."""
    return await _marked(request, member, behind=0)


async def unread(request: web.Request, member: Member) -> web.Response:
    """POST /api/v1/conversations/:id/unread: as if the last words were still to be read."""
    return await _marked(request, member, behind=1)


async def delete(request: web.Request, member: Member) -> web.Response:
    """DELETE /api/v1/conversations/:id: not listed until somebody says more in it."""
    async with request.app[DATABASE].writing() as session:
        newest = await _newest(request, session, member)
        await talks.put(session, id_in(request), member.account_id, gone_up_to=newest)
    return json_response({})


async def _marked(request: web.Request, member: Member, *, behind: int) -> web.Response:
    me = member.account_id
    async with request.app[DATABASE].writing() as session:
        newest = await _newest(request, session, member)
        await talks.put(session, id_in(request), me, read_up_to=newest - behind)
    async with request.app[DATABASE].reading() as session:
        shown = await look_closer(session, [await glimpses.required(session, newest, me)])
        body = await talks_json(session, shown, me, request.app[SITE])
    return json_response(body[0])


async def _newest(request: web.Request, session: AsyncSession, member: Member) -> int:
    """The newest status of the conversation of the path.

    Raises:
        NotFoundError: there is none for the member.
    """
    newest = await talks.newest(session, id_in(request), member.account_id)
    if newest is None:
        raise NotFoundError
    return newest
