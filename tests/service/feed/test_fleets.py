"""A dealer's fleet by the API: only what was entrusted, as the dealer may see it, in any order."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from feed.social.health import Health
from feed.social.snapshot import Snapshot
from tests.builders.feed import Feed, Person
from tests.builders.trust import entrust

AT = datetime(2026, 11, 23, 8, 55, tzinfo=UTC)
CARS: dict[str, dict[str, Any]] = {
    "Aoba": {"soc_percent": 12.0, "range_km": 40.0, "presence": "online"},
    "Hana": {"soc_percent": 80.0, "presence": "lost", "health": Health(service_in_km=300.0)},
    "Kei_1": {"soc_percent": 55.0, "charge_state": "charging", "health": Health(trouble_codes=("P0A80",))},
    "Sora": {"health": Health(tyre_state="flat", aux_battery_v=10.8, aux_battery_low=True)},
}
KINDS = ("service_due", "trouble_code", "tyre_low", "aux_battery_low")


@pytest.fixture
async def people(feed: Feed) -> dict[str, Person]:
    owner = await feed.person("owner")
    return {"owner": owner} | {name: await feed.person(name, role="dealer") for name in ("mikawa", "other")}


@pytest.fixture
async def fleet(feed: Feed, people: dict[str, Person]) -> dict[str, str]:
    """Four cars that were entrusted, by nickname, and one that was not."""
    accounts = {}
    for number, (name, seen) in enumerate([*CARS.items(), ("Nobody's", {"soc_percent": 1.0})]):
        account_id = await feed.car(f"CAR-{number}", owner=people["owner"])
        path = f"/api/v1/cars/{account_id}/settings"
        async with feed.client.patch(
            path, json={"nickname": name}, headers=people["owner"].headers
        ) as response:
            assert response.status == 200
        await feed.tell(account_id, Snapshot(observed_at=AT - timedelta(minutes=number), **seen))
        if name in CARS:
            await entrust(feed, account_id, people["owner"], people["mikawa"], *KINDS)
        accounts[name] = account_id
    return accounts


async def names(feed: Feed, dealer: Person, **asked: str) -> list[str]:
    found = await feed.get(f"/api/v1/fleets/{dealer.account_id}/cars", dealer.headers, **asked)
    return [car["nickname"] for car in found]


@pytest.mark.usefixtures("fleet")
@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("", ["Aoba", "Hana", "Kei_1", "Sora"]),
        ("-name", ["Sora", "Kei_1", "Hana", "Aoba"]),
        ("charge", ["Aoba", "Kei_1", "Hana", "Sora"]),
        ("-charge", ["Hana", "Kei_1", "Aoba", "Sora"]),
        ("range", ["Aoba", "Hana", "Kei_1", "Sora"]),
        ("-seen", ["Aoba", "Hana", "Kei_1", "Sora"]),
        ("service", ["Hana", "Aoba", "Kei_1", "Sora"]),
        ("tyres", ["Sora", "Aoba", "Hana", "Kei_1"]),
        ("battery", ["Sora", "Aoba", "Hana", "Kei_1"]),
        ("trouble", ["Kei_1", "Aoba", "Hana", "Sora"]),
        ("name; drop table cars", ["Aoba", "Hana", "Kei_1", "Sora"]),
    ],
)
async def test_the_cars_come_in_the_order_asked_for_and_the_unknown_last(
    feed: Feed, people: dict[str, Person], sort: str, expected: list[str]
) -> None:
    assert await names(feed, people["mikawa"], sort=sort) == expected


@pytest.mark.usefixtures("fleet")
@pytest.mark.parametrize(
    ("need", "expected"),
    [
        ("low", ["Aoba"]),
        ("charging", ["Kei_1"]),
        ("silent", ["Hana"]),
        ("service", ["Hana"]),
        ("trouble", ["Kei_1"]),
        ("tyres", ["Sora"]),
        ("battery", ["Sora"]),
        ("nonsense", ["Aoba", "Hana", "Kei_1", "Sora"]),
    ],
)
async def test_the_cars_with_a_need_are_found_and_counted(
    feed: Feed, people: dict[str, Person], need: str, expected: list[str]
) -> None:
    assert await names(feed, people["mikawa"], filter=need) == expected
    (told,) = await feed.get("/api/v1/fleets", people["mikawa"].headers)
    assert told["counts"].get(need, 4) == len(expected)


@pytest.mark.usefixtures("fleet")
@pytest.mark.parametrize(
    ("words", "expected"), [("hAN", ["Hana"]), ("I_1", ["Kei_1"]), ("%", []), ("nobody", [])]
)
async def test_names_are_searched_as_they_are_written(
    feed: Feed, people: dict[str, Person], words: str, expected: list[str]
) -> None:
    assert await names(feed, people["mikawa"], q=words) == expected


@pytest.mark.usefixtures("fleet")
async def test_not_heard_for_a_day_is_silent_whatever_it_said(feed: Feed, people: dict[str, Person]) -> None:
    feed.clock.later(hours=25)
    assert await names(feed, people["mikawa"], filter="silent") == ["Aoba", "Hana", "Kei_1", "Sora"]


@pytest.mark.usefixtures("fleet")
async def test_a_car_is_told_as_its_dealer_may_see_it(
    feed: Feed, people: dict[str, Person], fleet: dict[str, str]
) -> None:
    path = f"/api/v1/fleets/{people['mikawa'].account_id}/cars"
    (told,) = await feed.get(path, people["mikawa"].headers, filter="trouble")
    assert told == {
        "id": fleet["Kei_1"],
        "acct": told["acct"],
        "nickname": "Kei_1",
        "observed_at": "2026-11-23T08:53:00.000Z",
        "presence": None,
        "soc_percent": 55.0,
        "range_km": None,
        "charge_state": "charging",
        "needs": ["charging", "trouble"],
        "health": {
            "service_in_km": None,
            "service_in_days": None,
            "trouble_codes": ["P0A80"],
            "tyre_kpa": None,
            "tyre_state": None,
            "aux_battery_v": None,
            "aux_battery_low": None,
        },
    }


@pytest.mark.usefixtures("fleet")
async def test_a_fleet_is_read_by_parts_whose_links_lead_on(feed: Feed, people: dict[str, Person]) -> None:
    mikawa = people["mikawa"]
    path, read = f"/api/v1/fleets/{mikawa.account_id}/cars?limit=3", []
    while path:
        async with feed.client.get(path, headers=mikawa.headers) as response:
            read.append([car["nickname"] for car in await response.json()])
            path = str(response.links["next"]["url"].relative()) if "next" in response.links else ""
    assert read == [["Aoba", "Hana", "Kei_1"], ["Sora"]]


async def test_what_was_not_entrusted_neither_shows_nor_counts_nor_sorts(
    feed: Feed, people: dict[str, Person], fleet: dict[str, str]
) -> None:
    sora, owner, mikawa = fleet["Sora"], people["owner"], people["mikawa"]
    await entrust(feed, sora, owner, mikawa, "silent")  # anew, and the former terms are void

    assert await names(feed, mikawa, filter="tyres") == []
    assert await names(feed, mikawa, sort="battery") == ["Aoba", "Hana", "Kei_1", "Sora"]
    (told,) = await feed.get("/api/v1/fleets", mikawa.headers)
    assert told["counts"] == {
        "all": 4, "low": 1, "charging": 1, "silent": 1, "service": 1, "trouble": 1, "tyres": 0, "battery": 0,
    }  # fmt: skip


@pytest.mark.usefixtures("fleet")
async def test_by_a_home_a_car_counts_and_sorts_as_it_was_half_an_hour_ago(
    feed: Feed, people: dict[str, Person], fleet: dict[str, str]
) -> None:
    mikawa, hana = people["mikawa"], fleet["Hana"]
    feed.clock.now = AT + timedelta(minutes=40)
    await feed.tell(hana, Snapshot(observed_at=feed.clock.now, soc_percent=8.0, zone="home"))

    at_once = await names(feed, mikawa, filter="low"), await names(feed, mikawa, sort="charge")
    feed.clock.later(minutes=30)

    assert at_once == (["Aoba"], ["Aoba", "Kei_1", "Hana", "Sora"])
    assert await names(feed, mikawa, filter="low") == ["Aoba", "Hana"]


async def test_nobody_looks_into_the_fleet_of_a_dealer_and_after_the_end_neither_does_the_dealer(
    feed: Feed, people: dict[str, Person]
) -> None:
    mikawa = people["mikawa"]

    async def statuses_for(viewer: Person) -> list[int]:
        found = []
        for path in (f"/api/v1/fleets/{mikawa.account_id}", f"/api/v1/fleets/{mikawa.account_id}/cars"):
            async with feed.client.get(path, headers=viewer.headers) as response:
                found.append(response.status)
        return found

    assert [await statuses_for(people[name]) for name in ("mikawa", "other", "owner")] == [
        [200, 200],
        [404, 404],
        [404, 404],
    ]
    assert await feed.get("/api/v1/fleets", people["owner"].headers) == []
    assert await names(feed, people["other"]) == []

    feed.clock.later(days=30)

    assert await names(feed, mikawa) == []
