"""What one does to a post by a button: like it, pass it on, keep it, pin it, hear no more of it, vote."""

from collections.abc import Awaitable, Callable, Mapping, Sequence

from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncSession

from feed.actions import bookmark, boost, favourite, mute_conversation, pin
from feed.actions.vote import vote as cast
from feed.actions.withdraw import withdraw
from feed.allowances import count_deletion
from feed.errors import NotFoundError
from feed.keys import CLOCK, DATABASE, IDS, WORD
from feed.store import statuses
from feed.store.tables import Status
from feed.streaming.happening import Happening
from feed.web.forms import typed
from feed.web.guard import way_back
from feed.web.paging import identifier
from feed.web.statuses import said_here
from feed.web.visitor import Member

Deed = Callable[[web.Request, AsyncSession, Status, int], Awaitable[Sequence[Happening] | None]]


async def do(request: web.Request, member: Member) -> web.Response:
    """POST /@name/:id/:deed: it is done, and the page one came from shows it at the same spot."""
    deed = DEEDS[request.match_info["deed"]]
    async with request.app[DATABASE].writing() as session:
        status = await said_here(session, request, member.account_id)
        happenings = await deed(request, session, status, member.account_id)
    request.app[WORD].tell(happenings or ())
    raise await back(request)


async def vote(request: web.Request, member: Member) -> web.Response:
    """POST /@name/:id/vote: the member chose these answers."""
    form = await request.post()
    choices = {identifier(str(choice)) for choice in form.getall("choices", [])}
    async with request.app[DATABASE].writing() as session:
        status = await said_here(session, request, member.account_id)
        if status.poll_id is None:
            raise NotFoundError
        await cast(session, status.poll_id, choices, by=member.account_id, now=request.app[CLOCK]())
    raise await back(request)


async def back(request: web.Request) -> web.HTTPSeeOther:
    """Where the form was, at the post."""
    otherwise = f"/@{request.match_info['name']}/{request.match_info['id']}"
    return web.HTTPSeeOther(way_back(typed(await request.post(), "back"), otherwise=otherwise))


async def _like(request: web.Request, session: AsyncSession, status: Status, by: int) -> Sequence[Happening]:
    return await favourite.favourite(session, status, by=by, ids=request.app[IDS])


async def _like_no_more(_: web.Request, session: AsyncSession, status: Status, by: int) -> None:
    await favourite.unfavourite(session, status, by=by)


async def _pass_on(
    request: web.Request, session: AsyncSession, status: Status, by: int
) -> Sequence[Happening]:
    _, happenings = await boost.boost(session, status, by=by, ids=request.app[IDS])
    return happenings


async def _take_back(
    request: web.Request, session: AsyncSession, status: Status, by: int
) -> Sequence[Happening]:
    count_deletion(request, by)
    boosting = await statuses.boost_of(session, by, status.id)
    return await withdraw(session, boosting) if boosting else ()


async def _keep(request: web.Request, session: AsyncSession, status: Status, by: int) -> None:
    await bookmark.bookmark(session, status, by=by, ids=request.app[IDS])


async def _let_go(_: web.Request, session: AsyncSession, status: Status, by: int) -> None:
    await bookmark.unbookmark(session, status, by=by)


async def _pin(request: web.Request, session: AsyncSession, status: Status, by: int) -> None:
    await pin.pin(session, status, by=by, now=request.app[CLOCK]())


async def _unpin(_: web.Request, __: AsyncSession, status: Status, by: int) -> None:
    pin.unpin(status, by=by)


async def _mute(_: web.Request, session: AsyncSession, status: Status, by: int) -> None:
    await mute_conversation.mute_conversation(session, status, by=by)


async def _unmute(_: web.Request, session: AsyncSession, status: Status, by: int) -> None:
    await mute_conversation.unmute_conversation(session, status, by=by)


DEEDS: Mapping[str, Deed] = {
    "favourite": _like,
    "unfavourite": _like_no_more,
    "boost": _pass_on,
    "unboost": _take_back,
    "bookmark": _keep,
    "unbookmark": _let_go,
    "pin": _pin,
    "unpin": _unpin,
    "mute": _mute,
    "unmute": _unmute,
}
