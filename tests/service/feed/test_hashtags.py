"""Hashtags: followed home, shown on a profile, counted by day, looked for together."""

from typing import Any

import pytest

from tests.builders.feed import Feed, Person


async def send(feed: Feed, method: str, path: str, by: Person, **body: object) -> tuple[int, Any]:
    async with feed.client.request(method, path, json=body, headers=by.headers) as response:
        return response.status, await response.json()


async def say(feed: Feed, by: Person, text: str, **more: object) -> str:
    return str((await send(feed, "POST", "/api/v1/statuses", by, status=text, **more))[1]["id"])


@pytest.fixture
async def aki(feed: Feed) -> Person:
    return await feed.person("aki")


@pytest.fixture
async def ben(feed: Feed) -> Person:
    return await feed.person("ben")


async def test_public_statuses_with_a_followed_hashtag_come_home(
    feed: Feed, aki: Person, ben: Person
) -> None:
    _, followed = await send(feed, "POST", "/api/v1/tags/EV/follow", aki)
    said = await say(feed, ben, "Charged #ev")
    await say(feed, ben, "Charged, for some #ev", visibility="unlisted")
    await send(feed, "POST", "/api/v1/tags/ev/unfollow", aki)
    await say(feed, ben, "Charged again #ev")
    home = await feed.get("/api/v1/timelines/home", aki.headers)
    assert (followed["name"], followed["following"], [one["id"] for one in home]) == ("ev", True, [said])


async def test_whom_one_mutes_or_is_blocked_by_does_not_come_home_by_a_hashtag(
    feed: Feed, aki: Person, ben: Person
) -> None:
    cho = await feed.person("cho")
    await send(feed, "POST", "/api/v1/tags/ev/follow", aki)
    await send(feed, "POST", f"/api/v1/accounts/{ben.account_id}/mute", aki)
    await send(feed, "POST", f"/api/v1/accounts/{aki.account_id}/block", cho)
    for person in (ben, cho):
        await say(feed, person, "#ev")
    assert await feed.get("/api/v1/timelines/home", aki.headers) == []


async def test_the_hashtags_one_follows_are_listed_the_newest_first(feed: Feed, aki: Person) -> None:
    for name in ("one", "two", "one"):
        await send(feed, "POST", f"/api/v1/tags/{name}/follow", aki)
    listed = await feed.get("/api/v1/followed_tags", aki.headers)
    assert [(one["name"], one["following"]) for one in listed] == [("two", True), ("one", True)]


async def test_a_hashtag_knows_how_often_it_was_said_each_day_and_by_how_many(
    feed: Feed, aki: Person, ben: Person
) -> None:
    await say(feed, aki, "#ev yesterday")
    feed.clock.later(days=1)
    for person in (aki, ben, ben):
        await say(feed, person, "#ev today")
    await say(feed, aki, "#ev in private", visibility="private")
    tag = await feed.get("/api/v1/tags/ev")
    history = [(day["uses"], day["accounts"]) for day in tag["history"]]
    assert (len(history), history[:3]) == (7, [("3", "2"), ("1", "1"), ("0", "0")])
    assert tag["history"][0]["day"] == "1795478400"
    assert "following" not in tag


async def test_what_several_members_talk_about_is_a_trend(feed: Feed, aki: Person, ben: Person) -> None:
    for person, text in ((aki, "#ev #mine"), (aki, "#mine"), (ben, "#ev")):
        await say(feed, person, text)
    trends = await feed.get("/api/v1/trends/tags")
    assert [one["name"] for one in trends] == ["ev"]
    feed.clock.later(days=8)
    assert await feed.get("/api/v1/trends/tags") == []


async def test_a_profile_shows_hashtags_with_what_was_said(feed: Feed, aki: Person) -> None:
    await say(feed, aki, "#ev and #kei")
    _, shown = await send(feed, "POST", "/api/v1/featured_tags", aki, name="#EV")
    seen = await feed.get(f"/api/v1/accounts/{aki.account_id}/featured_tags")
    suggested = await feed.get("/api/v1/featured_tags/suggestions", aki.headers)
    assert (shown["name"], shown["statuses_count"], shown["last_status_at"]) == ("ev", "1", "2026-11-23")
    assert (seen, [one["name"] for one in suggested]) == ([shown], ["ev", "kei"])
    path = f"/api/v1/featured_tags/{shown['id']}"
    assert (await send(feed, "DELETE", path, aki), (await send(feed, "DELETE", path, aki))[0]) == (
        (200, {}),
        404,
    )
    assert await feed.get("/api/v1/featured_tags", aki.headers) == []


async def test_ten_hashtags_are_shown_and_no_more(feed: Feed, aki: Person) -> None:
    names = [f"tag{number}" for number in "abcdefghijk"]
    answers = [(await send(feed, "POST", "/api/v1/featured_tags", aki, name=name))[0] for name in names]
    again, _ = await send(feed, "POST", "/api/v1/featured_tags", aki, name="taga")
    assert (answers, again) == ([200] * 10 + [422], 200)


@pytest.mark.parametrize("name", ["", "two words", "12345", "a-b"])
async def test_what_is_no_hashtag_is_none(feed: Feed, aki: Person, name: str) -> None:
    assert (await send(feed, "POST", "/api/v1/featured_tags", aki, name=name))[0] == 422


async def test_hashtags_are_looked_for_together(feed: Feed, aki: Person) -> None:
    ids = {text: await say(feed, aki, text) for text in ("#ev", "#kei", "#ev #kei", "#ev #kei #no")}

    async def found(**query: str) -> set[str]:
        statuses = await feed.get("/api/v1/timelines/tag/ev", **query)
        return {text for text, status_id in ids.items() if status_id in {one["id"] for one in statuses}}

    assert await found() == {"#ev", "#ev #kei", "#ev #kei #no"}
    assert await found(**{"any[]": "kei"}) == set(ids)
    assert await found(**{"all[]": "kei"}) == {"#ev #kei", "#ev #kei #no"}
    assert await found(**{"all[]": "kei", "none[]": "NO"}) == {"#ev #kei"}
    assert await found(only_media="true") == set()
    assert await found(remote="true") == set()


async def test_a_hashtag_is_shown_and_put_away_by_its_name(feed: Feed, aki: Person) -> None:
    shown = []
    for deed in ("feature", "feature", "unfeature", "unfeature"):
        status, tag = await send(feed, "POST", f"/api/v1/tags/EV/{deed}", aki)
        assert (status, tag["name"], tag["featuring"]) == (200, "ev", deed == "feature")
        shown.append([one["name"] for one in await feed.get("/api/v1/featured_tags", aki.headers)])
    assert shown == [["ev"], ["ev"], [], []]
