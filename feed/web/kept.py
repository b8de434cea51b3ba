"""What a member kept for later, and what they like."""

from collections.abc import Awaitable, Callable

from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncSession

from feed.keys import DATABASE
from feed.store import timelines
from feed.store.paging import Page
from feed.store.shown import look_closer
from feed.store.timelines import Timeline
from feed.web.paging import asked_page, links
from feed.web.posts import posts_of
from feed.web.render import page
from feed.web.visitor import Member

Reader = Callable[[AsyncSession, int, Page], Awaitable[Timeline]]


async def bookmarks(request: web.Request, member: Member) -> web.Response:
    """GET /bookmarks: for nobody else, the newest keeping first."""
    return await _shown(request, member, "bookmarks", timelines.bookmarks)


async def favourites(request: web.Request, member: Member) -> web.Response:
    """GET /favourites: the newest liking first."""
    return await _shown(request, member, "favourites", timelines.favourites)


async def _shown(request: web.Request, member: Member, which: str, reader: Reader) -> web.Response:
    async with request.app[DATABASE].reading() as session:
        found = await reader(session, member.account_id, asked_page(request))
        posts = posts_of(await look_closer(session, found.rows), viewer_id=member.account_id)
    return page(request, member, "kept", which=which, posts=posts, links=links(request, found))
