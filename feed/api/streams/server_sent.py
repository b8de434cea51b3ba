"""Mastodon's streams as server-sent events."""

from collections.abc import Awaitable, Callable

from aiohttp import web

from feed.api.auth import Member
from feed.api.show import viewer_id_of
from feed.api.streams.topics import topics_of
from feed.event_stream import begin, follow
from feed.keys import HUB
from feed.streaming.hub import News


async def health(_request: web.Request) -> web.Response:
    """GET /api/v1/streaming/health."""
    return web.Response(text="OK")


def stream(name: str) -> Callable[[web.Request, Member | None], Awaitable[web.StreamResponse]]:
    """The handler for a stream of this name; its parameters are in the query.

    With `only_media`, a public stream is the one of statuses that show something.
    """

    async def handler(request: web.Request, member: Member | None) -> web.StreamResponse:
        shows = request.query.get("only_media", "").lower() in {"1", "true"} and name.startswith("public")
        topics = await topics_of(request, f"{name}:media" if shows else name, request.query, member)
        hub = request.app[HUB]
        ear = hub.open(topics, account_id=viewer_id_of(member), token_id=member.token_id if member else None)
        try:
            response = await begin(request)
            await follow(request, response, ear, _frame)
        finally:
            hub.leave(ear)
        return response

    return handler


async def _frame(news: News) -> bytes:
    return b"event: %b\ndata: %b\n\n" % (news.event.encode(), news.payload)
