"""One car, heard in several tongues: none is misled, delayed or lost by another."""

from datetime import UTC, datetime

import pytest

from gateway.car.reading import Presence, Reading
from tests.builders.gateway import AT_HOME, AWAY, Life, a_reading, at

HALF_AN_HOUR = 1800


def phone(seconds: float, *, late_by: float = 1, **said: object) -> Reading:
    return a_reading(seconds, late_by=late_by, dialect="owntracks", **said)


def dongle(seconds: float, **said: object) -> Reading:
    return a_reading(seconds, dialect="ovms", **said)


def test_a_dongle_knows_the_battery_and_a_phone_the_place() -> None:
    state = Life().hear(dongle(0, soc_percent=60), phone(1, **AWAY)).pass_time(60).state
    assert (state.soc_percent, state.lat, [tongue.dialect for tongue in state.tongues]) == (
        60,
        AWAY["lat"],
        ["ovms", "owntracks"],
    )


def test_our_own_count_goes_on_beside_a_phone() -> None:
    lived = Life().hear(a_reading(0, seq=1, soc_percent=60), phone(1, **AWAY))
    lived.hear(a_reading(5, seq=3, soc_percent=58), a_reading(4, seq=2, soc_percent=59, late_by=2))
    assert lived.state.up_to_seq == 3
    assert lived.pass_time(60).state.soc_percent == 58


@pytest.mark.parametrize(
    "shown",
    [
        pytest.param(datetime(1970, 1, 1, tzinfo=UTC), id="no clock"),
        pytest.param(at(100), id="ahead"),
        pytest.param(datetime(2090, 1, 1, tzinfo=UTC), id="far ahead"),
    ],
)
def test_a_phone_with_a_wrong_clock_hurries_nobody(shown: datetime) -> None:
    lived = Life().hear(a_reading(0, seq=1, plugged_in=False), phone(1, **AWAY)).pass_time(20)
    lived.hear(a_reading(30, seq=2, plugged_in=True))
    lived.hear(phone(31, late_by=0, **AWAY | {"observed_at": shown}))
    lived.hear(a_reading(36, seq=3, plugged_in=False)).pass_time(300)
    assert lived.told == []
    assert lived.state.observed_at == at(36)


def test_a_late_phone_delays_nobody_and_goes_back_in_time_alone() -> None:
    lived = Life().hear(a_reading(0, seq=1, plugged_in=False, soc_percent=60), phone(1, **AWAY)).pass_time(20)
    lived.hear(a_reading(700, seq=2, plugged_in=True, soc_percent=59))
    lived.hear(phone(100, late_by=601, **AT_HOME)).pass_time(900)
    assert [(event.kind, event.at, event.late) for event in lived.events] == [("plugged_in", at(700), False)]
    assert (lived.state.lat, lived.state.observed_at, lived.state.soc_percent) == (
        AT_HOME["lat"],
        at(700),
        59,
    )


def test_a_late_dongle_is_heard_as_well_as_a_timely_phone() -> None:
    lived = Life().hear(phone(0, **AWAY), a_reading(0, seq=1, outside_c=3.0)).pass_time(20)
    lived.hear(phone(100, **AWAY), a_reading(60, seq=2, late_by=50, outside_c=4.0)).pass_time(200)
    assert lived.state.gauges.outside_c == 4


def test_a_phone_carried_away_does_not_take_the_car_with_it() -> None:
    lived = Life().hear(dongle(0, **AT_HOME, speed_kmh=0), phone(1, **AT_HOME)).pass_time(30)
    lived.hear(dongle(60, **AT_HOME, speed_kmh=0), phone(90, **AWAY, speed_kmh=5.5)).pass_time(120)
    assert (lived.state.lat, lived.state.speed_kmh) == (AT_HOME["lat"], 0)
    lived.hear(phone(300, **AWAY)).pass_time(400)
    assert lived.state.lat == AWAY["lat"], "the car itself has been silent of its place for too long"


def test_one_modem_out_of_reach_does_not_lose_a_car_that_another_hears() -> None:
    lived = Life().hear(a_reading(0, seq=1, soc_percent=60), dongle(1, range_km=200)).pass_time(30)
    lived.hear(a_reading(31, presence=Presence.ONLINE), dongle(32, presence=Presence.ONLINE))
    lived.hear(dongle(40, presence=Presence.OFFLINE))
    assert lived.state.presence is Presence.ONLINE
    lived.hear(a_reading(50, presence=Presence.OFFLINE))
    assert lived.state.presence is Presence.OFFLINE


def test_a_phone_that_speaks_keeps_a_car_online_but_wakes_none_that_sleeps() -> None:
    lived = Life().hear(dongle(0, soc_percent=60), phone(1, **AWAY)).pass_time(30)
    lived.hear(dongle(31, presence=Presence.OFFLINE))
    assert lived.state.presence is Presence.ONLINE
    lived.hear(dongle(40, presence=Presence.ASLEEP), phone(50, **AWAY)).pass_time(90)
    assert lived.state.presence is Presence.ASLEEP
    lived.hear(dongle(HALF_AN_HOUR, presence=Presence.OFFLINE))
    assert lived.state.presence is Presence.OFFLINE


def test_the_phone_s_memory_at_the_broker_does_not_overrule_what_the_car_said_since() -> None:
    lived = Life().hear(a_reading(1000, seq=1, **AT_HOME)).pass_time(1100)
    lived.hear(a_reading(500, late_by=700, dialect="owntracks", retained=True, **AWAY)).pass_time(1300)
    assert (lived.state.lat, lived.state.observed_at) == (AT_HOME["lat"], at(1000))
