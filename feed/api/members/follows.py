"""What one is to others: following, keeping one's distance, and saying yes or no to who asks."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta

from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncSession

from feed.actions import distance
from feed.actions import follow as following
from feed.api import present
from feed.api.auth import Member
from feed.api.paging import Count, page_of
from feed.api.params import OptionalFlag, Params, read
from feed.api.respond import json_response
from feed.api.show import account_in, accounts_response
from feed.keys import CLOCK, DATABASE, IDS, WORD
from feed.store import accounts, relations
from feed.store.tables import Account
from feed.streaming.happening import Happening

Deed = Callable[[AsyncSession, Account], Awaitable[Sequence[Happening] | None]]


class FollowWish(Params):
    """How to follow."""

    reblogs: OptionalFlag = None
    notify: OptionalFlag = None


class MuteWish(Params):
    """How to mute."""

    notifications: OptionalFlag = None
    duration: Count = None  # seconds; 0: for good


async def follow(request: web.Request, member: Member) -> web.Response:
    """POST /api/v1/accounts/:id/follow: follow, or ask to."""
    asked, ids, me = await read(request, FollowWish), request.app[IDS], member.account_id
    return await done_to(
        request,
        member,
        lambda session, other: following.follow(
            session, other, by=me, show_reblogs=asked.reblogs, notify=asked.notify, ids=ids
        ),
    )


async def unfollow(request: web.Request, member: Member) -> web.Response:
    """POST /api/v1/accounts/:id/unfollow: follow no more, nor wait to."""
    return await done_to(
        request, member, lambda session, other: following.unfollow(session, other.id, by=member.account_id)
    )


async def remove_from_followers(request: web.Request, member: Member) -> web.Response:
    """POST /api/v1/accounts/:id/remove_from_followers."""
    return await done_to(
        request, member, lambda session, other: following.unfollow(session, member.account_id, by=other.id)
    )


async def block(request: web.Request, member: Member) -> web.Response:
    """POST /api/v1/accounts/:id/block."""
    ids, me = request.app[IDS], member.account_id
    return await done_to(
        request, member, lambda session, other: distance.block(session, other.id, by=me, ids=ids)
    )


async def unblock(request: web.Request, member: Member) -> web.Response:
    """POST /api/v1/accounts/:id/unblock."""
    return await done_to(
        request, member, lambda session, other: distance.unblock(session, other.id, by=member.account_id)
    )


async def mute(request: web.Request, member: Member) -> web.Response:
    """POST /api/v1/accounts/:id/mute: with its notifications, unless told otherwise."""
    asked, ids, me = await read(request, MuteWish), request.app[IDS], member.account_id
    return await done_to(
        request,
        member,
        lambda session, other: distance.mute(
            session,
            other.id,
            by=me,
            notifications=asked.notifications is not False,
            until=request.app[CLOCK]() + timedelta(seconds=asked.duration) if asked.duration else None,
            ids=ids,
        ),
    )


async def unmute(request: web.Request, member: Member) -> web.Response:
    """POST /api/v1/accounts/:id/unmute."""
    return await done_to(
        request, member, lambda session, other: distance.unmute(session, other.id, by=member.account_id)
    )


async def authorize(request: web.Request, member: Member) -> web.Response:
    """POST /api/v1/follow_requests/:id/authorize: yes."""
    ids, me = request.app[IDS], member.account_id
    return await done_to(
        request, member, lambda session, other: following.accept(session, me, of=other.id, ids=ids)
    )


async def reject(request: web.Request, member: Member) -> web.Response:
    """POST /api/v1/follow_requests/:id/reject: no."""
    return await done_to(
        request, member, lambda session, other: following.reject(session, member.account_id, of=other.id)
    )


async def requests(request: web.Request, member: Member) -> web.Response:
    """GET /api/v1/follow_requests: who waits for one's yes."""
    async with request.app[DATABASE].reading() as session:
        page = await accounts.asking_to_follow(
            session, member.account_id, page_of(request, usual=40, most=80)
        )
    return accounts_response(request, page)


async def blocks(request: web.Request, member: Member) -> web.Response:
    """GET /api/v1/blocks: whom one blocks."""
    async with request.app[DATABASE].reading() as session:
        page = await accounts.blocked(session, member.account_id, page_of(request, usual=40, most=80))
    return accounts_response(request, page)


async def mutes(request: web.Request, member: Member) -> web.Response:
    """GET /api/v1/mutes: whom one mutes."""
    async with request.app[DATABASE].reading() as session:
        page = await accounts.muted(session, member.account_id, page_of(request, usual=40, most=80))
    return accounts_response(request, page)


async def done_to(request: web.Request, member: Member, deed: Deed) -> web.Response:
    """The deed is done to the account of the path; the answer says how the two stand now."""
    async with request.app[DATABASE].writing() as session:
        other = await account_in(request, session)
        happenings = await deed(session, other)
        relation = (await relations.between(session, member.account_id, [other.id]))[other.id]
    request.app[WORD].tell(happenings or ())
    return json_response(present.relationship(other.id, relation))
