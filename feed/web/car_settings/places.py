"""Where a car lives, the other places of its owner, and what others would see of an arrival there."""

import secrets

from aiohttp import web
from pydantic import ValidationError

from feed.keys import CLOCK, DATABASE
from feed.social.arrivals import Sight, sight_of
from feed.social.car_wishes import MOST_ZONES, CarWishes
from feed.social.veils import Place
from feed.social.whereabouts import Precision
from feed.social.wrongs import wrongs
from feed.store.places import HOME, veils_as_if
from feed.web.car_settings.form import stands_at, wished
from feed.web.car_settings.opened import Opened, chapter, entered_in, open_car, settle
from feed.web.render import fragment
from feed.web.visitor import Member

_KEY_BYTES = 32


async def show(request: web.Request, member: Member) -> web.Response:
    """GET /@name/settings/places: as they are."""
    return await _page(request, await open_car(request, member))


async def save(request: web.Request, member: Member) -> web.Response:
    """POST /@name/settings/places: as entered."""
    return await settle(request, member, _page)


async def try_out(request: web.Request, member: Member) -> web.Response:
    """POST /@name/settings/places/sights: the page as entered, not saved; with `?part` the sights alone.

    A POST, as a place must not stand in an address, where logs would keep it.
    """
    opened = await open_car(request, member)
    entered = await entered_in(request)
    _, wrong = _placed(opened, entered)
    tried = Opened(member=member, view=opened.view, entered=entered, wrong=wrong)
    if "part" not in request.query:
        return await _page(request, tried)
    told = {"sights": await _sights(request, tried), "is_unclear": bool(wrong)}
    return web.Response(text=fragment(request, member, "car_sights", **told), content_type="text/html")


async def _page(request: web.Request, opened: Opened) -> web.Response:
    stands = opened.stands
    return chapter(
        request,
        opened,
        "places",
        zones=[number for number in range(MOST_ZONES) if f"zones.{number}.name" in stands],
        seen=opened.view.seen,
        here=stands_at(opened.view),
        sights=await _sights(request, opened),
        is_unclear=bool(opened.wrong),
    )


async def _sights(request: web.Request, opened: Opened) -> list[Sight]:
    """For each place as it stands in the form; none while something in it is wrong."""
    places, _ = _placed(opened, opened.stands)
    car = opened.view.registered.car
    async with request.app[DATABASE].reading() as session:
        veils = await veils_as_if(
            session, opened.member.account_id, places, drawn=secrets.token_bytes(_KEY_BYTES)
        )
    return [
        sight_of(
            place,
            veils=veils,
            place_for_followers=Precision(car.place_for_followers),
            audience=car.audience,
            delay_minutes=car.delay_minutes,
            now=request.app[CLOCK](),
        )
        for place in places
    ]


def _placed(opened: Opened, entered: dict[str, str]) -> tuple[list[Place], dict[str, str]]:
    """The places of the form, and what is wrong with them."""
    wishes = wished(entered, opened.view)
    try:
        placed = CarWishes.model_validate(
            {name: wishes[name] for name in ("home", "zones") if name in wishes}
        )
    except ValidationError as error:
        return [], wrongs(error)
    zones = [Place(zone.name, zone.lat, zone.lon, zone.radius_m) for zone in placed.zones]
    home = placed.home
    return [*([Place(HOME, home.lat, home.lon, home.radius_m)] if home else []), *zones], {}
