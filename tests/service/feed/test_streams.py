"""News as it happens: to those it is for, on every worker, and never waiting for who does not read."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from aiohttp import ClientResponse

from feed.keys import HUB
from feed.store.tokens import issue
from feed.streaming.hub import News, Topic
from tests.builders.feed import Feed, Person, a_feed


class Ear:
    """An open stream, read line by line."""

    def __init__(self, response: ClientResponse) -> None:
        self._response = response

    async def hear(self) -> tuple[str, Any]:
        """The next event and what it says."""
        async with asyncio.timeout(30):
            event = ""
            while line := (await self._response.content.readline()).decode():
                name, _, said = line.rstrip("\n").partition(": ")
                if name == "event":
                    event = said
                elif name == "data":
                    return event, json.loads(said) if said else None
        raise EOFError("the stream is over")

    async def is_over(self) -> bool:
        """Whether the server ends the stream."""
        try:
            await self.hear()
        except EOFError:
            return True
        return False


@asynccontextmanager
async def listening(feed: Feed, name: str, who: Person | None = None, **query: str) -> AsyncIterator[Ear]:
    headers = who.headers if who else None
    async with feed.client.get(f"/api/v1/streaming/{name}", headers=headers, params=query) as response:
        assert (response.status, response.content_type) == (200, "text/event-stream")
        await response.content.readline()  # the first heartbeat: now they listen
        yield Ear(response)


async def say(feed: Feed, by: Person, text: str, **more: object) -> str:
    async with feed.client.post(
        "/api/v1/statuses", json={"status": text, **more}, headers=by.headers
    ) as response:
        assert response.status == 200, await response.text()
        return str((await response.json())["id"])


async def do(feed: Feed, by: Person, path: str) -> None:
    async with feed.client.post(f"/api/v1/{path}", headers=by.headers) as response:
        assert response.status == 200, await response.text()


@pytest.fixture
async def people(feed: Feed) -> dict[str, Person]:
    people = {name: await feed.person(name) for name in ("author", "follower", "mentioned", "stranger")}
    await feed.follows(people["follower"].account_id, people["author"].account_id)
    return people


VISIBILITIES = ("public", "unlisted", "private", "direct")


async def test_each_stream_has_what_its_reader_may_see_and_no_more(
    feed: Feed, people: dict[str, Person]
) -> None:
    async with (
        listening(feed, "user", people["author"]) as author,
        listening(feed, "user", people["follower"]) as follower,
        listening(feed, "user", people["stranger"]) as stranger,
        listening(feed, "user/notification", people["mentioned"]) as mentioned,
        listening(feed, "direct", people["mentioned"]) as direct,
        listening(feed, "public") as public,
        listening(feed, "hashtag", tag="EV") as hashtag,
    ):
        said = {
            visibility: await say(feed, people["author"], "@mentioned #ev", visibility=visibility)
            for visibility in VISIBILITIES
        }
        own = {who: await say(feed, people[who], f"{who} #ev") for who in ("follower", "stranger")}

        async def heard(ear: Ear, count: int) -> list[str]:
            return [(await ear.hear())[1]["id"] for _ in range(count)]

        assert await heard(author, 4) == list(said.values())
        assert await heard(follower, 4) == [
            said["public"],
            said["unlisted"],
            said["private"],
            own["follower"],
        ]
        assert await heard(stranger, 1) == [own["stranger"]]
        assert await heard(public, 3) == [said["public"], own["follower"], own["stranger"]]
        assert await heard(hashtag, 3) == [said["public"], own["follower"], own["stranger"]]
        told = [await mentioned.hear() for _ in range(4)]
        assert [(event, one["type"], one["status"]["id"]) for event, one in told] == [
            ("notification", "mention", status_id) for status_id in said.values()
        ]
        event, talk = await direct.hear()
        assert (event, talk["last_status"]["id"]) == ("conversation", said["direct"])


async def test_a_status_is_heard_as_it_is_read(feed: Feed, people: dict[str, Person]) -> None:
    async with listening(feed, "user", people["follower"]) as ear:
        said = await say(feed, people["author"], "hello #ev")
        event, heard = await ear.hear()
    read = await feed.get(f"/api/v1/statuses/{said}", people["follower"].headers)
    assert (event, heard) == ("update", read)


async def test_who_keeps_their_distance_does_not_meet_in_public_streams(
    feed: Feed, people: dict[str, Person]
) -> None:
    await do(feed, people["stranger"], f"accounts/{people['author'].account_id}/mute")
    await do(feed, people["author"], f"accounts/{people['mentioned'].account_id}/block")
    async with (
        listening(feed, "public", people["stranger"]) as muting,
        listening(feed, "public", people["mentioned"]) as blocked,
    ):
        await say(feed, people["author"], "hello everybody")
        other = await say(feed, people["follower"], "hello, too")
        assert (await muting.hear())[1]["id"] == other
        assert (await blocked.hear())[1]["id"] == other


async def test_a_withdrawn_status_goes_from_open_streams(feed: Feed, people: dict[str, Person]) -> None:
    async with (
        listening(feed, "user", people["follower"]) as follower,
        listening(feed, "public") as public,
        listening(feed, "user", people["stranger"]) as stranger,
    ):
        private = await say(feed, people["author"], "never mind", visibility="private")
        assert (await follower.hear())[1]["id"] == private
        async with feed.client.delete(f"/api/v1/statuses/{private}", headers=people["author"].headers):
            own = await say(feed, people["stranger"], "did I miss something?")
        assert await follower.hear() == ("delete", int(private))
        assert (await stranger.hear())[1]["id"] == own
        assert (await public.hear())[1]["id"] == own


async def test_a_follower_from_now_on_hears_from_now_on(feed: Feed, people: dict[str, Person]) -> None:
    async with listening(feed, "user", people["stranger"]) as ear:
        await do(feed, people["stranger"], f"accounts/{people['author'].account_id}/follow")
        said = await say(feed, people["author"], "welcome", visibility="private")
        assert (await ear.hear())[1]["id"] == said
        await do(feed, people["stranger"], f"accounts/{people['author'].account_id}/unfollow")
        await say(feed, people["author"], "goodbye", visibility="private")
        own = await say(feed, people["stranger"], "own words")
        assert (await ear.hear())[1]["id"] == own


async def test_a_token_without_notifications_hears_none(feed: Feed, people: dict[str, Person]) -> None:
    token = await feed.token("read:statuses", user_id=people["mentioned"].user_id)
    async with listening(feed, "user", access_token=token) as ear:
        await say(feed, people["author"], "@mentioned hello")
        own = await say(feed, people["mentioned"], "anything?")
        event, heard = await ear.hear()
        assert (event, heard["id"]) == ("update", own)


async def test_a_revoked_token_ends_its_streams(feed: Feed, people: dict[str, Person]) -> None:
    app = {"client_name": "Phone", "redirect_uris": "urn:ietf:wg:oauth:2.0:oob", "scopes": "read"}
    async with feed.client.post("/api/v1/apps", json=app) as response:
        registered = await response.json()
    keys = {name: registered[name] for name in ("client_id", "client_secret")}
    async with feed.database.writing() as session:
        app_id, user_id = int(registered["id"]), people["follower"].user_id
        _, secret = await issue(session, ["read"], app_id=app_id, user_id=user_id, ids=feed.ids)
    async with listening(feed, "user", access_token=secret) as ear:
        async with feed.client.post("/oauth/revoke", json={"token": secret, **keys}) as response:
            assert response.status == 200
        assert await ear.is_over()


async def test_a_heartbeat_shows_that_somebody_is_there(sqlite_url: str) -> None:
    async with (
        a_feed(sqlite_url, heartbeat_s=0.05) as feed,
        feed.client.get("/api/v1/streaming/public") as response,
    ):
        assert [await response.content.readline() for _ in range(3)] == [b":thump\n"] * 3


async def test_who_does_not_read_is_cut_off_and_holds_up_nobody(sqlite_url: str) -> None:
    async with a_feed(sqlite_url, stream_queue=5) as feed:
        assert feed.client.app
        hub = feed.client.app[HUB]
        async with listening(feed, "public") as quick, listening(feed, "public"):  # the other never reads
            told = 0
            while len(hub) == 2:
                told += 1
                hub.tell(Topic("public"), News("update", json.dumps([told] * 20_000).encode()))
                assert (await quick.hear())[1][0] == told
            hub.tell(Topic("public"), News("update", b"[0]"))
            assert await quick.hear() == ("update", [0])


@pytest.mark.postgresql
async def test_what_one_worker_is_told_all_workers_streams_have(postgresql_url: str) -> None:
    async with a_feed(postgresql_url) as one, a_feed(postgresql_url, first_worker=1) as other:
        author, reader = await one.person("author"), await one.person("reader")
        await one.follows(reader.account_id, author.account_id)
        async with listening(one, "user", reader) as here, listening(other, "user", reader) as there:
            said = [await say(one, author, "from one"), await say(other, author, "from the other")]
            assert [(await here.hear())[1]["id"] for _ in said] == said
            assert [(await there.hear())[1]["id"] for _ in said] == said


async def test_an_edit_reaches_who_has_the_status_at_home_and_who_reads_in_public(feed: Feed) -> None:
    aki, ben = await feed.person("aki"), await feed.person("ben")
    await feed.follows(ben.account_id, aki.account_id)
    status_id = await say(feed, aki, "before #ev")
    async with listening(feed, "user", ben) as home, listening(feed, "hashtag", tag="ev") as tagged:
        async with feed.client.put(
            f"/api/v1/statuses/{status_id}", json={"status": "after #ev"}, headers=aki.headers
        ) as response:
            assert response.status == 200
        heard = [await ear.hear() for ear in (home, tagged)]
    assert [(event, body["id"], body["edited_at"] is not None) for event, body in heard] == [
        ("status.update", status_id, True),
        ("status.update", status_id, True),
    ]
