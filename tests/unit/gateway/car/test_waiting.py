"""A cable that is in, and a charge that waits for its hour."""

import pytest

from gateway.car.events import (
    ChargeWaiting,
)
from tests.builders.charges import (
    CHARGING,
    IN,
    OUT,
    RESTING,
    TEN_AT_NIGHT,
    TIMED,
    WAITING,
    charge,
    without_reasons,
)
from tests.builders.gateway import Said, a_reading, at, life, told


@pytest.mark.parametrize(
    ("timeline", "expected"),
    [
        pytest.param(
            [(0, RESTING), (60, TIMED)], ["charge_waiting"], id="a timer, whatever the charger does"
        ),
        pytest.param(
            [(0, RESTING), (60, {**TIMED, "charge_state": "stopped"})],
            ["charge_waiting"],
            id="stopped by a timer",
        ),
        pytest.param(
            [(0, RESTING), (60, IN), (100, TIMED)], ["charge_waiting"], id="known within the minute"
        ),
        pytest.param(
            [(0, RESTING), (60, IN), (600, WAITING)], ["plugged_in", "charge_waiting"], id="known only later"
        ),
        pytest.param(
            [(0, RESTING), (60, IN), (600, WAITING), (660, CHARGING)],
            ["plugged_in", "charging_started"],
            id="a pause before the current",
        ),
        pytest.param(
            [
                (0, RESTING),
                (60, WAITING),
                *((300 * n, {"charge_state": "stopped" if n % 2 else "waiting"}) for n in range(1, 9)),
            ],
            ["charge_waiting"],
            id="once for each plug-in",
        ),
        pytest.param(
            [(0, RESTING), (60, WAITING), (600, OUT), (900, WAITING)],
            ["charge_waiting", "unplugged", "charge_waiting"],
            id="and again for the next",
        ),
        pytest.param([(0, WAITING), (300, TIMED)], [], id="first word is no news"),
        pytest.param(
            [(0, {**RESTING, "charge_starts_at": at(30)}), (60, IN)],
            ["plugged_in"],
            id="the timer of another day",
        ),
        pytest.param(
            [(0, RESTING), (60, TIMED), (80, {"unknown": frozenset({"charge_starts_at"})})],
            ["plugged_in"],
            id="a timer taken back",
        ),
    ],
)
def test_a_charge_that_waits_for_its_hour_is_told_once(timeline: list[Said], expected: list[str]) -> None:
    assert told(timeline, until=timeline[-1][0] + 300) == expected


def test_a_wait_that_the_broker_remembers_is_not_told_again() -> None:
    lived = life([(0, RESTING), (60, WAITING)], until=300)
    lived.hear(a_reading(900, retained=True, **WAITING), a_reading(990, retained=True, **TIMED))
    assert lived.pass_time(2000).told == ["charge_waiting"]


def test_a_charge_that_waits_says_until_when_and_why() -> None:
    timed = {**WAITING, "charge_starts_at": TEN_AT_NIGHT, "charge_limit_percent": 80}
    lived = life([(0, RESTING), (60, timed)], until=300)
    assert [without_reasons(event) for event in lived.events] == [
        ChargeWaiting(car_id="kei", at=at(60), soc_percent=34, starts_at=TEN_AT_NIGHT, limit_percent=80)
    ]
    assert [(reason.name, reason.value) for reason in lived.events[0].reasons] == [
        ("plugged_in", True),
        ("soc_percent", 34),
        ("charge_state", "waiting"),
        ("charge_starts_at", "2026-11-23T22:00:00Z"),
        ("merge_s", 90),
    ]


def test_a_charge_that_waited_begins_and_pauses_as_planned_without_an_alarm() -> None:
    night: list[Said] = [(0, RESTING), (60, WAITING), (7200, CHARGING), (9000, WAITING)]
    night += [(12_000, CHARGING), (15_000, {"charge_state": "stopped", "charge_starts_at": at(30_000)})]
    assert told(night, until=29_000) == ["charge_waiting", "charging_started"]


def test_a_charge_that_does_not_go_on_when_it_was_planned_to_is_interrupted() -> None:
    stopped = {"charge_state": "stopped", "charge_power_kw": 0, "charge_starts_at": at(6000)}
    assert told(charge(end=stopped), until=6100) == ["plugged_in"]
    assert told(charge(end=stopped), until=6200) == ["plugged_in", "charging_interrupted"]
