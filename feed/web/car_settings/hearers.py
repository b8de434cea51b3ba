"""Who hears of what, who sees what of it, and how late."""

from aiohttp import web

from feed.social.car_kinds import SUBJECTS
from feed.web.car_settings.form import CHOOSABLE_KINDS
from feed.web.car_settings.opened import Opened, chapter, open_car, settle
from feed.web.visitor import Member

DELAYS = ("0", "15", "30", "60", "120", "240", "until_left")


async def show(request: web.Request, member: Member) -> web.Response:
    """GET /@name/settings/hearers: as it is."""
    return await _page(request, await open_car(request, member))


async def save(request: web.Request, member: Member) -> web.Response:
    """POST /@name/settings/hearers: as entered."""
    return await settle(request, member, _page)


async def _page(request: web.Request, opened: Opened) -> web.Response:
    return chapter(
        request,
        opened,
        "hearers",
        delays=dict.fromkeys((*DELAYS, opened.stands["delay_minutes"])),
        subjects_of_kinds=SUBJECTS,
        kinds_to_choose=CHOOSABLE_KINDS,
    )
