"""Cars that are friends, and names of other dialects: what the gateway learns of them."""

from typing import Any

import pytest

from feed.actions.car_changes import open_for_operator
from feed.actions.tongues import bind
from feed.actions.transfer_car import transfer_car
from feed.social.tongues import Tongue
from tests.builders.feed import Feed, Person, bearer


@pytest.fixture
async def gateway(feed: Feed) -> dict[str, str]:
    return bearer(await feed.token("gateway"))


@pytest.fixture
async def people(feed: Feed) -> dict[str, Person]:
    return {name: await feed.person(name) for name in ("aki", "ben")}


@pytest.fixture
async def garage(feed: Feed, people: dict[str, Person]) -> dict[str, str]:
    """Two cars that would like to meet, and whose owners do not follow them yet; and a shy one of aki's."""
    return {
        "A": await feed.car("A", owner=people["aki"], meets=True),
        "B": await feed.car("B", owner=people["ben"], meets=True),
        "SHY": await feed.car("SHY", owner=people["aki"]),
    }


async def ask(feed: Feed, method: str, path: str, who: Person, **body: object) -> None:
    async with feed.client.request(method, f"/api/v1/{path}", json=body, headers=who.headers) as response:
        assert response.status == 200, await response.text()


async def befriend(feed: Feed, garage: dict[str, str], follower: Person, car: str, owner: Person) -> None:
    await ask(feed, "POST", f"accounts/{garage[car]}/follow", follower)
    path = f"cars/{garage[car]}/follow_requests/{follower.account_id}/authorize"
    await ask(feed, "POST", path, owner)


class Ear:
    """What the gateway hears of friends, poll by poll."""

    def __init__(self, feed: Feed, gateway: dict[str, str]) -> None:
        self._feed, self._gateway, self._revision = feed, gateway, 0
        self.friends: dict[str, list[str]] = {}

    async def poll(self) -> dict[str, list[str]]:
        page: dict[str, Any] = await self._feed.get(
            "/api/v1/gateway/cars", self._gateway, updated_after=str(self._revision)
        )
        self._revision = page["revision"]
        for car in page["cars"]:
            self.friends[car["car_id"]] = [friend["nickname"] for friend in car["friends"]]
        return self.friends


async def test_cars_are_friends_as_long_as_both_owners_follow_and_wish_it(
    feed: Feed, people: dict[str, Person], garage: dict[str, str], gateway: dict[str, str]
) -> None:
    aki, ben = people["aki"], people["ben"]
    ear = Ear(feed, gateway)
    nobody: dict[str, list[str]] = {"A": [], "B": [], "SHY": []}
    for car in ("A", "B"):
        owner = aki if car == "A" else ben
        await ask(feed, "PATCH", f"cars/{garage[car]}/settings", owner, nickname=f"Car {car}")

    assert await ear.poll() == nobody
    await befriend(feed, garage, ben, "A", aki)
    assert await ear.poll() == nobody
    await befriend(feed, garage, aki, "B", ben)
    assert await ear.poll() == nobody | {"A": ["Car B"], "B": ["Car A"]}
    await ask(feed, "PATCH", f"cars/{garage['B']}/settings", ben, nickname="Blue")
    assert (await ear.poll())["A"] == ["Blue"]
    await ask(feed, "PATCH", f"cars/{garage['B']}/settings", ben, meets=False)
    assert await ear.poll() == nobody
    await ask(feed, "PATCH", f"cars/{garage['B']}/settings", ben, meets=True)
    assert (await ear.poll())["A"] == ["Blue"]
    await ask(feed, "POST", f"accounts/{garage['A']}/unfollow", ben)
    assert await ear.poll() == nobody


async def test_a_friend_that_is_passed_on_is_no_friend_any_more(
    feed: Feed, people: dict[str, Person], garage: dict[str, str], gateway: dict[str, str]
) -> None:
    aki, ben = people["aki"], people["ben"]
    ear = Ear(feed, gateway)
    await befriend(feed, garage, ben, "A", aki)
    await befriend(feed, garage, aki, "B", ben)
    assert len((await ear.poll())["A"]) == 1

    await ask(feed, "POST", f"cars/{garage['B']}/transfer", ben)

    assert await ear.poll() == {"A": [], "B": [], "SHY": []}


async def test_two_cars_of_one_garage_are_no_friends(
    feed: Feed, people: dict[str, Person], garage: dict[str, str], gateway: dict[str, str]
) -> None:
    for car in ("A", "SHY"):
        await feed.follows(people["aki"].account_id, int(garage[car]))
    await ask(feed, "PATCH", f"cars/{garage['SHY']}/settings", people["aki"], meets=True)

    assert await Ear(feed, gateway).poll() == {"A": [], "B": [], "SHY": []}


async def test_a_friends_entry_has_what_the_gateway_names_it_by(
    feed: Feed, people: dict[str, Person], garage: dict[str, str], gateway: dict[str, str]
) -> None:
    await befriend(feed, garage, people["ben"], "A", people["aki"])
    await befriend(feed, garage, people["aki"], "B", people["ben"])

    entries = (await feed.get("/api/v1/gateway/cars", gateway))["cars"]

    mine, theirs = ({car["car_id"]: car for car in entries}[car_id] for car_id in ("A", "B"))
    assert mine["friends"] == [{name: theirs[name] for name in ("car_id", "acct", "nickname")}]


async def test_a_car_passed_on_keeps_its_dongle_and_forgets_the_phone_of_who_had_it(
    feed: Feed, garage: dict[str, str], gateway: dict[str, str]
) -> None:
    assert garage
    tongues = [
        Tongue(car_id="A", dialect="ovms", foreign_id="leaf"),
        Tongue(car_id="A", dialect="owntracks", foreign_id="aki/phone", says="place"),
    ]
    async with feed.database.writing() as session:
        for tongue in tongues:
            await bind(session, tongue, by="operator", now=feed.clock.now)

    async def told() -> list[Any]:
        entries = (await feed.get("/api/v1/gateway/cars", gateway))["cars"]
        return next(car["tongues"] for car in entries if car["car_id"] == "A")

    ovms = {"dialect": "ovms", "id": "leaf", "says": "all"}
    assert await told() == [ovms, {"dialect": "owntracks", "id": "aki/phone", "says": "place"}]

    async with feed.database.writing() as session:
        opened = await open_for_operator(session, "A")
        await transfer_car(
            session, opened.car, by="operator", now=feed.clock.now, ids=feed.ids, public_url="http://feed"
        )

    assert await told() == [ovms]
