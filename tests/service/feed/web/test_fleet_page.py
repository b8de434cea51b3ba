"""A dealer's page of their fleet: by links and a form, as a spreadsheet, live; and nobody else's."""

import csv
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest

from feed.social.health import Health
from feed.social.snapshot import Snapshot
from feed.web.spreadsheet import inert
from tests.builders.feed import Feed, Person, bearer
from tests.builders.fleets import entrust_many
from tests.builders.pages import a_browser, a_member, promote
from tests.builders.trust import entrust

AT = datetime(2026, 11, 23, 8, 55, tzinfo=UTC)
FEELS = Snapshot(
    observed_at=AT,
    presence="online",
    soc_percent=12.0,
    range_km=40.0,
    lat=35.0877,
    lon=137.1563,
    health=Health(service_in_km=-200.0, trouble_codes=("P0A80",), tyre_state="low", aux_battery_v=12.4),
)
NAME = '=HYPERLINK("x")'


@pytest.fixture
async def people(feed: Feed) -> dict[str, Person]:
    members = {name: await a_member(feed, name) for name in ("owner", "mikawa", "other")}
    for name in ("mikawa", "other"):
        await promote(feed, members[name], "dealer")
    return members


@pytest.fixture
async def car(feed: Feed, people: dict[str, Person]) -> str:
    """A car with a malicious name, entrusted to Mikawa."""
    account_id = await feed.car("JT1BK40E", owner=people["owner"])
    path = f"/api/v1/cars/{account_id}/settings"
    async with feed.client.patch(path, json={"nickname": NAME}, headers=people["owner"].headers) as response:
        assert response.status == 200
    await feed.tell(account_id, FEELS)
    await entrust(feed, account_id, people["owner"], people["mikawa"], "service_due", "tyre_low", days=2)
    return account_id


@pytest.mark.usefixtures("car")
async def test_the_dealer_reads_what_the_trust_allows(feed: Feed) -> None:
    async with a_browser(feed) as browser:
        await browser.sign_in("mikawa")
        page = await browser.read("/fleet")
    for told in ("All 1", "Low charge 1", "12%", "40 km", "Awake", "5 min ago", "200 km overdue", "Low"):
        assert told in page.words
    assert [secret for secret in ("JT1BK40E", "35.08", "P0A80", "12.4 V") if secret in page.html] == []


@pytest.mark.usefixtures("car")
@pytest.mark.parametrize(
    "path", ["/fleet", "/fleet.csv", "/fleet.json", "/live/fleet", "/fleet/map", "/fleet/places.json"]
)
async def test_others_have_no_such_page(feed: Feed, path: str) -> None:
    seen = []
    for name in ("owner", None):
        async with a_browser(feed) as browser:
            if name:
                await browser.sign_in(name)
            sheet = await browser.read(path)
            seen.append((sheet.status, sheet.path.partition("?")[0]))
    assert seen == [(404, path), (200, "/sign-in")]


@pytest.mark.usefixtures("car")
@pytest.mark.parametrize("path", ["/fleet", "/fleet.csv", "/fleet.json"])
async def test_a_car_is_neither_there_for_another_dealer_nor_after_the_end(feed: Feed, path: str) -> None:
    found = []
    async with a_browser(feed) as mikawa, a_browser(feed) as other:
        await mikawa.sign_in("mikawa")
        await other.sign_in("other")
        found.append("HYPERLINK" in (await mikawa.read(path)).html)
        found.append("HYPERLINK" in (await other.read(path)).html)
        feed.clock.later(days=1, hours=23)
        found.append("HYPERLINK" in (await mikawa.read(path)).html)
        feed.clock.later(hours=1)
        found.append("HYPERLINK" in (await mikawa.read(path)).html)
    assert found == [True, False, True, False]


@pytest.mark.usefixtures("car")
async def test_a_spreadsheet_has_all_that_the_page_shows_and_runs_nothing(feed: Feed) -> None:
    async with a_browser(feed) as browser:
        await browser.sign_in("mikawa")
        sheet = await browser.read("/fleet.csv?filter=low&q=hyper")
        none = await browser.read("/fleet.csv?filter=charging")
    (line,) = csv.DictReader(StringIO(sheet.html.removeprefix("\ufeff")))
    assert sheet.headers["Content-Disposition"] == 'attachment; filename="fleet.csv"'
    assert line == {
        "name": f"'{NAME}",
        "account": line["account"],
        "seen_at": "2026-11-23T08:55:00+00:00",
        "presence": "online",
        "soc_percent": "12",
        "range_km": "40",
        "charge_state": "",
        "service_in_km": "-200",
        "service_in_days": "",
        "trouble_codes": "",
        "tyre_state": "low",
        "tyre_kpa": "",
        "aux_battery_v": "",
        "aux_battery_low": "",
    }
    assert list(csv.DictReader(StringIO(none.html.removeprefix("\ufeff")))) == []


@pytest.mark.parametrize("words", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "\r=1"])
def test_words_that_look_like_formulas_are_words(words: str) -> None:
    assert inert(words) == f"'{words}"


async def test_thousands_are_read_page_by_page_without_javascript(
    feed: Feed, people: dict[str, Person]
) -> None:
    ids = {"dealer_id": people["mikawa"].account_id, "owner_id": people["owner"].account_id}
    await entrust_many(feed.database, **ids, count=230, ids=feed.ids, now=feed.clock())
    async with a_browser(feed) as browser:
        await browser.sign_in("mikawa")
        pages = [await browser.read(f"/fleet?sort=-charge&page={number}") for number in (1, 2, 3)]
        found = await browser.read("/fleet?q=hana&filter=trouble")
        lost = await browser.read("/fleet?q=nobody")
    assert [page.html.count('<tr role="row" data-car=') for page in pages] == [100, 100, 30]
    assert ["More cars" in page.words for page in pages] == [True, True, False]
    assert "201 to 230 of 230" in pages[2].words
    assert "1 to 4 of 4" in found.words
    assert "No car like that" in lost.words


async def test_what_a_car_tells_changes_its_line_at_once_and_after_the_end_nothing_does(
    feed: Feed, car: str
) -> None:
    gateway = bearer(await feed.token("gateway"))

    async def tell(**said: object) -> None:
        told = {"car_id": "JT1BK40E", "observed_at": feed.clock().isoformat(), **said}
        async with feed.client.post(
            "/api/v1/gateway/snapshots", json={"snapshots": [told]}, headers=gateway
        ) as response:
            assert response.status == 202

    async with a_browser(feed) as browser:
        await browser.sign_in("mikawa")
        async with browser.events("/live/fleet") as events:
            await tell(soc_percent=44.0, lat=35.0877, lon=137.1563)
            name, lines = await events.next()
            ((line,), event) = (json.loads(lines), name)
            feed.clock.later(days=2)
            await tell(soc_percent=3.0)
        gone = await browser.read("/fleet.json")
    assert (event, line["id"], line["charge"], "35.08" in lines) == ("cars", car, 44.0, False)
    assert json.loads(gone.html) == []


@pytest.mark.usefixtures("people")
async def test_a_dealer_without_cars_is_told_how_they_come(feed: Feed) -> None:
    async with a_browser(feed, "ja") as browser:
        await browser.sign_in("other")
        page = await browser.read("/fleet")
    assert "まだ預かっているクルマはありません" in page.words


def test_moments_are_written_for_machines() -> None:
    assert inert(AT + timedelta(microseconds=1)) == "2026-11-23T08:55:00+00:00"


@pytest.mark.parametrize(
    ("follows", "precision", "zone", "days", "shown"),
    [
        pytest.param(True, "exact", None, 0, True, id="let in, and told exactly"),
        pytest.param(False, "exact", None, 0, False, id="entrusted alone"),
        pytest.param(True, "town", None, 0, False, id="told the town"),
        pytest.param(True, "exact", "home", 0, False, id="at home"),
        pytest.param(True, "exact", None, 2, False, id="after the end"),
    ],
)
async def test_the_map_shows_a_car_only_where_its_owner_shows_followers_the_place(
    feed: Feed,
    people: dict[str, Person],
    follows: bool,
    precision: str,
    zone: str | None,
    days: int,
    shown: bool,
) -> None:
    account_id = await feed.car("JT1BK40E", owner=people["owner"], place_for_followers=precision)
    await feed.tell(account_id, replace(FEELS, zone=zone))
    await entrust(feed, account_id, people["owner"], people["mikawa"], "service_due", days=2)
    if follows:
        await feed.follows(people["mikawa"].account_id, int(account_id))
    feed.clock.later(days=days)
    async with a_browser(feed) as browser:
        await browser.sign_in("mikawa")
        places = json.loads((await browser.read("/fleet/places.json")).html)["features"]
        page = await browser.read("/fleet/map")
    assert [place["geometry"]["coordinates"] for place in places] == ([[137.1563, 35.0877]] if shown else [])
    assert ("No car shows you where it is" in page.words, "35.08" in page.html) == (not shown, False)
