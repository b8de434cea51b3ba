"""What whom may know of a car: owner, follower, stranger, nobody in particular × the owner's choice."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from feed.social.snapshot import Snapshot, Town
from feed.store.cars import known_by
from tests.builders.feed import Feed, Person, bearer

ON_THE_WAY = Snapshot(
    observed_at=datetime(2026, 11, 23, 9, 15, tzinfo=UTC),
    presence="driving",
    soc_percent=63.5,
    range_km=187.0,
    lat=35.0877,
    lon=137.1563,
    speed_kmh=48.0,
    odometer_km=18234.6,
    outside_c=12.5,
    town=Town(en="Toyota", ja="豊田市"),
    zone=None,
)
PLACE = ("lat", "lon", "town", "zone")
FOR_THE_OWNER_ALONE = ("speed_kmh", "odometer_km", "outside_c")
TOWN = {"en": "Toyota", "ja": "豊田市"}


@pytest.fixture
async def people(feed: Feed) -> dict[str, Person]:
    return {name: await feed.person(name) for name in ("owner", "follower", "stranger")}


async def picture(feed: Feed, account_id: str, viewer: Person | None) -> dict[str, Any]:
    return await feed.get(f"/api/v1/cars/{account_id}", viewer.headers if viewer else None)


async def a_known_car(feed: Feed, people: dict[str, Person], snapshot: Snapshot, **settings: object) -> str:
    account_id = await feed.car("JT1BK40E", owner=people["owner"], **settings)
    await feed.follows(people["follower"].account_id, int(account_id))
    await feed.tell(account_id, snapshot)
    return account_id


@pytest.mark.parametrize(
    ("choice", "for_followers"),
    [
        ("nothing", (None, None, None, None)),
        ("town", (None, None, TOWN, None)),
        ("zone", (None, None, TOWN, None)),
        ("exact", (35.0877, 137.1563, TOWN, None)),
    ],
)
async def test_the_place_is_told_as_exactly_as_the_owner_chose(
    feed: Feed, people: dict[str, Person], choice: str, for_followers: tuple[Any, ...]
) -> None:
    account_id = await a_known_car(feed, people, ON_THE_WAY, place_for_followers=choice)

    own = (await picture(feed, account_id, people["owner"]))["snapshot"]
    followed = (await picture(feed, account_id, people["follower"]))["snapshot"]

    assert tuple(own[name] for name in PLACE) == (35.0877, 137.1563, TOWN, None)
    assert tuple(followed[name] for name in PLACE) == for_followers
    assert {name: followed[name] for name in FOR_THE_OWNER_ALONE} == dict.fromkeys(FOR_THE_OWNER_ALONE)
    assert {**followed, **dict.fromkeys((*PLACE, *FOR_THE_OWNER_ALONE))} == {
        **own,
        **dict.fromkeys((*PLACE, *FOR_THE_OWNER_ALONE)),
    }


@pytest.mark.parametrize("choice", ["nothing", "town", "zone", "exact"])
async def test_strangers_learn_the_name_and_no_more(
    feed: Feed, people: dict[str, Person], choice: str
) -> None:
    account_id = await a_known_car(feed, people, ON_THE_WAY, place_for_followers=choice)

    signed_in = await picture(feed, account_id, people["stranger"])
    nobody = await picture(feed, account_id, None)

    assert signed_in == nobody == {
        "id": account_id,
        "acct": nobody["acct"],
        "nickname": nobody["nickname"],
        "closeness": "stranger",
        "snapshot": None,
    }  # fmt: skip


async def settle(feed: Feed, account_id: str, owner: Person, **wishes: object) -> None:
    path = f"/api/v1/cars/{account_id}/settings"
    async with feed.client.patch(path, json=wishes, headers=owner.headers) as response:
        assert response.status == 200, await response.text()


async def test_near_home_even_who_may_know_exactly_gets_no_coordinates_and_the_rest_late(
    feed: Feed, people: dict[str, Person]
) -> None:
    account_id = await a_known_car(feed, people, ON_THE_WAY, place_for_followers="exact")
    home = {"lat": 35.0890, "lon": 137.1570, "radius_m": 100}
    await settle(feed, account_id, people["owner"], home=home)

    at_once = (await picture(feed, account_id, people["follower"]))["snapshot"]
    feed.clock.now = ON_THE_WAY.observed_at + timedelta(minutes=30)
    followed = (await picture(feed, account_id, people["follower"]))["snapshot"]
    own = (await picture(feed, account_id, people["owner"]))["snapshot"]

    assert at_once is None
    assert tuple(followed[name] for name in PLACE) == (None, None, TOWN, "home")
    assert (followed["observed_at"], followed["soc_percent"]) == ("2026-11-23T09:15:00.000Z", 63.5)
    assert (own["lat"], own["lon"]) == (35.0877, 137.1563)


async def heard(feed: Feed, gateway: dict[str, str], at: datetime, **said: object) -> None:
    told = {"car_id": "JT1BK40E", "observed_at": at.isoformat(), **said}
    path = "/api/v1/gateway/snapshots"
    async with feed.client.post(path, json={"snapshots": [told]}, headers=gateway) as response:
        assert response.status == 202


async def test_nothing_a_follower_reads_tells_when_the_car_leaves_until_it_is_well_away(
    feed: Feed, people: dict[str, Person]
) -> None:
    account_id = await feed.car("JT1BK40E", owner=people["owner"], place_for_followers="exact")
    await feed.follows(people["follower"].account_id, int(account_id))
    home = {"lat": 35.0890, "lon": 137.1570}
    await settle(feed, account_id, people["owner"], home=home)
    gateway = bearer(await feed.token("gateway"))
    evening = ON_THE_WAY.observed_at - timedelta(hours=12)
    await heard(
        feed, gateway, evening, presence="asleep", plugged_in=True, soc_percent=80, zone="home", **home
    )

    seen = []
    for minute, north, presence in (
        (0, 0.0, "online"),
        (2, 0.001, "driving"),
        (6, 0.05, "driving"),  # beyond the veil, for the first time
        (10, 0.08, "driving"),
        (11, 0.09, "driving"),  # five minutes later
    ):
        feed.clock.now = ON_THE_WAY.observed_at + timedelta(minutes=minute)
        place = {"lat": home["lat"] + north, "lon": home["lon"]}
        await heard(
            feed, gateway, feed.clock.now, presence=presence, plugged_in=False, soc_percent=79, **place
        )
        seen.append((await picture(feed, account_id, people["follower"]))["snapshot"])

    as_it_was = [(one["observed_at"], one["presence"], one["soc_percent"], one["lat"]) for one in seen[:4]]
    assert as_it_was == [("2026-11-22T21:15:00.000Z", "asleep", 80.0, None)] * 4
    assert (seen[4]["presence"], seen[4]["lat"]) == ("driving", pytest.approx(home["lat"] + 0.09))


async def test_a_home_settled_again_keeps_its_veil_and_so_does_the_same_home_of_another_car(
    feed: Feed, people: dict[str, Person]
) -> None:
    first, second = [await feed.car(car_id, owner=people["owner"]) for car_id in ("CAR-1", "CAR-2")]
    home = {"lat": 35.0999, "lon": 137.1999}  # in a corner of the squares
    aside = {"lat": 35.1001, "lon": 137.2001}

    await settle(feed, first, people["owner"], home=home)
    await settle(
        feed, first, people["owner"], home=aside, zones=[{"name": "work", "lat": 35.3, "lon": 137.0}]
    )
    await settle(feed, second, people["owner"], home=home)

    async with feed.database.reading() as session:
        one, other = [car.veils for _, car in sorted((await known_by(session, ("CAR-1", "CAR-2"))).items())]
    assert [veil["name"] for veil in one] == ["home", "work"]
    assert one[0] == other[0]


@pytest.mark.parametrize(
    ("who", "knows"),
    [
        ("owner", True),
        ("staff", True),
        ("admin", True),
        ("dealer who follows", True),
        ("dealer", False),
        ("follower", False),
    ],
)
async def test_the_cars_own_id_is_for_owner_company_and_entrusted_dealer(
    feed: Feed, people: dict[str, Person], who: str, knows: bool
) -> None:
    account_id = await a_known_car(feed, people, ON_THE_WAY)
    people["staff"] = await feed.person("hana", role="staff")
    people["admin"] = await feed.person("root", role="admin")
    people["dealer"] = await feed.person("mikawa", role="dealer")
    people["dealer who follows"] = await feed.person("owari", role="dealer")
    await feed.follows(people["dealer who follows"].account_id, int(account_id))

    answer = await picture(feed, account_id, people[who])

    assert answer.get("car_id") == ("JT1BK40E" if knows else None)


async def test_the_company_sees_no_more_of_the_picture_than_a_stranger(
    feed: Feed, people: dict[str, Person]
) -> None:
    account_id = await a_known_car(feed, people, ON_THE_WAY)

    answer = await picture(feed, account_id, await feed.person("hana", role="staff"))

    assert answer["snapshot"] is None
    assert "settings" not in answer


async def test_the_list_has_own_cars_first_then_those_one_follows(
    feed: Feed, people: dict[str, Person]
) -> None:
    own = await feed.car("CAR-OWN", owner=people["owner"])
    followed = await feed.car("CAR-FOLLOWED", owner=people["stranger"])
    await feed.car("CAR-OTHER", owner=people["stranger"])
    await feed.follows(people["owner"].account_id, int(followed))

    listed = await feed.get("/api/v1/cars", people["owner"].headers)

    assert [(car["id"], car["closeness"]) for car in listed] == [(own, "owner"), (followed, "follower")]


@pytest.mark.parametrize(
    ("history_for", "viewer", "status", "keys"),
    [
        ("owner", "owner", 200, 9),
        ("owner", "follower", 403, 0),
        ("followers", "follower", 200, 5),
        ("followers", "stranger", 403, 0),
    ],
)
async def test_the_history_is_for_the_owner_and_whom_they_let(
    feed: Feed, people: dict[str, Person], history_for: str, viewer: str, status: int, keys: int
) -> None:
    account_id = await a_known_car(feed, people, ON_THE_WAY, history_for=history_for)

    path = f"/api/v1/cars/{account_id}/history"
    async with feed.client.get(path, headers=people[viewer].headers) as response:
        answer = await response.json()

    assert response.status == status
    assert [len(point) for point in answer.get("points", [])] == ([keys] if keys else [])


async def test_the_history_is_for_nobody_who_did_not_sign_in(feed: Feed, people: dict[str, Person]) -> None:
    account_id = await a_known_car(feed, people, ON_THE_WAY, history_for="followers")

    async with feed.client.get(f"/api/v1/cars/{account_id}/history") as response:
        assert response.status == 401


@pytest.mark.parametrize("path", ["/api/v1/cars/1", "/api/v1/cars/x", "/api/v1/cars/" + "9" * 40])
async def test_where_there_is_no_car_there_is_nothing(feed: Feed, path: str) -> None:
    async with feed.client.get(path) as response:
        assert (response.status, await response.json()) == (404, {"error": "Record not found"})


async def test_a_person_is_no_car(feed: Feed, people: dict[str, Person]) -> None:
    async with feed.client.get(f"/api/v1/cars/{people['stranger'].account_id}") as response:
        assert response.status == 404
