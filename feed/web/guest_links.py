"""An owner lets somebody without an account look at a car for a while, sees who may, and ends it."""

from typing import cast, get_args

from aiohttp import web

from feed.actions.car_changes import owned_car
from feed.errors import NotFoundError
from feed.keys import CLOCK, DATABASE, IDS, SETTINGS
from feed.social.guest_view import LONG_FOR, PLACES, GuestPlace, GuestWish, LongFor
from feed.social.text import clean
from feed.store import audit, guest_links
from feed.store.car_views import CarView
from feed.web.car_settings.opened import open_car
from feed.web.faces import face
from feed.web.forms import typed
from feed.web.paging import identifier
from feed.web.render import page
from feed.web.visitor import Member

MOST_LINKS = 20
LONGEST_NAME = 40


async def show(request: web.Request, member: Member) -> web.Response:
    """GET /@name/share: what can be shown to whom, and who may look just now."""
    return await _share_page(request, member, (await open_car(request, member)).view)


async def invite(request: web.Request, member: Member) -> web.Response:
    """POST /@name/share: a new link, shown now and never again."""
    view = (await open_car(request, member)).view
    form = await request.post()
    wish = GuestWish(
        name=clean(typed(form, "name"))[:LONGEST_NAME],
        long_for=cast("LongFor", typed(form, "long_for")),
        place=cast("GuestPlace", typed(form, "place")),
        shows_charge="shows_charge" in form,
        shows_ready="shows_ready" in form,
    )
    if wish.long_for not in get_args(LongFor) or wish.place not in PLACES:
        return await _share_page(request, member, view, wrong="choose")
    if wish.place == "nothing" and not wish.shows_charge and not wish.shows_ready:
        return await _share_page(request, member, view, wrong="nothing")
    now = request.app[CLOCK]()
    async with request.app[DATABASE].writing() as session:
        owned = await owned_car(session, view.registered.account.id, by_id=member.account_id)
        if await guest_links.count(session, owned.car.car_id) >= MOST_LINKS:
            return await _share_page(request, member, view, wrong="many")
        secret = await guest_links.open_link(
            session, owned.car, wish, last=view.seen, now=now, ids=request.app[IDS]
        )
        lasts, shows = wish.long_for, wish.place
        await audit.note(
            session,
            "guest_invited",
            by=member.account_id,
            about=("car", owned.account.id),
            now=now,
            lasts=lasts,
            shows=shows,
        )
    address = f"{request.app[SETTINGS].public_url}/share/{secret}"
    return await _share_page(request, member, view, address=address)


async def end(request: web.Request, member: Member) -> web.Response:
    """POST /@name/share/:id/end: the link leads nowhere. With 0 none of the car's links does."""
    view = (await open_car(request, member)).view
    number, now = identifier(request.match_info["id"]), request.app[CLOCK]()
    async with request.app[DATABASE].writing() as session:
        owned = await owned_car(session, view.registered.account.id, by_id=member.account_id)
        ended = await guest_links.end(session, owned.car.car_id, number or None)
        if number and not ended:
            raise NotFoundError
        await audit.note(
            session,
            "guest_link_ended",
            by=member.account_id,
            about=("car", owned.account.id),
            now=now,
            links=ended,
        )
    raise web.HTTPSeeOther(f"/@{request.match_info['name']}/share?ended")


async def _share_page(
    request: web.Request, member: Member, view: CarView, *, address: str = "", wrong: str = ""
) -> web.Response:
    async with request.app[DATABASE].reading() as session:
        links = await guest_links.open_of(session, view.registered.car, now=request.app[CLOCK]())
    response = page(
        request,
        member,
        "share",
        status=422 if wrong else 200,
        face=face(view.registered.account),
        links=links,
        address=address,
        wrong=wrong,
        is_ended="ended" in request.query,
        lengths=tuple(LONG_FOR),
        places=PLACES,
    )
    response.headers["Cache-Control"] = "no-store"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
