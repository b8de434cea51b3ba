"""How a car feels: its owner knows all of it, a dealer what they are entrusted with, and nobody else any."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from feed.social.health import Health
from feed.social.snapshot import Snapshot, Town
from tests.builders.feed import Feed, Person
from tests.builders.trust import entrust

AT = datetime(2026, 11, 23, 8, 15, tzinfo=UTC)
FIGURES: dict[str, dict[str, Any]] = {
    "service_due": {"service_in_km": 950.0, "service_in_days": 28.0},
    "trouble_code": {"trouble_codes": ("P0A80",)},
    "tyre_low": {"tyre_kpa": (240.0, 238.0, None, 190.0), "tyre_state": "low"},
    "aux_battery_low": {"aux_battery_v": 12.4, "aux_battery_low": False},
}
ALL = {name: value for figures in FIGURES.values() for name, value in figures.items()}
FEELS = Snapshot(
    observed_at=AT,
    presence="online",
    soc_percent=63.5,
    range_km=187.0,
    plugged_in=False,
    lat=35.0877,
    lon=137.1563,
    speed_kmh=48.0,
    odometer_km=18234.6,
    outside_c=12.5,
    town=Town(en="Toyota", ja="豊田市"),
    health=Health(**ALL),
)


@pytest.fixture
async def people(feed: Feed) -> dict[str, Person]:
    members = {name: await feed.person(name) for name in ("owner", "follower", "stranger")}
    return members | {"dealer": await feed.person("mikawa", role="dealer")}


async def a_car(feed: Feed, people: dict[str, Person], **settings: Any) -> str:  # noqa: ANN401
    account_id = await feed.car("JT1BK40E", owner=people["owner"], **settings)
    await feed.follows(people["follower"].account_id, int(account_id))
    await feed.tell(account_id, FEELS)
    return account_id


async def seen_by(feed: Feed, account_id: str, viewer: Person) -> dict[str, Any] | None:
    seen: dict[str, Any] | None = (await feed.get(f"/api/v1/cars/{account_id}", viewer.headers))["snapshot"]
    return seen


def health_in_json(figures: dict[str, Any]) -> dict[str, Any]:
    told = dict.fromkeys(ALL) | figures
    return {name: list(value) if isinstance(value, tuple) else value for name, value in told.items()}


async def test_the_owner_knows_all_of_it_and_followers_and_strangers_none(
    feed: Feed, people: dict[str, Person]
) -> None:
    car = await a_car(feed, people)
    seen = [await seen_by(feed, car, people[name]) for name in ("owner", "follower", "stranger", "dealer")]
    assert [one and one["health"] for one in seen] == [health_in_json(ALL), None, None, None]


@pytest.mark.parametrize("kind", [*FIGURES, "silent"])
async def test_a_dealer_knows_the_health_they_are_entrusted_with_and_no_place(
    feed: Feed, people: dict[str, Person], kind: str
) -> None:
    car = await a_car(feed, people, place_for_followers="exact")
    await entrust(feed, car, people["owner"], people["dealer"], kind)

    seen = await seen_by(feed, car, people["dealer"])

    figures = FIGURES.get(kind)
    assert seen is not None
    assert seen["health"] == (health_in_json(figures) if figures else None)
    assert (seen["soc_percent"], seen["range_km"], seen["presence"]) == (63.5, 187.0, "online")
    hidden = ("lat", "lon", "town", "zone", "speed_kmh", "odometer_km", "outside_c")
    assert {name: seen[name] for name in hidden} == dict.fromkeys(hidden)


async def test_a_dealer_who_follows_sees_the_place_as_followers_do(
    feed: Feed, people: dict[str, Person]
) -> None:
    car = await a_car(feed, people, place_for_followers="exact")
    await feed.follows(people["dealer"].account_id, int(car))
    await entrust(feed, car, people["owner"], people["dealer"], "tyre_low")

    seen = await seen_by(feed, car, people["dealer"])

    assert seen is not None
    assert (seen["lat"], seen["lon"], seen["health"]["tyre_state"]) == (35.0877, 137.1563, "low")


async def test_by_home_the_health_is_told_late_like_the_rest(feed: Feed, people: dict[str, Person]) -> None:
    car = await a_car(feed, people)
    await entrust(feed, car, people["owner"], people["dealer"], "aux_battery_low")
    awake = Health(aux_battery_v=14.2, aux_battery_low=False)
    feed.clock.now = AT + timedelta(minutes=40)
    home = Snapshot(observed_at=feed.clock.now, soc_percent=61.0, zone="home", health=awake)
    await feed.tell(car, home)

    at_once = await seen_by(feed, car, people["dealer"])
    feed.clock.later(minutes=30)
    later = await seen_by(feed, car, people["dealer"])

    assert [one and (one["soc_percent"], one["health"]["aux_battery_v"]) for one in (at_once, later)] == [
        (63.5, 12.4),
        (61.0, 14.2),
    ]


async def test_after_the_end_the_dealer_is_a_stranger_again(feed: Feed, people: dict[str, Person]) -> None:
    car = await a_car(feed, people)
    await entrust(feed, car, people["owner"], people["dealer"], "tyre_low", days=2)
    before = (await feed.get(f"/api/v1/cars/{car}", people["dealer"].headers))["closeness"]

    feed.clock.later(days=2)

    after = await feed.get(f"/api/v1/cars/{car}", people["dealer"].headers)
    assert (before, after["closeness"], after["snapshot"], "car_id" in after) == (
        "dealer",
        "stranger",
        None,
        False,
    )


async def test_a_home_drawn_around_a_standing_car_hides_it_at_once(
    feed: Feed, people: dict[str, Person]
) -> None:
    car = await a_car(feed, people)
    await entrust(feed, car, people["owner"], people["dealer"], "tyre_low")
    feed.clock.now = AT + timedelta(minutes=5)
    home = {"lat": 35.0877, "lon": 137.1563, "radius_m": 100}
    path = f"/api/v1/cars/{car}/settings"
    async with feed.client.patch(path, json={"home": home}, headers=people["owner"].headers) as response:
        assert response.status == 200

    assert await seen_by(feed, car, people["dealer"]) is None
