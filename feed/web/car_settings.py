"""A car's settings: how it speaks, where it lives, who hears and sees what. For its owner alone."""

from collections.abc import Mapping
from functools import cache
from zoneinfo import available_timezones

from aiohttp import web
from pydantic import ValidationError

from feed.actions.car_changes import open_for_owner
from feed.actions.car_settings import change_settings
from feed.errors import NotAllowedError
from feed.keys import DATABASE
from feed.social.car_wishes import CarWishes
from feed.social.whereabouts import Closeness
from feed.social.wrongs import wrongs
from feed.store.car_views import CarView, views_of
from feed.web.accounts import account_named
from feed.web.car_form import settled, stands_somewhere, wished
from feed.web.faces import face
from feed.web.render import page
from feed.web.visitor import Member

PERSONAS = ("plain",)


async def show(request: web.Request, member: Member) -> web.Response:
    """GET /@name/settings: as they are."""
    view = await _own(request, member)
    return _form(request, member, view, entered=settled(view))


async def settle(request: web.Request, member: Member) -> web.Response:
    """POST /@name/settings: as entered from now on; or the form again with what is wrong."""
    view = await _own(request, member)
    entered = {name: value for name, value in (await request.post()).items() if isinstance(value, str)}
    try:
        wishes = CarWishes.model_validate(wished(entered, view))
    except ValidationError as error:
        return _form(request, member, view, entered=settled(view) | entered, wrong=wrongs(error), status=422)
    async with request.app[DATABASE].writing() as session:
        account_id = view.registered.account.id
        change_settings(await open_for_owner(session, account_id, by_id=member.account_id), wishes)
    raise web.HTTPSeeOther(f"{request.path}?saved")


async def _own(request: web.Request, member: Member) -> CarView:
    async with request.app[DATABASE].reading() as session:
        account = await account_named(session, request.match_info["name"])
        view = (await views_of(session, [account.id], viewer_id=member.account_id)).get(account.id)
    if view is None or view.closeness is not Closeness.OWNER:
        raise NotAllowedError("Only the owner of a car may do this")
    return view


def _form(
    request: web.Request,
    member: Member,
    view: CarView,
    *,
    entered: Mapping[str, str],
    wrong: Mapping[str, str] | None = None,
    status: int = 200,
) -> web.Response:
    return page(
        request,
        member,
        "car_settings",
        status=status,
        face=face(view.registered.account),
        seen=view.seen,
        has_home=view.registered.car.home_lat is not None,
        stands_somewhere=stands_somewhere(view),
        entered=entered,
        wrong=wrong or {},
        personas={name: name for name in (*PERSONAS, view.registered.car.persona)},
        zones=_zone_names(),
        is_saved="saved" in request.query,
        is_new="new" in request.query,
    )


@cache
def _zone_names() -> tuple[str, ...]:
    return tuple(sorted(name for name in available_timezones() if "/" in name and "Etc/" not in name))
