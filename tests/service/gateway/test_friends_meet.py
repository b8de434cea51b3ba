"""Two friends' cars meet, through a broker, a register and a restart."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.servers.mosquitto import Mosquitto
from tests.service.gateway.far_feed import far_feed
from tests.service.gateway.patience import until
from tests.service.gateway.running import Cars, RunningGateway, cars_at, telemetry

pytestmark = [pytest.mark.mosquitto, pytest.mark.timeout(120)]

BEGAN = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
HOUR = 3600


@pytest.fixture
def cars(mosquitto: Mosquitto) -> Iterator[Cars]:
    with cars_at(mosquitto) as cars:
        yield cars


def tick(cars: Cars, second: int) -> None:
    now = (BEGAN + timedelta(seconds=second)).isoformat()
    cars.say("-", json.dumps({"v": 1, "now": now}), part="clock")


def drive_to_the_cafe(cars: Cars, car_id: str, start: int) -> None:
    """Five minutes from the south, and off."""
    for step in range(31):
        second = start + 10 * step
        said = {"lat": 35.3 - (30 - step) * 0.0005, "lon": 137.15, "speed_kmh": 20 if step < 30 else 0}
        tick(cars, second)
        at = BEGAN + timedelta(seconds=second)
        cars.say(car_id, telemetry(step + 1, at, **said, ignition_on=step < 30))


async def test_who_slept_through_a_restart_is_met_all_the_same(
    tmp_path: Path, mosquitto: Mosquitto, cars: Cars, sqlite_url: str
) -> None:
    async with far_feed() as feed:
        owner = {"acct": "aki", "account_id": "1"}
        feed.put("KEI", owner=owner, friends=[{"car_id": "MOMO", "acct": "momo", "nickname": "Momo"}])
        feed.put("MOMO", owner=owner, friends=[{"car_id": "KEI", "acct": "kei", "nickname": "Kei"}])
        gateway = RunningGateway(tmp_path, mosquitto, feed=feed.url, database=sqlite_url, clock="sim")
        try:
            gateway.start()
            await until(lambda: feed.told_up_to == feed.revision)
            drive_to_the_cafe(cars, "MOMO", 0)
            tick(cars, HOUR)
            await until(lambda: gateway.figure('events_total{kind="drive_ended"}') == 1)
            gateway.kill()
            gateway.start()
            drive_to_the_cafe(cars, "KEI", 2 * HOUR)
            tick(cars, 3 * HOUR)
            await until(lambda: len([post for post in feed.posts if "friends_met" in str(post)]) == 2)
        finally:
            gateway.kill()
        met = {post["car_id"]: post["status"] for post in feed.posts if "friends_met" in str(post)}
        assert ("Momo" in met["KEI"], "Kei" in met["MOMO"]) == (True, True)
