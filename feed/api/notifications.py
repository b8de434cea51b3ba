"""What one is told about."""

from collections.abc import Sequence

from aiohttp import web
from pydantic import Field
from sqlalchemy.ext.asyncio import AsyncSession

from feed.api import present
from feed.api.auth import Member
from feed.api.moments import iso
from feed.api.paging import Count, page_of, paged
from feed.api.params import Identifier, Params, Texts, read_query
from feed.api.respond import json_response
from feed.api.show import id_in, statuses_json
from feed.errors import NotFoundError
from feed.ids import moment_of
from feed.keys import DATABASE, SETTINGS
from feed.store import markers, notifications, statuses
from feed.store.around import accounts_by_id
from feed.store.tables import Notification

MOST_COUNTED = 1000


class Which(Params):
    """Which kinds, and by whom."""

    types: Texts = Field(default_factory=list)
    exclude_types: Texts = Field(default_factory=list)
    account_id: Identifier = None
    limit: Count = None


async def index(request: web.Request, member: Member) -> web.Response:
    """GET /api/v1/notifications: the newest first."""
    asked = read_query(request, Which)
    async with request.app[DATABASE].reading() as session:
        page = await notifications.of_account(
            session,
            member.account_id,
            page_of(request, usual=40, most=80),
            only=asked.types,
            but=asked.exclude_types,
            by=asked.account_id,
        )
        return paged(request, await notifications_json(request, session, page.rows, member.account_id), page)


async def show(request: web.Request, member: Member) -> web.Response:
    """GET /api/v1/notifications/:id."""
    async with request.app[DATABASE].reading() as session:
        one = await notifications.one(session, id_in(request), member.account_id)
        if one is None:
            raise NotFoundError
        shown = await notifications_json(request, session, [one], member.account_id)
    if not shown:
        raise NotFoundError
    return json_response(shown[0])


async def dismiss(request: web.Request, member: Member) -> web.Response:
    """POST /api/v1/notifications/:id/dismiss."""
    async with request.app[DATABASE].writing() as session:
        await notifications.dismiss(session, member.account_id, id_in(request))
    return json_response({})


async def clear(request: web.Request, member: Member) -> web.Response:
    """POST /api/v1/notifications/clear."""
    async with request.app[DATABASE].writing() as session:
        await notifications.dismiss(session, member.account_id)
    return json_response({})


async def unread_count(request: web.Request, member: Member) -> web.Response:
    """GET /api/v1/notifications/unread_count: how many came since one last looked."""
    most = min(read_query(request, Which).limit or 100, MOST_COUNTED)
    async with request.app[DATABASE].reading() as session:
        seen = await markers.last_read(session, member.account_id, "notifications")
        count = await notifications.unread(session, member.account_id, after=seen, most=most)
    return json_response({"count": count})


async def notifications_json(
    request: web.Request, session: AsyncSession, those: Sequence[Notification], viewer_id: int
) -> list[present.Json]:
    """Notifications, presented; those about a status the viewer may not see any more are left out."""
    about = [one.status_id for one in those if one.status_id]
    seen = await statuses.by_ids(session, about, viewer_id) if about else []
    shown = await statuses_json(request, session, seen, viewer_id)
    by_id = {status.id: body for status, body in zip(seen, shown, strict=True)}
    senders = await accounts_by_id(session, {one.from_account_id for one in those})
    url = request.app[SETTINGS].public_url
    return [
        {
            "id": str(one.id),
            "type": one.kind,
            "group_key": f"ungrouped-{one.id}",
            "created_at": iso(moment_of(one.id)),
            "account": present.account(senders[one.from_account_id], url),
        }
        | ({"status": by_id[one.status_id]} if one.status_id else {})
        for one in those
        if one.status_id is None or one.status_id in by_id
    ]
