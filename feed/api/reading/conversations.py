"""Talks between few."""

from aiohttp import web

from feed.api.assemble import talks_json
from feed.api.auth import Member
from feed.api.paging import page_of, paged
from feed.keys import DATABASE, SETTINGS
from feed.store import timelines
from feed.store.shown import look_closer


async def index(request: web.Request, member: Member) -> web.Response:
    """GET /api/v1/conversations: the one spoken in last comes first."""
    url = request.app[SETTINGS].public_url
    async with request.app[DATABASE].reading() as session:
        page = await timelines.talks(session, member.account_id, page_of(request))
        newest = await look_closer(session, page.rows)
        return paged(request, await talks_json(session, newest, member.account_id, url), page)
