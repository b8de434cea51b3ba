"""A car's settings: how it speaks, where it lives, who hears and sees what. For its owner alone."""

from collections.abc import Mapping
from functools import cache
from typing import get_args
from zoneinfo import available_timezones

from aiohttp import web
from pydantic import ValidationError

from feed.actions.car_changes import open_for_owner
from feed.actions.car_settings import change_settings
from feed.errors import NotAllowedError
from feed.keys import CLOCK, DATABASE
from feed.social.car_kinds import SUBJECTS, DealerKind
from feed.social.car_wishes import MOST_CHEAP_HOURS, MOST_ZONES, CarWishes
from feed.social.whereabouts import Closeness
from feed.social.wrongs import wrongs
from feed.store.car_views import CarView, views_of
from feed.store.register import entries
from feed.web.accounts import account_named
from feed.web.car_form import CHOOSABLE_KINDS, settled, stands_somewhere, wished
from feed.web.faces import face
from feed.web.render import page
from feed.web.visitor import Member

PERSONAS = ("plain", "cheerful", "butler", "terse")
DELAYS = ("0", "15", "30", "60", "120", "240", "until_left")


async def show(request: web.Request, member: Member) -> web.Response:
    """GET /@name/settings: as they are."""
    view = await own_car(request, member)
    return await settings_page(request, member, view)


async def settle(request: web.Request, member: Member) -> web.Response:
    """POST /@name/settings: as entered from now on; or the form again with what is wrong."""
    view = await own_car(request, member)
    entered = {name: value for name, value in (await request.post()).items() if isinstance(value, str)}
    try:
        wishes = CarWishes.model_validate(wished(entered, view))
    except ValidationError as error:
        return await settings_page(request, member, view, entered=entered, wrong=wrongs(error))
    async with request.app[DATABASE].writing() as session:
        account_id = view.registered.account.id
        registered = await open_for_owner(session, account_id, by_id=member.account_id)
        await change_settings(session, registered, wishes)
    raise web.HTTPSeeOther(f"{request.path}?saved")


async def own_car(request: web.Request, member: Member) -> CarView:
    """The member's car of this name.

    Raises:
        NotFoundError, NotAllowedError: there is none, or it is somebody else's.
    """
    async with request.app[DATABASE].reading() as session:
        account = await account_named(session, request.match_info["name"])
        now = request.app[CLOCK]()
        views = await views_of(session, [account.id], viewer_id=member.account_id, now=now)
    view = views.get(account.id)
    if view is None or view.closeness is not Closeness.OWNER:
        raise NotAllowedError("Only the owner of a car may do this")
    return view


async def settings_page(
    request: web.Request,
    member: Member,
    view: CarView,
    *,
    entered: Mapping[str, str] | None = None,
    wrong: Mapping[str, str] | None = None,
) -> web.Response:
    """The page as things are; over them what was entered, with what is wrong about it by field."""
    async with request.app[DATABASE].reading() as session:
        (entry,) = await entries(session, [view.registered], now=request.app[CLOCK]())
    stands = {**settled(view), "acct": "", "until": "", **(entered or {})}
    return page(
        request,
        member,
        "car_settings",
        status=422 if wrong else 200,
        face=face(view.registered.account),
        seen=view.seen,
        has_home=view.registered.car.home_lat is not None,
        stands_somewhere=stands_somewhere(view),
        entered=stands,
        wrong=wrong or {},
        choices=_choices(stands),
        tongues=entry.tongues,
        shares=[(face(one.dealer), one) for one in entry.shares],
        is_saved="saved" in request.query,
        is_new="new" in request.query,
    )


def _choices(entered: Mapping[str, str]) -> dict[str, object]:
    """What can be chosen among, and how many rows there are of what one may have several of."""
    return {
        "personas": dict.fromkeys((*PERSONAS, entered["persona"])),
        "delays": dict.fromkeys((*DELAYS, entered["delay_minutes"])),
        "zones": [number for number in range(MOST_ZONES) if f"zones.{number}.name" in entered],
        "cheap_hours": range(MOST_CHEAP_HOURS),
        "subjects": SUBJECTS,
        "kinds": CHOOSABLE_KINDS,
        "dealer_kinds": get_args(DealerKind),
        "time_zones": _zone_names(),
    }


@cache
def _zone_names() -> tuple[str, ...]:
    return tuple(sorted(name for name in available_timezones() if "/" in name and "Etc/" not in name))
