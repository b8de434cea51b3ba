"""A member's settings: what there is to settle, and the language they read and hear in."""

from aiohttp import web

from feed.keys import DATABASE
from feed.store.users import user_of_account
from feed.web.doors import keep_language
from feed.web.forms import typed
from feed.web.language import LANGUAGES
from feed.web.render import page
from feed.web.visitor import Member


async def index(request: web.Request, member: Member) -> web.Response:
    """GET /settings: every chapter, each on a page of its own."""
    return page(request, member, "settings", is_saved="saved" in request.query)


async def choose_language(request: web.Request, member: Member) -> web.Response:
    """POST /settings/language: the pages here, and whatever is sent to the member, are in this language."""
    chosen = typed(await request.post(), "language")
    response = web.Response(
        status=web.HTTPSeeOther.status_code, headers={"Location": "/settings?saved#language"}
    )
    if chosen in request.app[LANGUAGES]:
        keep_language(response, chosen)
        async with request.app[DATABASE].writing() as session:
            if user := await user_of_account(session, member.account_id):
                user.locale = chosen
    return response
