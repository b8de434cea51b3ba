"""Words for later: listed, put off, taken back."""

from datetime import datetime
from typing import Any

from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncSession

from feed.actions.schedule import reschedule, schedule
from feed.api.auth import Member
from feed.api.moments import iso
from feed.api.paging import page_of, paged
from feed.api.params import Params, read
from feed.api.respond import json_response
from feed.api.show import id_in
from feed.api.writing.new_status import AtMoment, NewStatus, key_of, require_choosable, to_keep
from feed.errors import NotFoundError, OutOfScopeError
from feed.keys import CLOCK, DATABASE, IDS, SETTINGS
from feed.store import glimpses, scheduled
from feed.store.tables import ScheduledStatus


class Put(Params):
    """When the words are to be said."""

    scheduled_at: AtMoment


async def index(request: web.Request, member: Member) -> web.Response:
    """GET /api/v1/scheduled_statuses."""
    async with request.app[DATABASE].reading() as session:
        page = await scheduled.of_account(session, member.account_id, page_of(request))
    return paged(request, [waiting_json(one) for one in page.rows], page)


async def show(request: web.Request, member: Member) -> web.Response:
    """GET /api/v1/scheduled_statuses/:id."""
    async with request.app[DATABASE].reading() as session:
        return json_response(waiting_json(await _own(request, session, member)))


async def update(request: web.Request, member: Member) -> web.Response:
    """PUT /api/v1/scheduled_statuses/:id: another moment."""
    asked = await read(request, Put)
    async with request.app[DATABASE].writing() as session:
        waiting = await _own(request, session, member)
        reschedule(waiting, at=asked.scheduled_at, now=request.app[CLOCK]())
        return json_response(waiting_json(waiting))


async def delete(request: web.Request, member: Member) -> web.Response:
    """DELETE /api/v1/scheduled_statuses/:id: they are never said."""
    async with request.app[DATABASE].writing() as session:
        await session.delete(await _own(request, session, member))
    return json_response({})


async def keep_for_later(
    request: web.Request, member: Member, asked: NewStatus, at: datetime
) -> web.Response:
    """The answer to a new status that is to be said at another time."""
    if not member.may("write:statuses"):
        raise OutOfScopeError
    require_choosable(asked.visibility)
    async with request.app[DATABASE].writing() as session:
        if asked.in_reply_to_id is not None:
            await glimpses.required(session, asked.in_reply_to_id, member.account_id)
        waiting = await schedule(
            session,
            member.account_id,
            to_keep(asked, member),
            at=at,
            idempotency_key=key_of(request),
            now=request.app[CLOCK](),
            ids=request.app[IDS],
            settings=request.app[SETTINGS],
        )
        return json_response(waiting_json(waiting))


def waiting_json(waiting: ScheduledStatus) -> dict[str, Any]:
    """A ScheduledStatus in Mastodon's JSON."""
    return {
        "id": str(waiting.id),
        "scheduled_at": iso(waiting.scheduled_at),
        "params": waiting.params,
        "media_attachments": [],
    }


async def _own(request: web.Request, session: AsyncSession, member: Member) -> ScheduledStatus:
    waiting = await scheduled.one(session, id_in(request), member.account_id)
    if waiting is None:
        raise NotFoundError
    return waiting
