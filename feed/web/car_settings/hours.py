"""When a car speaks and charges: quiet hours, how much a day, cheap hours, and when it is needed."""

from aiohttp import web

from feed.social.car_wishes import MOST_CHEAP_HOURS
from feed.web.car_settings.opened import Opened, chapter, open_car, settle
from feed.web.visitor import Member


async def show(request: web.Request, member: Member) -> web.Response:
    """GET /@name/settings/hours: as they are."""
    return await _page(request, await open_car(request, member))


async def save(request: web.Request, member: Member) -> web.Response:
    """POST /@name/settings/hours: as entered."""
    return await settle(request, member, _page)


async def _page(request: web.Request, opened: Opened) -> web.Response:
    return chapter(request, opened, "hours", cheap_hours=range(MOST_CHEAP_HOURS))
