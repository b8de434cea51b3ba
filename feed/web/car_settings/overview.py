"""The settings of a car at a glance: its face, and the way to each chapter."""

from typing import Literal

from aiohttp import web

from feed.keys import CLOCK, DATABASE
from feed.store import shares, tongues
from feed.web.car_settings.opened import Opened, chapter, open_car
from feed.web.visitor import Member


async def show(request: web.Request, member: Member) -> web.Response:
    """GET /@name/settings: what is settled, in a line each. Who just claimed it gives it a name first."""
    opened = await open_car(request, member)
    if "new" in request.query:
        raise web.HTTPSeeOther(f"{opened.path}/voice?new")
    return await overview(request, opened)


async def overview(
    request: web.Request, opened: Opened, *, refused: Literal["", "none", "no picture"] = ""
) -> web.Response:
    """The page; `refused` says what was wrong with a picture."""
    registered = opened.view.registered
    async with request.app[DATABASE].reading() as session:
        trusted = await shares.in_force(session, [registered.car.car_id], now=request.app[CLOCK]())
        speaking = await tongues.of_cars(session, [registered.car.car_id])
    answer = chapter(
        request,
        opened,
        "overview",
        car=registered.car,
        followers=max(0, registered.account.followers_count - 1),  # the owner is one
        trusted=len(trusted),
        has_picture=registered.account.avatar_path is not None,
        tongues=speaking,
        refused=refused,
    )
    if refused:
        answer.set_status(422)
    return answer
