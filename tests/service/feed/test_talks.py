"""Talks between few: unread until they are read, and put away until somebody says more."""

from typing import Any

import pytest

from tests.builders.feed import Feed, Person


async def send(feed: Feed, method: str, path: str, by: Person, **body: object) -> tuple[int, Any]:
    async with feed.client.request(method, path, json=body, headers=by.headers) as response:
        return response.status, await response.json()


async def whisper(feed: Feed, by: Person, text: str, *, to: str | None = None) -> dict[str, Any]:
    wish = {"status": text, "visibility": "direct"} | ({"in_reply_to_id": to} if to else {})
    return dict((await send(feed, "POST", "/api/v1/statuses", by, **wish))[1])


async def talks(feed: Feed, who: Person) -> list[tuple[str, bool]]:
    found = await feed.get("/api/v1/conversations", who.headers)
    return [(one["last_status"]["content"].rpartition("> ")[2], one["unread"]) for one in found]


@pytest.fixture
async def aki(feed: Feed) -> Person:
    return await feed.person("aki")


@pytest.fixture
async def ben(feed: Feed) -> Person:
    return await feed.person("ben")


async def test_a_talk_is_unread_until_it_is_read_and_again_when_there_is_more(
    feed: Feed, aki: Person, ben: Person
) -> None:
    first = await whisper(feed, aki, "@ben psst")
    before = await talks(feed, ben), await talks(feed, aki)
    (listed,) = await feed.get("/api/v1/conversations", ben.headers)
    _, read = await send(feed, "POST", f"/api/v1/conversations/{listed['id']}/read", ben)
    after = await talks(feed, ben)
    await whisper(feed, aki, "@ben and", to=first["id"])
    assert before == ([("psst</p>", True)], [("psst</p>", False)])
    assert (read["unread"], after, await talks(feed, ben)) == (
        False,
        [("psst</p>", False)],
        [("and</p>", True)],
    )


async def test_a_talk_may_be_marked_unread(feed: Feed, aki: Person, ben: Person) -> None:
    await whisper(feed, aki, "@ben psst")
    (listed,) = await feed.get("/api/v1/conversations", ben.headers)
    path = f"/api/v1/conversations/{listed['id']}"
    marks = [(await send(feed, "POST", f"{path}/{what}", ben))[1]["unread"] for what in ("read", "unread")]
    assert marks == [False, True]


async def test_a_talk_that_was_put_away_comes_back_with_new_words(
    feed: Feed, aki: Person, ben: Person
) -> None:
    first = await whisper(feed, aki, "@ben psst")
    (listed,) = await feed.get("/api/v1/conversations", ben.headers)
    assert await send(feed, "DELETE", f"/api/v1/conversations/{listed['id']}", ben) == (200, {})
    gone = await talks(feed, ben), len(await talks(feed, aki))
    await whisper(feed, aki, "@ben hello", to=first["id"])
    assert (gone, await talks(feed, ben)) == (([], 1), [("hello</p>", True)])


async def test_the_talks_of_others_are_not_there(feed: Feed, aki: Person, ben: Person) -> None:
    cho = await feed.person("cho")
    await whisper(feed, aki, "@ben psst")
    (listed,) = await feed.get("/api/v1/conversations", ben.headers)
    path = f"/api/v1/conversations/{listed['id']}"
    answers = [await send(feed, *what, cho) for what in (("POST", f"{path}/read"), ("DELETE", path))]
    assert answers == [(404, {"error": "Record not found"})] * 2


async def test_when_the_last_words_are_withdrawn_those_before_them_are_the_newest(
    feed: Feed, aki: Person, ben: Person
) -> None:
    first = await whisper(feed, aki, "@ben psst")
    last = await whisper(feed, aki, "@ben and", to=first["id"])
    seen = []
    for said in (last, first):
        await send(feed, "DELETE", f"/api/v1/statuses/{said['id']}", aki)
        seen.append(await talks(feed, ben))
    assert seen == [[("psst</p>", True)], []]


@pytest.mark.parametrize("distance", ["block", "mute"])
async def test_nobody_is_talked_to_by_whom_they_keep_away(
    feed: Feed, aki: Person, ben: Person, distance: str
) -> None:
    await whisper(feed, aki, "@ben psst")
    (listed,) = await feed.get("/api/v1/conversations", ben.headers)
    await send(feed, "POST", f"/api/v1/accounts/{aki.account_id}/{distance}", ben)
    await whisper(feed, aki, "@ben listen!")
    status, _ = await send(feed, "POST", f"/api/v1/conversations/{listed['id']}/read", ben)
    assert (await talks(feed, ben), status) == ([], 404)
