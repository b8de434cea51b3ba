"""What went wrong, said to people: in their language, in style, and with what to do next."""

from collections.abc import Mapping

import structlog
from aiohttp import web
from aiohttp.typedefs import Handler

from feed.errors import FeedError, TooManyRequestsError
from feed.keys import REQUEST_ID
from feed.log import asked_for
from feed.web.render import page
from feed.web.visitor import visitor_of

log = structlog.get_logger(__name__)

_NOT_FOR_PEOPLE = ("/api/", "/static/", "/portraits/")


@web.middleware
async def answer_in_pages(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Browsers get a page for whatever was raised; everything else is left to the ring outside."""
    if "text/html" not in request.headers.get("Accept", "") or request.path.startswith(_NOT_FOR_PEOPLE):
        return await handler(request)
    try:
        return await handler(request)
    except FeedError as error:
        log.info(
            "page refused",
            request_id=request[REQUEST_ID],
            status=error.code,
            reason=error.safe,
            **error.facts,
        )
        return await _error_page(request, error.code, _when_to_come_back(error))
    except web.HTTPException as error:
        if error.status < web.HTTPBadRequest.status_code:
            raise  # a redirect
        return await _error_page(request, error.status, _what_is_allowed(error))
    except Exception:
        log.exception("page failed", request_id=request[REQUEST_ID], path=asked_for(request))
        return await _error_page(request, web.HTTPInternalServerError.status_code)


async def _error_page(
    request: web.Request, status: int, headers: Mapping[str, str] | None = None
) -> web.Response:
    response = page(
        request, await visitor_of(request), "error", status=status, code=status, number=request[REQUEST_ID]
    )
    response.headers.update(headers or {})
    return response


def _when_to_come_back(error: FeedError) -> dict[str, str]:
    return {"Retry-After": str(error.retry_after_s)} if isinstance(error, TooManyRequestsError) else {}


def _what_is_allowed(error: web.HTTPException) -> dict[str, str]:
    return {"Allow": error.headers["Allow"]} if "Allow" in error.headers else {}
