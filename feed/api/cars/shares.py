"""Owners entrust dealers with their cars."""

from typing import Any

from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncSession

from feed.actions.car_changes import open_for_owner, owned_car
from feed.actions.share_car import end_share, share_car
from feed.api.auth import Member
from feed.api.json_body import read_json
from feed.api.moments import iso
from feed.api.respond import json_response
from feed.api.show import id_in
from feed.keys import CLOCK, DATABASE
from feed.social.car_terms import Terms
from feed.store import shares
from feed.store.shares import Share


async def index(request: web.Request, member: Member) -> web.Response:
    """GET /api/v1/cars/:id/shares: who is entrusted with the car just now."""
    async with request.app[DATABASE].reading() as session:
        car = (await owned_car(session, id_in(request), by_id=member.account_id)).car
        return await _in_force(request, session, car.car_id)


async def entrust(request: web.Request, member: Member) -> web.Response:
    """POST /api/v1/cars/:id/shares: a dealer hears these kinds of news until then."""
    terms = await read_json(request, Terms)
    async with request.app[DATABASE].writing() as session:
        car = (await open_for_owner(session, id_in(request), by_id=member.account_id)).car
        await share_car(session, car, terms, by=member.account_id, now=request.app[CLOCK]())
        return await _in_force(request, session, car.car_id)


async def revoke(request: web.Request, member: Member) -> web.Response:
    """DELETE /api/v1/cars/:id/shares/:account_id: this one is not entrusted any more."""
    return await _revoked(request, member, id_in(request, "account_id"))


async def revoke_all(request: web.Request, member: Member) -> web.Response:
    """DELETE /api/v1/cars/:id/shares: nobody is."""
    return await _revoked(request, member, None)


async def _revoked(request: web.Request, member: Member, account_id: int | None) -> web.Response:
    async with request.app[DATABASE].writing() as session:
        car = (await open_for_owner(session, id_in(request), by_id=member.account_id)).car
        await end_share(session, car, account_id, by=member.account_id, now=request.app[CLOCK]())
        return await _in_force(request, session, car.car_id)


async def _in_force(request: web.Request, session: AsyncSession, car_id: str) -> web.Response:
    found = await shares.in_force(session, [car_id], now=request.app[CLOCK]())
    return json_response([_share(one) for one in found])


def _share(one: Share) -> dict[str, Any]:
    return {
        "account_id": str(one.dealer.id),
        "acct": one.dealer.username,
        "kinds": list(one.kinds),
        "until": iso(one.until),
        **({"case_id": str(one.case_id)} if one.case_id else {}),
    }
