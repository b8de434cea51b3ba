"""Those whose notifications wait to be let in."""

from collections.abc import Awaitable, Callable, Collection, Sequence
from typing import Any

from aiohttp import web
from pydantic import Field
from sqlalchemy.ext.asyncio import AsyncSession

from feed.api import present
from feed.api.auth import Member
from feed.api.paging import page_of, paged
from feed.api.params import Identifiers, Params, read
from feed.api.pieces import PIECES
from feed.api.respond import json_response
from feed.api.show import id_in
from feed.errors import NotFoundError
from feed.keys import DATABASE, SITE, WORD
from feed.store import accounts, glimpses, notification_requests
from feed.store.notification_requests import Waiting
from feed.store.tables import NotificationRequest
from feed.streaming.happening import Happening

Deed = Callable[[AsyncSession, int, Collection[NotificationRequest]], Awaitable[None]]
Handler = Callable[[web.Request, Member], Awaitable[web.Response]]


class Several(Params):
    """Requests by their identifiers."""

    id: Identifiers = Field(default_factory=list)


async def index(request: web.Request, member: Member) -> web.Response:
    """GET /api/v1/notifications/requests: who waits, the newest first."""
    async with request.app[DATABASE].reading() as session:
        page = await notification_requests.of_account(
            session, member.account_id, page_of(request, usual=40, most=80)
        )
        return paged(request, await _json(request, session, page.rows, member), page)


async def show(request: web.Request, member: Member) -> web.Response:
    """GET /api/v1/notifications/requests/:id."""
    async with request.app[DATABASE].reading() as session:
        those = await _required(session, member, [id_in(request)])
        return json_response((await _json(request, session, those, member))[0])


def one_by(deed: Deed) -> Handler:
    """POST /api/v1/notifications/requests/:id/accept or /dismiss."""

    async def handler(request: web.Request, member: Member) -> web.Response:
        return await _done(request, member, [id_in(request)], deed)

    return handler


def several_by(deed: Deed) -> Handler:
    """POST /api/v1/notifications/requests/accept or /dismiss, with id[]."""

    async def handler(request: web.Request, member: Member) -> web.Response:
        return await _done(request, member, (await read(request, Several)).id, deed)

    return handler


async def merged(_request: web.Request, _member: Member) -> web.Response:
    """GET /api/v1/notifications/requests/merged: what is let in is there at once."""
    return json_response({"merged": True})


async def _done(request: web.Request, member: Member, request_ids: Sequence[int], deed: Deed) -> web.Response:
    async with request.app[DATABASE].writing() as session:
        await deed(session, member.account_id, await _required(session, member, request_ids))
    if deed is notification_requests.accept:
        request.app[WORD].tell([Happening("merged", member.account_id)])
    return json_response({})


async def _required(
    session: AsyncSession, member: Member, request_ids: Sequence[int]
) -> list[NotificationRequest]:
    found = await notification_requests.among(session, member.account_id, request_ids)
    if len(found) != len(set(request_ids)):
        raise NotFoundError
    return found


async def _json(
    request: web.Request, session: AsyncSession, those: Sequence[NotificationRequest], member: Member
) -> list[dict[str, Any]]:
    me, site = member.account_id, request.app[SITE]
    senders = {one.from_account_id for one in those}
    people = await accounts.by_ids(session, senders)
    waiting = await notification_requests.waiting(session, me, senders)
    about = [one.last_status_id for one in waiting.values() if one.last_status_id]
    statuses = await request.app[PIECES].by_id(session, await glimpses.by_ids(session, about, me), me)
    nothing = Waiting(0, 0, None)
    return [
        present.notification_request(
            one,
            people[one.from_account_id],
            waits := waiting.get(one.from_account_id, nothing),
            statuses.get(waits.last_status_id or 0),
            site,
        )
        for one in those
    ]
