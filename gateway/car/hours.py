"""A stretch of the day on the wall clock, and when that clock shows a time.

A time that the clock shows twice in autumn means the first of the two; one that it skips in spring means the
moment at which it would have come.
"""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import msgspec


class Hours(msgspec.Struct, frozen=True):
    """Local time, over midnight when it ends before it begins; the whole day when it ends as it begins."""

    begins_at: time
    ends_at: time


def next_time(moment: datetime, clock: time, zone: ZoneInfo) -> datetime:
    """When the wall clock will next show a time, in UTC."""
    today = moment.astimezone(zone).date()
    shown = (moment_of(today + timedelta(days=days), clock, zone) for days in range(3))
    return next(one for one in shown if one > moment)


def moment_of(day: date, clock: time, zone: ZoneInfo) -> datetime:
    """When the wall clock shows a time on a day, in UTC."""
    return datetime.combine(day, clock, zone).astimezone(UTC)
