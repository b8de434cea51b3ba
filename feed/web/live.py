"""The home timeline goes on by itself: each new post as the HTML it would have on the page."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import orjson
from aiohttp import web

from feed.browser import signed_in
from feed.keys import DATABASE, HUB, SETTINGS
from feed.store import statuses, timelines
from feed.store.paging import Page
from feed.streaming.hub import News, Stream, Topic
from feed.web.paging import identifier
from feed.web.posts import Post, posts_of
from feed.web.render import fragment
from feed.web.visitor import Member

MOST_CAUGHT_UP = 20
_HEARTBEAT = b": still here\n\n"  # so that whatever lies between does not take us for dead


async def home(request: web.Request, member: Member) -> web.StreamResponse:
    """GET /live/home: events `post` (HTML) and `gone` (an id), beginning with what was missed."""
    response = web.StreamResponse(headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"})
    response.content_type = "text/event-stream"
    with suppress(ConnectionResetError), _ear(request, member) as stream:  # readers go away, as they may
        await response.prepare(request)
        for post in await _missed(request, member):
            await response.write(_event(request, member, post))
        while not stream.is_closed and await signed_in(request):
            await response.write(await _next(request, member, stream))
    return response


@contextmanager
def _ear(request: web.Request, member: Member) -> Iterator[Stream]:
    hub = request.app[HUB]
    stream = hub.open([Topic("user", str(member.account_id))], account_id=member.account_id)
    try:
        yield stream
    finally:
        hub.leave(stream)


async def _next(request: web.Request, member: Member, stream: Stream) -> bytes:
    try:
        news = await asyncio.wait_for(stream.next(), request.app[SETTINGS].heartbeat_s)
    except TimeoutError:
        return _HEARTBEAT
    return await _told(request, member, news) if news else b""


async def _missed(request: web.Request, member: Member) -> list[Post]:
    since = request.headers.get("Last-Event-ID") or request.query.get("since_id") or "0"
    async with request.app[DATABASE].reading() as session:
        asked = Page(limit=MOST_CAUGHT_UP, since_id=identifier(since))
        found = await timelines.home(session, member.account_id, asked)
        return await posts_of(session, found.rows[::-1], viewer_id=member.account_id)


async def _told(request: web.Request, member: Member, news: News) -> bytes:
    if news.event == "delete":
        return b"event: gone\ndata: %b\n\n" % news.payload
    if news.event != "update":
        return b""
    async with request.app[DATABASE].reading() as session:
        status_id = int(orjson.loads(news.payload)["id"])
        found = await statuses.by_ids(session, [status_id], member.account_id)
        posts = await posts_of(session, found, viewer_id=member.account_id)
    return b"".join(_event(request, member, post) for post in posts)


def _event(request: web.Request, member: Member, post: Post) -> bytes:
    html = fragment(request, member, "live_post", it=post)
    lines = "".join(f"data: {line}\n" for line in html.splitlines())
    return f"id: {post.id}\nevent: post\n{lines}\n".encode()
