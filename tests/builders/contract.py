"""Holds every answer a feed gives in a test against what its route promises."""

from functools import cache
from typing import Any

from aiohttp import web
from pydantic import TypeAdapter, ValidationError

from feed.api.auth import Route
from feed.api.routes import ROUTES

_BY_PLACE = {(route.method, route.path): route for route in ROUTES}


def keep_to_the_contract(app: web.Application) -> list[str]:
    """What did not fit, as the feed answers: each with its path and what is wrong with it."""
    misfits: list[str] = []

    async def look_at(request: web.Request, response: web.StreamResponse) -> None:
        resource = request.match_info.route.resource
        route = _BY_PLACE.get((request.method, resource.canonical.rstrip("/"))) if resource else None
        if route is None or response.status >= 300:
            return
        if route.answers is not None and isinstance(response, web.Response):
            misfits.extend(_wrong_with(route, response.body))

    app.on_response_prepare.append(look_at)
    return misfits


def _wrong_with(route: Route, body: Any) -> list[str]:  # noqa: ANN401
    try:
        _adapter(route).validate_json(bytes(body), strict=True)
    except ValidationError as error:
        return [
            f"{route.method} {route.path}: {'.'.join(map(str, wrong['loc']))} {wrong['msg']}"
            for wrong in error.errors()[:3]
        ]
    return []


@cache
def _adapter(route: Route) -> TypeAdapter[Any]:
    answers: Any = route.answers
    return TypeAdapter(answers)
