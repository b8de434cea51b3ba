"""A case: the dealer sees the car for one matter, both talk in one direct thread, a time is taken once."""

import asyncio
import re
from typing import Any

import pytest

from feed.social.health import Health
from feed.social.snapshot import Snapshot
from feed.store.everything import rows_about
from tests.builders.cases import an_open_case, ask, keep_free
from tests.builders.feed import Feed, Person, bearer
from tests.builders.trust import entrust

CAR = "JT1BK40E"


@pytest.fixture
async def people(feed: Feed) -> dict[str, Person]:
    members = {name: await feed.person(name) for name in ("aki", "ben")}
    return members | {name: await feed.person(name, role="dealer") for name in ("mikawa", "other")}


@pytest.fixture
async def car(feed: Feed, people: dict[str, Person]) -> str:
    account_id = await feed.car(CAR, owner=people["aki"])
    feels = Health(service_in_km=300.0, tyre_state="low", trouble_codes=("P0A80",))
    await feed.tell(account_id, Snapshot(observed_at=feed.clock(), soc_percent=50.0, health=feels))
    return account_id


async def sees(feed: Feed, account_id: str, dealer: Person) -> tuple[str, int]:
    """How near the dealer is to the car, and how many cars their fleet has."""
    near = (await feed.get(f"/api/v1/cars/{account_id}", dealer.headers))["closeness"]
    return near, len(await feed.get(f"/api/v1/fleets/{dealer.account_id}/cars", dealer.headers))


async def thread(feed: Feed, case: dict[str, Any], reader: Person) -> list[tuple[str, str]]:
    """Who said what in the thread, in any app; only what is direct."""
    path = f"/api/v1/statuses/{case['status_id']}"
    first = await feed.get(path, reader.headers)
    rest = (await feed.get(f"{path}/context", reader.headers))["descendants"]
    said = [first, *rest]
    assert {one["visibility"] for one in said} == {"direct"}
    return [(one["account"]["acct"], re.sub("<[^>]+>", " ", one["content"]).strip()) for one in said]


async def test_a_case_opens_the_car_for_its_matter_and_closing_ends_that(
    feed: Feed, people: dict[str, Person], car: str
) -> None:
    mikawa = people["mikawa"]
    before = await sees(feed, car, mikawa)
    case = await an_open_case(feed, car, people["aki"], mikawa, "tyres")
    during = await sees(feed, car, mikawa)
    (line,) = await feed.get(f"/api/v1/fleets/{mikawa.account_id}/cars", mikawa.headers)
    status, closed = await ask(feed, "POST", f"cases/{case['id']}/close", mikawa)

    assert (before, during) == (("stranger", 0), ("dealer", 1))
    health = line["health"]
    assert (health["tyre_state"], health["service_in_km"], health["trouble_codes"]) == ("low", None, None)
    assert (status, case["dealer_sees_car"], closed["dealer_sees_car"]) == (200, True, False)
    assert await sees(feed, car, mikawa) == ("stranger", 0)


async def test_another_trust_outlives_the_case(feed: Feed, people: dict[str, Person], car: str) -> None:
    await entrust(feed, car, people["aki"], people["mikawa"], "service_due")
    case = await an_open_case(feed, car, people["aki"], people["mikawa"], "tyres")
    _, shares = await ask(feed, "GET", f"cars/{car}/shares", people["aki"])
    await ask(feed, "POST", f"cases/{case['id']}/close", people["aki"])

    assert [(one["kinds"], one.get("case_id")) for one in shares] == [
        (["service_due"], None),
        (["tyre_low"], case["id"]),
    ]
    assert await sees(feed, car, people["mikawa"]) == ("dealer", 1)


async def test_a_forgotten_case_ends_its_access_by_itself(
    feed: Feed, people: dict[str, Person], car: str
) -> None:
    await an_open_case(feed, car, people["aki"], people["mikawa"])
    feed.clock.later(days=60)
    assert await sees(feed, car, people["mikawa"]) == ("stranger", 0)


async def test_the_register_tells_the_gateway_of_opening_and_closing(
    feed: Feed, people: dict[str, Person], car: str
) -> None:
    gateway = bearer(await feed.token("gateway"))

    async def dealers(after: int) -> tuple[list[Any], int]:
        page = await feed.get("/api/v1/gateway/cars", gateway, updated_after=str(after))
        return [one["dealers"] for one in page["cars"]], page["revision"]

    _, revision = await dealers(0)
    case = await an_open_case(feed, car, people["aki"], people["mikawa"])
    opened, revision = await dealers(revision)
    (told,) = await feed.get("/api/v1/gateway/cases", gateway, car_id=CAR)
    await ask(feed, "POST", f"cases/{case['id']}/close", people["mikawa"])
    closed, _ = await dealers(revision)

    assert (opened, closed) == ([[{"acct": "mikawa", "kinds": ["service_due", "trouble_code"]}]], [[]])
    assert told == case
    assert await feed.get("/api/v1/gateway/cases", gateway, car_id=CAR) == []
    assert await feed.get("/api/v1/gateway/cases", gateway, car_id="GHOST") == []


async def test_what_both_do_is_said_in_one_direct_thread(
    feed: Feed, people: dict[str, Person], car: str
) -> None:
    aki, mikawa = people["aki"], people["mikawa"]
    case = await an_open_case(feed, car, aki, mikawa)
    first, second = await keep_free(feed, mikawa, 24, 26)
    await ask(feed, "POST", f"cases/{case['id']}/slots", mikawa, {"slot_ids": [second, first]})
    await ask(feed, "POST", f"cases/{case['id']}/appointment", aki, {"number": 2})
    await ask(feed, "POST", f"cases/{case['id']}/appointment", mikawa, {"slot_id": first})
    await ask(feed, "DELETE", f"cases/{case['id']}/appointment", aki)
    await ask(feed, "POST", f"cases/{case['id']}/close", aki)

    said = await thread(feed, case, mikawa)
    assert [who for who, _ in said] == ["aki", "mikawa", "aki", "mikawa", "aki", "aki"]
    words = [words for _, words in said]
    assert words[0].endswith("Time for a look?")
    assert "1. Tue 24 Nov, 18:00–19:00 (Asia/Tokyo)" in words[1]
    assert "2. Tue 24 Nov, 20:00–21:00 (Asia/Tokyo)" in words[1]
    assert words[2].endswith("The appointment: Tue 24 Nov, 20:00–21:00 (Asia/Tokyo).")
    assert words[3].endswith("The appointment is now: Tue 24 Nov, 18:00–19:00 (Asia/Tokyo).")
    assert words[4].endswith("The appointment on Tue 24 Nov, 18:00–19:00 (Asia/Tokyo) is cancelled.")
    assert words[5].endswith("This case is closed.")
    talks = await feed.get("/api/v1/conversations", mikawa.headers)
    assert len(talks) == 1


async def test_of_two_who_take_one_time_at_once_one_has_it(feed: Feed, people: dict[str, Person]) -> None:
    mikawa = people["mikawa"]
    (slot,) = await keep_free(feed, mikawa, 24)
    cases = []
    for number in range(4):
        account_id = await feed.car(f"CAR-{number}", owner=people["aki"])
        case = await an_open_case(feed, account_id, people["aki"], mikawa)
        await ask(feed, "POST", f"cases/{case['id']}/slots", mikawa, {"slot_ids": [slot]})
        cases.append(case["id"])

    answers = await asyncio.gather(
        *(ask(feed, "POST", f"cases/{one}/appointment", people["aki"], {"slot_id": slot}) for one in cases)
    )

    assert sorted(status for status, _ in answers) == [200, 422, 422, 422]
    listed = await feed.get("/api/v1/cases", people["aki"].headers)
    assert [one["appointment"] and one["appointment"]["id"] for one in listed].count(slot) == 1


async def test_a_time_given_up_is_free_for_others(feed: Feed, people: dict[str, Person], car: str) -> None:
    aki, mikawa = people["aki"], people["mikawa"]
    case = await an_open_case(feed, car, aki, mikawa)
    (slot,) = await keep_free(feed, mikawa, 24)
    await ask(feed, "POST", f"cases/{case['id']}/slots", mikawa, {"slot_ids": [slot]})
    await ask(feed, "POST", f"cases/{case['id']}/appointment", aki, {"number": 1})

    async def free() -> list[str]:
        return [one["id"] for one in (await ask(feed, "GET", f"cases/{case['id']}/slots", mikawa))[1]]

    taken = await free()
    await ask(feed, "POST", f"cases/{case['id']}/close", aki)
    assert (taken, await free()) == ([], [slot])


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"acct": "ben"}, "acct"),
        ({"acct": "nobody"}, "acct"),
        ({"matter": "weather"}, "matter"),
        ({"text": "  "}, "text"),
        ({"car_id": "x"}, "car_id"),
    ],
)
async def test_an_impossible_case_is_refused_by_name(
    feed: Feed, people: dict[str, Person], car: str, change: dict[str, str], field: str
) -> None:
    told = {"car_id": car, "acct": "mikawa", "matter": "service", "text": "Hello"} | change
    status, error = await ask(feed, "POST", "cases", people["aki"], told)
    assert (status, error.startswith(f"Validation failed: {field} ")) == (422, True)
    assert await feed.get("/api/v1/cases", people["aki"].headers) == []


async def test_the_same_case_is_not_opened_twice(feed: Feed, people: dict[str, Person], car: str) -> None:
    await an_open_case(feed, car, people["aki"], people["mikawa"])
    told = {"car_id": car, "acct": "mikawa", "matter": "service", "text": "Again"}
    assert await ask(feed, "POST", "cases", people["aki"], told) == (
        422,
        "Validation failed: matter is open already with this dealer",
    )


async def test_nobody_else_opens_reads_or_changes_a_case(
    feed: Feed, people: dict[str, Person], car: str
) -> None:
    told = {"car_id": car, "acct": "mikawa", "matter": "service", "text": "Mine"}
    assert (await ask(feed, "POST", "cases", people["ben"], told))[0] == 403
    case = await an_open_case(feed, car, people["aki"], people["mikawa"])
    (slot,) = await keep_free(feed, people["other"], 24)
    path = f"cases/{case['id']}"
    for who in (people["ben"], people["other"]):
        answers = [
            (await ask(feed, method, f"{path}{end}", who, body))[0]
            for method, end, body in (
                ("GET", "", None),
                ("POST", "/close", None),
                ("GET", "/slots", None),
                ("POST", "/slots", {"slot_ids": [slot]}),
                ("POST", "/appointment", {"slot_id": slot}),
                ("DELETE", "/appointment", None),
            )
        ]
        assert answers == [404] * 6
        assert await feed.get("/api/v1/cases", who.headers) == []
    foreign = await ask(feed, "POST", f"{path}/appointment", people["mikawa"], {"slot_id": slot})
    own = await ask(feed, "POST", f"{path}/slots", people["aki"], {"slot_ids": [slot]})
    assert (foreign[0], own[0]) == (422, 403)


async def test_who_buys_the_car_has_no_open_case_with_anybody(
    feed: Feed, people: dict[str, Person], car: str
) -> None:
    await an_open_case(feed, car, people["aki"], people["mikawa"])
    assert (await ask(feed, "POST", f"cars/{car}/transfer", people["aki"]))[0] == 200

    for who in (people["aki"], people["mikawa"]):
        assert await feed.get("/api/v1/cases", who.headers, open="true") == []
    (fleet,) = await feed.get("/api/v1/fleets", people["mikawa"].headers)
    assert fleet["counts"]["all"] == 0


async def test_a_copy_of_all_that_is_known_has_the_cases(
    feed: Feed, people: dict[str, Person], car: str
) -> None:
    case = await an_open_case(feed, car, people["aki"], people["mikawa"])
    await keep_free(feed, people["mikawa"], 24)
    async with feed.database.reading() as session:
        of_aki = await rows_about(session, people["aki"].account_id)
        of_mikawa = await rows_about(session, people["mikawa"].account_id)
    assert [one["id"] for one in of_aki["cases_opened"]] == [case["id"]]
    assert [one["id"] for one in of_mikawa["cases_of_dealer"]] == [case["id"]]
    assert len(of_mikawa["slots"]) == 1
