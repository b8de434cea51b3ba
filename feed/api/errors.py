"""The outermost ring: every answer, errors above all, is JSON with CORS, safe headers and a request id."""

import secrets

import structlog
from aiohttp import web
from aiohttp.typedefs import Handler

from feed.api.respond import json_response
from feed.errors import FeedError, TooManyRequestsError

log = structlog.get_logger(__name__)

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
_ALWAYS = {
    "Content-Security-Policy": "default-src 'self'; frame-ancestors 'none'; base-uri 'none'; object-src 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
}
REQUEST_ID = web.RequestKey("request_id", str)


@web.middleware
async def answer_in_json(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Turns whatever was raised into an answer a client can read."""
    request[REQUEST_ID] = secrets.token_hex(8)
    if request.method == "OPTIONS" and _is_for_apps(request):
        return web.Response(status=204, headers=_PREFLIGHT)
    try:
        return await handler(request)
    except FeedError as error:
        return _refusal(request, error)
    except web.HTTPException as error:
        if error.status < 400 or not _is_for_apps(request):  # noqa: PLR2004
            raise
        return json_response({"error": error.reason}, status=error.status)
