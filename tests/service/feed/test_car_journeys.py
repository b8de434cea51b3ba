"""Drives and charges as the gateway tells them: kept once, for the right owner, and not for ever."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from feed.actions.car_changes import open_for_operator
from feed.actions.thin_history import end_tracks, thin_history
from feed.actions.transfer_car import begin_anew
from feed.store.car_tables import Car
from feed.store.everything import rows_about
from feed.store.journey_tables import CarCharge, CarDrive, CarTrack
from tests.builders.feed import Feed, Person, a_feed, bearer

PATH = "/api/v1/gateway/journeys"
DRIVE = {
    "kind": "drive",
    "car_id": "CAR-1",
    "started_at": "2026-11-23T07:00:00Z",
    "ended_at": "2026-11-23T07:20:00Z",
    "km": 12.5,
    "soc_start_percent": 70.0,
    "soc_end_percent": 64.5,
    "kwh": 2.1,
    "start": {"town": {"en": "Toyota", "ja": "豊田市"}, "zone": "home"},
    "end": {"town": {"en": "Okazaki", "ja": "岡崎市"}},
    "track": [[0, 35.05, 137.15, 70.0, 0.0], [600, 35.0, 137.16, None, 48.0], [1200, 34.95, 137.17, 64.5, 0]],
}
CHARGE = {
    "kind": "charge",
    "car_id": "CAR-1",
    "started_at": "2026-11-23T08:00:00Z",
    "ended_at": "2026-11-23T08:40:00Z",
    "soc_start_percent": 64.5,
    "soc_end_percent": 80,
    "kwh": 7.1,
    "peak_kw": 11,
    "limit_percent": 80,
    "planned": True,
    "place": {"zone": "home"},
}


class Garage:
    """A gateway that tells of a car, and what the feed then holds."""

    def __init__(self, feed: Feed, gateway: dict[str, str]) -> None:
        self.feed, self.gateway = feed, gateway

    async def tell(self, *journeys: dict[str, Any]) -> dict[str, Any]:
        async with self.feed.client.post(PATH, json={"journeys": journeys}, headers=self.gateway) as response:
            assert response.status == 202, await response.text()
            return await response.json()

    async def held(self) -> list[tuple[str, float | None]]:
        """Each drive with its km, charge with its kWh, and track with how many points it has."""
        async with self.feed.database.reading() as session:
            drives = [("drive", one.km) for one in await session.scalars(select(CarDrive))]
            charges = [("charge", one.kwh) for one in await session.scalars(select(CarCharge))]
            tracks = [("track", float(len(one.points))) for one in await session.scalars(select(CarTrack))]
        return [*drives, *charges, *tracks]


async def a_garage(feed: Feed) -> Garage:
    return Garage(feed, bearer(await feed.token("gateway")))


@pytest.fixture
async def aki(feed: Feed) -> Person:
    return await feed.person("aki")


@pytest.fixture
async def garage(feed: Feed) -> Garage:
    return await a_garage(feed)


async def test_a_journey_told_twice_is_kept_once_and_told_otherwise_is_corrected(
    feed: Feed, garage: Garage, aki: Person
) -> None:
    await feed.car("CAR-1", owner=aki)
    for _ in range(2):
        assert await garage.tell(DRIVE, CHARGE) == {"accepted": 2, "unknown": [], "refused": []}
        assert await garage.held() == [("drive", 12.5), ("charge", 7.1), ("track", 3)]
    longer = {**DRIVE, "km": 20.0, "ended_at": "2026-11-23T07:40:00Z", "track": []}
    await garage.tell(longer, {**CHARGE, "kwh": 8.0})
    assert await garage.held() == [("drive", 20.0), ("charge", 8.0), ("track", 3)]


async def test_a_bad_journey_takes_no_others_with_it_and_says_what_is_wrong(
    feed: Feed, garage: Garage, aki: Person
) -> None:
    await feed.car("CAR-1", owner=aki)
    answer = await garage.tell(
        {**DRIVE, "km": -1},
        {**DRIVE, "ended_at": "2026-11-23T06:00:00Z"},
        {**DRIVE, "track": [[0, 91, 0, None, None]]},
        {"kind": "flight", "car_id": "CAR-1"},
        CHARGE,
        {**CHARGE, "car_id": "CAR-2"},
    )
    assert (answer["accepted"], answer["unknown"], len(answer["refused"])) == (1, ["CAR-2"], 4)
    assert "35.0" not in json.dumps(answer)
    assert await garage.held() == [("charge", 7.1)]


async def test_only_the_gateway_may_tell(feed: Feed, aki: Person) -> None:
    async with feed.client.post(PATH, json={"journeys": [DRIVE]}, headers=aki.headers) as response:
        assert response.status == 403


async def test_a_track_is_kept_for_an_owner_and_otherwise_not_at_all(feed: Feed, garage: Garage) -> None:
    await feed.car("CAR-1")
    await garage.tell(DRIVE)
    assert await garage.held() == [("drive", 12.5)]


async def test_an_operator_who_wants_no_tracks_has_none(sqlite_url: str) -> None:
    async with a_feed(sqlite_url, track_days=0) as feed:
        garage = await a_garage(feed)
        await feed.car("CAR-1", owner=await feed.person("aki"))
        await garage.tell(DRIVE)
        assert await garage.held() == [("drive", 12.5)]


async def test_a_track_ends_after_its_days_and_a_correction_does_not_prolong_it(
    feed: Feed, garage: Garage, aki: Person
) -> None:
    await feed.car("CAR-1", owner=aki)
    await garage.tell(DRIVE)
    feed.clock.later(days=29)
    await garage.tell(DRIVE)
    days = timedelta(days=30)
    await end_tracks(feed.database, now=feed.clock.now, kept_for=days)
    assert len(await garage.held()) == 2
    feed.clock.later(days=1, seconds=1)
    await end_tracks(feed.database, now=feed.clock.now, kept_for=days)
    assert await garage.held() == [("drive", 12.5)]


async def test_drives_are_forgotten_with_the_history_by_the_cars_own_time(
    feed: Feed, garage: Garage, aki: Person
) -> None:
    account_id = await feed.car("CAR-1", owner=aki)
    long_ago = {"started_at": "2012-01-01T07:00:00Z", "ended_at": "2012-01-01T08:00:00Z", "km": 1.0}
    later = {"started_at": "2012-03-01T07:00:00Z", "ended_at": "2012-03-01T08:00:00Z", "km": 2.0}
    await garage.tell({**DRIVE, **long_ago}, {**DRIVE, **later})
    snapshots = {"snapshots": [{"car_id": "CAR-1", "observed_at": later["ended_at"]}]}
    async with feed.client.post("/api/v1/gateway/snapshots", json=snapshots, headers=garage.gateway):
        pass
    await thin_history(feed.database, fine_for=timedelta(days=10), kept_for=timedelta(days=50))
    assert await garage.held() == [("drive", 2.0), ("track", 3)]
    assert account_id


async def transferred(feed: Feed) -> Car:
    async with feed.database.writing() as session:
        opened = await open_for_operator(session, "CAR-1")
        newborn, _ = await begin_anew(session, opened.car, now=feed.clock.now, ids=feed.ids)
        return newborn


async def test_what_was_driven_before_a_transfer_is_erased_and_never_comes_back(
    feed: Feed, garage: Garage, aki: Person
) -> None:
    await feed.car("CAR-1", owner=aki, begins_at=datetime(2026, 11, 23, 6, 0, tzinfo=UTC))
    async with feed.database.reading() as session:
        acct = (await open_for_operator(session, "CAR-1")).account.username
    await garage.tell({**DRIVE, "acct": acct}, CHARGE)
    await transferred(feed)
    assert await garage.held() == []
    # the gateway still had it, or learns of the new account only later
    await garage.tell({**DRIVE, "acct": acct}, {**DRIVE, "started_at": "2026-11-23T05:00:00Z"})
    assert await garage.held() == []
    await garage.tell(DRIVE)
    assert await garage.held() == [("drive", 12.5)]


async def test_a_copy_of_everything_has_the_drives_and_their_tracks(
    feed: Feed, garage: Garage, aki: Person
) -> None:
    account_id = int(await feed.car("CAR-1", owner=aki))
    await garage.tell(DRIVE, CHARGE)
    async with feed.database.reading() as session:
        copy = await rows_about(session, account_id)
    assert [copy["drives"][0]["km"], copy["charges"][0]["peak_kw"]] == [12.5, 11]
    assert copy["tracks"][0]["points"] == DRIVE["track"]
