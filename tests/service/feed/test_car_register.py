"""The gateway's view of the register: enrolment, and changes by revision."""

import asyncio
from itertools import chain
from typing import Any

import pytest

from tests.builders.feed import Feed, a_feed, bearer

PATH = "/api/v1/gateway/cars"


@pytest.fixture
async def gateway(feed: Feed) -> dict[str, str]:
    return bearer(await feed.token("gateway"))


async def enrol(feed: Feed, gateway: dict[str, str], *car_ids: str) -> dict[str, Any]:
    told = {"cars": [{"car_id": car_id, "dialect": "native"} for car_id in car_ids]}
    async with feed.client.post(PATH, json=told, headers=gateway) as response:
        assert response.status == 200
        return await response.json()


async def test_an_unknown_car_is_enrolled_with_a_friendly_name_and_no_owner(
    feed: Feed, gateway: dict[str, str]
) -> None:
    answer = await enrol(feed, gateway, "JT1BK40E")

    (car,) = answer["cars"]
    assert answer["refused"] == []
    assert car == {
        "car_id": "JT1BK40E",
        "account_id": car["account_id"],
        "acct": car["nickname"].lower().replace(" ", "_"),
        "nickname": car["nickname"],
        "persona": "plain",
        "language": "en",
        "time_zone": None,
        "units": "metric",
        "enabled": True,
        "owner": None,
        "home": None,
        "zones": [],
        "default_visibility": "private",
        "audience": {},
        "place_for_followers": "town",
        "place_for_public": "town",
        "quiet_hours": None,
        "posts_a_day": 12,
        "delay_minutes": 30,
        "cheap_hours": [],
        "leaves_at": None,
        "dealers": [],
        "commanders": [],
        "friends": [],
        "tongues": [],
        "revision": 1,
    }
    assert "jt1" not in (car["acct"] + car["nickname"]).lower()


async def test_a_car_enrolled_twice_is_there_once(feed: Feed, gateway: dict[str, str]) -> None:
    first = await enrol(feed, gateway, "CAR-1", "CAR-1", "CAR-2")
    second = await enrol(feed, gateway, "CAR-2", "CAR-1")

    assert second == first
    assert [car["car_id"] for car in first["cars"]] == ["CAR-1", "CAR-2"]
    assert len({car["account_id"] for car in first["cars"]}) == 2


async def test_many_who_enrol_the_same_cars_at_once_enrol_each_once(
    feed: Feed, gateway: dict[str, str]
) -> None:
    car_ids = [f"CAR-{number}" for number in range(8)]

    answers = await asyncio.gather(*(enrol(feed, gateway, *car_ids[::turn]) for turn in (1, -1, 1, -1, 1)))

    assert all(answer == answers[0] for answer in answers)
    register = await feed.get(PATH, gateway)
    assert sorted(car["car_id"] for car in register["cars"]) == car_ids
    assert len({car["revision"] for car in register["cars"]}) == 8


async def test_a_closed_feed_refuses_strangers_with_a_reason_and_knows_its_own(database_url: str) -> None:
    async with a_feed(database_url, enrolment="closed") as feed:
        gateway = bearer(await feed.token("gateway"))

        assert await enrol(feed, gateway, "CAR-1") == {
            "cars": [],
            "refused": [
                {
                    "car_id": "CAR-1",
                    "reason": "is unknown and enrolment is closed; "
                    "the operator can let it in with: kurumatomo-feed cars register",
                }
            ],
        }


async def test_an_impossible_car_id_takes_no_others_with_it(feed: Feed, gateway: dict[str, str]) -> None:
    answer = await enrol(feed, gateway, "CAR-1", "no such\nid", "x" * 65)

    assert [car["car_id"] for car in answer["cars"]] == ["CAR-1"]
    reason = "car_id must be 1 to 64 of A-Z a-z 0-9 _ -"
    assert answer["refused"] == [
        {"car_id": "no such\nid", "reason": reason},
        {"car_id": "x" * 65, "reason": reason},
    ]


async def test_the_register_is_read_page_by_page_in_the_order_of_changes(
    feed: Feed, gateway: dict[str, str]
) -> None:
    await enrol(feed, gateway, *(f"CAR-{number}" for number in range(5)))

    pages, after = [], 0
    while (page := await feed.get(PATH, gateway, updated_after=str(after), limit="2"))["cars"]:
        pages.append([car["car_id"] for car in page["cars"]])
        assert page["revision"] == page["cars"][-1]["revision"]
        after = page["revision"]

    assert [len(page) for page in pages] == [2, 2, 1]
    assert sorted(chain(*pages)) == [f"CAR-{number}" for number in range(5)]
    assert page == {"cars": [], "revision": after}


async def test_who_polls_by_revision_misses_no_change_made_meanwhile(
    feed: Feed, gateway: dict[str, str]
) -> None:
    seen: dict[str, int] = {}
    done = asyncio.Event()

    async def poll() -> None:
        after = 0
        while True:
            was_done = done.is_set()
            page = await feed.get(PATH, gateway, updated_after=str(after), limit="3")
            seen.update({car["car_id"]: car["revision"] for car in page["cars"]})
            after = page["revision"]
            if was_done and not page["cars"]:
                return

    async def enrol_some(start: int) -> None:
        for number in range(start, start + 5):
            await enrol(feed, gateway, f"CAR-{number}", f"CAR-{number + 100}")

    polling = asyncio.create_task(poll())
    await asyncio.gather(*(enrol_some(start) for start in (0, 10, 20, 30)))
    done.set()
    await polling

    whole = await feed.get(PATH, gateway)
    assert seen == {car["car_id"]: car["revision"] for car in whole["cars"]}
    assert len(seen) == 40


@pytest.mark.parametrize(
    ("method", "path"),
    [("POST", PATH), ("GET", PATH), ("POST", "/api/v1/gateway/snapshots")],
)
async def test_only_a_token_with_the_gateway_scope_may(feed: Feed, method: str, path: str) -> None:
    aki = await feed.person("aki", role="admin")
    answers = []
    for headers in ({}, bearer("wrong"), aki.headers, bearer(await feed.token("read write"))):
        async with feed.client.request(method, path, json={}, headers=headers) as response:
            answers.append((response.status, (await response.json())["error"]))

    outside = (403, "This action is outside the authorized scopes")
    invalid = (401, "The access token is invalid")
    assert answers == [invalid, invalid, outside, outside]


@pytest.mark.parametrize(
    ("query", "error"),
    [
        ({"updated_after": "x"}, "Validation failed: updated_after must be a whole number"),
        ({"limit": "-1"}, "Validation failed: limit must be a whole number"),
    ],
)
async def test_a_senseless_question_is_answered_with_what_is_wrong(
    feed: Feed, gateway: dict[str, str], query: dict[str, str], error: str
) -> None:
    async with feed.client.get(PATH, params=query, headers=gateway) as response:
        assert (response.status, (await response.json())["error"]) == (422, error)


@pytest.mark.parametrize(
    ("body", "status", "error"),
    [
        (b"{", 400, "The body is not JSON"),
        (b"{}", 422, "Validation failed: cars is missing"),
        (
            b'{"cars":[{"car_id":5,"dialect":"native"}]}',
            422,
            "Validation failed: cars.0.car_id must be a valid string",
        ),
    ],
)
async def test_a_senseless_enrolment_is_answered_with_what_is_wrong(
    feed: Feed, gateway: dict[str, str], body: bytes, status: int, error: str
) -> None:
    async with feed.client.post(PATH, data=body, headers=gateway) as response:
        assert (response.status, (await response.json())["error"]) == (status, error)
