"""What one does to a status for oneself: pin it, hear no more of it, read it in another language."""

from aiohttp import web

from feed.actions.mute_conversation import mute_conversation, unmute_conversation
from feed.actions.pin import pin as put_first
from feed.actions.pin import unpin as put_back
from feed.api.auth import Member
from feed.api.show import status_in, status_response
from feed.errors import UnavailableError
from feed.keys import CLOCK, DATABASE


async def pin(request: web.Request, member: Member) -> web.Response:
    """POST /api/v1/statuses/:id/pin: it stands first on one's profile."""
    async with request.app[DATABASE].writing() as session:
        status = await status_in(request, session, member.account_id)
        await put_first(session, status, by=member.account_id, now=request.app[CLOCK]())
    return await status_response(request, status.id, member.account_id)


async def unpin(request: web.Request, member: Member) -> web.Response:
    """POST /api/v1/statuses/:id/unpin."""
    async with request.app[DATABASE].writing() as session:
        status = await status_in(request, session, member.account_id)
        put_back(status, by=member.account_id)
    return await status_response(request, status.id, member.account_id)


async def mute(request: web.Request, member: Member) -> web.Response:
    """POST /api/v1/statuses/:id/mute: no more notifications about its conversation."""
    async with request.app[DATABASE].writing() as session:
        status = await status_in(request, session, member.account_id)
        await mute_conversation(session, status, by=member.account_id)
    return await status_response(request, status.id, member.account_id)


async def unmute(request: web.Request, member: Member) -> web.Response:
    """POST /api/v1/statuses/:id/unmute."""
    async with request.app[DATABASE].writing() as session:
        status = await status_in(request, session, member.account_id)
        await unmute_conversation(session, status, by=member.account_id)
    return await status_response(request, status.id, member.account_id)


async def translate(request: web.Request, member: Member) -> web.Response:
    """POST /api/v1/statuses/:id/translate: cars speak their readers' languages; nobody translates here."""
    async with request.app[DATABASE].reading() as session:
        await status_in(request, session, member.account_id)
    raise UnavailableError("Translation is not available on this server")
