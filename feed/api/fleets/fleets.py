"""A dealer's fleet: how many need what, and the cars as they may see them. Its id is the dealer's own."""

from typing import Any
from urllib.parse import urlencode

from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncSession

from feed.api.auth import Member
from feed.api.moments import iso
from feed.api.paging import Count
from feed.api.params import OptionalText, Params, read_query
from feed.api.present.cars import health
from feed.api.respond import json_response
from feed.api.show import id_in, own_account
from feed.errors import NotFoundError
from feed.keys import CLOCK, DATABASE, SETTINGS
from feed.social.fleet import Wanted, wanted
from feed.store import fleet
from feed.store.fleet import FleetCar

USUAL, MOST = 100, 500


class Question(Params):
    """Which cars, in which order: `sort` names a column, with a minus the other way round."""

    sort: OptionalText = None
    filter: OptionalText = None
    q: OptionalText = None
    limit: Count = None
    offset: Count = None

    def wanted(self) -> Wanted:
        """The same for the store."""
        return wanted(self.sort or "", self.filter or "", self.q or "")


async def index(request: web.Request, member: Member) -> web.Response:
    """GET /api/v1/fleets: one's own fleet, for who is a dealer."""
    if member.role != "dealer":
        return json_response([])
    async with request.app[DATABASE].reading() as session:
        return json_response([await _fleet(request, session, member)])


async def show(request: web.Request, member: Member) -> web.Response:
    """GET /api/v1/fleets/:id: how many cars there are, and how many need something."""
    _require_own(request, member)
    async with request.app[DATABASE].reading() as session:
        return json_response(await _fleet(request, session, member))


async def cars(request: web.Request, member: Member) -> web.Response:
    """GET /api/v1/fleets/:id/cars: a part of the fleet.

    `sort` is name, charge, range, presence, seen, service, trouble, tyres or battery, with a minus the other
    way round; `filter` is low, charging, silent, service, trouble, tyres or battery; `q` is looked for in
    the names. What is by one of its owner's places is as it was half an hour ago.
    """
    _require_own(request, member)
    asked = read_query(request, Question)
    limit, offset = min(asked.limit or USUAL, MOST), asked.offset or 0
    now = request.app[CLOCK]()
    async with request.app[DATABASE].reading() as session:
        found = await fleet.cars(
            session, member.account_id, asked.wanted(), now=now, limit=limit + 1, offset=offset
        )
    ways = {"next": offset + limit} if len(found) > limit else {}
    ways |= {"prev": max(offset - limit, 0)} if offset else {}
    links = ", ".join(f'<{_link(request, to)}>; rel="{name}"' for name, to in ways.items())
    return json_response([_car(one) for one in found[:limit]], headers={"Link": links} if links else None)


def _require_own(request: web.Request, member: Member) -> None:
    """Nobody learns of a fleet but its dealer.

    Raises:
        NotFoundError: it is somebody else's, or none.
    """
    if member.role != "dealer" or id_in(request) != member.account_id:
        raise NotFoundError


async def _fleet(request: web.Request, session: AsyncSession, member: Member) -> dict[str, Any]:
    account = await own_account(session, member)
    return {
        "id": str(account.id),
        "acct": account.username,
        "name": account.display_name or account.username,
        "counts": await fleet.counts(session, account.id, "", now=request.app[CLOCK]()),
    }


def _car(one: FleetCar) -> dict[str, Any]:
    return {
        "id": str(one.account_id),
        "acct": one.username,
        "nickname": one.nickname,
        "observed_at": iso(one.observed_at) if one.observed_at else None,
        "presence": one.presence,
        "soc_percent": one.soc_percent,
        "range_km": one.range_km,
        "charge_state": one.charge_state,
        "needs": list(one.needs),
        "health": health(one.health) if one.health else None,
    }


def _link(request: web.Request, offset: int) -> str:
    kept = [(name, value) for name, value in request.query.items() if name != "offset"]
    query = urlencode([*kept, ("offset", offset)])
    return f"{request.app[SETTINGS].public_url}{request.rel_url.raw_path}?{query}"
