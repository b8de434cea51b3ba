"""The outermost ring: whatever is raised below becomes JSON, and every answer leaves with safe headers."""

import itertools
import secrets

import structlog
from aiohttp import web
from aiohttp.typedefs import Handler
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from feed.api.respond import json_response
from feed.content_policy import content_policy
from feed.errors import FeedError, TooManyRequestsError
from feed.keys import REQUEST_ID
from feed.log import asked_for

log = structlog.get_logger(__name__)

UNAVAILABLE = "The database is away for a moment"
_PROCESS, _NUMBERS = secrets.token_hex(4), itertools.count(1)  # together the name of a request

_FOR_APPS = ("/api/", "/oauth/", "/.well-known/", "/nodeinfo/")
_CORS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "Link, X-RateLimit-Limit, X-RateLimit-Remaining, X-RateLimit-Reset, "
    "Retry-After, X-Request-Id",
}
_PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, POST, PUT, PATCH, DELETE, OPTIONS",
    "Access-Control-Allow-Headers": "Authorization, Content-Type, Idempotency-Key",
    "Access-Control-Max-Age": "86400",
}
_SAFE = {
    "Content-Security-Policy": content_policy(),
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}


@web.middleware
async def answer_in_json(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Turns what was raised into an answer a client can read."""
    request[REQUEST_ID] = f"{_PROCESS}-{next(_NUMBERS):x}"
    if request.method == "OPTIONS" and request.path.startswith(_FOR_APPS):
        return web.Response(status=204, headers=_PREFLIGHT)
    try:
        return await handler(request)
    except FeedError as error:
        return _refusal(request, error)
    except web.HTTPException as error:
        if error.status < web.HTTPBadRequest.status_code:
            raise  # a redirect
        return json_response({"error": error.reason}, status=error.status)
    except (OperationalError, InterfaceError, PoolTimeoutError, OSError) as error:
        log.warning("database is away", request_id=request[REQUEST_ID], reason=type(error).__name__)
        return json_response({"error": UNAVAILABLE}, status=503, headers={"Retry-After": "1"})
    except Exception:  # the last resort: the client gets an id, the log the reason
        log.exception("request failed", request_id=request[REQUEST_ID], path=asked_for(request))
        return json_response({"error": FeedError.safe, "request_id": request[REQUEST_ID]}, status=500)


async def add_headers(request: web.Request, response: web.StreamResponse) -> None:
    """What every answer carries, streams and files too."""
    for name, value in (_SAFE | _CORS if request.path.startswith(_FOR_APPS) else _SAFE).items():
        response.headers.setdefault(name, value)
    response.headers["Server"] = "Kurumatomo"  # whose versions are nobody's business
    if REQUEST_ID in request:
        response.headers["X-Request-Id"] = request[REQUEST_ID]


def _refusal(request: web.Request, error: FeedError) -> web.Response:
    log.info(
        "request refused",
        request_id=request[REQUEST_ID],
        status=error.code,
        reason=error.safe,
        **error.facts,
    )
    headers = {"Retry-After": str(error.retry_after_s)} if isinstance(error, TooManyRequestsError) else None
    return json_response(error.body(), status=error.code, headers=headers)
