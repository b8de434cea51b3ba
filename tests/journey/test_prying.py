"""Somebody who reads everything the feed gives them cannot find out where a car lives."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import requests

from tests.journey.commuter import CAR_ID, HOME, Spot, metres_apart, record
from tests.journey.prying import Prying, guesses
from tests.journey.telling import settled
from tests.servers.mosquitto import Mosquitto
from tests.servers.phone import browser_of, phone_of
from tests.servers.program import run
from tests.servers.road import Road

pytestmark = [pytest.mark.mosquitto, pytest.mark.timeout(400)]

SAFE_M = 200
CANARY = (f"{HOME[0]:.4f}"[:-1], f"{HOME[1]:.4f}"[:-1])  # to some ten metres
TOLD_IN_PUBLIC = (
    *("plugged_in", "unplugged", "charging_started", "ready_time", "charging_done", "battery_low"),
    *("drive_started", "drive_ended", "came_home", "left_home", "came_home_unplugged", "towed"),
)
FLEET = f"""
[[person]]
username = "olga"
[[person]]
username = "fred"
[[person]]
username = "sam"
[[car]]
car_id = "{CAR_ID}"
nickname = "Canary"
owner = "olga"
friends = ["fred"]
language = "en"
time_zone = "Asia/Tokyo"
default_visibility = "public"
place_for_followers = "exact"
home = {{ lat = {HOME[0]}, lon = {HOME[1]}, radius_m = 150 }}
audience = {{ {", ".join(f'{kind} = "public"' for kind in TOLD_IN_PUBLIC)} }}
"""


@dataclass
class Month:
    """A month gone by, and what everybody read of it."""

    road: Road
    readers: dict[str, Prying]
    spots: list[Spot]


@pytest.fixture(scope="module")
def month(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Month]:
    """The least careful of owners: everything in public, and friends may know the exact place."""
    folder = tmp_path_factory.mktemp("month")
    broker = Mosquitto(tmp_path_factory.mktemp("mosquitto"))
    broker.start()
    spots = record(folder / "month.csv")
    (folder / "fleet.toml").write_text(FLEET, encoding="utf-8")
    often = {"KURUMATOMO_SNAPSHOTS__LIVELY_S": "0.02", "KURUMATOMO_SNAPSHOTS__QUIET_S": "0.02"}
    road = Road(folder / "road", broker, gateway_settings=often)
    secrets = folder / "passwords"
    run(
        *("feed", "seed", str(folder / "fleet.toml"), "--credentials-file", str(secrets)),
        *("--database", road.feed_database),
    )
    with road:
        readers = _readers(road, secrets)
        with readers["owner"].watching(), readers["follower"].watching(), readers["stranger"].watching():
            road.replay(folder / "month.csv", form="csv")
            settled(road)
        for reader in readers.values():
            reader.read_all()
        yield Month(road, readers, spots)
    broker.stop()


def _readers(road: Road, secrets: Path) -> dict[str, Prying]:
    address, passwords = road.feed_url, _passwords(secrets)
    [car] = requests.get(
        f"{address}/api/v1/accounts/search",
        params={"q": "Canary"},
        headers={"Authorization": f"Bearer {phone_of(address, 'olga', passwords['olga']).access_token}"},
        timeout=10,
    ).json()
    readers = {
        closeness: Prying(
            address,
            car["id"],
            car["username"],
            token=phone_of(address, name, passwords[name]).access_token,
            browser=browser_of(address, name, passwords[name]),
        )
        for closeness, name in (("owner", "olga"), ("follower", "fred"), ("stranger", "sam"))
    }
    return readers | {"nobody": Prying(address, car["id"], car["username"])}


def _passwords(file: Path) -> dict[str, str]:
    lines = file.read_text(encoding="utf-8").splitlines()
    return dict(line.split(maxsplit=1) for line in lines)


@pytest.mark.parametrize("closeness", ["follower", "stranger", "nobody"])
def test_who_reads_everything_does_not_find_the_home(month: Month, closeness: str) -> None:
    reader = month.readers[closeness]
    found = guesses(reader.points, reader.all_statuses(), month.spots)
    missed_by_m = {way: round(metres_apart(HOME, guess)) for way, guess in found.items()}
    assert {way: metres for way, metres in missed_by_m.items() if metres < SAFE_M} == {}


def test_a_friend_who_may_know_the_place_did_see_the_car_on_its_way(month: Month) -> None:
    assert len(month.readers["follower"].points) > 5
    assert month.readers["stranger"].points == []


@pytest.mark.parametrize(
    ("closeness", "told"), [("owner", True), ("follower", False), ("stranger", False), ("nobody", False)]
)
def test_the_exact_home_is_told_to_its_owner_alone(month: Month, closeness: str, *, told: bool) -> None:
    texts = month.readers[closeness].texts
    assert any(all(half in text for half in CANARY) for text in texts) is told


@pytest.mark.parametrize("closeness", ["stranger", "nobody"])
def test_who_sees_no_point_reads_not_even_half_of_the_home(month: Month, closeness: str) -> None:
    texts = month.readers[closeness].texts  # a friend may see the car on the same meridian, far away
    assert [half for half in CANARY if any(half in text for text in texts)] == []


def test_no_log_and_no_metric_tells_a_place(month: Month) -> None:
    road = month.road
    metrics = requests.get(f"http://127.0.0.1:{road.status_port}/metrics", timeout=10).text
    ready = requests.get(f"http://127.0.0.1:{road.status_port}/readyz", timeout=10).text
    written = f"{road.gateway.printed}{road.feed.printed}{metrics}{ready}"
    assert [half for half in CANARY if half in written] == []
