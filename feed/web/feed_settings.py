"""The secret address of one's home feed: made, made anew, and ended."""

from aiohttp import web

from feed.keys import CLOCK, DATABASE, SETTINGS
from feed.store import home_feeds
from feed.web.render import page
from feed.web.visitor import Member


async def show(request: web.Request, member: Member) -> web.Response:
    """GET /settings/feeds: the feeds there are, and whether there is a secret one."""
    return await _chapter(request, member)


async def renew(request: web.Request, member: Member) -> web.Response:
    """POST /settings/feeds: a new secret address, shown now and never again."""
    async with request.app[DATABASE].writing() as session:
        secret = await home_feeds.renew(session, member.account_id, now=request.app[CLOCK]())
    return await _chapter(request, member, address=f"{request.app[SETTINGS].public_url}/feeds/{secret}.atom")


async def end(request: web.Request, member: Member) -> web.Response:
    """POST /settings/feeds/end: the address leads nowhere."""
    async with request.app[DATABASE].writing() as session:
        await home_feeds.end(session, member.account_id)
    raise web.HTTPSeeOther("/settings/feeds")


async def _chapter(request: web.Request, member: Member, *, address: str = "") -> web.Response:
    async with request.app[DATABASE].reading() as session:
        there_is = await home_feeds.of_account(session, member.account_id)
    response = page(request, member, "settings_feeds", feed=there_is, address=address)
    response.headers["Cache-Control"] = "no-store"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
