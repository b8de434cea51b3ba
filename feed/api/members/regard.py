"""What one notes of others for oneself, and whom one shows on one's profile."""

from aiohttp import web

from feed.actions import regard
from feed.api.auth import Member
from feed.api.members.follows import done_to
from feed.api.paging import page_of
from feed.api.params import Params, read
from feed.api.show import account_in, accounts_response
from feed.keys import DATABASE, IDS
from feed.store import accounts


class Comment(Params):
    """What to note; nothing: the note is taken away."""

    comment: str | None = None


async def note(request: web.Request, member: Member) -> web.Response:
    """POST /api/v1/accounts/:id/note: a comment nobody else reads."""
    asked, me = await read(request, Comment), member.account_id
    return await done_to(
        request, member, lambda session, other: regard.note(session, other.id, asked.comment or "", by=me)
    )


async def endorse(request: web.Request, member: Member) -> web.Response:
    """POST /api/v1/accounts/:id/endorse, and pin: shown on one's profile."""
    ids, me = request.app[IDS], member.account_id
    return await done_to(
        request, member, lambda session, other: regard.endorse(session, other.id, by=me, ids=ids)
    )


async def unendorse(request: web.Request, member: Member) -> web.Response:
    """POST /api/v1/accounts/:id/unendorse, and unpin."""
    me = member.account_id
    return await done_to(request, member, lambda session, other: regard.unendorse(session, other.id, by=me))


async def mine(request: web.Request, member: Member) -> web.Response:
    """GET /api/v1/endorsements: whom one shows on one's profile."""
    async with request.app[DATABASE].reading() as session:
        page = await accounts.endorsed(session, member.account_id, page_of(request, usual=40, most=80))
    return accounts_response(request, page)


async def theirs(request: web.Request, member: Member | None) -> web.Response:  # noqa: ARG001
    """GET /api/v1/accounts/:id/endorsements: whom a member shows on their profile."""
    async with request.app[DATABASE].reading() as session:
        account = await account_in(request, session)
        page = await accounts.endorsed(session, account.id, page_of(request, usual=40, most=80))
    return accounts_response(request, page)
