"""Order, repetition, ticks and restarts change nothing of what is told."""

from datetime import timedelta
from typing import Any

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from gateway.car.bounds import Bounds
from gateway.car.reading import ChargeState, Reading
from gateway.car.state import CarState
from tests.builders.gateway import HOME, Life, a_reading, at

BOUNDS = Bounds(home=HOME, time_zone="Asia/Tokyo")
DAYS = settings(max_examples=100, deadline=None)

WORDS: dict[str, st.SearchStrategy[Any]] = {
    "soc_percent": st.sampled_from((0.0, 4.0, 9.0, 19.0, 21.0, 23.5, 40.0, 41.5, 80.0, 100.0)),
    "plugged_in": st.booleans(),
    "charge_state": st.sampled_from(ChargeState),
    "charge_power_kw": st.sampled_from((-20.0, 0.0, 0.4, 7.0)),
    "charge_minutes_left": st.sampled_from((0.0, 5.0, 60.0, 200.0)),
    "speed_kmh": st.sampled_from((0.0, 3.0, 30.0, 90.0)),
    "ignition_on": st.booleans(),
    "odometer_km": st.sampled_from((1000.0, 1001.5, 1012.0)),
    "where": st.sampled_from((HOME.lat, HOME.lat + 0.002, HOME.lat + 0.05, 0.0)),
    "unknown": st.sampled_from(
        (frozenset[str](), frozenset({"plugged_in", "soc_percent", "lat", "lon", "charge_state"}))
    ),
}
STEPS_S = st.sampled_from((0, 0, 1, 3, 10, 31, 61, 125, 301, 950, 7200))


@st.composite
def days(draw: st.DrawFn) -> list[Reading]:
    """Some hours of a car that does anything at all, each reading heard the moment it was said."""
    day, second = [], 0
    for seq in range(1, draw(st.integers(2, 30)) + 1):
        second += draw(STEPS_S)
        said = draw(st.fixed_dictionaries({}, optional=WORDS))
        where = said.pop("where", None)
        position = {} if where is None else {"lat": where, "lon": HOME.lon}
        day.append(a_reading(second, seq=seq, **said, **position))
    return day


def lived(day: list[Reading]) -> Life:
    """The day as it was said, and four hours after it."""
    return at_the_end(Life(bounds=BOUNDS).hear(*day), day)


def at_the_end(life: Life, day: list[Reading]) -> Life:
    return life.pass_time((day[-1].observed_at - at(0)).total_seconds() + 4 * 3600)


def essence(life: Life) -> tuple[Any, ...]:
    """All that must be the same: everything but when we happened to hear of it."""
    state = replace(life.state, received_at=None, wake_at=None)
    return state, life.events, life.drives, life.charges


@st.composite
def days_heard_anyhow(draw: st.DrawFn) -> tuple[list[Reading], list[Reading]]:
    """A day, and the same with each reading up to five seconds late, some of them twice."""
    day = draw(days())
    heard = []
    for reading in day:
        for _ in range(draw(st.sampled_from((1, 1, 1, 2)))):
            delay = timedelta(milliseconds=draw(st.integers(0, 4900)))
            heard.append(replace(reading, received_at=reading.observed_at + delay))
    return day, sorted(draw(st.permutations(heard)), key=lambda reading: reading.received_at)


@DAYS
@given(days_heard_anyhow())
def test_readings_that_overtake_and_repeat_each_other_tell_the_same(
    both: tuple[list[Reading], list[Reading]],
) -> None:
    day, heard = both
    assert essence(at_the_end(Life(bounds=BOUNDS).hear(*heard), day)) == essence(lived(day))


@DAYS
@given(days_heard_anyhow(), st.data())
def test_it_does_not_matter_when_the_gateway_looks_at_its_clock(
    both: tuple[list[Reading], list[Reading]], data: st.DataObject
) -> None:
    day, heard = both
    life = Life(bounds=BOUNDS)
    for reading, following in zip(heard, [*heard[1:], None], strict=True):
        life.hear(reading)
        pause = (
            4 * 3600.0 if following is None else (following.received_at - reading.received_at).total_seconds()
        )
        start = (reading.received_at - at(0)).total_seconds()
        for tick in sorted(data.draw(st.lists(st.floats(0, pause), max_size=3))):
            life.pass_time(start + tick)
    assert essence(at_the_end(life, day)) == essence(lived(day))


@DAYS
@given(days())
def test_a_gateway_that_wakes_a_car_when_it_asked_for_it_tells_the_same(day: list[Reading]) -> None:
    life = Life(bounds=BOUNDS)
    for reading in day:
        while (wake_at := life.state.wake_at) is not None and wake_at < reading.received_at:
            life.pass_time((wake_at - at(0)).total_seconds())
            assert life.state.wake_at != wake_at, "it is not woken twice for the same"
        life.hear(reading)
    assert essence(at_the_end(life, day)) == essence(lived(day))


@DAYS
@given(days(), st.integers(0, 29))
def test_a_restart_at_any_point_tells_the_same(day: list[Reading], position: int) -> None:
    life = Life(bounds=BOUNDS).hear(*day[:position])
    life.state = msgspec.json.decode(msgspec.json.encode(life.state), type=CarState)
    assert essence(at_the_end(life.hear(*day[position:]), day)) == essence(lived(day))


@DAYS
@given(days())
def test_a_second_pass_of_the_same_day_changes_nothing(day: list[Reading]) -> None:
    life = lived(day)
    before = life.state
    life.hear(*day)
    assert life.state is before


@DAYS
@given(days())
def test_history_stays_possible(day: list[Reading]) -> None:
    life = lived(day)
    assert life.state.readings_count == len(day)
    assert life.state.up_to_seq == len(day)
    assert all(
        drive.km >= 0.2 and drive.minutes >= 0 and (drive.kwh is None or drive.kwh > 0)
        for drive in life.drives
    )
    assert all(charge.started_at <= charge.ended_at for charge in life.charges)
    assert len(msgspec.json.encode(life.state)) <= 2500
