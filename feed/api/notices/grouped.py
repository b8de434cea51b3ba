"""What one is told about, alike things together."""

from collections.abc import Sequence
from typing import Literal

from aiohttp import web
from pydantic import Field
from sqlalchemy.ext.asyncio import AsyncSession

from feed.api import present
from feed.api.auth import Member
from feed.api.notices.notifications import MOST_COUNTED, Which
from feed.api.paging import page_of, paged
from feed.api.params import Texts, read_query
from feed.api.pieces import PIECES
from feed.api.respond import json_response
from feed.api.show import accounts_json
from feed.errors import NotFoundError
from feed.keys import DATABASE, SITE
from feed.store import accounts, glimpses, markers, notification_groups
from feed.store.notification_groups import Group
from feed.store.notifications import GROUPED
from feed.store.paging import Page, Slice

MOST_ACCOUNTS = 80  # of one group


class WhichGroups(Which):
    """Which kinds, by whom, and how they are put together."""

    grouped_types: Texts = Field(default_factory=lambda: list(GROUPED))
    expand_accounts: Literal["full", "partial_avatars"] = "full"


async def index(request: web.Request, member: Member) -> web.Response:
    """GET /api/v2/notifications: the newest first, with everything they are about beside them."""
    asked = read_query(request, WhichGroups)
    async with request.app[DATABASE].reading() as session:
        page = await _page(session, member, asked, page_of(request, usual=40, most=80))
        body = await _body(request, session, page.rows, member, shown_whole=asked.expand_accounts == "full")
    return paged(request, body, page)


async def show(request: web.Request, member: Member) -> web.Response:
    """GET /api/v2/notifications/:group_key."""
    async with request.app[DATABASE].reading() as session:
        group = await notification_groups.by_key(session, member.account_id, request.match_info["group_key"])
        if group is None:
            raise NotFoundError
        return json_response(await _body(request, session, [group], member, shown_whole=True))


async def people(request: web.Request, member: Member) -> web.Response:
    """GET /api/v2/notifications/:group_key/accounts: who is behind a group, the newest first."""
    async with request.app[DATABASE].reading() as session:
        ids = await notification_groups.senders(
            session, member.account_id, request.match_info["group_key"], most=MOST_ACCOUNTS
        )
        found = await accounts.by_ids(session, ids)
    return json_response(accounts_json(request, [found[one] for one in ids if one in found]))


async def dismiss(request: web.Request, member: Member) -> web.Response:
    """POST /api/v2/notifications/:group_key/dismiss."""
    async with request.app[DATABASE].writing() as session:
        await notification_groups.dismiss(session, member.account_id, request.match_info["group_key"])
    return json_response({})


async def unread_count(request: web.Request, member: Member) -> web.Response:
    """GET /api/v2/notifications/unread_count: how many groups have something new in them."""
    asked = read_query(request, WhichGroups)
    async with request.app[DATABASE].reading() as session:
        seen = await markers.last_read(session, member.account_id, "notifications")
        most = Page(limit=min(asked.limit or 100, MOST_COUNTED), since_id=seen)
        found = await _page(session, member, asked, most)
    return json_response({"count": len(found.rows)})


async def _page(session: AsyncSession, member: Member, asked: WhichGroups, page: Page) -> Slice[Group]:
    return await notification_groups.of_account(
        session,
        member.account_id,
        page,
        only=asked.types,
        but=asked.exclude_types,
        by=asked.account_id,
        grouped=set(asked.grouped_types) & set(GROUPED),
        with_held_back=bool(asked.include_filtered),
    )


async def _body(
    request: web.Request, session: AsyncSession, groups: Sequence[Group], member: Member, *, shown_whole: bool
) -> present.Json:
    me, site = member.account_id, request.app[SITE]
    about = {one.newest.status_id for one in groups if one.newest.status_id}
    met = await glimpses.by_ids(session, about, me)
    statuses = await request.app[PIECES].by_id(session, met, me, "notifications")
    told = [one for one in groups if one.newest.status_id is None or one.newest.status_id in statuses]
    people = await accounts.by_ids(session, {account_id for one in told for account_id in one.sample})
    first = {one.sample[0] for one in told}
    whole = [one for account_id, one in people.items() if shown_whole or account_id in first]
    parts = [one for account_id, one in people.items() if not shown_whole and account_id not in first]
    body: present.Json = {
        "accounts": [present.account(one, site) for one in whole],
        "statuses": list(statuses.values()),
        "notification_groups": [present.notification_group(one) for one in told],
    }
    if not shown_whole:
        body["partial_accounts"] = [present.partial_account(one, site) for one in parts]
    return body
