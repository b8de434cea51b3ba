"""Who asks to follow: a member is asked for themselves and for their cars, and says yes or no."""

from dataclasses import dataclass

from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncSession

from feed.actions.follow import accept, reject
from feed.errors import NotAllowedError, NotFoundError
from feed.keys import DATABASE, IDS
from feed.store import accounts, cars
from feed.store.paging import Page
from feed.store.tables import Account
from feed.web.faces import Face, face
from feed.web.forms import typed
from feed.web.guard import way_back
from feed.web.paging import identifier
from feed.web.visitor import Member

MOST_SHOWN = 40


@dataclass(frozen=True, slots=True)
class Asking:
    """Somebody who asks to follow `target`."""

    by: Face
    target: Face


async def requests_to(session: AsyncSession, target: Account) -> list[Asking]:
    """Who waits for an answer, the newest first."""
    waiting = await accounts.asking_to_follow(session, target.id, Page(limit=MOST_SHOWN))
    return [Asking(face(account), face(target)) for account in waiting.rows]


async def requests_for(session: AsyncSession, member: Member) -> list[Asking]:
    """Who asks to follow the member or one of their cars."""
    own = await cars.owned_by(session, member.account_id)
    targets = [member.me, *(one.account for one in own)]
    return [asking for target in targets for asking in await requests_to(session, target)]


async def answer(request: web.Request, member: Member) -> web.Response:
    """POST /@name/requests/:id: yes or no to the account with this id."""
    form = await request.post()
    asked_by = identifier(request.match_info["id"])
    async with request.app[DATABASE].writing() as session:
        target = await _answerable(session, request.match_info["name"], member)
        if typed(form, "answer") == "accept":
            await accept(session, target.id, of=asked_by, ids=request.app[IDS])
        else:
            await reject(session, target.id, of=asked_by)
    raise web.HTTPSeeOther(way_back(typed(form, "back"), otherwise="/notifications"))


async def _answerable(session: AsyncSession, name: str, member: Member) -> Account:
    target = await accounts.by_username(session, name)
    if target is None:
        raise NotFoundError
    own = {one.account.id for one in await cars.owned_by(session, member.account_id)}
    if target.id not in own | {member.account_id}:
        raise NotAllowedError
    return target
