"""What a member is told: who spoke to them, likes what they wrote, follows them or would like to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncSession

from feed.ids import moment_of
from feed.keys import CLOCK, DATABASE
from feed.store import accounts, glimpses, markers, notifications
from feed.store.shown import look_closer
from feed.store.tables import Notification
from feed.web.faces import Face, face
from feed.web.paging import asked_page, links
from feed.web.posts import Post, posts_of
from feed.web.render import page
from feed.web.requests import requests_for
from feed.web.visitor import NOTIFICATIONS, Member


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """One thing somebody did."""

    kind: str  # as in store.notifications.KINDS
    by: Face
    at: datetime
    post: Post | None


async def index(request: web.Request, member: Member) -> web.Response:
    """GET /notifications: the newest first, each with the post it is about; from now on they are read."""
    async with request.app[DATABASE].reading() as session:
        found = await notifications.of_account(session, member.account_id, asked_page(request))
        notices = await _notices(session, found.rows, member)
        asking = await requests_for(session, member)
    if found.rows and member.unread:
        await _read_up_to(request, member, found.rows[0].id)
    return page(request, member, "notifications", notices=notices, asking=asking, links=links(request, found))


async def _notices(session: AsyncSession, told: Sequence[Notification], member: Member) -> list[Notice]:
    told = [one for one in told if one.kind != "follow_request"]  # those wait for an answer, above the others
    by = await accounts.by_ids(session, {one.from_account_id for one in told})
    about = {one.status_id for one in told if one.status_id}
    visible = await look_closer(session, await glimpses.by_ids(session, about, member.account_id))
    posts = {post.id: post for post in posts_of(visible, viewer_id=member.account_id)}
    return [
        Notice(
            kind=one.kind,
            by=face(by[one.from_account_id]),
            at=moment_of(one.id),
            post=posts.get(one.status_id) if one.status_id else None,
        )
        for one in told
        if one.status_id is None or one.status_id in posts
    ]


async def _read_up_to(request: web.Request, member: Member, newest_id: int) -> None:
    async with request.app[DATABASE].writing() as session:
        await markers.move(session, member.account_id, NOTIFICATIONS, to=newest_id, now=request.app[CLOCK]())
