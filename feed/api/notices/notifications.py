"""What one is told about."""

from aiohttp import web
from pydantic import Field

from feed.api.assemble import notifications_json
from feed.api.auth import Member
from feed.api.paging import Count, page_of, paged
from feed.api.params import Identifier, OptionalFlag, Params, Texts, read_query
from feed.api.pieces import PIECES
from feed.api.respond import json_response
from feed.api.show import id_in
from feed.errors import NotFoundError
from feed.keys import DATABASE
from feed.store import markers, notifications

MOST_COUNTED = 1000


class Which(Params):
    """Which kinds, and by whom."""

    types: Texts = Field(default_factory=list)
    exclude_types: Texts = Field(default_factory=list)
    account_id: Identifier = None
    limit: Count = None
    include_filtered: OptionalFlag = None


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
            with_held_back=bool(asked.include_filtered),
        )
        return paged(
            request,
            await notifications_json(session, page.rows, member.account_id, request.app[PIECES]),
            page,
        )


async def show(request: web.Request, member: Member) -> web.Response:
    """GET /api/v1/notifications/:id."""
    async with request.app[DATABASE].reading() as session:
        one = await notifications.one(session, id_in(request), member.account_id)
        if one is None:
            raise NotFoundError
        shown = await notifications_json(session, [one], member.account_id, request.app[PIECES])
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
