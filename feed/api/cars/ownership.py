"""What owners do: claim a car, settle how it speaks and who sees it, pass it on."""

from dataclasses import asdict

import structlog
from aiohttp import web
from pydantic import BaseModel

from feed.actions.car_changes import open_for_owner
from feed.actions.car_settings import change_settings
from feed.actions.claim_car import CODE_GOOD_FOR, claim_car, count_try
from feed.actions.revoke_everybody import revoke_everybody
from feed.actions.transfer_car import transfer_car
from feed.api.auth import Member
from feed.api.cars.cars import car_json
from feed.api.json_body import read_json
from feed.api.moments import iso
from feed.api.respond import json_response
from feed.api.show import id_in
from feed.keys import CLOCK, DATABASE, IDS, SETTINGS
from feed.social.car_wishes import CarWishes
from feed.store.audit import noting_refusal
from feed.store.car_views import views_of

log = structlog.get_logger(__name__)


class Claim(BaseModel):
    """The code that says whose the car is."""

    code: str


async def claim(request: web.Request, member: Member) -> web.Response:
    """POST /api/v1/cars/claim: the car of this code is the member's."""
    code = (await read_json(request, Claim)).code
    database, now = request.app[DATABASE], request.app[CLOCK]()
    async with database.writing() as session:
        await count_try(session, member.account_id, now=now)
    refusals = noting_refusal(database, "car_claimed", by=member.account_id, now=now)
    async with refusals, database.writing() as session:
        car = await claim_car(session, code, claimer_id=member.account_id, now=now, ids=request.app[IDS])
    log.info("car claimed", account_id=car.account_id, owner_id=member.account_id)
    return await _as_owner_sees(request, member, car.account_id)


async def settle(request: web.Request, member: Member) -> web.Response:
    """PATCH /api/v1/cars/:id/settings: what is given changes, the rest stays."""
    wishes = await read_json(request, CarWishes)
    account_id = id_in(request)
    async with request.app[DATABASE].writing() as session:
        registered = await open_for_owner(session, account_id, by_id=member.account_id)
        await change_settings(session, registered, wishes)
    return await _as_owner_sees(request, member, account_id)


async def transfer(request: web.Request, member: Member) -> web.Response:
    """POST /api/v1/cars/:id/transfer: the car is nobody's; the answer holds the code for who comes next."""
    now = request.app[CLOCK]()
    async with request.app[DATABASE].writing() as session:
        registered = await open_for_owner(session, id_in(request), by_id=member.account_id)
        newborn, code = await transfer_car(
            session,
            registered.car,
            by=member.account_id,
            now=now,
            ids=request.app[IDS],
            public_url=request.app[SETTINGS].public_url,
        )
    log.info("car passed on", account_id=newborn.account_id, former_owner_id=member.account_id)
    return json_response({"claim_code": code, "expires_at": iso(now + CODE_GOOD_FOR)})


async def revoke_all(request: web.Request, member: Member) -> web.Response:
    """POST /api/v1/cars/:id/revoke_everybody: only the owner hears of the car, follows and commands it."""
    now = request.app[CLOCK]()
    async with request.app[DATABASE].writing() as session:
        registered = await open_for_owner(session, id_in(request), by_id=member.account_id)
        revoked = await revoke_everybody(session, registered, by=member.account_id, now=now)
    return json_response(asdict(revoked))


async def _as_owner_sees(request: web.Request, member: Member, account_id: int) -> web.Response:
    async with request.app[DATABASE].reading() as session:
        views = await views_of(session, [account_id], viewer_id=member.account_id, now=request.app[CLOCK]())
    return json_response(car_json(views[account_id], member.role))
