"""A car's page shows each viewer what they may know, and never its number or its exact place."""

from datetime import UTC, datetime, timedelta

import pytest

from feed.actions.publish import Wish, publish
from feed.keys import SETTINGS
from feed.social.snapshot import Snapshot, Town
from feed.store import accounts
from tests.builders.feed import Feed, Person
from tests.builders.pages import Sheet, a_browser, a_member

VIN = "JT1BK40E"
AT_HOME = Snapshot(
    observed_at=datetime(2026, 11, 23, 8, 55, tzinfo=UTC),
    presence="charging",
    soc_percent=63.5,
    range_km=187.0,
    plugged_in=True,
    charge_state="charging",
    charge_power_kw=3.2,
    charge_limit_percent=80.0,
    full_at=datetime(2026, 11, 23, 17, 15, tzinfo=UTC),
    lat=35.0877,
    lon=137.1563,
    odometer_km=18_234.6,
    outside_c=12.5,
    town=Town(en="Toyota", ja="豊田市"),
    zone="home",
)


@pytest.fixture
async def people(feed: Feed) -> dict[str, Person]:
    return {name: await a_member(feed, name) for name in ("owner", "follower", "stranger")}


@pytest.fixture
async def car(feed: Feed, people: dict[str, Person]) -> str:
    """The name of a car that charges at home, owned and followed."""
    account_id = await feed.car(VIN, owner=people["owner"])
    await feed.follows(people["owner"].account_id, int(account_id))
    await feed.follows(people["follower"].account_id, int(account_id))
    await feed.tell(account_id, AT_HOME)
    async with feed.database.writing() as session:
        account = await accounts.by_id(session, int(account_id))
        assert account is not None
        settings = feed.client.app[SETTINGS]
        for visibility, text in (("private", "Only for friends"), ("public", "For everybody")):
            wish = Wish(text=text, visibility=visibility)  # type: ignore[arg-type]
            await publish(session, account, wish, ids=feed.ids, settings=settings)
    return account.username


async def page_of(feed: Feed, car: str, viewer: str | None, language: str = "en") -> Sheet:
    async with a_browser(feed, language) as browser:
        if viewer:
            await browser.sign_in(viewer)
        return await browser.read(f"/@{car}")


async def test_the_owner_knows_all_of_it(feed: Feed, car: str) -> None:
    words = (await page_of(feed, car, "owner")).words
    for told in (
        "64% Charging · at home",
        "Range 187 km",
        "Ready at 17:15",
        "Charging at 3.2 kW",
        "Charge limit 80%",
        "Place At home · Toyota",
        "Outside 12°C",
        "Odometer 18,235 km",
        "Last heard 5 min ago",
        "Charge over time",
        "Settings",
        "Only for friends",
    ):
        assert told in words


async def test_a_follower_knows_what_the_owner_lets_followers_know(feed: Feed, car: str) -> None:
    feed.clock.later(minutes=30)  # near home they see it late
    page = await page_of(feed, car, "follower")
    words = page.words
    assert [told in words for told in ("64%", "Place Toyota", "Only for friends", "Owner's car")] == [
        True
    ] * 4
    kept = ("at home", "Outside", "Odometer", "Charge over time")
    assert [kept_back for kept_back in kept if kept_back.lower() in words.lower()] == []
    assert f"/@{car}/settings" not in page.html


@pytest.mark.parametrize("viewer", ["stranger", None])
async def test_strangers_know_its_name_and_what_it_says_in_public(
    feed: Feed, car: str, viewer: str | None
) -> None:
    words = (await page_of(feed, car, viewer)).words
    assert "is doing is for its followers only." in words
    assert "For everybody" in words
    kept = ("64%", "187", "Toyota", "home ·", "Only for friends", "owner's car", "Charge over time")
    assert [kept_back for kept_back in kept if kept_back.lower() in words.lower()] == []


@pytest.mark.parametrize("viewer", ["owner", "follower", "stranger", None])
@pytest.mark.parametrize("place_for_followers", ["town", "exact"])
async def test_no_page_holds_the_cars_number_or_exact_place(
    feed: Feed, people: dict[str, Person], viewer: str | None, place_for_followers: str
) -> None:
    account_id = await feed.car(VIN, owner=people["owner"], place_for_followers=place_for_followers)
    await feed.follows(people["follower"].account_id, int(account_id))
    await feed.tell(account_id, AT_HOME)
    async with feed.database.reading() as session:
        account = await accounts.by_id(session, int(account_id))
    assert account is not None
    async with a_browser(feed) as browser:
        if viewer:
            await browser.sign_in(viewer)
        pages = [
            await browser.read(path)
            for path in (
                f"/@{account.username}",
                f"/@{account.username}/settings",
                "/home",
                "/cars",
                "/public",
            )
        ]
    telling = [page.path for page in pages for secret in (VIN, "35.08", "137.15") if secret in page.html]
    assert telling == []


@pytest.mark.parametrize(("viewer", "expected"), [("owner", 200), ("follower", 403), ("stranger", 403)])
async def test_settings_are_for_the_owner(feed: Feed, car: str, viewer: str, expected: int) -> None:
    async with a_browser(feed) as browser:
        token = (await browser.sign_in(viewer)).form("/compose").fields["csrf_token"]
        shown = await browser.read(f"/@{car}/settings")
        changed = await browser.post(f"/@{car}/settings/voice", {"csrf_token": token, "nickname": "Mine"})
    assert (shown.status, changed.status) == (expected, expected)


async def test_a_private_post_is_not_there_for_strangers(
    feed: Feed, car: str, people: dict[str, Person]
) -> None:
    said = await feed.get("/api/v1/timelines/home", people["follower"].headers)
    (private,) = [status for status in said if status["visibility"] == "private"]
    path = f"/@{car}/{private['id']}"
    seen = []
    for viewer in ("follower", "stranger", None):
        async with a_browser(feed) as browser:
            if viewer:
                await browser.sign_in(viewer)
            seen.append((await browser.read(path)).status)
    assert seen == [200, 404, 404]


async def test_the_page_is_in_the_readers_language_with_the_towns_name_in_it(feed: Feed, car: str) -> None:
    words = (await page_of(feed, car, "owner", "ja")).words
    for told in (
        "充電中 · 自宅",
        "航続可能距離 187 km",
        "場所 自宅 · 豊田市",
        "最終更新 5 分前",
        "充電の推移",
    ):
        assert told in words


async def test_a_car_whose_clock_is_not_ours_tells_its_own_day(feed: Feed, car: str) -> None:
    account = (await feed.get("/api/v1/accounts/lookup", acct=car))["id"]
    ahead = AT_HOME.observed_at + timedelta(days=3)
    await feed.tell(account, Snapshot(observed_at=ahead, soc_percent=9.0, full_at=ahead + timedelta(hours=2)))
    words = (await page_of(feed, car, "owner")).words
    assert "Last heard 26 Nov 2026, 08:55" in words
    assert "Ready at 10:55" in words
