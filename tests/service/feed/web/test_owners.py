"""What owners do on pages: bring a car, settle how it speaks, answer who asks to follow it."""

from datetime import UTC, datetime

import pytest

from feed.actions.car_changes import open_for_operator
from feed.actions.claim_car import new_code
from feed.social.snapshot import Snapshot, Town
from feed.store import accounts
from tests.builders.feed import Feed
from tests.builders.pages import a_browser, a_member

SEEN = Snapshot(
    observed_at=datetime(2026, 11, 23, 8, 55, tzinfo=UTC),
    soc_percent=50.0,
    lat=35.0877,
    lon=137.1563,
    town=Town(en="Toyota", ja="豊田市"),
)


async def code_of(feed: Feed, car_id: str) -> str:
    await feed.car(car_id)
    async with feed.database.writing() as session:
        return new_code((await open_for_operator(session, car_id)).car, now=feed.clock())


async def name_of(feed: Feed, account_id: str) -> str:
    async with feed.database.reading() as session:
        account = await accounts.by_id(session, int(account_id))
    assert account is not None
    return account.username


async def test_a_code_makes_the_car_ones_own(feed: Feed) -> None:
    await a_member(feed, "aki")
    code = await code_of(feed, "CAR-1")
    async with a_browser(feed) as browser:
        await browser.sign_in("aki")
        empty = await browser.read("/cars")
        claimed = await browser.send(empty.form("/claim"), code=code.lower().replace("-", " "))
        garage = await browser.read("/cars")

    assert "No car yet" in empty.words
    assert "This is your car now" in claimed.words
    assert "Yours" in garage.words
    assert "Has not reported yet" in garage.words


async def test_a_wrong_code_is_told_and_guessing_ends(feed: Feed) -> None:
    await a_member(feed, "aki")
    async with a_browser(feed, "ja") as browser:
        await browser.sign_in("aki")
        form = (await browser.read("/cars")).form("/claim")
        tries = [await browser.send(form, code="AAAA-AAAA") for _ in range(6)]

    assert [page.status for page in tries] == [422] * 5 + [429]
    assert "コードが間違っているか、使用済みか、期限切れです。" in tries[0].words
    assert "回数が多すぎます" in tries[5].words
    assert 0 < int(tries[5].headers["Retry-After"]) <= 3600


async def test_settings_are_kept_and_home_is_where_the_car_stands(feed: Feed) -> None:
    aki = await a_member(feed, "aki")
    account_id = await feed.car("CAR-1", owner=aki)
    await feed.tell(account_id, SEEN)
    path = f"/@{await name_of(feed, account_id)}/settings"
    async with a_browser(feed) as browser:
        await browser.sign_in("aki")
        for chapter, entered in (
            ("voice", {"nickname": "Mame", "language": "ja"}),
            ("places", {"home.here": "yes", "home.radius_m": "200"}),
        ):
            form = (await browser.read(f"{path}/{chapter}")).form(f"{path}/{chapter}")
            saved = await browser.send(form, **entered)
        voice = (await browser.read(f"{path}/voice")).form(f"{path}/voice").fields
        home = (await browser.read(f"{path}/places")).form(f"{path}/places").fields

    assert "Saved." in saved.words
    assert (voice["nickname"], voice["language"]) == ("Mame", "ja")
    assert [home[f"home.{field}"] for field in ("lat", "lon", "radius_m")] == ["35.0877", "137.1563", "200"]
    settings = (await feed.get(f"/api/v1/cars/{account_id}", aki.headers))["settings"]
    assert settings["home"] == {"lat": 35.0877, "lon": 137.1563, "radius_m": 200.0}


@pytest.mark.parametrize(
    ("chapter", "field", "value", "why"),
    [
        ("voice", "nickname", "", "One to thirty letters, on one line"),
        ("voice", "time_zone", "Mars/Olympus", "The name of a time zone"),
        ("places", "home.radius_m", "5", "60 to 2000 metres"),
        ("hours", "posts_a_day", "0", "1 to 50"),
    ],
)
async def test_a_setting_that_cannot_be_is_marked_and_nothing_changes(
    feed: Feed, chapter: str, field: str, value: str, why: str
) -> None:
    aki = await a_member(feed, "aki")
    account_id = await feed.car("CAR-1", owner=aki)
    await feed.tell(account_id, SEEN)
    path = f"/@{await name_of(feed, account_id)}/settings/{chapter}"
    entered = {"units": "imperial", "home.lat": "35", "home.lon": "137", "leaves_at": "07:30", field: value}
    async with a_browser(feed) as browser:
        await browser.sign_in("aki")
        before = (await browser.read(path)).form(path)
        entered = {name: new for name, new in entered.items() if name in before.fields}
        refused = await browser.send(before, **entered)
        after = (await browser.read(path)).form(path)

    assert refused.status == 422
    assert why in refused.words
    assert refused.form(path).fields == before.fields | entered
    assert after.fields == before.fields


async def test_the_owner_answers_who_asks_to_follow(feed: Feed) -> None:
    aki = await a_member(feed, "aki")
    ken = await a_member(feed, "ken", display_name="健")
    car = await name_of(feed, await feed.car("CAR-1", owner=aki))
    async with a_browser(feed) as owner, a_browser(feed) as friend:
        await friend.sign_in("ken")
        asked = await friend.send((await friend.read(f"/@{car}")).form(f"/@{car}/follow"))
        await owner.sign_in("aki")
        answer = (await owner.read("/notifications")).form(f"/@{car}/requests/{ken.account_id}")
        answered = await owner.send(answer, answer="accept")
        following = await friend.read(f"/@{car}")

    assert "Take the request back" in asked.words
    assert "健" not in answered.words
    assert "Unfollow" in following.words


async def test_nobody_else_answers_for_the_owner(feed: Feed) -> None:
    aki = await a_member(feed, "aki")
    ken = await a_member(feed, "ken")
    car = await name_of(feed, await feed.car("CAR-1", owner=aki))
    async with a_browser(feed) as friend:
        token = (await friend.sign_in("ken")).form("/compose").fields["csrf_token"]
        await friend.send((await friend.read(f"/@{car}")).form(f"/@{car}/follow"))
        answered = await friend.post(
            f"/@{car}/requests/{ken.account_id}", {"csrf_token": token, "answer": "accept"}
        )
        still_asking = await friend.read(f"/@{car}")

    assert answered.status == 403
    assert "Take the request back" in still_asking.words
