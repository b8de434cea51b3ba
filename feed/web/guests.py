"""What a guest sees who has a link: a car, live, as much of it as its owner chose, until the link ends."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, cast
from zoneinfo import ZoneInfo

from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncSession

from feed.keys import CLOCK, DATABASE
from feed.social.guest_view import GuestPlace, seen_by_guest
from feed.social.snapshot import Snapshot
from feed.social.whereabouts import LATE_BY, Closeness, is_held_back
from feed.store import cars, guest_links, history, snapshots
from feed.store.car_tables import Car, GuestLink
from feed.store.car_views import CarView
from feed.store.places import veils_of
from feed.web.cars_now import car_now
from feed.web.render import fragment, page
from feed.web.visitor import Visitor

_UNSEEN = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
}


async def show(request: web.Request, visitor: Visitor) -> web.Response:
    """GET /share/:secret: the car now; once the link has ended, kind words and nothing else."""
    now = request.app[CLOCK]()
    async with request.app[DATABASE].writing() as session:
        opened = await guest_links.opened_by(session, request.match_info["secret"], now=now)
        if opened is not None:
            await guest_links.count_visit(session, opened[0].id, now=now)
    if opened is None:
        response = page(request, visitor, "share_ended", status=404, me=None)
    else:
        async with request.app[DATABASE].reading() as session:
            told = await _told(session, request, visitor, *opened)
        response = page(request, visitor, "guest", me=None, **told)
    response.headers.update(_UNSEEN)
    return response


async def now(request: web.Request, visitor: Visitor) -> web.Response:
    """GET /share/:secret/now: the part of the page that changes; 404 as soon as the link has ended."""
    async with request.app[DATABASE].reading() as session:
        opened = await guest_links.opened_by(session, request.match_info["secret"], now=request.app[CLOCK]())
        if opened is None:
            return web.Response(status=404, headers=_UNSEEN)
        told = await _told(session, request, visitor, *opened)
    html = fragment(request, visitor, "guest_now", **told)
    return web.Response(text=html, content_type="text/html", headers=_UNSEEN)


async def _told(
    session: AsyncSession, request: web.Request, visitor: Visitor, link: GuestLink, car: Car
) -> dict[str, Any]:
    (registered,) = await cars.of_accounts(session, [car.account_id])
    seen = await _seen(session, link, car, now=request.app[CLOCK]())
    shown = car_now(CarView(registered, Closeness.FOLLOWER, seen))
    zone = visitor.figures.zone
    if zone is UTC and car.time_zone:
        zone = ZoneInfo(car.time_zone)
    return {
        "car": shown,
        "link": link,
        "figures": replace(visitor.figures, units=shown.units, zone=zone, now=request.app[CLOCK]()),
    }


async def _seen(session: AsyncSession, link: GuestLink, car: Car, *, now: datetime) -> Snapshot | None:
    newest = (await snapshots.newest(session, [car.account_id])).get(car.account_id)
    if newest is None:
        return None
    veils = veils_of(car)
    earlier: dict[int, Snapshot] = {}
    if is_held_back(newest, veils):
        earlier = await history.as_of(session, [car.account_id], now - LATE_BY)
    return seen_by_guest(
        newest,
        place=cast("GuestPlace", link.place),
        shows_charge=link.shows_charge,
        shows_ready=link.shows_ready,
        veils=veils,
        earlier=earlier.get(car.account_id),
    )
