"""What one does to a status for oneself: pinned to one's profile, or its conversation heard no more."""

from typing import Any

import pytest

from tests.builders.feed import Feed, Person


async def post(feed: Feed, path: str, by: Person, **body: object) -> tuple[int, Any]:
    async with feed.client.post(path, json=body, headers=by.headers) as response:
        return response.status, await response.json()


async def say(feed: Feed, by: Person, text: str, **more: object) -> str:
    status, body = await post(feed, "/api/v1/statuses", by, status=text, **more)
    assert status == 200
    return str(body["id"])


@pytest.fixture
async def aki(feed: Feed) -> Person:
    return await feed.person("aki")


@pytest.fixture
async def ben(feed: Feed) -> Person:
    return await feed.person("ben")


async def test_a_pin_is_seen_by_its_author_and_taken_out_again(feed: Feed, aki: Person, ben: Person) -> None:
    status_id = await say(feed, aki, "First of all")
    pinned = [
        (await post(feed, f"/api/v1/statuses/{status_id}/{what}", aki))[1]["pinned"]
        for what in ("pin", "pin", "unpin")
    ]
    assert pinned == [True, True, False]
    await post(feed, f"/api/v1/statuses/{status_id}/pin", aki)
    assert (await feed.get(f"/api/v1/statuses/{status_id}", ben.headers))["pinned"] is False


async def test_what_cannot_be_pinned_is_refused_with_its_reason(feed: Feed, aki: Person, ben: Person) -> None:
    bens = await say(feed, ben, "Mine")
    _, boost = await post(feed, f"/api/v1/statuses/{bens}/reblog", aki)
    direct = await say(feed, aki, "Psst @ben", visibility="direct")
    assert [
        await post(feed, f"/api/v1/statuses/{status_id}/pin", aki)
        for status_id in (bens, boost["id"], direct)
    ] == [
        (422, {"error": "Validation failed: Someone else's post cannot be pinned"}),
        (422, {"error": "Validation failed: A boost cannot be pinned"}),
        (
            422,
            {"error": "Validation failed: Posts that are only visible to mentioned users cannot be pinned"},
        ),
    ]


async def test_five_are_pinned_and_no_more(feed: Feed, aki: Person) -> None:
    said = [await say(feed, aki, f"Number {number}") for number in range(6)]
    answers = [(await post(feed, f"/api/v1/statuses/{one}/pin", aki))[0] for one in said]
    assert answers == [200] * 5 + [422]


async def test_who_mutes_a_conversation_is_not_told_of_it_until_they_unmute_it(
    feed: Feed, aki: Person, ben: Person
) -> None:
    status_id = await say(feed, aki, "Where shall we charge?")
    _, muted = await post(feed, f"/api/v1/statuses/{status_id}/mute", aki)
    first = await say(feed, ben, "@aki at mine", in_reply_to_id=status_id)
    _, unmuted = await post(feed, f"/api/v1/statuses/{first}/unmute", aki)
    second = await say(feed, ben, "@aki or at yours", in_reply_to_id=first)
    told = await feed.get("/api/v1/notifications", aki.headers)
    assert (muted["muted"], unmuted["muted"]) == (True, False)
    assert [one["status"]["id"] for one in told] == [second]


async def test_translation_is_refused_politely(feed: Feed, aki: Person) -> None:
    status_id = await say(feed, aki, "こんにちは")
    answer = await post(feed, f"/api/v1/statuses/{status_id}/translate", aki)
    assert answer == (503, {"error": "Translation is not available on this server"})
