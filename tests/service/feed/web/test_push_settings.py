"""Browsers are told as apps are: let in, given their kinds, tried, and removed on a page."""

from collections.abc import AsyncIterator

import pytest
from sqlalchemy import func, select

from feed.housekeeping import bring_letters
from feed.store.tables import PushSubscription
from tests.builders.feed import Feed, Person, a_feed, bearer
from tests.builders.pages import Browser, Sheet, a_browser, a_member
from tests.service.feed.post_office import PostOffice, a_post_office

PATH = "/settings/notifications"


@pytest.fixture
async def office() -> AsyncIterator[PostOffice]:
    async with a_post_office() as running:
        yield running


@pytest.fixture
async def feed(database_url: str) -> AsyncIterator[Feed]:
    """A trial: its letters may go next door."""
    async with a_feed(database_url, trial=True) as running:
        yield running


@pytest.fixture
async def aki(feed: Feed) -> Person:
    return await a_member(feed, "aki")


async def let_in(browser: Browser, office: PostOffice) -> Sheet:
    """The browser signs in and is told from now on."""
    await browser.sign_in("aki")
    form = (await browser.read(PATH)).form(PATH)
    return await browser.send(form, endpoint=office.url, **office.keys)


async def say(feed: Feed, by: Person, words: str) -> str:
    async with feed.client.post("/api/v1/statuses", json={"status": words}, headers=by.headers) as response:
        return str((await response.json())["id"])


async def brought(feed: Feed) -> None:
    await bring_letters(feed.client.app)


@pytest.mark.usefixtures("aki")
async def test_a_browser_is_told_and_led_to_what_was_said(feed: Feed, office: PostOffice) -> None:
    ben = await feed.person("ben")
    async with a_browser(feed) as browser:
        page = await let_in(browser, office)
        said = await say(feed, ben, "@aki are you coming?")
        await brought(feed)
    ((told),) = office.opened()
    assert (told["title"], told["body"], told["path"]) == (
        "Ben mentioned you",
        "@aki are you coming?",
        f"/@ben/{said}",
    )
    assert "A browser this browser" in page.words


async def test_alerts_of_ones_cars_are_chosen_apart_from_being_mentioned(
    feed: Feed, aki: Person, office: PostOffice
) -> None:
    car = await feed.car("JT1BK40E", owner=aki)
    await feed.follows(aki.account_id, int(car))
    headers = bearer(await feed.token("gateway")) | {"X-Kurumatomo-Car": "JT1BK40E"}
    event = {"kind": "battery_critical", "at": "2026-11-23T09:00:00Z", "reasons": []}
    alert = {"status": "@aki 5 % left", "visibility": "direct", "car_event": event}
    async with a_browser(feed) as browser:
        await let_in(browser, office)
        form = (await browser.read(PATH)).form(f"{PATH}/kinds")
        await browser.post(form.action, {"csrf_token": form.fields["csrf_token"], "kinds": "mention"})
        await feed.client.post("/api/v1/statuses", json=alert, headers=headers)
        await brought(feed)
        unwanted = len(office.letters)
        await browser.post(form.action, {"csrf_token": form.fields["csrf_token"], "kinds": "car_alert"})
        await feed.client.post("/api/v1/statuses", json=alert, headers=headers)
        await brought(feed)
    (told,) = office.opened()
    assert unwanted == 0
    assert (told["title"].endswith(" needs you"), told["body"]) == (True, "@aki 5 % left")


@pytest.mark.usefixtures("aki")
async def test_a_browser_tries_it_and_learns_what_came_of_it(feed: Feed, office: PostOffice) -> None:
    async with a_browser(feed, "ja") as browser:
        await let_in(browser, office)
        form = (await browser.read(PATH)).form(f"{PATH}/try")
        worked = await browser.send(form)
        office.answers = [503, 410]
        later = await browser.send(form)
        gone = await browser.send(form)
        after = await browser.post(form.action, form.fields)
    assert office.opened()[0]["title"] == "Kurumatomoからの通知がここに届きます"
    assert "送信しました。" in worked.words
    assert "応答していません。" in later.words
    assert "もう一度許可してください。" in gone.words
    assert after.status == 404


@pytest.mark.usefixtures("aki")
async def test_a_removed_browser_and_one_that_signed_out_are_told_nothing(
    feed: Feed, office: PostOffice
) -> None:
    async with a_browser(feed) as first, a_browser(feed) as second:
        await let_in(first, office)
        page = await let_in(second, office)
        both = await count(feed)
        await second.send(page.form("/sign-out"))
        one = await count(feed)
        await first.send((await first.read(PATH)).form(f"{PATH}/remove"))
    assert (both, one, await count(feed)) == (2, 1, 0)


async def count(feed: Feed) -> int:
    async with feed.database.reading() as session:
        return await session.scalar(select(func.count()).select_from(PushSubscription)) or 0


@pytest.mark.usefixtures("aki")
async def test_nobody_removes_the_device_of_another(feed: Feed, office: PostOffice) -> None:
    await a_member(feed, "ben")
    async with a_browser(feed) as browser, a_browser(feed) as other:
        form = (await let_in(browser, office)).form(f"{PATH}/remove")
        token = (await other.sign_in("ben")).form("/sign-out").fields["csrf_token"]
        tried = await other.post(form.action, form.fields | {"csrf_token": token})
    assert (tried.status, await count(feed)) == (404, 1)


async def test_a_post_office_near_by_is_refused(database_url: str, office: PostOffice) -> None:
    async with a_feed(database_url) as feed, a_browser(feed) as browser:
        await a_member(feed, "aki")
        refused = await let_in(browser, office)
    assert refused.status == 422
