"""What cars tell of themselves: the newest word is the live picture, and each word is in the history."""

from typing import Any

import pytest

from tests.builders.feed import Feed, Person, bearer

PATH = "/api/v1/gateway/snapshots"
FULL = {
    "observed_at": "2026-11-23T09:15:04.250Z",
    "presence": "charging",
    "soc_percent": 63.5,
    "range_km": 187.0,
    "plugged_in": True,
    "charge_state": "charging",
    "charge_power_kw": 7.2,
    "charge_limit_percent": 80.0,
    "full_at": "2026-11-23T12:15:00.000Z",
    "lat": 35.0877,
    "lon": 137.1563,
    "speed_kmh": 0.0,
    "odometer_km": 18234.6,
    "outside_c": 12.5,
    "town": {"en": "Toyota", "ja": "豊田市"},
    "zone": "home",
    "health": {
        "service_in_km": 950.0,
        "service_in_days": 28.0,
        "trouble_codes": ["P0A80"],
        "tyre_kpa": [240.0, 238.0, None, 190.0],
        "tyre_state": "low",
        "aux_battery_v": 12.4,
        "aux_battery_low": False,
    },
}
UNKNOWN = dict.fromkeys(FULL)


class Garage:
    """A gateway and an owner with a car."""

    def __init__(self, feed: Feed, gateway: dict[str, str], owner: Person, account_id: str) -> None:
        self.feed, self.gateway, self.owner, self.account_id = feed, gateway, owner, account_id

    async def tell(self, *snapshots: dict[str, Any]) -> dict[str, Any]:
        told = {"snapshots": [{"car_id": "CAR-1", **snapshot} for snapshot in snapshots]}
        async with self.feed.client.post(PATH, json=told, headers=self.gateway) as response:
            assert response.status == 202, await response.text()
            return await response.json()

    async def picture(self) -> dict[str, Any] | None:
        return (await self.feed.get(f"/api/v1/cars/{self.account_id}", self.owner.headers))["snapshot"]

    async def history(self, **query: str) -> dict[str, Any]:
        return await self.feed.get(f"/api/v1/cars/{self.account_id}/history", self.owner.headers, **query)


@pytest.fixture
async def garage(feed: Feed) -> Garage:
    owner = await feed.person("aki")
    account_id = await feed.car("CAR-1", owner=owner)
    return Garage(feed, bearer(await feed.token("gateway")), owner, account_id)


async def test_the_owner_reads_all_that_the_car_told(garage: Garage) -> None:
    assert await garage.tell(FULL) == {"accepted": 1, "unknown": [], "refused": []}

    assert await garage.picture() == FULL


async def test_the_newest_word_wins_whatever_the_order(garage: Garage) -> None:
    early, late = "2026-11-23T09:00:00.000Z", "2026-11-23T09:10:00.000Z"
    await garage.tell(
        {"observed_at": late, "soc_percent": 41.0},
        {"observed_at": early, "soc_percent": 43.0, "presence": "asleep"},
    )
    await garage.tell({"observed_at": early, "soc_percent": 50.0})

    assert await garage.picture() == {**UNKNOWN, "observed_at": late, "soc_percent": 41.0}


async def test_an_older_word_still_fills_the_history(garage: Garage) -> None:
    await garage.tell({"observed_at": "2026-11-23T09:12:00Z", "soc_percent": 41})
    await garage.tell({"observed_at": "2026-11-23T09:02:00Z", "soc_percent": 43})

    points = (await garage.history())["points"]
    assert [(point["at"], point["soc_percent"]) for point in points] == [
        ("2026-11-23T09:02:00.000Z", 43.0),
        ("2026-11-23T09:12:00.000Z", 41.0),
    ]


async def test_unknown_cars_are_named_and_the_others_kept(garage: Garage) -> None:
    answer = await garage.tell(
        {"car_id": "GHOST", "observed_at": FULL["observed_at"]}, {"observed_at": FULL["observed_at"]}
    )

    assert answer == {"accepted": 1, "unknown": ["GHOST"], "refused": []}


async def test_an_impossible_snapshot_is_refused_alone(garage: Garage) -> None:
    answer = await garage.tell({**FULL, "soc_percent": 101}, {"observed_at": FULL["observed_at"]})

    wrong = {"soc_percent": "must be less than or equal to 100"}
    assert answer == {"accepted": 1, "unknown": [], "refused": [{"car_id": "CAR-1", "wrong": wrong}]}
    assert await garage.picture() == {**UNKNOWN, "observed_at": FULL["observed_at"]}


async def test_five_hundred_snapshots_are_kept_at_once(garage: Garage) -> None:
    told = [{"observed_at": f"2026-11-23T{n // 60:02}:{n % 60:02}:30Z", "range_km": n} for n in range(500)]

    assert (await garage.tell(*told))["accepted"] == 500

    points = (await garage.history())["points"]
    assert [point["range_km"] for point in points] == [5.0 * n + 4 for n in range(100)]


async def test_more_than_five_hundred_are_refused(garage: Garage) -> None:
    told = {"snapshots": [{}] * 501}
    async with garage.feed.client.post(PATH, json=told, headers=garage.gateway) as response:
        assert response.status == 422
