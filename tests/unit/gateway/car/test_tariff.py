"""Cheap hours on the wall clocks of Tokyo and London, over midnight and the nights when clocks change."""

from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

import pytest

from gateway.car.cable.tariff import Stretch, cheap_at, cheap_next
from gateway.car.hours import Hours, next_time

TOKYO, LONDON = ZoneInfo("Asia/Tokyo"), ZoneInfo("Europe/London")
NIGHT = (Hours(time(23), time(7)),)
SMALL_HOURS_AND_NOON = (Hours(time(1), time(5)), Hours(time(11), time(13)))
HALF_PAST_ONE = (Hours(time(1, 30), time(4)),)
ALWAYS = (Hours(time(0), time(0)),)


def utc(words: str) -> datetime:
    """A moment, written without its zone."""
    return datetime.fromisoformat(words).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("moment", "hours", "zone", "cheap"),
    [
        pytest.param("2026-11-23T13:59:59", NIGHT, TOKYO, False, id="a second before eleven at night"),
        pytest.param("2026-11-23T14:00:00", NIGHT, TOKYO, True, id="eleven at night"),
        pytest.param("2026-11-23T21:59:59", NIGHT, TOKYO, True, id="yesterday's night, after midnight"),
        pytest.param("2026-11-23T22:00:00", NIGHT, TOKYO, False, id="seven in the morning"),
        pytest.param("2026-06-01T02:30:00", SMALL_HOURS_AND_NOON, TOKYO, True, id="while the sun shines"),
        pytest.param("2026-06-01T04:00:00", SMALL_HOURS_AND_NOON, TOKYO, False, id="after lunch"),
        pytest.param("2026-06-01T17:00:00", SMALL_HOURS_AND_NOON, TOKYO, True, id="two in the morning"),
        pytest.param("2026-07-01T22:00:00", NIGHT, LONDON, True, id="eleven at night in summer time"),
        pytest.param("2026-01-01T22:00:00", NIGHT, LONDON, False, id="ten at night in winter"),
        pytest.param("2026-03-29T01:15:00", HALF_PAST_ONE, LONDON, False, id="skipped, and not come yet"),
        pytest.param("2026-03-29T01:30:00", HALF_PAST_ONE, LONDON, True, id="when it would have come"),
        pytest.param("2026-03-29T03:00:00", HALF_PAST_ONE, LONDON, False, id="four in summer time already"),
        pytest.param("2026-10-25T00:30:00", HALF_PAST_ONE, LONDON, True, id="the first half past one"),
        pytest.param("2026-10-25T01:15:00", HALF_PAST_ONE, LONDON, True, id="and all between the two"),
        pytest.param("2026-10-25T03:59:00", HALF_PAST_ONE, LONDON, True, id="until four in winter time"),
        pytest.param("2026-11-23T12:00:00", ALWAYS, TOKYO, True, id="a day that ends as it begins"),
        pytest.param("2026-11-23T14:00:00", (), TOKYO, False, id="no tariff"),
    ],
)
def test_power_is_cheap_by_the_owner_s_wall_clock(
    moment: str, hours: tuple[Hours, ...], zone: ZoneInfo, cheap: bool
) -> None:
    assert cheap_at(utc(moment), hours, zone) is cheap


@pytest.mark.parametrize(
    ("moment", "hours", "zone", "stretch"),
    [
        pytest.param(
            "2026-11-23T09:00:00",
            NIGHT,
            TOKYO,
            ("2026-11-23T14:00:00", "2026-11-23T22:00:00"),
            id="this evening",
        ),
        pytest.param(
            "2026-11-23T14:00:00",
            NIGHT,
            TOKYO,
            ("2026-11-24T14:00:00", "2026-11-24T22:00:00"),
            id="one that has just begun is not the next",
        ),
        pytest.param(
            "2026-06-01T21:00:00",
            SMALL_HOURS_AND_NOON,
            TOKYO,
            ("2026-06-02T02:00:00", "2026-06-02T04:00:00"),
            id="at six in the morning noon comes first",
        ),
        pytest.param(
            "2026-03-28T20:00:00",
            NIGHT,
            LONDON,
            ("2026-03-28T23:00:00", "2026-03-29T06:00:00"),
            id="the night that lacks an hour",
        ),
        pytest.param(
            "2026-10-24T20:00:00",
            NIGHT,
            LONDON,
            ("2026-10-24T22:00:00", "2026-10-25T07:00:00"),
            id="the night that has one twice",
        ),
    ],
)
def test_the_next_cheap_stretch_is_found(
    moment: str, hours: tuple[Hours, ...], zone: ZoneInfo, stretch: tuple[str, str]
) -> None:
    begins_at, ends_at = stretch
    assert cheap_next(utc(moment), hours, zone) == Stretch(utc(begins_at), utc(ends_at))


def test_a_tariff_without_cheap_hours_has_no_next() -> None:
    assert cheap_next(utc("2026-11-23T09:00:00"), (), TOKYO) is None


@pytest.mark.parametrize(
    ("moment", "zone", "next_seven"),
    [
        pytest.param("2026-11-23T21:00:00", TOKYO, "2026-11-23T22:00:00", id="this morning"),
        pytest.param("2026-11-23T22:00:00", TOKYO, "2026-11-24T22:00:00", id="at seven, tomorrow's"),
        pytest.param("2026-03-28T12:00:00", LONDON, "2026-03-29T06:00:00", id="in summer time from then on"),
        pytest.param("2026-10-24T12:00:00", LONDON, "2026-10-25T07:00:00", id="in winter time from then on"),
    ],
)
def test_the_clock_shows_a_time_once_a_day(moment: str, zone: ZoneInfo, next_seven: str) -> None:
    assert next_time(utc(moment), time(7), zone) == utc(next_seven)
