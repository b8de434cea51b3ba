"""What cars did: drives and charges for those who may look back, tracks for the owner alone."""

from collections.abc import Callable, Sequence
from typing import Any

import orjson
from aiohttp import web

from feed.api.auth import Member
from feed.api.cars.cars import view_of
from feed.api.moments import moment_in
from feed.api.paging import page_of, paged
from feed.api.present.cars import charge, drive
from feed.api.show import id_in
from feed.errors import NotAllowedError, NotFoundError
from feed.keys import CLOCK, DATABASE
from feed.social.journey import Charge, Drive
from feed.social.sheets import charges_csv, drives_csv
from feed.social.tracks import Track, geojson, gpx
from feed.social.whereabouts import known_until
from feed.store import journeys
from feed.store.car_views import CarView
from feed.store.journeys import MOST_TRACKS, Journey, Span


async def drives(request: web.Request, member: Member) -> web.Response:
    """GET /api/v1/cars/:id/drives: finished drives, newest first, by Mastodon's cursors.

    `from` and `to` are moments between which they began. Others than the owner see when they were and what
    they took of the charge, half an hour late.
    """
    return await _list(request, member, Drive, drive)


async def charges(request: web.Request, member: Member) -> web.Response:
    """GET /api/v1/cars/:id/charges: finished charges, newest first, by Mastodon's cursors.

    `from` and `to` are moments between which they began. Others than the owner do not see where.
    """
    return await _list(request, member, Charge, charge)


async def drives_sheet(request: web.Request, member: Member) -> web.Response:
    """GET /api/v1/cars/:id/drives.csv: the newest 10,000 of them, or of those between `from` and `to`."""
    return _file(drives_csv(await _all(request, member, Drive), member.locale), "text/csv")


async def charges_sheet(request: web.Request, member: Member) -> web.Response:
    """GET /api/v1/cars/:id/charges.csv: the newest 10,000 of them, or of those between `from` and `to`."""
    return _file(charges_csv(await _all(request, member, Charge), member.locale), "text/csv")


async def tracks_file(request: web.Request, member: Member) -> web.Response:
    """GET /api/v1/cars/:id/drives.gpx: the newest 500 tracks, or those from `from` to `to`; the owner's."""
    view = await _own(request, member)
    account_id, span = view.registered.car.account_id, _span(request, view)
    async with request.app[DATABASE].reading() as session:
        found = await journeys.all_of(session, Drive, account_id, span, most=MOST_TRACKS)
        ways = await journeys.tracks(session, account_id, [one.id for one in found])
    return _file(gpx((one, ways[one.id]) for one in found if one.id in ways), "application/gpx+xml")


async def track(request: web.Request, member: Member) -> web.Response:
    """GET /api/v1/cars/:id/drives/:drive_id/track: the way of a drive as GeoJSON, for the owner."""
    body = orjson.dumps(geojson([await _track(request, member)]))
    return web.Response(body=body, content_type="application/geo+json")


async def track_file(request: web.Request, member: Member) -> web.Response:
    """GET /api/v1/cars/:id/drives/:drive_id/track.gpx: the same to take away."""
    return _file(gpx([await _track(request, member)]), "application/gpx+xml")


async def _list(
    request: web.Request, member: Member, kind: type[Journey], present: Callable[[Journey], dict[str, Any]]
) -> web.Response:
    view = await _looked_back_on(request, member)
    async with request.app[DATABASE].reading() as session:
        account_id = view.registered.car.account_id
        found = await journeys.page_of(session, kind, account_id, _span(request, view), page_of(request))
    shown = [one if view.is_owners else one.for_others() for one in found.rows]
    return paged(request, [present(one) for one in shown], found)


async def _all(request: web.Request, member: Member, kind: type[Journey]) -> Sequence[Journey]:
    view = await _looked_back_on(request, member)
    async with request.app[DATABASE].reading() as session:
        found = await journeys.all_of(session, kind, view.registered.car.account_id, _span(request, view))
    return found if view.is_owners else [one.for_others() for one in found]


async def _track(request: web.Request, member: Member) -> Track:
    view = await _own(request, member)
    account_id, drive_id = view.registered.car.account_id, id_in(request, "drive_id")
    async with request.app[DATABASE].reading() as session:
        driven = await journeys.drive(session, account_id, drive_id)
        points = (await journeys.tracks(session, account_id, [drive_id])).get(drive_id)
    if driven is None or points is None:
        raise NotFoundError
    return driven, points


async def _looked_back_on(request: web.Request, member: Member) -> CarView:
    view = await view_of(request, member)
    if not view.may_know_history:
        raise NotAllowedError("Only those whom the owner lets may look back")
    return view


async def _own(request: web.Request, member: Member) -> CarView:
    """The car of the path, if it is the member's; nobody else need know that there are tracks."""
    view = await view_of(request, member)
    if not view.is_owners:
        raise NotFoundError
    return view


def _span(request: web.Request, view: CarView) -> Span:
    return Span(
        start=moment_in(request, "from"),
        end=moment_in(request, "to"),
        until=known_until(view.closeness, request.app[CLOCK]()),
    )


def _file(content: str | bytes, content_type: str) -> web.Response:
    if isinstance(content, str):
        return web.Response(text=content, content_type=content_type, charset="utf-8")
    return web.Response(body=content, content_type=content_type)
