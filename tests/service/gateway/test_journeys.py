"""Finished drives and charges reach the feed: queued with the state, brought at least once."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from itertools import pairwise
from typing import Any

import aiohttp
import pytest
from sqlalchemy import Connection, func, select

from gateway.car.bounds import Bounds
from gateway.car.events import Charge, Drive
from gateway.delivery.changes import Changes, keep
from gateway.delivery.feed_client import FeedClient, feed_address
from gateway.delivery.figures import Figures
from gateway.delivery.fleet import Fleet
from gateway.delivery.journeys import LONGEST_TRACK, forget_ways, thinned
from gateway.delivery.messenger import Messenger
from gateway.delivery.store import Store
from gateway.delivery.tables import journeys, waypoints
from gateway.voice.journey import charge_told, drive_told
from tests.builders.gateway import AT_HOME, HOME, at, readings
from tests.builders.voice import TOWNS, a_profile
from tests.service.gateway.far_feed import FarFeed, far_feed
from tests.service.gateway.test_telling import Mind

BOUNDS = Bounds(home=HOME, time_zone="UTC")


class Road:
    """A gateway's store and messenger, and the feed they bring journeys to."""

    def __init__(self, store: Store, feed: FarFeed, messenger: Messenger) -> None:
        self.store, self.feed, self.messenger = store, feed, messenger

    async def commit(self, *told: Drive | Charge, acct: str = "kei") -> None:
        """A batch in which these were finished."""
        changes = Changes(sim_clock=at(0))
        for one in told:
            make = drive_told if isinstance(one, Drive) else charge_told
            changes.journeys.append(make(one, BOUNDS, TOWNS, acct=acct))  # type: ignore[operator]
        await self.store.run(keep, changes, now=datetime.now(UTC), quarantine_rows=10)

    async def waiting(self) -> int:
        def count(connection: Connection) -> int:
            return connection.scalar(select(func.count()).select_from(journeys)) or 0

        return await self.store.run(count)


@asynccontextmanager
async def a_road(database: str, *cars: str) -> AsyncIterator[Road]:
    async with Store(database) as store, far_feed() as feed, aiohttp.ClientSession() as web:
        client = FeedClient(web, address=feed_address(feed.url), token=feed.token)
        fleet = Fleet(store, client, bounds=Bounds(), poll_s=1)
        await fleet.load()
        for car_id in cars:
            fleet.get(car_id)
        await fleet._enrol_strangers()
        messenger = Messenger(
            store, client, fleet, cars_clock=lambda: at(0), chance=lambda: 0.0, figures=Figures()
        )
        yield Road(store, feed, messenger)


def a_drive(*, km: float = 12.5, started_s: float = 0, ended_s: float = 1200) -> Drive:
    return Drive(
        car_id="kei",
        started_at=at(started_s),
        ended_at=at(ended_s),
        km=km,
        minutes=(ended_s - started_s) / 60,
        soc_start_percent=70,
        soc_end_percent=64.5,
        kwh=None,
    )


def a_charge() -> Charge:
    return Charge(
        car_id="kei",
        started_at=at(3600),
        ended_at=at(7200),
        soc_start_percent=64.5,
        soc_end_percent=80,
        kwh=7.1,
        unseen=False,
        peak_kw=7.2,
        limit_percent=80,
        planned=True,
    )


async def test_a_journey_is_brought_once_and_its_row_is_gone(database_url: str) -> None:
    async with a_road(database_url, "kei") as road:
        await road.commit(a_drive(), a_charge())
        assert await road.waiting() == 2

        assert await road.messenger.bring() is False

        assert [(one["kind"], one.get("km"), one.get("peak_kw")) for one in road.feed.journeys] == [
            ("drive", 12.5, None),
            ("charge", None, 7.2),
        ]
        assert await road.waiting() == 0


async def test_while_the_feed_is_away_journeys_wait_on_disk(database_url: str) -> None:
    async with a_road(database_url, "kei") as road:
        await road.commit(a_drive())
        road.feed.token = "another"
        with pytest.raises(Exception, match="refuses our token"):
            await road.messenger.bring()
        assert await road.waiting() == 1
        road.feed.token = "a-token-for-tests"
        await road.messenger.bring()
        assert (len(road.feed.journeys), await road.waiting()) == (1, 0)


async def test_a_correction_takes_the_place_of_what_waits_and_follows_what_has_gone(
    database_url: str,
) -> None:
    async with a_road(database_url, "kei") as road:
        await road.commit(a_drive(km=12.5))
        await road.commit(a_drive(km=20, ended_s=1800))
        await road.messenger.bring()
        await road.commit(a_drive(km=25, ended_s=2400))
        await road.messenger.bring()
        assert [one["km"] for one in road.feed.journeys] == [20, 25]


async def test_what_is_corrected_while_it_is_on_its_way_is_brought_again(database_url: str) -> None:
    async with a_road(database_url, "kei") as road:
        await road.commit(a_drive(km=12.5))
        sent = road.messenger._feed.send_journeys

        async def corrected_meanwhile(journeys: Any) -> Any:  # noqa: ANN401
            await road.commit(a_drive(km=20, ended_s=1800))
            return await sent(journeys)

        road.messenger._feed.send_journeys = corrected_meanwhile  # type: ignore[method-assign]
        await road.messenger.bring()
        road.messenger._feed.send_journeys = sent  # type: ignore[method-assign]
        await road.messenger.bring()
        assert [one["km"] for one in road.feed.journeys] == [12.5, 20]
        assert await road.waiting() == 0


async def test_a_car_the_feed_does_not_know_waits_until_it_is_enrolled(database_url: str) -> None:
    async with a_road(database_url, "kei") as road:
        await road.commit(a_drive())
        road.feed.register.clear()
        await road.messenger.bring()
        assert (road.feed.journeys, await road.waiting()) == ([], 1)
        await road.messenger._fleet._enrol_strangers()
        await road.messenger.bring()
        assert (len(road.feed.journeys), await road.waiting()) == (1, 0)


async def test_what_the_feed_will_never_take_holds_back_nothing(database_url: str) -> None:
    async with a_road(database_url, "kei") as road:
        await road.commit(a_drive(km=-1), a_drive(km=3, started_s=9000, ended_s=9900))
        await road.messenger.bring()
        assert ([one["km"] for one in road.feed.journeys], await road.waiting()) == ([3], 0)


async def test_a_drive_takes_its_way_along_and_what_lay_before_it_is_forgotten(database_url: str) -> None:
    async with a_road(database_url, "kei") as road:
        mind = Mind(road.store, a_profile(acct="kei"), bounds=BOUNDS)
        await mind.hear(*readings(a_way()))
        await mind.pass_time(until_s=2000)
        await road.messenger.bring()
        (told,) = [one for one in road.feed.journeys if one["kind"] == "drive"]
        assert (told["start"]["zone"], told.get("end", {}).get("zone"), told["acct"]) == ("home", None, "kei")
        assert [point[0] for point in told["track"]] == [*range(0, 601, 20)]
        assert told["track"][0][1:] == [35.05, 137.15, 70, 36]
        assert told["track"][-1][1] == pytest.approx(35.11)


async def test_nobodys_car_leaves_no_way(database_url: str) -> None:
    async with a_road(database_url, "kei") as road:
        mind = Mind(road.store, a_profile(owner_acct=None), bounds=BOUNDS)
        await mind.hear(*readings(a_way()))
        await mind.pass_time(until_s=2000)
        assert await road.store.run(points) == 0
        await road.messenger.bring()
        assert ["track" in one for one in road.feed.journeys] == [False]


async def test_points_that_became_no_drive_are_forgotten_after_a_day(database_url: str) -> None:
    async with a_road(database_url, "kei") as road:
        mind = Mind(road.store, a_profile(), bounds=BOUNDS)
        await mind.hear(*readings(a_way())[:10])
        assert await road.store.run(points) > 0
        await road.store.run(forget_ways, at(80_000))
        assert await road.store.run(points) > 0
        await road.store.run(forget_ways, at(90_000))
        assert await road.store.run(points) == 0


def test_a_long_track_keeps_its_ends_and_three_hundred_points() -> None:
    way = [(float(second), 35.0, 137.0, None, None) for second in range(1000)]
    thin = thinned(way)
    assert (len(thin), thin[0][0], thin[-1][0]) == (LONGEST_TRACK, 0, 999)
    assert {round(after[0] - before[0]) for before, after in pairwise(thin)} == {3, 4}
    assert thinned(way[:300]) == tuple(way[:300])


def points(connection: Connection) -> int:
    return connection.scalar(select(func.count()).select_from(waypoints)) or 0


def a_way() -> list[tuple[float, dict[str, Any]]]:
    """From home to the north for ten minutes, a word every two seconds, then parked."""
    parked = {"ignition_on": False, "speed_kmh": 0, "soc_percent": 70}
    driving = [
        (60 + second, {"lat": 35.05 + second * 0.0001, "lon": 137.15, "speed_kmh": 36, "ignition_on": True})
        for second in range(0, 601, 2)
    ]
    return [(0, parked | AT_HOME), (30, parked | AT_HOME), *driving, (670, parked)]
