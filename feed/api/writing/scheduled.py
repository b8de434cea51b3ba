"""Words for later: listed, put off, taken back."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncSession

from feed.actions.schedule import reschedule, schedule
from feed.api.auth import Member
from feed.api.moments import iso
from feed.api.paging import page_of, paged
from feed.api.params import Params, read
from feed.api.present.attached import media as media_json
from feed.api.respond import json_response
from feed.api.show import id_in
from feed.api.writing.new_status import AtMoment, NewStatus, key_of, require_choosable, to_keep
from feed.errors import NotFoundError, OutOfScopeError
from feed.keys import CLOCK, DATABASE, IDS, SETTINGS
from feed.store import glimpses, media, scheduled
from feed.store.tables import ScheduledStatus


class Put(Params):
    """When the words are to be said."""

    scheduled_at: AtMoment


async def index(request: web.Request, member: Member) -> web.Response:
    """GET /api/v1/scheduled_statuses."""
    async with request.app[DATABASE].reading() as session:
        page = await scheduled.of_account(session, member.account_id, page_of(request))
        return paged(request, await _json(request, session, page.rows), page)


async def show(request: web.Request, member: Member) -> web.Response:
    """GET /api/v1/scheduled_statuses/:id."""
    async with request.app[DATABASE].reading() as session:
        return await _one(request, session, await _own(request, session, member))


async def update(request: web.Request, member: Member) -> web.Response:
    """PUT /api/v1/scheduled_statuses/:id: another moment."""
    asked = await read(request, Put)
    async with request.app[DATABASE].writing() as session:
        waiting = await _own(request, session, member)
        reschedule(waiting, at=asked.scheduled_at, now=request.app[CLOCK]())
        return await _one(request, session, waiting)


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
        return await _one(request, session, waiting)


async def _json(
    request: web.Request, session: AsyncSession, those: Sequence[ScheduledStatus]
) -> list[dict[str, Any]]:
    """ScheduledStatuses in Mastodon's JSON, with what they will show."""
    wanted = {one.id: [int(media_id) for media_id in one.params["media_ids"] or ()] for one in those}
    found = await media.by_ids(session, {media_id for ids in wanted.values() for media_id in ids})
    url = request.app[SETTINGS].public_url
    return [
        {
            "id": str(one.id),
            "scheduled_at": iso(one.scheduled_at),
            "params": one.params,
            "media_attachments": [
                media_json(found[media_id], url) for media_id in wanted[one.id] if media_id in found
            ],
        }
        for one in those
    ]


async def _one(request: web.Request, session: AsyncSession, waiting: ScheduledStatus) -> web.Response:
    (body,) = await _json(request, session, [waiting])
    return json_response(body)


async def _own(request: web.Request, session: AsyncSession, member: Member) -> ScheduledStatus:
    waiting = await scheduled.one(session, id_in(request), member.account_id)
    if waiting is None:
        raise NotFoundError
    return waiting
