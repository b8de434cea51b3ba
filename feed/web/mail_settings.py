"""A member's address, and how often their cars write to it."""

from datetime import UTC

from aiohttp import web

from feed.actions.mail_address import forget_address, name_address
from feed.errors import InvalidError, NotFoundError
from feed.keys import CLOCK, DATABASE, IDS, LIMITS, PASSWORDS, SETTINGS
from feed.limits import LETTERS
from feed.social.digest_times import next_digest
from feed.store import digests
from feed.store.tables import User
from feed.store.users import user_of_account
from feed.web.forms import typed
from feed.web.render import page
from feed.web.visitor import Member

PATH = "/settings/mail"
USUAL_HOUR = 18


async def show(request: web.Request, member: Member) -> web.Response:
    """GET /settings/mail."""
    return await _chapter(request, member)


async def name(request: web.Request, member: Member) -> web.Response:
    """POST /settings/mail: by password alone: a letter goes to the address; an empty one is forgotten."""
    form = await request.post()
    address = typed(form, "email").strip()
    user = await _user(request, member)
    if not request.app[SETTINGS].trial:
        request.app[LIMITS].count(LETTERS, f"of {user.id}")
    if not await request.app[PASSWORDS].match(user.password_hash, typed(form, "password")):
        return await _chapter(request, member, address=address, wrong="password")
    try:
        async with request.app[DATABASE].writing() as session:
            user = await session.merge(user, load=True)
            if address:
                now, ids = request.app[CLOCK](), request.app[IDS]
                await name_address(session, user, address, now=now, ids=ids)
            else:
                await forget_address(session, user)
    except InvalidError:
        return await _chapter(request, member, address=address, wrong="email")
    raise web.HTTPSeeOther(f"{PATH}?{'sent' if address else 'saved'}")


async def choose(request: web.Request, member: Member) -> web.Response:
    """POST /settings/mail/digest: how often, and at which hour where the member is."""
    form = await request.post()
    every, hour = typed(form, "every"), typed(form, "hour")
    user = await _user(request, member)
    async with request.app[DATABASE].writing() as session:
        if every not in {"day", "week"} or not hour.isdigit() or int(hour) > 23:  # noqa: PLR2004
            await digests.forget(session, user.id)
        else:
            zone = str(member.figures.zone) if member.figures.zone is not UTC else "UTC"
            next_at = next_digest(request.app[CLOCK](), every=every, hour=int(hour), time_zone=zone)  # type: ignore[arg-type]
            wish = {"every": every, "hour": int(hour), "time_zone": zone, "next_at": next_at}
            await digests.keep(session, user.id, **wish)
    raise web.HTTPSeeOther(f"{PATH}?saved")


async def _chapter(
    request: web.Request, member: Member, *, address: str | None = None, wrong: str = ""
) -> web.Response:
    user = await _user(request, member)
    async with request.app[DATABASE].reading() as session:
        wish = await digests.wish_of(session, user.id)
    return page(
        request,
        member,
        "settings_mail",
        status=422 if wrong else 200,
        user=user,
        address=user.email or "" if address is None else address,
        wrong=wrong,
        every=wish.every if wish else "none",
        hour=wish.hour if wish else USUAL_HOUR,
        next_at=wish.next_at if wish else None,
        said=next((word for word in ("sent", "saved") if word in request.query), ""),
    )


async def _user(request: web.Request, member: Member) -> User:
    async with request.app[DATABASE].reading() as session:
        found = await user_of_account(session, member.account_id)
    if found is None:
        raise NotFoundError
    return found
