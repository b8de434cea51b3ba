"""When power is cheap, by an owner's tariff: hours of the wall clock, over midnight and clock changes."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from gateway.car.hours import Hours, moment_of

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


def _stretches(moment: datetime, hours: tuple[Hours, ...], zone: ZoneInfo) -> Iterator[Stretch]:
    today = moment.astimezone(zone).date()
    for one in hours:
        nights = one.ends_at <= one.begins_at
        for days in _DAYS:
            day = today + timedelta(days=days)
            until = day + timedelta(days=1) if nights else day
            yield Stretch(moment_of(day, one.begins_at, zone), moment_of(until, one.ends_at, zone))
