"""Cars are claimed, settled and passed on by their owners, and by nobody else."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from feed.actions.car_changes import open_for_operator
from feed.actions.claim_car import new_code
from feed.social.snapshot import Snapshot
from feed.store.car_tables import CarHistory, CarSnapshot
from feed.store.tables import Follow
from tests.builders.feed import Feed, Person, bearer

WRONG_CODE = (422, "Validation failed: Code is wrong, used or expired")


@pytest.fixture
async def aki(feed: Feed) -> Person:
    return await feed.person("aki")


@pytest.fixture
async def ben(feed: Feed) -> Person:
    return await feed.person("ben")


async def code_for(feed: Feed, car_id: str) -> str:
    async with feed.database.writing() as session:
        return new_code((await open_for_operator(session, car_id)).car, now=feed.clock.now)


async def send(feed: Feed, method: str, path: str, who: Person, body: object = None) -> tuple[int, Any]:
    async with feed.client.request(
        method, f"/api/v1/cars/{path}", json=body, headers=who.headers
    ) as response:
        return response.status, await response.json()


async def followers(feed: Feed, account_id: str) -> list[int]:
    query = select(Follow.account_id).where(Follow.target_account_id == int(account_id))
    async with feed.database.reading() as session:
        return list(await session.scalars(query))


async def claim(feed: Feed, who: Person, code: str) -> tuple[int, Any]:
    status, answer = await send(feed, "POST", "claim", who, {"code": code})
    return (status, answer) if status == 200 else (status, answer["error"])


async def test_who_has_the_code_becomes_the_owner_and_follows_the_car(feed: Feed, aki: Person) -> None:
    account_id = await feed.car("CAR-1")

    status, car = await claim(feed, aki, (await code_for(feed, "CAR-1")).lower())

    assert status == 200
    assert (car["id"], car["closeness"], car["car_id"]) == (account_id, "owner", "CAR-1")
    assert car["owner"] == {"id": str(aki.account_id), "acct": "aki"}
    assert await followers(feed, account_id) == [aki.account_id]
    (entry,) = (await feed.get("/api/v1/gateway/cars", bearer(await feed.token("gateway"))))["cars"]
    assert entry["owner"] == {"account_id": str(aki.account_id), "acct": "aki"}


async def test_of_two_with_one_code_the_first_has_the_car(feed: Feed, aki: Person, ben: Person) -> None:
    await feed.car("CAR-1")
    code = await code_for(feed, "CAR-1")

    answers = await asyncio.gather(*(claim(feed, who, code) for who in (aki, ben, aki, ben)))

    assert sorted(status for status, _ in answers) == [200, 422, 422, 422]


async def test_a_code_is_good_once_and_the_older_one_is_void(feed: Feed, aki: Person, ben: Person) -> None:
    await feed.car("CAR-1")
    older, newer = await code_for(feed, "CAR-1"), await code_for(feed, "CAR-1")

    assert await claim(feed, ben, older) == WRONG_CODE
    assert (await claim(feed, aki, newer))[0] == 200
    assert await claim(feed, ben, newer) == WRONG_CODE


async def test_a_code_is_good_for_a_week(feed: Feed, aki: Person) -> None:
    await feed.car("CAR-1")
    code = await code_for(feed, "CAR-1")

    feed.clock.later(days=7)

    assert await claim(feed, aki, code) == WRONG_CODE


async def test_after_five_wrong_codes_even_the_right_one_must_wait_an_hour(
    feed: Feed, aki: Person, ben: Person
) -> None:
    await feed.car("CAR-1")
    code = await code_for(feed, "CAR-1")

    for _ in range(5):
        assert await claim(feed, aki, "ABCD-EFGH") == WRONG_CODE
    async with feed.client.post("/api/v1/cars/claim", json={"code": code}, headers=aki.headers) as response:
        assert (response.status, response.headers["Retry-After"]) == (429, "3600")
    assert (await claim(feed, ben, "ABCD-EFGH")) == WRONG_CODE

    feed.clock.later(hours=1)
    assert (await claim(feed, aki, code))[0] == 200


async def test_guesses_at_once_are_counted_too(feed: Feed, aki: Person) -> None:
    answers = await asyncio.gather(*(claim(feed, aki, "ABCD-EFGH") for _ in range(9)))

    assert sorted(status for status, _ in answers) == [422] * 5 + [429] * 4


async def test_the_owner_settles_what_is_given_and_the_rest_stays(feed: Feed, aki: Person) -> None:
    account_id = await feed.car("CAR-1", owner=aki)
    before = (
        await send(feed, "PATCH", f"{account_id}/settings", aki, {"audience": {"plugged_in": "nobody"}})
    )[1]

    status, car = await send(
        feed,
        "PATCH",
        f"{account_id}/settings",
        aki,
        {
            "nickname": "あお",
            "language": "ja",
            "time_zone": "Asia/Tokyo",
            "home": {"lat": 35.0877, "lon": 137.1563, "radius_m": 120},
            "audience": {"drive_ended": "public"},
        },
    )

    assert (status, car["nickname"]) == (200, "あお")
    assert car["settings"] == before["settings"] | {
        "nickname": "あお",
        "language": "ja",
        "time_zone": "Asia/Tokyo",
        "home": {"lat": 35.0877, "lon": 137.1563, "radius_m": 120.0},
        "audience": {"plugged_in": "nobody", "drive_ended": "public"},
    }


async def test_a_kind_without_audience_goes_back_to_the_default_and_a_home_can_be_forgotten(
    feed: Feed, aki: Person
) -> None:
    account_id = await feed.car(
        "CAR-1",
        owner=aki,
        audience={"plugged_in": "nobody"},
        home_lat=35.0,
        home_lon=137.0,
        home_radius_m=100.0,
    )

    wishes = {"audience": {"plugged_in": None}, "home": None}
    _, car = await send(feed, "PATCH", f"{account_id}/settings", aki, wishes)

    assert (car["settings"]["audience"], car["settings"]["home"]) == ({}, None)


async def test_the_gateway_learns_of_a_changed_setting_by_a_new_revision(feed: Feed, aki: Person) -> None:
    account_id = await feed.car("CAR-1", owner=aki)
    await feed.car("CAR-2", owner=aki)
    gateway = bearer(await feed.token("gateway"))
    seen = (await feed.get("/api/v1/gateway/cars", gateway))["revision"]

    await send(feed, "PATCH", f"{account_id}/settings", aki, {"nickname": "Pre-boy"})

    news = await feed.get("/api/v1/gateway/cars", gateway, updated_after=str(seen))
    assert [(car["car_id"], car["nickname"]) for car in news["cars"]] == [("CAR-1", "Pre-boy")]


async def test_a_wrong_setting_is_refused_by_name_and_nothing_changes(feed: Feed, aki: Person) -> None:
    account_id = await feed.car("CAR-1", owner=aki)

    status, answer = await send(
        feed,
        "PATCH",
        f"{account_id}/settings",
        aki,
        {"nickname": "New", "time_zone": "Tokyo", "home": {"lat": 1}},
    )

    assert (status, answer["error"]) == (
        422,
        "Validation failed: time_zone must be a time zone's name such as Asia/Tokyo; home.lon is missing",
    )
    assert sorted(answer["details"]) == ["home.lon", "time_zone"]
    assert (await feed.get(f"/api/v1/cars/{account_id}"))["nickname"] != "New"


@pytest.mark.parametrize("change", [("PATCH", "settings"), ("POST", "transfer")])
async def test_nobody_but_the_owner_changes_a_car(
    feed: Feed, aki: Person, ben: Person, change: tuple[str, str]
) -> None:
    account_id = await feed.car("CAR-1", owner=aki)
    await feed.follows(ben.account_id, int(account_id))
    others = [ben, await feed.person("hana", role="admin"), await feed.person("mikawa", role="dealer")]

    answers = [await send(feed, change[0], f"{account_id}/{change[1]}", who, {}) for who in others]

    assert answers == [(403, {"error": "Only the owner of a car may do this"})] * 3


@pytest.mark.parametrize("change", [("PATCH", "1/settings"), ("POST", "1/transfer"), ("POST", "claim")])
async def test_changes_need_a_person_with_the_scope(feed: Feed, aki: Person, change: tuple[str, str]) -> None:
    tokens = [await feed.token("read", user_id=aki.user_id), await feed.token("write:cars"), "wrong"]
    answers = []
    for token in tokens:
        async with feed.client.request(
            change[0], f"/api/v1/cars/{change[1]}", json={}, headers=bearer(token)
        ) as response:
            answers.append(response.status)

    assert answers == [403, 403, 401]


async def test_a_car_passed_on_begins_a_new_life(feed: Feed, aki: Person, ben: Person) -> None:
    account_id = await feed.car(
        "CAR-1",
        owner=aki,
        audience={"drive_ended": "public"},
        home_lat=35.0,
        home_lon=137.0,
        home_radius_m=100.0,
    )
    await feed.tell(
        account_id, Snapshot(observed_at=datetime(2026, 11, 23, 8, 0, tzinfo=UTC), soc_percent=50)
    )

    status, answer = await send(feed, "POST", f"{account_id}/transfer", aki)

    assert (status, answer["expires_at"]) == (200, "2026-11-30T09:00:00.000Z")
    async with feed.client.get(f"/api/v1/cars/{account_id}", headers=aki.headers) as response:
        assert response.status == 404
    assert await feed.get("/api/v1/cars", aki.headers) == []
    _, car = await claim(feed, ben, answer["claim_code"])
    assert car["id"] != account_id
    assert (car["car_id"], car["snapshot"]) == ("CAR-1", None)
    assert (car["settings"]["home"], car["settings"]["audience"]) == (None, {})
    assert (await feed.get(f"/api/v1/cars/{car['id']}/history", ben.headers))["points"] == []
    async with feed.database.reading() as session:
        left = [
            await session.scalar(select(func.count()).select_from(one)) for one in (CarSnapshot, CarHistory)
        ]
    assert left == [0, 0]


async def test_what_a_car_observed_in_its_old_life_does_not_reach_the_new_owner(
    feed: Feed, aki: Person, ben: Person
) -> None:
    last_word = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
    account_id = await feed.car("CAR-1", owner=aki)
    await feed.tell(account_id, Snapshot(observed_at=last_word, soc_percent=50))
    _, answer = await send(feed, "POST", f"{account_id}/transfer", aki)
    _, car = await claim(feed, ben, answer["claim_code"])
    gateway = bearer(await feed.token("gateway"))

    for moment, soc in (
        (last_word, 50),
        (last_word - timedelta(hours=1), 70),
        (last_word + timedelta(hours=1), 40),
    ):
        told = {"snapshots": [{"car_id": "CAR-1", "observed_at": moment.isoformat(), "soc_percent": soc}]}
        async with feed.client.post("/api/v1/gateway/snapshots", json=told, headers=gateway) as response:
            assert response.status == 202

    points = (await feed.get(f"/api/v1/cars/{car['id']}/history", ben.headers))["points"]
    assert [point["soc_percent"] for point in points] == [40.0]


async def test_words_of_the_old_life_that_arrive_late_are_not_said_in_the_new(
    feed: Feed, aki: Person
) -> None:
    last_word = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
    account_id = await feed.car("CAR-1", owner=aki)
    await feed.tell(account_id, Snapshot(observed_at=last_word))
    await send(feed, "POST", f"{account_id}/transfer", aki)
    headers = {**bearer(await feed.token("gateway")), "X-Kurumatomo-Car": "CAR-1"}

    answers = []
    for moment in (last_word, last_word + timedelta(minutes=1)):
        said = {"status": "Arrived.", "car_event": {"kind": "drive_ended", "at": moment.isoformat()}}
        async with feed.client.post("/api/v1/statuses", json=said, headers=headers) as response:
            answers.append((response.status, (await response.json()).get("error")))

    assert answers == [(422, "Validation failed: the car has changed hands since"), (200, None)]
