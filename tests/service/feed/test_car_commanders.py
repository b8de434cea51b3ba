"""Owners name who else may command a car, and take back from everybody at once what was given of it."""

from typing import Any

import pytest

from tests.builders.feed import Feed, Person, bearer


@pytest.fixture
async def aki(feed: Feed) -> Person:
    return await feed.person("aki")


@pytest.fixture
async def ben(feed: Feed) -> Person:
    return await feed.person("ben")


async def send(feed: Feed, method: str, path: str, who: Person, **body: object) -> tuple[int, Any]:
    async with feed.client.request(method, path, json=body, headers=who.headers) as response:
        return response.status, await response.json()


async def entries(feed: Feed, after: int = 0) -> list[dict[str, Any]]:
    """What the gateway learns of the register after a revision."""
    token = bearer(await feed.token("gateway"))
    told: list[dict[str, Any]] = (await feed.get("/api/v1/gateway/cars", token, updated_after=str(after)))[
        "cars"
    ]
    return told


async def a_car_of(feed: Feed, owner: Person, *followers: Person) -> str:
    account_id = await feed.car("CAR-1", owner=owner)
    for one in (owner, *followers):
        await let_in(feed, one, account_id, owner)
    return account_id


async def let_in(feed: Feed, who: Person, account_id: str, owner: Person) -> None:
    """They ask to follow the car, and its owner says yes."""
    await send(feed, "POST", f"/api/v1/accounts/{account_id}/follow", who)
    yes = f"/api/v1/cars/{account_id}/follow_requests/{who.account_id}/authorize"
    assert (await send(feed, "POST", yes, owner))[0] == 200


async def test_a_follower_may_be_named_and_the_gateway_learns_of_it(
    feed: Feed, aki: Person, ben: Person
) -> None:
    path = f"/api/v1/cars/{await a_car_of(feed, aki, ben)}/commanders"
    ben_named = {"acct": "ben", "account_id": str(ben.account_id)}

    named = await send(feed, "POST", path, aki, acct="@Ben")
    (entry,) = await entries(feed)
    relieved = await send(feed, "DELETE", f"{path}/{ben.account_id}", aki)

    assert named == (200, [ben_named])
    assert entry["commanders"] == [ben_named]
    assert relieved == (200, [])
    assert [one["commanders"] for one in await entries(feed, entry["revision"])] == [[]]


@pytest.mark.parametrize("acct", ["aki", "carol", "nobody"])
async def test_only_who_follows_the_car_can_be_named(feed: Feed, aki: Person, ben: Person, acct: str) -> None:
    await feed.person("carol")
    path = f"/api/v1/cars/{await a_car_of(feed, aki, ben)}/commanders"

    status, answer = await send(feed, "POST", path, aki, acct=acct)

    assert (status, list(answer["details"])) == (422, ["acct"])
    assert await feed.get(path, aki.headers) == []


@pytest.mark.parametrize("parting", ["unfollow", "remove", "block"])
async def test_who_follows_no_more_commands_no_more(
    feed: Feed, aki: Person, ben: Person, parting: str
) -> None:
    account_id = await a_car_of(feed, aki, ben)
    await send(feed, "POST", f"/api/v1/cars/{account_id}/commanders", aki, acct="ben")
    before = (await entries(feed))[0]["revision"]

    path, who = {
        "unfollow": (f"/api/v1/accounts/{account_id}/unfollow", ben),
        "remove": (f"/api/v1/cars/{account_id}/followers/{ben.account_id}/remove", aki),
        "block": (f"/api/v1/accounts/{account_id}/block", ben),
    }[parting]
    assert (await send(feed, "POST", path, who))[0] == 200

    assert [one["commanders"] for one in await entries(feed, before)] == [[]]


async def test_everything_given_of_a_car_is_taken_back_at_once(feed: Feed, aki: Person, ben: Person) -> None:
    carol, dealer = await feed.person("carol"), await feed.person("mikawa", role="dealer")
    account_id = await a_car_of(feed, aki, ben, carol)
    other = await feed.car("CAR-2", owner=aki)
    await let_in(feed, ben, other, aki)
    car = f"/api/v1/cars/{account_id}"
    terms = {"acct": dealer.username, "kinds": ["silent"], "until": "2026-12-01T00:00:00Z"}
    await send(feed, "POST", f"{car}/shares", aki, **terms)
    await send(feed, "POST", f"{car}/commanders", aki, acct="ben")
    token = bearer(await feed.token("gateway")) | {"X-Kurumatomo-Car": "CAR-1"}
    async with feed.client.post("/api/v1/statuses", json={"status": "home"}, headers=token) as response:
        assert response.status == 200
    heard = len(await feed.get("/api/v1/timelines/home", ben.headers))

    revoked = await send(feed, "POST", f"{car}/revoke_everybody", aki)

    first = next(one for one in await entries(feed) if one["car_id"] == "CAR-1")
    followers = await feed.get(f"/api/v1/accounts/{account_id}/followers", aki.headers)
    assert revoked == (200, {"dealers": 1, "guests": 0, "followers": 2, "commanders": 1})
    assert (first["dealers"], first["commanders"]) == ([], [])
    assert [one["username"] for one in followers] == ["aki"]
    counted = await feed.get(f"/api/v1/accounts/{account_id}")
    following = await feed.get(f"/api/v1/accounts/{ben.account_id}")
    assert (counted["followers_count"], following["following_count"]) == (1, 1)  # ben keeps the other car
    assert (heard, await feed.get("/api/v1/timelines/home", ben.headers)) == (1, [])
    assert (await feed.get(f"/api/v1/cars/{account_id}", ben.headers))["closeness"] == "stranger"
