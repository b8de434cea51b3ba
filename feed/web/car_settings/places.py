"""Where a car lives, and the other places of its owner."""

from aiohttp import web

from feed.social.car_wishes import MOST_ZONES
from feed.web.car_settings.form import stands_at
from feed.web.car_settings.opened import Opened, chapter, open_car, settle
from feed.web.visitor import Member


async def show(request: web.Request, member: Member) -> web.Response:
    """GET /@name/settings/places: as they are."""
    return await _page(request, await open_car(request, member))


async def save(request: web.Request, member: Member) -> web.Response:
    """POST /@name/settings/places: as entered."""
    return await settle(request, member, _page)


async def _page(request: web.Request, opened: Opened) -> web.Response:
    return chapter(
        request,
        opened,
        "places",
        zones=[number for number in range(MOST_ZONES) if f"zones.{number}.name" in opened.stands],
        seen=opened.view.seen,
        here=stands_at(opened.view),
    )
