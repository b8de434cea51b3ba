"""Looking back at a car: down-sampled on the server, thinned with age."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from feed.social.snapshot import Snapshot
from feed.store import history
from tests.builders.feed import Feed, Person

NINE = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@pytest.fixture
async def aki(feed: Feed) -> Person:
    return await feed.person("aki")


@pytest.fixture
async def account_id(feed: Feed, aki: Person) -> str:
    return await feed.car("CAR-1", owner=aki)


async def tell(feed: Feed, account_id: str, *told: tuple[datetime, float]) -> None:
    async with feed.database.writing() as session:
        await history.keep_last_of_bucket(
            session, [(int(account_id), Snapshot(observed_at=at, soc_percent=soc)) for at, soc in told]
        )


async def look(feed: Feed, account_id: str, who: Person, **query: str) -> dict[str, Any]:
    return await feed.get(f"/api/v1/cars/{account_id}/history", who.headers, **query)


def socs(answer: dict[str, Any]) -> list[tuple[str, float]]:
    return [(point["at"][5:16], point["soc_percent"]) for point in answer["points"]]


async def test_of_each_five_minutes_the_last_word_is_kept(feed: Feed, account_id: str, aki: Person) -> None:
    minutes = (0, 4, 2, 5, 9, 10)
    await tell(feed, account_id, *((NINE + timedelta(minutes=at), 60.0 - at) for at in minutes))

    answer = await look(
        feed, account_id, aki, **{"from": "2026-11-23T09:00:00Z", "to": "2026-11-23T10:00:00Z"}
    )

    assert answer == {
        "from": "2026-11-23T09:00:00.000Z",
        "to": "2026-11-23T10:00:00.000Z",
        "step": 300,
        "points": [
            {
                "at": at,
                "soc_percent": soc,
                "range_km": None,
                "charge_state": None,
                "charge_power_kw": None,
                "presence": None,
                "speed_kmh": None,
                "odometer_km": None,
                "outside_c": None,
            }
            for at, soc in [
                ("2026-11-23T09:04:00.000Z", 56.0),
                ("2026-11-23T09:09:00.000Z", 51.0),
                ("2026-11-23T09:10:00.000Z", 50.0),
            ]
        ],
    }


async def test_a_wider_step_gives_the_last_word_of_each(feed: Feed, account_id: str, aki: Person) -> None:
    await tell(feed, account_id, *((NINE + timedelta(minutes=5 * n), 90.0 - n) for n in range(30)))

    span = {"from": "2026-11-23T09:00:00Z", "to": "2026-11-23T12:00:00Z"}
    answer = await look(feed, account_id, aki, step="3600", **span)

    assert answer["step"] == 3600
    assert socs(answer) == [("11-23T09:55", 79.0), ("11-23T10:55", 67.0), ("11-23T11:25", 61.0)]


async def test_a_year_is_never_more_than_two_thousand_points(
    feed: Feed, account_id: str, aki: Person
) -> None:
    await tell(feed, account_id, *((NINE + timedelta(hours=n), float(n % 100)) for n in range(2500)))

    answer = await look(
        feed, account_id, aki, **{"from": "2026-11-23T09:00:00Z", "to": "2027-11-23T09:00:00Z", "step": "1"}
    )

    assert answer["step"] == 15_900  # 53 times five minutes
    assert len(answer["points"]) <= 2000
    assert answer["points"][-1]["at"] == "2027-03-07T12:00:00.000Z"


async def test_without_a_question_the_last_known_day_is_shown(
    feed: Feed, account_id: str, aki: Person
) -> None:
    long_ago = datetime(2017, 11, 4, 9, 0, tzinfo=UTC)
    await feed.tell(account_id, Snapshot(observed_at=long_ago, soc_percent=70))
    await feed.tell(account_id, Snapshot(observed_at=long_ago - timedelta(hours=23), soc_percent=80))
    await feed.tell(account_id, Snapshot(observed_at=long_ago - timedelta(hours=25), soc_percent=90))

    assert socs(await look(feed, account_id, aki)) == [("11-03T10:00", 80.0), ("11-04T09:00", 70.0)]


@pytest.mark.parametrize(
    ("query", "error"),
    [
        ({"from": "yesterday"}, "from must be a moment with its zone, such as 2026-11-23T09:15:00Z"),
        ({"to": "2026-11-23T09:15:00"}, "to must be a moment with its zone, such as 2026-11-23T09:15:00Z"),
        ({"from": "2026-11-24T00:00:00Z", "to": "2026-11-23T00:00:00Z"}, "from must be before to"),
        ({"step": "-5"}, "step must be whole seconds"),
    ],
)
async def test_a_senseless_question_is_answered_with_what_is_wrong(
    feed: Feed, account_id: str, aki: Person, query: dict[str, str], error: str
) -> None:
    path = f"/api/v1/cars/{account_id}/history"
    async with feed.client.get(path, params=query, headers=aki.headers) as response:
        assert (response.status, (await response.json())["error"]) == (422, f"Validation failed: {error}")


async def test_old_rows_become_one_an_hour_and_the_oldest_go(feed: Feed, account_id: str) -> None:
    newest = datetime(2020, 6, 30, 12, 0, tzinfo=UTC)
    fine = [newest - timedelta(minutes=5 * n) for n in range(13)]
    coarse = [newest - timedelta(days=31, minutes=5 * n) for n in range(15)]
    gone = [newest - timedelta(days=401)]
    await tell(feed, account_id, *((at, 50.0) for at in fine + coarse + gone))

    for _ in range(2):  # a second time changes nothing
        async with feed.database.writing() as session:
            await history.thin(
                session, int(account_id), fine_for=timedelta(days=30), kept_for=timedelta(days=400)
            )

    async with feed.database.reading() as session:
        left = await history.between(
            session, int(account_id), gone[0], newest + history.BUCKET, step=history.BUCKET
        )
    of_the_hours = [coarse[13], coarse[1], coarse[0]]  # 10:55, 11:55 and, alone in its hour, 12:00
    assert [row.observed_at for row in left] == of_the_hours + fine[::-1]
