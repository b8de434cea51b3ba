"""Words that change after they were said: seen by all, told to whom they concern, and nothing is lost."""

from typing import Any

import pytest

from tests.builders.feed import Feed, Person, bearer

NOON_SAID = "2026-11-23T09:00:00.000Z"


async def send(feed: Feed, method: str, path: str, by: Person, **body: object) -> tuple[int, Any]:
    async with feed.client.request(method, path, json=body, headers=by.headers) as response:
        return response.status, await response.json()


async def say(feed: Feed, by: Person, text: str, **more: object) -> str:
    status, body = await send(feed, "POST", "/api/v1/statuses", by, status=text, **more)
    assert status == 200, body
    return str(body["id"])


async def edit(feed: Feed, by: Person, status_id: str, text: str, **more: object) -> tuple[int, Any]:
    return await send(feed, "PUT", f"/api/v1/statuses/{status_id}", by, status=text, **more)


@pytest.fixture
async def aki(feed: Feed) -> Person:
    return await feed.person("aki")


@pytest.fixture
async def ben(feed: Feed) -> Person:
    return await feed.person("ben")


async def test_an_edit_changes_words_tags_and_mentions_and_says_when(
    feed: Feed, aki: Person, ben: Person
) -> None:
    status_id = await say(feed, aki, "Chargd at noon #ev", language="en")
    feed.clock.later(minutes=5)
    status, body = await edit(feed, aki, status_id, "Charged at noon, @ben #charging", spoiler_text="!")
    assert (status, body["edited_at"], body["created_at"]) == (200, "2026-11-23T09:05:00.000Z", NOON_SAID)
    assert [tag["name"] for tag in body["tags"]] == ["charging"]
    assert [one["acct"] for one in body["mentions"]] == ["ben"]
    assert (body["spoiler_text"], body["language"]) == ("!", "en")
    assert [one["id"] for one in await feed.get("/api/v1/timelines/tag/charging")] == [status_id]
    assert await feed.get("/api/v1/timelines/tag/ev") == []
    assert [one["type"] for one in await feed.get("/api/v1/notifications", ben.headers)] == ["mention"]


async def test_the_history_has_every_version_the_newest_last(feed: Feed, aki: Person) -> None:
    status_id = await say(feed, aki, "one")
    for number, text in enumerate(("two", "three"), start=1):
        feed.clock.later(minutes=number)
        await edit(feed, aki, status_id, text, sensitive=number == 2)
    history = await feed.get(f"/api/v1/statuses/{status_id}/history")
    told = [(one["content"], one["sensitive"], one["created_at"]) for one in history]
    assert told == [
        ("<p>one</p>", False, NOON_SAID),
        ("<p>two</p>", False, "2026-11-23T09:01:00.000Z"),
        ("<p>three</p>", True, "2026-11-23T09:03:00.000Z"),
    ]
    assert {one["account"]["acct"] for one in history} == {"aki"}


async def test_words_that_were_never_changed_have_a_history_of_one(feed: Feed, aki: Person) -> None:
    status_id = await say(feed, aki, "only")
    history = await feed.get(f"/api/v1/statuses/{status_id}/history")
    assert [(one["content"], one["created_at"]) for one in history] == [("<p>only</p>", NOON_SAID)]


async def test_the_same_words_again_are_no_edit(feed: Feed, aki: Person) -> None:
    status_id = await say(feed, aki, "same")
    _, body = await edit(feed, aki, status_id, "same")
    assert body["edited_at"] is None
    assert len(await feed.get(f"/api/v1/statuses/{status_id}/history")) == 1


async def test_who_boosted_it_is_told_and_sees_the_new_words(feed: Feed, aki: Person, ben: Person) -> None:
    status_id = await say(feed, aki, "before")
    await send(feed, "POST", f"/api/v1/statuses/{status_id}/reblog", ben)
    await edit(feed, aki, status_id, "after")
    told = await feed.get("/api/v1/notifications", ben.headers)
    assert [(one["type"], one["status"]["content"]) for one in told] == [("update", "<p>after</p>")]
    home = await feed.get("/api/v1/timelines/home", ben.headers)
    assert [one["reblog"]["content"] for one in home] == ["<p>after</p>"]


async def test_a_source_is_what_was_typed_last(feed: Feed, aki: Person) -> None:
    status_id = await say(feed, aki, "a < b")
    await edit(feed, aki, status_id, "a > b")
    source = await feed.get(f"/api/v1/statuses/{status_id}/source", aki.headers)
    assert source == {"id": status_id, "text": "a > b", "spoiler_text": ""}


async def test_only_its_author_edits_it(feed: Feed, aki: Person, ben: Person) -> None:
    status_id = await say(feed, aki, "mine")
    not_there = (404, {"error": "Record not found"})
    assert await edit(feed, ben, status_id, "yours") == not_there
    assert (await feed.get(f"/api/v1/statuses/{status_id}"))["content"] == "<p>mine</p>"


@pytest.mark.parametrize("text", ["", "   ", "x" * 501])
async def test_words_that_could_not_be_said_cannot_be_put_in_their_place(
    feed: Feed, aki: Person, text: str
) -> None:
    status_id = await say(feed, aki, "words")
    assert (await edit(feed, aki, status_id, text))[0] == 422
    assert (await feed.get(f"/api/v1/statuses/{status_id}"))["content"] == "<p>words</p>"


async def test_the_history_of_what_one_may_not_see_is_not_there(feed: Feed, aki: Person, ben: Person) -> None:
    status_id = await say(feed, aki, "private", visibility="private")
    path = f"/api/v1/statuses/{status_id}/history"
    for headers in (ben.headers, {}):
        async with feed.client.get(path, headers=headers) as response:
            assert response.status == 404
    assert len(await feed.get(path, aki.headers)) == 1


async def test_a_car_does_not_edit_what_it_said(feed: Feed, aki: Person) -> None:
    await feed.car("KEI42", owner=aki)
    gateway = bearer(await feed.token("gateway"))
    async with feed.client.post(
        "/api/v1/statuses", json={"status": "Charged."}, headers=gateway | {"X-Kurumatomo-Car": "KEI42"}
    ) as response:
        said = await response.json()
    assert (await edit(feed, aki, said["id"], "Not charged."))[0] == 404
