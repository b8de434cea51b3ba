"""Whose time it is."""

from datetime import UTC, datetime, timedelta

import pytest

from gateway.car.reading import Presence, Reading
from gateway.clock import DAWN, SimClock, WallClock
from gateway.dialects.message import MalformedMessageError, Message
from gateway.dialects.native import CLOCK_TOPIC

THEN = datetime(2018, 1, 9, 12, 0, tzinfo=UTC)
HEARD = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def told(now: str) -> Message:
    return Message(CLOCK_TOPIC, f'{{"v":1,"now":"{now}"}}'.encode(), retained=False, received_at=HEARD)


def test_a_simulated_world_begins_when_it_is_told_the_time() -> None:
    clock = SimClock(None)
    assert (clock.now, clock.hears(told("2018-01-09T12:00:00Z")), clock.now) == (DAWN, True, THEN)


def test_simulated_time_never_goes_back() -> None:
    clock = SimClock(THEN)
    clock.hears(told("2018-01-09T11:00:00Z"))
    assert clock.now == THEN


def test_a_clock_that_says_no_time_is_refused() -> None:
    with pytest.raises(MalformedMessageError):
        SimClock(None).hears(told("noon"))


def test_readings_are_heard_by_simulated_time() -> None:
    reading = Reading(car_id="A", seq=1, observed_at=THEN - MINUTE, received_at=HEARD)
    dated = SimClock(THEN).date(reading)
    assert (dated.observed_at, dated.received_at) == (THEN - MINUTE, THEN)


def test_readings_before_anyone_told_the_time_were_heard_when_they_were_measured() -> None:
    dated = SimClock(None).date(Reading(car_id="A", seq=1, observed_at=THEN, received_at=HEARD))
    assert (dated.observed_at, dated.received_at) == (THEN, THEN)


def test_what_has_no_time_of_the_car_s_own_is_of_the_moment_it_was_heard() -> None:
    dated = SimClock(THEN).date(
        Reading(car_id="A", presence=Presence.ASLEEP, observed_at=HEARD, received_at=HEARD)
    )
    assert (dated.observed_at, dated.received_at) == (THEN, THEN)


def test_what_has_no_time_of_its_own_cannot_be_dated_before_anyone_told_the_time() -> None:
    undated = Reading(car_id="A", dialect="ovms", soc_percent=50.0, observed_at=HEARD, received_at=HEARD)
    dated = Reading(car_id="A", seq=1, observed_at=THEN, received_at=HEARD)
    clock = SimClock(None)
    assert (clock.can_date(undated), clock.can_date(dated)) == (False, True)
    clock.hears(told("2018-01-09T12:00:00Z"))
    assert clock.can_date(undated)
    assert WallClock().can_date(undated)


def test_by_the_wall_clock_nobody_tells_the_time() -> None:
    clock = WallClock()
    assert not clock.hears(told("2018-01-09T12:00:00Z"))
    assert abs(clock.now - datetime.now(UTC)) < MINUTE
