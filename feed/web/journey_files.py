"""What a car did, to take away: sheets for those who may look back, tracks for the owner."""

from collections.abc import Sequence

import orjson
from aiohttp import web

from feed.errors import NotFoundError
from feed.keys import DATABASE
from feed.social.journey import Charge, Drive
from feed.social.sheets import charges_csv, drives_csv
from feed.social.tracks import Track, geojson, gpx, point
from feed.store import journeys
from feed.store.journeys import MOST_ROWS, MOST_TRACKS, Journey
from feed.web.figures import Figures
from feed.web.journeys import car_looked_back_on, own_car, shown, span_for
from feed.web.paging import identifier
from feed.web.portraits import portrait
from feed.web.units import figures_for
from feed.web.visitor import Visitor

_PRIVATE = {"Cache-Control": "private, no-store"}
ON_THE_MAP = 20  # of the last drives


async def drives_sheet(request: web.Request, visitor: Visitor) -> web.Response:
    """GET /@name/drives.csv."""
    text = drives_csv(await _all(request, visitor, Drive), visitor.language.code)
    return _file(request, text.encode(), "text/csv")


async def charges_sheet(request: web.Request, visitor: Visitor) -> web.Response:
    """GET /@name/charges.csv."""
    text = charges_csv(await _all(request, visitor, Charge), visitor.language.code)
    return _file(request, text.encode(), "text/csv")


async def tracks_file(request: web.Request, visitor: Visitor) -> web.Response:
    """GET /@name/drives.gpx: every track there is."""
    return _file(request, gpx(await _tracks(request, visitor, most=MOST_TRACKS)), "application/gpx+xml")


async def track_file(request: web.Request, visitor: Visitor) -> web.Response:
    """GET /@name/drives/:id.gpx: the way of one drive."""
    return _file(request, gpx(await _track(request, visitor)), "application/gpx+xml")


async def tracks_on_a_map(request: web.Request, visitor: Visitor) -> web.Response:
    """GET /@name/drives.geojson: the ways of the last drives and where the car is, for `map.js`."""
    tracks = await _tracks(request, visitor, most=ON_THE_MAP)
    return await _on_a_map(request, visitor, tracks, with_the_car=True)


async def track_on_a_map(request: web.Request, visitor: Visitor) -> web.Response:
    """GET /@name/drives/:id.geojson: the way of one drive, for `map.js`."""
    return await _on_a_map(request, visitor, await _track(request, visitor))


async def _on_a_map(
    request: web.Request, visitor: Visitor, tracks: Sequence[Track], *, with_the_car: bool = False
) -> web.Response:
    """The oldest first, so that the newest lies on top."""
    async with request.app[DATABASE].reading() as session:
        view = await own_car(session, request, visitor)
    figures, tint = figures_for(view, visitor), portrait(view.registered.account.id).tint
    features = [
        feature
        for driven, points in reversed(tracks)
        for feature in geojson(
            [(driven, points)],
            name=_name(driven, figures),
            href=f"/@{view.registered.account.username}/drives/{driven.id}",
            tint=tint,
        )["features"]
    ]
    seen = view.seen
    if with_the_car and seen and seen.lat is not None and seen.lon is not None:
        name = view.registered.account.display_name
        features.append(point(seen.lat, seen.lon, look="car", name=name, tint=tint))
    body = orjson.dumps({"type": "FeatureCollection", "features": features})
    return web.Response(body=body, content_type="application/geo+json", headers=_PRIVATE)


async def _all(request: web.Request, visitor: Visitor, kind: type[Journey]) -> list[Journey]:
    async with request.app[DATABASE].reading() as session:
        view = await car_looked_back_on(session, request, visitor)
        account_id, span = view.registered.car.account_id, span_for(view, request)
        found = await journeys.all_of(session, kind, account_id, span, most=MOST_ROWS)
    return [shown(one, view) for one in found]


async def _tracks(request: web.Request, visitor: Visitor, *, most: int) -> list[Track]:
    async with request.app[DATABASE].reading() as session:
        view = await own_car(session, request, visitor)
        account_id = view.registered.car.account_id
        found = await journeys.all_of(session, Drive, account_id, span_for(view, request), most=most)
        ways = await journeys.tracks(session, account_id, [one.id for one in found])
    return [(one, ways[one.id]) for one in found if one.id in ways]


async def _track(request: web.Request, visitor: Visitor) -> list[Track]:
    drive_id = identifier(request.match_info["id"])
    async with request.app[DATABASE].reading() as session:
        view = await own_car(session, request, visitor)
        account_id = view.registered.car.account_id
        driven = await journeys.drive(session, account_id, drive_id)
        points = (await journeys.tracks(session, account_id, [drive_id])).get(drive_id)
    if driven is None or points is None:
        raise NotFoundError
    return [(driven, points)]


def _name(driven: Drive, figures: Figures) -> str:
    way = "" if driven.km is None else f" · {figures.way(driven.km)}"
    return f"{figures.moment(driven.started_at)}{way}"


def _file(request: web.Request, content: bytes, content_type: str) -> web.Response:
    """To be saved under the name in the address, with the car's before it."""
    name = f"{request.match_info['name']}-{request.path.rpartition('/')[2]}"
    told = {"Content-Disposition": f'attachment; filename="{name}"', **_PRIVATE}
    return web.Response(body=content, content_type=content_type, headers=told)
