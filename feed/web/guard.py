"""Who a page is for. Its handler is told who came; forms are looked at before it is asked."""

from collections.abc import Awaitable, Callable, Collection, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from aiohttp import web
from aiohttp.web_request import FileField

from feed.actions.showable import MOST_MEDIA
from feed.browser import require_our_form
from feed.errors import NotFoundError
from feed.keys import SETTINGS
from feed.social.roles import Role
from feed.web.visitor import Member, Visitor, visitor_of

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
MembersHandler = Callable[[web.Request, Member], Awaitable[web.StreamResponse]]


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
    method: str,
    path: str,
    handler: MembersHandler,
    *,
    with_files: bool = False,
) -> Page:
    """For who has signed in; others are asked to, and come back. `with_files`: its form may be large."""

    async def guarded(request: web.Request) -> web.StreamResponse:
        visitor = await visitor_of(request)
        if not isinstance(visitor, Member):
            back = {"next": request.path_qs} if request.method == "GET" else {}
            raise web.HTTPSeeOther(f"/sign-in?{urlencode(back)}" if back else "/sign-in")
        if not with_files:
            await _look_at_form(request)
            return await handler(request, visitor)
        request = request.clone(client_max_size=_room_for_files(request))
        form = await request.post()
        try:
            await _look_at_form(request)
            return await handler(request, visitor)
        finally:
            _put_files_away(form)

    return Page(method, path, guarded)


def dealer(method: str, path: str, handler: MembersHandler) -> Page:
    """For dealers who have signed in; for other members there is no such page."""
    return member(method, path, _only({"dealer"}, handler))


def staff(method: str, path: str, handler: MembersHandler) -> Page:
    """For the company; for other members there is no such page."""
    return member(method, path, _only({"staff", "admin"}, handler))


def way_back(path: str, *, otherwise: str) -> str:
    """The path, if it leads to a page of ours and nowhere else."""
    is_ours = path.startswith("/") and not path.startswith("//") and "\\" not in path and path.isprintable()
    return path if is_ours else otherwise


def _room_for_files(request: web.Request) -> int:
    return MOST_MEDIA * request.app[SETTINGS].upload_bytes


def _put_files_away(form: Mapping[str, object]) -> None:
    for field in form.values():
        if isinstance(field, FileField):
            field.file.close()


def _only(roles: Collection[Role], handler: MembersHandler) -> MembersHandler:
    async def for_these(request: web.Request, who: Member) -> web.StreamResponse:
        if who.role not in roles:
            raise NotFoundError
        return await handler(request, who)

    return for_these


async def _look_at_form(request: web.Request) -> None:
    if request.method == "POST":
        await require_our_form(request)
