"""When the next digest is due."""

from datetime import UTC, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

Every = Literal["day", "week"]

SPANS: dict[Every, timedelta] = {"day": timedelta(days=1), "week": timedelta(days=7)}
_MONDAY = 0


def next_digest(after: datetime, *, every: Every, hour: int, time_zone: str) -> datetime:
    """The first moment after `after` at which the clock there shows this hour: on a Monday, if weekly."""
    zone = ZoneInfo(time_zone)
    day = after.astimezone(zone).date()
    while True:
        moment = datetime.combine(day, time(hour), zone).astimezone(UTC)
        if moment > after and (every == "day" or day.weekday() == _MONDAY):
            return moment
        day += timedelta(days=1)
