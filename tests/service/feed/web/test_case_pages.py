"""A case on pages, from the car's page to the calendar; and a dealer's week."""

import re

import pytest
from icalendar import Calendar

from feed.social.health import Health
from feed.social.snapshot import Snapshot
from feed.store import accounts
from tests.builders.cases import keep_free
from tests.builders.feed import Feed, Person
from tests.builders.pages import Browser, Sheet, a_browser, a_member, promote


@pytest.fixture
async def people(feed: Feed) -> dict[str, Person]:
    members = {name: await a_member(feed, name) for name in ("aki", "ben", "mikawa")}
    await promote(feed, members["mikawa"], "dealer")
    return members


@pytest.fixture
async def car(feed: Feed, people: dict[str, Person]) -> str:
    """The path of Aki's car, which is due for service."""
    account_id = await feed.car("JT1BK40E", owner=people["aki"])
    feels = Health(service_in_km=300.0, tyre_state="low")
    await feed.tell(account_id, Snapshot(observed_at=feed.clock(), soc_percent=50.0, health=feels))
    async with feed.database.reading() as session:
        account = await accounts.by_id(session, int(account_id))
    assert account is not None
    return f"/@{account.username}"


async def opened(browser: Browser, car: str) -> Sheet:
    await browser.sign_in("aki")
    form = (await browser.read(f"{car}/case?kind=service_due")).form(f"{car}/case")
    return await browser.send(form, acct="mikawa", words="Time for a look?")


async def test_a_case_goes_from_the_first_word_to_the_calendar_and_ends(
    feed: Feed, people: dict[str, Person], car: str
) -> None:
    slots = await keep_free(feed, people["mikawa"], 24, 26, zone="UTC")
    async with a_browser(feed) as aki, a_browser(feed) as mikawa:
        case = await opened(aki, car)
        await mikawa.sign_in("mikawa")
        seen = await mikawa.read(case.path)
        token = seen.form(f"{case.path}/close").fields["csrf_token"]
        offered = await mikawa.post(f"{case.path}/slots", {"csrf_token": token, "slot": slots[1]})
        taking = (await aki.read(case.path)).form(f"{case.path}/appointment")
        taken = await aki.send(taking, slot=slots[1])
        calendar = await mikawa.read(f"{case.path}/appointment.ics")
        listed = await mikawa.read("/cases")
        closed = await aki.send(taken.form(f"{case.path}/close"))
        unseen = await mikawa.read(case.path)
        gone = await mikawa.read(f"{case.path}/appointment.ics")

    assert ("Time for a look?" in seen.words, "in 300 km" in seen.words) == (True, True)
    assert "Tyres Low" not in seen.words  # not what the case is about
    assert "1. Tue 24 Nov, 11:00–12:00 (UTC)" in offered.words
    assert "The appointment: Tue 24 Nov, 11:00–12:00 (UTC)." in taken.words
    (event,) = Calendar.from_ical(calendar.html).walk("VEVENT")
    assert (event["dtstart"].dt.isoformat(), event["sequence"]) == ("2026-11-24T11:00:00+00:00", 1)
    assert "open" in listed.words
    assert "This case is closed." in closed.words
    assert "The case is closed, so the car is no longer shown to you." in unseen.words
    assert ("in 300 km" in unseen.words, gone.status) == (False, 404)


async def test_a_time_that_is_gone_is_told(feed: Feed, people: dict[str, Person], car: str) -> None:
    async with a_browser(feed) as aki:
        case = await opened(aki, car)
        token = case.form(f"{case.path}/close").fields["csrf_token"]
        (foreign,) = await keep_free(feed, people["mikawa"], 24)  # never proposed
        again = await aki.post(f"{case.path}/appointment", {"csrf_token": token, "slot": foreign})
    assert "That time is no longer free. Please choose another." in again.words


@pytest.mark.parametrize(
    ("entered", "why"),
    [
        ({"acct": "ben"}, "There is no dealer of this name here."),
        ({"words": " "}, "Please write a few words."),
    ],
)
@pytest.mark.usefixtures("people")
async def test_what_is_wrong_with_a_case_is_said_by_it(
    feed: Feed, car: str, entered: dict[str, str], why: str
) -> None:
    async with a_browser(feed) as aki:
        await aki.sign_in("aki")
        form = (await aki.read(f"{car}/case")).form(f"{car}/case")
        again = await aki.send(form, **({"acct": "mikawa", "words": "Hello"} | entered))
    assert (again.status, why in again.words) == (422, True)


@pytest.mark.usefixtures("people")
async def test_a_case_is_for_the_two_of_them(feed: Feed, car: str) -> None:
    async with a_browser(feed) as aki, a_browser(feed) as ben:
        case = await opened(aki, car)
        await ben.sign_in("ben")
        statuses = [
            (await ben.read(path)).status
            for path in (case.path, f"{case.path}/appointment.ics", f"{car}/case", "/slots")
        ]
        listed = await ben.read("/cases")
    assert statuses == [404, 404, 403, 404]
    assert "No case yet" in listed.words


@pytest.mark.usefixtures("people")
async def test_a_dealer_keeps_times_every_week_and_takes_one_away(feed: Feed) -> None:
    async with a_browser(feed) as mikawa:
        await mikawa.sign_in("mikawa")
        form = (await mikawa.read("/slots")).form("/slots")
        wishes = {"day": "2026-11-24", "at": "14:00", "minutes": "30", "weeks": "4"}
        first = await mikawa.send(form, **wishes)
        again = await mikawa.send(form, **wishes)  # the same are there once
        fourth = await mikawa.read("/slots?from=2026-12-15")
        fifth = await mikawa.read("/slots?from=2026-12-22")
        (slot,) = re.findall(r'name="slot" value="(\d+)"', first.html)
        without = await mikawa.send(first.form("/slots/remove"), slot=slot)
        past = await mikawa.send(form, day="2026-11-01", at="10:00")
    pages = (first, again, fourth, fifth, without)
    assert [page.html.count("14:00–14:30") for page in pages] == [1, 1, 1, 0, 0]
    assert past.status == 422
