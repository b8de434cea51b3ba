"""Guests without an account look at a car for a while: what the owner chose, until it ends."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from feed.actions.transfer_car import transfer_car
from feed.housekeeping import clear_up
from feed.social.snapshot import Snapshot, Town
from feed.store import audit
from feed.store.car_tables import Car, GuestLink
from feed.store.paging import Page
from tests.builders.feed import Feed, Person
from tests.builders.pages import Browser, Sheet, a_browser, a_member

VIN = "JT1BK40E"
ON_THE_ROAD = Snapshot(
    observed_at=datetime(2026, 11, 23, 8, 59, tzinfo=UTC),
    presence="driving",
    soc_percent=63.5,
    range_km=187.0,
    lat=35.0877,
    lon=137.1563,
    town=Town(en="Toyota", ja="豊田市"),
)
GONE = "This link has ended"


@pytest.fixture
async def aki(feed: Feed) -> Person:
    return await a_member(feed, "aki")


@pytest.fixture
async def car(feed: Feed, aki: Person) -> str:
    account_id = await feed.car(VIN, owner=aki)
    await feed.tell(account_id, ON_THE_ROAD)
    return account_id


async def share_path(feed: Feed, car: str) -> str:
    return f"/@{(await feed.get(f'/api/v1/accounts/{car}'))['acct']}/share"


async def invited(browser: Browser, path: str, **wishes: str) -> str:
    """Where a link leads that the owner makes with these wishes."""
    form = (await browser.read(path)).form(path)
    form.fields = {"csrf_token": form.fields["csrf_token"], "place": "exact", "long_for": "1h"} | wishes
    made = await browser.send(form)
    (link,) = re.findall(r"(/share/[\w-]{32})", made.html) or [f"none: {made.words}"]
    assert made.headers["Referrer-Policy"] == "no-referrer"
    return str(link)


async def look(feed: Feed, link: str) -> Sheet:
    async with a_browser(feed) as guest:
        return await guest.read(link)


async def test_a_guest_sees_what_was_chosen_and_nobody_is_told_where_they_came_from(
    feed: Feed, car: str
) -> None:
    path = await share_path(feed, car)
    async with a_browser(feed) as browser:
        await browser.sign_in("aki")
        all_of_it = await look(feed, await invited(browser, path, shows_charge="yes", name="Mother"))
        a_little = await look(feed, await invited(browser, path, place="town", shows_ready="yes"))
        listed = await browser.read(path)

    assert [told in all_of_it.html for told in ("64%", "187 km", 'data-lat="35.0877"', "Toyota")] == [
        True
    ] * 4
    assert [told in a_little.html for told in ("64%", "187 km", "35.08", "Toyota")] == [False] * 3 + [True]
    assert [VIN in page.html or "/@aki" in page.html for page in (all_of_it, a_little)] == [False, False]
    assert {name: all_of_it.headers[name] for name in ("Cache-Control", "Referrer-Policy")} == {
        "Cache-Control": "no-store",
        "Referrer-Policy": "no-referrer",
    }
    assert "noindex" in all_of_it.headers["X-Robots-Tag"]
    assert "Mother The exact place, but not near my places · Charge 10:00 at the latest" in listed.words
    assert "opened once" in listed.words


async def test_a_link_ends_by_itself_and_then_tells_nothing(feed: Feed, car: str) -> None:
    path = await share_path(feed, car)
    async with a_browser(feed) as browser:
        await browser.sign_in("aki")
        link = await invited(browser, path, shows_charge="yes")
        feed.clock.later(minutes=59)
        last = await look(feed, link)
        feed.clock.later(minutes=2)
        ended, never = await look(feed, link), await look(feed, "/share/" + "x" * 32)
        part = await look(feed, f"{link}/now")
        listed = await browser.read(path)
    await clear_up(feed.client.app)
    async with feed.database.reading() as session:
        left = list(await session.scalars(select(GuestLink)))

    assert (last.status, ended.status, part.status) == (200, 404, 404)
    assert GONE in ended.words
    assert ended.html.replace(link, "") == never.html.replace("/share/" + "x" * 32, "")
    assert ("Who may look now" in listed.words, left) == (False, [])


async def test_a_link_until_arrival_ends_when_the_car_comes_to_rest_and_stays_ended(
    feed: Feed, car: str
) -> None:
    path = await share_path(feed, car)
    statuses = []
    async with a_browser(feed) as browser:
        await browser.sign_in("aki")
        link = await invited(browser, path, long_for="arrival", shows_charge="yes")
        for minutes, presence in ((10, "driving"), (20, "online"), (30, "driving")):
            at = ON_THE_ROAD.observed_at + timedelta(minutes=minutes)
            await feed.tell(car, replace(ON_THE_ROAD, observed_at=at, presence=presence))  # type: ignore[arg-type]
            statuses.append((await look(feed, link)).status)
    assert statuses == [200, 404, 404]


async def test_an_owner_ends_one_link_or_all_and_nobody_else_can(feed: Feed, car: str) -> None:
    await a_member(feed, "ben")
    path = await share_path(feed, car)
    async with a_browser(feed) as browser, a_browser(feed) as other:
        await browser.sign_in("aki")
        await other.sign_in("ben")
        first, second, third = [await invited(browser, path, shows_charge="yes") for _ in range(3)]
        refused = (await other.read(path)).status
        ends = [form for form in (await browser.read(path)).forms if form.action.endswith("/end")]
        token = (await other.read("/settings")).form("/settings/language").fields["csrf_token"]
        tried = (await other.post(ends[0].action, {"csrf_token": token})).status
        await browser.send(ends[0])  # the newest stands first
        some = [(await look(feed, link)).status for link in (first, second, third)]
        await browser.send(ends[-1])
        none = [(await look(feed, link)).status for link in (first, second, third)]
    async with feed.database.reading() as session:
        noted = [one.action for one in (await audit.entries(session, Page(limit=40))).rows]
    assert (refused, tried) == (403, 403)
    assert noted[:5] == [*["guest_link_ended"] * 2, *["guest_invited"] * 3]
    assert (some, none) == ([200, 200, 404], [404] * 3)


async def test_a_car_that_is_passed_on_takes_no_guests_along(feed: Feed, aki: Person, car: str) -> None:
    path = await share_path(feed, car)
    async with a_browser(feed) as browser:
        await browser.sign_in("aki")
        link = await invited(browser, path, shows_charge="yes")
    async with feed.database.writing() as session:
        found = await session.get(Car, VIN)
        assert found is not None
        await transfer_car(
            session,
            found,
            by=aki.account_id,
            now=feed.clock(),
            ids=feed.ids,
            public_url="https://cars.example",
        )
    assert (await look(feed, link)).status == 404


@pytest.mark.parametrize(
    ("wishes", "says"),
    [
        ({"place": "nothing"}, "There would be nothing to see."),
        ({"place": "the garage", "shows_charge": "yes"}, "Please choose for how long"),
        ({"long_for": "ever", "shows_charge": "yes"}, "Please choose for how long"),
    ],
)
async def test_a_link_that_cannot_be_is_not_made(
    feed: Feed, car: str, wishes: dict[str, str], says: str
) -> None:
    path = await share_path(feed, car)
    async with a_browser(feed) as browser:
        await browser.sign_in("aki")
        assert says in await invited(browser, path, **wishes)
