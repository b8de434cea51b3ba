"""Where the links in letters lead: an address is confirmed, digests end, a forgotten password gives way."""

from aiohttp import web

from feed.actions.mail_address import confirm_address
from feed.actions.reset_password import ask_for_reset, reset_password
from feed.errors import InvalidError, NotFoundError
from feed.keys import CLOCK, DATABASE, IDS, LIMITS, PASSWORDS, SETTINGS
from feed.limits import LETTERS
from feed.store import digests, mails
from feed.store.mails import Kind
from feed.web.forms import typed
from feed.web.render import page
from feed.web.visitor import Visitor

_UNSEEN = {"Cache-Control": "no-store", "Referrer-Policy": "no-referrer", "X-Robots-Tag": "noindex"}


async def ask_to_confirm(request: web.Request, visitor: Visitor) -> web.Response:
    """GET /mail/confirm/:secret: one press is asked for, since mail programs look at links by themselves."""
    shown = await _proof(request, "confirm")
    return _letter(request, visitor, "confirm", "ask", address=shown.address)


async def confirm(request: web.Request, visitor: Visitor) -> web.Response:
    """POST /mail/confirm/:secret: the address is confirmed."""
    try:
        async with request.app[DATABASE].writing() as session:
            await confirm_address(session, request.match_info["secret"], now=request.app[CLOCK]())
    except InvalidError:
        return _letter(request, visitor, "confirm", "taken", status=422)
    return _letter(request, visitor, "confirm", "done")


async def ask_to_end(request: web.Request, visitor: Visitor) -> web.Response:
    """GET /mail/end/:secret: are there to be no more digests."""
    await _proof(request, "digest")
    return _letter(request, visitor, "digest", "ask")


async def end(request: web.Request, visitor: Visitor) -> web.Response:
    """POST /mail/end/:secret: no more digests. Mail programs press this by themselves (RFC 8058)."""
    shown = await _proof(request, "digest")
    async with request.app[DATABASE].writing() as session:
        await digests.forget(session, shown.user.id)
    return _letter(request, visitor, "digest", "done")


async def forgot(request: web.Request, visitor: Visitor) -> web.Response:
    """GET /forgot: whose password it is."""
    return page(request, visitor, "forgot", is_asked=False)


async def send_reset(request: web.Request, visitor: Visitor) -> web.Response:
    """POST /forgot: the same answer for everybody; who has a confirmed address has a letter."""
    name = typed(await request.post(), "name")
    settings = request.app[SETTINGS]
    if settings.smtp_host:
        if not settings.trial:
            request.app[LIMITS].count(LETTERS, f"to {name.strip().lower()[:254]}")
        await ask_for_reset(request.app[DATABASE], name, now=request.app[CLOCK](), ids=request.app[IDS])
    return page(request, visitor, "forgot", is_asked=True)


async def ask_for_password(request: web.Request, visitor: Visitor) -> web.Response:
    """GET /reset/:secret: a new password, please."""
    await _proof(request, "reset")
    return _letter(request, visitor, "reset", "ask", wrong=False)


async def set_password(request: web.Request, visitor: Visitor) -> web.Response:
    """POST /reset/:secret: only the new password opens the door."""
    app, secret = request.app, request.match_info["secret"]
    password = typed(await request.post(), "password")
    try:
        await reset_password(app[DATABASE], app[PASSWORDS], secret, password, now=app[CLOCK]())
    except InvalidError:
        return _letter(request, visitor, "reset", "ask", status=422, wrong=True)
    return _letter(request, visitor, "reset", "done")


async def _proof(request: web.Request, kind: Kind) -> mails.Proof:
    async with request.app[DATABASE].reading() as session:
        found = await mails.proof(session, kind, request.match_info["secret"], now=request.app[CLOCK]())
    if found is None:
        raise NotFoundError
    return found


def _letter(
    request: web.Request, visitor: Visitor, kind: Kind, step: str, *, status: int = 200, **told: object
) -> web.Response:
    response = page(request, visitor, f"mail_{kind}", status=status, step=step, **told)
    response.headers.update(_UNSEEN)
    return response
