"""Statuses are found by their words, in any script, by those who may see them."""

from typing import Any

import pytest
from sqlalchemy import text

from tests.builders.feed import Feed, Person


async def send(feed: Feed, method: str, path: str, by: Person, **body: object) -> Any:  # noqa: ANN401
    async with feed.client.request(method, path, json=body, headers=by.headers) as response:
        assert response.status == 200, await response.text()
        return await response.json()


async def say(feed: Feed, by: Person, words: str, **more: object) -> str:
    return str((await send(feed, "POST", "/api/v1/statuses", by, status=words, **more))["id"])


async def found(feed: Feed, who: Person, q: str, **query: str) -> list[str]:
    body = await feed.get("/api/v2/search", who.headers, q=q, type="statuses", **query)
    return [one["content"].removeprefix("<p>").removesuffix("</p>") for one in body["statuses"]]


@pytest.fixture
async def aki(feed: Feed) -> Person:
    return await feed.person("aki")


@pytest.fixture
async def ben(feed: Feed) -> Person:
    return await feed.person("ben")


@pytest.mark.parametrize(
    ("q", "expected"),
    [
        ("charg", ["charging at home"]),
        ("HOME charging", ["charging at home"]),
        ('"at home"', ["charging at home"]),
        ('"home at"', []),
        ("充電", ["東京駅で充電中"]),
        ("東京駅", ["東京駅で充電中"]),
        ("駅", ["東京駅で充電中"]),
        ("中", ["東京駅で充電中"]),
        ("京都", []),
        ("ｃｈａｒｇｉｎｇ", ["charging at home"]),
        ("home -charging", ["home again"]),
        ("home", ["home again", "charging at home"]),
        ("%", []),
        ("_", []),
        ("\"' OR * ) NEAR :", []),
        ("x" * 4_000, []),
    ],
)
async def test_words_find_what_has_all_of_them(feed: Feed, aki: Person, q: str, expected: list[str]) -> None:
    for words in ("charging at home", "東京駅で充電中", "home again"):
        await say(feed, aki, words)
    assert await found(feed, aki, q) == expected


async def test_what_is_not_for_ones_eyes_is_not_found(feed: Feed, aki: Person, ben: Person) -> None:
    for visibility in ("public", "unlisted", "private", "direct"):
        await say(feed, aki, f"tofu {visibility}", visibility=visibility)
    mine = await found(feed, aki, "tofu")
    assert (mine, await found(feed, ben, "tofu")) == (
        ["tofu direct", "tofu private", "tofu unlisted", "tofu public"],
        ["tofu unlisted", "tofu public"],
    )
    stranger = await feed.get("/api/v2/search", q="tofu")
    assert stranger["statuses"] == []


async def test_edited_words_are_found_and_the_old_ones_are_not(feed: Feed, aki: Person) -> None:
    said = await say(feed, aki, "tofu")
    await send(feed, "PUT", f"/api/v1/statuses/{said}", aki, status="rice")
    assert (await found(feed, aki, "tofu"), await found(feed, aki, "rice")) == ([], ["rice"])


async def test_warnings_and_options_are_found_too(feed: Feed, aki: Person) -> None:
    await say(feed, aki, "one", spoiler_text="the end")
    await say(feed, aki, "two", poll={"options": ["tofu", "rice"], "expires_in": 600})
    assert (await found(feed, aki, "end"), await found(feed, aki, "rice")) == (["one"], ["two"])


async def test_what_is_withdrawn_leaves_no_words_behind(feed: Feed, aki: Person) -> None:
    said = await say(feed, aki, "tofu")
    await send(feed, "DELETE", f"/api/v1/statuses/{said}", aki)
    async with feed.database.reading() as session:
        left = await session.scalar(text("SELECT count(*) FROM status_words"))
    assert left == 0


async def test_instructions_narrow_what_is_found(feed: Feed, aki: Person, ben: Person) -> None:
    await say(feed, aki, "tofu one", language="ja")
    feed.clock.later(days=1)
    first = await say(feed, ben, "tofu two", language="en")
    await say(feed, aki, "tofu three", in_reply_to_id=first, sensitive=True, language="en")
    expected = {
        "tofu from:ben": ["tofu two"],
        "from:me": ["tofu three", "tofu one"],
        "tofu from:nobody": [],
        "tofu is:reply": ["tofu three"],
        "tofu is:sensitive": ["tofu three"],
        "tofu language:ja": ["tofu one"],
        "tofu before:2026-11-24": ["tofu one"],
        "tofu after:2026-11-23": ["tofu three", "tofu two"],
        "tofu during:2026-11-23": ["tofu one"],
        "tofu has:poll": [],
        "tofu before:9999-12-31": ["tofu three", "tofu two", "tofu one"],
    }
    assert {q: await found(feed, aki, q) for q in expected} == expected


async def test_pages_follow_one_another(feed: Feed, aki: Person) -> None:
    ids = [await say(feed, aki, f"tofu {number}") for number in range(4)]
    pages = [
        await found(feed, aki, "tofu", limit="2"),
        await found(feed, aki, "tofu", limit="2", offset="2"),
        await found(feed, aki, "tofu", max_id=ids[1]),
        await found(feed, aki, "tofu", min_id=ids[2]),
    ]
    assert pages == [["tofu 3", "tofu 2"], ["tofu 1", "tofu 0"], ["tofu 0"], ["tofu 3"]]
