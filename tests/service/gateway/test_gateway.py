"""The whole gateway between a real broker, a real database, and a feed that comes and goes."""

import asyncio
import json
import random
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.servers.mosquitto import Mosquitto
from tests.servers.parts import wait_until
from tests.servers.postgresql import PostgreSQL
from tests.service.gateway.far_feed import FarFeed, far_feed
from tests.service.gateway.patience import until
from tests.service.gateway.running import Cars, RunningGateway, cars_at, running_low, telemetry

pytestmark = [pytest.mark.mosquitto, pytest.mark.timeout(180)]

GatewayMaker = Callable[..., RunningGateway]

NOBODY = "http://127.0.0.1:1"  # a feed that is away
FLEET = [f"CAR{number}" for number in range(40)]


@pytest.fixture
def cars(mosquitto: Mosquitto) -> Iterator[Cars]:
    """Cars connected to the test's own broker."""
    with cars_at(mosquitto) as cars:
        yield cars


@pytest.fixture
def a_gateway(tmp_path: Path, mosquitto: Mosquitto) -> Iterator[GatewayMaker]:
    """Makes gateways at the test's own broker; ended with the test, whatever came of it."""
    gateways: list[RunningGateway] = []

    def make(**options: str) -> RunningGateway:
        gateways.append(RunningGateway(tmp_path, mosquitto, **options))
        return gateways[-1]

    yield make
    for gateway in gateways:
        gateway.kill()


def now_minus(seconds: float) -> datetime:
    return datetime.now(UTC) - timedelta(seconds=seconds)


POISON = {
    "no JSON": b"not json",
    "no UTF-8": b'{"v":1,"seq":1,"observed_at":"2026-11-23T09:00:00Z","trouble_codes":["\xff"]}',
    "empty": b"",
    "NaN": b'{"v":1,"seq":1,"observed_at":"2026-11-23T09:00:00Z","soc_percent":NaN}',
    "infinite": b'{"v":1,"seq":1,"observed_at":"2026-11-23T09:00:00Z","soc_percent":1e999}',
    "deep": b"[" * 4000,
    "another version": b'{"v":2,"seq":1,"observed_at":"2026-11-23T09:00:00Z"}',
    "a word for a number": b'{"v":1,"seq":1,"observed_at":"2026-11-23T09:00:00Z","soc_percent":"full"}',
    "true for a number": b'{"v":1,"seq":true,"observed_at":"2026-11-23T09:00:00Z"}',
    "no time": b'{"v":1,"seq":1}',
    "a thousand percent": b'{"v":1,"seq":1,"observed_at":"2026-11-23T09:00:00Z","soc_percent":1000}',
    "a list": b"[]",
    "too long": b'{"v":1,"pad":"' + b"x" * 20_000 + b'"}',
}


def test_what_breaks_the_contract_is_kept_with_a_reason_once_and_the_next_good_reading_is_heard(
    a_gateway: GatewayMaker, cars: Cars, sqlite_url: str
) -> None:
    gateway = a_gateway(feed=NOBODY, database=sqlite_url)
    gateway.start()
    for payload in POISON.values():
        cars.say("A", payload)
    cars.say("A", "home", part="presence")
    cars.say("not a car id", telemetry(1, now_minus(0)))
    cars.say("A", telemetry(1, now_minus(0), soc_percent=50))
    wait_until(lambda: gateway.figure("readings_total") == 1, what="the good reading is taken in")
    refused = gateway.refused()
    assert len(refused) == len(POISON) + 1
    assert all(reason for _, reason in refused)
    assert not any("full" in reason or "xxx" in reason for _, reason in refused)

    gateway.stop()
    gateway.start()
    cars.say("A", telemetry(2, now_minus(0), soc_percent=50))
    wait_until(lambda: gateway.figure("readings_total") == 1, what="the next reading is taken in")
    assert (gateway.figure("quarantined_total"), gateway.refused()) == (0, refused)  # they were acknowledged
    gateway.stop()


async def test_a_gateway_killed_under_load_takes_every_reading_in_once_and_says_nothing_twice(
    a_gateway: GatewayMaker, cars: Cars, database_url: str
) -> None:
    story = running_low(FLEET, readings=150)
    async with far_feed() as feed:
        gateway = a_gateway(feed=feed.url, database=database_url)
        await asyncio.to_thread(gateway.start)
        pouring = asyncio.create_task(asyncio.to_thread(cars.pour, *story))
        for _ in range(4):
            await asyncio.sleep(random.uniform(0.2, 0.7))
            gateway.kill()
            await asyncio.to_thread(gateway.start)
        await pouring
        last = dict.fromkeys(FLEET, 149)
        await until(lambda: cars.acknowledged == last, within_s=60)
        await until(lambda: len(feed.posts) >= len(FLEET), within_s=30)
        await asyncio.to_thread(gateway.stop)
    taken_in = {car_id: (s.readings_count, s.up_to_seq) for car_id, s in gateway.states().items()}
    assert taken_in == dict.fromkeys(FLEET, (150, 149))
    assert Counter((post["car_id"], post["car_event"]["kind"]) for post in feed.posts) == {
        (car_id, "battery_low"): 1 for car_id in FLEET
    }


def test_a_gateway_told_to_stop_finishes_what_it_has_in_hand(
    a_gateway: GatewayMaker, cars: Cars, sqlite_url: str
) -> None:
    gateway = a_gateway(feed=NOBODY, database=sqlite_url)
    gateway.start()
    story = running_low(FLEET, readings=100)
    pouring = threading.Thread(target=cars.pour, args=story)
    pouring.start()
    wait_until(lambda: gateway.figure("readings_total") > 0, what="the gateway is at work")
    assert gateway.stop() == 0
    pouring.join()
    gateway.start()
    wait_until(lambda: cars.acknowledged == dict.fromkeys(FLEET, 99), what="all is acknowledged to the cars")
    assert gateway.figure("duplicates_total") == 0  # nothing had been committed and not acknowledged
    assert gateway.stop() == 0
    assert {state.readings_count for state in gateway.states().values()} == {100}


@pytest.mark.postgresql
def test_a_database_that_goes_and_comes_back_costs_nothing_but_time(
    a_gateway: GatewayMaker, cars: Cars, postgresql_url: str, postgresql_server: PostgreSQL
) -> None:
    gateway = a_gateway(feed=NOBODY, database=postgresql_url)
    gateway.start(and_wait_for="database")
    story = running_low(FLEET, readings=60)
    cars.pour(*story[:800])
    wait_until(lambda: gateway.figure("readings_total") > 0, what="the gateway is at work")
    postgresql_server.stop()
    cars.pour(*story[800:])
    wait_until(lambda: gateway.ready().get("database") != "ok", what="/readyz says that the database is away")
    postgresql_server.start()
    wait_until(lambda: gateway.ready().get("database") == "ok", what="/readyz says that it is back")
    wait_until(lambda: cars.acknowledged == dict.fromkeys(FLEET, 59), what="all is acknowledged to the cars")
    gateway.stop()
    assert {state.readings_count for state in gateway.states().values()} == {60}


async def test_posts_wait_for_a_feed_that_is_away(
    a_gateway: GatewayMaker, cars: Cars, sqlite_url: str
) -> None:
    feed = FarFeed()
    async with far_feed(feed):
        port = int(feed.url.rpartition(":")[2])
        gateway = a_gateway(feed=feed.url, database=sqlite_url)
        await asyncio.to_thread(gateway.start, and_wait_for="feed")
    await asyncio.to_thread(
        wait_until, lambda: gateway.ready().get("feed") != "ok", what="the feed is missed"
    )
    assert gateway.ready()["code"] == 503
    await asyncio.to_thread(cars.pour, *running_low(["A", "B"], readings=40))
    await asyncio.to_thread(wait_until, lambda: gateway.figure("outbox_drafts") == 2, what="drafts wait")
    async with far_feed(feed, port=port):
        await until(lambda: sorted(post["car_id"] for post in feed.posts) == ["A", "B"])
        await asyncio.to_thread(wait_until, lambda: gateway.figure("outbox_drafts") == 0, what="none waits")
        assert gateway.ready()["code"] == 200
        await asyncio.to_thread(gateway.stop)


async def test_the_live_picture_reaches_the_feed(
    a_gateway: GatewayMaker, cars: Cars, sqlite_url: str
) -> None:
    async with far_feed() as feed:
        gateway = a_gateway(feed=feed.url, database=sqlite_url)
        await asyncio.to_thread(gateway.start)
        at = now_minus(0)
        await asyncio.to_thread(cars.say, "A", telemetry(1, at, soc_percent=63.5, plugged_in=False))
        await until(lambda: feed.snapshots != [])
        assert (feed.snapshots[0]["car_id"], feed.snapshots[0]["soc_percent"]) == ("A", 63.5)
        assert datetime.fromisoformat(feed.snapshots[0]["observed_at"]) == at
        await asyncio.to_thread(gateway.stop)


def test_in_a_simulated_world_time_passes_as_it_is_told_and_is_remembered(
    a_gateway: GatewayMaker, cars: Cars, sqlite_url: str
) -> None:
    began = datetime(2018, 1, 9, 12, 0, tzinfo=UTC)

    def tick(seconds: float) -> None:
        cars.say(
            "-",
            json.dumps(
                {"v": 1, "now": (began + timedelta(seconds=seconds)).isoformat()},
            ),
            part="clock",
        )

    gateway = a_gateway(feed=NOBODY, database=sqlite_url, clock="sim")
    gateway.start()
    for second in range(0, 600, 10):  # on the road for ten minutes, then silent
        tick(second)
        cars.say("A", telemetry(second, began + timedelta(seconds=second), speed_kmh=50, soc_percent=50))
    wait_until(lambda: gateway.figure("readings_total") > 0, what="the gateway is at work")
    assert gateway.figure('events_total{kind="drive_ended"}') == 0
    gateway.kill()
    gateway.start()
    tick(600 + 3600)
    wait_until(
        lambda: gateway.figure('events_total{kind="drive_ended"}') == 1, what="silence ended the drive"
    )
    gateway.stop()
