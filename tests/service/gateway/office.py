"""A courier at work between a real store and a far side that answers as told."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import aiohttp
from sqlalchemy import select

from gateway.car.bounds import Bounds
from gateway.car.events import Reason
from gateway.delivery.changes import Changes, keep
from gateway.delivery.courier import Courier
from gateway.delivery.feed_client import FeedClient, feed_address
from gateway.delivery.figures import Figures
from gateway.delivery.fleet import Fleet
from gateway.delivery.outbox import Backlog, Departure, backlog
from gateway.delivery.store import Store
from gateway.delivery.tables import outbox
from gateway.voice.draft import Draft
from gateway.voice.profile import Audience
from tests.service.gateway.far_feed import FarFeed, far_feed

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


MINUTE = timedelta(minutes=1)


class Time:
    """The clocks the test moves: the wall's, and that of the world the cars live in."""

    def __init__(self) -> None:
        self.now = self.cars_now = NOW

    def wall(self) -> datetime:
        return self.now

    def cars(self) -> datetime:
        return self.cars_now


class Office:
    """A courier with its store, its register, and a feed on the other side."""

    def __init__(self, store: Store, feed: FarFeed, courier: Courier, time: Time, client: FeedClient) -> None:
        self.store, self.feed, self.courier, self.time, self.client = store, feed, courier, time, client

    async def queue(self, *drafts: Draft) -> None:
        await self.store.run(keep, Changes(drafts=list(drafts)), now=NOW, quarantine_rows=1)
        self.courier.nudge()

    async def pass_time(self, seconds: float) -> None:
        self.time.now += timedelta(seconds=seconds)
        self.courier.nudge()

    async def let_cars_live(self, minutes: float) -> None:
        self.time.cars_now += timedelta(minutes=minutes)
        self.courier.nudge()

    async def leave(self, car_id: str, *, minutes: float, told_from_minutes: float) -> None:
        left_at, told_from = NOW + minutes * MINUTE, NOW + told_from_minutes * MINUTE
        departure = Departure(car_id=car_id, left_at=left_at, told_from=told_from)
        await self.store.run(keep, Changes(departures=[departure]), now=NOW, quarantine_rows=1)
        self.courier.nudge()

    async def backlog(self) -> Backlog:
        return await self.store.run(backlog, self.time.cars_now)

    async def status_of(self, key: str) -> tuple[str, int, str | None, str | None]:
        query = select(outbox.c.status, outbox.c.attempts, outbox.c.status_id, outbox.c.last_error)
        return await self.store.run(lambda c: tuple(c.execute(query.where(outbox.c.key == key)).one()))


@asynccontextmanager
async def office(database: str, *cars: str, far: FarFeed | None = None) -> AsyncIterator[Office]:
    async with (
        Store(database) as store,
        far_feed(far) as feed,
        aiohttp.ClientSession() as web,
        asyncio.TaskGroup() as tasks,
    ):
        time = Time()
        client = FeedClient(web, address=feed_address(feed.url), token=feed.token)
        fleet = Fleet(store, client, bounds=Bounds(), poll_s=0.05)
        await fleet.load()
        for car_id in cars:
            fleet.get(car_id)
        courier = Courier(
            store,
            client,
            enrol_again=fleet.forget,
            clock=time.wall,
            cars_clock=time.cars,
            chance=lambda: 1.0,
            figures=Figures(),
        )
        running = [tasks.create_task(fleet.follow()), tasks.create_task(courier.carry())]
        yield Office(store, feed, courier, time, client)
        for task in running:
            task.cancel()


def a_draft(car_id: str, text: str, **said: Any) -> Draft:  # noqa: ANN401
    draft = Draft(
        key=f"{car_id}/{text}",
        car_id=car_id,
        kind="battery_low",
        at=NOW,
        text=text,
        language="en",
        visibility=Audience.PRIVATE,
        reasons=(Reason("soc_percent", 19.5, "%", NOW),),
    )
    return replace(draft, **said)


async def until_recorded(here: Office, key: str, expected: tuple[str, int, str | None, str | None]) -> None:
    async with asyncio.timeout(60):
        while await here.status_of(key) != expected:  # noqa: ASYNC110
            await asyncio.sleep(0.02)
