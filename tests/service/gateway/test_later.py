"""What others than the owner hear later, in a simulated world: the whole gateway, a broker, a feed."""

import asyncio
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.servers.mosquitto import Mosquitto
from tests.servers.parts import wait_until
from tests.service.gateway.far_feed import far_feed
from tests.service.gateway.patience import until
from tests.service.gateway.running import Cars, RunningGateway, cars_at, telemetry

pytestmark = [pytest.mark.mosquitto, pytest.mark.timeout(120)]

NOON = datetime(2018, 1, 9, 12, 0, tzinfo=UTC)


def clock_shows(cars: Cars, minutes: float) -> None:
    now = NOON + timedelta(minutes=minutes)
    cars.say("-", json.dumps({"v": 1, "now": now.isoformat()}), part="clock")


def plug_in(cars: Cars) -> None:
    for seq, (minutes, plugged_in) in enumerate([(0, False), (1, True), (1.5, True)]):
        clock_shows(cars, minutes)
        at = NOON + timedelta(minutes=minutes)
        cars.say("A", telemetry(seq, at, plugged_in=plugged_in, soc_percent=34))
    clock_shows(cars, 10)


async def test_the_last_word_of_the_clock_brings_out_what_is_due_also_after_a_kill(
    tmp_path: Path, mosquitto: Mosquitto, database_url: str
) -> None:
    async with far_feed() as feed:
        feed.put("A", owner={"acct": "aki"}, time_zone="UTC", delay_minutes=30)
        gateway = RunningGateway(tmp_path, mosquitto, feed=feed.url, database=database_url, clock="sim")

        def posted() -> list[tuple[str, bool]]:
            return [(post["visibility"], "owner_knows" in post["car_event"]) for post in feed.posts]

        try:
            with cars_at(mosquitto) as cars:
                await asyncio.to_thread(gateway.start, and_wait_for="feed")
                await asyncio.to_thread(
                    wait_until, lambda: gateway.ready().get("broker") == "ok", what="it hears"
                )
                await asyncio.to_thread(plug_in, cars)
                await until(lambda: posted() == [("limited", False)])
                later = await asyncio.to_thread(gateway.figure, "outbox_later_drafts")
                waiting = await asyncio.to_thread(gateway.figure, "outbox_drafts")
                ready = await asyncio.to_thread(gateway.ready)
                assert (later, waiting, ready["code"]) == (1, 0, 200)
                gateway.kill()
                await asyncio.to_thread(gateway.start, and_wait_for="broker")
                await asyncio.to_thread(clock_shows, cars, 52)
                await until(lambda: posted() == [("limited", False), ("private", True)])
        finally:
            gateway.kill()
