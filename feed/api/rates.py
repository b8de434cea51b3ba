"""How often a client may call, told in Mastodon's headers, and how often somebody may knock at the doors."""

from datetime import timedelta

from aiohttp import web
from aiohttp.typedefs import Handler

from feed.api.moments import iso
from feed.errors import TooManyRequestsError
from feed.keys import CLOCK, LIMITS, SETTINGS
from feed.limits import CALLS, GUESSES, LETTERS, SIGN_INS, SIGN_UPS, Allowance, neighbourhood

_ALLOWANCE = web.RequestKey("allowance", Allowance)
_DOORS = {"/sign-in": SIGN_INS, "/sign-up": SIGN_UPS, "/api/v1/accounts": SIGN_UPS, "/forgot": LETTERS}


@web.middleware
async def guard_doors(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Nobody tries passwords, or makes accounts, by the hundred."""
    path = request.path.rstrip("/")
    if request.method == "POST" and path in _DOORS and not request.app[SETTINGS].trial:
        request.app[LIMITS].count(_DOORS[path], caller_address(request))
        if path == "/sign-in":
            name = (await request.post()).get("name", "")
            request.app[LIMITS].count(GUESSES, str(name).strip().lower()[:254])
    return await handler(request)


def count_call(request: web.Request, who: str) -> None:
    """One call more of this client.

    Raises:
        TooManyRequestsError: it was one too many.
    """
    if request.app[SETTINGS].trial:
        return
    try:
        request[_ALLOWANCE] = request.app[LIMITS].count(CALLS, who)
    except TooManyRequestsError as error:
        ends_at = request.app[CLOCK]() + timedelta(seconds=error.retry_after_s)
        request[_ALLOWANCE] = Allowance(CALLS, 0, ends_at)
        raise


def caller_address(request: web.Request) -> str:
    """Where the request comes from; behind a proxy it is the proxy who knows."""
    forwarded = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
    behind_proxy = request.app[SETTINGS].behind_proxy
    return neighbourhood(forwarded if behind_proxy and forwarded else request.remote)


async def add_rate_headers(request: web.Request, response: web.StreamResponse) -> None:
    """The client learns what is left."""
    if allowance := request.get(_ALLOWANCE):
        response.headers["X-RateLimit-Limit"] = str(allowance.limit.times)
        response.headers["X-RateLimit-Remaining"] = str(allowance.remaining)
        response.headers["X-RateLimit-Reset"] = iso(allowance.ends_at)
