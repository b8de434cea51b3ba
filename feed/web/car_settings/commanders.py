"""Who may command a car beside its owner: followers, named and relieved on the page of who is trusted."""

from aiohttp import web

from feed.actions.car_changes import open_for_owner
from feed.actions.name_commander import name_commander, relieve_commander
from feed.errors import InvalidError
from feed.keys import CLOCK, DATABASE
from feed.web.car_settings.opened import Opened, open_car
from feed.web.car_settings.trust import trust_page
from feed.web.forms import typed
from feed.web.paging import identifier
from feed.web.visitor import Member


async def name(request: web.Request, member: Member) -> web.Response:
    """POST /@name/settings/trust/commanders: this follower may command the car, too."""
    opened = await open_car(request, member)
    acct, now = typed(await request.post(), "commander").strip(), request.app[CLOCK]()
    try:
        async with request.app[DATABASE].writing() as session:
            car = await open_for_owner(session, opened.view.registered.account.id, by_id=member.account_id)
            await name_commander(session, car, acct, by=member.account_id, now=now)
    except InvalidError as error:
        wrong = {"commander": error.details["acct"]}
        again = Opened(member=member, view=opened.view, entered={"commander": acct}, wrong=wrong)
        return await trust_page(request, again)
    raise web.HTTPSeeOther(f"{opened.path}/trust?saved")


async def relieve(request: web.Request, member: Member) -> web.Response:
    """POST /@name/settings/trust/commanders/end: this one may not any more."""
    opened = await open_car(request, member)
    account_id, now = identifier(typed(await request.post(), "account_id")), request.app[CLOCK]()
    async with request.app[DATABASE].writing() as session:
        car = await open_for_owner(session, opened.view.registered.account.id, by_id=member.account_id)
        await relieve_commander(session, car, account_id, by=member.account_id, now=now)
    raise web.HTTPSeeOther(f"{opened.path}/trust?saved")
