"""What a member is told: who spoke to them, likes what they wrote, follows them or would like to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncSession

from feed.ids import moment_of
from feed.keys import CLOCK, DATABASE
from feed.store import accounts, glimpses, markers, notification_groups
from feed.store.notification_groups import Group
from feed.store.notifications import GROUPED
from feed.store.shown import look_closer
from feed.web.faces import Face, face
from feed.web.paging import asked_page, links
from feed.web.posts import Post, posts_of
from feed.web.render import page
from feed.web.requests import requests_for
from feed.web.visitor import NOTIFICATIONS, Member

KINDS: Mapping[str, tuple[str, ...]] = {
    "": (),
    "mentions": ("mention",),
    "likes": ("favourite", "reblog"),
    "follows": ("follow",),
    "posts": ("status", "update", "poll"),
}
"""What one may want to see of it; nothing named is everything."""

_ANSWERED_ABOVE = ("follow_request",)


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """One thing that somebody did, or several did alike."""

    kind: str  # as in store.notifications.KINDS
    by: list[Face]  # the newest first
    others: int  # who did it too and are not among them
    at: datetime
    post: Post | None
    is_new: bool


async def index(request: web.Request, member: Member) -> web.Response:
    """GET /notifications?show=: the newest first; when all of them are listed, they are read from now on."""
    show = request.query.get("show", "")
    show = show if show in KINDS else ""
    async with request.app[DATABASE].reading() as session:
        read_up_to = await markers.last_read(session, member.account_id, NOTIFICATIONS)
        found = await notification_groups.of_account(
            session,
            member.account_id,
            asked_page(request),
            only=KINDS[show],
            but=_ANSWERED_ABOVE,
            by=None,
            grouped=GROUPED,
            with_held_back=False,
        )
        notices = await _notices(session, found.rows, member, read_up_to)
        asking = [] if show else await requests_for(session, member)
    if found.rows and member.unread and not show:
        await _read_up_to(request, member, found.rows[0].newest.id)
    return page(
        request,
        member,
        "notifications",
        show=show,
        notices=notices,
        asking=asking,
        links=links(request, found),
    )


async def _notices(
    session: AsyncSession, told: Sequence[Group], member: Member, read_up_to: int
) -> list[Notice]:
    by = await accounts.by_ids(session, {id_ for one in told for id_ in one.sample})
    about = {one.newest.status_id for one in told if one.newest.status_id}
    visible = await look_closer(session, await glimpses.by_ids(session, about, member.account_id))
    posts = {post.id: post for post in posts_of(visible, viewer_id=member.account_id)}
    return [
        Notice(
            kind=one.newest.kind,
            by=[face(by[id_]) for id_ in one.sample if id_ in by],
            others=max(0, one.count - len(one.sample)),
            at=moment_of(one.newest.id),
            post=posts.get(one.newest.status_id) if one.newest.status_id else None,
            is_new=one.newest.id > read_up_to,
        )
        for one in told
        if one.newest.status_id is None or one.newest.status_id in posts
    ]


async def _read_up_to(request: web.Request, member: Member, newest_id: int) -> None:
    async with request.app[DATABASE].writing() as session:
        await markers.move(session, member.account_id, NOTIFICATIONS, to=newest_id, now=request.app[CLOCK]())
