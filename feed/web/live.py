"""The home timeline goes on by itself: each new post as the HTML it would have on the page."""

from contextlib import suppress
from dataclasses import replace

import orjson
from aiohttp import web

from feed.browser import signed_in
from feed.event_stream import begin, follow
from feed.keys import CLOCK, DATABASE, HUB
from feed.store import glimpses, timelines
from feed.store.paging import Page
from feed.store.shown import look_closer
from feed.streaming.hub import News, Topic
from feed.web.paging import identifier
from feed.web.posts import Post, posts_of
from feed.web.render import fragment
from feed.web.visitor import Member

MOST_CAUGHT_UP = 20
_EVENTS = {"update": "post", "status.update": "changed"}  # as streams name them, and as this page does


async def home(request: web.Request, member: Member) -> web.StreamResponse:
    """GET /live/home: events `post`, `changed` (HTML) and `gone` (an id), beginning with what was missed."""
    hub = request.app[HUB]
    stream = hub.open([Topic("user", str(member.account_id))], account_id=member.account_id)

    async def frame(news: News) -> bytes:
        if await signed_in(request) is None:  # signed out elsewhere: a page left open must not go on
            stream.close()
            return b""
        return await _told(request, member, news)

    try:  # listening already, so that nothing falls between what was missed and what is new
        response = await begin(request)
        with suppress(ConnectionResetError):
            for post in await _missed(request, member):
                await response.write(_event(request, member, post))
            await follow(request, response, stream, frame)
    finally:
        hub.leave(stream)
    return response


async def _missed(request: web.Request, member: Member) -> list[Post]:
    since = request.headers.get("Last-Event-ID") or request.query.get("since_id") or "0"
    async with request.app[DATABASE].reading() as session:
        asked = Page(limit=MOST_CAUGHT_UP, since_id=identifier(since))
        found = await timelines.home(session, member.account_id, asked)
        return posts_of(await look_closer(session, found.rows[::-1]), viewer_id=member.account_id)


async def _told(request: web.Request, member: Member, news: News) -> bytes:
    if news.event == "delete":
        return b"event: gone\ndata: %b\n\n" % news.payload
    if news.event not in _EVENTS:
        return b""
    async with request.app[DATABASE].reading() as session:
        status_id = int(orjson.loads(news.payload)["id"])
        found = await glimpses.by_ids(session, [status_id], member.account_id)
        posts = posts_of(await look_closer(session, found), viewer_id=member.account_id)
    return b"".join(_event(request, member, post, name=_EVENTS[news.event]) for post in posts)


def _event(request: web.Request, member: Member, post: Post, *, name: str = "post") -> bytes:
    figures = replace(member.figures, now=request.app[CLOCK]())  # the stream may have been open for hours
    html = fragment(request, member, "live_post", path_qs="/home", figures=figures, it=post)
    lines = "".join(f"data: {line}\n" for line in html.splitlines())
    where = f"id: {post.id}\n" if name == "post" else ""  # a change of an old post is no place to go on from
    return f"{where}event: {name}\n{lines}\n".encode()
