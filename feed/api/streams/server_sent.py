"""Mastodon's streams as server-sent events."""

from collections.abc import Iterable

from aiohttp import web

from feed.api.auth import Member
from feed.api.numbers import whole_number
from feed.api.show import viewer_id_of
from feed.api.streams.car_pictures import picture_of, require_acquaintance
from feed.errors import MalformedRequestError
from feed.event_stream import begin, follow
from feed.keys import HUB
from feed.streaming.hub import News, Topic


async def health(_request: web.Request) -> web.Response:
    """GET /api/v1/streaming/health."""
    return web.Response(text="OK")


async def user(request: web.Request, member: Member) -> web.StreamResponse:
    """GET /api/v1/streaming/user: what comes home, and what one is told about if the token is good for it."""
    me = str(member.account_id)
    topics = [Topic("user", me)]
    if member.may("read:notifications"):
        topics.append(Topic("notification", me))
    return await _stream(request, member, topics)


async def notifications(request: web.Request, member: Member) -> web.StreamResponse:
    """GET /api/v1/streaming/user/notification: what one is told about."""
    return await _stream(request, member, [Topic("notification", str(member.account_id))])


async def direct(request: web.Request, member: Member) -> web.StreamResponse:
    """GET /api/v1/streaming/direct: one's talks between few."""
    return await _stream(request, member, [Topic("direct", str(member.account_id))])


async def public(request: web.Request, member: Member | None) -> web.StreamResponse:
    """GET /api/v1/streaming/public: what everybody may read."""
    return await _stream(request, member, [Topic("public")])


async def hashtag(request: web.Request, member: Member | None) -> web.StreamResponse:
    """GET /api/v1/streaming/hashtag?tag=: public statuses with a hashtag."""
    tag = request.query.get("tag", "").strip().lower()
    if not tag:
        raise MalformedRequestError("tag must be a hashtag without its sign")
    return await _stream(request, member, [Topic("hashtag", tag)])


async def car(request: web.Request, member: Member) -> web.StreamResponse:
    """GET /api/v1/streaming/car?id=: the live picture of a car, whenever it is a new one."""
    account_id = whole_number(request.query.get("id", ""))
    if account_id is None:
        raise MalformedRequestError("id must be that of a car's account")
    await require_acquaintance(request, account_id, member.account_id)
    return await _stream(request, member, [picture_of(account_id, viewer_id=member.account_id)])


async def _stream(request: web.Request, member: Member | None, topics: Iterable[Topic]) -> web.StreamResponse:
    hub = request.app[HUB]
    stream = hub.open(topics, account_id=viewer_id_of(member), token_id=member.token_id if member else None)
    try:
        response = await begin(request)
        await follow(request, response, stream, _frame)
    finally:
        hub.leave(stream)
    return response


async def _frame(news: News) -> bytes:
    return b"event: %b\ndata: %b\n\n" % (news.event.encode(), news.payload)
