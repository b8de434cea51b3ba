"""What one notes of others, whom one shows, whom one mutes for a while, and lists that follow."""

from typing import Any

import pytest

from feed.housekeeping import end_mutings
from tests.builders.feed import Feed, Person


async def send(feed: Feed, method: str, path: str, by: Person, **body: object) -> tuple[int, Any]:
    async with feed.client.request(method, path, json=body, headers=by.headers) as response:
        return response.status, await response.json()


@pytest.fixture
async def aki(feed: Feed) -> Person:
    return await feed.person("aki")


@pytest.fixture
async def ben(feed: Feed) -> Person:
    return await feed.person("ben")


async def test_a_note_is_read_by_who_wrote_it_alone_and_taken_away_by_an_empty_one(
    feed: Feed, aki: Person, ben: Person
) -> None:
    path = f"/api/v1/accounts/{ben.account_id}/note"
    notes = [(await send(feed, "POST", path, aki, comment=text))[1]["note"] for text in ("Kei's owner", "")]
    await send(feed, "POST", path, aki, comment="again")
    other = f"/api/v1/accounts/relationships?id[]={aki.account_id}"
    assert (notes, (await feed.get(other, ben.headers))[0]["note"]) == (["Kei's owner", ""], "")
    assert (await send(feed, "POST", path, aki, comment="x" * 2001))[0] == 422


async def test_whom_one_follows_one_may_show(feed: Feed, aki: Person, ben: Person) -> None:
    path = f"/api/v1/accounts/{ben.account_id}"
    refused, _ = await send(feed, "POST", f"{path}/endorse", aki)
    await feed.follows(aki.account_id, ben.account_id)
    _, shown = await send(feed, "POST", f"{path}/endorse", aki)
    _, again = await send(feed, "POST", f"{path}/pin", aki)
    seen = await feed.get(f"/api/v1/accounts/{aki.account_id}/endorsements")
    mine = await feed.get("/api/v1/endorsements", aki.headers)
    _, gone = await send(feed, "POST", f"{path}/unendorse", aki)
    assert (refused, shown["endorsed"], again["endorsed"], gone["endorsed"]) == (422, True, True, False)
    assert ([one["acct"] for one in seen], [one["acct"] for one in mine]) == (["ben"], ["ben"])
    assert await feed.get("/api/v1/endorsements", aki.headers) == []


async def test_a_mute_for_a_while_ends_by_itself(feed: Feed, aki: Person, ben: Person) -> None:
    path = f"/api/v1/accounts/{ben.account_id}"
    await send(feed, "POST", f"{path}/mute", aki, duration=3600)
    mutes = []
    for minutes in (59, 2):
        feed.clock.later(minutes=minutes)
        await end_mutings(feed.client.app)
        mutes.append(len(await feed.get("/api/v1/mutes", aki.headers)))
    assert mutes == [1, 0]


async def test_a_mute_for_good_stays(feed: Feed, aki: Person, ben: Person) -> None:
    path = f"/api/v1/accounts/{ben.account_id}"
    await send(feed, "POST", f"{path}/mute", aki, duration=60)
    await send(feed, "POST", f"{path}/mute", aki, duration=0)
    feed.clock.later(days=1000)
    await end_mutings(feed.client.app)
    assert len(await feed.get("/api/v1/mutes", aki.headers)) == 1


async def test_who_is_followed_no_more_is_on_no_list_any_more(feed: Feed, aki: Person, ben: Person) -> None:
    await feed.follows(aki.account_id, ben.account_id)
    _, made = await send(feed, "POST", "/api/v1/lists", aki, title="friends")
    members = f"/api/v1/lists/{made['id']}/accounts"
    await send(feed, "POST", members, aki, account_ids=[str(ben.account_id)])
    before = len(await feed.get(members, aki.headers))
    await send(feed, "POST", f"/api/v1/accounts/{ben.account_id}/unfollow", aki)
    assert (before, await feed.get(members, aki.headers)) == (1, [])


async def test_a_profile_shows_what_is_pinned_or_shows_something(feed: Feed, aki: Person) -> None:
    _, first = await send(feed, "POST", "/api/v1/statuses", aki, status="pinned")
    await send(feed, "POST", "/api/v1/statuses", aki, status="not pinned")
    await send(feed, "POST", f"/api/v1/statuses/{first['id']}/pin", aki)
    path = f"/api/v1/accounts/{aki.account_id}/statuses"
    pinned = await feed.get(path, pinned="true")
    assert [one["id"] for one in pinned] == [first["id"]]
    assert await feed.get(path, only_media="true") == []


async def test_a_boost_goes_no_wider_than_one_wishes_nor_than_its_author_did(
    feed: Feed, aki: Person, ben: Person
) -> None:
    _, public = await send(feed, "POST", "/api/v1/statuses", aki, status="for all")
    _, private = await send(
        feed, "POST", "/api/v1/statuses", aki, status="for followers", visibility="private"
    )
    _, boosted = await send(
        feed, "POST", f"/api/v1/statuses/{public['id']}/reblog", ben, visibility="unlisted"
    )
    _, own = await send(feed, "POST", f"/api/v1/statuses/{private['id']}/reblog", aki, visibility="public")
    assert (boosted["visibility"], own["visibility"]) == ("unlisted", "private")
