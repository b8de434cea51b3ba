"""What lies between two members: muting, blocking, a note for oneself, a word to the staff."""

from collections.abc import Awaitable, Callable, Mapping

from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncSession

from feed.actions import distance, regard
from feed.errors import NotFoundError
from feed.keys import DATABASE, IDS
from feed.store import statuses
from feed.store.tables import Report
from feed.web.accounts import account_named
from feed.web.faces import face
from feed.web.forms import typed
from feed.web.guard import way_back
from feed.web.paging import identifier
from feed.web.render import page
from feed.web.visitor import Member

LONGEST_COMPLAINT = 1000  # characters

Step = Callable[[web.Request, AsyncSession, int, int], Awaitable[None]]


async def go(request: web.Request, member: Member) -> web.Response:
    """POST /@name/:step: the member keeps away from whoever has this name, or does no more."""
    step = STEPS[request.match_info["step"]]
    async with request.app[DATABASE].writing() as session:
        target = await account_named(session, request.match_info["name"])
        await step(request, session, target.id, member.account_id)
    back = typed(await request.post(), "back")
    raise web.HTTPSeeOther(way_back(back, otherwise=f"/@{target.username}"))


async def note(request: web.Request, member: Member) -> web.Response:
    """POST /@name/note: what the member notes of them, for nobody else to read."""
    words = typed(await request.post(), "note")[: regard.LONGEST_COMMENT]
    async with request.app[DATABASE].writing() as session:
        target = await account_named(session, request.match_info["name"])
        await regard.note(session, target.id, words, by=member.account_id)
    raise web.HTTPSeeOther(f"/@{target.username}")


async def ask(request: web.Request, member: Member) -> web.Response:
    """GET /@name/report?status=: what is the matter with them, or with this post."""
    async with request.app[DATABASE].reading() as session:
        target = await account_named(session, request.match_info["name"])
    about = request.query.get("status", "")
    return page(request, member, "report", face=face(target), status_id=about, is_sent=False)


async def report(request: web.Request, member: Member) -> web.Response:
    """POST /@name/report: whoever runs this server reads it."""
    form = await request.post()
    about = typed(form, "status")
    async with request.app[DATABASE].writing() as session:
        target = await account_named(session, request.match_info["name"])
        if about:
            said = await statuses.required(session, identifier(about), member.account_id)
            if said.account_id != target.id:
                raise NotFoundError
        session.add(
            Report(
                id=request.app[IDS].next(),
                account_id=member.account_id,
                target_account_id=target.id,
                status_ids=[identifier(about)] if about else [],
                comment=typed(form, "comment")[:LONGEST_COMPLAINT],
                category="other",
                rule_ids=[],
            )
        )
    return page(request, member, "report", face=face(target), status_id=about, is_sent=True)


async def _mute(request: web.Request, session: AsyncSession, target_id: int, by: int) -> None:
    await distance.mute(session, target_id, by=by, notifications=True, ids=request.app[IDS])


async def _unmute(_: web.Request, session: AsyncSession, target_id: int, by: int) -> None:
    await distance.unmute(session, target_id, by=by)


async def _block(request: web.Request, session: AsyncSession, target_id: int, by: int) -> None:
    await distance.block(session, target_id, by=by, ids=request.app[IDS])


async def _unblock(_: web.Request, session: AsyncSession, target_id: int, by: int) -> None:
    await distance.unblock(session, target_id, by=by)


STEPS: Mapping[str, Step] = {"mute": _mute, "unmute": _unmute, "block": _block, "unblock": _unblock}
