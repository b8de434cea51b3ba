"""The times of a case: the dealer proposes some, one is taken by a tap, moved, or given up."""

from collections.abc import Awaitable, Callable

from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncSession

from feed.actions.arrange import Hand, give_up, propose, take
from feed.errors import InvalidError
from feed.keys import DATABASE
from feed.store import cases
from feed.store.tables import Case
from feed.streaming.happening import Happening
from feed.web.cases import arrived, hand_of
from feed.web.forms import typed
from feed.web.paging import identifier
from feed.web.visitor import Member


async def offer(request: web.Request, member: Member) -> web.Response:
    """POST /cases/:id/slots: the times that were ticked are proposed in the thread."""
    form = await request.post()
    chosen = [identifier(one) for one in form.getall("slot", []) if isinstance(one, str)]
    return await _done(request, member, lambda session, case, hand: propose(session, case, chosen, hand))


async def accept(request: web.Request, member: Member) -> web.Response:
    """POST /cases/:id/appointment: this time is the case's."""
    slot_id = identifier(typed(await request.post(), "slot"))
    return await _done(request, member, lambda session, case, hand: take(session, case, slot_id, hand))


async def cancel(request: web.Request, member: Member) -> web.Response:
    """POST /cases/:id/appointment/cancel: the time is free for others."""
    return await _done(request, member, give_up)


async def _done(
    request: web.Request,
    member: Member,
    deed: Callable[[AsyncSession, Case, Hand], Awaitable[list[Happening]]],
) -> web.Response:
    """The deed is done and the case shown; what cannot be is told there."""
    case_id = identifier(request.match_info["id"])
    try:
        async with request.app[DATABASE].writing() as session:
            case = await cases.required(session, case_id, member.account_id)
            told = await deed(session, case, hand_of(request, member))
    except InvalidError:
        raise web.HTTPSeeOther(f"/cases/{case_id}?refused#times") from None
    raise arrived(request, case_id, told)
