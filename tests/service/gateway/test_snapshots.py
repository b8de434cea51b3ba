"""The live picture: how often, of which state, and what happens when the feed does not take it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime

import aiohttp
import pytest

from gateway.car.bounds import Bounds
from gateway.car.state import CarState
from gateway.delivery.feed_client import FeedClient, NotLetInError, feed_address
from gateway.delivery.figures import Figures
from gateway.delivery.fleet import Fleet
from gateway.delivery.snapshots import Snapshots
from gateway.delivery.store import Store
from gateway.voice.snapshot import LivePresence, Snapshot
from tests.service.gateway.far_feed import TOKEN, FarFeed, far_feed

AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


class Gallery:
    """Snapshots with a feed on the far side, a clock the test moves, and cars that do as they are told."""

    def __init__(self, feed: FarFeed) -> None:
        self.feed, self.now_s = feed, 0.0
        self.presence: LivePresence = "online"
        self.snapshots: Snapshots

    def picture(self, state: CarState) -> Snapshot:
        return Snapshot(
            car_id=state.car_id,
            observed_at=AT,
            presence=self.presence,
            range_km=float(state.readings_count),
        )

    async def look(self, now_s: float, *cars: str, count: int = 0) -> list[tuple[str, float]]:
        """What is sent at a moment at which these cars have told so many readings."""
        self.now_s = now_s
        self.snapshots.offer({c: CarState(car_id=c, observed_at=AT, readings_count=count) for c in cars})
        before = len(self.feed.snapshots)
        await self.snapshots._send_due()
        return [(sent["car_id"], sent["range_km"]) for sent in self.feed.snapshots[before:]]


@asynccontextmanager
async def gallery(database: str, *cars: str) -> AsyncIterator[Gallery]:
    async with Store(database) as store, far_feed() as feed, aiohttp.ClientSession() as web:
        client = FeedClient(web, address=feed_address(feed.url), token=feed.token)
        fleet = Fleet(store, client, bounds=Bounds(), poll_s=1)
        await fleet.load()
        for car_id in cars:
            fleet.get(car_id)
        await fleet._enrol_strangers()
        here = Gallery(feed)
        here.snapshots = Snapshots(
            client,
            fleet,
            picture=here.picture,
            clock_s=lambda: here.now_s,
            lively_s=5,
            quiet_s=60,
            figures=Figures(),
        )
        yield here


async def test_a_parked_car_s_picture_is_sent_once_a_minute_and_is_the_newest(sqlite_url: str) -> None:
    async with gallery(sqlite_url, "A") as here:
        assert await here.look(0, "A", count=1) == [("A", 1)]
        assert await here.look(10, "A", count=2) == []
        assert await here.look(20, "A", count=3) == []
        assert await here.look(60) == [("A", 3)]
        assert await here.look(200) == []


async def test_a_driving_car_s_picture_is_sent_each_five_seconds(sqlite_url: str) -> None:
    async with gallery(sqlite_url, "A") as here:
        here.presence = "driving"
        assert await here.look(0, "A", count=1) == [("A", 1)]
        assert await here.look(3, "A", count=2) == []
        assert await here.look(5) == [("A", 2)]


async def test_the_end_of_a_drive_is_seen_without_waiting_for_the_minute(sqlite_url: str) -> None:
    async with gallery(sqlite_url, "A") as here:
        here.presence = "driving"
        await here.look(0, "A", count=1)
        here.presence = "online"
        assert await here.look(5, "A", count=2) == [("A", 2)]


async def test_a_picture_the_feed_did_not_take_is_sent_later_or_a_newer_one(sqlite_url: str) -> None:
    async with gallery(sqlite_url, "A", "B") as here:
        here.feed.token = "another"
        with pytest.raises(NotLetInError):
            await here.look(0, "A", "B", count=1)
        here.feed.token = TOKEN
        assert sorted(await here.look(1, "B", count=2)) == [("A", 1), ("B", 2)]


async def test_a_car_the_feed_does_not_know_has_no_picture(sqlite_url: str) -> None:
    async with gallery(sqlite_url) as here:
        assert await here.look(0, "A", count=1) == []


async def test_many_cars_are_sent_in_pages(sqlite_url: str) -> None:
    cars = [f"CAR{number}" for number in range(1100)]
    async with gallery(sqlite_url, *cars) as here:
        assert sorted(car_id for car_id, _ in await here.look(0, *cars, count=1)) == sorted(cars)
        assert here.feed.pages == [500, 500, 100]
