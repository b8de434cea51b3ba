"""Every stream over one WebSocket, as apps on phones listen."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import orjson
import pytest
from aiohttp import ClientWebSocketResponse, WSMsgType, WSServerHandshakeError

from feed.keys import HUB
from feed.store.tokens import issue
from tests.builders.feed import Feed, Person
from tests.service.feed.doors import an_app

PATH = "/api/v1/streaming"


async def until(ready: Callable[[], bool]) -> None:
    """Waits for what the server does in the same loop."""
    async with asyncio.timeout(10):
        while not ready():  # noqa: ASYNC110 - nobody tells
            await asyncio.sleep(0.01)


class Ear:
    """An open socket."""

    def __init__(self, feed: Feed, socket: ClientWebSocketResponse) -> None:
        self._feed, self.socket = feed, socket

    async def wish(self, kind: str, stream: str, **params: str) -> None:
        """Take a stream up or give it up, and wait until that is done."""
        before = self._topics()
        await self.socket.send_json({"type": kind, "stream": stream, **params})
        await until(lambda: self._topics() != before)

    async def hear(self) -> tuple[list[str], str, Any]:
        """The streams by which it came, the event and what it says."""
        message = await self.socket.receive_json(timeout=10)
        return message["stream"], message["event"], orjson.loads(message["payload"])

    def _topics(self) -> list[str]:
        hub = self._feed.client.app[HUB]
        return sorted(f"{topic.name}:{topic.key}" for topic in hub._by_topic)


@asynccontextmanager
async def connected(feed: Feed, who: Person | None = None, **query: str) -> AsyncIterator[Ear]:
    headers = who.headers if who else {}
    async with feed.client.ws_connect(PATH, params=query, headers=headers) as socket:
        yield Ear(feed, socket)


async def say(feed: Feed, by: Person, text: str, **more: object) -> str:
    async with feed.client.post(
        "/api/v1/statuses", json={"status": text, **more}, headers=by.headers
    ) as response:
        assert response.status == 200, await response.text()
        return str((await response.json())["id"])


@pytest.fixture
async def aki(feed: Feed) -> Person:
    return await feed.person("aki")


@pytest.fixture
async def ben(feed: Feed) -> Person:
    return await feed.person("ben")


async def test_one_socket_hears_several_streams_and_says_by_which(
    feed: Feed, aki: Person, ben: Person
) -> None:
    await feed.follows(ben.account_id, aki.account_id)
    async with connected(feed, ben, stream="user") as ear:
        await ear.wish("subscribe", "hashtag", tag="EV")
        status_id = await say(feed, aki, "Charged #ev")
        heard = [await ear.hear() for _ in range(2)]
    assert sorted((stream, event, body["id"]) for stream, event, body in heard) == [
        (["hashtag", "ev"], "update", status_id),
        (["user"], "update", status_id),
    ]


async def test_a_stream_that_was_given_up_is_heard_no_more(feed: Feed, aki: Person, ben: Person) -> None:
    async with connected(feed, ben, stream="hashtag", tag="one") as ear:
        await ear.wish("subscribe", "hashtag", tag="two")
        await ear.wish("unsubscribe", "hashtag", tag="one")
        await say(feed, aki, "#one")
        second = await say(feed, aki, "#two")
        stream, _, body = await ear.hear()
    assert (stream, body["id"]) == (["hashtag", "two"], second)


async def test_a_deleted_status_is_told_by_its_bare_id(feed: Feed, aki: Person) -> None:
    async with connected(feed, stream="public") as ear:
        status_id = await say(feed, aki, "soon gone")
        await ear.hear()
        async with feed.client.delete(f"/api/v1/statuses/{status_id}", headers=aki.headers):
            message = await ear.socket.receive_json(timeout=10)
    assert message == {"stream": ["public"], "event": "delete", "payload": status_id}


async def test_a_list_is_heard_by_its_owner_alone(feed: Feed, aki: Person, ben: Person) -> None:
    await feed.follows(ben.account_id, aki.account_id)
    async with feed.client.post("/api/v1/lists", json={"title": "cars"}, headers=ben.headers) as response:
        list_id = (await response.json())["id"]
    members = {"account_ids": [str(aki.account_id)]}
    async with feed.client.post(f"/api/v1/lists/{list_id}/accounts", json=members, headers=ben.headers):
        pass
    async with connected(feed, ben, stream="list", list=list_id) as ear:
        await say(feed, aki, "@ben for ben alone", visibility="direct")
        status_id = await say(feed, aki, "for followers", visibility="private")
        stream, event, body = await ear.hear()
    assert (stream, event, body["id"]) == (["list", list_id], "update", status_id)
    with pytest.raises(WSServerHandshakeError) as refused:
        async with connected(feed, aki, stream="list", list=list_id):
            pass
    assert refused.value.status == 404


@pytest.mark.parametrize("way", ["header", "query", "protocol"])
async def test_the_token_may_come_in_three_ways(feed: Feed, aki: Person, way: str) -> None:
    where: dict[str, dict[str, Any]] = {
        "header": {"headers": aki.headers},
        "query": {"params": {"access_token": aki.token}},
        "protocol": {"protocols": (aki.token,)},
    }
    async with feed.client.ws_connect(
        f"{PATH}/?stream=user" if way != "query" else PATH, **where[way]
    ) as socket:
        ear = Ear(feed, socket)
        if way == "query":
            await ear.wish("subscribe", "user")
        status_id = await say(feed, aki, "it is me")
        assert (await ear.hear())[2]["id"] == status_id
        assert socket.protocol == (aki.token if way == "protocol" else None)


async def test_wishes_that_cannot_be_are_answered_and_the_socket_stays(feed: Feed, aki: Person) -> None:
    async with connected(feed, stream="public") as ear:
        for wish in ({"type": "subscribe", "stream": "user"}, {"type": "subscribe", "stream": "nonsense"}):
            await ear.socket.send_json(wish)
        await ear.socket.send_str("no json")
        answers = [await ear.socket.receive_json(timeout=10) for _ in range(2)]
        status_id = await say(feed, aki, "still here")
        assert (await ear.hear())[2]["id"] == status_id
    assert answers == [
        {"error": "The access token is invalid", "status": 401},
        {"error": "Unknown stream type", "status": 400},
    ]


@pytest.mark.parametrize(
    ("stream", "scope"),
    [("user", "read:notifications"), ("direct", "read:lists"), ("user:notification", "read:statuses")],
)
async def test_a_token_hears_only_the_streams_it_is_for(
    feed: Feed, aki: Person, stream: str, scope: str
) -> None:
    token = await feed.token(f"{scope} read:cars", user_id=aki.user_id)
    async with connected(feed, access_token=token) as ear:
        await ear.socket.send_json({"type": "subscribe", "stream": stream})
        answer = await ear.socket.receive_json(timeout=10)
        await ear.wish("subscribe", "public")
    assert answer == {"error": "This action is outside the authorized scopes", "status": 403}


async def test_a_revoked_token_ends_its_socket(feed: Feed, aki: Person) -> None:
    app = await an_app(feed)
    async with feed.database.writing() as session:
        _, secret = await issue(session, ["read"], app_id=int(app["id"]), user_id=aki.user_id, ids=feed.ids)
    async with connected(feed, stream="user", access_token=secret) as ear:
        keys = {name: app[name] for name in ("client_id", "client_secret")}
        async with feed.client.post("/oauth/revoke", json={"token": secret, **keys}) as response:
            assert response.status == 200
        message = await ear.socket.receive(timeout=10)
    assert message.type in {WSMsgType.CLOSE, WSMsgType.CLOSED, WSMsgType.CLOSING}


async def test_who_comes_without_an_upgrade_is_told_so(feed: Feed) -> None:
    async with feed.client.get(PATH) as response:
        assert (response.status, response.content_type) == (400, "application/json")


async def test_who_leaves_is_forgotten(feed: Feed, aki: Person) -> None:
    async with connected(feed, aki, stream="user"):
        assert len(feed.client.app[HUB]) == 1
    await until(lambda: not len(feed.client.app[HUB]))
