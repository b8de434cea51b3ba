"""What the gateway's client tells of drives and charges, a real feed takes in whole."""

import aiohttp
import msgspec
from sqlalchemy import select

from feed.store.journey_tables import CarCharge, CarDrive, CarTrack
from gateway.car.bounds import Bounds
from gateway.car.events import Charge, Drive
from gateway.car.travel.ground import Fix
from gateway.delivery.feed_client import FeedClient, feed_address
from gateway.delivery.feed_wire import KeptJourneys
from gateway.voice.journey import charge_told, drive_told
from tests.builders.feed import a_feed
from tests.builders.gateway import HOME, at
from tests.builders.voice import TOWNS

BOUNDS = Bounds(home=HOME)
START, END = Fix(HOME.lat, HOME.lon, 5, at(0)), Fix(35.09, 137.15, 5, at(1200))


async def test_a_drive_and_a_charge_arrive_with_all_their_figures(sqlite_url: str) -> None:
    drive = Drive(
        car_id="kei",
        started_at=at(0),
        ended_at=at(1200),
        km=12.5,
        minutes=20,
        soc_start_percent=70,
        soc_end_percent=64.5,
        kwh=2.1,
        start=START,
        end=END,
    )
    charge = Charge(
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
        fix=START,
    )
    way = ((0, 35.05, 137.15, 70, 0), (1200, 35.09, 137.15, 64.5, 36))
    async with a_feed(sqlite_url) as feed, aiohttp.ClientSession() as web:
        await feed.car("kei", owner=await feed.person("aki"))
        told = [
            msgspec.structs.replace(drive_told(drive, BOUNDS, TOWNS, acct=""), track=way),
            charge_told(charge, BOUNDS, TOWNS, acct=""),
        ]
        client = FeedClient(
            web, address=feed_address(str(feed.client.make_url("/"))), token=await feed.token("gateway")
        )
        kept = await client.send_journeys([msgspec.json.encode(one).decode() for one in told])
        async with feed.database.reading() as session:
            (driven,) = await session.scalars(select(CarDrive))
            (charged,) = await session.scalars(select(CarCharge))
            (track,) = await session.scalars(select(CarTrack))
    assert kept == KeptJourneys(accepted=2)
    assert (driven.started_at, driven.ended_at, driven.km, driven.kwh) == (at(0), at(1200), 12.5, 2.1)
    assert (driven.start_zone, driven.end_zone, driven.end_town_ja) == ("home", None, "豊田市")
    assert (charged.peak_kw, charged.limit_percent, charged.planned, charged.zone) == (7.2, 80, True, "home")
    assert [tuple(point) for point in track.points] == list(way)
