"""The page of a car's settings: what an owner fills in is what the car does, and for whom."""

import io
from typing import Any

import pytest
from aiohttp import FormData
from PIL import Image

from tests.builders.feed import Feed, Person, bearer
from tests.builders.pages import Browser, Form, Sheet, a_browser, a_member

FILLED = {
    "voice": {"persona": "butler"},
    "hours": {
        "posts_a_day": "5",
        "leaves_at": "07:15",
        "quiet_hours.from": "22:00",
        "quiet_hours.until": "07:00",
        "cheap_hours.0.from": "",
        "cheap_hours.0.until": "",
        "cheap_hours.1.from": "23:00",
        "cheap_hours.1.until": "06:00",
    },
    "places": {
        "zones.0.name": "職場",
        "zones.0.lat": "35.3",
        "zones.0.lon": "137.2",
        "zones.0.radius_m": "200",
    },
    "hearers": {
        "delay_minutes": "until_left",
        "meets": "true",
        "audience.battery_low": "owner",
        "audience.charging_done": "",
        "audience.left_home": "public",
    },
}


@pytest.fixture
async def aki(feed: Feed) -> Person:
    return await a_member(feed, "aki")


@pytest.fixture
async def car(feed: Feed, aki: Person) -> str:
    return await feed.car("JT1BK40E", owner=aki, audience={"charging_done": "public"})


async def entry(feed: Feed) -> dict[str, Any]:
    register = await feed.get("/api/v1/gateway/cars", bearer(await feed.token("gateway")))
    first: dict[str, Any] = register["cars"][0]
    return first


async def path_of(feed: Feed, car: str) -> str:
    return f"/@{(await feed.get(f'/api/v1/accounts/{car}'))['acct']}/settings"


def a_png() -> bytes:
    written = io.BytesIO()
    Image.new("RGB", (12, 8), "teal").save(written, "PNG")
    return written.getvalue()


def filled(form: Form, picture: bytes) -> FormData:
    """The form with a file chosen; an empty one is what a browser sends when none was."""
    with_file = FormData(form.fields)
    with_file.add_field("picture", picture, filename="mame.png" if picture else "")
    return with_file


async def fill(browser: Browser, path: str, fields: dict[str, str], *, form: str = "") -> Sheet:
    """What comes of a form of a page of settings, filled in further."""
    page = await browser.read(path)
    return await browser.post(path + form, page.form(path + form).fields | fields)


async def test_what_is_filled_in_is_what_the_gateway_learns(feed: Feed, car: str) -> None:
    path = await path_of(feed, car)
    async with a_browser(feed) as browser:
        await browser.sign_in("aki")
        for chapter, entered in FILLED.items():
            page = await fill(browser, f"{path}/{chapter}", entered)

    told = await entry(feed)
    assert "Saved." in page.words
    assert {
        name: told[name]
        for name in ("posts_a_day", "delay_minutes", "leaves_at", "persona", "quiet_hours", "cheap_hours")
    } == {
        "posts_a_day": 5,
        "delay_minutes": "until_left",
        "leaves_at": "07:15:00",
        "persona": "butler",
        "quiet_hours": {"from": "22:00:00", "until": "07:00:00"},
        "cheap_hours": [{"from": "23:00:00", "until": "06:00:00"}],
    }
    assert told["zones"] == [{"name": "職場", "lat": 35.3, "lon": 137.2, "radius_m": 200.0}]
    assert told["audience"] == {"battery_low": "owner"}  # nobody else can hear that it left


@pytest.mark.parametrize(
    ("chapter", "name", "value", "marked"),
    [
        ("hours", "posts_a_day", "99", "1 to 50"),
        ("places", "zones.0.name", "home", "not “home”"),
        ("places", "zones.0.lat", "91", "Degrees between -90 and 90"),
        ("hours", "quiet_hours.until", "", "From when until when"),
        ("hours", "quiet_hours.until", "22:00", "From when until when"),
        ("hours", "leaves_at", "soon", "A time of day, such as 7:30"),
    ],
)
async def test_what_cannot_be_is_marked(
    feed: Feed, car: str, chapter: str, name: str, value: str, marked: str
) -> None:
    path, before = await path_of(feed, car), await entry(feed)
    async with a_browser(feed) as browser:
        await browser.sign_in("aki")
        page = await fill(browser, f"{path}/{chapter}", FILLED[chapter] | {name: value})

    assert (page.status, marked in page.words) == (422, True)
    assert await entry(feed) == before


async def test_a_dealer_is_entrusted_and_relieved_on_the_page(feed: Feed, car: str) -> None:
    await feed.person("mikawa", role="dealer")
    path = f"{await path_of(feed, car)}/trust"
    terms = {"acct": "mikawa", "lasts": "day", "until": "2026-12-24", "kinds": "service_due"}
    async with a_browser(feed) as browser:
        await browser.sign_in("aki")
        refused = await fill(browser, path, terms | {"acct": "nobody"}, form="/dealers")
        page = await fill(browser, path, terms, form="/dealers")
        entrusted = (await entry(feed))["dealers"]
        terms_again = (await browser.read(f"{path}?dealer=mikawa")).form(f"{path}/dealers").fields
        longer = await fill(browser, path, terms | {"lasts": "30", "until": ""}, form="/dealers")
        await fill(browser, path, {}, form="/dealers/end")

    assert "There is no dealer of this name here." in refused.words
    assert "@mikawa · until 25 Dec 2026, 00:00" in page.words
    assert entrusted == [{"acct": "mikawa", "kinds": ["service_due"]}]
    assert {name: terms_again[name] for name in terms} == terms
    assert "@mikawa · until 23 Dec 2026, 00:00" in longer.words
    assert (await entry(feed))["dealers"] == []


async def test_a_picture_is_worn_refused_and_taken_off(feed: Feed, car: str) -> None:
    path = await path_of(feed, car)
    async with a_browser(feed) as browser:
        await browser.sign_in("aki")
        form = (await browser.read(path)).form(f"{path}/picture")
        refused = await browser.upload(form.action, filled(form, b"a poem"))
        nothing = await browser.upload(form.action, filled(form, b""))
        drawn = (await feed.get(f"/api/v1/accounts/{car}"))["avatar"]
        page = await browser.upload(form.action, filled(form, a_png()))
        worn = (await feed.get(f"/api/v1/accounts/{car}"))["avatar"]
        await browser.send(page.form(f"{path}/picture/remove"))

    assert (refused.status, "This file is no picture" in refused.words) == (422, True)
    assert (nothing.status, "Please choose a picture first." in nothing.words) == (422, True)
    assert ("/portraits/car/" in drawn, "/media/" in worn, "Saved." in page.words) == (True, True, True)
    assert (await feed.get(f"/api/v1/accounts/{car}"))["avatar"] == drawn


async def test_a_taste_of_a_voice_changes_nothing(feed: Feed, car: str) -> None:
    path, before = f"{await path_of(feed, car)}/voice", await entry(feed)
    async with a_browser(feed) as browser:
        await browser.sign_in("aki")
        form = (await browser.read(path)).form(path)
        tried = await browser.post(
            f"{path}/sample", form.fields | {"persona": "terse", "language": "ja", "units": "imperial"}
        )
        part = await browser.post(f"{path}/sample?part", form.fields | {"persona": "no-such-persona"})

    assert "残り14%。あと30miほど。" in tried.words.replace(" ", "")
    assert tried.form(path).fields["persona"] == "terse"
    assert "14 % left" in part.words
    assert "<html" not in part.html
    assert await entry(feed) == before


@pytest.mark.usefixtures("car")
async def test_the_owner_reads_why_beneath_what_the_car_said_and_nobody_else_does(feed: Feed) -> None:
    await a_member(feed, "ben")
    at = "2026-11-23T08:58:00Z"
    reasons = [
        {"name": "soc_percent", "value": 14.0, "unit": "%", "at": at},
        {"name": "low_percent", "value": 15, "unit": "%"},
    ]
    said = {
        "status": "I am low",
        "visibility": "public",
        "car_event": {"kind": "charging_done", "at": "2026-11-23T09:00:00Z", "reasons": reasons},
    }
    headers = bearer(await feed.token("gateway")) | {"X-Kurumatomo-Car": "JT1BK40E"}
    async with feed.client.post("/api/v1/statuses", json=said, headers=headers) as response:
        status = await response.json()
    path = f"/@{status['account']['acct']}/{status['id']}"

    words = {}
    for viewer in ("aki", "ben"):
        async with a_browser(feed) as browser:
            await browser.sign_in(viewer)
            words[viewer] = (await browser.read(path)).words

    assert "Why?" in words["aki"]
    assert "Charge: 14.0 % 2 mins old then" in words["aki"]
    assert "low_percent : 15 %" in words["aki"]
    assert [told for told in ("Why?", "14.0", "08:58") if told in words["ben"]] == []


async def test_what_others_would_see_of_an_arrival_is_told_before_it_is_saved(feed: Feed, car: str) -> None:
    path, before = f"{await path_of(feed, car)}/places", await entry(feed)
    placed = {"home.lat": "35.0877", "home.lon": "137.1563", "zones.0.name": "職場"}
    async with a_browser(feed) as browser:
        await browser.sign_in("aki")
        form = (await browser.read(path)).form(path)
        incomplete = await browser.post(f"{path}/sights?part", form.fields | placed)
        whole = placed | {"zones.0.lat": "35.3", "zones.0.lon": "137.2"}
        part = await browser.post(f"{path}/sights?part", form.fields | whole)
        tried = await browser.post(f"{path}/sights", form.fields | whole)

    assert "As soon as the places are complete" in incomplete.words
    assert part.words == tried.words[tried.words.index("When it comes home") :][: len(part.words)]
    assert "When it comes home Follower Dealer Stranger The place the town none none" in part.words
    assert "How late half an hour – – A post about it none none none When it comes to 職場" in part.words
    assert tried.form(path).fields["zones.0.lat"] == "35.3"
    assert await entry(feed) == before
