"""Passkeys on pages: added and removed in the settings, and used at the door."""

from aiohttp import web

from feed.actions.passkeys import (
    Site,
    WrongKeyError,
    add,
    begin_adding,
    begin_signing_in,
    sign_in_with_key,
)
from feed.browser import remember
from feed.errors import InvalidError
from feed.ids import moment_of
from feed.keys import CLOCK, DATABASE, IDS, SETTINGS
from feed.social.devices import device_of
from feed.store import passkeys
from feed.web.confirmed import is_password_of
from feed.web.forms import typed
from feed.web.guard import way_back
from feed.web.paging import identifier
from feed.web.render import page
from feed.web.visitor import Member, Visitor


async def show(request: web.Request, member: Member) -> web.Response:
    """GET /settings/passkeys: those there are."""
    return await _page(request, member, wrong="")


async def begin(request: web.Request, member: Member) -> web.Response:
    """POST /settings/passkeys/begin: what the browser is asked, for who knows the password."""
    form = await request.post()
    if not await is_password_of(request, member, typed(form, "password")):
        raise InvalidError("This is not your password")
    settings = request.app[SETTINGS]
    async with request.app[DATABASE].writing() as session:
        options = await begin_adding(
            session,
            member.me,
            Site.at(settings.public_url),
            title=settings.title,
            now=request.app[CLOCK](),
        )
    return web.Response(text=options, content_type="application/json", headers={"Cache-Control": "no-store"})


async def save(request: web.Request, member: Member) -> web.Response:
    """POST /settings/passkeys: the new key opens the door."""
    answer = typed(await request.post(), "answer")
    try:
        async with request.app[DATABASE].writing() as session:
            await add(
                session,
                member.account_id,
                answer,
                Site.at(request.app[SETTINGS].public_url),
                name=device_of(request.headers.get("User-Agent", "")),
                now=request.app[CLOCK](),
                ids=request.app[IDS],
            )
    except WrongKeyError:
        return await _page(request, member, wrong="key")
    raise web.HTTPSeeOther("/settings/passkeys?saved")


async def remove(request: web.Request, member: Member) -> web.Response:
    """POST /settings/passkeys/remove: the key opens nothing any more."""
    passkey_id = identifier(typed(await request.post(), "id"))
    async with request.app[DATABASE].writing() as session:
        await passkeys.remove(session, passkey_id, member.account_id)
    raise web.HTTPSeeOther("/settings/passkeys")


async def ask_key(request: web.Request, _visitor: Visitor) -> web.Response:
    """POST /sign-in/passkey/begin: what the browser is asked of a key it has."""
    async with request.app[DATABASE].writing() as session:
        site = Site.at(request.app[SETTINGS].public_url)
        options = await begin_signing_in(session, site, now=request.app[CLOCK]())
    return web.Response(text=options, content_type="application/json", headers={"Cache-Control": "no-store"})


async def come_in(request: web.Request, visitor: Visitor) -> web.Response:
    """POST /sign-in/passkey: the browser is signed in as whom the key speaks for; or asked again."""
    form = await request.post()
    after = way_back(typed(form, "next"), otherwise="/home")
    try:
        async with request.app[DATABASE].writing() as session:
            site = Site.at(request.app[SETTINGS].public_url)
            user = await sign_in_with_key(session, typed(form, "answer"), site, now=request.app[CLOCK]())
    except WrongKeyError:
        return page(request, visitor, "sign_in", status=401, next=after, name="", refused="key")
    response = web.Response(status=web.HTTPSeeOther.status_code, headers={"Location": after})
    await remember(request, response, user.id)
    return response


async def _page(request: web.Request, member: Member, *, wrong: str) -> web.Response:
    async with request.app[DATABASE].reading() as session:
        found = await passkeys.of_account(session, member.account_id)
    return page(
        request,
        member,
        "own_settings/passkeys",
        status=422 if wrong else 200,
        keys=[(one.id, one.name, moment_of(one.id), one.used_at) for one in found],
        wrong=wrong,
        is_saved="saved" in request.query,
    )
