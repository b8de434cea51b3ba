"""Who follows a car is for its owner to say."""

import pytest
from sqlalchemy import select

from feed.store.tables import Follow, FollowRequest
from tests.builders.feed import Feed, Person


@pytest.fixture
async def aki(feed: Feed) -> Person:
    return await feed.person("aki")


@pytest.fixture
async def ben(feed: Feed) -> Person:
    return await feed.person("ben")


@pytest.fixture
async def car(feed: Feed, aki: Person, ben: Person) -> str:
    """Aki's car, which Ben asked to follow."""
    account_id = await feed.car("CAR-1", owner=aki)
    async with feed.database.writing() as session:
        wish = {"account_id": ben.account_id, "target_account_id": int(account_id)}
        session.add(FollowRequest(id=feed.ids.next(), **wish))
    return account_id


async def send(feed: Feed, path: str, who: Person) -> int:
    async with feed.client.post(f"/api/v1/cars/{path}", headers=who.headers) as response:
        return response.status


async def ties(feed: Feed, ben: Person) -> tuple[int, int]:
    """How many cars Ben follows, and how many he waits for."""
    async with feed.database.reading() as session:
        follows = list(await session.scalars(select(Follow).where(Follow.account_id == ben.account_id)))
        waits = list(await session.scalars(select(FollowRequest)))
        return len(follows), len(waits)


async def test_the_owner_sees_who_asks_says_yes_and_later_no_more(
    feed: Feed, aki: Person, ben: Person, car: str
) -> None:
    asking = await feed.get(f"/api/v1/cars/{car}/follow_requests", aki.headers)
    assert [account["username"] for account in asking] == ["ben"]

    assert await send(feed, f"{car}/follow_requests/{ben.account_id}/authorize", aki) == 200
    assert await ties(feed, ben) == (1, 0)
    assert (await feed.get(f"/api/v1/cars/{car}", ben.headers))["closeness"] == "follower"

    assert await send(feed, f"{car}/followers/{ben.account_id}/remove", aki) == 200
    assert await ties(feed, ben) == (0, 0)


async def test_the_owner_says_no(feed: Feed, aki: Person, ben: Person, car: str) -> None:
    assert await send(feed, f"{car}/follow_requests/{ben.account_id}/reject", aki) == 200

    assert await ties(feed, ben) == (0, 0)
    assert await send(feed, f"{car}/follow_requests/{ben.account_id}/authorize", aki) == 404


@pytest.mark.parametrize(
    "deed", ["follow_requests/{}/authorize", "follow_requests/{}/reject", "followers/{}/remove"]
)
async def test_nobody_else_has_a_say(feed: Feed, ben: Person, car: str, deed: str) -> None:
    path = f"{car}/{deed.format(ben.account_id)}"

    statuses = [await send(feed, path, who) for who in (ben, await feed.person("hana", role="admin"))]

    assert statuses == [403, 403]
    assert await ties(feed, ben) == (0, 1)


async def test_who_asks_is_nobody_elses_business(feed: Feed, ben: Person, car: str) -> None:
    async with feed.client.get(f"/api/v1/cars/{car}/follow_requests", headers=ben.headers) as response:
        assert response.status == 403
