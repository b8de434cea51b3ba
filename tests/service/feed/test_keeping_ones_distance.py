"""Whom one blocks or mutes one does not come across, by whatever way their words might come."""

from typing import Any

import pytest

from tests.builders.feed import Feed, Person

WAYS = {
    "public": "/api/v1/timelines/public",
    "hashtag": "/api/v1/timelines/tag/ev",
    "search": "/api/v2/search?q=word",
    "home, boosted": "/api/v1/timelines/home",
    "list, boosted": "/api/v1/timelines/list/{list}",
}


async def send(feed: Feed, by: Person, path: str, **body: object) -> Any:  # noqa: ANN401
    async with feed.client.post(f"/api/v1/{path}", json=body, headers=by.headers) as response:
        assert response.status == 200, await response.text()
        return await response.json()


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("distance", ["block", "mute"])
async def test_whom_one_keeps_away_is_not_met(feed: Feed, way: str, distance: str) -> None:
    reader, away, friend = [await feed.person(name) for name in ("reader", "away", "friend")]
    await feed.follows(reader.account_id, friend.account_id)
    listed = await send(feed, reader, "lists", title="friends")
    await send(feed, reader, f"lists/{listed['id']}/accounts", account_ids=[str(friend.account_id)])
    theirs = await send(feed, away, "statuses", status="a word #ev")
    boost = await send(feed, friend, f"statuses/{theirs['id']}/reblog")
    other = await send(feed, friend, "statuses", status="another word #ev")

    async def met() -> set[str]:
        found = await feed.get(WAYS[way].format(list=listed["id"]), reader.headers)
        return {one["id"] for one in (found["statuses"] if way == "search" else found)}

    before = await met()
    await send(feed, reader, f"accounts/{away.account_id}/{distance}")
    seen = boost if "boosted" in way else theirs
    assert (before, await met()) == ({seen["id"], other["id"]}, {other["id"]})
