"""The local copy of the feed's register: who is known, and who the owners are."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiohttp

from gateway.car.bounds import Bounds, Zone
from gateway.delivery.feed_client import FeedClient, feed_address
from gateway.delivery.fleet import Fleet
from gateway.delivery.store import Store
from gateway.voice.profile import UNCLAIMED, Audience, CarProfile
from tests.builders.messages import read_as
from tests.service.gateway.far_feed import TOKEN, FarFeed, far_feed
from tests.service.gateway.patience import until


@asynccontextmanager
async def fleet_of(database: str, url: str) -> AsyncIterator[Fleet]:
    """A gateway's fleet, following the register at an address."""
    async with Store(database) as store, aiohttp.ClientSession() as web:
        client = FeedClient(web, address=feed_address(url), token=TOKEN)
        fleet = Fleet(store, client, bounds=Bounds(low_percent=25), poll_s=0.05)
        await fleet.load()
        following = asyncio.create_task(fleet.follow())
        yield fleet
        following.cancel()


async def test_what_an_owner_allows_is_known_soon_after(database_url: str) -> None:
    async with far_feed() as feed, fleet_of(database_url, feed.url) as fleet:
        feed.put(
            "A",
            acct="pre_boy",
            nickname="Pre-boy",
            persona="plain",
            language="ja",
            time_zone="Asia/Tokyo",
            units="metric",
            owner={"acct": "aki", "account_id": "7"},
            home={"lat": 35.0, "lon": 137.0, "radius_m": 150},
            default_visibility="direct",
            audience={"battery_low": "nobody"},
            place_for_public="nothing",
        )
        await until(lambda: "A" in fleet)
        home = Zone(lat=35.0, lon=137.0, radius_m=150)
        assert fleet.get("A") == (
            CarProfile(
                acct="pre_boy",
                nickname="Pre-boy",
                persona="plain",
                language="ja",
                time_zone="Asia/Tokyo",
                owner_acct="aki",
                home=home,
                default_visibility=Audience.DIRECT,
                audience={"battery_low": Audience.NOBODY},
                place_for_public="nothing",
            ),
            Bounds(home=home, time_zone="Asia/Tokyo", low_percent=25),
        )
        feed.put("A", owner=None, home=None)
        await until(lambda: fleet.get("A").profile.owner_acct is None)


async def test_a_car_nobody_has_met_is_enrolled_and_nobody_s_until_then(sqlite_url: str) -> None:
    async with far_feed() as feed, fleet_of(sqlite_url, feed.url) as fleet:
        assert fleet.get("A") == (UNCLAIMED, Bounds(low_percent=25))
        await until(lambda: fleet.get("A").profile.acct == "a")
        assert list(feed.register) == ["A"]


async def test_a_stranger_is_offered_with_the_tongue_it_speaks(sqlite_url: str) -> None:
    async with far_feed() as feed, fleet_of(sqlite_url, feed.url) as fleet:
        for car_id in ("ved-10", "ovms-aki-kei", "fleet_telemetry-KEI42"):
            fleet.get(car_id)
        await until(lambda: len(feed.register) == 3)
        assert feed.dialects == {
            "ved-10": "native",
            "ovms-aki-kei": "ovms",
            "fleet_telemetry-KEI42": "fleet_telemetry",
        }


async def test_a_car_s_tongues_are_known_soon_after_and_after_a_start_without_the_feed(
    database_url: str,
) -> None:
    dongle = read_as("ovms-aki-kei", dialect="ovms", soc_percent=50.0)

    def speaks_for(fleet: Fleet) -> str | None:
        heard = fleet.attribute(dongle)
        return heard and heard.car_id

    async with far_feed() as feed, fleet_of(database_url, feed.url) as fleet:
        assert speaks_for(fleet) == "ovms-aki-kei"
        feed.put("ROADSTER", tongues=[{"dialect": "ovms", "id": "aki-kei", "says": "all"}])
        await until(lambda: speaks_for(fleet) == "ROADSTER")
        feed.put("KEI", tongues=[{"dialect": "ovms", "id": "aki-kei", "says": "all"}])
        await until(lambda: speaks_for(fleet) == "KEI")
    async with fleet_of(database_url, "http://127.0.0.1:1") as fleet:
        assert speaks_for(fleet) == "KEI"
    async with far_feed(feed), fleet_of(database_url, feed.url) as fleet:
        feed.put("KEI", tongues=[])
        feed.put("ROADSTER", tongues=[])
        await until(lambda: speaks_for(fleet) == "ovms-aki-kei")


async def test_a_thousand_strangers_are_enrolled_in_pages(sqlite_url: str) -> None:
    cars = [f"CAR{number}" for number in range(1200)]
    async with far_feed() as feed, fleet_of(sqlite_url, feed.url) as fleet:
        for car_id in cars:
            fleet.get(car_id)
        await until(lambda: all(car_id in fleet for car_id in cars))
        assert feed.register.keys() == set(cars)


async def test_a_register_longer_than_a_page_is_read_to_its_end(sqlite_url: str) -> None:
    async with far_feed() as feed:
        for number in range(1200):
            feed.put(f"CAR{number}")
        async with fleet_of(sqlite_url, feed.url) as fleet:
            await until(lambda: all(f"CAR{number}" in fleet for number in range(1200)))


async def test_owners_are_known_after_a_start_without_the_feed(database_url: str) -> None:
    async with far_feed() as feed, fleet_of(database_url, feed.url) as fleet:
        feed.put("A", owner={"acct": "aki"})
        await until(lambda: "A" in fleet)
    async with fleet_of(database_url, "http://127.0.0.1:1") as fleet:
        assert fleet.get("A").profile.owner_acct == "aki"


async def test_a_feed_that_began_anew_is_read_from_its_beginning(sqlite_url: str) -> None:
    async with far_feed() as feed, fleet_of(sqlite_url, feed.url) as fleet:
        for _ in range(5):
            feed.put("A", owner={"acct": "aki"})
        await until(lambda: "A" in fleet)
    new_feed = FarFeed()
    new_feed.put("A", owner={"acct": "emma"})
    async with far_feed(new_feed), fleet_of(sqlite_url, new_feed.url) as fleet:
        await until(lambda: fleet.get("A").profile.owner_acct == "emma")


async def test_a_car_the_feed_does_not_want_is_not_asked_for_again_and_again(sqlite_url: str) -> None:
    async with far_feed() as feed, fleet_of(sqlite_url, feed.url) as fleet:
        feed.enrols = False
        fleet.get("A")
        await until(lambda: feed.enrolments == ["A"])
        await asyncio.sleep(0.5)
        assert feed.enrolments == ["A"]
