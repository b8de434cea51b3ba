"""How a car speaks: its name, its persona, its language, and a taste of what it would say."""

from functools import cache
from zoneinfo import available_timezones

from aiohttp import web

from feed.social.voices import samples
from feed.web.car_settings.opened import Opened, chapter, entered_in, open_car, settle
from feed.web.personas import VOICES
from feed.web.portraits import portrait
from feed.web.render import fragment
from feed.web.visitor import Member


async def show(request: web.Request, member: Member) -> web.Response:
    """GET /@name/settings/voice: as it is."""
    return await _page(request, await open_car(request, member))


async def save(request: web.Request, member: Member) -> web.Response:
    """POST /@name/settings/voice: as entered."""
    return await settle(request, member, _page)


async def try_out(request: web.Request, member: Member) -> web.Response:
    """POST /@name/settings/voice/sample: the page as entered, not saved; with `?part` the sentences alone."""
    opened = await open_car(request, member)
    tried = Opened(member=member, view=opened.view, entered=await entered_in(request))
    if "part" not in request.query:
        return await _page(request, tried)
    return web.Response(
        text=fragment(request, member, "car_samples", **_samples(request, tried)), content_type="text/html"
    )


async def _page(request: web.Request, opened: Opened) -> web.Response:
    return chapter(
        request,
        opened,
        "voice",
        personas=dict.fromkeys((*request.app[VOICES].names, opened.stands["persona"])),
        time_zones=_zone_names(),
        **_samples(request, opened),
    )


def _samples(request: web.Request, opened: Opened) -> dict[str, object]:
    stands = opened.stands
    language = stands["language"] if stands["language"] in {"en", "ja"} else "en"
    said = samples(
        request.app[VOICES],
        stands["persona"],
        language=language,
        is_imperial=stands["units"] == "imperial",
        nickname=stands["nickname"],
    )
    tint = portrait(opened.view.registered.account.id).tint
    return {"samples": said, "spoken_in": language, "tint": tint}


@cache
def _zone_names() -> tuple[str, ...]:
    return tuple(sorted(name for name in available_timezones() if "/" in name and "Etc/" not in name))
