"""Who hears of what, who sees what of it, and how late."""

from aiohttp import web

from feed.actions.car_changes import owned_car
from feed.actions.follow import unfollow
from feed.keys import DATABASE
from feed.social.car_kinds import SUBJECTS
from feed.store import accounts
from feed.store.paging import Page
from feed.web.car_settings.form import CHOOSABLE_KINDS
from feed.web.car_settings.opened import Opened, chapter, open_car, settle
from feed.web.faces import face
from feed.web.forms import typed
from feed.web.paging import identifier
from feed.web.visitor import Member

MOST_SHOWN = 80  # followers, the newest
DELAYS = ("0", "15", "30", "60", "120", "240", "until_left")


async def show(request: web.Request, member: Member) -> web.Response:
    """GET /@name/settings/hearers: as it is."""
    return await _page(request, await open_car(request, member))


async def save(request: web.Request, member: Member) -> web.Response:
    """POST /@name/settings/hearers: as entered."""
    return await settle(request, member, _page)


async def part(request: web.Request, member: Member) -> web.Response:
    """POST /@name/settings/hearers/part: this one does not follow the car any more."""
    opened = await open_car(request, member)
    account_id = identifier(typed(await request.post(), "account_id"))
    async with request.app[DATABASE].writing() as session:
        car = await owned_car(session, opened.view.registered.account.id, by_id=member.account_id)
        if account_id != member.account_id:  # an owner hears of their car
            await unfollow(session, car.account.id, by=account_id)
    raise web.HTTPSeeOther(f"{opened.path}/hearers?saved#followers")


async def _page(request: web.Request, opened: Opened) -> web.Response:
    account = opened.view.registered.account
    async with request.app[DATABASE].reading() as session:
        following = await accounts.followers(session, account.id, Page(limit=MOST_SHOWN))
    return chapter(
        request,
        opened,
        "hearers",
        delays=dict.fromkeys((*DELAYS, opened.stands["delay_minutes"])),
        subjects_of_kinds=SUBJECTS,
        kinds_to_choose=CHOOSABLE_KINDS,
        followers=[face(one) for one in following.rows if one.id != opened.member.account_id],
        more_followers=max(0, account.followers_count - len(following.rows)),
    )
