"""Order, repetition, ticks and restarts change nothing of what is told."""

from datetime import timedelta

import msgspec
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from gateway.car.reading import Reading
from gateway.car.state import CarState
from tests.builders.days import BOUNDS, DAYS, at_the_end, days, essence, lived
from tests.builders.gateway import Life, at


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
    assert len(msgspec.json.encode(life.state)) <= 3000  # of a car that says all there is to say
