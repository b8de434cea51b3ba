"""An owner gives and takes back on pages: commands, everything at once, a copy, the car itself."""

import io
import json
from datetime import UTC, datetime
from typing import Any
from zipfile import ZipFile

import pytest
from sqlalchemy import func, select

from feed.social.snapshot import Snapshot
from feed.store.base import Base
from feed.store.tables import AuditEntry
from tests.builders.feed import Feed, Person, bearer
from tests.builders.pages import PASSWORD, Browser, Sheet, a_browser, a_member

HOME = {"home_lat": 35.0877, "home_lon": 137.1563, "home_radius_m": 150.0}


@pytest.fixture
async def aki(feed: Feed) -> Person:
    return await a_member(feed, "aki")


@pytest.fixture
async def car(feed: Feed, aki: Person) -> str:
    """Its path; ben follows it."""
    account_id = await feed.car("JT1BK40E", owner=aki, **HOME)
    ben = await feed.person("ben")
    for path, who in (
        (f"/api/v1/accounts/{account_id}/follow", ben),
        (f"/api/v1/cars/{account_id}/follow_requests/{ben.account_id}/authorize", aki),
    ):
        async with feed.client.post(path, headers=who.headers) as response:
            assert response.status == 200
    await feed.tell(account_id, Snapshot(observed_at=datetime(2026, 11, 23, 8, tzinfo=UTC), soc_percent=50))
    return f"/@{(await feed.get(f'/api/v1/accounts/{account_id}'))['acct']}"


async def fill(browser: Browser, path: str, *, on: str = "", **fields: str) -> Sheet:
    """What comes of the form that is sent to this path, on a page of that or another one."""
    page = await browser.read(on or path)
    return await browser.send(page.form(path), **fields)


async def entry(feed: Feed) -> dict[str, Any]:
    register = await feed.get("/api/v1/gateway/cars", bearer(await feed.token("gateway")))
    first: dict[str, Any] = register["cars"][0]
    return first


async def noted(feed: Feed) -> list[str]:
    async with feed.database.reading() as session:
        query = select(AuditEntry.action).where(AuditEntry.action.not_like("sign_in%"))
        return list(await session.scalars(query.order_by(AuditEntry.number)))


async def test_a_follower_is_named_and_relieved(feed: Feed, car: str) -> None:
    trust = f"{car}/settings/trust"
    async with a_browser(feed) as browser:
        await browser.sign_in("aki")
        refused = await fill(browser, f"{trust}/commanders", on=trust, commander="nobody")
        named = await fill(browser, f"{trust}/commanders", on=trust, commander="ben")
        commanders = (await entry(feed))["commanders"]
        await fill(browser, f"{trust}/commanders/end", on=trust)

    assert (refused.status, "Nobody of this name follows the car." in refused.words) == (422, True)
    assert "@ben No longer" in named.words
    assert [one["acct"] for one in commanders] == ["ben"]
    assert (await entry(feed))["commanders"] == []


async def test_a_follower_is_shown_out(feed: Feed, car: str) -> None:
    hearers = f"{car}/settings/hearers"
    async with a_browser(feed) as browser:
        await browser.sign_in("aki")
        before = await browser.read(hearers)
        after = await browser.send(before.form(f"{hearers}/part"))

    assert "Its followers Ben @ben" in before.words
    assert "Nobody but you follows it yet." in after.words


async def test_the_page_says_what_will_end_and_what_has(feed: Feed, car: str) -> None:
    trust = f"{car}/settings/trust"
    async with a_browser(feed) as browser:
        await browser.sign_in("aki")
        await fill(browser, f"{trust}/commanders", on=trust, commander="ben")
        asked = await browser.read(f"{trust}/revoke")
        ended = await fill(browser, f"{trust}/revoke")

    assert "Followers who see and hear it no more Ben @ben" in asked.words
    assert "Members who may not command it any more Ben @ben" in asked.words
    assert (
        "It has ended: 0 dealers, 0 links for guests, 1 follower, 1 member who could command it"
        in ended.words
    )
    assert (await noted(feed))[-1] == "everybody_revoked"


async def test_a_copy_holds_the_car_and_its_places(feed: Feed, car: str) -> None:
    async with a_browser(feed) as browser:
        await browser.sign_in("aki")
        form = (await browser.read(f"{car}/settings/end")).form(f"{car}/settings/end/copy")
        content = await browser.download(form)

    with ZipFile(io.BytesIO(content)) as archive:
        found = {name.partition("/")[2]: json.loads(archive.read(name)) for name in archive.namelist()}
    assert found["car.json"][0]["car_id"] == "JT1BK40E"
    assert [row["soc_percent"] for row in found["history.json"]] == [50.0]
    assert found["places.geojson"]["features"] == [
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [137.1563, 35.0877]},
            "properties": {"name": "home", "radius_m": 150.0},
        }
    ]
    assert (await noted(feed))[-1] == "exported"


async def test_who_knows_the_password_passes_the_car_on(feed: Feed, car: str) -> None:
    await a_member(feed, "emma")
    transfer = f"{car}/settings/end/transfer"
    async with a_browser(feed) as browser, a_browser(feed) as other:
        await browser.sign_in("aki")
        refused = await fill(browser, transfer, password="guessed")
        still = (await entry(feed))["owner"]
        passed = await fill(browser, transfer, password=PASSWORD)
        address = next(line for line in passed.html.split('"') if "/claim?code=" in line)
        await other.sign_in("emma")
        claimed = await fill(other, "/claim", on=address[address.index("/claim") :])

    assert (refused.status, "This is not your password." in refused.words) == (422, True)
    assert still["acct"] == "aki"
    assert (passed.status, passed.headers["Cache-Control"], "<svg" in passed.html) == (200, "no-store", True)
    assert "This is your car now" in claimed.words
    assert (await entry(feed))["owner"]["acct"] == "emma"


async def test_a_car_is_erased_by_its_name_and_the_password(feed: Feed, car: str) -> None:
    erase = f"{car}/settings/end/erase"
    async with a_browser(feed) as browser:
        await browser.sign_in("aki")
        name = (await entry(feed))["nickname"]
        tried = [
            await fill(browser, erase, its_name=its_name, password=password)
            for its_name, password in (("Another", PASSWORD), (name, "guessed"))
        ]
        still = (await browser.read(car)).status
        erased = await fill(browser, erase, its_name=name, password=PASSWORD)
        gone = await browser.read(car)

    assert [page.status for page in tried] == [422, 422]
    assert "Please write it exactly like this" in tried[0].words
    assert "This is not your password." in tried[1].words
    assert (still, erased.status, gone.status) == (200, 200, 404)
    assert f"Nothing of {name} is left here." in erased.words
    async with feed.database.reading() as session:
        tables = {
            name: await session.scalar(select(func.count()).select_from(Base.metadata.tables[name]))
            for name in ("cars", "car_snapshots", "car_history", "erased_cars")
        }
    assert tables == {"cars": 0, "car_snapshots": 0, "car_history": 0, "erased_cars": 1}


@pytest.mark.parametrize("chapter", ["trust/revoke", "end", "end/transfer", "end/erase"])
async def test_nobody_else_sees_these_pages_or_does_any_of_it(feed: Feed, car: str, chapter: str) -> None:
    await a_member(feed, "emma")
    path = f"{car}/settings/{chapter}"
    async with a_browser(feed) as browser:
        token = (await browser.sign_in("emma")).form("/compose").fields["csrf_token"]
        read = await browser.read(path)
        sent = await browser.post(
            f"{path}/copy" if chapter == "end" else path, {"csrf_token": token, "password": PASSWORD}
        )

    assert (read.status, sent.status) == (403, 403)
    assert (await entry(feed))["owner"]["acct"] == "aki"
