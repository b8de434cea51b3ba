"""Drives and charges on pages: the owner sees all, some may look back late and without places, others not."""

from datetime import UTC, datetime, timedelta

import pytest

from feed.social.journey import Charge, Drive, journey_id
from feed.social.snapshot import Snapshot
from feed.store import accounts, journeys
from tests.builders.feed import Feed
from tests.builders.pages import Sheet, a_browser, a_member

SEVEN = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)  # the feed's clock begins at nine
DRIVE = Drive(
    started_at=SEVEN,
    ended_at=SEVEN + timedelta(minutes=20),
    km=12.4,
    soc_start_percent=70.0,
    soc_end_percent=64.5,
    kwh=2.1,
    start_zone="home",
    end_town_en="Okazaki",
    end_town_ja="岡崎市",
)
CHARGE = Charge(
    started_at=SEVEN + timedelta(minutes=30),
    ended_at=SEVEN + timedelta(minutes=70),
    soc_start_percent=64.5,
    soc_end_percent=80.0,
    kwh=7.1,
    peak_kw=11.0,
    limit_percent=80.0,
    zone="home",
    planned=True,
)
WAY = [(0.0, 35.05, 137.15, 70.0, 0.0), (1200.0, 34.95, 137.17, 64.5, 0.0)]
PLACES = ("Okazaki", "35.05", "137.15", "12.4", "12 km")


async def a_car(feed: Feed, *, history_for: str = "owner", drives: int = 1) -> str:
    """The path of the page of a car with an owner, a follower, and a past."""
    people = {name: await a_member(feed, name) for name in ("owner", "follower", "stranger")}
    account_id = await feed.car("JT1BK40E", owner=people["owner"], history_for=history_for)
    await feed.follows(people["follower"].account_id, int(account_id))
    await feed.tell(account_id, Snapshot(observed_at=feed.clock.now - timedelta(minutes=5), soc_percent=80.0))
    earlier = [
        Drive(
            started_at=SEVEN - timedelta(days=day), ended_at=SEVEN - timedelta(days=day, minutes=-9), km=3.0
        )
        for day in range(1, drives)
    ]
    async with feed.database.writing() as session:
        await journeys.keep_drives(session, [(int(account_id), one) for one in (DRIVE, *earlier)])
        await journeys.keep_charges(session, [(int(account_id), CHARGE)])
        await journeys.keep_tracks(session, [(int(account_id), SEVEN, WAY)], now=feed.clock.now)
        account = await accounts.by_id(session, int(account_id))
    assert account is not None
    return f"/@{account.username}"


async def look(feed: Feed, viewer: str | None, *paths: str, language: str = "en") -> list[Sheet]:
    async with a_browser(feed, language) as browser:
        if viewer:
            await browser.sign_in(viewer)
        return [await browser.read(path) for path in paths]


async def test_the_owner_finds_the_last_drives_and_charges_on_the_cars_page(feed: Feed) -> None:
    car = await a_car(feed)
    (page,) = await look(feed, "owner", car)
    for told in ("home → Okazaki", "12 km", "70% → 64%", "2.1 kWh", "80%", "7.1 kWh", "11 kW", "by timer"):
        assert told in page.words, told
    assert f'data-features="{car}/drives.geojson"' in page.html


@pytest.mark.parametrize("viewer", ["owner", "follower", "stranger", None])
@pytest.mark.parametrize("history_for", ["owner", "followers"])
async def test_pages_and_files_are_there_for_whom_the_owner_lets(
    feed: Feed, viewer: str | None, history_for: str
) -> None:
    car = await a_car(feed, history_for=history_for)
    one = f"{car}/drives/{journey_id(SEVEN)}"
    figures = [f"{car}/{name}" for name in ("drives", "charges", "drives.csv", "charges.csv")]
    ways = [f"{car}/drives.gpx", f"{car}/drives.geojson", one, f"{one}.gpx", f"{one}.geojson"]
    may_look = viewer == "owner" or (viewer == "follower" and history_for == "followers")
    expected = [200 if may_look else 404] * len(figures) + [200 if viewer == "owner" else 404] * len(ways)
    seen = await look(feed, viewer, *figures, *ways, car)
    assert [page.status for page in seen[:-1]] == expected
    if viewer != "owner":
        assert [place for page in seen for place in PLACES if place in page.html] == []
        assert "geojson" not in seen[-1].html


async def test_all_drives_come_in_pages(feed: Feed) -> None:
    car = await a_car(feed, drives=25)
    (first,) = await look(feed, "owner", f"{car}/drives")
    (older,) = await look(feed, "owner", f"{car}/drives?max_id={journey_id(SEVEN - timedelta(days=19))}")
    assert [first.html.count("<tr>") - 1, older.html.count("<tr>") - 1] == [20, 5]
    assert ('rel="next"' in first.html, 'rel="prev"' in first.html) == (True, False)
    assert ('rel="next"' in older.html, 'rel="prev"' in older.html) == (False, True)


async def test_a_drive_whose_track_has_ended_is_still_there(feed: Feed) -> None:
    car = await a_car(feed)
    async with feed.database.writing() as session:
        await journeys.end_tracks(session, received_before=feed.clock.now + timedelta(days=1))
    page, track = await look(
        feed, "owner", *(f"{car}/drives/{journey_id(SEVEN)}{end}" for end in ("", ".gpx"))
    )
    assert ("There is no track of this drive" in page.words, track.status) == (True, 404)


async def test_a_car_without_a_past_says_so(feed: Feed) -> None:
    owner = await a_member(feed, "owner")
    account_id = await feed.car("JT1BK40E", owner=owner)
    async with feed.database.reading() as session:
        account = await accounts.by_id(session, int(account_id))
    assert account is not None
    drives, charges = await look(
        feed, "owner", f"/@{account.username}/drives", f"/@{account.username}/charges"
    )
    assert ("No drives yet." in drives.words, "No charges yet." in charges.words) == (True, True)


async def test_japanese_readers_read_japanese_names(feed: Feed) -> None:
    car = await a_car(feed)
    page, sheet = await look(feed, "owner", f"{car}/drives", f"{car}/drives.csv", language="ja")
    assert "自宅 → 岡崎市" in page.words
    assert "岡崎市" in sheet.html
