"""A car is passed on, by who knows the owner's password; the page then shows the code for who comes next."""

from aiohttp import web

from feed.actions.car_changes import open_for_owner
from feed.actions.claim_car import CODE_GOOD_FOR
from feed.actions.transfer_car import transfer_car
from feed.keys import CLOCK, DATABASE, IDS, SETTINGS
from feed.web.car_settings.opened import Opened, chapter, open_car
from feed.web.confirmed import is_password_of
from feed.web.faces import face
from feed.web.forms import typed
from feed.web.qr import qr
from feed.web.render import page
from feed.web.visitor import Member


async def ask(request: web.Request, member: Member) -> web.Response:
    """GET /@name/settings/end/transfer: what happens, and the password, please."""
    return chapter(request, await open_car(request, member), "transfer")


async def pass_on(request: web.Request, member: Member) -> web.Response:
    """POST /@name/settings/end/transfer: the car is nobody's, and its code is shown this once."""
    opened = await open_car(request, member)
    if not await is_password_of(request, member, typed(await request.post(), "password")):
        again = Opened(member=member, view=opened.view, wrong={"password": "is another"})
        return chapter(request, again, "transfer")
    now, public_url = request.app[CLOCK](), request.app[SETTINGS].public_url
    async with request.app[DATABASE].writing() as session:
        car = await open_for_owner(session, opened.view.registered.account.id, by_id=member.account_id)
        _, code = await transfer_car(
            session, car.car, by=member.account_id, now=now, ids=request.app[IDS], public_url=public_url
        )
    address = f"{public_url}/claim?code={code}"
    answer = page(
        request,
        member,
        "car_settings/passed_on",
        face=face(opened.view.registered.account),
        code=code,
        address=address,
        picture=qr(address),
        good_until=now + CODE_GOOD_FOR,
    )
    answer.headers["Cache-Control"] = "no-store"
    return answer
