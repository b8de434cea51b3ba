"""Who watches a car sees its picture change, as far as they may know it."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from aiohttp import ClientResponse

from feed.keys import HUB
from tests.builders.feed import Feed, Person, bearer
from tests.builders.trust import entrust

PATH = "/api/v1/streaming/car"


@asynccontextmanager
async def watching(feed: Feed, who: Person, account_id: str) -> AsyncIterator[ClientResponse]:
    async with feed.client.get(PATH, params={"id": account_id}, headers=who.headers) as response:
        assert response.status == 200
        await response.content.readuntil(b"\n")  # the stream is open
        yield response


async def next_event(response: ClientResponse) -> tuple[str, dict[str, Any]]:
    event = (await response.content.readuntil(b"\n")).decode().strip()
    told = (await response.content.readuntil(b"\n\n")).decode().strip()
    return event.removeprefix("event: "), json.loads(told.removeprefix("data: "))


async def tell(feed: Feed, **figures: object) -> None:
    gateway = bearer(await feed.token("gateway"))
    told = {"snapshots": [{"car_id": "CAR-1", "observed_at": "2026-11-23T09:15:00Z", **figures}]}
    async with feed.client.post("/api/v1/gateway/snapshots", json=told, headers=gateway) as response:
        assert response.status == 202


async def test_owner_and_follower_see_the_same_change_each_in_their_way(feed: Feed) -> None:
    aki, ben = await feed.person("aki"), await feed.person("ben")
    account_id = await feed.car("CAR-1", owner=aki, place_for_followers="town")
    await feed.follows(ben.account_id, int(account_id))

    async with watching(feed, aki, account_id) as own, watching(feed, ben, account_id) as followed:
        await tell(feed, soc_percent=63.5, lat=35.0877, lon=137.1563, town={"en": "Toyota", "ja": "豊田市"})
        seen = [await next_event(response) for response in (own, followed)]

    assert [event for event, _ in seen] == ["snapshot", "snapshot"]
    places = [{name: told[name] for name in ("soc_percent", "lat", "lon", "town")} for _, told in seen]
    town = {"en": "Toyota", "ja": "豊田市"}
    assert places == [
        {"soc_percent": 63.5, "lat": 35.0877, "lon": 137.1563, "town": town},
        {"soc_percent": 63.5, "lat": None, "lon": None, "town": town},
    ]


async def test_who_may_no_longer_know_hears_no_more(feed: Feed) -> None:
    aki, ben = await feed.person("aki"), await feed.person("ben")
    account_id = await feed.car("CAR-1", owner=aki)
    await feed.follows(ben.account_id, int(account_id))

    async with watching(feed, aki, account_id) as own, watching(feed, ben, account_id) as followed:
        path = f"/api/v1/cars/{account_id}/followers/{ben.account_id}/remove"
        async with feed.client.post(path, headers=aki.headers) as response:
            assert response.status == 200
        for minute in (1, 2):  # by the owner's second picture the follower's first would be there
            await tell(feed, observed_at=f"2026-11-23T09:0{minute}:00Z")
            await next_event(own)
        assert followed.content.total_bytes == len(b":thump\n")


@pytest.mark.parametrize(
    ("query", "status"),
    [({"id": "1"}, 404), ({"id": "x"}, 400), ({}, 400)],
    ids=["no car", "no id", "nothing"],
)
async def test_without_a_car_there_is_nothing_to_watch(
    feed: Feed, query: dict[str, str], status: int
) -> None:
    aki = await feed.person("aki")

    async with feed.client.get(PATH, params=query, headers=aki.headers) as response:
        assert response.status == status


async def test_strangers_may_not_watch(feed: Feed) -> None:
    account_id = await feed.car("CAR-1", owner=await feed.person("aki"))
    stranger = await feed.person("carol")

    async with feed.client.get(PATH, params={"id": account_id}, headers=stranger.headers) as response:
        assert response.status == 403
    async with feed.client.get(PATH, params={"id": account_id}) as response:
        assert response.status == 401


async def test_a_dealer_hears_of_an_entrusted_car_without_its_place_until_the_end(feed: Feed) -> None:
    aki, mikawa = await feed.person("aki"), await feed.person("mikawa", role="dealer")
    account_id = await feed.car("CAR-1", owner=aki, place_for_followers="exact")
    await entrust(feed, account_id, aki, mikawa, "service_due", days=1)
    health = {"service_in_km": 300.0, "tyre_state": "low"}

    async with watching(feed, aki, account_id) as own, watching(feed, mikawa, account_id) as entrusted:
        await tell(feed, soc_percent=63.5, lat=35.0877, lon=137.1563, health=health)
        _, seen = await next_event(entrusted)
        await next_event(own)
        feed.clock.later(days=1)
        await tell(feed, observed_at="2026-11-24T09:15:00Z", soc_percent=20.0)
        await next_event(own)
        feed.client.app[HUB].close_all()
        rest = await entrusted.content.read()

    assert (seen["soc_percent"], seen["lat"], seen["lon"]) == (63.5, None, None)
    assert (seen["health"]["service_in_km"], seen["health"]["tyre_state"]) == (300.0, None)
    assert b"snapshot" not in rest
