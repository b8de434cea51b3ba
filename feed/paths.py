"""Paths as they are put on the router: what can be read can be asked for its headers alone."""

from collections.abc import Awaitable, Callable

from aiohttp import web

ENDLESS = ("/api/v1/streaming", "/live/")  # answers that go on for ever have no headers alone


def add_path(
    app: web.Application,
    method: str,
    path: str,
    handler: Callable[[web.Request], Awaitable[web.StreamResponse]],
) -> None:
    """The app answers this; a GET also to HEAD, unless its answer has no end."""
    app.router.add_route(method, path, handler)
    if method == "GET" and not path.startswith(ENDLESS):
        app.router.add_route("HEAD", path, handler)
