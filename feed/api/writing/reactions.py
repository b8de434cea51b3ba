"""What one does to a status: like it, boost it, keep it; and who did."""

from typing import Annotated

from aiohttp import web
from pydantic import BeforeValidator
from sqlalchemy.ext.asyncio import AsyncSession

from feed.actions.bookmark import bookmark as keep
from feed.actions.bookmark import unbookmark as let_go
from feed.actions.boost import boost
from feed.actions.favourite import favourite as like
from feed.actions.favourite import unfavourite as unlike
from feed.actions.withdraw import withdraw
from feed.allowances import count_deletion
from feed.api.auth import Member
from feed.api.paging import page_of
from feed.api.params import Params, blank_is_none, read
from feed.api.show import accounts_response, status_in, status_response, viewer_id_of
from feed.keys import DATABASE, IDS, WORD
from feed.social.visibility import Visibility
from feed.store import accounts, statuses
from feed.store.tables import Status


class BoostWish(Params):
    """For whom to boost."""

    visibility: Annotated[Visibility | None, BeforeValidator(blank_is_none)] = None


async def favourite(request: web.Request, member: Member) -> web.Response:
    """POST /api/v1/statuses/:id/favourite."""
    me = member.account_id
    async with request.app[DATABASE].writing() as session:
        original = await _original(request, session, me)
        happenings = await like(session, original, by=me, ids=request.app[IDS])
    request.app[WORD].tell(happenings)
    return await status_response(request, original.id, me)


async def unfavourite(request: web.Request, member: Member) -> web.Response:
    """POST /api/v1/statuses/:id/unfavourite."""
    me = member.account_id
    async with request.app[DATABASE].writing() as session:
        original = await _original(request, session, me)
        await unlike(session, original, by=me)
    return await status_response(request, original.id, me)


async def bookmark(request: web.Request, member: Member) -> web.Response:
    """POST /api/v1/statuses/:id/bookmark."""
    me = member.account_id
    async with request.app[DATABASE].writing() as session:
        original = await _original(request, session, me)
        await keep(session, original, by=me, ids=request.app[IDS])
    return await status_response(request, original.id, me)


async def unbookmark(request: web.Request, member: Member) -> web.Response:
    """POST /api/v1/statuses/:id/unbookmark."""
    me = member.account_id
    async with request.app[DATABASE].writing() as session:
        original = await _original(request, session, me)
        await let_go(session, original, by=me)
    return await status_response(request, original.id, me)


async def reblog(request: web.Request, member: Member) -> web.Response:
    """POST /api/v1/statuses/:id/reblog: boost it. The answer is the boost, with the status inside."""
    asked = await read(request, BoostWish)
    me = member.account_id
    async with request.app[DATABASE].writing() as session:
        original = await _original(request, session, me)
        boosting, happenings = await boost(
            session, original, by=me, visibility=asked.visibility, ids=request.app[IDS]
        )
    request.app[WORD].tell(happenings)
    return await status_response(request, boosting.id, me)


async def unreblog(request: web.Request, member: Member) -> web.Response:
    """POST /api/v1/statuses/:id/unreblog: take one's boost back."""
    me = member.account_id
    count_deletion(request, me)
    async with request.app[DATABASE].writing() as session:
        original = await _original(request, session, me)
        boosting = await statuses.boost_of(session, me, original.id)
        happenings = await withdraw(session, boosting) if boosting else []
    request.app[WORD].tell(happenings)
    return await status_response(request, original.id, me)


async def favourited_by(request: web.Request, member: Member | None) -> web.Response:
    """GET /api/v1/statuses/:id/favourited_by: who likes it."""
    async with request.app[DATABASE].reading() as session:
        status = await status_in(request, session, viewer_id_of(member))
        return accounts_response(request, await accounts.who_favourited(session, status.id, page_of(request)))


async def reblogged_by(request: web.Request, member: Member | None) -> web.Response:
    """GET /api/v1/statuses/:id/reblogged_by: who boosted it."""
    async with request.app[DATABASE].reading() as session:
        status = await status_in(request, session, viewer_id_of(member))
        return accounts_response(request, await accounts.who_boosted(session, status.id, page_of(request)))


async def _original(request: web.Request, session: AsyncSession, viewer_id: int) -> Status:
    """The status of the path; of a boost what it boosts."""
    status = await status_in(request, session, viewer_id)
    return (
        status
        if status.reblog_of_id is None
        else await statuses.required(session, status.reblog_of_id, viewer_id)
    )
