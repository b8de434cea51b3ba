"""Browsers that are signed in: the session's cookie, and proof that a form is one of ours.

The cookie holds a random secret; the database its hash. The token in our forms is derived from the
cookie, so another site, which can make a browser send the cookie but not read it, cannot know it.
"""

from datetime import timedelta
from hashlib import sha256
from hmac import compare_digest

from aiohttp import web

from feed.errors import NotAllowedError
from feed.keys import CLOCK, DATABASE, SETTINGS
from feed.social.devices import device_of
from feed.store.web_sessions import SignedIn, close_session, open_session, who_is

COOKIE = "kurumatomo_session"
CSRF_FIELD = "csrf_token"


async def signed_in(request: web.Request) -> SignedIn | None:
    """Whose browser this is; None if nobody signed in with it."""
    secret = request.cookies.get(COOKIE)
    if not secret:
        return None
    async with request.app[DATABASE].reading() as session:
        return await who_is(session, secret, now=request.app[CLOCK]())


async def remember(request: web.Request, response: web.StreamResponse, user_id: int) -> None:
    """The browser that gets this response is signed in from now on, with a fresh cookie."""
    lasts = timedelta(days=request.app[SETTINGS].session_days)
    async with request.app[DATABASE].writing() as session:
        if old := request.cookies.get(COOKIE):
            await close_session(session, old)
        secret = await open_session(
            session,
            user_id,
            device=device_of(request.headers.get("User-Agent", "")),
            now=request.app[CLOCK](),
            lasts=lasts,
        )
    response.set_cookie(
        COOKIE,
        secret,
        max_age=int(lasts.total_seconds()),
        path="/",
        httponly=True,
        samesite="Lax",
        secure=request.app[SETTINGS].public_url.startswith("https:"),
    )


async def forget(request: web.Request, response: web.StreamResponse) -> None:
    """The browser that gets this response is signed out, here and there."""
    if secret := request.cookies.get(COOKIE):
        async with request.app[DATABASE].writing() as session:
            await close_session(session, secret)
    response.del_cookie(COOKIE, path="/")
    response.headers["Clear-Site-Data"] = '"cookies", "storage"'


def csrf_token(request: web.Request) -> str:
    """What a form of ours carries in its field `csrf_token`; empty while nobody is signed in."""
    secret = request.cookies.get(COOKIE)
    return sha256(f"form:{secret}".encode()).hexdigest() if secret else ""


async def require_our_form(request: web.Request) -> None:
    """The form was sent from a page of ours.

    Raises:
        NotAllowedError: it came from another site, or from a page of an earlier session.
    """
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in {"same-origin", "none"}:
        raise NotAllowedError("This form was sent from another site")
    expected = csrf_token(request)
    given = (await request.post()).get(CSRF_FIELD, "")
    if expected and not (isinstance(given, str) and compare_digest(given, expected)):
        raise NotAllowedError("This page is too old. Please load it again")
