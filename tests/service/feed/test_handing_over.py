"""A car is passed on with its service book: what was about the car goes with it, what was private is gone."""

from typing import Any

import pytest
from sqlalchemy import select

from feed.store.tables import Status
from tests.builders.feed import Feed, Person, bearer


@pytest.fixture
async def aki(feed: Feed) -> Person:
    return await feed.person("aki")


@pytest.fixture
async def ben(feed: Feed) -> Person:
    return await feed.person("ben")


async def say(feed: Feed, words: str, kind: str, visibility: str = "private", *, hour: int = 8) -> str:
    """The car CAR-1 says this, as the gateway tells it."""
    event = {"kind": kind, "at": f"2026-11-23T{hour:02}:00:00Z", "reasons": []}
    said = {"status": words, "visibility": visibility, "car_event": event}
    headers = bearer(await feed.token("gateway")) | {"X-Kurumatomo-Car": "CAR-1"}
    async with feed.client.post("/api/v1/statuses", json=said, headers=headers) as response:
        assert response.status == 200, await response.text()
        return str((await response.json())["id"])


async def send(feed: Feed, path: str, who: Person, **body: object) -> Any:  # noqa: ANN401
    async with feed.client.post(path, json=body, headers=who.headers) as response:
        assert response.status == 200, await response.text()
        return await response.json()


async def passed_on(feed: Feed, account_id: str, owner: Person, heir: Person) -> dict[str, Any]:
    code = (await send(feed, f"/api/v1/cars/{account_id}/transfer", owner))["claim_code"]
    car: dict[str, Any] = await send(feed, "/api/v1/cars/claim", heir, code=code)
    return car


async def said_by(feed: Feed, account_id: str, viewer: Person) -> list[tuple[str, str]]:
    posts = await feed.get(f"/api/v1/accounts/{account_id}/statuses", viewer.headers)
    return [(post["id"], post["content"]) for post in posts]


async def test_the_service_book_goes_with_the_car_and_names_nobody(
    feed: Feed, aki: Person, ben: Person
) -> None:
    await feed.person("mikawa", role="dealer")
    account_id = await feed.car("CAR-1", owner=aki, default_visibility="public")
    due = await say(feed, "@aki @mikawa My service is due.", "service_due", "direct")
    await say(feed, "My service is due.", "service_due", "private")  # the same, to others
    fault = await say(feed, "P0A80, I am afraid.", "trouble_code", "public", hour=9)
    await say(feed, "Home at last.", "came_home", hour=10)
    await send(feed, f"/api/v1/statuses/{fault}/favourite", await feed.person("carol"))

    car = await passed_on(feed, account_id, aki, ben)

    book = [(fault, "<p>P0A80, I am afraid.</p>"), (due, "<p>My service is due.</p>")]
    assert await said_by(feed, car["id"], ben) == book
    assert await said_by(feed, car["id"], aki) == []
    shown = await feed.get(f"/api/v1/statuses/{due}", ben.headers)
    assert (shown["visibility"], shown["mentions"], shown["favourites_count"]) == ("private", [], 0)
    assert shown["created_at"] < "2026-11-23T09:00:01"
    assert (await feed.get(f"/api/v1/statuses/{fault}/why", ben.headers))["kind"] == "trouble_code"
    found = await feed.get("/api/v2/search", ben.headers, q="service", type="statuses")
    assert [post["id"] for post in found["statuses"]] == [due]
    async with feed.client.get(f"/api/v1/statuses/{due}", headers=aki.headers) as response:
        assert response.status == 404


async def test_private_words_are_erased_and_public_ones_stay_where_they_were(
    feed: Feed, aki: Person, ben: Person
) -> None:
    account_id = await feed.car("CAR-1", owner=aki, default_visibility="public")
    public = await say(feed, "A full battery!", "charging_done", "public")
    await say(feed, "Plugged in.", "plugged_in", "private")
    await say(feed, "@aki Almost empty!", "battery_critical", "direct")

    await passed_on(feed, account_id, aki, ben)

    assert await said_by(feed, account_id, aki) == [(public, "<p>A full battery!</p>")]
    assert (await feed.get(f"/api/v1/accounts/{account_id}"))["statuses_count"] == 1
    async with feed.database.reading() as session:
        texts = list(await session.scalars(select(Status.text)))
    assert texts == ["A full battery!"]
    assert await feed.get("/api/v1/conversations", aki.headers) == []


async def test_an_account_with_nothing_left_to_show_goes(feed: Feed, aki: Person, ben: Person) -> None:
    account_id = await feed.car("CAR-1", owner=aki)
    await say(feed, "Plugged in.", "plugged_in")

    await passed_on(feed, account_id, aki, ben)

    async with feed.client.get(f"/api/v1/accounts/{account_id}") as response:
        assert response.status == 404


async def test_the_book_goes_on_to_the_next_owner_but_one(feed: Feed, aki: Person, ben: Person) -> None:
    account_id = await feed.car("CAR-1", owner=aki)
    page = await say(feed, "A tyre is low.", "tyre_low", "direct")
    carol = await feed.person("carol")

    car = await passed_on(feed, account_id, aki, ben)
    last = await passed_on(feed, car["id"], ben, carol)

    assert await said_by(feed, last["id"], carol) == [(page, "<p>A tyre is low.</p>")]
    assert await said_by(feed, last["id"], ben) == []
