"""The cable, the charge, and when it will be enough."""

from typing import Any

import pytest

from gateway.car.events import (
    Charge,
    ChargeWaiting,
    ChargingDone,
    ChargingInterrupted,
    ChargingStarted,
    PluggedIn,
    ReadyTime,
    Unplugged,
)
from tests.builders.charges import CHARGING, IN, OUT, RESTING, WAITING, charge, without_reasons
from tests.builders.gateway import Said, at, life, told


def test_plug_start_and_forecast_within_a_minute_are_one_piece_of_news() -> None:
    lived = life(
        [
            (0, RESTING),
            (60, {**CHARGING, "charge_minutes_left": 95, "charge_limit_percent": 80}),
            (80, {"charge_minutes_left": 95}),
        ],
        until=1000,
    )
    assert [without_reasons(event) for event in lived.events] == [
        PluggedIn(
            car_id="kei",
            at=at(60),
            soc_percent=34,
            charging=True,
            power_kw=7,
            ready_at=at(80 + 95 * 60),
            limit_percent=80,
        )
    ]
    assert [reason.name for reason in lived.events[0].reasons] == [
        "plugged_in",
        "soc_percent",
        "charge_power_kw",
        "charging_kw",
        "charging_held_s",
        "ready_at",
        "forecast_agree_minutes",
        "plug_held_s",
    ]


def test_what_comes_later_than_a_minute_is_told_by_itself() -> None:
    lived = life(
        [
            (0, RESTING),
            (60, WAITING),
            (7200, {**CHARGING, "charge_minutes_left": 300}),
            (7500, {"charge_minutes_left": 293}),
        ],
        until=8000,
    )
    assert [without_reasons(event) for event in lived.events] == [
        ChargeWaiting(car_id="kei", at=at(60), soc_percent=34),
        ChargingStarted(car_id="kei", at=at(7200), soc_percent=34, power_kw=7),
        ReadyTime(car_id="kei", at=at(7500), ready_at=at(7500 + 293 * 60), soc_percent=34),
    ]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        pytest.param([{"charge_power_kw": 7}], ["charging_started"], id="power for half a minute"),
        pytest.param([{"charge_power_kw": 0.4}], [], id="a trickle"),
        pytest.param([{"charge_power_kw": 7}, {"charge_state": "waiting"}], [], id="for ten seconds"),
        pytest.param([{"charge_state": "stopped"}], [], id="it says it does not"),
    ],
)
def test_a_charge_has_started_when_energy_flows(said: list[dict[str, Any]], expected: list[str]) -> None:
    timeline: list[Said] = [(0, WAITING), (100, {**CHARGING, **said[0]})]
    timeline += [(110 + index, words) for index, words in enumerate(said[1:])]
    assert told(timeline) == expected


def test_power_alone_is_a_charge_when_the_cable_is_in() -> None:
    assert told([(0, {**IN, "charge_power_kw": 0}), (60, {"charge_power_kw": 3})]) == ["charging_started"]


def test_recuperation_is_no_charge() -> None:
    timeline: list[Said] = [(0, {"speed_kmh": 60, "charge_power_kw": -10, "soc_percent": 50})]
    timeline += [
        (second, {"speed_kmh": 60, "charge_power_kw": 20, "soc_percent": 50.3}) for second in range(1, 90)
    ]
    lived = life(timeline)
    assert (lived.charges, "charging_started" in lived.told) == ([], False)


def test_a_charge_under_way_when_first_heard_of_is_no_news() -> None:
    timeline: list[Said] = [
        (minute * 60, {**CHARGING, "charge_minutes_left": 90 - minute}) for minute in range(30)
    ]
    assert told(timeline) == []


@pytest.mark.parametrize(
    ("timeline", "expected"),
    [
        pytest.param(charge(end={"charge_state": "complete"}), ["charging_done"], id="complete"),
        pytest.param(
            charge(end={"charge_state": "stopped", "charge_power_kw": 0}),
            ["charging_interrupted"],
            id="stopped short",
        ),
        pytest.param(charge(end={"charge_state": "fault"}), ["charging_interrupted"], id="broken"),
        pytest.param(charge(end={"charge_state": "waiting", "charge_power_kw": 0}), [], id="a planned pause"),
        pytest.param(
            charge(end={"charge_state": "stopped", "charge_power_kw": 0}, limit=62),
            ["charging_done"],
            id="at its limit",
        ),
        pytest.param(
            charge(end={"charge_state": "stopped", "charge_power_kw": 0}, limit=63.5),
            [],
            id="a little short of its limit",
        ),
        pytest.param(charge(end={"charge_power_kw": 0}, state=None), [], id="no power, nobody said why"),
        pytest.param(
            charge(end={"charge_power_kw": 0}, limit=62, state=None), ["charging_done"], id="no power, enough"
        ),
        pytest.param(charge(end={**OUT, "charge_state": "unplugged"}), ["unplugged"], id="pulled"),
    ],
)
def test_how_a_charge_ends(timeline: list[Said], expected: list[str]) -> None:
    assert told(timeline, until=5000) == ["plugged_in", *expected]


def test_a_short_stop_is_no_interruption() -> None:
    timeline = [*charge(end={"charge_state": "stopped"}), (3780, {"charge_state": "charging"})]
    assert told(timeline, until=5000) == ["plugged_in"]


def test_topping_up_is_told_no_second_time() -> None:
    timeline = charge(end={"charge_state": "complete", "soc_percent": 80})
    for pause in range(1, 6):
        timeline += [(3720 + pause * 3600, CHARGING), (3900 + pause * 3600, {"charge_state": "complete"})]
    lived = life(timeline)
    assert lived.told == ["plugged_in", "charging_done"]
    assert len(lived.charges) == 1


def test_a_charge_that_goes_on_after_an_interruption_is_one_charge() -> None:
    timeline = charge(end={"charge_state": "stopped", "charge_power_kw": 0, "soc_percent": 62})
    timeline += [
        (4500, {**CHARGING, "soc_percent": 62}),
        (5100, {"charge_state": "complete", "soc_percent": 67}),
    ]
    lived = life(timeline)
    assert lived.told == ["plugged_in", "charging_interrupted", "charging_done"]
    assert [(c.started_at, c.ended_at, c.soc_start_percent, c.soc_end_percent) for c in lived.charges] == [
        (at(60), at(5100), 34, 67)
    ]


def test_a_power_that_stays_the_same_is_said_once_and_counts_all_the_while() -> None:
    minutes: list[Said] = [(120 + 60 * minute, {"soc_percent": 34 + minute / 10}) for minute in range(240)]
    lived = life([(0, RESTING), (60, CHARGING), *minutes, (14520, {"charge_state": "complete"})])
    assert [charge.kwh for charge in lived.charges] == [pytest.approx(7 * 14460 / 3600)]


def test_a_finished_charge_has_its_figures() -> None:
    lived = life(
        [
            *charge(end={"charge_state": "complete", "soc_percent": 62}),
            (9000, {**OUT, "charge_state": "unplugged"}),
        ]
    )
    assert lived.charges == [
        Charge(
            car_id="kei",
            started_at=at(60),
            ended_at=at(3720),
            soc_start_percent=34,
            soc_end_percent=62,
            kwh=pytest.approx(7 * 3660 / 3600),  # type: ignore[arg-type]
            unseen=False,
            peak_kw=7,
            limit_percent=80,
        )
    ]
    done, pulled = lived.events[-2:]
    assert isinstance(done, ChargingDone)
    assert (done.at, done.soc_percent, done.gained_percent, done.minutes) == (at(3720), 62, 28, 61)
    assert isinstance(pulled, Unplugged)
    assert (pulled.at, pulled.soc_percent, pulled.gained_percent) == (at(9000), 62, None)  # told when done


def test_an_interruption_is_dated_when_it_happened() -> None:
    interruption = life(charge(end={"charge_state": "stopped"}), until=5000).events[-1]
    assert isinstance(interruption, ChargingInterrupted)
    assert (interruption.at, interruption.soc_percent, interruption.limit_percent) == (at(3720), 62, 80)


def test_a_charge_slept_through_is_told_when_it_is_done() -> None:
    lived = life(
        [
            (0, RESTING),
            (60, {**WAITING, "soc_percent": 34}),
            (30_000, {**IN, "charge_state": "complete", "soc_percent": 80}),
        ]
    )
    assert lived.told == ["charge_waiting", "charging_done"]
    assert [(c.soc_start_percent, c.soc_end_percent, c.unseen) for c in lived.charges] == [(34, 80, True)]


def test_a_parked_car_that_never_speaks_of_its_cable_charges_by_its_power() -> None:
    timeline: list[Said] = [(0, {"speed_kmh": 0, "charge_power_kw": 0, "soc_percent": 40})]
    timeline += [(60 + 60 * n, {"charge_power_kw": 7, "soc_percent": 40 + n / 5}) for n in range(60)]
    timeline += [
        (3700, {"speed_kmh": 30, "charge_power_kw": -8}),
        (3740, {"speed_kmh": 30, "charge_power_kw": -8}),
    ]
    lived = life(timeline)
    assert lived.told[:1] == ["charging_started"]
    assert [(c.started_at, c.soc_start_percent, c.unseen) for c in lived.charges] == [(at(60), 40, False)]


def test_done_outlasts_the_cable_and_says_nothing_of_the_next() -> None:
    """As OVMS does: the state of the last charge stays until the next one begins."""
    done = {"charge_state": "complete"}
    timeline = charge(end={**done, "soc_percent": 62})
    timeline += [
        (9000, OUT),
        *((9060 + 60 * n, done) for n in range(10)),
        (10_000, {**IN, "soc_percent": 50}),
    ]
    lived = life(timeline, until=12_000)
    assert lived.told == ["plugged_in", "charging_done", "unplugged", "plugged_in"]
    assert len(lived.charges) == 1


def test_a_charging_flag_lost_over_sleep_neither_charges_nor_alarms() -> None:
    timeline = [*charge(end={**CHARGING, "soc_percent": 63}), (40_000, {**OUT, "soc_percent": 80})]
    timeline += [(50_000, {**IN, "charge_power_kw": 0})]
    lived = life(timeline, until=60_000)
    assert lived.told == ["plugged_in", "unplugged", "plugged_in"]
    assert [(c.soc_start_percent, c.soc_end_percent) for c in lived.charges] == [(34, 80)]


def test_a_limit_that_is_known_no_more_is_forgotten() -> None:
    timeline = charge(end={"unknown": frozenset({"charge_limit_percent"})}, limit=62)
    timeline += [(3800, {"charge_state": "stopped", "charge_power_kw": 0})]
    assert told(timeline, until=5000) == ["plugged_in", "charging_interrupted"]
