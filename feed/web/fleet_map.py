"""A dealer's fleet on a map: the cars whose place they may see, which takes more than being entrusted."""

from typing import Any

import orjson
from aiohttp import web

from feed.keys import CLOCK, DATABASE
from feed.store import fleet, shares
from feed.store.car_views import CarView, views_of
from feed.web.faces import face
from feed.web.render import page
from feed.web.visitor import Member


async def show(request: web.Request, member: Member) -> web.Response:
    """GET /fleet/map: those cars, and how many others there are."""
    seen = await _with_a_place(request, member)
    async with request.app[DATABASE].reading() as session:
        counts = await fleet.counts(session, member.account_id, "", now=request.app[CLOCK]())
    cars = sorted((face(view.registered.account) for view in seen), key=lambda one: one.name)
    return page(request, member, "fleet_map", cars=cars, count=counts["all"])


async def places(request: web.Request, member: Member) -> web.Response:
    """GET /fleet/places.json: the same as GeoJSON."""
    features = [_feature(view) for view in await _with_a_place(request, member)]
    return web.Response(
        body=orjson.dumps({"type": "FeatureCollection", "features": features}),
        content_type="application/geo+json",
        headers={"Cache-Control": "no-store"},
    )


async def _with_a_place(request: web.Request, member: Member) -> list[CarView]:
    """The entrusted cars that the dealer also follows, where followers may see the exact place just now."""
    now, me = request.app[CLOCK](), member.account_id
    async with request.app[DATABASE].reading() as session:
        open_ones = await shares.cars_with_a_place(session, me, now=now)
        views = await views_of(session, open_ones, viewer_id=me, now=now)
    return [view for view in views.values() if view.seen and view.entrusted and view.seen.lat is not None]


def _feature(view: CarView) -> dict[str, Any]:
    of, seen = face(view.registered.account), view.seen
    where = [seen.lon, seen.lat] if seen else []
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": where},
        "properties": {"name": of.name, "href": of.path, "look": "car", "tint": of.portrait.tint},
    }
