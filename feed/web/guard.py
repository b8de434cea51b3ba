"""Who a page is for. Its handler is told who came; forms are looked at before it is asked."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from urllib.parse import urlencode

from aiohttp import web

from feed.browser import require_our_form
from feed.web.visitor import Member, Visitor, visitor_of

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass(frozen=True, slots=True)
class Page:
    """A line of the table in `pages`."""

    method: str
    path: str
    handler: Handler


def anyone(
    method: str, path: str, handler: Callable[[web.Request, Visitor], Awaitable[web.StreamResponse]]
) -> Page:
    """For everybody, signed in or not."""

    async def guarded(request: web.Request) -> web.StreamResponse:
        await _look_at_form(request)
        return await handler(request, await visitor_of(request))

    return Page(method, path, guarded)


def member(
    method: str, path: str, handler: Callable[[web.Request, Member], Awaitable[web.StreamResponse]]
) -> Page:
    """For who has signed in; others are asked to, and come back."""

    async def guarded(request: web.Request) -> web.StreamResponse:
        visitor = await visitor_of(request)
        if not isinstance(visitor, Member):
            back = {"next": request.path_qs} if request.method == "GET" else {}
            raise web.HTTPSeeOther(f"/sign-in?{urlencode(back)}" if back else "/sign-in")
        await _look_at_form(request)
        return await handler(request, visitor)

    return Page(method, path, guarded)


def way_back(path: str, *, otherwise: str) -> str:
    """The path, if it leads to a page of ours and nowhere else."""
    is_ours = path.startswith("/") and not path.startswith("//") and "\\" not in path and path.isprintable()
    return path if is_ours else otherwise


async def _look_at_form(request: web.Request) -> None:
    if request.method == "POST":
        await require_our_form(request)
