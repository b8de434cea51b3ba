"""Somebody takes a copy of what is known of them, and is forgotten."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from zipfile import ZipFile

import pytest
from sqlalchemy import func, select

from feed.actions.enrol import Newcomer
from feed.actions.erase import erase_car, erase_person
from feed.actions.register_car import register_car
from feed.actions.tongues import bind
from feed.cli.export import _write
from feed.errors import NotFoundError
from feed.social.car_wishes import CarWishes
from feed.social.snapshot import Snapshot
from feed.social.tongues import Tongue
from feed.store import everything
from feed.store.base import Base
from feed.store.car_tables import ErasedCar
from feed.store.tables import Account, Favourite, Status
from tests.builders.feed import Feed, Person, bearer

MORNING = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


@pytest.fixture
async def aki(feed: Feed) -> Person:
    return await feed.person("aki")


@pytest.fixture
async def ben(feed: Feed) -> Person:
    return await feed.person("ben")


NOTED = {"audit_entries": 1, "audit_head": 1}  # that it was done, and to which number


async def rows(feed: Feed) -> dict[str, int]:
    async with feed.database.reading() as session:
        return {
            table.name: await session.scalar(select(func.count()).select_from(table)) or 0
            for table in Base.metadata.sorted_tables
        }


async def say(feed: Feed, account_id: int, text: str, *, reply_to: int | None = None) -> int:
    status_id = feed.ids.next()
    async with feed.database.writing() as session:
        session.add(
            Status(
                id=status_id,
                account_id=account_id,
                text=text,
                visibility="private",
                conversation_id=reply_to or status_id,
                in_reply_to_id=reply_to,
            )
        )
    return status_id


async def set_counts(feed: Feed, model: type[Account | Status], row_id: int, **counts: int) -> None:
    async with feed.database.writing() as session:
        row = await session.get_one(model, row_id)
        for name, count in counts.items():
            setattr(row, name, count)


async def counts(feed: Feed, model: type[Account | Status], row_id: int, *names: str) -> Sequence[int]:
    async with feed.database.reading() as session:
        row = await session.get_one(model, row_id)
        return [getattr(row, name) for name in names]


async def test_a_person_erased_leaves_no_row_and_right_counts(feed: Feed, ben: Person) -> None:
    before = await rows(feed)
    carol = await feed.person("carol")
    await feed.follows(carol.account_id, ben.account_id)
    await set_counts(feed, Account, ben.account_id, followers_count=1)
    post = await say(feed, ben.account_id, "hello")
    for _ in range(2):
        await say(feed, carol.account_id, "hello back", reply_to=post)
    async with feed.database.writing() as session:
        session.add(Favourite(id=feed.ids.next(), account_id=carol.account_id, status_id=post))
    await set_counts(feed, Status, post, replies_count=3, favourites_count=1)

    async with feed.database.writing() as session:
        await erase_person(session, carol.account_id, by="operator", now=MORNING, ids=feed.ids)

    assert await counts(feed, Account, ben.account_id, "followers_count") == [0]
    assert await counts(feed, Status, post, "replies_count", "favourites_count") == [1, 0]
    assert await rows(feed) == {**before, "statuses": 1, **NOTED}


async def test_the_cars_of_who_leaves_stay_as_nobodys_and_forget_all(
    feed: Feed, aki: Person, ben: Person
) -> None:
    account_id = await feed.car("CAR-1", owner=aki, home_lat=35.0, home_lon=137.0, home_radius_m=100.0)
    await feed.follows(ben.account_id, int(account_id))
    await feed.tell(account_id, Snapshot(observed_at=MORNING, soc_percent=50))
    await say(feed, int(account_id), "arrived")

    async with feed.database.writing() as session:
        await erase_person(session, aki.account_id, by="operator", now=MORNING, ids=feed.ids)

    (car,) = (await feed.get("/api/v1/gateway/cars", bearer(await feed.token("gateway"))))["cars"]
    left = await rows(feed)
    assert (car["car_id"], car["owner"], car["home"]) == ("CAR-1", None, None)
    assert car["account_id"] != account_id
    assert {name: left[name] for name in ("statuses", "follows", "car_snapshots", "car_history")} == {
        "statuses": 0,
        "follows": 0,
        "car_snapshots": 0,
        "car_history": 0,
    }


async def test_a_car_erased_is_gone_with_its_account(feed: Feed, aki: Person) -> None:
    before = await rows(feed)
    await feed.tell(await feed.car("CAR-1", owner=aki), Snapshot(observed_at=MORNING))

    async with feed.database.writing() as session:
        await erase_car(session, "CAR-1", by="operator", now=MORNING)
    with pytest.raises(NotFoundError, match="There is no car CAR-1 in the register"):
        async with feed.database.writing() as session:
            await erase_car(session, "CAR-1", by="operator", now=MORNING)

    assert await rows(feed) == {
        **before,
        "car_revision": 1,
        "erased_cars": 1,
        "server_keys": before["server_keys"] + 1,
        **NOTED,
    }


async def test_a_car_erased_is_let_in_again_by_hand_and_by_no_gateway(feed: Feed, aki: Person) -> None:
    await feed.car("CAR-1", owner=aki)
    async with feed.database.writing() as session:
        await erase_car(session, "CAR-1", by=aki.account_id, now=MORNING)
    told = {"cars": [{"car_id": car_id, "dialect": "native"} for car_id in ("CAR-1", "CAR-2")]}
    gateway = bearer(await feed.token("gateway"))

    async with feed.client.post("/api/v1/gateway/cars", json=told, headers=gateway) as response:
        answer = await response.json()
    async with feed.database.reading() as session:
        (digest,) = await session.scalars(select(ErasedCar.digest))
    async with feed.database.writing() as session:
        newcomer = Newcomer(car_id="CAR-1", dialect="native")
        await register_car(session, newcomer, CarWishes(), by="operator", now=MORNING, ids=feed.ids)
    async with feed.client.post("/api/v1/gateway/cars", json=told, headers=gateway) as response:
        again = await response.json()

    assert [one["car_id"] for one in answer["cars"]] == ["CAR-2"]
    assert [(one["car_id"], one["reason"][:10]) for one in answer["refused"]] == [("CAR-1", "was erased")]
    assert digest not in {sha256(b"CAR-1").hexdigest(), "CAR-1"}
    assert ([one["car_id"] for one in again["cars"]], again["refused"]) == (["CAR-1", "CAR-2"], [])


async def test_of_a_car_with_places_tongues_and_a_dealer_nothing_is_left_but_in_its_owners_copy(
    feed: Feed, aki: Person
) -> None:
    dealer = await feed.person("mikawa", role="dealer")
    account_id = await feed.car("CAR-1", owner=aki)
    wishes = {
        "home": {"lat": 35.0877, "lon": 137.1563},
        "zones": [{"name": "work", "lat": 35.3, "lon": 137.2}],
    }
    terms = {"acct": dealer.username, "kinds": ["silent"], "until": "2026-12-01T00:00:00Z"}
    path = f"/api/v1/cars/{account_id}"
    for method, url, body in (("PATCH", f"{path}/settings", wishes), ("POST", f"{path}/shares", terms)):
        async with feed.client.request(method, url, json=body, headers=aki.headers) as response:
            assert response.status == 200
    async with feed.database.writing() as session:
        await bind(
            session, Tongue(car_id="CAR-1", dialect="ovms", foreign_id="leaf"), by="operator", now=MORNING
        )

    async with feed.database.reading() as session:
        copy = await everything.rows_about(session, int(account_id))
    async with feed.database.writing() as session:
        await erase_car(session, "CAR-1", by="operator", now=MORNING)
        await erase_person(session, aki.account_id, by="operator", now=MORNING, ids=feed.ids)

    left = await rows(feed)
    assert [row["foreign_id"] for row in copy["tongues"]] == ["leaf"]
    assert [row["kinds"] for row in copy["shares"]] == [["silent"]]
    assert ([zone["name"] for zone in copy["car"][0]["zones"]], "veils" in copy["car"][0]) == (
        ["work"],
        False,
    )
    assert {name: left[name] for name in ("cars", "car_tongues", "car_shares", "veil_keys")} == dict.fromkeys(
        ("cars", "car_tongues", "car_shares", "veil_keys"), 0
    )


async def test_a_copy_holds_what_is_known_and_no_secrets(feed: Feed, aki: Person, tmp_path: Path) -> None:
    post = await say(feed, aki.account_id, "こんにちは")
    async with feed.database.reading() as session:
        copy = await everything.rows_about(session, aki.account_id)

    _write(tmp_path / "aki.zip", {"aki": copy})

    with ZipFile(tmp_path / "aki.zip") as archive:
        found = {name: json.loads(archive.read(name)) for name in archive.namelist()}
    assert sorted(found) == ["aki/account.json", "aki/sign_in.json", "aki/statuses.json"]
    assert [(row["id"], row["text"]) for row in found["aki/statuses.json"]] == [(str(post), "こんにちは")]
    assert "password_hash" not in found["aki/sign_in.json"][0]
    assert (tmp_path / "aki.zip").stat().st_mode & 0o777 == 0o600
