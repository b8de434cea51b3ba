"""Another password, by who knows the present one."""

from aiohttp import web

from feed.actions.change_password import change_password
from feed.actions.passwords import require_good
from feed.browser import remember
from feed.errors import InvalidError
from feed.keys import CLOCK, DATABASE, PASSWORDS
from feed.store.users import user_of_account
from feed.web.confirmed import is_password_of
from feed.web.forms import typed
from feed.web.render import page
from feed.web.visitor import Member


async def show(request: web.Request, member: Member) -> web.Response:
    """GET /settings/password."""
    return page(request, member, "own_settings/password", wrong="", is_saved="saved" in request.query)


async def save(request: web.Request, member: Member) -> web.Response:
    """POST /settings/password: from now on only the new one opens; this browser stays, all others are out."""
    form = await request.post()
    new = typed(form, "new_password")
    if not await is_password_of(request, member, typed(form, "password")):
        return page(request, member, "own_settings/password", status=422, wrong="old", is_saved=False)
    try:
        require_good(new)
    except InvalidError:
        return page(request, member, "own_settings/password", status=422, wrong="new", is_saved=False)
    hashed = await request.app[PASSWORDS].hash(new)
    async with request.app[DATABASE].writing() as session:
        if user := await user_of_account(session, member.account_id):
            now = request.app[CLOCK]()
            await change_password(session, user, hashed, by=member.account_id, now=now)
    response = web.Response(
        status=web.HTTPSeeOther.status_code, headers={"Location": "/settings/password?saved"}
    )
    await remember(request, response, member.user_id)
    return response
