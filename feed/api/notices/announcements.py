"""What the staff tells everybody: read, put away, and answered by an emoji."""

from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncSession

from feed.actions import react as reacting
from feed.api import present
from feed.api.auth import Member
from feed.api.respond import json_response
from feed.api.show import id_in
from feed.errors import NotFoundError
from feed.keys import CLOCK, DATABASE, IDS, SITE, WORD
from feed.store import announcements


async def index(request: web.Request, member: Member) -> web.Response:
    """GET /api/v1/announcements: what everybody is told at present, those one has read among them."""
    async with request.app[DATABASE].reading() as session:
        shown = await announcements.shown(session, now=request.app[CLOCK]())
        read = await announcements.dismissed_by(session, member.account_id)
        reactions = await announcements.reactions(session, [one.id for one in shown], member.account_id)
    site = request.app[SITE]
    return json_response(
        [
            present.announcement(one, site, language=member.locale, reactions=reactions, read=one.id in read)
            for one in shown
        ]
    )


async def dismiss(request: web.Request, member: Member) -> web.Response:
    """POST /api/v1/announcements/:id/dismiss: one has read it."""
    async with request.app[DATABASE].writing() as session:
        which = await _shown(request, session)
        await announcements.dismiss(session, which, member.account_id)
    return json_response({})


async def react(request: web.Request, member: Member) -> web.Response:
    """PUT /api/v1/announcements/:id/reactions/:name: an emoji in answer."""
    name = request.match_info["name"]
    async with request.app[DATABASE].writing() as session:
        which = await _shown(request, session)
        happenings = await reacting.react(
            session, which, name, ours=request.app[SITE].emojis, by=member.account_id, ids=request.app[IDS]
        )
    request.app[WORD].tell(happenings)
    return json_response({})


async def react_no_more(request: web.Request, member: Member) -> web.Response:
    """DELETE /api/v1/announcements/:id/reactions/:name."""
    name = request.match_info["name"]
    async with request.app[DATABASE].writing() as session:
        which = await _shown(request, session)
        happenings = await reacting.react_no_more(session, which, name, by=member.account_id)
    request.app[WORD].tell(happenings)
    return json_response({})


async def _shown(request: web.Request, session: AsyncSession) -> int:
    """The announcement of the path.

    Raises:
        NotFoundError: there is none, or none any more.
    """
    found = await announcements.one(session, id_in(request), now=request.app[CLOCK]())
    if found is None:
        raise NotFoundError
    return found.id
