"""Words for later: kept, put off, taken back, and said once when their moment has come."""

import asyncio
from typing import Any

import pytest

from feed.housekeeping import clear_up, say_what_is_due
from tests.builders.feed import Feed, Person
from tests.service.feed.test_media import a_picture, upload

AT_TEN, AT_ELEVEN = "2026-11-23T10:00:00.000Z", "2026-11-23T11:00:00.000Z"
TOO_SOON = "The scheduled date must be at least 5 minutes in the future"


async def send(
    feed: Feed, method: str, path: str, by: Person, *, key: str | None = None, **body: object
) -> tuple[int, Any]:
    headers = by.headers | ({"Idempotency-Key": key} if key else {})
    async with feed.client.request(method, path, json=body, headers=headers) as response:
        return response.status, await response.json()


async def schedule(feed: Feed, by: Person, text: str, at: str = AT_TEN, **more: Any) -> dict[str, Any]:  # noqa: ANN401
    status, body = await send(feed, "POST", "/api/v1/statuses", by, status=text, scheduled_at=at, **more)
    assert status == 200, body
    return dict(body)


async def said_by(feed: Feed, person: Person) -> list[str]:
    statuses = await feed.get(f"/api/v1/accounts/{person.account_id}/statuses", person.headers)
    return [one["content"] for one in statuses]


@pytest.fixture
async def aki(feed: Feed) -> Person:
    return await feed.person("aki")


async def test_words_wait_and_are_said_once_when_their_moment_has_come(feed: Feed, aki: Person) -> None:
    waiting = await schedule(feed, aki, "Good morning #ev", visibility="unlisted", spoiler_text="!")
    assert (waiting["scheduled_at"], waiting["params"]["text"]) == (AT_TEN, "Good morning #ev")
    await say_what_is_due(feed.client.app)
    assert await said_by(feed, aki) == []
    feed.clock.later(hours=1)
    await asyncio.gather(*(say_what_is_due(feed.client.app) for _ in range(3)))
    (said,) = await feed.get(f"/api/v1/accounts/{aki.account_id}/statuses", aki.headers)
    told = (said["content"].split()[0], said["visibility"], said["spoiler_text"], said["created_at"])
    assert told == ("<p>Good", "unlisted", "!", AT_TEN)
    assert await feed.get("/api/v1/scheduled_statuses", aki.headers) == []


async def test_the_same_key_again_is_the_same_words(feed: Feed, aki: Person) -> None:
    first = await schedule(feed, aki, "once", key="k")
    again = await schedule(feed, aki, "once", key="k")
    assert again == first
    assert len(await feed.get("/api/v1/scheduled_statuses", aki.headers)) == 1


async def test_words_are_put_off_and_taken_back(feed: Feed, aki: Person) -> None:
    path = f"/api/v1/scheduled_statuses/{(await schedule(feed, aki, 'later'))['id']}"
    _, put_off = await send(feed, "PUT", path, aki, scheduled_at=AT_ELEVEN)
    feed.clock.later(hours=1)
    await say_what_is_due(feed.client.app)
    assert (put_off["scheduled_at"], await said_by(feed, aki)) == (AT_ELEVEN, [])
    assert await send(feed, "DELETE", path, aki) == (200, {})
    feed.clock.later(hours=1)
    await say_what_is_due(feed.client.app)
    assert (await said_by(feed, aki), await feed.get("/api/v1/scheduled_statuses", aki.headers)) == ([], [])


async def test_a_poll_that_was_scheduled_is_open_from_when_it_is_asked(feed: Feed, aki: Person) -> None:
    await schedule(feed, aki, "?", poll={"options": ["yes", "no"], "expires_in": 600})
    feed.clock.later(hours=2)
    await say_what_is_due(feed.client.app)
    (said,) = await feed.get(f"/api/v1/accounts/{aki.account_id}/statuses", aki.headers)
    assert said["poll"]["expires_at"] == "2026-11-23T11:10:00.000Z"


async def test_an_answer_to_what_is_gone_by_then_stands_for_itself(feed: Feed, aki: Person) -> None:
    _, said = await send(feed, "POST", "/api/v1/statuses", aki, status="question")
    await schedule(feed, aki, "answer", in_reply_to_id=said["id"])
    await send(feed, "DELETE", f"/api/v1/statuses/{said['id']}", aki)
    feed.clock.later(hours=1)
    await say_what_is_due(feed.client.app)
    (answer,) = await feed.get(f"/api/v1/accounts/{aki.account_id}/statuses", aki.headers)
    assert (answer["content"], answer["in_reply_to_id"]) == ("<p>answer</p>", None)


@pytest.mark.parametrize("at", ["2026-11-23T09:04:59Z", "2020-01-01T00:00:00Z"])
async def test_a_moment_that_will_not_do_is_refused(feed: Feed, aki: Person, at: str) -> None:
    status, body = await send(feed, "POST", "/api/v1/statuses", aki, status="x", scheduled_at=at)
    assert (status, body["error"]) == (422, f"Validation failed: {TOO_SOON}")


async def test_a_moment_that_is_none_is_refused(feed: Feed, aki: Person) -> None:
    status, body = await send(feed, "POST", "/api/v1/statuses", aki, status="x", scheduled_at="soon")
    assert (status, list(body["details"])) == (422, ["scheduled_at"])


async def test_what_could_not_be_said_now_cannot_be_scheduled(feed: Feed, aki: Person) -> None:
    wishes: tuple[dict[str, object], ...] = (
        {"status": ""},
        {"status": "x" * 501},
        {"status": "x", "visibility": "limited"},
    )
    answers = [await send(feed, "POST", "/api/v1/statuses", aki, scheduled_at=AT_TEN, **it) for it in wishes]
    assert [status for status, _ in answers] == [422] * 3


async def test_nobody_else_sees_or_moves_them(feed: Feed, aki: Person) -> None:
    ben, waiting = await feed.person("ben"), await schedule(feed, aki, "mine")
    path = f"/api/v1/scheduled_statuses/{waiting['id']}"
    answers = [
        await send(feed, "GET", path, ben),
        await send(feed, "PUT", path, ben, scheduled_at=AT_ELEVEN),
        await send(feed, "DELETE", path, ben),
    ]
    assert answers == [(404, {"error": "Record not found"})] * 3
    assert await feed.get(path, aki.headers) == waiting


async def test_pictures_wait_with_their_words_however_long_that_is(feed: Feed, aki: Person) -> None:
    _, picture = await upload(feed, aki, a_picture((9, 9)))
    waiting = await schedule(feed, aki, "", "2026-11-30T10:00:00.000Z", media_ids=[picture["id"]])
    assert waiting["media_attachments"] == [picture]
    assert await feed.get(f"/api/v1/scheduled_statuses/{waiting['id']}", aki.headers) == waiting
    feed.clock.later(days=6)
    await clear_up(feed.client.app)
    feed.clock.later(days=2)
    await say_what_is_due(feed.client.app)
    (said,) = await feed.get(f"/api/v1/accounts/{aki.account_id}/statuses", aki.headers)
    assert said["media_attachments"] == [picture]


async def test_pictures_that_could_not_be_shown_are_refused_when_they_are_scheduled(
    feed: Feed, aki: Person
) -> None:
    _, bens = await upload(feed, await feed.person("ben"), a_picture((9, 9)))
    wish = {"status": "look", "scheduled_at": AT_TEN, "media_ids": [bens["id"]]}
    status, body = await send(feed, "POST", "/api/v1/statuses", aki, **wish)
    assert (status, "files of yours" in body["error"]) == (422, True)
