"""Readings from the past, from the future, from the broker's memory, and clocks gone wrong."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from gateway.car.reading import Presence
from tests.builders.gateway import Life, Said, a_reading, at, life

FIVE_HOURS = 5 * 3600


def test_what_is_heard_five_hours_later_is_history_and_wakes_nobody() -> None:
    lived = life([(0, {"speed_kmh": 0, "plugged_in": True, "soc_percent": 50})])
    drive: list[Said] = [(10, {"plugged_in": False}), (50, {"speed_kmh": 0})]
    drive += [(60 + 10 * step, {"speed_kmh": 36, "soc_percent": 50 - step / 100}) for step in range(61)]
    drive += [(670, {"speed_kmh": 0, "ignition_on": False})]
    lived.hear(
        *(a_reading(s, seq=n, late_by=FIVE_HOURS, **said) for n, (s, said) in enumerate(drive, start=2))
    )
    lived.pass_time(FIVE_HOURS + 3600)
    assert [(round(drive.km, 1), drive.soc_start_percent) for drive in lived.drives] == [(6.1, 50)]
    assert [(event.kind, event.late) for event in lived.events] == [
        ("unplugged", True),
        ("drive_started", True),
        ("drive_ended", True),
    ]


def test_a_battery_found_low_in_old_readings_is_told_by_the_first_timely_one() -> None:
    lived = life([(0, {"soc_percent": 22})])
    lived.hear(*(a_reading(60 * n, seq=n, late_by=3600, soc_percent=20 - n) for n in (2, 3, 4))).pass_time(
        4000
    )
    assert lived.told == []
    lived.hear(a_reading(4100, seq=5, soc_percent=15.5))
    assert lived.told == ["battery_low"]


def test_and_not_told_when_that_is_no_longer_so() -> None:
    lived = life([(0, {"soc_percent": 22})])
    lived.hear(*(a_reading(60 * n, seq=n, late_by=3600, soc_percent=20 - n) for n in (2, 3, 4))).pass_time(
        4000
    )
    lived.hear(*(a_reading(4100 + 10 * n, seq=n, soc_percent=60) for n in (5, 6, 7))).pass_time(5000)
    assert "battery_low" not in lived.told


def test_a_quarter_of_an_hour_is_not_late() -> None:
    lived = life([(0, {"plugged_in": False})])
    lived.hear(a_reading(100, seq=2, late_by=900, plugged_in=True)).pass_time(2000)
    assert lived.told == ["plugged_in"]


@pytest.mark.parametrize(
    "shown",
    [
        pytest.param(datetime(1970, 1, 1, tzinfo=UTC), id="no clock before the first fix"),
        pytest.param(at(0) - timedelta(weeks=1024), id="the week rollover of satellites"),
        pytest.param(at(100) + timedelta(minutes=3), id="three minutes ahead"),
        pytest.param(datetime(2090, 1, 1, tzinfo=UTC), id="decades ahead"),
    ],
)
def test_a_clock_that_cannot_be_right_gives_way_to_ours(shown: datetime) -> None:
    lived = life([(0, {"plugged_in": False})])
    lived.hear(a_reading(100, seq=2, plugged_in=True, observed_at=shown)).pass_time(300)
    assert [(event.kind, event.at) for event in lived.events] == [("plugged_in", at(100))]
    assert (lived.state.observed_at, lived.state.clock_doubted) == (at(100), True)


def test_two_minutes_ahead_are_believed() -> None:
    lived = life([(0, {"soc_percent": 50}), (100, {"soc_percent": 50, "received_at": at(0)})])
    assert (lived.state.observed_at, lived.state.clock_doubted) == (at(100), False)


def test_a_clock_that_goes_back_does_not_take_the_car_with_it() -> None:
    lived = life([(0, {"plugged_in": False}), (1000, {"plugged_in": False})])
    lived.hear(a_reading(400, seq=3, plugged_in=True, late_by=650)).pass_time(1300)
    assert [(event.kind, event.at) for event in lived.events] == [("plugged_in", at(1000))]


def test_one_time_stamp_said_again_and_again_is_one_moment() -> None:
    lived = life([(0, {"speed_kmh": 50}), *((10, {"speed_kmh": 50}) for _ in range(172))], until=2000)
    assert (lived.state.readings_count, [drive.km for drive in lived.drives]) == (173, [])


def test_a_slow_clock_does_not_shorten_a_wait() -> None:
    lived = Life().hear(
        a_reading(0, seq=1, plugged_in=False, late_by=300),
        a_reading(60, seq=2, plugged_in=False, late_by=300),
    )
    lived.hear(a_reading(100, seq=3, plugged_in=True, late_by=300)).pass_time(402)
    lived.hear(a_reading(105, seq=4, plugged_in=False, late_by=300)).pass_time(1000)
    assert lived.told == []


@pytest.mark.parametrize(
    ("known", "remembered"),
    [
        pytest.param({"plugged_in": False}, {"plugged_in": True}, id="plugged in"),
        pytest.param({"soc_percent": 60}, {"soc_percent": 5}, id="low"),
        pytest.param({"soc_percent": 40}, {"soc_percent": 80}, id="charged"),
        pytest.param({"charge_state": "charging"}, {"charge_state": "complete"}, id="complete"),
        pytest.param({"charge_state": "charging"}, {"charge_state": "stopped"}, id="stopped"),
        pytest.param({"speed_kmh": 0}, {"speed_kmh": 80}, id="driving"),
    ],
)
def test_what_the_broker_remembers_is_loaded_and_not_told(
    known: dict[str, Any], remembered: dict[str, Any]
) -> None:
    lived = life([(0, known), (60, known)])
    lived.hear(a_reading(3600, retained=True, **remembered)).pass_time(7200)
    lived.hear(a_reading(7210, seq=3, **remembered)).pass_time(7900)
    assert lived.told == []


def test_what_the_broker_remembers_of_the_past_is_forgotten() -> None:
    lived = life([(0, {"soc_percent": 60}), (60, {"soc_percent": 59})])
    before = lived.state
    lived.hear(a_reading(30, seq=7, retained=True, soc_percent=60, late_by=600))
    assert lived.state is before


def test_what_the_broker_remembers_of_a_stranger_is_a_beginning() -> None:
    lived = Life().hear(a_reading(0, retained=True, soc_percent=60, range_km=200))
    assert (lived.state.soc_percent, lived.state.range_km, lived.state.up_to_seq) == (60, 200, None)


@pytest.mark.parametrize("word", Presence)
@pytest.mark.parametrize("retained", [False, True])
def test_the_modem_s_word_is_kept(word: Presence, retained: bool) -> None:
    lived = life([(0, {"soc_percent": 60})]).hear(a_reading(200, presence=word, retained=retained))
    assert (lived.state.presence, lived.told, lived.state.observed_at) == (word, [], at(0))


def test_an_emptied_presence_is_not_known() -> None:
    lived = Life().hear(a_reading(0, presence=Presence.ASLEEP), a_reading(9, unknown=frozenset({"presence"})))
    assert lived.state.presence is None


def test_who_speaks_is_online_whatever_its_last_will_said() -> None:
    lived = life([(0, {"soc_percent": 60})]).hear(a_reading(200, presence=Presence.OFFLINE))
    lived.hear(a_reading(300, seq=2, soc_percent=60))
    assert lived.state.presence is Presence.ONLINE
    lived.hear(a_reading(250, presence=Presence.OFFLINE))
    assert lived.state.presence is Presence.OFFLINE
