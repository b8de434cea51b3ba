"""How often a client may call, told in Mastodon's headers, and how often somebody may knock at the doors."""

from aiohttp import web
from aiohttp.typedefs import Handler

from feed.allowances import ALLOWANCE, count
from feed.api.moments import iso
from feed.keys import LIMITS, SETTINGS
from feed.limits import CALLS, CALLS_OF_ONE, GUESSES, KEYS_ASKED, LETTERS, SIGN_INS, SIGN_UPS, neighbourhood

_DOORS = {
    "/sign-in": SIGN_INS,
    "/sign-in/passkey": SIGN_INS,
    "/sign-in/passkey/begin": KEYS_ASKED,
    "/sign-up": SIGN_UPS,
    "/api/v1/accounts": SIGN_UPS,
    "/forgot": LETTERS,
}


@web.middleware
async def guard_doors(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Nobody tries passwords, or makes accounts, by the hundred."""
    path = request.path.rstrip("/")
    if request.method == "POST" and path in _DOORS and not request.app[SETTINGS].trial:
        count(request, _DOORS[path], caller_address(request))
        if path == "/sign-in":  # how often others tried the same name is not told
            name = str((await request.post()).get("name", ""))
            request.app[LIMITS].count(GUESSES, name.strip().lstrip("@").lower()[:254])
    return await handler(request)


def count_stranger(request: web.Request) -> None:
    """One call more from this address.

    Raises:
        TooManyRequestsError: it was one too many.
    """
    count(request, CALLS, caller_address(request))


def count_caller(request: web.Request, *, token_id: int, user_id: int | None) -> None:
    """One call more by this token, and by the member behind it.

    Raises:
        TooManyRequestsError: it was one too many.
    """
    count(request, CALLS, str(token_id))
    if user_id is not None:
        count(request, CALLS_OF_ONE, str(user_id))


def caller_address(request: web.Request) -> str:
    """Where the request comes from; behind a proxy it is the proxy who knows."""
    forwarded = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
    behind_proxy = request.app[SETTINGS].behind_proxy
    return neighbourhood(forwarded if behind_proxy and forwarded else request.remote)


async def add_rate_headers(request: web.Request, response: web.StreamResponse) -> None:
    """The client learns what is left."""
    if allowance := request.get(ALLOWANCE):
        response.headers["X-RateLimit-Limit"] = str(allowance.limit.times)
        response.headers["X-RateLimit-Remaining"] = str(allowance.remaining)
        response.headers["X-RateLimit-Reset"] = iso(allowance.ends_at)
