"""Mastodon's streams over one WebSocket: any number of them, taken up and given up as the client likes."""

import asyncio
from collections.abc import Mapping
from typing import Any

import orjson
from aiohttp import WSMsgType, web

from feed.api.auth import Member, shown_protocol
from feed.api.show import viewer_id_of
from feed.api.streams.topics import topics_of
from feed.errors import FeedError
from feed.event_stream import SLOWEST_READ_S
from feed.keys import HUB, SETTINGS
from feed.streaming.hub import Heard, Hub, Stream, Topic

LONGEST_WISH = 4096  # bytes
MOST_STREAMS = 50  # of one connection

Label = tuple[str, ...]  # as clients know a stream: ("user",), ("hashtag", "ev")


class Subscriptions:
    """The streams one client listens to, and the topics these are about."""

    def __init__(self, hub: Hub, stream: Stream) -> None:
        self._hub, self._stream = hub, stream
        self._topics: dict[Label, list[Topic]] = {}

    def take_up(self, label: Label, topics: list[Topic]) -> None:
        """The client listens; to one stream it listens once."""
        self._topics[label] = topics
        self._hub.listen(self._stream, topics)

    def give_up(self, label: Label) -> None:
        """The client listens no more."""
        given_up = self._topics.pop(label, [])
        still = {topic for topics in self._topics.values() for topic in topics}
        self._hub.ignore(self._stream, [topic for topic in given_up if topic not in still])

    def labels_of(self, topic: Topic) -> list[Label]:
        """By which of its streams the client hears this."""
        return [label for label, topics in self._topics.items() if topic in topics]

    def __len__(self) -> int:
        """How many streams there are."""
        return len(self._topics)


async def connect(request: web.Request, member: Member | None) -> web.StreamResponse:
    """GET /api/v1/streaming: with an Upgrade; `stream` in the query is the first stream, if it is there."""
    protocol = shown_protocol(request)
    socket = web.WebSocketResponse(
        heartbeat=request.app[SETTINGS].heartbeat_s,
        protocols=[protocol] if protocol else (),
        max_msg_size=LONGEST_WISH,
    )
    first = request.query.get("stream")
    topics = await topics_of(request, first, request.query, member) if first else []
    await socket.prepare(request)
    hub = request.app[HUB]
    stream = hub.open([], account_id=viewer_id_of(member), token_id=member.token_id if member else None)
    subscriptions = Subscriptions(hub, stream)
    if first:
        subscriptions.take_up(_label(first, request.query), topics)
    telling = asyncio.create_task(_tell(socket, stream, subscriptions))
    try:
        await _listen(request, socket, subscriptions, member)
    finally:
        hub.leave(stream)
        telling.cancel()
        await asyncio.gather(telling, return_exceptions=True)
    return socket


async def _listen(
    request: web.Request, socket: web.WebSocketResponse, subscriptions: Subscriptions, member: Member | None
) -> None:
    """What the client wishes is done, until it is gone."""
    async for message in socket:
        if message.type is not WSMsgType.TEXT:
            continue
        try:
            await _heed(request, subscriptions, member, _wish(message.data))
        except FeedError as error:
            await socket.send_str(orjson.dumps({"error": error.safe, "status": error.code}).decode())


async def _heed(
    request: web.Request, subscriptions: Subscriptions, member: Member | None, wish: Mapping[str, str]
) -> None:
    name = wish.get("stream", "")
    if wish.get("type") == "unsubscribe":
        subscriptions.give_up(_label(name, wish))
    elif wish.get("type") == "subscribe" and len(subscriptions) < MOST_STREAMS:
        topics = await topics_of(request, name, wish, member)
        subscriptions.take_up(_label(name, wish), topics)


def _wish(text: str) -> dict[str, str]:
    try:
        wish = orjson.loads(text)
    except orjson.JSONDecodeError:
        return {}
    return {str(name): str(value) for name, value in wish.items()} if isinstance(wish, dict) else {}


def _label(name: str, params: Mapping[str, Any]) -> Label:
    key = {"hashtag": "tag", "hashtag:local": "tag", "list": "list", "car": "id"}.get(name)
    return (name, str(params.get(key, "")).removeprefix("#").lower()) if key else (name,)


async def _tell(socket: web.WebSocketResponse, stream: Stream, subscriptions: Subscriptions) -> None:
    """Everything that is heard is passed on; who does not take it in time is left."""
    try:
        while (heard := await stream.next()) is not None:
            for label in subscriptions.labels_of(heard.topic):
                async with asyncio.timeout(SLOWEST_READ_S):
                    await socket.send_str(_frame(label, heard))
    except (TimeoutError, ConnectionResetError):
        pass  # nobody takes it
    await socket.close()


def _frame(label: Label, heard: Heard) -> str:
    event = {"stream": label, "event": heard.news.event, "payload": heard.news.payload.decode()}
    return orjson.dumps(event).decode()
