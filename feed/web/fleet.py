"""A dealer's fleet as a table: sorted, sifted and searched by links and a form; and as a spreadsheet."""

from typing import Any
from urllib.parse import urlencode

import orjson
from aiohttp import web

from feed.keys import CLOCK, DATABASE
from feed.social.fleet import COLUMNS, NEEDS, Column, Wanted, wanted
from feed.social.health import NOT_KNOWN
from feed.store import fleet
from feed.store.fleet import FleetCar
from feed.web.render import page
from feed.web.spreadsheet import spreadsheet
from feed.web.visitor import Member

ON_A_PAGE = 100
MOST_AT_HAND = 20_000  # cars that a browser keeps; of more it asks page by page
_FIRST_DESCENDING = {"seen", "trouble"}  # columns of which one looks for the most first


async def table(request: web.Request, member: Member) -> web.Response:
    """GET /fleet: a page of the fleet."""
    asked, number = asked_cars(request), _page_number(request)
    now, me, first = request.app[CLOCK](), member.account_id, (number - 1) * ON_A_PAGE
    async with request.app[DATABASE].reading() as session:
        counts = await fleet.counts(session, me, asked.words, now=now)
        cars = await fleet.cars(session, me, asked, now=now, limit=ON_A_PAGE, offset=first)
    count = counts[asked.need or "all"]
    return page(
        request,
        member,
        "fleet",
        asked=asked,
        needs={need: _address(asked, need=need) for need in (None, *NEEDS)},
        columns={column: _sorted_by(asked, column) for column in COLUMNS},
        counts=counts,
        count=count,
        cars=cars,
        first=first,
        newer=_address(asked, page=number - 1) if number > 1 else None,
        older=_address(asked, page=number + 1) if first + len(cars) < count else None,
        sheet=_address(asked, path="/fleet.csv"),
        is_at_hand=counts["all"] <= MOST_AT_HAND,
    )


async def at_hand(request: web.Request, member: Member) -> web.Response:
    """GET /fleet.json: the whole fleet, for a page that sorts, sifts and searches by itself."""
    async with request.app[DATABASE].reading() as session:
        cars = await fleet.cars(session, member.account_id, Wanted(), now=request.app[CLOCK]())
    response = web.Response(
        body=orjson.dumps([line_of(car) for car in cars[:MOST_AT_HAND]]),
        content_type="application/json",
        headers={"Cache-Control": "no-store"},
    )
    response.enable_compression()
    return response


def line_of(car: FleetCar) -> dict[str, object]:
    """A car's line for the page's own hand."""
    health = car.health or NOT_KNOWN
    return {
        "id": str(car.account_id),
        "name": car.nickname,
        "acct": car.username,
        "needs": car.needs,
        "charge": car.soc_percent,
        "range": car.range_km,
        "presence": "charging" if car.charge_state == "charging" else car.presence,
        "seen": car.observed_at and car.observed_at.timestamp(),
        "service": health.service_in_km,
        "days": health.service_in_days,
        "trouble": health.trouble_codes and " ".join(health.trouble_codes),
        "is_well": health.trouble_codes == (),
        "tyres": health.tyre_state,
        "battery": health.aux_battery_v,
    }


async def as_spreadsheet(request: web.Request, member: Member) -> web.Response:
    """GET /fleet.csv: all the cars that the page would show, however many pages these are."""
    async with request.app[DATABASE].reading() as session:
        cars = await fleet.cars(session, member.account_id, asked_cars(request), now=request.app[CLOCK]())
    return spreadsheet("fleet", _HEADER, (_line(car) for car in cars))


def asked_cars(request: web.Request) -> Wanted:
    """Which cars the address asks for."""
    query = request.query
    return wanted(query.get("sort", ""), query.get("filter", ""), query.get("q", ""))


def _page_number(request: web.Request) -> int:
    text = request.query.get("page", "")
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 5 else 1  # noqa: PLR2004
    return max(number, 1)


def _address(asked: Wanted, *, path: str = "/fleet", page: int = 1, **changes: Any) -> str:  # noqa: ANN401
    wanted_there = {"sort": asked.sort, "filter": asked.need, "q": asked.words} | changes
    if "need" in changes:
        wanted_there["filter"] = wanted_there.pop("need")
    usual = {"sort": "name", "filter": None, "q": "", "page": 1}
    told = {name: value for name, value in (wanted_there | {"page": page}).items() if value != usual[name]}
    return f"{path}?{urlencode(told)}" if told else path


def _sorted_by(asked: Wanted, column: Column) -> str:
    """The same cars by this column; the other way round, if they are by it already."""
    is_descending = not asked.is_descending if column == asked.column else column in _FIRST_DESCENDING
    return _address(asked, sort=f"-{column}" if is_descending else column)


_HEADER = (
    *("name", "account", "seen_at", "presence", "soc_percent", "range_km", "charge_state"),
    *("service_in_km", "service_in_days", "trouble_codes", "tyre_state", "tyre_kpa"),
    *("aux_battery_v", "aux_battery_low"),
)


def _line(car: FleetCar) -> tuple[object, ...]:
    health = car.health
    kpa = health and health.tyre_kpa
    return (
        *(car.nickname, car.username, car.observed_at, car.presence, car.soc_percent, car.range_km),
        car.charge_state,
        *(health and health.service_in_km, health and health.service_in_days),
        health and health.trouble_codes and " ".join(health.trouble_codes),
        health and health.tyre_state,
        kpa and " ".join("-" if one is None else f"{one:g}" for one in kpa),
        *(health and health.aux_battery_v, health and health.aux_battery_low),
    )
