"""Everything others were given of a car is taken back at once, after a page that says what will end."""

from dataclasses import asdict
from urllib.parse import urlencode

from aiohttp import web

from feed.actions.car_changes import open_for_owner
from feed.actions.revoke_everybody import revoke_everybody
from feed.keys import CLOCK, DATABASE
from feed.store import accounts, commanders, guest_links, shares
from feed.store.paging import Page
from feed.web.car_settings.opened import chapter, open_car
from feed.web.faces import face
from feed.web.visitor import Member

MOST_NAMED = 80  # followers; of more the page says how many


async def ask(request: web.Request, member: Member) -> web.Response:
    """GET /@name/settings/trust/revoke: what exactly will end."""
    opened = await open_car(request, member)
    car = opened.view.registered
    async with request.app[DATABASE].reading() as session:
        dealers = await shares.in_force(session, [car.car.car_id], now=request.app[CLOCK]())
        guests = await guest_links.open_of(session, car.car, now=request.app[CLOCK]())
        named = await commanders.of_cars(session, [car.car.car_id])
        following = await accounts.followers(session, car.account.id, Page(limit=MOST_NAMED))
    followers = [face(one) for one in following.rows if one.id != member.account_id]
    return chapter(
        request,
        opened,
        "revoke",
        dealers=[face(one.dealer) for one in dealers],
        commanders=[face(one.account) for one in named],
        guests=[link.name for link in guests],
        followers=followers,
        more_followers=max(0, car.account.followers_count - len(following.rows)),
    )


async def revoke(request: web.Request, member: Member) -> web.Response:
    """POST /@name/settings/trust/revoke: it ends, and the page says what ended."""
    opened = await open_car(request, member)
    async with request.app[DATABASE].writing() as session:
        car = await open_for_owner(session, opened.view.registered.account.id, by_id=member.account_id)
        ended = await revoke_everybody(session, car, by=member.account_id, now=request.app[CLOCK]())
    raise web.HTTPSeeOther(f"{opened.path}/trust?ended&{urlencode(asdict(ended))}")
