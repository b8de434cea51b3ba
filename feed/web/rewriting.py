"""What one said, said differently or taken back."""

from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncSession

from feed.actions.edit import Change, edit
from feed.actions.withdraw import withdraw
from feed.allowances import count_deletion
from feed.errors import InvalidError, NotAllowedError
from feed.keys import CLOCK, DATABASE, IDS, SETTINGS, WORD
from feed.store import glimpses
from feed.store.shown import look_closer
from feed.store.tables import Status
from feed.web.forms import typed
from feed.web.guard import way_back
from feed.web.posts import posts_of
from feed.web.render import page
from feed.web.statuses import said_here
from feed.web.visitor import Member


async def show(request: web.Request, member: Member) -> web.Response:
    """GET /@name/:id/edit: the words as they were typed."""
    async with request.app[DATABASE].reading() as session:
        status = await own_here(session, request, member)
    return page(request, member, "edit", words=status.text, warning=status.spoiler_text, wrong="")


async def say_differently(request: web.Request, member: Member) -> web.Response:
    """POST /@name/:id/edit: it reads like this from now on."""
    form = await request.post()
    words, warning = typed(form, "status"), typed(form, "spoiler_text")
    try:
        async with request.app[DATABASE].writing() as session:
            status = await own_here(session, request, member)
            happenings = await edit(
                session,
                status,
                Change(text=words, spoiler_text=warning),
                now=request.app[CLOCK](),
                ids=request.app[IDS],
                settings=request.app[SETTINGS],
            )
    except InvalidError:
        wrong = "long" if words.strip() else "empty"
        return page(request, member, "edit", status=422, words=words, warning=warning, wrong=wrong)
    request.app[WORD].tell(happenings)
    raise web.HTTPSeeOther(request.path.removesuffix("/edit"))


async def ask(request: web.Request, member: Member) -> web.Response:
    """GET /@name/:id/delete: whether it is really to go; it cannot be had again."""
    async with request.app[DATABASE].reading() as session:
        status = await own_here(session, request, member)
        found = await glimpses.by_ids(session, [status.id], member.account_id)
        posts = posts_of(await look_closer(session, found), viewer_id=member.account_id)
    back = way_back(request.query.get("back", ""), otherwise="/home")
    return page(request, member, "delete", posts=posts, back=back)


async def take_back(request: web.Request, member: Member) -> web.Response:
    """POST /@name/:id/delete: what the member said is gone."""
    count_deletion(request, member.account_id)
    async with request.app[DATABASE].writing() as session:
        happenings = await withdraw(session, await own_here(session, request, member))
    request.app[WORD].tell(happenings)
    back = way_back(typed(await request.post(), "back"), otherwise="/home")
    gone = request.path.removesuffix("/delete")
    raise web.HTTPSeeOther("/home" if back.startswith(gone) else back)


async def own_here(session: AsyncSession, request: web.Request, member: Member) -> Status:
    """The member's own status in the address.

    Raises:
        NotFoundError, NotAllowedError: there is none for them, or it is somebody else's.
    """
    status = await said_here(session, request, member.account_id)
    if status.account_id != member.account_id:
        raise NotAllowedError
    return status
