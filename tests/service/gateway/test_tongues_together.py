"""One car from two tongues through the whole gateway: its charge from a dongle, its place from a phone."""

import asyncio
import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.servers.mosquitto import Mosquitto
from tests.servers.parts import wait_until
from tests.service.gateway.far_feed import FarFeed, far_feed
from tests.service.gateway.patience import until
from tests.service.gateway.running import Cars, RunningGateway, cars_at, telemetry

pytestmark = [pytest.mark.mosquitto, pytest.mark.timeout(180)]

NOBODY = "http://127.0.0.1:1"  # a feed that is away
DONGLE = {"dialect": "ovms", "id": "aki-kei", "says": "all"}
PHONE = {"dialect": "owntracks", "id": "aki-phone", "says": "place"}

MakeGateway = Callable[[str, str], RunningGateway]


@pytest.fixture
def cars(mosquitto: Mosquitto) -> Iterator[Cars]:
    """Whoever speaks at the test's own broker."""
    with cars_at(mosquitto) as cars:
        yield cars


@pytest.fixture
def a_gateway(tmp_path: Path, mosquitto: Mosquitto) -> Iterator[MakeGateway]:
    """Makes a gateway that understands dongles and phones under a prefix; ended with the test."""
    gateways: list[RunningGateway] = []

    def make(feed: str, database: str) -> RunningGateway:
        gateway = RunningGateway(
            tmp_path,
            mosquitto,
            feed=feed,
            database=database,
            dialects='["native", "ovms", "owntracks"]',
            topics__ovms='["cars/ovms/+/+/metric/#"]',
            register_wait_s="20",
            snapshots__quiet_s="1",
            noticing__gather_s="0.2",
        )
        gateways.append(gateway)
        return gateway

    yield make
    for gateway in gateways:
        gateway.kill()


def dongle(cars: Cars, metric: str, value: object, *, user: str = "aki", retain: bool = False) -> None:
    cars.publish(f"cars/ovms/{user}/kei/metric/{metric}", str(value), retain=retain)


def phone(cars: Cars, lat: float, lon: float, *, heard_s_ago: float = 0, retain: bool = False) -> None:
    """The phone lies at home on its charger, so to say: its own battery is another matter than the car's."""
    place = {"lat": lat, "lon": lon, "acc": 10, "tst": datetime.now(UTC).timestamp() - heard_s_ago}
    fix = json.dumps({"_type": "location", "tid": "ph", "batt": 3, "bs": 2, "ign": True, **place})
    cars.publish("owntracks/aki/phone", fix, retain=retain)


def believed(gateway: RunningGateway, car_id: str) -> tuple[float | None, float | None, float | None]:
    """Charge and place of a car as they are on disk."""
    state = gateway.states().get(car_id)
    return (None, None, None) if state is None else (state.soc_percent, state.lat, state.lon)


async def heard(gateway: RunningGateway, car_id: str, *expected: float) -> None:
    await until(lambda: believed(gateway, car_id) == expected)


async def test_a_dongle_and_a_phone_are_one_car_with_one_stream_of_posts(
    a_gateway: MakeGateway, cars: Cars, sqlite_url: str
) -> None:
    feed = FarFeed()
    feed.put("KEI", owner={"acct": "aki"}, tongues=[DONGLE, PHONE])
    async with far_feed(feed):
        gateway = a_gateway(feed.url, sqlite_url)
        await asyncio.to_thread(gateway.start)
        dongle(cars, "v/c/pilot", "no")
        dongle(cars, "v/b/soc", 23)
        phone(cars, 35.05, 137.15)
        await heard(gateway, "KEI", 23, 35.05, 137.15)
        for soc_percent in (19, 18.5, 18):
            dongle(cars, "v/b/soc", soc_percent)
            await heard(gateway, "KEI", soc_percent, 35.05, 137.15)
        await until(lambda: feed.posts != [])

        await asyncio.to_thread(gateway.stop)
    told = [(post["car_id"], post["car_event"]["kind"]) for post in feed.posts]
    assert (told, gateway.states().keys()) == ([("KEI", "battery_low")], {"KEI"})


async def test_nobody_speaks_for_another_s_car_by_the_choice_of_a_name(
    a_gateway: MakeGateway, cars: Cars, sqlite_url: str
) -> None:
    feed = FarFeed()
    feed.put("KEI", tongues=[DONGLE, PHONE])
    async with far_feed(feed):
        gateway = a_gateway(feed.url, sqlite_url)
        await asyncio.to_thread(gateway.start)
        dongle(cars, "v/b/soc", 60)
        dongle(cars, "v/b/soc", 99, user="mallory")  # the same vehicle id
        cars.say("ovms-aki-kei", telemetry(1, datetime.now(UTC), soc_percent=98))
        cars.say("owntracks-aki-phone", telemetry(1, datetime.now(UTC), lat=34.0, lon=136.0))
        await heard(gateway, "ovms-mallory-kei", 99, None, None)
        await until(lambda: feed.dialects == {"ovms-mallory-kei": "ovms"})
        await until(lambda: len(gateway.refused()) == 2)
        await asyncio.to_thread(gateway.stop)
    assert believed(gateway, "KEI") == (60, None, None)
    assert [reason for _, reason in gateway.refused()] == [
        f"topic: a car's own id should not begin with {tongue}-, as a guest's does"
        for tongue in ("ovms", "owntracks")
    ]
    assert [name for name in ("mallory", "aki", "phone") if name in gateway.printed] == []


async def test_a_dongle_taken_from_its_car_is_a_car_of_its_own(
    a_gateway: MakeGateway, cars: Cars, sqlite_url: str
) -> None:
    feed = FarFeed()
    feed.put("KEI", tongues=[DONGLE, PHONE])
    async with far_feed(feed):
        gateway = a_gateway(feed.url, sqlite_url)
        await asyncio.to_thread(gateway.start)
        dongle(cars, "v/b/soc", 60)
        await heard(gateway, "KEI", 60, None, None)
        feed.put("KEI", tongues=[PHONE])
        await until(lambda: feed.told_up_to == feed.revision)
        dongle(cars, "v/b/soc", 55)
        await heard(gateway, "ovms-aki-kei", 55, None, None)
        phone(cars, 35.05, 137.15)
        await heard(gateway, "KEI", 60, 35.05, 137.15)


async def test_a_gateway_started_again_without_its_feed_knows_who_speaks_for_whom(
    a_gateway: MakeGateway, cars: Cars, sqlite_url: str
) -> None:
    feed = FarFeed()
    feed.put("KEI", tongues=[DONGLE, PHONE])
    async with far_feed(feed):
        gateway = a_gateway(feed.url, sqlite_url)
        await asyncio.to_thread(gateway.start)
        dongle(cars, "v/b/soc", 60)
        await heard(gateway, "KEI", 60, None, None)
        await asyncio.to_thread(gateway.stop)
    await asyncio.to_thread(gateway.start)
    phone(cars, 35.06, 137.16)
    await heard(gateway, "KEI", 60, 35.06, 137.16)
    assert gateway.states().keys() == {"KEI"}


async def test_what_the_broker_remembers_of_dongle_and_phone_is_known_and_posts_nothing(
    a_gateway: MakeGateway, cars: Cars, sqlite_url: str
) -> None:
    dongle(cars, "s/v3/connected", "yes", retain=True)
    dongle(cars, "v/c/pilot", "yes", retain=True)
    dongle(cars, "v/c/state", "charging", retain=True)
    dongle(cars, "v/c/duration/full", 95, retain=True)
    dongle(cars, "v/b/soc", 4, retain=True)  # low enough to ask for help, if it were news
    dongle(cars, "v/p/odometer", 10_000, retain=True)
    phone(cars, 35.05, 137.15, heard_s_ago=5 * 3600, retain=True)
    feed = FarFeed()
    feed.put("KEI", owner={"acct": "aki"}, home={"lat": 35.05, "lon": 137.15, "radius_m": 150})
    feed.put("KEI", tongues=[DONGLE, PHONE])
    async with far_feed(feed):
        gateway = a_gateway(feed.url, sqlite_url)
        await asyncio.to_thread(gateway.start)
        await heard(gateway, "KEI", 4, 35.05, 137.15)
        dongle(cars, "v/b/soc", 4)  # and now the car itself says the same
        await asyncio.to_thread(
            wait_until, lambda: gateway.figure("readings_total") == 8, what="all of it is taken in"
        )
        await until(lambda: any(picture.get("soc_percent") == 4 for picture in feed.snapshots))
        await asyncio.to_thread(gateway.stop)
    assert (gateway.drafts(), feed.posts, gateway.refused()) == ([], [], [])
