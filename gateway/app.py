"""The one place where the gateway's parts are built and set going."""

import asyncio
import gc
import random
import signal
import time
from collections.abc import Coroutine
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from itertools import chain
from typing import Any, NoReturn

import aiohttp
import structlog

from gateway.car.state import CarState
from gateway.clock import Clock, SimClock, WallClock
from gateway.delivery.courier import Courier
from gateway.delivery.feed_client import FeedClient, feed_address
from gateway.delivery.figures import Figures
from gateway.delivery.fleet import Fleet
from gateway.delivery.messenger import Messenger
from gateway.delivery.meta import read_sim_clock
from gateway.delivery.snapshots import Snapshots
from gateway.delivery.states import waking_times
from gateway.delivery.store import Store
from gateway.dialects import Listening, native
from gateway.mqtt import Broker
from gateway.pipeline import Pipeline
from gateway.settings import Settings, config_folder
from gateway.status_page import status_page
from gateway.voice.snapshot import Snapshot, snapshot
from gateway.waking import Waking
from gateway.words import read_words

log = structlog.get_logger()

GRACE_S = 8.0  # for the batch in hand, once we are told to stop


async def run(settings: Settings) -> None:
    """Hear, notice, speak and carry until SIGTERM or SIGINT.

    Raises:
        ConfigError: when a setting, a persona or the list of towns cannot be used.
        StoreUnavailableError: when the database cannot be reached at the start; later it is waited for.
        OSError: when the status port is taken.
    """
    figures, words = Figures(), read_words(config_folder())
    async with AsyncExitStack() as house:
        store = await house.enter_async_context(Store(settings.database))
        web = await house.enter_async_context(aiohttp.ClientSession())
        feed = FeedClient(web, address=feed_address(settings.feed), token=settings.token)
        fleet = Fleet(store, feed, bounds=settings.bounds, poll_s=settings.register_poll_s)
        await fleet.load()
        clock = await _clock(settings, store)

        def cars_now() -> datetime:
            return clock.now

        courier = Courier(
            store,
            feed,
            enrol_again=fleet.forget,
            clock=_utc_now,
            cars_clock=cars_now,
            chance=random.random,
            figures=figures,
        )

        def picture(state: CarState) -> Snapshot:
            return snapshot(state, fleet.get(state.car_id).bounds, words.towns, now=clock.now)

        snapshots = Snapshots(
            feed,
            fleet,
            picture=picture,
            clock_s=time.monotonic,
            lively_s=settings.snapshots.lively_s,
            quiet_s=settings.snapshots.quiet_s,
            figures=figures,
        )
        messenger = Messenger(store, feed, fleet, cars_clock=cars_now, chance=random.random, figures=figures)
        listening = settings.listening
        broker = await house.enter_async_context(_broker(settings, listening))
        pipeline = Pipeline(
            broker,
            store,
            clock=clock,
            waking=Waking(await store.run(waking_times)),
            fleet=fleet,
            words=words,
            courier=courier,
            snapshots=snapshots,
            listening=listening,
            quarantine_rows=settings.quarantine_rows,
            register_wait_s=settings.register_wait_s,
            figures=figures,
        )

        def troubles() -> dict[str, str | None]:
            return {"broker": broker.trouble, "database": store.trouble, "feed": feed.trouble}

        await house.enter_async_context(
            status_page(settings.status_port, troubles, store, figures, cars_clock=cars_now)
        )
        let_the_furniture_stand()
        await _live(
            pipeline,
            courier.carry(),
            messenger.run(),
            fleet.follow(),
            snapshots.send(),
            broker.stay_connected(),
        )


async def _clock(settings: Settings, store: Store) -> Clock:
    return SimClock(await store.run(read_sim_clock)) if settings.clock == "sim" else WallClock()


def _broker(settings: Settings, listening: Listening) -> Broker:
    clock = (native.CLOCK_TOPIC,) if settings.clock == "sim" else ()
    return Broker(
        settings.broker,
        client_id=settings.client_id,
        topics=(*chain.from_iterable(listening.topics.values()), *clock),
        authorities=settings.mqtt_ca_file,
    )


async def _live(pipeline: Pipeline, *others: Coroutine[Any, Any, NoReturn]) -> None:
    """Everything at once, until told to stop; the batch in hand is finished and acknowledged first."""
    stop, loop = asyncio.Event(), asyncio.get_running_loop()
    for how in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(how, stop.set)
    async with asyncio.TaskGroup() as tasks:
        ingesting = tasks.create_task(pipeline.run(stop))
        companions = [tasks.create_task(other) for other in others]
        await stop.wait()
        log.info("stopping")
        await asyncio.wait([ingesting], timeout=GRACE_S)  # longer only without a database: nothing is lost
        for task in (ingesting, *companions):
            task.cancel()


def let_the_furniture_stand() -> None:
    """Whatever was built up to here stays: to look it through for garbage took a quarter of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 20)  # a batch makes some thousand objects, and nearly all die with it


def _utc_now() -> datetime:
    return datetime.now(UTC)
