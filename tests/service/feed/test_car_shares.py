"""Dealers entrusted with a car: by its owner, for some kinds of news, until a day."""

from typing import Any

import pytest

from tests.builders.feed import Feed, Person, bearer

CAR = "JT1BK40E"
TERMS = {"acct": "mikawa", "kinds": ["service_due", "towed"], "until": "2026-11-30T00:00:00Z"}


@pytest.fixture
async def people(feed: Feed) -> dict[str, Person]:
    return {
        "aki": await feed.person("aki"),
        "ben": await feed.person("ben"),
        "mikawa": await feed.person("mikawa", role="dealer"),
    }


@pytest.fixture
async def car(feed: Feed, people: dict[str, Person]) -> str:
    return await feed.car(CAR, owner=people["aki"])


@pytest.fixture
async def gateway(feed: Feed) -> dict[str, str]:
    return bearer(await feed.token("gateway"))


async def send(feed: Feed, method: str, path: str, who: Person, body: object = None) -> tuple[int, Any]:
    async with feed.client.request(
        method, f"/api/v1/cars/{path}", json=body, headers=who.headers
    ) as response:
        answer = await response.json()
        return response.status, answer if response.status == 200 else answer["error"]


async def dealers(feed: Feed, gateway: dict[str, str], *, after: int = 0) -> list[Any]:
    page = await feed.get("/api/v1/gateway/cars", gateway, updated_after=str(after))
    return [car["dealers"] for car in page["cars"]]


async def test_a_share_is_in_the_register_until_its_end_which_is_a_change_of_its_own(
    feed: Feed, people: dict[str, Person], car: str, gateway: dict[str, str]
) -> None:
    status, shares = await send(feed, "POST", f"{car}/shares", people["aki"], TERMS)

    assert (status, shares) == (
        200,
        [
            {
                "account_id": str(people["mikawa"].account_id),
                "acct": "mikawa",
                "kinds": ["service_due", "towed"],
                "until": "2026-11-30T00:00:00.000Z",
            }
        ],
    )
    assert await dealers(feed, gateway) == [[{"acct": "mikawa", "kinds": ["service_due", "towed"]}]]
    seen = (await feed.get("/api/v1/gateway/cars", gateway))["revision"]

    feed.clock.later(days=7)

    assert await dealers(feed, gateway, after=seen) == [[]]
    assert await send(feed, "GET", f"{car}/shares", people["aki"]) == (200, [])


async def test_entrusted_anew_the_former_terms_are_void(
    feed: Feed, people: dict[str, Person], car: str
) -> None:
    await send(feed, "POST", f"{car}/shares", people["aki"], TERMS)
    _, shares = await send(feed, "POST", f"{car}/shares", people["aki"], TERMS | {"kinds": ["silent"]})

    assert [one["kinds"] for one in shares] == [["silent"]]


@pytest.mark.parametrize("path", ["shares", "shares/{dealer}"])
async def test_a_share_is_revoked_at_once(
    feed: Feed, people: dict[str, Person], car: str, gateway: dict[str, str], path: str
) -> None:
    await send(feed, "POST", f"{car}/shares", people["aki"], TERMS)

    path = path.format(dealer=people["mikawa"].account_id)
    assert await send(feed, "DELETE", f"{car}/{path}", people["aki"]) == (200, [])
    assert await dealers(feed, gateway) == [[]]


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"acct": "ben"}, "acct must be the name of a dealer here"),
        ({"acct": "nobody"}, "acct must be the name of a dealer here"),
        ({"until": "2026-11-23T08:00:00Z"}, "until must be within a year from now"),
        ({"until": "2028-01-01T00:00:00Z"}, "until must be within a year from now"),
        ({"until": "tomorrow"}, "until must be a valid datetime"),
        ({"kinds": []}, "kinds must"),
        ({"kinds": ["drive_ended"]}, "kinds"),
    ],
)
async def test_impossible_terms_are_refused_by_name(
    feed: Feed, people: dict[str, Person], car: str, change: dict[str, object], error: str
) -> None:
    status, said = await send(feed, "POST", f"{car}/shares", people["aki"], TERMS | change)

    assert (
        status,
        said.startswith(f"Validation failed: {error.split(' ', maxsplit=1)[0].split('.', maxsplit=1)[0]}"),
    ) == (422, True)
    assert await send(feed, "GET", f"{car}/shares", people["aki"]) == (200, [])


async def test_a_share_without_an_end_is_none(feed: Feed, people: dict[str, Person], car: str) -> None:
    terms = {name: value for name, value in TERMS.items() if name != "until"}
    assert await send(feed, "POST", f"{car}/shares", people["aki"], terms) == (
        422,
        "Validation failed: until is missing",
    )


async def test_nobody_but_the_owner_looks_at_or_changes_shares(
    feed: Feed, people: dict[str, Person], car: str
) -> None:
    only = (403, "Only the owner of a car may do this")
    for who in (people["ben"], people["mikawa"]):
        answers = [
            await send(feed, method, f"{car}/shares", who, TERMS) for method in ("GET", "POST", "DELETE")
        ]
        assert answers == [only] * 3


async def test_who_gets_the_car_next_has_entrusted_nobody(
    feed: Feed, people: dict[str, Person], car: str, gateway: dict[str, str]
) -> None:
    await send(feed, "POST", f"{car}/shares", people["aki"], TERMS)
    await send(feed, "POST", f"{car}/transfer", people["aki"])

    assert await dealers(feed, gateway) == [[]]


async def test_the_dealer_reads_what_they_are_entrusted_with_and_no_other_news(
    feed: Feed, people: dict[str, Person], car: str, gateway: dict[str, str]
) -> None:
    await send(feed, "POST", f"{car}/shares", people["aki"], TERMS)

    async def heard(kind: str) -> list[str]:
        said = {
            "status": f"@aki @mikawa {kind}",
            "visibility": "direct",
            "car_event": {"kind": kind, "at": "2026-11-23T09:00:00Z"},
        }
        headers = gateway | {"X-Kurumatomo-Car": CAR}
        async with feed.client.post("/api/v1/statuses", json=said, headers=headers) as response:
            status = await response.json()
        return sorted(one["acct"] for one in status["mentions"])

    assert await heard("service_due") == ["aki", "mikawa"]
    assert await heard("battery_low") == ["aki"]
    told = await feed.get("/api/v1/notifications", people["mikawa"].headers)
    assert len(told) == 1

    feed.clock.later(days=7)  # the gateway need not have heard of the end

    assert await heard("service_due") == ["aki"]
