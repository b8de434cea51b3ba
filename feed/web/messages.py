"""Talks between few: which there are, what is said in one, and putting it away."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncSession

from feed.errors import NotFoundError
from feed.ids import moment_of
from feed.keys import DATABASE
from feed.store import accounts, glimpses, talks, timelines
from feed.store.shown import Shown, look_closer
from feed.web.faces import Face, face
from feed.web.paging import asked_page, identifier, links
from feed.web.posts import Post, opening_of, posts_of
from feed.web.render import page
from feed.web.visitor import Member


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk:
    """A talk by its newest words."""

    path: str
    others: list[Face]
    newest: Post
    at: datetime
    unread: bool


async def index(request: web.Request, member: Member) -> web.Response:
    """GET /messages: the talks, those gone on last first."""
    async with request.app[DATABASE].reading() as session:
        found = await timelines.talks(session, member.account_id, asked_page(request))
        those = await _talks(session, await look_closer(session, found.rows), member)
    return page(request, member, "messages", talks=those, links=links(request, found))


async def show(request: web.Request, member: Member) -> web.Response:
    """GET /messages/:id: what was said, the oldest first; from now on it is read."""
    me = member.account_id
    async with request.app[DATABASE].reading() as session:
        newest = await glimpses.required(session, await _newest(request, session, member), me)
        others = await glimpses.conversation(session, newest, me)
        those = sorted([*others, newest], key=lambda one: one.id)
        shown = await look_closer(session, those)
        said = [one for one in shown if one.said.visibility == "direct"]
        talk = (await _talks(session, said[-1:], member))[0]
    async with request.app[DATABASE].writing() as session:
        await talks.put(session, newest.conversation_id, me, read_up_to=newest.id)
    posts = posts_of(shown, viewer_id=me)
    opening = opening_of(posts[-1], member.me.username)
    return page(request, member, "talk", talk=talk, posts=posts, opening=opening)


async def put_away(request: web.Request, member: Member) -> web.Response:
    """POST /messages/:id/delete: not listed until somebody says more in it."""
    async with request.app[DATABASE].writing() as session:
        newest = await _newest(request, session, member)
        conversation_id = identifier(request.match_info["id"])
        await talks.put(session, conversation_id, member.account_id, gone_up_to=newest)
    raise web.HTTPSeeOther("/messages")


async def leave_unread(request: web.Request, member: Member) -> web.Response:
    """POST /messages/:id/unread: as if its last words were still to be read."""
    async with request.app[DATABASE].writing() as session:
        newest = await _newest(request, session, member)
        conversation_id = identifier(request.match_info["id"])
        await talks.put(session, conversation_id, member.account_id, read_up_to=newest - 1)
    raise web.HTTPSeeOther("/messages")


async def _talks(session: AsyncSession, newest: Sequence[Shown], member: Member) -> list[Talk]:
    me = member.account_id
    part = {one.id: {one.author.id, *(account_id for account_id, _ in one.said.spoken_to)} for one in newest}
    people = await accounts.by_ids(session, set().union(*part.values()))
    read = await talks.read_up_to(session, {one.said.conversation_id for one in newest}, me)
    posts = {post.id: post for post in posts_of(newest, viewer_id=me)}
    return [
        Talk(
            path=f"/messages/{one.said.conversation_id}",
            others=[face(people[id_]) for id_ in sorted(part[one.id] - {me} or {me}) if id_ in people],
            newest=posts[one.id],
            at=moment_of(one.id),
            unread=one.author.id != me and read.get(one.said.conversation_id, 0) < one.id,
        )
        for one in newest
    ]


async def _newest(request: web.Request, session: AsyncSession, member: Member) -> int:
    """The newest status of the talk in the address.

    Raises:
        NotFoundError: there is none for the member.
    """
    found = await talks.newest(session, identifier(request.match_info["id"]), member.account_id)
    if found is None:
        raise NotFoundError
    return found
