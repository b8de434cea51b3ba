"""A car is erased, by who knows the owner's password and writes its name."""

from aiohttp import web

from feed.actions.car_changes import open_for_owner
from feed.actions.erase import erase_car
from feed.keys import CLOCK, DATABASE
from feed.web.car_settings.opened import Opened, chapter, entered_in, open_car
from feed.web.confirmed import is_password_of
from feed.web.render import page
from feed.web.visitor import Member


async def ask(request: web.Request, member: Member) -> web.Response:
    """GET /@name/settings/end/erase: what is lost; its name and the password, please."""
    return _page(request, await open_car(request, member))


async def erase(request: web.Request, member: Member) -> web.Response:
    """POST /@name/settings/end/erase: nothing of the car is left."""
    opened = await open_car(request, member)
    registered, entered = opened.view.registered, await entered_in(request)
    wrong: dict[str, str] = {}
    if entered.get("its_name", "").strip() != registered.account.display_name:
        wrong["its_name"] = "is another"
    if not await is_password_of(request, member, entered.get("password", "")):
        wrong["password"] = "is another"  # noqa: S105
    if wrong:
        tried = {"its_name": entered.get("its_name", "")}
        return _page(request, Opened(member=member, view=opened.view, entered=tried, wrong=wrong))
    async with request.app[DATABASE].writing() as session:
        await open_for_owner(session, registered.account.id, by_id=member.account_id)
        await erase_car(session, registered.car.car_id, by=member.account_id, now=request.app[CLOCK]())
    return page(request, member, "car_settings/erased", name=registered.account.display_name)


def _page(request: web.Request, opened: Opened) -> web.Response:
    return chapter(request, opened, "erase", its_name=opened.entered.get("its_name", ""))
