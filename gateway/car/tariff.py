"""When power is cheap, by an owner's tariff: hours of the wall clock, over midnight and clock changes.

A time that the clock shows twice in autumn means the first of the two; one that it skips in spring means the
moment at which it would have come.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from gateway.car.hours import Hours

_DAYS = (-1, 0, 1)  # yesterday's stretch may reach over midnight


class Stretch(NamedTuple):
    """From one moment, aware, until just before another."""

    begins_at: datetime
    ends_at: datetime


def cheap_at(moment: datetime, hours: tuple[Hours, ...], zone: ZoneInfo) -> bool:
    """Whether power is cheap just then."""
    return any(one.begins_at <= moment < one.ends_at for one in _stretches(moment, hours, zone))


def cheap_next(moment: datetime, hours: tuple[Hours, ...], zone: ZoneInfo) -> Stretch | None:
    """The first cheap stretch that begins after a moment, in UTC; None without any in the tariff."""
    return min((one for one in _stretches(moment, hours, zone) if one.begins_at > moment), default=None)


def next_time(moment: datetime, clock: time, zone: ZoneInfo) -> datetime:
    """When the wall clock will next show a time, in UTC."""
    today = moment.astimezone(zone).date()
    shown = (_at(today + timedelta(days=days), clock, zone) for days in _DAYS)
    return min(one for one in shown if one > moment)


def _stretches(moment: datetime, hours: tuple[Hours, ...], zone: ZoneInfo) -> Iterator[Stretch]:
    today = moment.astimezone(zone).date()
    for one in hours:
        nights = one.ends_at <= one.begins_at
        for days in _DAYS:
            day = today + timedelta(days=days)
            until = day + timedelta(days=1) if nights else day
            yield Stretch(_at(day, one.begins_at, zone), _at(until, one.ends_at, zone))


def _at(day: date, clock: time, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, clock, zone).astimezone(UTC)
