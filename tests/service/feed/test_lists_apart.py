"""What a list takes of what its members say, and what it keeps from the home timeline."""

from typing import Any

import pytest

from tests.builders.feed import Feed, Person
from tests.service.feed.test_streams import listening


async def send(feed: Feed, method: str, path: str, by: Person, **body: object) -> Any:  # noqa: ANN401
    async with feed.client.request(method, path, json=body, headers=by.headers) as response:
        assert response.status == 200, await response.text()
        return await response.json()


async def say(feed: Feed, by: Person, text: str, to: str | None = None) -> str:
    wish = {"status": text} | ({"in_reply_to_id": to} if to else {})
    return str((await send(feed, "POST", "/api/v1/statuses", by, **wish))["id"])


async def a_list(feed: Feed, of: Person, *members: Person, **how: object) -> str:
    made = await send(feed, "POST", "/api/v1/lists", of, title="Cars", **how)
    ids = [str(one.account_id) for one in members]
    await send(feed, "POST", f"/api/v1/lists/{made['id']}/accounts", of, account_ids=ids)
    return str(made["id"])


async def read(feed: Feed, who: Person, timeline: str) -> list[str]:
    found = await feed.get(f"/api/v1/timelines/{timeline}", who.headers)
    return [one["content"].removeprefix("<p>").removesuffix("</p>") for one in reversed(found)]


@pytest.fixture
async def aki(feed: Feed) -> Person:
    return await feed.person("aki")


@pytest.fixture
async def ben(feed: Feed, aki: Person) -> Person:
    ben = await feed.person("ben")
    await feed.follows(aki.account_id, ben.account_id)
    return ben


@pytest.fixture
async def cem(feed: Feed, aki: Person) -> Person:
    cem = await feed.person("cem")
    await feed.follows(aki.account_id, cem.account_id)
    return cem


@pytest.mark.parametrize(
    ("policy", "expected"),
    [
        ("none", ["one"]),
        ("list", ["one", "to a member"]),
        ("followed", ["one", "to a member", "to a friend"]),
    ],
)
async def test_a_list_takes_answers_by_its_policy(
    feed: Feed, aki: Person, ben: Person, cem: Person, policy: str, expected: list[str]
) -> None:
    dan, eve = await feed.person("dan"), await feed.person("eve")
    await feed.follows(aki.account_id, dan.account_id)
    list_id = await a_list(feed, aki, ben, cem, replies_policy=policy)
    asked = [await say(feed, who, "a question") for who in (cem, dan, eve)]
    async with listening(feed, "list", aki, list=list_id) as ear:
        await say(feed, ben, "one")
        for words, to in zip(("to a member", "to a friend", "to a stranger"), asked, strict=True):
            await say(feed, ben, words, to)
        await say(feed, ben, "the end")
        heard = [(await ear.hear())[1]["content"] for _ in range(len(expected) + 1)]
    assert heard == [f"<p>{words}</p>" for words in (*expected, "the end")]
    assert await read(feed, aki, f"list/{list_id}") == ["a question", *expected, "the end"]


async def test_what_an_exclusive_list_takes_does_not_come_home(
    feed: Feed, aki: Person, ben: Person, cem: Person
) -> None:
    list_id = await a_list(feed, aki, ben, exclusive=True)
    async with listening(feed, "user", aki) as ear:
        await say(feed, ben, "apart")
        await say(feed, cem, "at home")
        assert (await ear.hear())[1]["content"] == "<p>at home</p>"
    assert (await read(feed, aki, "home"), await read(feed, aki, f"list/{list_id}")) == (
        ["at home"],
        ["apart"],
    )


async def test_the_home_timeline_is_sorted_anew_when_a_list_changes(
    feed: Feed, aki: Person, ben: Person, cem: Person
) -> None:
    list_id = await a_list(feed, aki, ben)
    await say(feed, ben, "ben")
    await say(feed, cem, "cem")
    path, seen = f"/api/v1/lists/{list_id}", []
    await send(feed, "PUT", path, aki, title="Cars", exclusive=True)
    seen.append(await read(feed, aki, "home"))
    await send(feed, "POST", f"{path}/accounts", aki, account_ids=[str(cem.account_id)])
    seen.append(await read(feed, aki, "home"))
    await send(feed, "DELETE", f"{path}/accounts", aki, account_ids=[str(ben.account_id)])
    seen.append(await read(feed, aki, "home"))
    await send(feed, "DELETE", path, aki)
    seen.append(await read(feed, aki, "home"))
    assert seen == [["cem"], [], ["ben"], ["ben", "cem"]]
