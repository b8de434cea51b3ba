"""Owners name who else may give their cars commands."""

from aiohttp import web
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy.ext.asyncio import AsyncSession

from feed.actions.car_changes import open_for_owner, owned_car
from feed.actions.name_commander import name_commander, relieve_commander
from feed.api.auth import Member
from feed.api.json_body import read_json
from feed.api.present.cars import commander
from feed.api.respond import json_response
from feed.api.show import id_in
from feed.keys import CLOCK, DATABASE
from feed.store import commanders


class Named(BaseModel):
    """A follower of the car."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    acct: str = Field(min_length=1, max_length=64)


async def index(request: web.Request, member: Member) -> web.Response:
    """GET /api/v1/cars/:id/commanders: who may command the car beside its owner."""
    async with request.app[DATABASE].reading() as session:
        car = (await owned_car(session, id_in(request), by_id=member.account_id)).car
        return await _named(session, car.car_id)


async def name(request: web.Request, member: Member) -> web.Response:
    """POST /api/v1/cars/:id/commanders: this follower may, too."""
    named, now = await read_json(request, Named), request.app[CLOCK]()
    async with request.app[DATABASE].writing() as session:
        registered = await open_for_owner(session, id_in(request), by_id=member.account_id)
        await name_commander(session, registered, named.acct, by=member.account_id, now=now)
        return await _named(session, registered.car.car_id)


async def relieve(request: web.Request, member: Member) -> web.Response:
    """DELETE /api/v1/cars/:id/commanders/:account_id: this one may not any more."""
    account_id, now = id_in(request, "account_id"), request.app[CLOCK]()
    async with request.app[DATABASE].writing() as session:
        registered = await open_for_owner(session, id_in(request), by_id=member.account_id)
        await relieve_commander(session, registered, account_id, by=member.account_id, now=now)
        return await _named(session, registered.car.car_id)


async def _named(session: AsyncSession, car_id: str) -> web.Response:
    return json_response([commander(one) for one in await commanders.of_cars(session, [car_id])])
