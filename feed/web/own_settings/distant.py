"""Whom one mutes, and whom one blocks."""

from aiohttp import web

from feed.keys import DATABASE
from feed.store import accounts
from feed.store.paging import Page
from feed.web.faces import face
from feed.web.render import page
from feed.web.visitor import Member

MOST_SHOWN = 200


async def show(request: web.Request, member: Member) -> web.Response:
    """GET /settings/distance: both, with a way back."""
    most = Page(limit=MOST_SHOWN)
    async with request.app[DATABASE].reading() as session:
        muted = await accounts.muted(session, member.account_id, most)
        blocked = await accounts.blocked(session, member.account_id, most)
    return page(
        request,
        member,
        "own_settings/distance",
        muted=[face(one) for one in muted.rows],
        blocked=[face(one) for one in blocked.rows],
    )
