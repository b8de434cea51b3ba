"""An owner says who may follow a car, and who no longer."""

from collections.abc import Awaitable, Callable

from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncSession

from feed.actions import follow
from feed.actions.car_changes import owned_car
from feed.api.auth import Member
from feed.api.paging import page_of
from feed.api.respond import json_response
from feed.api.show import accounts_response, id_in
from feed.keys import DATABASE, IDS
from feed.store import accounts

Deed = Callable[[AsyncSession, int, int], Awaitable[None]]


async def requests(request: web.Request, member: Member) -> web.Response:
    """GET /api/v1/cars/:id/follow_requests: who waits for the owner's yes."""
    async with request.app[DATABASE].reading() as session:
        car = await owned_car(session, id_in(request), by_id=member.account_id)
        page = await accounts.asking_to_follow(session, car.account.id, page_of(request, usual=40, most=80))
    return accounts_response(request, page)


async def authorize(request: web.Request, member: Member) -> web.Response:
    """POST /api/v1/cars/:id/follow_requests/:account_id/authorize: yes."""
    ids = request.app[IDS]
    return await _done(
        request, member, lambda session, car, other: follow.accept(session, car, of=other, ids=ids)
    )


async def reject(request: web.Request, member: Member) -> web.Response:
    """POST /api/v1/cars/:id/follow_requests/:account_id/reject: no."""
    return await _done(request, member, lambda session, car, other: follow.reject(session, car, of=other))


async def remove(request: web.Request, member: Member) -> web.Response:
    """POST /api/v1/cars/:id/followers/:account_id/remove: no longer."""
    return await _done(request, member, lambda session, car, other: follow.unfollow(session, car, by=other))


async def _done(request: web.Request, member: Member, deed: Deed) -> web.Response:
    account_id, other_id = id_in(request), id_in(request, "account_id")
    async with request.app[DATABASE].writing() as session:
        await owned_car(session, account_id, by_id=member.account_id)
        await deed(session, account_id, other_id)
    return json_response({})
