"""Being moved without driving, and all that only looks like it."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from gateway.car.bounds import Bounds
from gateway.car.events import Towed
from tests.builders.gateway import HOME, Life, Said, a_reading, at, life

HOURS_5 = 5 * 3600.0
HALF_PAST = 1800.0


def metres(north: float) -> dict[str, Any]:
    """So far north of where it was parked."""
    return {"lat": 35.05 + north / 111_195, "lon": 137.15}


def off(second: float, north: float = 0, **said: object) -> Said:
    return (second, {"ignition_on": False, "speed_kmh": 0, **metres(north), **said})


PARKED = [off(60 * n) for n in range(10)]
AWAY = [off(600 + 60 * n, 400.0 * n) for n in range(1, 6)]  # at 24 km/h, a fix a minute
FAR = 2000


def towings(timeline: list[Said], *, until: float | None = None, bounds: Bounds | None = None) -> list[float]:
    """When it told that it was being towed, in seconds."""
    lived = life(timeline, until=until, bounds=bounds)
    return [(event.at - at(0)).total_seconds() for event in lived.events if event.kind == "towed"]


@pytest.mark.parametrize(
    ("timeline", "expected"),
    [
        pytest.param([*PARKED, *AWAY], [840], id="off, and carried away"),
        pytest.param(
            [(s, said | {"ignition_on": None, "locked": True}) for s, said in [*PARKED, *AWAY]],
            [840],
            id="locked, of a car that says nothing of its ignition",
        ),
        pytest.param(
            [(s, said | {"speed_kmh": None}) for s, said in [*PARKED, *AWAY]],
            [840],
            id="that never says speeds",
        ),
        pytest.param(
            [*PARKED, *((s, said | {"speed_kmh": 24}) for s, said in AWAY)],
            [840],
            id="a satellite's speed while off is no drive",
        ),
        pytest.param(
            [(s, said | {"ignition_on": None}) for s, said in [*PARKED, *AWAY]],
            [],
            id="nobody knows that it is off",
        ),
        pytest.param(
            [*PARKED, *((s, said | {"ignition_on": True}) for s, said in AWAY)],
            [],
            id="switched on meanwhile",
        ),
        pytest.param(
            [*PARKED, *(off(600 + 60 * n, 58 if n % 2 else -58) for n in range(60))], [], id="trembling"
        ),
        pytest.param(
            [*PARKED, *(off(600 + 60 * n, 30.0 * min(n, 15)) for n in range(60))],
            [],
            id="drifting four hundred metres in a garage",
        ),
        pytest.param(
            [*PARKED, off(600, 3600), off(601, 3600), *(off(602 + n) for n in range(300))],
            [],
            id="a jump and back",
        ),
        pytest.param(
            [*PARKED, *(off(600 + n, 3600) for n in range(300))],
            [],
            id="a jump of 3.6 km in a second, for good",
        ),
        pytest.param([*PARKED, off(660, 600), off(720, 600), off(780)], [], id="two fixes away"),
        pytest.param(
            [*PARKED, *(off(600 + n, 501) for n in range(1, 50))], [], id="away for less than a minute"
        ),
        pytest.param(
            [*PARKED, *(off(660 + 60 * n, 590, accuracy_m=95) for n in range(9))],
            [],
            id="too vague to be far",
        ),
        pytest.param(
            [*PARKED, *(off(20_000 + 60 * n, FAR) for n in range(9))], [], id="silence, and found far away"
        ),
        pytest.param(
            [
                *((s, said | {"odometer_km": 1000.0}) for s, said in PARKED),
                *(off(20_000 + 60 * n, FAR, odometer_km=1000.0) for n in range(9)),
            ],
            [20_120],
            id="silence, and found far away with not a kilometre driven",
        ),
        pytest.param(
            [
                *((s, said | {"odometer_km": 1000.0}) for s, said in PARKED),
                *(off(900 + 60 * n, FAR, odometer_km=1002.0) for n in range(9)),
            ],
            [],
            id="driven there between two words",
        ),
        pytest.param(
            [
                *((10 * n, {"speed_kmh": 40, "ignition_on": True, **metres(0)}) for n in range(30)),
                off(300),
                off(330),
                *(off(360 + 60 * n, 800) for n in range(20)),
            ],
            [],
            id="a fix frozen on the way thaws after parking",
        ),
        pytest.param(
            [*PARKED, (605, {"speed_kmh": 0, "ignition_on": None}), (606, {"unknown": frozenset({"lat"})})]
            + [off(660 + 60 * n, FAR) for n in range(9)],
            [],
            id="lost, and found far away",
        ),
    ],
)
def test_towed_is(timeline: list[Said], expected: list[float]) -> None:
    assert (
        towings([(s, {k: v for k, v in said.items() if v is not None}) for s, said in timeline]) == expected
    )


def test_it_says_how_far_and_since_when_and_no_reason_says_where() -> None:
    lived = life([*PARKED, *AWAY])
    (towed,) = (event for event in lived.events if isinstance(event, Towed))
    assert (round(towed.km, 2), towed.parked_since, towed.at) == (1.6, at(0), at(840))
    assert (towed.lat, towed.lon) == (pytest.approx(35.05 + 1600 / 111_195), 137.15)
    assert {reason.name for reason in towed.reasons} & {"lat", "lon"} == set()


def test_it_is_told_again_every_quarter_of_an_hour_and_a_last_time_where_it_stands() -> None:
    hour = [off(600 + 60 * n, 400.0 * n) for n in range(1, 61)]
    stands = [off(4200 + 60 * n, 24_000) for n in range(1, 200)]
    assert towings([*PARKED, *hour, *stands]) == [840, 1740, 2640, 3540, 4440]


def test_a_phone_that_walks_away_from_its_parked_car_tows_nothing() -> None:
    phone = [(s, said | {"dialect": "owntracks"}) for s, said in AWAY]
    walks = [
        (s, {k: v for k, v in said.items() if k not in {"ignition_on", "speed_kmh"}}) for s, said in phone
    ]
    assert towings([*PARKED, *walks]) == []


def test_a_tow_heard_five_hours_late_is_told_by_the_first_timely_word_of_it_alone() -> None:
    lived = life(PARKED)
    late = [(s, said) for s, said in AWAY]
    lived.hear(*(a_reading(s, seq=11 + n, late_by=HOURS_5, **said) for n, (s, said) in enumerate(late)))
    lived.pass_time(HOURS_5 + 1000)
    assert "towed" not in lived.told
    lived.hear(a_reading(HOURS_5 + 1100, seq=20, **off(0, 2000)[1], odometer_km=7)).pass_time(HOURS_5 + 1300)
    assert "towed" not in lived.told  # after so long a silence nobody knows how it came there


def test_a_drive_of_which_the_readings_come_later_was_no_tow() -> None:
    lived = life(PARKED)
    drive: list[Said] = [
        (1000 + 10 * n, {"speed_kmh": 36, "ignition_on": True, **metres(100 * n)}) for n in range(50)
    ]
    newest = [off(1600 + 20 * n, 5000) for n in range(5)]
    lived.hear(*(a_reading(s, seq=61 + n, **said) for n, (s, said) in enumerate(newest)))
    lived.hear(*(a_reading(s, seq=11 + n, late_by=700, **said) for n, (s, said) in enumerate(drive)))
    lived.pass_time(4000)
    assert "towed" not in lived.told


@pytest.mark.parametrize("shown", [datetime(1970, 1, 1, tzinfo=UTC), at(0) - timedelta(weeks=1024)])
def test_a_tracker_without_a_clock_is_believed_by_ours(shown: datetime) -> None:
    lived = Life()
    for n, (second, said) in enumerate([*PARKED, *AWAY], start=1):
        lived.hear(a_reading(second, seq=n, **said | {"observed_at": shown}))
    assert [event.at for event in lived.pass_time(2000).events if event.kind == "towed"] == [at(840)]


def test_where_the_broker_remembers_the_car_to_be_tows_nothing() -> None:
    lived = life(PARKED)
    lived.hear(*(a_reading(700 + 60 * n, retained=True, **off(0, 900)[1]) for n in range(5))).pass_time(3000)
    assert lived.told == []


def test_towed_from_home_it_has_not_been_driven_away() -> None:
    kinds = life([*PARKED, *AWAY], bounds=Bounds(home=HOME), until=3000).told
    assert kinds == ["towed"]
